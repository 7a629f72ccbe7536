package faults

import (
	"context"
	"fmt"
	"time"

	"github.com/folkmoot/folkmoot/internal/clock"
)

const glance = 10 * time.Millisecond

const seldom = 200 * time.Millisecond

// await looks again and again until done, and gives up after patience.
func await(ctx context.Context, patience time.Duration, what string, done func() bool) error {
	return awaitEach(ctx, glance, patience, what, done)
}

// awaitEach looks only each so often: at what takes a while, and costs something
// to look at.
func awaitEach(ctx context.Context, each, patience time.Duration, what string, done func() bool) error {
	elapsed := clock.Stopwatch()
	for !done() {
		if elapsed() > patience {
			return fmt.Errorf("%s: not within %s", what, patience)
		}
		if !pause(ctx, each) {
			return fmt.Errorf("%s: %w", what, ctx.Err())
		}
	}
	return nil
}

// pause lets time pass; it is false if ctx ended first.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
