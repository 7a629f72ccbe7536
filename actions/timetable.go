package actions

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/models"
	"github.com/folkmoot/folkmoot/timing"
)

// A timetable is an agenda with the times that follow from it, and beside them
// what the fit would give.
type timetable struct {
	room   timing.Room
	slots  []models.Slot            // all of them
	parts  map[string][]models.Slot // by parent
	timed  map[string]timing.Slot   // what has a time, by slot
	course timing.Course
	wanted []timing.Item
	ranks  map[string]int  // of what is wanted
	plan   timing.Plan     // if it was fitted
	voted  map[string]bool // rounds that were about minutes
}

// timetable lays an agenda out, and fits it.
func (l *Look) timetable(a models.Agenda, slots []models.Slot) (*timetable, error) {
	t, err := l.laidOut(a, slots)
	if err != nil {
		return nil, err
	}
	t.plan, err = timing.Fit(t.room, t.wanted)
	return t, asFault(err)
}

// laidOut is a timetable without its fit, which a meeting that has begun does not
// need.
func (l *Look) laidOut(a models.Agenda, slots []models.Slot) (*timetable, error) {
	t := &timetable{
		room: models.RoomOf(a, slots), slots: slots,
		parts: map[string][]models.Slot{}, timed: map[string]timing.Slot{}, ranks: map[string]int{}, voted: map[string]bool{},
	}
	for _, s := range slots {
		if s.ParentID != "" {
			t.parts[s.ParentID] = append(t.parts[s.ParentID], s)
		}
	}
	if err := l.aboutMinutes(t); err != nil {
		return nil, err
	}
	t.wanted = t.items()
	return t, asFault(t.lay())
}

// asFault turns what makes no sense as a meeting into a fault of its field.
func asFault(err error) error {
	var wrong *timing.Invalid
	if errors.As(err, &wrong) {
		return fault.Field(wrong.Field, "%s", wrong.Why)
	}
	return err
}

// aboutMinutes notes the rounds in which people voted on minutes.
func (l *Look) aboutMinutes(t *timetable) error {
	for _, s := range t.slots {
		if _, known := t.voted[s.RoundID]; known || !s.Voted() {
			continue
		}
		round, err := models.FindRound(l.Query, l.Process, s.RoundID)
		if err != nil {
			return err
		}
		t.voted[s.RoundID] = round.Unit == models.UnitMinutes
	}
	return nil
}

// onAgenda tells whether a slot has a time of its own.
func onAgenda(s models.Slot) bool { return s.ParentID == "" && !s.LeftOut }

// lay gives slots their times by the order in which they stand.
func (t *timetable) lay() error {
	var parts []timing.Part
	for _, s := range t.slots {
		switch {
		case !onAgenda(s):
		case s.FixedPoint():
			t.timed[s.ID] = timing.Slot{Key: s.ID, Start: s.Pinned, Minutes: s.Minutes}
		default:
			parts = append(parts, timing.Part{Key: s.ID, Minutes: s.Minutes, From: s.Conditions.From})
		}
	}
	course, err := timing.Lay(t.room, parts, 0)
	t.course = course
	for _, s := range course.Slots {
		t.timed[s.Key] = s
	}
	return err
}

// items are what is fitted into the time: all that has no fixed place and was not
// left out with a reason. What nobody voted on comes first, then what was carried
// over, then the items by their ranks, then what the outcome did not choose.
func (t *timetable) items() []timing.Item {
	var wanted []models.Slot
	for _, s := range t.slots {
		if s.ParentID == "" && !s.FixedPoint() && !(s.LeftOut && s.Departure != "") {
			wanted = append(wanted, s)
		}
	}
	slices.SortStableFunc(wanted, func(a, b models.Slot) int {
		return cmp.Or(cmp.Compare(turn(a), turn(b)), cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.ID, b.ID))
	})
	items := make([]timing.Item, len(wanted))
	for i, s := range wanted {
		t.ranks[s.ID] = i + 1
		items[i] = timing.Item{
			Key: s.ID, Rank: i + 1, Least: s.Least, Wished: s.Wished, Support: s.Support,
			From: s.Conditions.From, Until: s.Conditions.Until, Fresh: s.Conditions.Fresh, After: s.Conditions.After,
		}
	}
	return items
}

func turn(s models.Slot) int {
	switch {
	case !s.Voted():
		return 0
	case s.CarriedFrom != "":
		return 1
	case s.Rank > 0:
		return 2
	default:
		return 3
	}
}

// leftOut are the slots that stand below the agenda, by rank.
func (t *timetable) leftOut() []models.Slot {
	var out []models.Slot
	for _, s := range t.slots {
		if s.ParentID == "" && s.LeftOut {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b models.Slot) int { return cmp.Compare(a.Rank, b.Rank) })
	return out
}

// byTime are the slots of the agenda in the order of their times.
func (t *timetable) byTime() []models.Slot {
	var on []models.Slot
	for _, s := range t.slots {
		if onAgenda(s) {
			on = append(on, s)
		}
	}
	slices.SortStableFunc(on, func(a, b models.Slot) int {
		return cmp.Compare(t.timed[a.ID].Start, t.timed[b.ID].Start)
	})
	return on
}

// shown are the slots as members see them, and the minutes that nothing takes.
func (t *timetable) shown(start time.Time) ([]Slot, int) {
	shown := []Slot{}
	spare := max(0, t.room.Minutes-t.room.Slack)
	for _, s := range t.byTime() {
		shown = append(shown, t.view(s, &start))
		spare -= s.Minutes
	}
	return shown, max(0, spare)
}

// view shows one slot; start is that of the meeting, nil if it has no time.
func (t *timetable) view(s models.Slot, start *time.Time) Slot {
	view := Slot{
		ID: s.ID, Title: s.Title, Text: s.Text, Kind: s.Kind, Minutes: s.Minutes, Wished: s.Wished, Least: s.Least,
		Pinned: s.Pinned, Round: s.RoundID, Key: s.OptionKey, Rank: t.ranks[s.ID], Support: s.Support,
		Reason: s.Reason, Departs: t.departs(s), Departure: s.Departure, CarriedFrom: s.CarriedFrom,
		Conditions: conditionsOf(s), SlotAbout: aboutOf(s), Parts: []Part{},
	}
	var at *time.Time
	if start != nil {
		at = new(start.Add(minutes(t.timed[s.ID].Start)))
		view.StartsAt, view.EndsAt = at, new(at.Add(minutes(s.Minutes)))
	}
	for _, p := range t.parts[s.ID] {
		view.Parts = append(view.Parts, Part{ID: p.ID, Title: p.Title, Minutes: p.Minutes, StartsAt: at, SlotAbout: aboutOf(p)})
		if at != nil {
			at = new(at.Add(minutes(p.Minutes)))
		}
	}
	return view
}

func conditionsOf(s models.Slot) Conditions {
	c := s.Conditions
	return Conditions{From: c.From, Until: c.Until, Fresh: c.Fresh, After: someOf(c.After)}
}

func aboutOf(s models.Slot) SlotAbout {
	a := s.About
	return SlotAbout{Facilitator: a.Facilitator, Speakers: someOf(a.Speakers), Question: a.Question, Papers: someOf(a.Papers)}
}

// someOf is a list that is never null.
func someOf[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
