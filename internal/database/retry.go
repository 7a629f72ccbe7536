package database

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/folkmoot/folkmoot/internal/fault"
)

// A retrier repeats a transaction that lost against another one.
type retrier struct {
	transient func(error) bool
}

const (
	attempts  = 6
	firstWait = 10 * time.Millisecond
)

func (r retrier) do(ctx context.Context, f func() error) error {
	wait := firstWait
	for attempt := 1; ; attempt++ {
		err := f()
		if errors.Is(err, context.DeadlineExceeded) {
			return &fault.Error{
				Kind: fault.Unavailable, Err: err,
				Message: "The server is very busy and gave up. Look whether it was done before you try again.",
			}
		}
		if err == nil || !r.transient(err) {
			return err
		}
		if attempt == attempts || !sleep(ctx, wait) {
			return &fault.Error{
				Kind: fault.Unavailable, Err: err,
				Message: "The server is very busy. Nothing was stored; please try again in a moment.",
			}
		}
		wait *= 2
	}
}

// sleep waits between half of d and all of it; it is false if ctx ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	jittered := d/2 + rand.N(d/2) //nolint:gosec // spreads retries, guards nothing
	timer := time.NewTimer(jittered)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
