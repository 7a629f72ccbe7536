package models

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/timing"
)

// The kinds of slot that nobody voted on, beside those of proposals.
const (
	FixedPart = "fixed" // a welcome, a partner's item, an item of the organisers
	Break     = "break"
)

// Unpinned is the place of a slot that has no fixed time.
const Unpinned = -1

// A Slot is one part of an agenda. Its times follow from its place, and from the
// fixed points around it.
type Slot struct {
	ID          string `gorm:"primaryKey"`
	AgendaID    string
	Position    int    // from 1; within its parent, if it has one
	ParentID    string // of a sub-item, whose minutes are some of the parent's
	RoundID     string // what was voted on: the round,
	OptionKey   string // and the option; both empty otherwise
	CarriedFrom string // the slot of an earlier agenda that did not come to its turn
	Kind        string
	Title       string
	Text        string
	Reason      string // why it is on the agenda, by the outcome
	Rank        int    // who comes in first, by the outcome
	Support     int64  // people who support it
	Wished      int    // minutes
	Least       int    // minutes below which it is not worth beginning
	Minutes     int    // that it has
	Pinned      int    // minutes from the beginning of the meeting, or Unpinned
	LeftOut     bool   // it stands below the agenda
	Departure   string // why organisers depart from the outcome
	Postponed   bool   // the meeting did not come to it, or put it off

	Conditions Conditions `gorm:"serializer:json"`
	About      SlotAbout  `gorm:"serializer:json"`
}

// Conditions are what was asked for the place of a slot.
type Conditions struct {
	From  int      `json:"from"`  // minutes from the beginning
	Until int      `json:"until"` // 0 is no condition
	Fresh bool     `json:"fresh"` // at the beginning, or right after a fixed point
	After []string `json:"after"` // ids of slots
}

// A SlotAbout is what a meeting has to know about a slot.
type SlotAbout struct {
	Facilitator string   `json:"facilitator"`
	Speakers    []string `json:"speakers"`
	Question    string   `json:"question"` // to decide
	Papers      []Paper  `json:"papers"`
}

// A Paper is something to read before a meeting.
type Paper struct {
	Title string `json:"title" minLength:"1" maxLength:"160"`
	URL   string `json:"url" minLength:"1" maxLength:"500" doc:"http or https"`
}

// Voted tells whether people voted on what stands here.
func (s Slot) Voted() bool { return s.OptionKey != "" }

// FixedPoint tells whether it has a time that nothing moves.
func (s Slot) FixedPoint() bool { return s.Pinned != Unpinned }

// Check returns Invalid, naming the field after at, for what no meeting can have.
func (s Slot) Check(at string) error {
	switch {
	case s.Minutes < 1 || s.Minutes > maxMinutes:
		return fault.Field(at+".minutes", "An item takes between 1 and %d minutes.", maxMinutes)
	case s.Least < 1 || s.Least > s.Wished || s.Wished > maxMinutes:
		return fault.Field(at+".least", "The least is at least 1 minute, and not more than what is wished.")
	case s.Pinned < Unpinned || s.Pinned > timing.MaxMinutes:
		return fault.Field(at+".pinned", "A fixed point lies within the meeting.")
	default:
		return nil
	}
}

// RoomOf is the time of a meeting with its fixed points. A length of 0 becomes
// that of what stands in it.
func RoomOf(a Agenda, slots []Slot) timing.Room {
	room := timing.Room{Minutes: a.Minutes, Slack: a.Slack}
	sum, last := 0, 0
	for _, s := range slots {
		if s.LeftOut || s.ParentID != "" {
			continue
		}
		sum += s.Minutes
		if s.FixedPoint() {
			room.Pins = append(room.Pins, timing.Pin{Key: s.ID, Start: s.Pinned, Minutes: s.Minutes})
			last = max(last, s.Pinned+s.Minutes)
		}
	}
	if room.Minutes == 0 {
		room.Minutes = max(1, sum+a.Slack, last+a.Slack)
	}
	return room
}

// ListSlots returns the slots of an agenda in their order.
func ListSlots(q database.Query, agendaID string) ([]Slot, error) {
	return database.Many[Slot](q.Where(map[string]any{"agenda_id": agendaID}).Order("position, id"), "slots")
}

// ListSlotsOfRound returns the slots of all agendas for which a round was asked
// and whose minutes are published.
func ListSlotsOfRound(q database.Query, roundID string) ([]Slot, error) {
	held := q.Model(&Record{}).Select("agenda_id")
	return database.Many[Slot](q.Where(map[string]any{"round_id": roundID}).Where("agenda_id IN (?)", held).Order("agenda_id, id"), "slots")
}

// replaceSlots writes all slots of an agenda in the order given. Those without an
// id get one.
func replaceSlots(tx *database.Tx, a Agenda, slots []Slot) error {
	places := map[string]int{} // of the last one, by parent
	ids := make([]string, len(slots))
	for i := range slots {
		if slots[i].ID == "" {
			slots[i].ID = NewID()
		}
		places[slots[i].ParentID]++
		slots[i].AgendaID, slots[i].Position = a.ID, places[slots[i].ParentID]
		ids[i] = slots[i].ID
	}
	gone := tx.Where(map[string]any{"agenda_id": a.ID})
	if len(ids) > 0 {
		gone = gone.Where("id NOT IN ?", ids)
	}
	if err := gone.Delete(&Slot{}).Error; err != nil {
		return fmt.Errorf("replace slots: %w", err)
	}
	if len(slots) == 0 {
		return nil
	}
	return database.Put(tx, &slots, "Somebody has put what was left out on another agenda. Load the page again.")
}

// ListLeftOut returns what did not find its place on the published agendas of a
// process, or was put off, and stands on no later one.
func ListLeftOut(q database.Query, processID string) ([]Slot, error) {
	agendas := q.Model(&Agenda{}).Select("id").Where(map[string]any{"process_id": processID}).Where("published_version > ?", 0)
	carried := q.Model(&Slot{}).Select("carried_from").Where("carried_from <> ?", "")
	rows, err := database.Many[Slot](
		q.Where("parent_id = ? AND (left_out OR postponed)", "").Where("agenda_id IN (?)", agendas).Where("id NOT IN (?)", carried).Order("id"), "slots")
	slices.SortStableFunc(rows, func(a, b Slot) int { return cmp.Compare(a.AgendaID, b.AgendaID) })
	return rows, err
}

// MarkPostponed notes which slots of an agenda wait for another one, and that no
// others do.
func MarkPostponed(tx *database.Tx, agendaID string, ids []string) error {
	all := tx.Model(&Slot{}).Where(map[string]any{"agenda_id": agendaID})
	if _, err := database.Change(all, map[string]any{"postponed": false}); err != nil || len(ids) == 0 {
		return err
	}
	_, err := database.Change(tx.Model(&Slot{}).Where(map[string]any{"agenda_id": agendaID}).Where("id IN ?", ids), map[string]any{"postponed": true})
	return err
}
