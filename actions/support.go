package actions

import (
	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/models"
)

// A Reaction is a word that members say about a proposal. It is no vote.
type Reaction struct {
	Kind  string `json:"kind" enum:"thanks,curious,moved"`
	Count int    `json:"count"`
	Mine  bool   `json:"mine"`
}

func reactions(facts models.ProposalFacts) []Reaction {
	return []Reaction{
		{Kind: models.ReactThanks, Count: facts.Thanks, Mine: facts.MyThanks > 0},
		{Kind: models.ReactCurious, Count: facts.Curious, Mine: facts.MyCurious > 0},
		{Kind: models.ReactMoved, Count: facts.Moved, Mine: facts.MyMoved > 0},
	}
}

// NewSupport is the input of SupportProposal.
type NewSupport struct {
	AtProposal
	Body struct {
		Support bool `json:"support" doc:"Support it, or no longer"`
	}
}

// SupportProposal says that a member wants a proposal to be talked about, or no
// longer. Said twice, it counts once.
var SupportProposal = Write[NewSupport, models.Proposal, Proposal]{
	Verb: access.ProposalSupport,
	Find: atProposal[NewSupport],
	Do: func(c *Call, in NewSupport, p models.Proposal) (Proposal, error) {
		c.About("proposal", p.ID)
		if err := models.SupportProposal(c.Tx, p, c.Member.ID, in.Body.Support); err != nil {
			return Proposal{}, err
		}
		return c.again(p)
	},
}

// again shows a proposal as it is now.
func (c *Call) again(p models.Proposal) (Proposal, error) {
	found, err := models.FindProposals(c.Query, p.ProcessID, []string{p.ID})
	if err != nil {
		return Proposal{}, err
	}
	return c.whole(found[p.ID])
}

// NewReaction is the input of ReactToProposal.
type NewReaction struct {
	AtProposal
	Body struct {
		Kind string `json:"kind" enum:"thanks,curious,moved"`
		On   bool   `json:"on" doc:"Say it, or take it back"`
	}
}

// ReactToProposal says a word about a proposal, or takes it back. It counts for
// nothing.
var ReactToProposal = Write[NewReaction, models.Proposal, Proposal]{
	Verb: access.ProposalReact,
	Find: atProposal[NewReaction],
	Do: func(c *Call, in NewReaction, p models.Proposal) (Proposal, error) {
		c.About("proposal", p.ID)
		if err := models.React(c.Tx, p, c.Member.ID, in.Body.Kind, in.Body.On); err != nil {
			return Proposal{}, err
		}
		return c.whole(p)
	},
}

// SeeProposal notes that a member has read a proposal, so that those which few have
// read can be shown first. It leaves no entry: what people read is nobody's
// business.
var SeeProposal = Write[AtProposal, models.Proposal, Accepted]{
	Verb:   access.ProposalSee,
	Find:   findProposal,
	Secret: true,
	Do: func(c *Call, _ AtProposal, p models.Proposal) (Accepted, error) {
		return Accepted{}, models.SeeProposal(c.Tx, p, c.Member.ID)
	},
}
