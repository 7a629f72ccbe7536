package faults

import (
	"slices"
	"sync"
	"time"

	"github.com/folkmoot/folkmoot/internal/clock"
)

// A Deed is what somebody asks of the ballot box.
type Deed string

// The deeds.
const (
	Cast     Deed = "cast"
	Withdraw Deed = "withdraw"
	Read     Deed = "read"
	Close    Deed = "close"
)

// A Result is what the asker knows afterwards.
type Result string

// The results.
const (
	Done    Result = "done"
	Unknown Result = "unknown" // no answer, or one that leaves it open: it may have been done, or be done a little later
	Over    Result = "over"    // refused, because the round is closed
	Absent  Result = "absent"  // there is no ballot
	Nothing Result = "nothing" // refused for another reason: nothing was done
	Refused Result = "refused" // 503 that promises that nothing was done
)

// An Event is one deed with its result. Ballots are told apart by their numbers;
// 0 is no ballot.
type Event struct {
	Voter  int // nobody, for a close
	Deed   Deed
	Ballot int // that was sent, or was read
	Result Result
	Call   time.Duration // since the history began
	Return time.Duration
}

const nobody = -1

// A History is what all who took part in one round noted.
type History struct {
	mu      sync.Mutex
	elapsed func() time.Duration
	events  []Event
}

func newHistory() *History { return &History{elapsed: clock.Stopwatch()} }

// add keeps an event that began at call and ends now.
func (h *History) add(e Event, call time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	e.Call, e.Return = call, h.elapsed()
	h.events = append(h.events, e)
}

// of returns the events of one voter in their order.
func (h *History) of(voter int) []Event {
	h.mu.Lock()
	defer h.mu.Unlock()
	var own []Event
	for _, e := range h.events {
		if e.Voter == voter {
			own = append(own, e)
		}
	}
	slices.SortFunc(own, func(a, b Event) int { return int(a.Call - b.Call) })
	return own
}

// clone returns what was noted so far.
func (h *History) clone() []Event {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.events)
}
