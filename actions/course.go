package actions

import (
	"cmp"
	"slices"
	"time"

	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/models"
	"github.com/folkmoot/folkmoot/timing"
)

// A course is a meeting as it goes: what was, what is, and what is expected. Its
// minutes are those of the agenda: from the time at which the meeting was to begin.
type course struct {
	*timetable
	agenda  models.Agenda
	meeting models.Meeting
	turns   map[string]models.Turn
	now     time.Time

	rest     []timing.Item // what is left, in its order
	ahead    timing.Room   // with the fixed points that can still be kept
	from     int           // when the next can begin
	expected timing.Course
	remedies []timing.Remedy
}

func (l *Look) course(a models.Agenda, m models.Meeting) (*course, error) {
	slots, err := models.ListSlots(l.Query, a.ID)
	if err != nil {
		return nil, err
	}
	rows, err := models.ListTurns(l.Query, a.ID)
	if err != nil {
		return nil, err
	}
	t, err := l.laidOut(a, slots)
	if err != nil {
		return nil, err
	}
	c := &course{timetable: t, agenda: a, meeting: m, now: l.Now, turns: map[string]models.Turn{}}
	for _, row := range rows {
		c.turns[row.SlotID] = row
	}
	if m.Version == 0 { // it has not begun
		return c, nil
	}
	return c, asFault(c.expect())
}

// minute is an instant in minutes of the agenda, rounded up.
func (c *course) minute(at time.Time) int {
	return int((at.Sub(c.agenda.StartsAt) + time.Minute - 1) / time.Minute)
}

// at is the inverse of minute.
func (c *course) at(minute int) time.Time { return c.agenda.StartsAt.Add(minutes(minute)) }

// expect says when what is left will be. A fixed point that is overtaken comes
// as soon as it can.
func (c *course) expect() error {
	c.from = max(0, c.minute(c.now))
	if present, runs := c.turns[c.meeting.SlotID]; runs && present.BeganAt != nil {
		c.from = max(c.from, c.minute(*present.BeganAt)+present.Minutes)
	}
	c.ahead = timing.Room{Minutes: max(c.meeting.Minutes, c.from+1)}
	var overtaken, others []models.Slot
	for _, s := range c.byTime() {
		switch turn := c.turns[s.ID]; {
		case turn.Done() || s.ID == c.meeting.SlotID:
		case s.FixedPoint() && s.Pinned >= c.from:
			c.ahead.Pins = append(c.ahead.Pins, timing.Pin{Key: s.ID, Start: s.Pinned, Minutes: turn.Minutes})
			c.ahead.Minutes = max(c.ahead.Minutes, s.Pinned+turn.Minutes)
		case s.FixedPoint():
			overtaken = append(overtaken, s)
		default:
			others = append(others, s)
		}
	}
	c.rest = c.itemsOf(append(overtaken, others...))
	parts := make([]timing.Part, len(c.rest))
	for i, item := range c.rest {
		parts[i] = timing.Part{Key: item.Key, Minutes: item.Wished}
	}
	var err error
	if c.expected, err = timing.Lay(c.ahead, parts, c.from); err != nil {
		return err
	}
	end := c.ahead
	end.Minutes = max(c.meeting.Minutes, c.lastPin(), 1)
	c.remedies, err = timing.Remedies(end, c.rest, c.from)
	return err
}

func (c *course) lastPin() int {
	last := 0
	for _, p := range c.ahead.Pins {
		last = max(last, p.End())
	}
	return last
}

// itemsOf are slots as they can be replanned: what is fixed stays as long as it
// is and is the last to be dropped.
func (c *course) itemsOf(slots []models.Slot) []timing.Item {
	byWeight := slices.Clone(slots)
	slices.SortStableFunc(byWeight, func(a, b models.Slot) int { return cmp.Compare(c.ranks[a.ID], c.ranks[b.ID]) })
	rank := map[string]int{}
	for i, s := range byWeight {
		rank[s.ID] = i + 1
	}
	items := make([]timing.Item, len(slots))
	for i, s := range slots {
		wished := c.turns[s.ID].Minutes
		least := min(s.Least, wished)
		if s.FixedPoint() {
			least = wished
		}
		items[i] = timing.Item{Key: s.ID, Rank: rank[s.ID], Least: least, Wished: wished, Support: s.Support}
	}
	return items
}

// over is how many minutes after its end the meeting is expected to end.
func (c *course) over() int { return max(0, c.ends()-c.meeting.Minutes) }

// ends is when the meeting is expected to end.
func (c *course) ends() int {
	if c.meeting.SlotID == "" {
		return c.expected.End
	}
	return max(c.expected.End, c.from)
}

// remedy returns one way to bring the meeting to its end, as it is now.
func (c *course) remedy(way string) (timing.Remedy, error) {
	for _, r := range c.remedies {
		if string(r.Way) == way {
			return r, nil
		}
	}
	return timing.Remedy{}, fault.New(fault.Conflict, "This is no longer possible, or no longer needed. Look at the meeting again.")
}

// inOrder are the slots in the order of their times: those that were, that which
// is, those that are expected; what was dropped comes last.
func (c *course) inOrder() []models.Slot {
	slots := c.byTime()
	slices.SortStableFunc(slots, func(a, b models.Slot) int {
		startA, _, _ := c.times(a)
		startB, _, _ := c.times(b)
		return compareStarts(startA, startB)
	})
	return slots
}

// compareStarts puts what has no time last.
func compareStarts(a, b *time.Time) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	default:
		return a.Compare(*b)
	}
}

// times are when a slot was or is expected to be, and how far it is.
func (c *course) times(s models.Slot) (start, end *time.Time, state string) {
	turn, known := c.turns[s.ID]
	switch {
	case !known: // before the meeting
		timed := c.timed[s.ID]
		return new(c.at(timed.Start)), new(c.at(timed.End())), "later"
	case turn.Dropped:
		return nil, nil, "dropped"
	case turn.EndedAt != nil:
		return turn.BeganAt, turn.EndedAt, "done"
	case s.ID == c.meeting.SlotID && turn.BeganAt != nil:
		return turn.BeganAt, new(turn.BeganAt.Add(minutes(turn.Minutes))), "now"
	case c.agenda.Meeting == models.MeetingEnded:
		return nil, nil, "dropped" // it did not come to its turn
	}
	for _, p := range c.ahead.Pins {
		if p.Key == s.ID {
			return new(c.at(p.Start)), new(c.at(p.End())), "later"
		}
	}
	for _, slot := range c.expected.Slots {
		if slot.Key == s.ID {
			return new(c.at(slot.Start)), new(c.at(slot.End())), "later"
		}
	}
	return nil, nil, "later"
}

// turn shows one slot as it goes.
func (c *course) turn(s models.Slot) Turn {
	row, known := c.turns[s.ID]
	if !known {
		row = models.Turn{Minutes: s.Minutes}
	}
	view := Turn{
		ID: s.ID, Title: s.Title, Kind: s.Kind, Minutes: row.Minutes, Planned: s.Minutes,
		Result: row.Result, Notes: row.Notes, Version: row.Version, SlotAbout: aboutOf(s), Parts: []Part{},
	}
	view.StartsAt, view.EndsAt, view.State = c.times(s)
	for _, p := range c.parts[s.ID] {
		view.Parts = append(view.Parts, Part{ID: p.ID, Title: p.Title, Minutes: p.Minutes, SlotAbout: aboutOf(p)})
	}
	return view
}
