package faults

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

const (
	sqliteDisk   = 6 << 20
	postgresDisk = 120 << 20
	largeDisk    = 256 << 20
)

// fullDisk lets the disk be full under load, and grow again while everything
// runs. The server, or its Postgres, must refuse and then recover unaided.
func fullDisk(ctx context.Context, t *Trial) error {
	disk, size := t.Dir, sqliteDisk
	if t.Kind == Postgres {
		disk, size = filepath.Join(t.Folder, filepath.Base(t.Dir)+"-disk"), postgresDisk
	}
	if err := t.smallDisk(disk, size); err != nil {
		return err
	}
	if err := t.ownCluster(ctx, disk); err != nil {
		return err
	}
	w, err := t.begin(ctx, 12)
	if err != nil {
		return err
	}
	round, err := w.round(ctx, farAway)
	if err != nil {
		return err
	}
	crew := w.crew(round, len(w.people))
	for range t.Size.pick(1, 2, 4) {
		if err := t.fillAndGrow(ctx, crew, disk, size); err != nil {
			return err
		}
	}
	return crew.finish(ctx)
}

// smallDisk makes a small disk for the time of the trial.
func (t *Trial) smallDisk(path string, size int) error {
	if err := os.MkdirAll(path, 0o711); err != nil {
		return fmt.Errorf("place for a small disk: %w", err)
	}
	t.later(func() { unmount(path) })
	return mount(path, size)
}

// ownCluster puts a Postgres on a small disk.
func (t *Trial) ownCluster(ctx context.Context, disk string) (err error) {
	if t.Kind != Postgres {
		return nil
	}
	t.Cluster, err = newCluster(ctx, filepath.Join(disk, "postgres"))
	if err == nil {
		t.later(t.Cluster.kill)
	}
	return err
}

func (t *Trial) fillAndGrow(ctx context.Context, crew *Crew, disk string, size int) error {
	crew.start(ctx)
	defer crew.halt()
	if err := crew.wait(ctx, fewBallots, answerPatience); err != nil {
		return err
	}
	ballast := filepath.Join(disk, "ballast")
	if err := fill(ballast); err != nil {
		return err
	}
	t.Counts.Faults.Add(1)
	failed := func() int64 { return t.Counts.Unknown.Load() + t.Counts.Refused.Load() }
	before := failed()
	if err := await(ctx, answerPatience, "the disk is full", func() bool { return failed() > before+5 }); err != nil {
		return err
	}
	pause(ctx, t.random(500*time.Millisecond, 1500*time.Millisecond))
	if err := resize(disk, largeDisk); err != nil {
		return err
	}
	if err := t.recover(ctx, crew); err != nil {
		return err
	}
	crew.halt()
	if err := crew.inspect(ctx, "after a full disk"); err != nil {
		return err
	}
	if err := os.Remove(ballast); err != nil {
		return fmt.Errorf("remove the ballast: %w", err)
	}
	return resize(disk, size)
}

// recover waits until ballots are taken again. A Postgres that ended because it
// could write no log is started by whoever watches over it: here, by us.
func (t *Trial) recover(ctx context.Context, crew *Crew) error {
	if t.Kind == Postgres && !t.Cluster.run.alive() {
		t.note("Postgres ended for want of room, and was started again")
		if err := t.Cluster.start(ctx); err != nil {
			return err
		}
	}
	return crew.wait(ctx, fewBallots, recovery)
}

// fill writes until nothing more goes in.
func fill(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("ballast: %w", err)
	}
	defer func() { _ = file.Close() }()
	for size := 64 << 10; size > 0; {
		if _, err := file.Write(make([]byte, size)); errors.Is(err, syscall.ENOSPC) {
			size /= 2
		} else if err != nil {
			return fmt.Errorf("ballast: %w", err)
		}
	}
	return nil
}
