package models

import (
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// An Agenda is the timed list of items for one meeting. Members see it as it is
// worked on; everybody else sees what was published of it.
type Agenda struct {
	ID               string `gorm:"primaryKey"`
	ProcessID        string
	RoundID          string
	Title            string
	Place            string
	StartsAt         time.Time
	Version          int
	PublishedVersion int // 0 if it never was
	PublishedAt      *time.Time
}

// State is Published once anything of it was.
func (a Agenda) State() access.State {
	if a.PublishedVersion > 0 {
		return access.Published
	}
	return access.Draft
}

// A Slot is one timed place on an agenda. Its times follow from its order.
type Slot struct {
	ID        string `gorm:"primaryKey"`
	AgendaID  string
	Position  int
	OptionKey string
	Kind      string
	Title     string
	Text      string
	Minutes   int
	Reason    string // why it is on the agenda
}

// A Publication is what was published of an agenda at a version, kept for good.
type Publication struct {
	ID          string `gorm:"primaryKey"`
	ProcessID   string
	AgendaID    string
	Version     int
	Document    string
	PublishedAt time.Time
}

// NewAgenda stores a draft with its slots in their order.
func NewAgenda(tx *database.Tx, a Agenda, slots []Slot) (Agenda, error) {
	a.ID, a.Version, a.StartsAt = NewID(), 1, a.StartsAt.UTC().Truncate(time.Microsecond)
	if err := database.Insert(tx, &a, "This agenda is known already."); err != nil {
		return Agenda{}, err
	}
	return a, addSlots(tx, a, slots)
}

func addSlots(tx *database.Tx, a Agenda, slots []Slot) error {
	if len(slots) == 0 {
		return nil
	}
	for i := range slots {
		slots[i].ID, slots[i].AgendaID, slots[i].Position = NewID(), a.ID, i+1
	}
	return database.Insert(tx, &slots, "These slots are known already.")
}

// FindAgendaOfRound returns the first agenda made from a round.
func FindAgendaOfRound(q database.Query, processID, roundID string) (Agenda, error) {
	return database.One[Agenda](q.Where(map[string]any{"process_id": processID, "round_id": roundID}).Order("id"), "agenda")
}

// ListAgendas returns a page of the agendas of a process.
func ListAgendas(q database.Query, processID string, p Page) ([]Agenda, string, error) {
	scope := q.Where(map[string]any{"process_id": processID})
	return list(scope, p, "agendas", func(a Agenda) string { return a.ID })
}

// ListDraftAgendas returns the agendas of a process that were never published.
func ListDraftAgendas(q database.Query, processID string) ([]Agenda, error) {
	return database.Many[Agenda](
		q.Where(map[string]any{"process_id": processID}).Where("published_version = ?", 0).Order("id"), "agendas")
}

// ListSlots returns the slots of an agenda in their order.
func ListSlots(q database.Query, agendaID string) ([]Slot, error) {
	return database.Many[Slot](q.Where(map[string]any{"agenda_id": agendaID}).Order("position, id"), "slots")
}

// ChangeAgenda writes an agenda and the order and minutes of its slots. It
// returns Conflict if somebody else changed it since a was read, and Invalid if
// slots are not exactly those that it has.
func ChangeAgenda(tx *database.Tx, a Agenda, slots []Slot) (Agenda, error) {
	a.StartsAt = a.StartsAt.UTC().Truncate(time.Microsecond)
	scope := tx.Model(&Agenda{}).Where(map[string]any{"process_id": a.ProcessID, "id": a.ID, "version": a.Version})
	a.Version++
	n, err := database.Change(scope, map[string]any{
		"title": a.Title, "place": a.Place, "starts_at": a.StartsAt, "version": a.Version,
	})
	if err == nil && n == 0 {
		return Agenda{}, Stale("agenda")
	}
	for i := 0; err == nil && i < len(slots); i++ {
		err = changeSlot(tx, a, slots[i].ID, i+1, slots[i].Minutes)
	}
	return a, err
}

func changeSlot(tx *database.Tx, a Agenda, id string, position, minutes int) error {
	if minutes < 1 || minutes > maxMinutes {
		return fault.Field("slots", "An item takes between 1 and %d minutes.", maxMinutes)
	}
	n, err := database.Change(tx.Model(&Slot{}).Where(map[string]any{"agenda_id": a.ID, "id": id}),
		map[string]any{"position": position, "minutes": minutes})
	if err == nil && n == 0 {
		return fault.Field("slots", "This agenda has no such item.")
	}
	return err
}

// Publish keeps document as what everybody sees from now on. It returns Conflict
// if the agenda is no longer at its version.
func Publish(tx *database.Tx, a Agenda, document string) (Agenda, error) {
	scope := tx.Model(&Agenda{}).Where(map[string]any{"process_id": a.ProcessID, "id": a.ID, "version": a.Version})
	a.PublishedVersion, a.PublishedAt = a.Version, instant(new(tx.Now()))
	n, err := database.Change(scope, map[string]any{
		"published_version": a.PublishedVersion, "published_at": a.PublishedAt,
	})
	if err == nil && n == 0 {
		return Agenda{}, Stale("agenda")
	}
	if err != nil {
		return Agenda{}, err
	}
	publication := Publication{
		ID: NewID(), ProcessID: a.ProcessID, AgendaID: a.ID,
		Version: a.Version, Document: document, PublishedAt: tx.Now(),
	}
	return a, database.Insert(tx, &publication, "This version is published already.")
}

// FindPublication returns what was published last in a process.
func FindPublication(q database.Query, processID string) (Publication, error) {
	return database.One[Publication](q.Where(map[string]any{"process_id": processID}).Order("id DESC"), "agenda")
}

// ListRoundsWithoutAgenda returns the closed rounds of a process from which
// nobody has made an agenda.
func ListRoundsWithoutAgenda(q database.Query, processID string) ([]Round, error) {
	made := q.Model(&Agenda{}).Select("round_id").Where(map[string]any{"process_id": processID})
	return database.Many[Round](q.Where(map[string]any{"process_id": processID, "state": access.Closed}).
		Where("id NOT IN (?)", made).Order("id"), "rounds")
}
