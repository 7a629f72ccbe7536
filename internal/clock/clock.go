// Package clock is the only place that asks the machine for the time.
//
// Everything else takes a Clock, so that tests can stand still, jump and go
// back. Instants are UTC and truncated to microseconds, the precision that both
// databases keep.
package clock

import (
	"sync"
	"time"
)

// A Clock tells the present instant in UTC, in whole microseconds.
type Clock interface {
	Now() time.Time
}

// System is the machine's clock.
type System struct{}

// Now returns the machine's time.
func (System) Now() time.Time { return Trim(time.Now()) }

// Trim brings an instant to the form that is stored: UTC, whole microseconds.
func Trim(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// Stopwatch starts to measure; the function it returns tells how long ago.
func Stopwatch() func() time.Duration {
	start := time.Now()
	return func() time.Duration { return time.Since(start) }
}

// Deadline is the machine's time after d, for the kernel, which keeps no other.
func Deadline(d time.Duration) time.Time { return time.Now().Add(d) }

// Manual is a clock that moves only when told. It is safe for concurrent use.
type Manual struct {
	mu  sync.Mutex
	now time.Time
}

// NewManual returns a clock that stands at t.
func NewManual(t time.Time) *Manual { return &Manual{now: Trim(t)} }

// Now returns the instant at which the clock stands.
func (m *Manual) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

// Move lets the clock jump by d, which may be negative.
func (m *Manual) Move(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = m.now.Add(d)
}
