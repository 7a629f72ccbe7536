package actions

import (
	"slices"

	"github.com/folkmoot/folkmoot/models"
)

// A Fitting is what fitting the items into the time gives.
type Fitting struct {
	Free    int          `json:"free" doc:"Minutes for items, beside fixed points and slack"`
	Spare   int          `json:"spare" doc:"Minutes that nobody got"`
	Slots   []FittedSlot `json:"slots" doc:"In the order of their times"`
	LeftOut []FittedOut  `json:"left_out" doc:"By rank"`
}

// A FittedSlot is an item that finds its place.
type FittedSlot struct {
	ID      string `json:"id"`
	Start   int    `json:"start" doc:"Minutes from the start of the meeting"`
	Minutes int    `json:"minutes"`
	Reason  string `json:"reason" doc:"How it comes by its minutes"`
}

// A FittedOut is an item that does not.
type FittedOut struct {
	ID     string `json:"id"`
	Reason string `json:"reason"`
}

func (t *timetable) fitting() Fitting {
	f := Fitting{Free: t.room.Free(), Spare: t.plan.Spare, Slots: []FittedSlot{}, LeftOut: []FittedOut{}}
	for _, s := range t.plan.Slots {
		f.Slots = append(f.Slots, FittedSlot{ID: s.Key, Start: s.Start, Minutes: s.Minutes, Reason: s.Share.Reason()})
	}
	for _, l := range t.plan.Left {
		f.LeftOut = append(f.LeftOut, FittedOut{ID: l.Key, Reason: l.Reason()})
	}
	return f
}

// apply gives slots the minutes, places and order of the plan. Fixed points stay
// where they are.
func (t *timetable) apply() []models.Slot {
	place := map[string]int{}
	minutes := map[string]int{}
	for i, s := range t.plan.Slots {
		place[s.Key], minutes[s.Key] = i, s.Minutes
	}
	slots := slices.Clone(t.slots)
	for i := range slots {
		s := &slots[i]
		if fitted, in := minutes[s.ID]; in {
			s.Minutes, s.LeftOut = fitted, false
		} else if t.ranks[s.ID] > 0 {
			s.LeftOut = true
		}
	}
	slices.SortStableFunc(slots, func(a, b models.Slot) int {
		placeA, inA := place[a.ID]
		placeB, inB := place[b.ID]
		if !inA || !inB {
			return 0
		}
		return placeA - placeB
	})
	return slots
}

// fitted returns the minutes that the plan gives a slot; 0 if it leaves it out.
func (t *timetable) fitted(id string) int {
	for _, s := range t.plan.Slots {
		if s.Key == id {
			return s.Minutes
		}
	}
	return 0
}

// departs tells whether a slot departs from the outcome without the fit as its
// reason: it is here without having been chosen, or is not here although it fits,
// or has other minutes than people voted on and than the fit gives it.
func (t *timetable) departs(s models.Slot) bool {
	switch {
	case s.ParentID != "" || s.Kind == models.Break || s.Kind == models.FixedPart && s.FixedPoint():
		return false
	case !s.Voted():
		return true // an item of a partner or of the organisers
	case s.Rank == 0:
		return !s.LeftOut // the outcome did not choose it
	case s.LeftOut:
		return s.Departure != "" || t.fitted(s.ID) > 0
	case t.voted[s.RoundID]:
		return s.Minutes != s.Wished && s.Minutes != t.fitted(s.ID)
	default:
		return false
	}
}

// orderDeparts tells whether what was chosen stands in an order that is neither
// that of the outcome nor that which the conditions ask for.
func (t *timetable) orderDeparts() bool {
	var present, fitted []string
	for _, s := range t.byTime() {
		if s.Voted() && s.Rank > 0 && !s.FixedPoint() {
			present = append(present, s.ID)
		}
	}
	for _, s := range t.plan.Slots {
		if slices.Contains(present, s.Key) {
			fitted = append(fitted, s.Key)
		}
	}
	byRank := slices.SortedStableFunc(slices.Values(present), func(a, b string) int { return t.ranks[a] - t.ranks[b] })
	return !slices.Equal(present, byRank) && !slices.Equal(present, fitted)
}
