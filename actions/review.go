package actions

import (
	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// NewCost is the input of CostProposal.
type NewCost struct {
	AtProposal
	Body struct {
		Minutes int    `json:"minutes" minimum:"1" maximum:"1440"`
		Reason  string `json:"reason,omitempty" maxLength:"1000" doc:"Why it takes that long; everybody can read it"`
		Version int    `json:"version" minimum:"1" doc:"The version that was read"`
	}
}

// CostProposal sets what a proposal takes, in minutes of the meeting.
var CostProposal = Write[NewCost, models.Proposal, Proposal]{
	Verb: access.ProposalCost,
	Find: atProposal[NewCost],
	Do: func(c *Call, in NewCost, p models.Proposal) (Proposal, error) {
		p.Version = in.Body.Version
		c.About("proposal", p.ID)
		c.Note("%d minutes", in.Body.Minutes)
		costed, err := models.CostProposal(c.Tx, p, in.Body.Minutes, text.Block(in.Body.Reason))
		if err != nil {
			return Proposal{}, err
		}
		return c.whole(costed)
	},
}

// Finding is the input of a review.
type Finding struct {
	AtProposal
	Body struct {
		Reason  string `json:"reason,omitempty" maxLength:"1000" doc:"Everybody can read it"`
		Needed  string `json:"needed,omitempty" maxLength:"1000" doc:"What would have to change"`
		Version int    `json:"version" minimum:"1" doc:"The version that was read"`
	}
}

// ReviewProposal takes a proposal into review: its text stands still meanwhile.
var ReviewProposal = find(access.ProposalReview)

// AcceptProposal says that a proposal may stand in a round.
var AcceptProposal = find(access.ProposalAccept)

// DeclineProposal says that a proposal may not stand in a round as it is, and why.
var DeclineProposal = find(access.ProposalDecline)

func find(verb access.Verb) Write[Finding, models.Proposal, Proposal] {
	return Write[Finding, models.Proposal, Proposal]{
		Verb: verb,
		Find: atProposal[Finding],
		Do: func(c *Call, in Finding, p models.Proposal) (Proposal, error) {
			reason := text.Block(in.Body.Reason)
			if verb == access.ProposalDecline && !text.Readable(reason) {
				return Proposal{}, fault.Field("reason", "Say why: its authors and everybody else can read it.")
			}
			p.Version, p.Needed = in.Body.Version, text.Block(in.Body.Needed)
			c.About("proposal", p.ID)
			c.Note("%s", access.Leads(verb))
			p, err := models.MoveProposal(c.Tx, p, access.Leads(verb), reason)
			if err != nil {
				return Proposal{}, err
			}
			return c.whole(p)
		},
	}
}

// NewAnswer is the input of AnswerReview.
type NewAnswer struct {
	AtProposal
	Body struct {
		Text    string `json:"text" maxLength:"2000" doc:"Everybody can read it"`
		Version int    `json:"version" minimum:"1" doc:"The version that was read"`
	}
}

// AnswerReview lets authors answer what a review found.
var AnswerReview = Write[NewAnswer, models.Proposal, Proposal]{
	Verb: access.ProposalAnswer,
	Find: atProposal[NewAnswer],
	Do: func(c *Call, in NewAnswer, p models.Proposal) (Proposal, error) {
		p.Version, p.Answer = in.Body.Version, text.Block(in.Body.Text)
		c.About("proposal", p.ID)
		p, err := models.MoveProposal(c.Tx, p, p.State, p.StateReason)
		if err != nil {
			return Proposal{}, err
		}
		return c.whole(p)
	},
}
