package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
)

// Ballots says how the rate of acknowledged ballots is measured.
type Ballots struct {
	Program string        // the server
	Folder  string        // for the databases; the system's for temporary files if empty
	Span    time.Duration // of one run
	Rounds  int           // of runs, each beside one of what it is compared with
	Clients []int
	Stored  []int           // ballots before the runs, rising
	On      []string        // sqlite, postgres
	Flushes []time.Duration // that the disk takes in addition to keep something
}

const aboutBallots = `Ballots a second that were acknowledged, each stored for good before its answer: the real program over HTTP with
tokens, %d options of which %d are chosen, every request of another voter but for one in %d, who votes again.
Beside it on the same machine and in turns, %d times %s each, the middle one counts:
  SQLite    bare commits of one row each, from one connection, with the same driver and synchronous=FULL
  Postgres  pgbench with the statements that the server sends, prepared, as many clients, in the same tables; fsync is on
The load, the server and the database share this machine. Flush is what the disk is made to take longer for what must not
be lost, for both alike: 0 is this machine's own disk, 5 ms about one with platters or a busy volume elsewhere. CPU is the processor's time that the server takes for one
ballot, which depends least on what else the machine does.`

// PrintBallots measures and prints the table. It leaves nothing behind.
func PrintBallots(ctx context.Context, out io.Writer, b Ballots) error {
	folder, err := os.MkdirTemp(b.Folder, "folkmoot-bench-")
	if err != nil {
		return fmt.Errorf("folder for the databases: %w", err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	if err := os.Chmod(folder, 0o711); err != nil { //nolint:gosec // Postgres' user passes through
		return fmt.Errorf("folder for the databases: %w", err)
	}
	if _, err := os.Stat(b.Program); err != nil {
		return fmt.Errorf("the server is not built (make build): %w", err)
	}
	rows := [][]string{{"", "flush", "stored before", "clients", "ballots/s", "reference/s", "ratio", "p50 ms", "p99 ms", "503", "errors", "CPU µs"}}
	for _, on := range b.On {
		for _, flush := range b.Flushes {
			more, err := b.house(ctx, on, folder, flush)
			if err != nil {
				return fmt.Errorf("%s: %w", on, err)
			}
			rows = append(rows, more...)
		}
	}
	return table(out, fmt.Sprintf(aboutBallots, options, chosen, oneOf, b.Rounds, b.Span), rows)
}

func (b Ballots) house(ctx context.Context, on, folder string, flush time.Duration) (rows [][]string, err error) {
	build, known := map[string]func(context.Context, string, string, time.Duration) (*house, error){
		"sqlite": newSQLite, "postgres": newPostgres,
	}[strings.ToLower(on)]
	if !known {
		return nil, errors.New("no such database; there are sqlite and postgres")
	}
	h, err := build(ctx, b.Program, folder, flush)
	if err != nil {
		return nil, err
	}
	defer h.close()
	for _, stored := range b.Stored {
		if err := h.fill(ctx, stored, b.Rounds*len(b.Clients), slices.Max(b.Clients), b.Span); err != nil {
			return nil, err
		}
		if _, err := h.vote(ctx, slices.Max(b.Clients), warming); err != nil {
			return nil, err
		}
		for _, clients := range b.Clients {
			row, err := b.compare(ctx, h, stored, clients)
			if err != nil {
				return nil, err
			}
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// compare lets voters and the rival have their turns.
func (b Ballots) compare(ctx context.Context, h *house, stored, clients int) ([]string, error) {
	var runs []run
	var ours, theirs, ratios []float64
	for range b.Rounds {
		reference, err := h.rival(ctx, clients, b.Span)
		if err != nil {
			return nil, err
		}
		r, err := h.vote(ctx, clients, b.Span)
		if err != nil {
			return nil, err
		}
		if r.failure != "" {
			fmt.Fprintln(os.Stderr, "bench: a ballot was refused: "+r.failure)
		}
		runs = append(runs, r)
		ours, theirs, ratios = append(ours, r.rate), append(theirs, reference), append(ratios, r.rate/reference)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	whole := merge(runs)
	return []string{
		h.name, "+" + h.flush.String(), fmt.Sprint(stored), fmt.Sprint(clients), fmt.Sprintf("%.0f", middle(ours)), fmt.Sprintf("%.0f", middle(theirs)),
		fmt.Sprintf("%.2f", middle(ratios)), milliseconds(whole.percentile(50)), milliseconds(whole.percentile(99)),
		fmt.Sprint(whole.busy), fmt.Sprint(whole.failed),
		fmt.Sprint(whole.each().Microseconds()),
	}, nil
}

// middle is the median, the lower one of two.
func middle(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[(len(sorted)-1)/2]
}
