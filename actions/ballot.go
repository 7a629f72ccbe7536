package actions

import (
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/models"
)

// A Ballot is one's own ballot.
type Ballot struct {
	Choices models.Choices `json:"choices" doc:"Option keys to 1, to points, or to places in a ranking; -1 is to be held gently"`
	SentAt  *time.Time     `json:"sent_at" doc:"Only in the answer to sending it: no time is stored"`
	Until   time.Time      `json:"until" doc:"It can be changed until then"`
}

// NewBallot is the input of CastBallot.
type NewBallot struct {
	AtRound
	Body struct {
		Choices models.Choices `json:"choices" doc:"Option keys to 1, or to points; -1 for what is to be held gently"`
	}
}

// findRoundShared finds a round while others vote too and nobody closes it.
func findRoundShared(q database.Query, at AtRound) (Found[models.Round], error) {
	if err := q.Share(models.Round{ID: at.Round}.Gate()); err != nil {
		return Found[models.Round]{}, err
	}
	return findRound(q, at)
}

// CastBallot sends a ballot, in place of the one sent before. Secret: neither
// ledger nor kept replies may join a voter to choices. Repeating it is harmless.
var CastBallot = Write[NewBallot, models.Round, Ballot]{
	Verb: access.BallotCast, Secret: true,
	Find: func(q database.Query, in NewBallot) (Found[models.Round], error) {
		return findRoundShared(q, in.AtRound)
	},
	Do: func(c *Call, in NewBallot, r models.Round) (Ballot, error) {
		if err := c.inTime(r); err != nil {
			return Ballot{}, err
		}
		stored, err := c.cast(r, c.Member.ID, in.Body.Choices)
		sent := c.Now
		return Ballot{Choices: stored, SentAt: &sent, Until: r.ClosesAt}, err
	},
}

// inTime refuses what comes after the closing time, also when the closing itself
// is late: nobody gets longer than was said.
func (c *Call) inTime(r models.Round) error {
	if c.Now.Before(r.ClosesAt) {
		return nil
	}
	return fault.New(fault.Closed, "The time to vote is over, and this round is being closed.")
}

// cast stores a ballot in its canonical form, and returns that.
func (c *Call) cast(r models.Round, memberID string, choices models.Choices) (models.Choices, error) {
	options, err := models.ListOptions(c.Query, r.ID)
	if err != nil {
		return nil, err
	}
	canonical, err := r.Form().Canonical(r.Instance(options), choices.Ballot(r.BallotKind))
	if err != nil {
		return nil, votingFault(err)
	}
	if len(canonical) == 0 {
		return nil, fault.Field("choices", "Choose something first. If you want to send nothing, take your ballot back.")
	}
	encoded, err := models.EncodeChoices(r.BallotKind, canonical)
	if err != nil {
		return nil, err
	}
	c.About("ballot", r.ID)
	if err := models.Cast(c.Tx, r, memberID, encoded); err != nil {
		return nil, err
	}
	return models.DecodeChoices(encoded)
}

// ReadBallot shows one's own ballot.
var ReadBallot = Read[AtRound, models.Round, Ballot]{
	Verb: access.BallotRead,
	Find: findRound,
	Show: func(l *Look, _ AtRound, r models.Round) (Ballot, error) {
		row, err := models.FindBallot(l.Query, r, l.Member.ID)
		if err != nil {
			return Ballot{}, err
		}
		choices, err := models.DecodeChoices(row.Choices)
		return Ballot{Choices: choices, Until: r.ClosesAt}, err
	},
}

// WithdrawBallot takes one's own ballot back.
var WithdrawBallot = Write[AtRound, models.Round, Accepted]{
	Verb: access.BallotWithdraw, Secret: true,
	Find: findRoundShared,
	Do: func(c *Call, _ AtRound, r models.Round) (Accepted, error) {
		if err := c.inTime(r); err != nil {
			return Accepted{}, err
		}
		c.About("ballot", r.ID)
		return Accepted{}, models.Withdraw(c.Tx, r, c.Member.ID)
	},
}
