package models

import (
	"github.com/folkmoot/folkmoot/internal/database"
)

// A Scoped record belongs to a process.
type Scoped interface {
	Proposal | Round | Agenda | ProposalAmendment | TextAmendment | Blend | Comment | Question | Statement
	Scope() string // the process
}

// Scope is the process of a proposal.
func (p Proposal) Scope() string { return p.ProcessID }

// Scope is the process of a round.
func (r Round) Scope() string { return r.ProcessID }

// Scope is the process of an amendment.
func (a TextAmendment) Scope() string { return a.ProcessID }

// Scope is the process of an agenda.
func (a Agenda) Scope() string { return a.ProcessID }

// WithScope returns the record with an id, called what, and the process to which
// it belongs, in one look: a ballot waits for each. Whoever asks must be let into
// that process before they learn anything of the record, so nobody calls it but
// the one step of actions that asks.
func WithScope[T Scoped](q database.Query, what, id string) (record T, processID string, err error) {
	record, err = database.One[T](q.Where(map[string]any{"id": id}), what)
	return record, record.Scope(), err
}
