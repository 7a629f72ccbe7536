package database

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/folkmoot/folkmoot/internal/clock"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// A retrier repeats a transaction of which it is known that nothing was stored:
// it lost against another one, or never reached the database.
type retrier struct {
	judge    func(error) verdict
	patience time.Duration // after which there is no further try
}

const (
	attempts  = 6
	firstWait = 10 * time.Millisecond
)

func (r retrier) do(ctx context.Context, f func() error) error {
	wait, elapsed := firstWait, clock.Stopwatch()
	for attempt := 1; ; attempt++ {
		err := f()
		if err == nil || !r.hopeful(ctx, err) {
			return r.blame(ctx, err)
		}
		if attempt == attempts || elapsed() >= r.patience || !sleep(ctx, wait) {
			return r.blame(ctx, err)
		}
		wait *= 2
	}
}

// hopeful reports whether another try is safe and may help.
func (r retrier) hopeful(ctx context.Context, err error) bool {
	var doubt unsure
	return ctx.Err() == nil && !settled(err) && !errors.As(err, &doubt) && r.judge(err) == again
}

// settled reports whether err is a fault already.
func settled(err error) bool {
	var f *fault.Error
	return errors.As(err, &f)
}

// The sentences for what the database did not do. Only a failed COMMIT leaves
// open whether something was stored.
const (
	busyText    = "The server is very busy. Nothing was stored; please try again in a moment."
	downText    = "The server could not store this. Nothing was stored; please try again in a moment."
	unsureText  = "The server could not tell whether this was stored. Look whether it was done before you try again."
	readText    = "The server is very busy and could not look this up. Please try again in a moment."
	foreignText = "This holds signs that cannot be stored. Nothing was stored."
)

// blame turns what is the database's doing, or the end of the caller's patience,
// into a fault. With blameRead it is the one place that does.
func (r retrier) blame(ctx context.Context, err error) error {
	if err == nil || settled(err) {
		return err
	}
	var doubt unsure
	if errors.As(err, &doubt) {
		return unavailable(unsureText, err)
	}
	switch verdict := r.judge(err); {
	case verdict == unwritable:
		return &fault.Error{Kind: fault.Invalid, Err: err, Message: foreignText}
	case verdict == down, verdict == barred:
		return unavailable(downText, err)
	case verdict == again, ended(ctx, err):
		return unavailable(busyText, err)
	default:
		return err
	}
}

// blameRead is blame for a transaction that only reads: one that writes is a
// mistake of ours.
func (r retrier) blameRead(ctx context.Context, err error) error {
	if err == nil || settled(err) {
		return err
	}
	verdict := r.judge(err)
	if verdict == unwritable {
		return &fault.Error{Kind: fault.Invalid, Err: err, Message: foreignText}
	}
	if verdict == again || verdict == down || ended(ctx, err) {
		return unavailable(readText, err)
	}
	return err
}

// ended reports whether err is the end of a caller's time or patience. Drivers
// word that in many ways, so the context is asked as well.
func ended(ctx context.Context, err error) bool {
	return ctx.Err() != nil || errors.Is(err, errNoPlace) ||
		errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled)
}

func unavailable(text string, err error) error {
	return &fault.Error{Kind: fault.Unavailable, Message: text, Err: err}
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
