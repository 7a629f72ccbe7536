package actions

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
	"github.com/folkmoot/folkmoot/voting"
)

// leastBatch is how many commitments enter the ledger at once while a round is
// open: fewer could tell who sent them.
const leastBatch = 10

// TickRound enters commitments into the ledger, and looks how many have voted.
var TickRound = Write[AtRound, models.Round, Accepted]{
	Verb: access.RoundTick,
	Find: findRound,
	Do: func(c *Call, _ AtRound, r models.Round) (Accepted, error) {
		c.About("round", r.ID)
		c.quiet = true // what it enters has entries of its own
		return Accepted{}, errors.Join(
			c.commit(r, leastBatch),
			models.CountTurnout(c.Tx, r.ID),
			c.later(DeedTickRound, r.ID, c.Now.Add(tick)),
		)
	},
}

// commit enters the commitments that wait, if they are enough.
func (c *Call) commit(r models.Round, least int) error {
	batch, err := models.NextBatch(c.Tx, r.ID, least)
	if err != nil || len(batch) == 0 {
		return err
	}
	return c.enterRound(access.BallotsCommit, r, ledger.CommitDetail(batch))
}

// CloseRound ends the voting. Its gate waits for every ballot that was sent
// before, and lets none in after. Counting follows.
var CloseRound = Write[AtRound, models.Round, Round]{
	Verb: access.RoundClose,
	Find: findRoundAlone,
	Do: func(c *Call, _ AtRound, r models.Round) (Round, error) {
		if err := c.isTime(&r.ClosesAt); err != nil {
			return Round{}, err
		}
		closed, err := c.closeRound(r)
		if err != nil {
			return Round{}, err
		}
		return c.round(closed)
	},
}

func (c *Call) closeRound(r models.Round) (models.Round, error) {
	c.About("round", r.ID)
	r, err := models.CloseRound(c.Tx, r)
	if err != nil {
		return models.Round{}, err
	}
	if err := c.enterRound(access.RoundClose, r, ""); err != nil || r.Paper != ledger.PaperNone {
		return r, err // organisers begin the count when all sheets are typed in
	}
	return r, c.later(DeedSealRound, r.ID, c.Now)
}

// SealRound counts a round whose voting has ended. It moves the ballots to where
// nothing joins them to voters, and fixes what was counted and how it came out.
var SealRound = Write[AtRound, models.Round, Round]{
	Verb: access.RoundSeal,
	Find: findRoundAlone,
	Do: func(c *Call, _ AtRound, r models.Round) (Round, error) {
		if c.Actor.System && r.Paper != ledger.PaperNone {
			return Round{}, fault.New(fault.Closed, "Organisers begin the count of a round with ballots on paper.")
		}
		sealed, err := c.sealRound(r)
		if err != nil {
			return Round{}, err
		}
		return c.round(sealed)
	},
}

func (c *Call) sealRound(r models.Round) (models.Round, error) {
	c.About("round", r.ID)
	paper, err := c.paperBallots(r)
	if err != nil {
		return models.Round{}, err
	}
	if err := c.commit(r, 1); err != nil {
		return models.Round{}, err
	}
	voters, err := c.votersBySlot(r)
	if err != nil {
		return models.Round{}, err
	}
	ballots, err := models.SealBallots(c.Tx, r, voters, paper)
	if err != nil {
		return models.Round{}, err
	}
	return c.countSealed(r, ballots)
}

// votersBySlot are the ids of voters where ballots are published with them.
func (c *Call) votersBySlot(r models.Round) (map[string]string, error) {
	if r.Publication != ledger.PublishNamed {
		return nil, nil
	}
	roll, err := models.ListRoll(c.Query, r.ID)
	bySlot := make(map[string]string, len(roll))
	for _, id := range roll {
		bySlot[r.Slot(id)] = id
	}
	return bySlot, err
}

// countSealed counts, and seals the round with what came out.
func (c *Call) countSealed(r models.Round, ballots []models.SealedBallot) (models.Round, error) {
	outcome, err := c.count(r)
	if err != nil {
		return models.Round{}, err
	}
	if err := models.AddOutcome(c.Tx, r.ID, outcome); err != nil {
		return models.Round{}, err
	}
	if !r.Imported {
		if err := c.seal(r, ballots, outcome); err != nil {
			return models.Round{}, err
		}
	}
	if r, err = models.CountedRound(c.Tx, r); err != nil {
		return models.Round{}, err
	}
	return r, errors.Join(c.leftRound(r, outcome), c.later(DeedScrub, r.ID, c.Now), c.reach(models.PhaseAgenda))
}

func (c *Call) count(r models.Round) (*voting.Outcome, error) {
	profile, settings, err := c.election(r)
	if err != nil {
		return nil, err
	}
	outcome, err := voting.Tally(profile, settings)
	if err != nil {
		return nil, fmt.Errorf("count round %s: %w", r.ID, err)
	}
	return outcome, nil
}

func (c *Call) seal(r models.Round, ballots []models.SealedBallot, outcome *voting.Outcome) error {
	document, err := json.Marshal(outcome)
	if err != nil {
		return fmt.Errorf("seal round %s: %w", r.ID, err)
	}
	seal, err := sealOf(r, ballots)
	if err != nil {
		return err
	}
	seal.Outcome = ledger.Hash(string(document))
	if seal.Commitments, err = models.CountCommitments(c.Query, r.ID); err != nil {
		return err
	}
	roll, err := models.ListRoll(c.Query, r.ID)
	if err != nil {
		return err
	}
	seal.Roll, seal.RollHash = len(roll), ledger.RollHash(roll)
	if seal.Voted, _, err = models.CountVoted(c.Query, r.ID); err != nil {
		return err
	}
	text, err := seal.Text()
	if err != nil {
		return err
	}
	return errors.Join(
		models.AddSeal(c.Tx, r.ID, text),
		c.enterRound(access.RoundSeal, r, ledger.SealDetail(text)),
		c.post(r, access.RoundSeal),
	)
}

// sealOf is what the ballots alone say.
func sealOf(r models.Round, ballots []models.SealedBallot) (ledger.Seal, error) {
	seal := ledger.Seal{Round: r.ID, Rules: r.RulesHash, Seed: r.Seed, Final: len(ballots)}
	final := make([]string, len(ballots))
	for i, b := range ballots {
		final[i] = b.Commitment
		switch {
		case b.Choices == ledger.TakenBack:
			seal.TakenBack++
		case b.Serial != "":
			seal.Paper++
		default:
			seal.Online++
		}
	}
	if r.Publication != ledger.PublishTotals {
		seal.Ballots = ledger.BallotsHash(counted(ballots))
	}
	all := published(r.Publication, ledger.ForAuditors, ballots)
	if r.Publication == ledger.PublishNamed {
		seal.Voters = ledger.VotersHash(r.ID, r.RulesHash, all)
	}
	if r.Paper != ledger.PaperNone {
		seal.Serials = ledger.SerialsHash(all)
	}
	root, err := ledger.FinalRoot(final)
	seal.Root = root
	return seal, err
}
