package actions

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
)

const (
	// Below fewVoters on the roll single ballots tell who cast them; below
	// someVoters they often do.
	fewVoters  = 20
	someVoters = 50

	tick = 15 * time.Minute
)

// openRound enters the roll, writes the rules, and freezes both.
func (c *Call) openRound(r models.Round) (models.Round, error) {
	c.About("round", r.ID)
	r.OpenedAt = new(c.Now)
	if r.Imported {
		r, err := models.OpenRound(c.Tx, r) // they voted elsewhere, and nobody here may
		return r, errors.Join(err, c.enteredRound(r), c.reach(models.PhaseVote))
	}
	voters, err := c.voters(r)
	if err != nil {
		return models.Round{}, err
	}
	if err := models.EnterRoll(c.Tx, r, voters...); err != nil {
		return models.Round{}, err
	}
	if r, err = c.freeze(r, voters); err != nil {
		return models.Round{}, err
	}
	return r, c.afterOpening(r)
}

// voters are those who are entered on the roll.
func (c *Call) voters(r models.Round) ([]string, error) {
	members, err := models.ListVoters(c.Query, r.ProcessID)
	if err != nil {
		return nil, err
	}
	if len(members) == 0 {
		return nil, fault.New(fault.Conflict, "Nobody here may vote yet. Invite participants first.")
	}
	single := r.Publication == ledger.PublishBallots || r.Publication == ledger.PublishOpenings
	if len(members) < fewVoters && single {
		return nil, fault.Field("publication",
			"Only %d people may vote. Single ballots of fewer than %d would tell who cast them: publish totals, or let everybody vote with their name.",
			len(members), fewVoters)
	}
	ids := make([]string, len(members))
	for i, m := range members {
		ids[i] = m.ID
	}
	return ids, nil
}

// freeze writes the rules of the round, under which every receipt stands.
func (c *Call) freeze(r models.Round, voters []string) (models.Round, error) {
	options, err := models.ListOptions(c.Query, r.ID)
	if err != nil {
		return models.Round{}, err
	}
	rules := ledger.Rules{
		Origin: c.Service.Signer.Origin(), Terms: r.Terms(options), SeedCommitment: ledger.SeedCommitment(r.Seed),
		Roll: ledger.Roll{Count: len(voters), Hash: ledger.RollHash(voters)},
	}
	if r.Rules, err = rules.Text(); err != nil {
		return models.Round{}, err
	}
	r.RulesHash = ledger.Hash(r.Rules)
	r, err = models.OpenRound(c.Tx, r)
	if err != nil {
		return models.Round{}, err
	}
	return r, c.enterRound(access.RoundOpen, r, ledger.OpenDetail(r.RulesHash))
}

// enterRound writes an entry about a round with a detail that others check.
func (c *Call) enterRound(verb access.Verb, r models.Round, detail string) error {
	c.quiet = c.kind == "round"
	return c.enter(verb, "round/"+r.ID, detail)
}

// afterOpening leaves what has to follow an opening.
func (c *Call) afterOpening(r models.Round) error {
	c.Tx.After(c.Service.hurry) // a checkpoint between opening and close belongs to the proof
	return errors.Join(
		c.enteredRound(r),
		c.later(DeedCloseRound, r.ID, r.ClosesAt),
		c.later(DeedTickRound, r.ID, c.Now.Add(tick)),
		c.post(r, access.RoundOpen),
		c.reach(models.PhaseVote),
	)
}

// NewTerms is the input of ChooseTerms.
type NewTerms struct {
	AtRound
	Body struct {
		Publication ledger.Publication `json:"publication" enum:"totals,ballots,openings,named" doc:"How much of the ballots is published after the close"`
		Auditors    []string           `json:"auditors,omitempty" maxItems:"20" doc:"Ids of members who may have all openings after the close: none, or at least two from different sides"`
		Paper       ledger.Paper       `json:"paper,omitempty" enum:"none,paper_counts,online_counts" default:"none"`
		OpensAt     *time.Time         `json:"opens_at,omitempty" doc:"When it opens by itself"`
	}
}

// ChooseTerms says how much of a draft's ballots will be published, to whom, and
// when it opens by itself.
var ChooseTerms = Write[NewTerms, models.Round, Round]{
	Verb: access.RoundTerms,
	Find: func(q database.Query, in NewTerms) (Found[models.Round], error) { return findRoundAlone(q, in.AtRound) },
	Do: func(c *Call, in NewTerms, r models.Round) (Round, error) {
		auditors, err := c.auditors(r, in.Body.Auditors)
		if err != nil {
			return Round{}, err
		}
		if err := c.plausibleOpening(r, in.Body.OpensAt); err != nil {
			return Round{}, err
		}
		r.Publication, r.Auditors, r.Paper, r.OpensAt = in.Body.Publication, strings.Join(auditors, ","), in.Body.Paper, in.Body.OpensAt
		c.About("round", r.ID)
		c.Note("%s, %d auditors, paper: %s", r.Publication, len(auditors), r.Paper)
		if r, err = models.SetTerms(c.Tx, r); err != nil {
			return Round{}, err
		}
		if r.OpensAt != nil {
			if err := c.later(DeedOpenRound, r.ID, *r.OpensAt); err != nil {
				return Round{}, err
			}
		}
		return c.round(r)
	},
}

func (c *Call) plausibleOpening(r models.Round, at *time.Time) error {
	switch {
	case at == nil:
		return nil
	case !at.After(c.Now):
		return fault.Field("opens_at", "A date in the future, please; or open the round now.")
	case !at.Before(r.ClosesAt):
		return fault.Field("opens_at", "It opens before it closes.")
	default:
		return plausible("opens_at", *at)
	}
}

func (c *Call) auditors(r models.Round, ids []string) ([]string, error) {
	sorted := slices.Compact(slices.Sorted(slices.Values(ids)))
	if len(sorted) == 1 {
		return nil, fault.Field("auditors", "Name at least two, from different sides: one alone could not be checked by anybody.")
	}
	for _, id := range sorted {
		if _, err := models.FindMember(c.Query, r.ProcessID, id); err != nil {
			return nil, fault.Field("auditors", "Auditors are members of this process.")
		}
	}
	return sorted, nil
}

// usualPublication suits the number of those who may vote now.
func (c *Call) usualPublication(process string) (ledger.Publication, error) {
	voters, err := models.ListVoters(c.Query, process)
	if len(voters) < someVoters {
		return ledger.PublishTotals, err
	}
	return ledger.PublishBallots, err
}

// openByItself opens a round on its date. If it cannot be opened, its organisers
// are told why, once.
func (s *Service) openByItself(ctx context.Context, at AtRound) error {
	system := Actor{System: true}
	_, err := Run(ctx, s, system, OpenRound, at, "")
	var reason *fault.Error
	if !errors.As(err, &reason) || (reason.Kind != fault.Conflict && reason.Kind != fault.Invalid) {
		return err
	}
	_, err = Run(ctx, s, system, NotOpened, Unopened{AtRound: at, Reason: reason.Message}, "")
	return err
}

// Unopened is the input of NotOpened.
type Unopened struct {
	AtRound
	Reason string
}

// NotOpened takes the date off a round that could not be opened by itself, and
// tells its organisers.
var NotOpened = Write[Unopened, models.Round, Accepted]{
	Verb: access.RoundOpen,
	Find: func(q database.Query, in Unopened) (Found[models.Round], error) { return findRoundAlone(q, in.AtRound) },
	Do: func(c *Call, in Unopened, r models.Round) (Accepted, error) {
		r.OpensAt = nil
		if _, err := models.SetTerms(c.Tx, r); err != nil {
			return Accepted{}, err
		}
		c.About("round", r.ID)
		c.quiet = true // nothing was opened
		link := fmt.Sprintf("%s/processes/%s/rounds/%s", c.Service.BaseURL, r.ProcessID, r.ID)
		return Accepted{}, c.mailOrganisers(r.ProcessID, notOpenedMail(r.Title, in.Reason, link))
	},
}
