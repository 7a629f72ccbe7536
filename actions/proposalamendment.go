package actions

import (
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// A ProposalAmendment is other words for a proposal that a member suggests.
type ProposalAmendment struct {
	ID          string        `json:"id"`
	Words       ProposalText  `json:"words"`
	Reason      string        `json:"reason"`
	Author      Author        `json:"author"`
	State       access.State  `json:"state" enum:"open,accepted,declined,withdrawn"`
	StateReason string        `json:"state_reason"`
	DecidedBy   string        `json:"decided_by"`
	Outdated    bool          `json:"outdated" doc:"The proposal has other words since it was written"`
	CreatedAt   time.Time     `json:"created_at"`
	Can         []access.Verb `json:"can"`
}

// NewProposalAmendment is the input of AmendProposal.
type NewProposalAmendment struct {
	AtProposal
	Body struct {
		ProposalText
		Reason  string `json:"reason" minLength:"1" maxLength:"1000" doc:"Why; everybody can read it"`
		Wording int    `json:"wording" minimum:"1" doc:"The wording that was read"`
	}
}

// AmendProposal suggests other words to the authors of a proposal.
var AmendProposal = Write[NewProposalAmendment, models.Proposal, List[ProposalAmendment]]{
	Verb: access.ProposalAmend,
	Find: atProposal[NewProposalAmendment],
	Do: func(c *Call, in NewProposalAmendment, p models.Proposal) (List[ProposalAmendment], error) {
		words, err := in.Body.complete()
		if err == nil {
			err = c.mayMove(p, words)
		}
		if err != nil {
			return List[ProposalAmendment]{}, err
		}
		reason := text.Block(in.Body.Reason)
		switch {
		case !text.Readable(reason):
			return List[ProposalAmendment]{}, fault.Field("reason", "Say why: the authors decide by it.")
		case in.Body.Wording != p.Wording:
			return List[ProposalAmendment]{}, models.Stale("proposal")
		case words == p.Words:
			return List[ProposalAmendment]{}, fault.Field("text", "These are the words that stand there already.")
		}
		c.About("proposal", p.ID)
		if _, err := models.NewProposalAmendment(c.Tx, p, c.Member.ID, reason, words); err != nil {
			return List[ProposalAmendment]{}, err
		}
		coauthors, err := models.ListCoauthors(c.Query, p.ID)
		if err != nil {
			return List[ProposalAmendment]{}, err
		}
		if err := c.mailMember(p.ProcessID, amendmentMail(p.Title, c.proposalLink(p)), p.Authors(coauthors[p.ID])...); err != nil {
			return List[ProposalAmendment]{}, err
		}
		return c.proposalAmendments(p)
	},
}

// ListProposalAmendments shows what was suggested for a proposal, the newest first.
var ListProposalAmendments = Read[AtProposal, models.Proposal, List[ProposalAmendment]]{
	Verb: access.AmendmentList,
	Find: findProposal,
	Show: func(l *Look, _ AtProposal, p models.Proposal) (List[ProposalAmendment], error) {
		return l.proposalAmendments(p)
	},
}

func (l *Look) proposalAmendments(p models.Proposal) (List[ProposalAmendment], error) {
	rows, err := models.ListProposalAmendments(l.Query, p.ID)
	if err != nil {
		return List[ProposalAmendment]{}, err
	}
	coauthors, err := models.ListCoauthors(l.Query, p.ID)
	if err != nil {
		return List[ProposalAmendment]{}, err
	}
	var members []string
	for _, row := range rows {
		members = append(members, row.MemberID, row.DecidedBy)
	}
	names, err := models.Names(l.Query, p.ProcessID, members)
	if err != nil {
		return List[ProposalAmendment]{}, err
	}
	items := make([]ProposalAmendment, len(rows))
	for i, row := range rows {
		words, err := row.Words()
		if err != nil {
			return List[ProposalAmendment]{}, err
		}
		own := []string{row.MemberID}
		items[i] = ProposalAmendment{
			ID: row.ID, Words: textOf(words), Reason: row.Reason, Author: Author{DisplayName: names[row.MemberID], Me: l.among(own)},
			State: row.State, StateReason: row.StateReason, DecidedBy: names[row.DecidedBy],
			Outdated: row.State == access.Open && row.Wording != p.Wording, CreatedAt: row.CreatedAt,
			Can: append(l.can(row.State, p.Authors(coauthors[p.ID]), access.AmendmentAccept, access.AmendmentDecline),
				l.can(row.State, own, access.AmendmentWithdraw)...),
		}
	}
	return List[ProposalAmendment]{Items: items}, nil
}

// AtAmended names an amendment of a proposal.
type AtAmended struct {
	Amendment string `path:"amendment" maxLength:"60"`
	Body      struct {
		Reason string `json:"reason,omitempty" maxLength:"1000" doc:"Everybody can read it"`
	}
}

func findAmended(authors func(q database.Query, r models.ProposalAmendment) ([]string, error)) func(database.Query, AtAmended) (Found[models.ProposalAmendment], error) {
	return func(q database.Query, in AtAmended) (Found[models.ProposalAmendment], error) {
		found, err := inScope[models.ProposalAmendment](q, "amendment", in.Amendment)
		if err != nil {
			return found, err
		}
		found.State = found.Object.State
		found.Authors, err = authors(q, found.Object)
		return found, err
	}
}

// whoseProposal are the authors of what an amendment would change.
func whoseProposal(q database.Query, a models.ProposalAmendment) ([]string, error) {
	found, err := findProposal(q, AtProposal{Proposal: a.ProposalID})
	return found.Authors, err
}

func whoseAmendment(_ database.Query, a models.ProposalAmendment) ([]string, error) {
	return []string{a.MemberID}, nil
}

// AcceptAmendment gives a proposal the words that were suggested.
var AcceptAmendment = endAmendment(access.AmendmentAccept, whoseProposal)

// DeclineAmendment leaves a proposal as it is, and says why.
var DeclineAmendment = endAmendment(access.AmendmentDecline, whoseProposal)

// WithdrawAmendment takes one's own suggestion back.
var WithdrawAmendment = endAmendment(access.AmendmentWithdraw, whoseAmendment)

func endAmendment(
	verb access.Verb, whose func(database.Query, models.ProposalAmendment) ([]string, error),
) Write[AtAmended, models.ProposalAmendment, List[ProposalAmendment]] {
	return Write[AtAmended, models.ProposalAmendment, List[ProposalAmendment]]{
		Verb: verb,
		Find: findAmended(whose),
		Do: func(c *Call, in AtAmended, a models.ProposalAmendment) (List[ProposalAmendment], error) {
			found, err := findProposal(c.Query, AtProposal{Proposal: a.ProposalID})
			if err != nil {
				return List[ProposalAmendment]{}, err
			}
			reason := text.Block(in.Body.Reason)
			if verb == access.AmendmentDecline && !text.Readable(reason) {
				return List[ProposalAmendment]{}, fault.Field("reason", "Say why not: whoever suggested it can read it.")
			}
			c.About("proposal", a.ProposalID)
			c.Note("amendment %s", access.Leads(verb))
			p := found.Object
			if verb == access.AmendmentAccept {
				if p, err = c.takeWords(p, a); err != nil {
					return List[ProposalAmendment]{}, err
				}
			}
			if _, err := models.EndProposalAmendment(c.Tx, a, access.Leads(verb), c.Member.ID, reason); err != nil {
				return List[ProposalAmendment]{}, err
			}
			return c.proposalAmendments(p)
		},
	}
}

// takeWords gives a proposal the words of an amendment, under the name of whoever
// suggested them.
func (c *Call) takeWords(p models.Proposal, a models.ProposalAmendment) (models.Proposal, error) {
	verdict := access.Decide(access.Request{Verb: access.ProposalEdit, Role: c.Member.Role, State: p.State, Author: true})
	if err := refusal(verdict, access.ProposalEdit, c.Member.Role, "proposal", p.State); err != nil {
		return models.Proposal{}, err
	}
	if a.Wording != p.Wording {
		return models.Proposal{}, fault.New(fault.Conflict,
			"The proposal has other words since this was suggested. Ask whoever suggested it to look again, or write it yourself.")
	}
	words, err := a.Words()
	if err != nil {
		return models.Proposal{}, err
	}
	return models.ChangeWords(c.Tx, p, words, a.MemberID)
}
