package models

import (
	"golang.org/x/text/currency"
	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
)

// A Review is what organisers and reviewers say of a proposal.
type Review struct {
	Minutes     int   // 0 if nobody has said yet
	Money       int64 // in the smallest unit of the process's currency; 0 if none
	Reason      string
	State       access.State
	StateReason string
	Needed      string // what would have to change
}

// MaxMoney is the most that a proposal may cost, in the smallest unit of a currency.
const MaxMoney = 1_000_000_000_000

// Review is what was said of a proposal so far.
func (p Proposal) Review() Review {
	return Review{
		Minutes: p.Cost, Money: p.Money, Reason: p.CostReason, State: p.State, StateReason: p.StateReason, Needed: p.Needed,
	}
}

// with is a proposal of which a review says something else.
func (p Proposal) with(r Review) Proposal {
	p.Cost, p.Money, p.CostReason, p.State, p.StateReason, p.Needed = r.Minutes, r.Money, r.Reason, r.State, r.StateReason, r.Needed
	return p
}

// CheckReview returns the faults, each with its field, of what is to be said of a
// proposal. Minutes that were set can be changed and not taken away.
func (p Proposal) CheckReview(r Review) (faults []*fault.Error) {
	if r.Minutes < min(p.Cost, 1) || r.Minutes > maxMinutes {
		faults = append(faults, fault.Field("minutes", "Between 1 and %d minutes, please.", maxMinutes))
	}
	if r.Money < 0 || r.Money > MaxMoney {
		faults = append(faults, fault.Field("money", "This is not an amount that a proposal can cost."))
	}
	if r.State == access.Declined && !text.Readable(r.StateReason) {
		faults = append(faults, fault.Field("state_reason", "Say why: its authors and everybody else can read it."))
	}
	return faults
}

// ReviewProposal writes what a review found. It returns Invalid as CheckReview
// does, and Conflict if the proposal is no longer at the version that p was read at.
func ReviewProposal(tx *database.Tx, p Proposal, r Review) (Proposal, error) {
	if err := fault.Together(p.CheckReview(r)); err != nil {
		return Proposal{}, err
	}
	return updateProposal(tx, p.with(r), map[string]any{
		"cost": r.Minutes, "money": r.Money, "cost_reason": r.Reason,
		"state": r.State, "state_reason": r.StateReason, "needed": r.Needed,
	})
}

// CostProposal writes what a proposal takes, in minutes and money, and why.
func CostProposal(tx *database.Tx, p Proposal, minutes int, money int64, reason string) (Proposal, error) {
	if minutes < 1 {
		return Proposal{}, fault.Field("minutes", "Between 1 and %d minutes, please.", maxMinutes)
	}
	review := p.Review()
	review.Minutes, review.Money, review.Reason = minutes, money, reason
	return ReviewProposal(tx, p, review)
}

// MoveProposal brings a proposal to another state, and says why.
func MoveProposal(tx *database.Tx, p Proposal, to access.State, reason string) (Proposal, error) {
	p.State, p.StateReason = to, reason
	return updateProposal(tx, p, map[string]any{
		"state": to, "state_reason": reason, "needed": p.Needed, "answer": p.Answer, "successor": p.Successor,
	})
}

const usualCurrency = "EUR"

// MoneyScale returns how many of the smallest units make one of a currency. It
// returns Invalid for a code that ISO 4217 does not know.
func MoneyScale(code string) (int64, error) {
	unit, err := currency.ParseISO(code)
	if err != nil || unit.String() != code {
		return 0, fault.Field("currency", "This is not the code of a currency. It looks like EUR.")
	}
	digits, _ := currency.Standard.Rounding(unit)
	scale := int64(1)
	for range digits {
		scale *= 10
	}
	return scale, nil
}

// HoldCurrency keeps the currency of a process as it is until the end of the
// transaction: "SHARE" while amounts in it are written, "UPDATE" to change it.
func HoldCurrency(tx *database.Tx, processID, strength string) error {
	_, err := database.One[Process](tx.Clauses(clause.Locking{Strength: strength}).Select("id", "currency").
		Where(map[string]any{"id": processID}), "process")
	return err
}

// ChangeCurrency gives a process another currency. It returns Conflict if something
// is estimated in the present one, which would not be worth the same.
func ChangeCurrency(tx *database.Tx, p Process, code string) (Process, error) {
	if _, err := MoneyScale(code); err != nil {
		return Process{}, err
	}
	if err := HoldCurrency(tx, p.ID, "UPDATE"); err != nil {
		return Process{}, err
	}
	costly, err := database.Count[Proposal](tx.Where(map[string]any{"process_id": p.ID}).Where("money > ?", 0), "proposals")
	if err != nil {
		return Process{}, err
	}
	if costly > 0 && code != p.Currency {
		return Process{}, fault.New(fault.Conflict,
			"%d proposals have an amount in %s already, which would not be worth the same. Take the amounts away first.", costly, p.Currency)
	}
	p.Currency = code
	_, err = database.Change(tx.Model(&Process{}).Where(map[string]any{"id": p.ID}), map[string]any{"currency": code})
	return p, err
}
