package models

import (
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
)

// An Agenda is the timed list of items for one meeting. Members see it as it is
// worked on; everybody else sees what was published of it.
type Agenda struct {
	ID               string `gorm:"primaryKey"`
	ProcessID        string
	RoundID          string // the first one that it was made from
	Title            string
	Place            string
	Link             string // where one joins from afar
	StartsAt         time.Time
	Minutes          int // of the meeting; 0: as long as its slots
	Slack            int // minutes kept free at its end
	OrderReason      string
	Cancelled        bool
	Meeting          string // "", MeetingRuns or MeetingEnded
	Version          int
	PublishedVersion int // 0 if it never was
	PublishedAt      *time.Time
}

// State is how far it is, from Draft to Ended.
func (a Agenda) State() access.State {
	switch {
	case a.Meeting == MeetingEnded:
		return access.Ended
	case a.Meeting == MeetingRuns:
		return access.Running
	case a.PublishedVersion > 0:
		return access.Published
	default:
		return access.Draft
	}
}

// A Publication is what was published of an agenda at a version, kept for good.
type Publication struct {
	ID          string `gorm:"primaryKey"`
	ProcessID   string
	AgendaID    string
	Version     int
	Note        string // what changed, in the words of whoever published it
	Document    string
	Told        bool // members were written to
	PublishedAt time.Time
}

// NewAgenda stores a draft with its slots in their order.
func NewAgenda(tx *database.Tx, a Agenda, slots []Slot) (Agenda, error) {
	a.ID, a.Version, a.StartsAt = NewID(), 1, a.StartsAt.UTC().Truncate(time.Microsecond)
	if err := database.Insert(tx, &a, "This agenda is known already."); err != nil {
		return Agenda{}, err
	}
	return a, replaceSlots(tx, a, slots)
}

// ChangeAgenda writes an agenda with all its slots, which replace those that it
// has. It returns Conflict if somebody else changed it since a was read.
func ChangeAgenda(tx *database.Tx, a Agenda, slots []Slot) (Agenda, error) {
	a.StartsAt = a.StartsAt.UTC().Truncate(time.Microsecond)
	scope := tx.Model(&Agenda{}).Where(map[string]any{"process_id": a.ProcessID, "id": a.ID, "version": a.Version})
	a.Version++
	n, err := database.Change(scope, map[string]any{
		"title": a.Title, "place": a.Place, "link": a.Link, "starts_at": a.StartsAt, "minutes": a.Minutes, "slack": a.Slack,
		"order_reason": a.OrderReason, "cancelled": a.Cancelled, "version": a.Version,
	})
	if err == nil && n == 0 {
		return Agenda{}, Stale("agenda")
	}
	if err != nil {
		return Agenda{}, err
	}
	return a, replaceSlots(tx, a, slots)
}

// FindAgenda returns an agenda of a process.
func FindAgenda(q database.Query, processID, id string) (Agenda, error) {
	return database.One[Agenda](q.Where(map[string]any{"process_id": processID, "id": id}), "agenda")
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

// Publish keeps document as what everybody sees from now on. It returns Conflict
// if the agenda is no longer at its version.
func Publish(tx *database.Tx, a Agenda, document, note string) (Agenda, error) {
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
		Version: a.Version, Note: note, Document: document, PublishedAt: tx.Now(),
	}
	return a, database.Insert(tx, &publication, "This version is published already.")
}

// FindPublication returns what was published last in a process.
func FindPublication(q database.Query, processID string) (Publication, error) {
	return database.One[Publication](q.Where(map[string]any{"process_id": processID}).Order("id DESC"), "agenda")
}

// FindPublished returns what was published last of an agenda.
func FindPublished(q database.Query, agendaID string) (Publication, error) {
	return database.One[Publication](q.Where(map[string]any{"agenda_id": agendaID}).Order("version DESC, id DESC"), "agenda")
}

// ListPublications returns what was published of an agenda, the newest first.
func ListPublications(q database.Query, agendaID string) ([]Publication, error) {
	return database.Many[Publication](q.Where(map[string]any{"agenda_id": agendaID}).Order("version DESC, id DESC"), "publications")
}

// TellPublication notes that members are written to about a version, and returns
// whether this is the first time.
func TellPublication(tx *database.Tx, agendaID string, version int) (bool, error) {
	scope := tx.Model(&Publication{}).Where(map[string]any{"agenda_id": agendaID, "version": version, "told": false})
	n, err := database.Change(scope, map[string]any{"told": true})
	return n > 0, err
}

// ListRoundsWithoutAgenda returns the closed rounds of a process from which
// nobody has made an agenda.
func ListRoundsWithoutAgenda(q database.Query, processID string) ([]Round, error) {
	made := q.Model(&Agenda{}).Select("round_id").Where(map[string]any{"process_id": processID})
	return database.Many[Round](q.Where(map[string]any{"process_id": processID, "state": access.Closed}).
		Where("id NOT IN (?)", made).Order("id"), "rounds")
}

// ListClosedRounds returns the rounds of a process that were counted, the newest
// first.
func ListClosedRounds(q database.Query, processID string) ([]Round, error) {
	return database.Many[Round](q.Where(map[string]any{"process_id": processID, "state": access.Closed}).Order("id DESC").Limit(mostRounds), "rounds")
}

const mostRounds = 20 // of which items are offered
