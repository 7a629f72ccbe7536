package faults

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/folkmoot/folkmoot/models"
)

// A Cluster is a Postgres of our own, which may be killed. What it has said to be
// stored is stored: fsync is on.
type Cluster struct {
	bin      string
	dir      string
	port     int
	password string
	owner    *syscall.Credential // nil if we are nobody special
	run      *child
	serial   atomic.Int64
}

const (
	postgresPatience = 60 * time.Second
	startAgain       = 250 * time.Millisecond
)

func newCluster(ctx context.Context, dir string) (*Cluster, error) {
	c := &Cluster{dir: dir, password: models.NewToken()}
	var err error
	if c.bin, err = postgresBin(); err != nil {
		return nil, err
	}
	if c.owner, err = postgresOwner(); err != nil {
		return nil, err
	}
	if c.port, err = freePort(); err != nil {
		return nil, err
	}
	if err := c.initialise(ctx); err != nil {
		return nil, err
	}
	return c, c.start(ctx)
}

// postgresBin is the folder of the newest installed server.
func postgresBin() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	more, _ := filepath.Glob("/usr/pgsql-*/bin/initdb")
	found = append(found, more...)
	slices.Reverse(found)
	if path, err := exec.LookPath("initdb"); err == nil {
		found = append(found, path)
	}
	for _, path := range found {
		if _, err := os.Stat(filepath.Join(filepath.Dir(path), "postgres")); err == nil {
			return filepath.Dir(path), nil
		}
	}
	return "", errors.New("no Postgres server is installed; on Debian run: sudo apt-get install postgresql")
}

// postgresOwner is who Postgres runs as when we are root, whom it refuses.
func postgresOwner() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		found, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.ParseUint(found.Uid, 10, 32)
		gid, _ := strconv.ParseUint(found.Gid, 10, 32)
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, errors.New("there is no user for Postgres to run as")
}

func (c *Cluster) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, filepath.Join(c.bin, name), args...)
	cmd.Dir = c.dir
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C", "TZ=UTC", "PGPASSWORD=" + c.password}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.owner}
	return cmd
}

func (c *Cluster) initialise(ctx context.Context) error {
	secret := filepath.Join(c.dir, "password")
	if err := os.Mkdir(c.dir, 0o700); err != nil {
		return fmt.Errorf("folder for Postgres: %w", err)
	}
	if err := os.WriteFile(secret, []byte(c.password+"\n"), 0o600); err != nil {
		return fmt.Errorf("password for Postgres: %w", err)
	}
	if c.owner != nil {
		uid, gid := int(c.owner.Uid), int(c.owner.Gid)
		if err := errors.Join(os.Chown(c.dir, uid, gid), os.Chown(secret, uid, gid)); err != nil {
			return fmt.Errorf("give Postgres its folder: %w", err)
		}
	}
	initdb := c.command(ctx, "initdb", "-D", c.data(), "-U", "postgres", "-A", "scram-sha-256",
		"--pwfile="+secret, "-E", "UTF8", "--locale=C", "--no-sync")
	if output, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, output)
	}
	settings := fmt.Sprintf("port = %d\n", c.port) + `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = on
synchronous_commit = on
full_page_writes = on
max_connections = 120
shared_buffers = 64MB
`
	file, err := os.OpenFile(filepath.Join(c.data(), "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("settings of Postgres: %w", err)
	}
	_, err = file.WriteString(settings)
	return errors.Join(err, file.Close())
}

func (c *Cluster) data() string { return filepath.Join(c.dir, "data") }

// start starts the server again and again until it answers: what a killed one
// leaves behind, above all its shared memory, goes only after a while.
func (c *Cluster) start(ctx context.Context) error {
	log, err := os.OpenFile(filepath.Join(filepath.Dir(c.dir), "postgres.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("log of Postgres: %w", err)
	}
	defer func() { _ = log.Close() }()
	return await(ctx, postgresPatience, "Postgres starts", func() bool {
		if c.run == nil || !c.run.alive() {
			cmd := c.command(context.WithoutCancel(ctx), "postgres", "-D", c.data())
			cmd.Stdout, cmd.Stderr = log, log
			if c.run, err = launch(cmd); err != nil {
				return false
			}
		}
		return c.administer(ctx, "SELECT 1") == nil || !pause(ctx, startAgain)
	})
}

// kill ends the postmaster and all its children at once.
func (c *Cluster) kill() {
	if c.run == nil || !c.run.alive() {
		return
	}
	pids := descendants(c.run.pid())
	_ = c.run.cmd.Process.Kill()
	for _, pid := range pids {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	<-c.run.ended
	_ = await(context.Background(), postgresPatience, "the children of Postgres end", func() bool {
		return !slices.ContainsFunc(pids, isPostgres)
	})
}

// descendants are the processes whose parent is pid. They were started by the
// Postgres that we started.
func descendants(pid int) (pids []int) {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range stats {
		content, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		_, after, _ := strings.Cut(string(content), ") ")
		fields := strings.Fields(after)
		if len(fields) > 1 && fields[0] != "Z" && fields[1] == strconv.Itoa(pid) {
			child, _ := strconv.Atoi(filepath.Base(filepath.Dir(path)))
			pids = append(pids, child)
		}
	}
	return pids
}

// isPostgres is true while a process lives that is called postgres: a pid that
// the kernel has given to somebody else is not waited for.
func isPostgres(pid int) bool {
	content, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err == nil && strings.Contains(string(content), "(postgres)") && !strings.Contains(string(content), ") Z ")
}

// url is the address of a database in the cluster, at a port that may be that of
// a proxy.
func (c *Cluster) url(name string, port int) string {
	return fmt.Sprintf("postgres://postgres:%s@127.0.0.1:%d/%s?sslmode=disable&connect_timeout=5", c.password, port, name)
}

func (c *Cluster) administer(ctx context.Context, statement string) error {
	ctx, cancel := context.WithTimeout(ctx, postgresPatience)
	defer cancel()
	conn, err := pgx.Connect(ctx, c.url("postgres", c.port))
	if err != nil {
		return fmt.Errorf("connect to our Postgres: %w", err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if _, err := conn.Exec(ctx, statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}

// newDatabase makes an empty database and returns its name.
func (c *Cluster) newDatabase(ctx context.Context) (string, error) {
	name := fmt.Sprintf("trial_%d", c.serial.Add(1))
	return name, c.administer(ctx, "CREATE DATABASE "+name)
}

// amcheck looks at every table and index of a database.
func (c *Cluster) amcheck(ctx context.Context, name string) error {
	cmd := c.command(ctx, "pg_amcheck", "--install-missing", "--heapallindexed",
		"-h", "127.0.0.1", "-p", strconv.Itoa(c.port), "-U", "postgres", "-d", name)
	if output, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("pg_amcheck: %w\n%s", err, output)
	}
	return nil
}
