package actions

import (
	"errors"
	"fmt"
	"slices"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/events"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// NewBlend is the input of SuggestBlend.
type NewBlend struct {
	At
	Body struct {
		Proposals []string     `json:"proposals" minItems:"1" maxItems:"8" doc:"Those that become one; or the one that becomes several"`
		Drafts    []BlendDraft `json:"drafts" minItems:"1" maxItems:"5" doc:"The joint text; or the texts of those that it becomes"`
		Reason    string       `json:"reason" minLength:"1" maxLength:"1000" doc:"Why; everybody can read it"`
	}
}

// A BlendDraft is a proposal that would come out of a blend.
type BlendDraft struct {
	Kind string `json:"kind" enum:"agenda_item,symbolic_change"`
	ProposalText
}

// SuggestBlend suggests that proposals become one, or that one becomes several.
// Those whose they are are asked; nothing happens without them.
var SuggestBlend = Write[NewBlend, models.Process, Blend]{
	Verb: access.BlendSuggest,
	Find: inProcess[NewBlend],
	Do: func(c *Call, in NewBlend, p models.Process) (Blend, error) {
		kind, err := in.kind()
		if err != nil {
			return Blend{}, err
		}
		reason := text.Block(in.Body.Reason)
		if !text.Readable(reason) {
			return Blend{}, fault.Field("reason", "Say why: the authors decide by it.")
		}
		drafts, err := in.drafts(p)
		if err != nil {
			return Blend{}, err
		}
		asked, err := c.askedFor(p, in.Body.Proposals)
		if err != nil {
			return Blend{}, err
		}
		blend, err := models.NewBlend(c.Tx, models.Blend{ProcessID: p.ID, MemberID: c.Member.ID, Kind: kind, Reason: reason}, drafts, asked)
		if err != nil {
			return Blend{}, err
		}
		c.About("blend", blend.ID)
		c.Note("%s of %d", kind, len(in.Body.Proposals))
		if blend, err = c.agreeOneself(blend, asked); err != nil {
			return Blend{}, err
		}
		return c.blend(blend)
	},
}

func (in NewBlend) kind() (string, error) {
	switch {
	case len(in.Body.Proposals) > 1 && len(in.Body.Drafts) == 1:
		return models.BlendJoin, nil
	case len(in.Body.Proposals) == 1 && len(in.Body.Drafts) > 1:
		return models.BlendSplit, nil
	default:
		return "", fault.Field("drafts", "Several proposals become one, or one becomes several.")
	}
}

func (in NewBlend) drafts(p models.Process) ([]models.Draft, error) {
	drafts := make([]models.Draft, len(in.Body.Drafts))
	for i, d := range in.Body.Drafts {
		words, err := d.complete()
		if err == nil {
			err = models.Proposal{Kind: d.Kind, Words: words}.Check()
		}
		if err == nil {
			err = mayBePlaced(p, words)
		}
		if err != nil {
			return nil, within(fmt.Sprintf("drafts[%d]", i), err)
		}
		drafts[i] = models.Draft{Kind: d.Kind, Words: words}
	}
	return drafts, nil
}

// within says in which part of the input a field stands.
func within(part string, err error) error {
	var f *fault.Error
	if errors.As(err, &f) && f.Field != "" {
		return fault.Field(part+"."+f.Field, "%s", f.Message)
	}
	return err
}

// askedFor are the authors of proposals that may be part of a blend.
func (c *Call) askedFor(p models.Process, ids []string) ([]models.Consent, error) {
	proposals, err := models.FindProposals(c.Query, p.ID, ids)
	if err != nil {
		return nil, err
	}
	coauthors, err := models.ListCoauthors(c.Query, ids...)
	if err != nil {
		return nil, err
	}
	observers, err := c.observersAmong(ids, proposals, coauthors)
	if err != nil {
		return nil, err
	}
	var asked []models.Consent
	for i, id := range ids {
		field := fmt.Sprintf("proposals[%d]", i)
		proposal, known := proposals[id]
		switch {
		case !known || proposal.State == access.Private:
			return nil, fault.Field(field, "There is no such proposal in this process.")
		case slices.Contains(ids[:i], id):
			return nil, fault.Field(field, "“%s” stands here twice.", proposal.Title)
		case !mayBlend(proposal):
			return nil, fault.Field(field, "“%s” cannot become part of another now.", proposal.Title)
		}
		able := false
		for _, member := range proposal.Authors(coauthors[id]) {
			asked = append(asked, models.Consent{ProposalID: id, MemberID: member, Unable: observers[member]})
			able = able || !observers[member]
		}
		if !able {
			return nil, fault.Field(field, "Nobody can agree for “%s” now: its authors only read here.", proposal.Title)
		}
	}
	return asked, nil
}

// observersAmong are the authors of proposals who only read, and cannot agree.
func (c *Call) observersAmong(ids []string, proposals map[string]models.Proposal, coauthors map[string][]models.Coauthor) (map[string]bool, error) {
	var authors []string
	for _, id := range ids {
		authors = append(authors, proposals[id].Authors(coauthors[id])...)
	}
	return models.Observers(c.Query, authors...)
}

// mayBlend tells whether a proposal may become part of another as it stands.
func mayBlend(p models.Proposal) bool {
	return access.Decide(access.Request{Verb: access.ProposalBlend, Role: access.Participant, State: p.State}) == access.Allowed
}

// agreeOneself takes the agreement of whoever suggests, and asks the others.
func (c *Call) agreeOneself(b models.Blend, asked []models.Consent) (models.Blend, error) {
	var others []string
	mine := false
	for _, a := range asked {
		switch {
		case a.MemberID == c.Member.ID:
			mine = true
		case !a.Unable:
			others = append(others, a.MemberID)
		}
	}
	if err := c.mailMember(b.ProcessID, blendMail(b.Reason, c.blendLink(b)), others...); err != nil {
		return models.Blend{}, err
	}
	if !mine {
		return b, nil
	}
	if err := models.AnswerBlend(c.Tx, b, c.Member.ID, models.ConsentAgree, ""); err != nil {
		return models.Blend{}, err
	}
	return c.settle(b)
}

func (c *Call) blendLink(b models.Blend) string {
	return fmt.Sprintf("%s/processes/%s/blends/%s", c.Service.BaseURL, b.ProcessID, b.ID)
}

// AtBlend names a blend.
type AtBlend struct {
	Blend string `path:"blend" maxLength:"60"`
}

func findBlend(q database.Query, at AtBlend) (Found[models.Blend], error) {
	found, err := inScope[models.Blend](q, "blend", at.Blend)
	found.State, found.Authors = found.Object.State, []string{found.Object.MemberID}
	return found, err
}

// BlendAnswer is the input of AnswerBlend.
type BlendAnswer struct {
	AtBlend
	Body struct {
		Agree  bool   `json:"agree"`
		Reason string `json:"reason,omitempty" maxLength:"1000" doc:"Everybody can read it"`
	}
}

// AnswerBlend says whether one's own proposal becomes part of something new.
var AnswerBlend = Write[BlendAnswer, models.Blend, Blend]{
	Verb: access.BlendAnswer,
	Find: func(q database.Query, in BlendAnswer) (Found[models.Blend], error) {
		found, err := findBlend(q, in.AtBlend)
		if err != nil {
			return found, err
		}
		consents, err := models.ListConsents(q, found.Object.ID)
		found.Authors = nil
		for _, consent := range consents[found.Object.ID] {
			found.Authors = append(found.Authors, consent.MemberID)
		}
		return found, err
	},
	Do: func(c *Call, in BlendAnswer, b models.Blend) (Blend, error) {
		answer := models.ConsentRefuse
		if in.Body.Agree {
			answer = models.ConsentAgree
		}
		c.About("blend", b.ID)
		c.Note("%s", answer)
		if err := models.AnswerBlend(c.Tx, b, c.Member.ID, answer, text.Block(in.Body.Reason)); err != nil {
			return Blend{}, err
		}
		b, err := c.settle(b)
		if err != nil {
			return Blend{}, err
		}
		return c.blend(b)
	},
}

// settle ends a blend to which everybody who can has agreed. Where somebody refused, or too
// few are left that could become part of another, whoever suggested it decides what
// becomes of it.
func (c *Call) settle(b models.Blend) (models.Blend, error) {
	consents, err := models.ListConsents(c.Query, b.ID)
	if err != nil {
		return models.Blend{}, err
	}
	if _, all := models.Agreed(consents[b.ID]); !all {
		return b, nil
	}
	parents, err := c.parentsOf(b, consents[b.ID])
	if err != nil || len(parents) < fewestParts[b.Kind] {
		return b, err
	}
	return c.finish(b, parents, consents[b.ID])
}

// settleAll does the same with blends that wait for somebody no more. They are held.
func (c *Call) settleAll(blends []models.Blend) error {
	for _, before := range blends {
		b, err := c.settle(before)
		if err != nil {
			return err
		}
		if b.State == before.State {
			continue
		}
		if err := c.enter(access.BlendFinish, "blend/"+b.ID, "the last who was waited for is asked no more"); err != nil {
			return err
		}
		process, event := b.ProcessID, events.Event{Kind: "blend", ID: b.ID}
		c.Tx.After(func() { c.Service.Bus.Publish(process, event) })
	}
	return nil
}

// fewestParts are how many proposals a blend of a kind needs.
var fewestParts = map[string]int{models.BlendJoin: 2, models.BlendSplit: 1}

// FinishBlend goes on with those who agreed, and leaves the others as they are.
var FinishBlend = Write[AtBlend, models.Blend, Blend]{
	Verb: access.BlendFinish,
	Find: findBlend,
	Do: func(c *Call, _ AtBlend, b models.Blend) (Blend, error) {
		c.About("blend", b.ID)
		if err := models.HoldBlend(c.Tx, b); err != nil {
			return Blend{}, err
		}
		consents, err := models.ListConsents(c.Query, b.ID)
		if err != nil {
			return Blend{}, err
		}
		parents, err := c.parentsOf(b, consents[b.ID])
		if err != nil {
			return Blend{}, err
		}
		if len(parents) < fewestParts[b.Kind] {
			return Blend{}, fault.New(fault.Conflict, "Not enough authors have agreed so far.")
		}
		if b, err = c.finish(b, parents, consents[b.ID]); err != nil {
			return Blend{}, err
		}
		return c.blend(b)
	},
}

// WithdrawBlend takes back what one suggested. If whoever did only reads now, an
// organiser does.
var WithdrawBlend = Write[AtBlend, models.Blend, Blend]{
	Verb: access.BlendWithdraw,
	Find: func(q database.Query, at AtBlend) (Found[models.Blend], error) {
		found, err := findBlend(q, at)
		if err != nil {
			return found, err
		}
		unable, err := models.Observers(q, found.Object.MemberID)
		if err != nil || !unable[found.Object.MemberID] {
			return found, err
		}
		found.Authors, err = models.ListOrganisers(q, found.Process)
		return found, err
	},
	Do: func(c *Call, _ AtBlend, b models.Blend) (Blend, error) {
		c.About("blend", b.ID)
		b, err := models.EndBlend(c.Tx, b, access.Leads(access.BlendWithdraw))
		if err != nil {
			return Blend{}, err
		}
		return c.blend(b)
	},
}

// finish makes what the authors agreed to. The originals stay, marked.
func (c *Call) finish(b models.Blend, parents []models.Proposal, consents []models.Consent) (models.Blend, error) {
	children, err := c.childrenOf(b, parents, consents)
	if err != nil {
		return models.Blend{}, err
	}
	var ids []string
	for _, parent := range parents {
		parent.Successor = children[0].ID
		if _, err := models.MoveProposal(c.Tx, parent, access.Leads(access.ProposalBlend), ""); err != nil {
			return models.Blend{}, err
		}
		ids = append(ids, parent.ID)
	}
	if b, err = models.EndBlend(c.Tx, b, access.Leads(access.BlendFinish)); err != nil {
		return models.Blend{}, err
	}
	return b, errors.Join(
		models.Descend(c.Tx, b.ProcessID, parents, children),
		models.AskToCarry(c.Tx, b.ID, ids, children),
		c.later(DeedTellBlend, b.ID, c.Now),
	)
}

// parentsOf are the proposals whose authors agreed, if they still may become part of
// another.
func (c *Call) parentsOf(b models.Blend, consents []models.Consent) ([]models.Proposal, error) {
	ids, _ := models.Agreed(consents)
	found, err := models.FindProposals(c.Query, b.ProcessID, ids)
	var parents []models.Proposal
	for _, id := range ids {
		if p := found[id]; mayBlend(p) {
			parents = append(parents, p)
		}
	}
	return parents, err
}

// childrenOf stores what comes out: it belongs to all whose proposals go on.
func (c *Call) childrenOf(b models.Blend, parents []models.Proposal, consents []models.Consent) ([]models.Proposal, error) {
	drafts, err := b.Drafts()
	if err != nil {
		return nil, err
	}
	var authors []string
	for _, consent := range consents {
		of := func(p models.Proposal) bool { return p.ID == consent.ProposalID }
		if slices.ContainsFunc(parents, of) && !slices.Contains(authors, consent.MemberID) && consent.MemberID != parents[0].MemberID {
			authors = append(authors, consent.MemberID)
		}
	}
	children := make([]models.Proposal, len(drafts))
	for i, draft := range drafts {
		child := models.Proposal{ProcessID: b.ProcessID, MemberID: parents[0].MemberID, Kind: draft.Kind, Words: draft.Words}
		if children[i], err = models.NewProposal(c.Tx, child); err != nil {
			return nil, err
		}
		for _, author := range authors {
			err := models.PutCoauthor(c.Tx, models.Coauthor{ProposalID: children[i].ID, MemberID: author, State: models.CoauthorAgreed}, "")
			if err != nil {
				return nil, err
			}
		}
	}
	return children, nil
}

// TellBlend writes to those who supported what became part of another, once.
var TellBlend = Write[AtBlend, models.Blend, Accepted]{
	Verb: access.BlendTell,
	Find: findBlend,
	Do: func(c *Call, _ AtBlend, b models.Blend) (Accepted, error) {
		c.About("blend", b.ID)
		told, err := models.TellBlend(c.Tx, b)
		if err != nil || !told {
			return Accepted{}, err
		}
		drafts, err := b.Drafts()
		if err != nil {
			return Accepted{}, err
		}
		emails, err := models.ListCarryEmails(c.Query, b.ID)
		if err != nil {
			return Accepted{}, err
		}
		return Accepted{}, c.mailTo(emails, blendedMail(drafts[0].Words.Title, c.blendLink(b)))
	},
}

// Carrying is the input of CarrySupport.
type Carrying struct {
	AtProposal
	Body struct {
		Support bool `json:"support" doc:"Support this too, or not"`
	}
}

// CarrySupport carries a member's support over to what their proposal became part
// of, or says that it does not go there.
var CarrySupport = Write[Carrying, models.Proposal, Proposal]{
	Verb: access.ProposalCarry,
	Find: atProposal[Carrying],
	Do: func(c *Call, in Carrying, p models.Proposal) (Proposal, error) {
		c.About("proposal", p.ID)
		if err := models.DropCarry(c.Tx, p, c.Member.ID); err != nil {
			return Proposal{}, err
		}
		if in.Body.Support {
			if err := models.SupportProposal(c.Tx, p, c.Member.ID, true); err != nil {
				return Proposal{}, err
			}
		}
		return c.again(p)
	},
}
