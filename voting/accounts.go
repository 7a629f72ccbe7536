package voting

import (
	"fmt"
	"slices"
)

// Accounts are all payments of a count by equal shares, so that every unit of
// money can be followed. Lists ascend by amount.
type Accounts struct {
	// Share is what each voter began with.
	Share string `json:"share"`
	// Rounds has, for each round in which supporters paid, how many paid what.
	Rounds [][]Payment `json:"rounds"`
	// Purses are what voters had left in the end.
	Purses []Payment `json:"purses"`
}

// Accounts pays once more for what the outcome says was selected, in its order,
// and lists each payment. On a large election that may be tens of thousands of
// long fractions, for which reason they do not stand in the outcome itself.
//
// It returns an error if the outcome is none of this profile, or was not
// counted by equal shares.
func (o *Outcome) Accounts(p *Profile) (*Accounts, error) {
	share, err := parseFraction(o.Share)
	m, known := findMeasure(o.Settings.Satisfaction)
	if err != nil || !known || p.invalid != nil {
		return nil, fmt.Errorf("voting: only a count by equal shares has accounts")
	}
	e := newElectorate(p, m)
	e.index()
	purses, a := newPurses(e, share), &Accounts{Share: o.Share}
	for _, round := range o.Rounds {
		if round.Rho == "" {
			continue
		}
		paid, err := purses.replay(round.Project)
		if err != nil {
			return nil, err
		}
		a.Rounds = append(a.Rounds, paid)
	}
	a.Purses = purses.list()
	return a, nil
}

// replay makes the supporters pay for a project, and lists what each paid.
func (p *purses) replay(id string) ([]Payment, error) {
	at := slices.IndexFunc(p.candidates, func(c candidate) bool { return c.ID == id })
	if at < 0 {
		return nil, &InstanceError{Project: id, Message: "the outcome selected it, and the profile does not have it"}
	}
	c := &p.candidates[at]
	buckets := p.buckets(c)
	if !p.covers(p.money(buckets), c.Cost) || c.number == 0 {
		return nil, &InstanceError{Project: id, Message: "the outcome selected it, and these ballots cannot pay for it"}
	}
	unit := p.whole(p.priceOf(c, buckets))
	paid := p.each(buckets, unit)
	p.take(c, buckets, unit)
	return paid, nil
}

// buy makes the supporters pay for a project they can pay for.
func (p *purses) buy(c *candidate) {
	buckets := p.buckets(c)
	p.take(c, buckets, p.whole(p.priceOf(c, buckets)))
}
