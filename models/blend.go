package models

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// The kinds of blend.
const (
	BlendJoin  = "blend" // several become one
	BlendSplit = "split" // one becomes several
)

// The answers of authors to a blend.
const (
	ConsentWaiting = ""
	ConsentAgree   = "agree"
	ConsentRefuse  = "refuse"
)

// A Blend turns proposals into others, if those whose they are agree.
type Blend struct {
	ID        string `gorm:"primaryKey"`
	ProcessID string
	MemberID  string // who suggested it
	Kind      string
	Parts     string // the ids of the proposals, sorted
	Text      string // []Draft as JSON: what would come out
	Reason    string
	State     access.State // Open, Done, Declined or Withdrawn
	Told      bool
	CreatedAt time.Time
	EndedAt   *time.Time
}

// A Draft is a proposal that would come out of a blend.
type Draft struct {
	Kind  string `json:"kind"`
	Words Words  `json:"words"`
}

// A Consent is what an author of one of the proposals says to a blend.
type Consent struct {
	BlendID    string `gorm:"primaryKey"`
	ProposalID string `gorm:"primaryKey"`
	MemberID   string `gorm:"primaryKey"`
	Answer     string
	Reason     string

	Unable bool `gorm:"-"` // they only read now, and are not waited for
}

// A Lineage says that a proposal became another, or part of it.
type Lineage struct {
	ParentID string `gorm:"primaryKey"`
	ChildID  string `gorm:"primaryKey"`
}

// A Carry asks a member who supported what became part of a proposal whether they
// support that too.
type Carry struct {
	ProposalID string `gorm:"primaryKey"`
	MemberID   string `gorm:"primaryKey"`
	BlendID    string
}

// Scope is the process of a blend.
func (b Blend) Scope() string { return b.ProcessID }

// Drafts are what would come out.
func (b Blend) Drafts() (drafts []Draft, err error) {
	if err := json.Unmarshal([]byte(b.Text), &drafts); err != nil {
		return nil, fmt.Errorf("blend %s: %w", b.ID, err)
	}
	return drafts, nil
}

// MostOpenBlends is how many blends of one member may wait for answers: each one
// writes to all whose proposals it is about.
const MostOpenBlends = 5

// NewBlend stores what is suggested, and whom it asks. It returns Conflict if the
// same member suggested that already, or too much, and it is still open.
func NewBlend(tx *database.Tx, b Blend, drafts []Draft, asked []Consent) (Blend, error) {
	encoded, err := json.Marshal(drafts)
	if err != nil {
		return Blend{}, fmt.Errorf("encode drafts: %w", err)
	}
	if err := fewEnoughOpen(tx, b); err != nil {
		return Blend{}, err
	}
	b.ID, b.Parts, b.Text, b.State, b.CreatedAt = NewID(), partsOf(asked), string(encoded), access.Open, tx.Now()
	if err := database.Insert(tx, &b, "You have suggested this already, and it is still open. To suggest it anew, take that back first."); err != nil {
		return Blend{}, err
	}
	for i := range asked {
		asked[i].BlendID = b.ID
	}
	return b, database.Insert(tx, &asked, "Somebody is asked twice.")
}

func partsOf(asked []Consent) string {
	ids := make([]string, len(asked))
	for i, consent := range asked {
		ids[i] = consent.ProposalID
	}
	slices.Sort(ids)
	return strings.Join(slices.Compact(ids), ",")
}

// fewEnoughOpen counts the open blends of whoever suggests one, while no other of
// theirs can come in.
func fewEnoughOpen(tx *database.Tx, b Blend) error {
	if err := holdMember(tx, b.ProcessID, b.MemberID); err != nil {
		return err
	}
	open, err := database.Count[Blend](tx.Where(map[string]any{"process_id": b.ProcessID, "member_id": b.MemberID, "state": access.Open}), "blends")
	if err == nil && open >= MostOpenBlends {
		return fault.New(fault.Conflict,
			"%d of your suggestions still wait for answers, and that is the most. Take one of them back first, or wait until its authors have answered.", MostOpenBlends)
	}
	return err
}

// ListBlendsOf returns a page of the blends in which a proposal is part, the newest
// first, without what would come out of them. An empty state is any.
func ListBlendsOf(q database.Query, p Proposal, state access.State, page Page) ([]Blend, string, error) {
	of := q.Model(&Consent{}).Select("blend_id").Where(map[string]any{"proposal_id": p.ID})
	scope := q.Where(map[string]any{"process_id": p.ProcessID}).Where("id IN (?)", of).Omit("text")
	if state != "" {
		scope = scope.Where(map[string]any{"state": state})
	}
	page.Newest = true
	return list(scope, page, "blends", func(b Blend) string { return b.ID })
}

// A BlendLink names one part of an open blend.
type BlendLink struct {
	ID         string
	Kind       string
	ProposalID string
	Title      string
}

const blendsLinked = 20

// OpenBlendsOf returns the parts of the newest open blends in which a proposal is
// one, the newest blend first.
func OpenBlendsOf(q database.Query, p Proposal) ([]BlendLink, error) {
	of := q.Model(&Consent{}).Select("blend_id").Where(map[string]any{"proposal_id": p.ID})
	newest := q.Model(&Blend{}).Select("id").Where(map[string]any{"process_id": p.ProcessID, "state": access.Open}).
		Where("id IN (?)", of).Order("id DESC").Limit(blendsLinked)
	return database.Many[BlendLink](q.Model(&Blend{}).Distinct("blends.id, blends.kind, proposals.id AS proposal_id, proposals.title").
		Joins("JOIN consents ON consents.blend_id = blends.id").Joins("JOIN proposals ON proposals.id = consents.proposal_id").
		Where("blends.process_id = ? AND blends.id IN (?)", p.ProcessID, newest).
		Order("blends.id DESC, proposal_id"), "blends")
}

// ListConsents returns whom blends ask and what they said, by blend.
func ListConsents(q database.Query, blendIDs ...string) (map[string][]Consent, error) {
	rows, err := database.Many[Consent](q.Where("blend_id IN ?", blendIDs).Order("blend_id, proposal_id, member_id"), "consents")
	if err != nil {
		return nil, err
	}
	members := make([]string, len(rows))
	for i, row := range rows {
		members[i] = row.MemberID
	}
	unable, err := Observers(q, members...)
	byBlend := map[string][]Consent{}
	for _, row := range rows {
		row.Unable = row.Answer == ConsentWaiting && unable[row.MemberID]
		byBlend[row.BlendID] = append(byBlend[row.BlendID], row)
	}
	return byBlend, err
}

// HoldBlend keeps others from answering a blend, or ending it, until the end of the
// transaction: of those who agree at the same moment, the last one knows of all. It
// returns Closed if it has ended already.
func HoldBlend(tx *database.Tx, b Blend) error {
	scope := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where(map[string]any{"process_id": b.ProcessID, "id": b.ID})
	held, err := database.One[Blend](scope, "blend")
	if err == nil && held.State != access.Open {
		return ended()
	}
	return err
}

func ended() error { return fault.New(fault.Closed, "This was decided a moment ago.") }

// AnswerBlend writes what an author says to a blend, for all that is theirs. It
// returns Closed if the blend has ended already.
func AnswerBlend(tx *database.Tx, b Blend, memberID, answer, reason string) error {
	if err := HoldBlend(tx, b); err != nil {
		return err
	}
	_, err := database.Change(tx.Model(&Consent{}).Where(map[string]any{"blend_id": b.ID, "member_id": memberID}),
		map[string]any{"answer": answer, "reason": reason})
	return err
}

// HoldBlendsOf does the same with all open blends of which a proposal would be part.
func HoldBlendsOf(tx *database.Tx, proposalID string) ([]Blend, error) {
	return holdBlends(tx, tx.Model(&Consent{}).Select("blend_id").Where(map[string]any{"proposal_id": proposalID}))
}

// HoldBlendsAsking does the same with all open blends that ask a member.
func HoldBlendsAsking(tx *database.Tx, memberID string) ([]Blend, error) {
	return holdBlends(tx, tx.Model(&Consent{}).Select("blend_id").Where(map[string]any{"member_id": memberID}))
}

func holdBlends(tx *database.Tx, of *gorm.DB) ([]Blend, error) {
	scope := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where(map[string]any{"state": access.Open}).Where("id IN (?)", of)
	return database.Many[Blend](scope.Order("id"), "blends")
}

func holdBlendsOf(tx *database.Tx, proposalID string) ([]string, error) {
	rows, err := HoldBlendsOf(tx, proposalID)
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	return ids, err
}

// askToo asks a new author of a proposal about the blends of which it would be part.
func askToo(tx *database.Tx, proposalID, memberID string) error {
	blends, err := holdBlendsOf(tx, proposalID)
	if err != nil || len(blends) == 0 {
		return err
	}
	asked := make([]Consent, len(blends))
	for i, id := range blends {
		asked[i] = Consent{BlendID: id, ProposalID: proposalID, MemberID: memberID}
	}
	return database.Insert(tx, &asked, "They are asked already.")
}

// askNoMore asks somebody no more who is no author of a proposal any more.
func askNoMore(tx *database.Tx, proposalID, memberID string) error {
	blends, err := holdBlendsOf(tx, proposalID)
	if err != nil || len(blends) == 0 {
		return err
	}
	return tx.Where(map[string]any{"proposal_id": proposalID, "member_id": memberID}).Where("blend_id IN ?", blends).Delete(&Consent{}).Error
}

// Agreed returns the proposals whose authors have all agreed, but for those who
// cannot, sorted, and tells whether these are all. Where no author can agree, nobody
// has.
func Agreed(consents []Consent) (agreed []string, all bool) {
	answers := map[string][]string{}
	for _, c := range consents {
		if !c.Unable {
			answers[c.ProposalID] = append(answers[c.ProposalID], c.Answer)
		} else if answers[c.ProposalID] == nil {
			answers[c.ProposalID] = []string{}
		}
	}
	for id, given := range answers {
		if len(given) > 0 && !slices.ContainsFunc(given, func(answer string) bool { return answer != ConsentAgree }) {
			agreed = append(agreed, id)
		}
	}
	slices.Sort(agreed)
	return agreed, len(agreed) == len(answers)
}

// EndBlend ends a blend. It returns Closed if it has ended already.
func EndBlend(tx *database.Tx, b Blend, to access.State) (Blend, error) {
	b.State, b.EndedAt = to, instant(new(tx.Now()))
	scope := tx.Model(&Blend{}).Where(map[string]any{"process_id": b.ProcessID, "id": b.ID, "state": access.Open})
	n, err := database.Change(scope, map[string]any{"state": to, "ended_at": b.EndedAt})
	if err == nil && n == 0 {
		return Blend{}, ended()
	}
	return b, err
}

// TellBlend notes that those concerned are told, and tells whether they were not
// before.
func TellBlend(tx *database.Tx, b Blend) (bool, error) {
	n, err := database.Change(tx.Model(&Blend{}).Where(map[string]any{"process_id": b.ProcessID, "id": b.ID, "told": false}), map[string]any{"told": true})
	return n > 0, err
}

// Descend joins proposals to what they became: one family, whatever families they
// came from. The parents were moved in this transaction, so that their families are
// now what they stay.
func Descend(tx *database.Tx, processID string, parents, children []Proposal) error {
	family := children[0].ID
	families, err := familiesOf(tx, processID, parents)
	if err != nil {
		return err
	}
	var ids []string
	var lines []Lineage
	for _, parent := range parents {
		ids = append(ids, parent.ID)
		for _, child := range children {
			lines = append(lines, Lineage{ParentID: parent.ID, ChildID: child.ID})
		}
	}
	for _, child := range children {
		ids = append(ids, child.ID)
	}
	if err := database.Insert(tx, &lines, "These are joined already."); err != nil {
		return err
	}
	_, err = database.Change(tx.Model(&Proposal{}).Where(map[string]any{"process_id": processID}).Where("id IN ? OR family IN ?", ids, families),
		map[string]any{"family": family})
	return err
}

// familiesOf are the families of proposals as they are now: another blend may have
// renamed them since the proposals were read.
func familiesOf(tx *database.Tx, processID string, proposals []Proposal) ([]string, error) {
	ids := make([]string, len(proposals))
	for i, p := range proposals {
		ids[i] = p.ID
	}
	now, err := FindTitles(tx.Query, processID, ids)
	var families []string
	for _, p := range now {
		if p.Family != "" {
			families = append(families, p.Family)
		}
	}
	return families, err
}

// FamilyOf returns all proposals that are joined to one by what became of them, and
// the lines between them, the oldest first.
func FamilyOf(q database.Query, p Proposal) ([]Proposal, []Lineage, error) {
	if p.Family == "" {
		return nil, nil, nil
	}
	scope := inLists(q.Where(map[string]any{"process_id": p.ProcessID, "family": p.Family}))
	rows, err := database.Many[Proposal](scope.Order("id").Limit(MaxPage), "proposals")
	if err != nil {
		return nil, nil, err
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	lines, err := database.Many[Lineage](q.Where("child_id IN ?", ids).Order("parent_id, child_id"), "lines")
	return rows, lines, err
}

// AskToCarry asks those who supported parents whether they support the children.
// Whoever supports a child already is not asked.
func AskToCarry(tx *database.Tx, blendID string, parentIDs []string, children []Proposal) error {
	supporters, err := database.Many[Support](tx.Where("proposal_id IN ?", parentIDs).Order("member_id, proposal_id"), "supporters")
	if err != nil {
		return err
	}
	var carries []Carry
	for _, child := range children {
		for i, s := range supporters {
			if i == 0 || supporters[i-1].MemberID != s.MemberID {
				carries = append(carries, Carry{ProposalID: child.ID, MemberID: s.MemberID, BlendID: blendID})
			}
		}
	}
	if len(carries) == 0 {
		return nil
	}
	return tx.Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(&carries, insertBatch).Error
}

// ListCarries returns what a member is asked to support too.
func ListCarries(q database.Query, memberID string) ([]Carry, error) {
	return database.Many[Carry](q.Where(map[string]any{"member_id": memberID}).Order("proposal_id").Limit(MaxPage), "proposals")
}

// IsAsked tells whether a member is asked to support a proposal too.
func IsAsked(q database.Query, p Proposal, memberID string) (bool, error) {
	n, err := database.Count[Carry](q.Where(map[string]any{"proposal_id": p.ID, "member_id": memberID}), "proposals")
	return n > 0, err
}

// DropCarry forgets that a member was asked.
func DropCarry(tx *database.Tx, p Proposal, memberID string) error {
	return tx.Where(map[string]any{"proposal_id": p.ID, "member_id": memberID}).Delete(&Carry{}).Error
}

// ListCarryEmails returns the addresses of those whom a blend asks.
func ListCarryEmails(q database.Query, blendID string) ([]string, error) {
	asked := q.Model(&Carry{}).Select("member_id").Where(map[string]any{"blend_id": blendID})
	return emailsOf(q, q.Model(&Member{}).Where("id IN (?)", asked))
}

// ListEmailsOf returns the addresses of members of a process.
func ListEmailsOf(q database.Query, processID string, memberIDs []string) ([]string, error) {
	return emailsOf(q, q.Model(&Member{}).Where(map[string]any{"process_id": processID}).Where("id IN ?", memberIDs))
}
