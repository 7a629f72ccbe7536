package bench

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/folkmoot/folkmoot/models"
)

// A cluster is a Postgres of our own, on the loopback interface only. What it
// says is stored, is stored.
type cluster struct {
	bin      string
	dir      string
	flush    time.Duration
	port     int
	password string
	owner    *syscall.Credential // nil if we are nobody special
	run      *child
}

const (
	startPatience = 60 * time.Second
	stopPatience  = 20 * time.Second
	lookAgain     = 100 * time.Millisecond
)

// errNoPostgres says what is missing and how to get it.
var errNoPostgres = errors.New(`there is no Postgres with pgbench here, so nothing to compare with.
  On Debian run: sudo apt-get install postgresql postgresql-contrib
  (pgbench is looked for in /usr/lib/postgresql/*/bin, in /usr/pgsql-*/bin and in PATH)
  To measure only the embedded database: -on sqlite`)

// settings are Postgres' own but for what is needed to find it. Its log, in
// which we read what the server sends, is written to a file of its own.
const settings = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = on
synchronous_commit = on
full_page_writes = on
max_connections = 200
shared_buffers = 512MB
max_wal_size = 4GB
logging_collector = on
log_destination = 'csvlog'
log_filename = 'log'
log_file_mode = 0644
`

func newCluster(ctx context.Context, dir string, flush time.Duration) (*cluster, error) {
	c := &cluster{dir: dir, flush: flush, password: models.NewToken()}
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

// postgresBin is the folder of the newest installed server that has pgbench.
func postgresBin() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/pgbench")
	more, _ := filepath.Glob("/usr/pgsql-*/bin/pgbench")
	found = append(found, more...)
	slices.Reverse(found)
	if path, err := exec.LookPath("pgbench"); err == nil {
		found = append(found, path)
	}
	for _, path := range found {
		if _, err := os.Stat(filepath.Join(filepath.Dir(path), "initdb")); err == nil {
			return filepath.Dir(path), nil
		}
	}
	return "", errNoPostgres
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

// freePort is a port that nobody listened on a moment ago.
func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("a free port: %w", err)
	}
	address, _ := listener.Addr().(*net.TCPAddr)
	return address.Port, listener.Close() //nolint:wrapcheck // it says enough
}

func (c *cluster) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, filepath.Join(c.bin, name), args...) //nolint:gosec // programs of Postgres
	cmd.Dir = c.dir
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C", "TZ=UTC", "PGPASSWORD=" + c.password}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.owner}
	return cmd
}

func (c *cluster) initialise(ctx context.Context) error {
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
		"--pwfile="+secret, "-E", "UTF8", "--locale=C")
	if output, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, output)
	}
	file, err := os.OpenFile(filepath.Join(c.data(), "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("settings of Postgres: %w", err)
	}
	_, err = fmt.Fprintf(file, "%sport = %d\n", settings, c.port)
	return errors.Join(err, file.Close())
}

func (c *cluster) data() string { return filepath.Join(c.dir, "data") }

// log is the file into which Postgres writes as its settings say.
func (c *cluster) log() string { return filepath.Join(c.data(), "log", "log.csv") }

func (c *cluster) start(ctx context.Context) (err error) {
	postgres := c.command(context.WithoutCancel(ctx), "postgres", "-D", c.data())
	if c.run, err = launch(slowed(postgres, c.flush)); err != nil {
		return err
	}
	return await(ctx, "Postgres starts", func() bool {
		conn, err := c.connect(ctx, "postgres")
		if err != nil {
			return false
		}
		return conn.Close(ctx) == nil
	})
}

func (c *cluster) stop() { c.run.stop(syscall.SIGINT, stopPatience) }

// url is the address of a database in the cluster.
func (c *cluster) url(name string) string {
	return fmt.Sprintf("postgres://postgres:%s@127.0.0.1:%d/%s?sslmode=disable", c.password, c.port, name)
}

func (c *cluster) connect(ctx context.Context, name string) (*pgx.Conn, error) {
	conn, err := pgx.Connect(ctx, c.url(name))
	if err != nil {
		return nil, fmt.Errorf("connect to our Postgres: %w", err)
	}
	return conn, nil
}

// do runs statements in a database of the cluster, one after the other.
func (c *cluster) do(ctx context.Context, name string, statements ...string) error {
	conn, err := c.connect(ctx, name)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	for _, statement := range statements {
		if _, err := conn.Exec(ctx, statement); err != nil {
			return fmt.Errorf("%.60s: %w", statement, err)
		}
	}
	return nil
}

// await looks again and again until something holds.
func await(ctx context.Context, what string, holds func() bool) error {
	ctx, cancel := context.WithTimeout(ctx, startPatience)
	defer cancel()
	for !holds() {
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait until %s: %w", what, ctx.Err())
		case <-time.After(lookAgain):
		}
	}
	return nil
}
