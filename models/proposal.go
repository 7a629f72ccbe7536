package models

import (
	"time"

	"gorm.io/gorm"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// The kinds of proposal.
const (
	AgendaItem     = "agenda_item"
	SymbolicChange = "symbolic_change"
)

// What may be wished of a symbol.
const (
	WishChange = "change"
	WishHold   = "hold"
)

// A Proposal is an agenda item or a symbolic change that a member put forward.
type Proposal struct {
	ID        string `gorm:"primaryKey"`
	ProcessID string
	MemberID  string // its author
	Kind      string
	Title     string
	Text      string
	Minutes   int // wished; 0 if none

	Symbol      string // what the symbol is
	StandsFor   string
	Wish        string
	SmallAction string

	Cost        int // minutes, set by an organiser; 0 if not yet
	CostReason  string
	State       access.State
	StateReason string
	Version     int
	CreatedAt   time.Time
	ChangedAt   time.Time
}

const (
	maxMinutes = 24 * 60
)

// Check returns Invalid, naming the field, for a proposal that says too little.
// Lengths are the business of the door it came through.
func (p Proposal) Check() error {
	switch {
	case p.Minutes < 0 || p.Minutes > maxMinutes:
		return fault.Field("minutes", "Between 0 and %d minutes, please.", maxMinutes)
	case p.Kind == AgendaItem:
		return p.checkItem()
	case p.Kind == SymbolicChange:
		return p.checkSymbol()
	default:
		return fault.Field("kind", "A proposal is an agenda item or a symbolic change.")
	}
}

func (p Proposal) checkItem() error {
	switch {
	case p.Minutes == 0:
		return fault.Field("minutes", "How many minutes would this take?")
	case p.Symbol != "" || p.StandsFor != "" || p.Wish != "" || p.SmallAction != "":
		return fault.Field("symbol", "Only a symbolic change has a symbol.")
	}
	return nil
}

func (p Proposal) checkSymbol() error {
	switch {
	case p.Symbol == "":
		return fault.Field("symbol", "What is the symbol?")
	case p.StandsFor == "":
		return fault.Field("stands_for", "What does it stand for?")
	case p.Wish != WishChange && p.Wish != WishHold:
		return fault.Field("wish", "Should it be changed, or gently held?")
	}
	return nil
}

// NewProposal stores a published proposal.
func NewProposal(tx *database.Tx, p Proposal) (Proposal, error) {
	if err := p.Check(); err != nil {
		return Proposal{}, err
	}
	p.ID, p.State, p.Version = NewID(), access.Published, 1
	p.CreatedAt, p.ChangedAt = tx.Now(), tx.Now()
	return p, database.Insert(tx, &p, "This proposal is known already.")
}

// A ProposalFilter limits a list of proposals; empty fields do not.
type ProposalFilter struct {
	Kind  string
	State access.State
}

// ListProposals returns a page of the proposals of a process.
func ListProposals(q database.Query, processID string, f ProposalFilter, p Page) ([]Proposal, string, error) {
	scope := q.Where(map[string]any{"process_id": processID})
	if f.Kind != "" {
		scope = scope.Where(map[string]any{"kind": f.Kind})
	}
	if f.State != "" {
		scope = scope.Where(map[string]any{"state": f.State})
	}
	return list(scope, p, "proposals", func(row Proposal) string { return row.ID })
}

// FindProposals returns those proposals of a process that ids name, by id.
func FindProposals(q database.Query, processID string, ids []string) (map[string]Proposal, error) {
	rows, err := database.Many[Proposal](q.Where(map[string]any{"process_id": processID}).Where("id IN ?", ids), "proposals")
	byID := make(map[string]Proposal, len(rows))
	for _, row := range rows {
		byID[row.ID] = row
	}
	return byID, err
}

// CountProposals counts the published proposals of a process, and those among
// them whose cost nobody has set.
func CountProposals(q database.Query, processID string) (published, uncosted int, err error) {
	scope := func() *gorm.DB {
		return q.Where(map[string]any{"process_id": processID, "state": access.Published})
	}
	if published, err = database.Count[Proposal](scope(), "proposals"); err != nil {
		return 0, 0, err
	}
	uncosted, err = database.Count[Proposal](scope().Where("cost = ?", 0), "proposals")
	return published, uncosted, err
}

// ChangeProposal writes what an author may change. It returns Conflict if the
// proposal is no longer at the version that p was read at.
func ChangeProposal(tx *database.Tx, p Proposal) (Proposal, error) {
	if err := p.Check(); err != nil {
		return Proposal{}, err
	}
	return updateProposal(tx, p, map[string]any{
		"title": p.Title, "text": p.Text, "minutes": p.Minutes, "symbol": p.Symbol,
		"stands_for": p.StandsFor, "wish": p.Wish, "small_action": p.SmallAction,
	})
}

// CostProposal writes what a proposal takes, in minutes, and why.
func CostProposal(tx *database.Tx, p Proposal, minutes int, reason string) (Proposal, error) {
	if minutes < 1 || minutes > maxMinutes {
		return Proposal{}, fault.Field("minutes", "Between 1 and %d minutes, please.", maxMinutes)
	}
	p.Cost, p.CostReason = minutes, reason
	return updateProposal(tx, p, map[string]any{"cost": minutes, "cost_reason": reason})
}

// WithdrawProposal takes a proposal back; it stays to be read, with the reason.
func WithdrawProposal(tx *database.Tx, p Proposal, reason string) (Proposal, error) {
	p.State, p.StateReason = access.Withdrawn, reason
	return updateProposal(tx, p, map[string]any{"state": p.State, "state_reason": reason})
}

func updateProposal(tx *database.Tx, p Proposal, columns map[string]any) (Proposal, error) {
	scope := tx.Model(&Proposal{}).Where(map[string]any{"process_id": p.ProcessID, "id": p.ID, "version": p.Version})
	p.Version++
	p.ChangedAt = tx.Now()
	columns["version"], columns["changed_at"] = p.Version, p.ChangedAt
	n, err := database.Change(scope, columns)
	if err == nil && n == 0 {
		return Proposal{}, Stale("proposal")
	}
	return p, err
}

// Stale is the fault of writing over what somebody else changed meanwhile.
func Stale(what string) *fault.Error {
	return fault.New(fault.Conflict,
		"Somebody changed this %s while you wrote. Yours is kept in the form; read theirs and send yours again.", what)
}
