package bench

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/models"
)

// A statement is what the server sent to Postgres, with its parameters.
type statement struct {
	text       string
	parameters []string
}

// A transaction of the server, which pgbench can repeat for other voters.
type transaction struct {
	name       string
	statements []statement
	known      map[string]string // SQL for values that are different for each voter
}

// Columns of Postgres' log as CSV, from 0.
const (
	logProcess = 3
	logMessage = 13
	logDetail  = 14
	logColumns = 15
)

// transactions are those in Postgres' log in which a ballot was stored, in their
// order.
func transactions(path string) (found [][]statement, err error) {
	file, err := os.Open(path) //nolint:gosec // the log of our own Postgres
	if err != nil {
		return nil, fmt.Errorf("the log of Postgres: %w", err)
	}
	defer func() { _ = file.Close() }()
	open := map[string][]statement{} // by process
	for lines := csv.NewReader(file); ; {
		row, err := lines.Read()
		if err != nil { // the end, or a line of which only a part is written yet
			return found, nil //nolint:nilerr // whoever misses something reads again
		}
		if len(row) < logColumns {
			continue
		}
		if ended := follow(open, row); storesBallot(ended) {
			found = append(found, ended)
		}
	}
}

// follow puts a line of the log to the transaction of its process, and returns
// that if it ends there.
func follow(open map[string][]statement, row []string) []statement {
	sent, isStatement := logged(row[logMessage], row[logDetail])
	if !isStatement {
		return nil
	}
	process, lower := row[logProcess], strings.ToLower(sent.text)
	if strings.HasPrefix(lower, "begin") {
		open[process] = nil
	}
	open[process] = append(open[process], sent)
	if !strings.HasPrefix(lower, "commit") {
		return nil
	}
	return open[process]
}

func storesBallot(statements []statement) bool {
	return slices.ContainsFunc(statements, func(s statement) bool {
		return strings.HasPrefix(s.text, `INSERT INTO "ballots"`) || strings.HasPrefix(s.text, `UPDATE "ballots"`)
	})
}

var (
	sentText      = regexp.MustCompile(`(?s)^(?:statement|execute [^:]+): (.*)$`)
	sentParameter = regexp.MustCompile(`\$\d+ = (NULL|'(?:[^']|'')*')`)
	placeholder   = regexp.MustCompile(`\$(\d+)`)
)

// logged reads a line of the log, if a statement stands there.
func logged(message, detail string) (statement, bool) {
	match := sentText.FindStringSubmatch(message)
	if match == nil {
		return statement{}, false
	}
	s := statement{text: match[1]}
	for _, parameter := range sentParameter.FindAllStringSubmatch(detail, -1) {
		text := strings.TrimSuffix(strings.TrimPrefix(parameter[1], "'"), "'")
		s.parameters = append(s.parameters, strings.ReplaceAll(text, "''", "'"))
	}
	return s, true
}

// script writes a transaction for pgbench. Every parameter stays one: what is
// the same for all voters is given on the command line.
func (t transaction) script() (text string, constants []string) {
	var out strings.Builder
	for _, s := range t.statements {
		line := placeholder.ReplaceAllStringFunc(s.text, func(name string) string {
			n, _ := strconv.Atoi(name[1:])
			value := s.parameters[n-1]
			if known, different := t.known[value]; different {
				return known
			}
			constant := fmt.Sprintf("%s%d", t.name, len(constants)/2)
			constants = append(constants, "-D", constant+"="+value)
			return ":" + constant
		})
		out.WriteString(line + ";\n")
	}
	return out.String(), constants
}

// A pgbench repeats the transactions of the server without the server.
type pgbench struct {
	cluster *cluster
	name    string // of the database
	args    []string
}

// Text keys are made of numbers, which are all that pgbench can compute.
const (
	ofVoter  = `CAST(:voter AS text)`
	ofSlot   = `encode(sha256(convert_to('s' || :voter, 'UTF8')), 'hex')`
	ofBallot = `encode(sha256(convert_to('c' || :voter || 'r' || :revision, 'UTF8')), 'hex')`
)

// learn lets two voters vote and one of them vote again, on a server whose
// statements are logged, and makes scripts of the last two.
func learn(ctx context.Context, c *cluster, name string, p *poll, s *server) (*pgbench, error) {
	l, err := p.prepare(s, 1, oneOf)
	if err != nil {
		return nil, err
	}
	if r := l.run(ctx, time.Minute); len(r.latencies) != oneOf {
		return nil, fmt.Errorf("the ballots to learn from were not stored: %s", r.failure)
	}
	var all [][]statement
	var unread error
	err = await(ctx, "Postgres has logged the ballots", func() bool { // another process writes the log
		all, unread = transactions(c.log())
		return unread == nil && len(all) == oneOf
	})
	if err != nil {
		return nil, errors.Join(err, unread)
	}
	again := p.used - oneOf // the first voter changes their ballot, and the last before voted once
	first := again + oneOf - 2
	b := &pgbench{cluster: c, name: name}
	err = errors.Join(
		b.add(ctx, p, "first", first, 1, all[oneOf-2], `\set n :n + 1`, `n`),
		b.add(ctx, p, "again", again, 2, all[oneOf-1], `\set k :k + 1`, `k`))
	return b, err
}

// add writes the script of a transaction. Its counter goes through the voters.
func (b *pgbench) add(
	ctx context.Context, p *poll, name string, voter, revision int, statements []statement, count, counter string,
) error {
	var round models.Round
	err := look(ctx, database.Config{URL: b.cluster.url(b.name), Pool: 3}, func(tx *database.Tx) (err error) {
		round, err = models.FindRound(tx.Query, p.process, p.round)
		return err
	})
	if err != nil {
		return err
	}
	member := fmt.Sprint(memberPrefix, firstVoter+voter)
	t := transaction{name: name, statements: statements, known: map[string]string{
		accountID(voter): "'" + accountPrefix + "' || " + ofVoter, member: "'" + memberPrefix + "' || " + ofVoter,
		round.Slot(member): ofSlot,
	}}
	for _, s := range statements {
		if strings.Contains(s.text, `"commitments"`) {
			for _, value := range s.parameters {
				if len(value) == 64 {
					t.known[value] = ofBallot
				}
			}
		}
	}
	text, constants := t.script()
	head := fmt.Sprintf("%s\n\\set voter :base + :client_id * :each + :%s %% :each\n\\set revision %d\n", count, counter, revision)
	file := filepath.Join(b.cluster.dir, name+".sql")
	if err := os.WriteFile(file, []byte(head+text), 0o644); err != nil { //nolint:gosec // Postgres' user reads it
		return fmt.Errorf("a script for pgbench: %w", err)
	}
	share := map[int]int{1: oneOf - 1, 2: 1}[revision]
	b.args = append(append(b.args, constants...), "-D", counter+"=-1", "-f", fmt.Sprintf("%s@%d", file, share))
	return nil
}

var tps = regexp.MustCompile(`tps = ([0-9.]+)`)

// run lets so many clients cast ballots for voters from a number on, and returns
// the transactions a second.
func (b *pgbench) run(ctx context.Context, first, clients, each int, span time.Duration) (rate float64, err error) {
	args := append([]string{
		"-n", "-M", "prepared", "-h", "127.0.0.1", "-p", strconv.Itoa(b.cluster.port), "-U", "postgres",
		"-c", strconv.Itoa(clients), "-j", "2", "-T", strconv.Itoa(max(1, int(span.Seconds()))),
		"-D", fmt.Sprintf("base=%d", firstVoter+first), "-D", fmt.Sprintf("each=%d", each),
	}, b.args...)
	output, err := b.cluster.command(ctx, "pgbench", append(args, b.name)...).CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("pgbench: %w\n%s", err, output)
	}
	match := tps.FindSubmatch(output)
	if match == nil {
		return 0, fmt.Errorf("pgbench says no rate:\n%s", output)
	}
	rate, err = strconv.ParseFloat(string(match[1]), 64)
	if err != nil {
		return 0, fmt.Errorf("pgbench: %w", err)
	}
	return rate, nil
}
