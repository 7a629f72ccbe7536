package faults

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
)

const farAway = 12 * time.Hour // no round closes by itself meanwhile

// killServer kills the server under load and starts it again on what is left.
func killServer(ctx context.Context, t *Trial) error {
	w, err := t.begin(ctx, t.Size.pick(12, 24, 32))
	if err != nil {
		return err
	}
	round, err := w.round(ctx, farAway)
	if err != nil {
		return err
	}
	crew := w.crew(round, len(w.people))
	for range t.Size.pick(3, 12, 25) {
		if err := killOnce(ctx, w, crew); err != nil {
			return err
		}
	}
	if crew.shut(ctx, w.server) != Done {
		return crew.finish(ctx)
	}
	pause(ctx, t.random(0, 20*time.Millisecond)) // and once between the close and the count
	w.server.kill()
	t.Counts.Faults.Add(1)
	crew.patient = t.Size > Short
	if err := w.server.start(ctx); err != nil {
		return err
	}
	return crew.verdict(ctx)
}

func killOnce(ctx context.Context, w *World, crew *Crew) error {
	t := w.trial
	crew.start(ctx)
	err := crew.wait(ctx, int64(1+t.Rand.IntN(60)), answerPatience)
	pause(ctx, t.random(0, 30*time.Millisecond))
	w.server.kill()
	t.Counts.Faults.Add(1)
	crew.halt()
	if err != nil {
		return err
	}
	if w.name == "" {
		if err := cold(ctx, t); err != nil {
			return err
		}
	}
	if err := w.server.start(ctx); err != nil {
		return err
	}
	return crew.inspect(ctx, "after a kill of the server")
}

// cold lets SQLite look at a copy of what a killed server left, which nobody has
// written to since.
func cold(ctx context.Context, t *Trial) error {
	folder, err := os.MkdirTemp(t.Dir, "cold-")
	if err != nil {
		return fmt.Errorf("folder for a copy: %w", err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	for _, name := range []string{"folkmoot.db", "folkmoot.db-wal"} {
		if err := copyFile(filepath.Join(t.Dir, name), filepath.Join(folder, name)); err != nil {
			return err
		}
	}
	complaint, err := soundnessOf(ctx, filepath.Join(folder, "folkmoot.db"))
	if err != nil || complaint != "" {
		t.violate("what the killed server left: %s %v", complaint, err)
	}
	return nil
}

// soundnessOf is what SQLite finds wrong with a file.
func soundnessOf(ctx context.Context, path string) (string, error) {
	db, err := database.Open(ctx, database.Config{Path: path, Pool: 1})
	if err != nil {
		return "", err
	}
	complaint, err := soundness(ctx, db)
	return complaint, errors.Join(err, db.Close())
}

func copyFile(from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("copy: %w", err)
	}
	defer func() { _ = source.Close() }()
	target, err := os.Create(to)
	if err != nil {
		return fmt.Errorf("copy: %w", err)
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Close())
}
