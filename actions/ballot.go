package actions

import (
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
)

// A Ballot is one's own ballot, with the receipt for it.
type Ballot struct {
	Choices    models.Choices `json:"choices" doc:"Option keys to 1, to points, or to places in a ranking; -1 is to be held gently; empty if it was taken back"`
	Revision   int            `json:"revision" doc:"1 for the first, one more each time"`
	Nonce      string         `json:"nonce"`
	Commitment string         `json:"commitment"`
	Receipt    string         `json:"receipt" doc:"A signed note; docs/bundle.md says how to check it"`
	SentAt     *time.Time     `json:"sent_at" doc:"Only in the answer to sending it: no time is stored"`
	Until      time.Time      `json:"until" doc:"It can be changed until then"`
}

// A Casting says which ballot this is, and binds whoever stores it to it.
type Casting struct {
	Revision   int    `json:"revision" minimum:"1" maximum:"1000000" doc:"1 for my first ballot in this round, one more each time"`
	Nonce      string `json:"nonce" pattern:"^[0-9a-f]{64}$" doc:"32 random bytes, made by the voter's device"`
	Commitment string `json:"commitment" pattern:"^[0-9a-f]{64}$" doc:"As docs/bundle.md has it"`
}

// NewBallot is the input of CastBallot.
type NewBallot struct {
	AtRound
	Body struct {
		Choices models.Choices `json:"choices" doc:"Option keys to 1, or to points; -1 for what is to be held gently"`
		Casting
	}
}

// findRoundShared finds a round while others vote too and nobody closes it.
func findRoundShared(q database.Query, at AtRound) (Found[models.Round], error) {
	if err := q.Share(models.Round{ID: at.Round}.Gate()); err != nil {
		return Found[models.Round]{}, err
	}
	return findRound(q, at)
}

// findRoundToVote is findRoundShared, but for the rules, which are long and not
// needed for a ballot: their hash stands for them.
func findRoundToVote(q database.Query, at AtRound) (Found[models.Round], error) {
	if err := q.Share(models.Round{ID: at.Round}.Gate()); err != nil {
		return Found[models.Round]{}, err
	}
	found, err := inScope[models.Round](models.OnlyToVote(q), "round", at.Round)
	found.State = found.Object.State
	return found, err
}

// CastBallot sends a ballot, in place of the one sent before. Secret: neither
// ledger nor kept replies may join a voter to choices, and no page hears of it.
// Repeating it is harmless.
var CastBallot = Write[NewBallot, models.Round, Ballot]{
	Verb: access.BallotCast, Secret: true,
	Find: func(q database.Query, in NewBallot) (Found[models.Round], error) {
		return findRoundToVote(q, in.AtRound)
	},
	Do: func(c *Call, in NewBallot, r models.Round) (Ballot, error) {
		choices, err := c.canonical(r, in.Body.Choices)
		if err != nil {
			return Ballot{}, err
		}
		if choices == ledger.TakenBack {
			return Ballot{}, fault.Field("choices", "Choose something first. If you want to send nothing, take your ballot back.")
		}
		return c.cast(r, c.Member.ID, in.Body.Casting, choices)
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

// canonical checks choices, and writes them as they are hashed and stored.
func (l *Look) canonical(r models.Round, choices models.Choices) (string, error) {
	round, err := l.Service.frozen.get(l.Query, r)
	if err != nil {
		return "", err
	}
	ballot, err := r.Form().Canonical(round, choices.Ballot(r.BallotKind))
	if err != nil {
		return "", votingFault(err)
	}
	return models.EncodeChoices(r.BallotKind, ballot)
}

// cast stores choices as a member's ballot, and signs the receipt for them.
func (c *Call) cast(r models.Round, memberID string, in Casting, choices string) (Ballot, error) {
	if r.RulesHash == "" {
		return Ballot{}, fault.New(fault.Closed, "This round was opened by an earlier version. An organiser can close it and open a new one.")
	}
	if err := c.inTime(r); err != nil {
		return Ballot{}, err
	}
	opening := ledger.Opening{Revision: in.Revision, Nonce: in.Nonce, Choices: choices}
	if opening.Commitment(r.ID, r.RulesHash) != in.Commitment {
		return Ballot{}, fault.Field("commitment", "The commitment is not that of this ballot under the rules of this round. Load the page again.")
	}
	if err := models.Cast(c.Tx, r, memberID, opening); err != nil {
		return Ballot{}, err
	}
	view, err := c.ballot(r, opening)
	view.SentAt = &c.Now
	return view, err
}

// ballot shows a ballot with a receipt.
func (l *Look) ballot(r models.Round, o ledger.Opening) (Ballot, error) {
	choices, err := models.DecodeChoices(o.Choices)
	if err != nil {
		return Ballot{}, err
	}
	view := Ballot{
		Choices: choices, Revision: o.Revision, Nonce: o.Nonce, Commitment: o.Commitment(r.ID, r.RulesHash), Until: r.ClosesAt,
	}
	view.Receipt, err = l.Service.Signer.Receipt(ledger.Receipt{
		Round: r.ID, Rules: r.RulesHash, Commitment: view.Commitment, Revision: o.Revision, Hour: l.Now,
	})
	return view, err
}

// ReadBallot shows one's own ballot, as long as its round is open.
var ReadBallot = Read[AtRound, models.Round, Ballot]{
	Verb: access.BallotRead,
	Find: findRound,
	Show: func(l *Look, _ AtRound, r models.Round) (Ballot, error) {
		row, err := models.FindBallot(l.Query, r, l.Member.ID)
		if err != nil {
			return Ballot{}, err
		}
		return l.ballot(r, ledger.Opening{Revision: row.Revision, Nonce: row.Nonce, Choices: row.Choices})
	},
}

// Withdrawn is the input of WithdrawBallot.
type Withdrawn struct {
	AtRound
	Body Casting
}

// WithdrawBallot takes one's own ballot back: the next revision chooses nothing.
var WithdrawBallot = Write[Withdrawn, models.Round, Ballot]{
	Verb: access.BallotWithdraw, Secret: true,
	Find: func(q database.Query, in Withdrawn) (Found[models.Round], error) {
		return findRoundToVote(q, in.AtRound)
	},
	Do: func(c *Call, in Withdrawn, r models.Round) (Ballot, error) {
		if in.Body.Revision == 1 {
			return Ballot{}, fault.Gone("ballot")
		}
		return c.cast(r, c.Member.ID, in.Body, ledger.TakenBack)
	},
}
