package timing

import (
	"cmp"
	"fmt"
	"slices"
)

// An Item is something that wants a part of a meeting.
type Item struct {
	Key     string
	Rank    int   // who comes in first, from 1; no two are alike
	Least   int   // minutes below which it is not worth beginning
	Wished  int   // minutes
	Support int64 // by which the rest is shared; 0 if nobody was asked

	// Conditions on its place.
	From  int      // it begins no earlier
	Until int      // it ends no later; 0 is no condition
	Fresh bool     // it begins a stretch: at the beginning, or right after a fixed point
	After []string // keys of items that come before it, if they come at all
}

// bound tells whether an item has to be held at a certain time.
func (i Item) bound() bool { return i.From > 0 || i.Until > 0 }

// ranked returns items by rank, or an *[Invalid] for those that cannot be.
func ranked(items []Item) ([]Item, error) {
	if len(items) > MaxItems {
		return nil, invalid("items", "At most %d items can be fitted into one meeting.", MaxItems)
	}
	keys := make(map[string]bool, len(items))
	ranks := make(map[int]bool, len(items))
	for n, i := range items {
		at := fmt.Sprintf("items.%d.", n)
		switch {
		case keys[i.Key]:
			return nil, invalid(at+"key", "This item is there twice.")
		case ranks[i.Rank]:
			return nil, invalid(at+"rank", "Two items have the same rank.")
		case i.Least < 1 || i.Wished > MaxMinutes:
			return nil, invalid(at+"least", "An item takes between 1 and %d minutes.", MaxMinutes)
		case i.Wished < i.Least:
			return nil, invalid(at+"least", "The least is not more than what is wished.")
		case i.Support < 0:
			return nil, invalid(at+"support", "Support is not below 0.")
		case i.From < 0 || i.Until < 0 || i.Until > 0 && i.Until-i.From < i.Least:
			return nil, invalid(at+"until", "The time in which this can be held is shorter than its least.")
		}
		keys[i.Key], ranks[i.Rank] = true, true
	}
	return slices.SortedFunc(slices.Values(items), func(a, b Item) int { return cmp.Compare(a.Rank, b.Rank) }), nil
}
