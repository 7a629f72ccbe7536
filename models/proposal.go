package models

import (
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
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
	MemberID  string // who began it; others may have joined
	Kind      string
	Words     `gorm:"embedded"`
	Excerpt   string // one line of the text

	Cost        int   // minutes, set by organisers; 0 if not yet
	Money       int64 // likewise, in the smallest unit of the process's currency; 0 if none
	CostReason  string
	State       access.State
	StateReason string
	Needed      string // what would have to change, by the review
	Answer      string // of its authors to the review
	Successor   string // another proposal that its authors point to
	Supporters  int    // members who support it
	Seen        int    // members who have read it
	Family      string // of all that came of each other by blending; empty if it stands alone

	Alternatives string // the group of which a round chooses at most one; empty if it stands alone

	Wording   int // the number of its present words; 0 while it is private
	Version   int
	CreatedAt time.Time
	ChangedAt time.Time
}

// ExcerptLength is how much of a text stands in a list, in signs.
const ExcerptLength = 160

// Check returns Invalid, naming the field, for a proposal that says too little.
func (p Proposal) Check() error { return p.check(p.Kind) }

// eligible are the states in which a proposal may stand in a round. A small group
// needs no review: what was put forward may, unless somebody declined it.
var eligible = []access.State{access.Published, access.Accepted, access.InRound, access.OnAgenda, access.Done}

// reviewable are the states of proposals that stand in the table of a review; those
// in a round stand still there.
var reviewable = []access.State{access.Published, access.InReview, access.Accepted, access.Declined, access.InRound}

// Eligible tells whether the proposal may stand in a round.
func (p Proposal) Eligible() bool { return slices.Contains(eligible, p.State) }

// TagList are the tags, in their order.
func (w Words) TagList() []string {
	if w.Tags == "" {
		return []string{}
	}
	return strings.Split(w.Tags, ",")
}

// NewProposal stores a proposal that everybody can read.
func NewProposal(tx *database.Tx, p Proposal) (Proposal, error) {
	if err := p.Check(); err != nil {
		return Proposal{}, err
	}
	p.State, p.Wording = access.Published, 1
	p, err := insertProposal(tx, p)
	if err != nil {
		return Proposal{}, err
	}
	return p, keepWords(tx, p, p.MemberID)
}

// NewDraft stores a proposal that only its authors can read; it may say little yet.
func NewDraft(tx *database.Tx, p Proposal) (Proposal, error) {
	if p.Kind != AgendaItem && p.Kind != SymbolicChange {
		return Proposal{}, fault.Field("kind", "A proposal is an agenda item or a symbolic change.")
	}
	p.State = access.Private
	return insertProposal(tx, p)
}

func insertProposal(tx *database.Tx, p Proposal) (Proposal, error) {
	p.ID, p.Version, p.Excerpt = NewID(), 1, text.Excerpt(p.Text, ExcerptLength)
	p.CreatedAt, p.ChangedAt = tx.Now(), tx.Now()
	if err := database.Insert(tx, &p, "This proposal is known already."); err != nil {
		return Proposal{}, err
	}
	return p, indexProposal(tx, p)
}

// SaveDraft writes what its author has so far. It returns Conflict if the draft is
// no longer at the version that p was read at.
func SaveDraft(tx *database.Tx, p Proposal, w Words) (Proposal, error) {
	p.Words = w
	columns := w.columns()
	p.Excerpt = text.Excerpt(w.Text, ExcerptLength)
	columns["kind"], columns["excerpt"] = p.Kind, p.Excerpt
	return updateProposal(tx, p, columns)
}

// DiscardDraft removes a proposal that nobody else has read. It returns Conflict if
// another of its authors has put it forward or discarded it meanwhile.
func DiscardDraft(tx *database.Tx, p Proposal) error {
	gone := tx.Where(map[string]any{"process_id": p.ProcessID, "id": p.ID, "state": access.Private}).Delete(&Proposal{})
	if gone.Error == nil && gone.RowsAffected == 0 {
		return fault.New(fault.Conflict, "Another author put this forward or discarded it a moment ago. Look again.")
	}
	return gone.Error
}

// PublishDraft lets everybody read a draft.
func PublishDraft(tx *database.Tx, p Proposal, memberID string) (Proposal, error) {
	if err := p.Check(); err != nil {
		return Proposal{}, err
	}
	p.State, p.Wording, p.CreatedAt = access.Published, 1, tx.Now()
	p, err := updateProposal(tx, p, map[string]any{"state": p.State, "wording": p.Wording, "created_at": p.CreatedAt})
	if err != nil {
		return Proposal{}, err
	}
	return p, keepWords(tx, p, memberID)
}

// ChangeWords gives a proposal other words; what it said before is kept. It returns
// Conflict if the proposal is no longer at the version that p was read at.
func ChangeWords(tx *database.Tx, p Proposal, w Words, memberID string) (Proposal, error) {
	p.Words = w
	if err := p.Check(); err != nil {
		return Proposal{}, err
	}
	p.State, p.Excerpt = access.Published, text.Excerpt(w.Text, ExcerptLength)
	p.Wording++
	columns := w.columns()
	columns["state"], columns["excerpt"], columns["wording"] = p.State, p.Excerpt, p.Wording
	p, err := updateProposal(tx, p, columns)
	if err != nil {
		return Proposal{}, err
	}
	return p, keepWords(tx, p, memberID)
}

// A ProposalFilter limits a list of proposals; empty fields do not.
type ProposalFilter struct {
	Kind  string
	State access.State // those that only their authors see are listed for Mine
	Tag   string       // folded
	Mine  string       // member id of the author

	Eligible   bool // for a round
	Reviewable bool // or frozen in a round after a review
}

func (f ProposalFilter) of(q database.Query, processID string) *gorm.DB {
	scope := q.Where(map[string]any{"process_id": processID})
	if f.Kind != "" {
		scope = scope.Where(map[string]any{"kind": f.Kind})
	}
	if f.Mine != "" {
		scope = mine(q, scope, f.Mine)
	}
	if f.Tag != "" {
		scope = scope.Where("id IN (?)", q.Model(&Tag{}).Select("proposal_id").Where(map[string]any{"process_id": processID, "tag": f.Tag}))
	}
	switch {
	case f.State != "":
		return scope.Where(map[string]any{"state": f.State})
	case f.Eligible:
		return scope.Where("state IN ?", eligible)
	case f.Reviewable:
		return scope.Where("state IN ?", reviewable)
	}
	return scope.Where("state <> ?", access.Private)
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

// FindTitles does the same without the long texts.
func FindTitles(q database.Query, processID string, ids []string) (map[string]Proposal, error) {
	q.DB = inLists(q.DB)
	return FindProposals(q, processID, ids)
}

// HoldProposals finds them with all that they say, and keeps them as they are until the end of the
// transaction.
func HoldProposals(tx *database.Tx, processID string, ids []string) (map[string]Proposal, error) {
	q := tx.Query
	q.DB = q.Clauses(clause.Locking{Strength: "UPDATE"}).Order("id")
	return FindProposals(q, processID, ids)
}

// MoveProposals brings those proposals of a process that are in one of some states
// to another: what happens to a round or an agenda happens to what stands in it.
func MoveProposals(tx *database.Tx, processID string, ids []string, from []access.State, to access.State, reason string) error {
	_, err := database.Change(
		tx.Model(&Proposal{}).Where(map[string]any{"process_id": processID}).Where("id IN ? AND state IN ?", ids, from),
		map[string]any{"state": to, "state_reason": reason, "version": gorm.Expr("version + 1"), "changed_at": tx.Now()})
	return err
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
	if err != nil {
		return Proposal{}, err
	}
	return p, reindexProposal(tx, p)
}

// Stale is the fault of writing over what somebody else changed meanwhile.
func Stale(what string) *fault.Error {
	return fault.New(fault.Conflict,
		"Somebody changed this %s while you wrote. Yours is kept in the form; read theirs and send yours again.", what)
}
