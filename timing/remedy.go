package timing

import (
	"cmp"
	"slices"
)

// A Way is what can be done when a meeting runs over.
type Way string

// The ways, in the order in which they are offered.
const (
	Shorten  Way = "shorten"   // everything that is left, as far as its least
	Drop     Way = "drop"      // what has the least weight
	EndLater Way = "end_later" // and keep everything
)

// A Remedy is one way, with its effect.
type Remedy struct {
	Way     Way
	Dropped []string // keys
	Course  Course
}

// Remedies says how a meeting can be brought to its end: rest are the items that
// are left, in their order, each with the minutes that it has now as what it
// wishes, and now is when the first of them can begin. Ways that would not bring
// the meeting to its end in time are left out, but for the one that ends later;
// without need there are none. The end is that of the room, without slack: this is
// what slack is for. It returns an *[Invalid] for input that makes no sense.
func Remedies(room Room, rest []Item, now int) ([]Remedy, error) {
	if err := room.Check(); err != nil {
		return nil, err
	}
	if _, err := ranked(rest); err != nil {
		return nil, err
	}
	planned := lay(room, parts(rest), now)
	if planned.Over == 0 {
		return nil, nil
	}
	var remedies []Remedy
	if shorter, fits := shorten(room, rest, now); fits {
		remedies = append(remedies, Remedy{Way: Shorten, Course: shorter})
	}
	if dropped, course := drop(room, rest, now); course.Over == 0 && len(dropped) < len(rest) {
		remedies = append(remedies, Remedy{Way: Drop, Dropped: dropped, Course: course})
	}
	return append(remedies, Remedy{Way: EndLater, Course: planned}), nil
}

func parts(items []Item) []Part {
	all := make([]Part, len(items))
	for i, item := range items {
		all[i] = Part{Key: item.Key, Minutes: item.Wished}
	}
	return all
}

// shorten keeps the order, and shares the time that is left as a plan does. It
// returns false if not even the least of all fits.
func shorten(room Room, rest []Item, now int) (Course, bool) {
	room.Slack = 0
	order := make([]placed, len(rest))
	for i, item := range rest {
		item.From, item.Until, item.After, item.Fresh = 0, 0, nil, false
		order[i].item = item
	}
	if order = follow(room, order, 0, now); order == nil {
		return Course{}, false
	}
	shares := make([]Part, len(rest))
	for i, slot := range lengthen(room, grow(room, order, now), now) {
		shares[i] = Part{Key: slot.Key, Minutes: slot.Minutes}
	}
	course := lay(room, shares, now)
	return course, course.Over == 0
}

// drop leaves out one item, that of the worst rank with which the rest comes to
// its end in time; or, if none is enough, the worst ones one after the other.
func drop(room Room, rest []Item, now int) ([]string, Course) {
	worst := slices.SortedFunc(slices.Values(rest), func(a, b Item) int { return cmp.Compare(b.Rank, a.Rank) })
	for _, item := range worst {
		if course := lay(room, parts(without(rest, item.Key)), now); course.Over == 0 {
			return []string{item.Key}, course
		}
	}
	var dropped []string
	course := lay(room, parts(rest), now)
	for _, item := range worst {
		if course.Over == 0 {
			break
		}
		dropped = append(dropped, item.Key)
		course = lay(room, parts(without(rest, dropped...)), now)
	}
	return dropped, course
}

func without(items []Item, keys ...string) []Item {
	return slices.DeleteFunc(slices.Clone(items), func(i Item) bool { return slices.Contains(keys, i.Key) })
}
