package timing

import (
	"cmp"
	"fmt"
	"slices"
)

// Limits on a meeting.
const (
	MaxMinutes = MaxItems * 24 * 60 // of a room: as many items as there can be, a day each
	MaxItems   = 400                // of a plan
	MaxPins    = 40
)

// A Room is the time of one meeting.
type Room struct {
	Minutes int   // from its beginning to its end
	Slack   int   // kept free before the end
	Pins    []Pin // in any order
}

// A Pin is a break or another fixed point, which no vote moves.
type Pin struct {
	Key     string
	Start   int // minutes from the beginning
	Minutes int
}

// End is when a pin is over.
func (p Pin) End() int { return p.Start + p.Minutes }

// An Invalid is an error about one field of a room or an item.
type Invalid struct {
	Field string // such as "slack", "pins.2.start" or "items.0.least"
	Why   string // a sentence for people
}

func (e *Invalid) Error() string { return e.Field + ": " + e.Why }

func invalid(field, why string, args ...any) error {
	return &Invalid{Field: field, Why: fmt.Sprintf(why, args...)}
}

// Check returns an *[Invalid] for a room that no meeting can have.
func (r Room) Check() error {
	switch {
	case r.Minutes < 1 || r.Minutes > MaxMinutes:
		return invalid("minutes", "A meeting takes between 1 and %d minutes.", MaxMinutes)
	case r.Slack < 0 || r.Slack >= r.Minutes:
		return invalid("slack", "The time kept free is shorter than the meeting.")
	case len(r.Pins) > MaxPins:
		return invalid("pins", "A meeting has at most %d fixed points.", MaxPins)
	}
	for i, p := range r.Pins {
		if p.Minutes < 1 || p.Start < 0 || p.End() > r.Minutes {
			return invalid(fmt.Sprintf("pins.%d.start", i), "A fixed point lies within the meeting.")
		}
		for _, other := range r.Pins[:i] {
			if p.Start < other.End() && other.Start < p.End() {
				return invalid(fmt.Sprintf("pins.%d.start", i), "Two fixed points cannot be at the same time.")
			}
		}
	}
	return nil
}

// A Stretch is time between two fixed points.
type Stretch struct {
	Start, End int
}

// Minutes is how long a stretch is.
func (s Stretch) Minutes() int { return s.End - s.Start }

// Stretches returns the time that is free for items, in its order.
func (r Room) Stretches() []Stretch {
	pins := slices.SortedFunc(slices.Values(r.Pins), func(a, b Pin) int { return cmp.Compare(a.Start, b.Start) })
	end := r.Minutes - r.Slack
	var free []Stretch
	from := 0
	for _, p := range pins {
		if until := min(p.Start, end); until > from {
			free = append(free, Stretch{Start: from, End: until})
		}
		from = p.End()
	}
	if end > from {
		free = append(free, Stretch{Start: from, End: end})
	}
	return free
}

// Free is how many minutes are free for items.
func (r Room) Free() int {
	free := 0
	for _, s := range r.Stretches() {
		free += s.Minutes()
	}
	return free
}
