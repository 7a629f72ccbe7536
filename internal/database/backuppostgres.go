package database

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// save has pg_dump write its own format, which pg_restore reads.
func (p postgres) save(ctx context.Context, cfg Config, file string) error {
	return p.run(ctx, cfg.URL, "pg_dump", "--format=custom", "--no-password", "--file="+file)
}

// check has pg_restore read the list of what is in the file.
func (p postgres) check(ctx context.Context, file string) error {
	if err := p.run(ctx, "", "pg_restore", "--list", "--file="+os.DevNull, file); err != nil {
		return fmt.Errorf("%s is no backup of Postgres: %w", file, err)
	}
	return nil
}

// load restores everything or nothing.
func (p postgres) load(ctx context.Context, cfg Config, file string) error {
	if err := mustBeEmpty(ctx, cfg); err != nil {
		return err
	}
	parsed, err := pgconn.ParseConfig(cfg.URL)
	if err != nil {
		return fmt.Errorf("FOLKMOOT_DATABASE_URL is no Postgres URL: %w", err)
	}
	name := strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(parsed.Database)
	return p.run(ctx, cfg.URL, "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
		"--no-password", "--dbname=dbname='"+name+"'", file)
}

func mustBeEmpty(ctx context.Context, cfg Config) (err error) {
	_, pool, err := postgresPool(ctx, cfg.URL, 1, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	var tables int
	row := pool.QueryRowContext(ctx, `SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'`)
	if err := row.Scan(&tables); err != nil {
		return fmt.Errorf("look into the database: %w", err)
	}
	if tables > 0 {
		return errors.New("the database is not empty; name one without tables")
	}
	return nil
}

// run starts one of Postgres' own programs. Where the database is and the
// password go through the environment: everybody can read a command line.
func (postgres) run(ctx context.Context, address, program string, arguments ...string) error {
	command := exec.CommandContext(ctx, program, arguments...) //nolint:gosec // the programs are ours to name
	var complaint bytes.Buffer
	command.Stderr = &complaint
	if address != "" {
		settings, err := environment(address)
		if err != nil {
			return err
		}
		command.Env = append(os.Environ(), settings...)
	}
	err := command.Run()
	if errors.Is(err, exec.ErrNotFound) {
		return fmt.Errorf("%s is not installed: it belongs to the client programs of Postgres"+
			" (on Debian the package postgresql-client), which must be as new as the server", program)
	}
	if err != nil {
		return fmt.Errorf("%s: %w: %s", program, err, strings.TrimSpace(complaint.String()))
	}
	return nil
}

// environment words the address of a database as Postgres' programs read it.
func environment(address string) ([]string, error) {
	cfg, err := pgconn.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("FOLKMOOT_DATABASE_URL is no Postgres URL: %w", err)
	}
	places := [][2]string{{cfg.Host, strconv.Itoa(int(cfg.Port))}}
	for _, other := range cfg.Fallbacks { // the same place without TLS is among them
		place := [2]string{other.Host, strconv.Itoa(int(other.Port))}
		if !slices.Contains(places, place) {
			places = append(places, place)
		}
	}
	var hosts, ports []string
	for _, place := range places {
		hosts, ports = append(hosts, place[0]), append(ports, place[1])
	}
	settings := []string{
		"PGHOST=" + strings.Join(hosts, ","), "PGPORT=" + strings.Join(ports, ","),
		"PGUSER=" + cfg.User, "PGPASSWORD=" + cfg.Password, "PGDATABASE=" + cfg.Database,
	}
	for name, variable := range variables {
		if value := parameter(address, name); value != "" {
			settings = append(settings, variable+"="+value)
		}
	}
	return settings, nil
}

// variables are the settings that pgx keeps in a form of its own.
var variables = map[string]string{
	"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY",
	"target_session_attrs": "PGTARGETSESSIONATTRS", "connect_timeout": "PGCONNECT_TIMEOUT",
}

// parameter finds a setting in a URL, or in a line of key=value.
func parameter(address, name string) string {
	if parsed, err := url.Parse(address); err == nil && parsed.Scheme != "" {
		return parsed.Query().Get(name)
	}
	found := regexp.MustCompile(`(?:^|\s)` + name + `\s*=\s*('[^']*'|\S+)`).FindStringSubmatch(address)
	if found == nil {
		return ""
	}
	return strings.Trim(found[1], "'")
}
