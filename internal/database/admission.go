package database

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// errNoPlace turns away who would have to wait too long: a short answer now is
// better than a long wait in front of a page.
var errNoPlace = errors.New("too many wait for the database")

// An admission lets a bounded number of transactions work at once, and a bounded
// number wait for as long as there is patience. It stands before a pool that is
// larger, so that what does not pass it always finds a connection: jobs, events
// and the question whether the server is ready.
type admission struct {
	places, line chan struct{}
	patience     time.Duration
}

func newAdmission(places, line int, patience time.Duration) *admission {
	return &admission{
		places: make(chan struct{}, max(places, 1)), line: make(chan struct{}, line), patience: patience,
	}
}

// enter takes a place, which leave gives back. Whoever waits longest is the next.
func (a *admission) enter(ctx context.Context) error {
	select {
	case a.places <- struct{}{}:
		return nil
	default:
	}
	select {
	case a.line <- struct{}{}:
	default:
		return fmt.Errorf("the line is full: %w", errNoPlace)
	}
	defer func() { <-a.line }()
	timer := time.NewTimer(a.patience)
	defer timer.Stop()
	select {
	case a.places <- struct{}{}:
		return nil
	case <-timer.C:
		return fmt.Errorf("after %s in line: %w", a.patience, errNoPlace)
	case <-ctx.Done():
		return fmt.Errorf("in line: %w", ctx.Err())
	}
}

func (a *admission) leave() { <-a.places }
