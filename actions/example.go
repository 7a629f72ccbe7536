package actions

import (
	"cmp"
	"strings"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
	"github.com/folkmoot/folkmoot/voting"
)

// MakeExample makes the example process: people, proposals of both kinds, a
// round that was decided with its published agenda, and a round that is open. It
// is made through the same steps as any other, and can be thrown away.
var MakeExample = Write[struct{}, struct{}, Home]{
	Verb: access.ProcessExample,
	Find: nothing[struct{}],
	Do: func(c *Call, _ struct{}, _ struct{}) (Home, error) {
		process, err := c.makeProcess(models.Process{
			Name: exampleName, Summary: exampleSummary, TimeZone: "Europe/Vienna", Places: true, Example: true,
		}, examplePurpose)
		if err != nil {
			return Home{}, err
		}
		made := example{Call: c, process: process}
		for _, step := range []func() error{made.invite, made.gather, made.propose, made.link, made.guide, made.talk, made.decide, made.openNext, made.datePhases} {
			if err := step(); err != nil {
				return Home{}, err
			}
		}
		c.About("process", process.ID)
		return c.home(process)
	},
}

// An example is the process while it is being made.
type example struct {
	*Call
	process   models.Process
	people    []models.Member
	proposals []models.Proposal
}

func (e *example) invite() error {
	for _, person := range examplePeople {
		account, err := models.EnsureAccount(e.Tx, person.email, person.name)
		if err != nil {
			return err
		}
		member, err := models.AddMember(e.Tx, e.process.ID, account.ID, person.role)
		if err != nil {
			return err
		}
		e.people = append(e.people, member)
	}
	return nil
}

func (e *example) propose() error {
	for i, p := range exampleProposals {
		author := e.people[i%len(e.people)].ID
		made, err := models.NewProposal(e.Tx, models.Proposal{ProcessID: e.process.ID, MemberID: author, Kind: p.Kind, Words: p.Words})
		if err == nil {
			made, err = e.review(made, p)
		}
		if err != nil {
			return err
		}
		e.proposals = append(e.proposals, made)
	}
	return models.NameReviewer(e.Tx, e.people[exampleReviewer], true)
}

// review says of a proposal what was found, and what its author answered.
func (e *example) review(made, found models.Proposal) (models.Proposal, error) {
	review := found.Review()
	review.State = cmp.Or(review.State, made.State)
	if review == made.Review() {
		return made, nil
	}
	made, err := models.ReviewProposal(e.Tx, made, review)
	if err != nil || found.Answer == "" {
		return made, err
	}
	made.Answer = found.Answer
	return models.MoveProposal(e.Tx, made, made.State, made.StateReason)
}

// decide runs the first round from its opening to the published agenda.
func (e *example) decide() error {
	round, err := e.makeRound("What we talk about in spring", exampleFirst, voting.KindApproval)
	if err != nil {
		return err
	}
	if round, err = e.openRound(round); err != nil {
		return err
	}
	for i, choices := range exampleBallots {
		if err := e.vote(round, e.people[i].ID, choices); err != nil {
			return err
		}
	}
	if round, err = e.closeRound(round); err == nil {
		round, err = e.sealRound(round)
	}
	if err != nil {
		return err
	}
	agenda, err := e.makeAgenda(round, models.Agenda{
		Title: "Spring meeting of the river partners", Place: "Boathouse, upper floor",
		StartsAt: evening(e.Now, e.process, 7), Minutes: 120, Slack: 5,
	}, source{fixed: []FixedPoint{
		{Title: "Welcome", Kind: models.FixedPart, Minutes: 10},
		{Title: "Tea on the terrace", Kind: models.Break, Start: 60, Minutes: 15},
	}})
	if err != nil {
		return err
	}
	_, err = e.publish(agenda, "")
	return err
}

// openNext opens a second round in which whoever made the example can vote.
func (e *example) openNext() error {
	round, err := e.makeRound("What we talk about in summer", exampleSecond, voting.KindPoints)
	if err != nil {
		return err
	}
	if round, err = e.openRound(round); err != nil {
		return err
	}
	for i, choices := range examplePoints {
		if err := e.vote(round, e.people[i].ID, choices); err != nil {
			return err
		}
	}
	return nil
}

// vote casts the ballot of somebody who only lives in the example.
func (e *example) vote(r models.Round, memberID string, choices models.Choices) error {
	canonical, err := e.canonical(r, choices)
	if err != nil {
		return err
	}
	opening := ledger.Opening{Revision: 1, Nonce: models.NewNonce(), Choices: canonical}
	_, err = e.cast(r, memberID, Casting{
		Revision: 1, Nonce: opening.Nonce, Commitment: opening.Commitment(r.ID, r.RulesHash),
	}, canonical)
	return err
}

// datePhases puts the process where its open round is, as if it had taken its
// time: until now it had no phases, so that the first round did not move them.
func (e *example) datePhases() error {
	if err := models.NewPhases(e.Tx, e.process.ID); err != nil {
		return err
	}
	if err := e.reach(models.PhaseVote); err != nil {
		return err
	}
	phases, err := models.ListPhases(e.Query, e.process.ID)
	if err != nil {
		return err
	}
	for i, phase := range phases {
		opens, closes := evening(e.Now, e.process, exampleDays[i]), evening(e.Now, e.process, exampleDays[i+1])
		phase.OpensAt, phase.ClosesAt = &opens, &closes
		if _, err := models.DatePhase(e.Tx, phase); err != nil {
			return err
		}
	}
	return nil
}

func (e *example) makeRound(title string, numbers []int, kind voting.Kind) (models.Round, error) {
	in := NewRound{At: At{Process: e.process.ID}}
	in.Body.Title, in.Body.Rule, in.Body.Budget = title, "equal-shares/v1", exampleBudget
	in.Body.Ballot.Kind = kind
	if kind == voting.KindPoints {
		in.Body.Ballot.Points, in.Body.Ballot.Cap = 10, 5
	}
	in.Body.ClosesAt = evening(e.Now, e.process, 14)
	round, err := e.newRound(in)
	if err != nil {
		return models.Round{}, err
	}
	if round.Auditors, err = e.auditorsOfExample(); err != nil {
		return models.Round{}, err
	}
	ids := make([]string, len(numbers))
	for i, n := range numbers {
		ids[i] = e.proposals[n].ID
	}
	options, err := e.optionsFrom(e.process, ids)
	if err != nil {
		return models.Round{}, err
	}
	return models.NewRound(e.Tx, round, options)
}

// auditorsOfExample are whoever made the example, who can so try it out, and
// somebody of another side.
func (e *example) auditorsOfExample() (string, error) {
	ids, err := e.auditors(models.Round{ProcessID: e.process.ID}, []string{e.Member.ID, e.people[1].ID})
	return strings.Join(ids, ","), err
}

// evening is six o'clock in the process's own time, some days ahead.
func evening(now time.Time, p models.Process, days int) time.Time {
	local := now.In(p.Location()).AddDate(0, 0, days)
	return time.Date(local.Year(), local.Month(), local.Day(), 18, 0, 0, 0, p.Location())
}

// link says where something about the first proposal can be read.
func (e *example) link() error {
	first := e.proposals[0]
	_, err := models.AddLink(e.Tx, models.Link{
		ProcessID: first.ProcessID, ProposalID: first.ID, MemberID: first.MemberID,
		Title: "What the lifeguards ask of a bathing place", Address: "https://lifeguards.example/bathing-places",
	})
	return err
}
