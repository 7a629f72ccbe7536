package bench

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/ncruces/go-sqlite3/driver"
)

// What is stored before the measurement is written with SQL of our own, since a
// million ballots by way of the API would take half an hour. Names between
// braces stand for what is known only then.

// people are voters with accounts, members and places on the roll.
const people = `
INSERT INTO accounts (id, email, display_name, created_at)
	SELECT '{account}' || n, 'v' || n || '@example.org', 'Voter', '2030-01-01 00:00:00' FROM {numbers};
INSERT INTO members (id, process_id, account_id, role, joined_at)
	SELECT '{member}' || n, '{process}', '{account}' || n, 'participant', '2030-01-01 00:00:00' FROM {numbers};
INSERT INTO roll (round_id, member_id, voted, paper) SELECT '{round}', '{member}' || n, {voted}, false FROM {numbers};
`

// ballots are written in the order of their keys: the same tables, sooner.
const ballots = `
INSERT INTO ballots (round_id, slot, revision, nonce, choices, commitment)
	SELECT '{round}', slot, 1, {random}, '{"1":1,"3":1,"5":1,"7":1,"9":1}', {random}
	FROM (SELECT {random} AS slot FROM {numbers}) AS made ORDER BY slot;
INSERT INTO commitments (round_id, hash, batch)
	SELECT '{round}', hash, 1 FROM (SELECT {random} AS hash FROM {numbers}) AS made ORDER BY hash;
`

// stock are statements that write n voters, with or without ballots.
func (p *poll) stock(n int, voted bool, dialect *strings.Replacer) []string {
	text := people
	if voted {
		text += ballots
	}
	common := strings.NewReplacer(
		"{account}", accountPrefix, "{member}", memberPrefix, "{process}", p.process, "{round}", p.round,
		"{voted}", strconv.FormatBool(voted),
		"{first}", strconv.Itoa(firstVoter+p.known), "{last}", strconv.Itoa(firstVoter+p.known+n-1))
	p.known += n
	statements := strings.Split(strings.TrimSpace(common.Replace(dialect.Replace(text))), ";\n")
	statements[len(statements)-1] = strings.TrimSuffix(statements[len(statements)-1], ";")
	return statements
}

// add writes voters who have voted and then others who have not, both as statements.
func (p *poll) add(voted, others int, dialect *strings.Replacer) []string {
	p.used = p.known + voted
	var statements []string
	for _, part := range []struct {
		n     int
		voted bool
	}{{voted, true}, {others, false}} {
		if part.n > 0 {
			statements = append(statements, p.stock(part.n, part.voted, dialect)...)
		}
	}
	return statements
}

var inPostgres = strings.NewReplacer(
	"{numbers}", "generate_series({first}::bigint, {last}::bigint) AS numbers (n)",
	"{random}", "encode(sha256(convert_to(random() || 'x' || random(), 'UTF8')), 'hex')",
)

// stockPostgres keeps triggers and keys to other tables out of the way: one row
// after the other they would take minutes.
func (c *cluster) stock(ctx context.Context, name string, p *poll, voted, others int) error {
	statements := append([]string{"SET session_replication_role = replica"}, p.add(voted, others, inPostgres)...)
	return c.do(ctx, name, append(statements, "VACUUM (ANALYZE)", "CHECKPOINT")...)
}

var inSQLite = strings.NewReplacer(
	"{numbers}", "(WITH RECURSIVE numbers (n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM numbers WHERE n < {last}) SELECT n FROM numbers)",
	"{random}", "lower(hex(randomblob(32)))",
)

// openSQLite opens a file as the server does, but for the keys to other tables.
func openSQLite(path string) (*sql.DB, error) {
	query := url.Values{"_pragma": {"journal_mode(wal)", "synchronous(full)", "foreign_keys(off)"}, "_txlock": {"immediate"}}
	pool, err := driver.Open((&url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: query.Encode()}).String())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	pool.SetMaxOpenConns(1)
	return pool, nil
}

// stockSQLite takes the triggers away for a moment, for the reason above.
func stockSQLite(ctx context.Context, path string, p *poll, voted, others int) error {
	pool, err := openSQLite(path)
	if err != nil {
		return err
	}
	defer func() { _ = pool.Close() }()
	names, texts, err := triggers(ctx, pool)
	if err != nil {
		return err
	}
	statements := []string{"BEGIN IMMEDIATE"}
	for _, name := range names {
		statements = append(statements, "DROP TRIGGER "+name)
	}
	statements = append(statements, p.add(voted, others, inSQLite)...)
	statements = append(append(statements, texts...), "COMMIT", "PRAGMA wal_checkpoint(TRUNCATE)")
	for _, statement := range statements {
		if _, err := pool.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%.60s: %w", statement, err)
		}
	}
	return nil
}

func triggers(ctx context.Context, pool *sql.DB) (names, texts []string, err error) {
	rows, err := pool.QueryContext(ctx, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
	if err != nil {
		return nil, nil, fmt.Errorf("list triggers: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, nil, fmt.Errorf("list triggers: %w", err)
		}
		names, texts = append(names, name), append(texts, text)
	}
	return names, texts, rows.Err()
}
