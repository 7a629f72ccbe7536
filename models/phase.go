package models

import (
	"time"

	"gorm.io/gorm"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// A PhaseKind names a stage of the cycle.
type PhaseKind string

// The stages, in the order of the cycle.
const (
	PhasePurpose PhaseKind = "purpose"
	PhasePropose PhaseKind = "propose"
	PhaseBlend   PhaseKind = "blend"
	PhaseReview  PhaseKind = "review"
	PhaseVote    PhaseKind = "vote"
	PhaseAgenda  PhaseKind = "agenda"
	PhaseAct     PhaseKind = "act"
	PhaseReflect PhaseKind = "reflect"
)

// Cycle returns all stages in their order.
func Cycle() []PhaseKind {
	return []PhaseKind{
		PhasePurpose, PhasePropose, PhaseBlend, PhaseReview, PhaseVote, PhaseAgenda, PhaseAct, PhaseReflect,
	}
}

// The states of a phase.
const (
	PhaseComing = "coming"
	PhaseOpen   = "open"
	PhaseClosed = "closed"
)

// A Phase is a dated stage of a process.
type Phase struct {
	ID        string `gorm:"primaryKey"`
	ProcessID string
	Position  int
	Kind      PhaseKind
	State     string
	OpensAt   *time.Time
	ClosesAt  *time.Time
}

// NewPhases stores the whole cycle for a process, its first stage open.
func NewPhases(tx *database.Tx, processID string) error {
	for i, kind := range Cycle() {
		phase := Phase{ID: NewID(), ProcessID: processID, Position: i + 1, Kind: kind, State: PhaseComing}
		if i == 0 {
			phase.State, phase.OpensAt = PhaseOpen, instant(new(tx.Now()))
		}
		if err := database.Insert(tx, &phase, "These phases are known already."); err != nil {
			return err
		}
	}
	return nil
}

// A Frame is what every page of a process tells of it, read at once.
type Frame struct {
	Phases       []Phase // in their order
	Members      int
	Publications int // of agendas
}

// FindFrame returns the frame of a process.
func FindFrame(q database.Query, processID string) (Frame, error) {
	type row struct {
		Phase
		Members      int
		Publications int
	}
	rows, err := database.Many[row](q.Model(&Phase{}).Select(`phases.*,
		(SELECT count(*) FROM members WHERE members.process_id = phases.process_id) AS members,
		(SELECT count(*) FROM publications WHERE publications.process_id = phases.process_id) AS publications`).
		Where(map[string]any{"process_id": processID}).Order("position, id"), "phases")
	frame := Frame{Phases: make([]Phase, len(rows))}
	for i, row := range rows {
		frame.Phases[i], frame.Members, frame.Publications = row.Phase, row.Members, row.Publications
	}
	return frame, err
}

// ListPhases returns the phases of a process in their order.
func ListPhases(q database.Query, processID string) ([]Phase, error) {
	return database.Many[Phase](q.Where(map[string]any{"process_id": processID}).Order("position, id"), "phases")
}

// FindPhase returns a phase of a process.
func FindPhase(q database.Query, processID, id string) (Phase, error) {
	return database.One[Phase](q.Where(map[string]any{"process_id": processID, "id": id}), "phase")
}

// NextPhase returns the phase after another, or NotFound after the last.
func NextPhase(q database.Query, p Phase) (Phase, error) {
	return database.One[Phase](q.Where(map[string]any{"process_id": p.ProcessID, "position": p.Position + 1}), "phase")
}

// DatePhase sets when a phase is meant to open and close.
func DatePhase(tx *database.Tx, p Phase) (Phase, error) {
	p.OpensAt, p.ClosesAt = instant(p.OpensAt), instant(p.ClosesAt)
	if p.OpensAt != nil && p.ClosesAt != nil && !p.OpensAt.Before(*p.ClosesAt) {
		return p, fault.Field("closes_at", "A phase closes after it opens.")
	}
	_, err := database.Change(tx.Model(&Phase{}).Where(map[string]any{"process_id": p.ProcessID, "id": p.ID}),
		map[string]any{"opens_at": p.OpensAt, "closes_at": p.ClosesAt})
	return p, err
}

// OpenPhase moves a process forward to a phase: it opens, and those before it
// are closed. It returns Closed for a phase that was open already.
func OpenPhase(tx *database.Tx, p Phase) (Phase, error) {
	// Those who move the same process wait for each other.
	if err := tx.Exclude("phases/" + p.ProcessID); err != nil {
		return p, err
	}
	if p.State != PhaseComing {
		return p, fault.New(fault.Closed, "Phases only move forward, and this one was open already.")
	}
	p.State, p.OpensAt = PhaseOpen, instant(new(tx.Now()))
	scope := tx.Model(&Phase{}).Where(map[string]any{"process_id": p.ProcessID, "id": p.ID, "state": PhaseComing})
	n, err := database.Change(scope, map[string]any{"state": p.State, "opens_at": p.OpensAt})
	if err == nil && n == 0 {
		return p, fault.New(fault.Closed, "Somebody else moved on a moment ago.")
	}
	if err != nil {
		return p, err
	}
	return p, closeBefore(tx, p)
}

// closeBefore closes the open phase now, and leaves out those between.
func closeBefore(tx *database.Tx, p Phase) error {
	before := func() *gorm.DB {
		return tx.Model(&Phase{}).Where(map[string]any{"process_id": p.ProcessID}).Where("position < ?", p.Position)
	}
	open := before().Where("state = ?", PhaseOpen)
	if _, err := database.Change(open, map[string]any{"state": PhaseClosed, "closes_at": tx.Now()}); err != nil {
		return err
	}
	_, err := database.Change(before(), map[string]any{"state": PhaseClosed})
	return err
}

// ReachPhase moves a process forward to the phase of a kind, and returns that
// phase; or leaves it where it is if that was reached already, and returns nil.
func ReachPhase(tx *database.Tx, processID string, kind PhaseKind) (*Phase, error) {
	phase, err := database.One[Phase](
		tx.Where(map[string]any{"process_id": processID, "kind": kind, "state": PhaseComing}).Order("position"), "phase")
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil
	}
	if err == nil {
		phase, err = OpenPhase(tx, phase)
	}
	if fault.KindOf(err) == fault.Closed {
		return nil, nil // somebody else reached it
	}
	return &phase, err
}
