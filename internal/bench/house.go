package bench

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
)

// A house is one database with the server that works on it and a rival, which
// does what the rate of ballots is compared with.
type house struct {
	name, rivals string
	program      string
	flush        time.Duration // that the disk takes in addition
	folder, url  string
	poll         *poll
	server       *server
	stock        func(ctx context.Context, voted, others int) error
	rival        func(ctx context.Context, clients int, span time.Duration) (rate float64, err error)
	close        func()
}

// Requests that are made ready for each second, and voters for pgbench. If they
// do not suffice a run ends earlier, or pgbench votes again for the same voters.
const (
	readied = 5000
	rivaled = 8000
	warming = 500 * time.Millisecond
)

const folderMode = 0o700

// newSQLite makes a house with the embedded database, on a disk that takes so
// long in addition to keep something.
func newSQLite(ctx context.Context, program, folder string, flush time.Duration) (*house, error) {
	h := &house{name: "SQLite", rivals: "bare commits", program: program, flush: flush}
	h.folder = filepath.Join(folder, "sqlite-"+flush.String())
	if err := h.embedded(ctx); err != nil {
		return nil, err
	}
	h.rival = func(ctx context.Context, _ int, span time.Duration) (float64, error) {
		return bareApart(ctx, h.folder, flush, span)
	}
	h.close = h.shut
	return h, nil
}

// embedded founds a house on SQLite.
func (h *house) embedded(ctx context.Context) error {
	path := filepath.Join(h.folder, "folkmoot.db")
	h.stock = func(ctx context.Context, voted, others int) error {
		return stockSQLite(ctx, path, h.poll, voted, others)
	}
	return h.found(ctx, database.Config{Path: path})
}

const databaseName = "bench"

// newPostgres makes a house with a cluster of its own.
func newPostgres(ctx context.Context, program, folder string, flush time.Duration) (*house, error) {
	c, err := newCluster(ctx, filepath.Join(folder, "cluster-"+flush.String()), flush)
	if err != nil {
		return nil, err
	}
	h := &house{name: "Postgres", rivals: "pgbench", program: program, flush: flush, folder: filepath.Join(folder, "postgres-"+flush.String()), url: c.url(databaseName)}
	h.close = func() { h.shut(); c.stop() }
	if err := c.do(ctx, "postgres", "CREATE DATABASE "+databaseName); err != nil {
		h.close()
		return nil, err
	}
	if err := h.taught(ctx, c); err != nil {
		h.close()
		return nil, err
	}
	return h, nil
}

// taught founds the house and lets pgbench learn what the server sends.
func (h *house) taught(ctx context.Context, c *cluster) error {
	if err := h.found(ctx, database.Config{URL: h.url, Pool: 3}); err != nil {
		return err
	}
	h.stock = func(ctx context.Context, voted, others int) error {
		return c.stock(ctx, databaseName, h.poll, voted, others)
	}
	if err := h.stock(ctx, 1, oneOf); err != nil {
		return err
	}
	s, err := serve(ctx, h.program, h.folder, h.url+"&log_statement=all", 0)
	if err != nil {
		return err
	}
	defer s.stop()
	b, err := learn(ctx, c, databaseName, h.poll, s)
	h.rival = func(ctx context.Context, clients int, span time.Duration) (float64, error) {
		each := perClient(rivaled, clients, span)
		first, err := h.poll.take(clients * each)
		if err != nil {
			return 0, err
		}
		return b.run(ctx, first, clients, each, span)
	}
	return err
}

// perClient is the share of a client in what is made ready for a span.
func perClient(second, clients int, span time.Duration) int {
	return max(1, int(span.Seconds()*float64(second))/clients)
}

// found opens a round, with a server that ends again.
func (h *house) found(ctx context.Context, cfg database.Config) error {
	if err := os.MkdirAll(h.folder, folderMode); err != nil {
		return fmt.Errorf("folder for the server: %w", err)
	}
	if err := h.open(ctx); err != nil {
		return err
	}
	defer h.shut()
	var err error
	h.poll, err = newPoll(ctx, h.server, cfg)
	return err
}

func (h *house) open(ctx context.Context) (err error) {
	h.server, err = serve(ctx, h.program, h.folder, h.url, h.flush)
	return err
}

func (h *house) shut() {
	if h.server != nil {
		h.server.stop()
		h.server = nil
	}
}

// vote lets so many clients vote for a span.
func (h *house) vote(ctx context.Context, clients int, span time.Duration) (run, error) {
	l, err := h.poll.prepare(h.server, clients, perClient(readied, clients, span))
	if err != nil {
		return run{}, err
	}
	before := processor(h.server.run.pid())
	r := l.run(ctx, span)
	r.processor = processor(h.server.run.pid()) - before
	return r, nil
}

// fill writes ballots until so many are stored, and voters for so many runs.
func (h *house) fill(ctx context.Context, stored, runs, clients int, span time.Duration) error {
	h.shut()
	needed := (runs*perClient(readied+rivaled, 1, span)+perClient(readied, 1, warming))*2 + runs*2*clients
	if err := h.stock(ctx, max(0, stored-h.poll.used), needed); err != nil {
		return err
	}
	return h.open(ctx)
}
