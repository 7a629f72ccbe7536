package models

import (
	"crypto/rand"
	"fmt"
	"math/big"
	"time"

	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// How far an agenda is with its meeting.
const (
	MeetingRuns  = "running"
	MeetingEnded = "ended"
)

// A Meeting is an agenda that is being held, or was.
type Meeting struct {
	AgendaID  string `gorm:"primaryKey"`
	Minutes   int    // from the time on the agenda to the end as it is planned now
	SlotID    string // what it is at; empty between two
	Code      string // by which those who are there check in
	Version   int
	StartedAt time.Time
	EndedAt   *time.Time
}

// What became of a slot in the end.
const (
	ResultDecided   = "decided"
	ResultStarted   = "started"   // a symbolic change
	ResultHeld      = "held"      // gently, as it is
	ResultPostponed = "postponed" // to another meeting
	ResultNoted     = "noted"     // talked about, nothing to decide
)

// A Turn is a slot of a meeting: how long it has now, when it was, what was
// written down.
type Turn struct {
	SlotID   string `gorm:"primaryKey"`
	AgendaID string
	Minutes  int
	Dropped  bool
	BeganAt  *time.Time
	EndedAt  *time.Time
	Result   string
	Notes    string // Markdown
	Version  int    // of the notes
}

// Done tells whether it is over, or will not be.
func (t Turn) Done() bool { return t.Dropped || t.EndedAt != nil }

// StartMeeting makes a meeting of an agenda, with a turn for each slot. It returns
// Conflict if it runs already.
func StartMeeting(tx *database.Tx, a Agenda, minutes int, turns []Turn) (Meeting, error) {
	meeting := Meeting{AgendaID: a.ID, Minutes: minutes, Code: newCode(), Version: 1, StartedAt: tx.Now()}
	if err := database.Insert(tx, &meeting, "This meeting has begun already."); err != nil {
		return Meeting{}, err
	}
	for i := range turns {
		turns[i].AgendaID, turns[i].Version = a.ID, 1
	}
	if len(turns) > 0 {
		if err := database.Insert(tx, &turns, "This meeting has begun already."); err != nil {
			return Meeting{}, err
		}
	}
	return meeting, setMeeting(tx, a, MeetingRuns)
}

func setMeeting(tx *database.Tx, a Agenda, state string) error {
	_, err := database.Change(tx.Model(&Agenda{}).Where(map[string]any{"process_id": a.ProcessID, "id": a.ID}),
		map[string]any{"meeting": state})
	return err
}

// newCode makes six digits that fit on a screen.
func newCode() string {
	n, _ := rand.Int(rand.Reader, big.NewInt(1_000_000)) // never fails: see NewToken
	return fmt.Sprintf("%06d", n)
}

// FindMeeting returns the meeting of an agenda.
func FindMeeting(q database.Query, agendaID string) (Meeting, error) {
	return database.One[Meeting](q.Where(map[string]any{"agenda_id": agendaID}), "meeting")
}

// ListTurns returns the turns of a meeting.
func ListTurns(q database.Query, agendaID string) ([]Turn, error) {
	return database.Many[Turn](q.Where(map[string]any{"agenda_id": agendaID}).Order("slot_id"), "turns")
}

// ChangeMeeting writes where a meeting is and how long it takes. It returns
// Conflict if somebody else changed it since m was read.
func ChangeMeeting(tx *database.Tx, m Meeting) (Meeting, error) {
	scope := tx.Model(&Meeting{}).Where(map[string]any{"agenda_id": m.AgendaID, "version": m.Version})
	m.Version++
	n, err := database.Change(scope, map[string]any{"minutes": m.Minutes, "slot_id": m.SlotID, "version": m.Version})
	if err == nil && n == 0 {
		return Meeting{}, Stale("meeting")
	}
	return m, err
}

// EndMeeting ends a meeting.
func EndMeeting(tx *database.Tx, a Agenda, m Meeting) (Meeting, error) {
	m.SlotID = ""
	m, err := ChangeMeeting(tx, m)
	if err != nil {
		return Meeting{}, err
	}
	m.EndedAt = instant(new(tx.Now()))
	if _, err := database.Change(tx.Model(&Meeting{}).Where(map[string]any{"agenda_id": a.ID}), map[string]any{"ended_at": m.EndedAt}); err != nil {
		return Meeting{}, err
	}
	return m, setMeeting(tx, a, MeetingEnded)
}

// BeginTurn begins a slot now, and EndTurn ends it.
func BeginTurn(tx *database.Tx, agendaID, slotID string) error {
	return changeTurn(tx, agendaID, slotID, map[string]any{"began_at": tx.Now(), "ended_at": nil, "dropped": false})
}

// EndTurn ends a slot now.
func EndTurn(tx *database.Tx, agendaID, slotID string) error {
	return changeTurn(tx, agendaID, slotID, map[string]any{"ended_at": tx.Now()})
}

// PlanTurn gives a slot other minutes, or drops it.
func PlanTurn(tx *database.Tx, agendaID, slotID string, minutes int, dropped bool) error {
	return changeTurn(tx, agendaID, slotID, map[string]any{"minutes": minutes, "dropped": dropped})
}

func changeTurn(tx *database.Tx, agendaID, slotID string, columns map[string]any) error {
	n, err := database.Change(tx.Model(&Turn{}).Where(map[string]any{"agenda_id": agendaID, "slot_id": slotID}), columns)
	if err == nil && n == 0 {
		return fault.Gone("item")
	}
	return err
}

// WriteTurn writes down what was said and decided. It returns Conflict if somebody
// else wrote since version was read.
func WriteTurn(tx *database.Tx, t Turn) (Turn, error) {
	scope := tx.Model(&Turn{}).Where(map[string]any{"agenda_id": t.AgendaID, "slot_id": t.SlotID, "version": t.Version})
	t.Version++
	n, err := database.Change(scope, map[string]any{"notes": t.Notes, "result": t.Result, "version": t.Version})
	if err == nil && n == 0 {
		return Turn{}, Stale("minutes")
	}
	return t, err
}

// An Attendance says that a member was at a meeting.
type Attendance struct {
	AgendaID string `gorm:"primaryKey"`
	MemberID string `gorm:"primaryKey"`
}

// Attend notes that a member is there. Doing it again is harmless.
func Attend(tx *database.Tx, agendaID, memberID string) error {
	row := Attendance{AgendaID: agendaID, MemberID: memberID}
	return tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error
}

// ListPresent returns the ids of the members who are there.
func ListPresent(q database.Query, agendaID string) ([]string, error) {
	rows, err := database.Many[Attendance](q.Where(map[string]any{"agenda_id": agendaID}).Order("member_id"), "attendances")
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.MemberID
	}
	return ids, err
}

// A Decision is what a meeting decided, who sees to it, and until when.
type Decision struct {
	ID       string `gorm:"primaryKey"`
	AgendaID string
	SlotID   string
	Text     string
	Owner    string
	Due      string // a date, or empty
}

// AddDecision stores a decision.
func AddDecision(tx *database.Tx, d Decision) (Decision, error) {
	d.ID = NewID()
	return d, database.Insert(tx, &d, "This decision is known already.")
}

// ChangeDecision writes a decision anew. It returns NotFound if there is none.
func ChangeDecision(tx *database.Tx, d Decision) error {
	n, err := database.Change(tx.Model(&Decision{}).Where(map[string]any{"agenda_id": d.AgendaID, "id": d.ID}),
		map[string]any{"slot_id": d.SlotID, "text": d.Text, "owner": d.Owner, "due": d.Due})
	if err == nil && n == 0 {
		return fault.Gone("decision")
	}
	return err
}

// RemoveDecision takes a decision back. It returns NotFound if there is none.
func RemoveDecision(tx *database.Tx, agendaID, id string) error {
	gone := tx.Where(map[string]any{"agenda_id": agendaID, "id": id}).Delete(&Decision{})
	if gone.Error == nil && gone.RowsAffected == 0 {
		return fault.Gone("decision")
	}
	return gone.Error
}

// ListDecisions returns the decisions of a meeting in their order.
func ListDecisions(q database.Query, agendaID string) ([]Decision, error) {
	return database.Many[Decision](q.Where(map[string]any{"agenda_id": agendaID}).Order("id"), "decisions")
}
