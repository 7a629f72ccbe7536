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
		Money   *int64 `json:"money,omitempty" minimum:"0" maximum:"1000000000000" doc:"In the smallest unit of the process's currency; what it was if nothing is said"`
		Reason  string `json:"reason,omitempty" maxLength:"1000" doc:"Why it takes that much; everybody can read it"`
		Version int    `json:"version" minimum:"1" doc:"The version that was read"`
	}
}

// CostProposal sets what a proposal takes, in minutes of the meeting and in money.
var CostProposal = Write[NewCost, models.Proposal, Proposal]{
	Verb: access.ProposalCost,
	Find: atProposal[NewCost],
	Do: func(c *Call, in NewCost, p models.Proposal) (Proposal, error) {
		before, money := p, p.Money
		if in.Body.Money != nil {
			money = *in.Body.Money
		}
		p.Version = in.Body.Version
		c.About("proposal", p.ID)
		c.Note("%d minutes", in.Body.Minutes)
		if err := c.holdMoney(p.ProcessID, money); err != nil {
			return Proposal{}, err
		}
		costed, err := models.CostProposal(c.Tx, p, in.Body.Minutes, money, text.Block(in.Body.Reason))
		if err != nil {
			return Proposal{}, err
		}
		return c.reviewed(before, costed)
	},
}

// holdMoney keeps the currency as it is while amounts in it are written.
func (c *Call) holdMoney(process string, most int64) error {
	if most == 0 {
		return nil
	}
	return models.HoldCurrency(c.Tx, process, "SHARE")
}

// reviewed tells the authors of a proposal what was found, and shows it.
func (c *Call) reviewed(before, now models.Proposal) (Proposal, error) {
	process, err := models.FindProcess(c.Query, now.ProcessID)
	if err == nil {
		err = c.tellAuthors(process, []finding{{before, now}})
	}
	if err != nil {
		return Proposal{}, err
	}
	return c.whole(now)
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
var ReviewProposal = reviewing(access.ProposalReview)

// AcceptProposal says that a proposal may stand in a round.
var AcceptProposal = reviewing(access.ProposalAccept)

// DeclineProposal says that a proposal may not stand in a round as it is, and why.
var DeclineProposal = reviewing(access.ProposalDecline)

// ReopenProposal puts a proposal back, as if nobody had reviewed it.
var ReopenProposal = reviewing(access.ProposalReopen)

func reviewing(verb access.Verb) Write[Finding, models.Proposal, Proposal] {
	return Write[Finding, models.Proposal, Proposal]{
		Verb: verb,
		Find: atProposal[Finding],
		Do: func(c *Call, in Finding, p models.Proposal) (Proposal, error) {
			before, review := p, p.Review()
			review.State, review.StateReason, review.Needed = access.Leads(verb), text.Block(in.Body.Reason), text.Block(in.Body.Needed)
			p.Version = in.Body.Version
			c.About("proposal", p.ID)
			c.Note("%s", review.State)
			p, err := models.ReviewProposal(c.Tx, p, review)
			if fault.FieldOf(err) == "state_reason" {
				err = fault.Field("reason", "Say why: its authors and everybody else can read it.")
			}
			if err != nil {
				return Proposal{}, err
			}
			return c.reviewed(before, p)
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

// AnswerReview lets authors answer what a review found. Nobody is told by a letter:
// reviewers see it in their table.
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

func moneyOf(p models.Process) (Measure, error) {
	scale, err := models.MoneyScale(p.Currency)
	return Measure{Unit: p.Currency, Scale: scale}, err
}

// NewMoney is the input of ChangeMoney.
type NewMoney struct {
	At
	Body struct {
		Currency string `json:"currency" pattern:"^[A-Z]{3}$" patternDescription:"a currency as ISO 4217 has it, such as EUR"`
	}
}

// ChangeMoney chooses in which currency a process says what proposals would cost.
var ChangeMoney = Write[NewMoney, models.Process, Process]{
	Verb: access.ProcessMoney,
	Find: inProcess[NewMoney],
	Do: func(c *Call, in NewMoney, p models.Process) (Process, error) {
		c.About("process", p.ID)
		c.Note("%s", in.Body.Currency)
		p, err := models.ChangeCurrency(c.Tx, p, in.Body.Currency)
		if err != nil {
			return Process{}, err
		}
		return c.process(p)
	},
}
