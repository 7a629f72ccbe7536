package voting

import "slices"

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

// Accounts counts once more and lists each payment. On a large election that may
// be tens of thousands of long fractions, for which reason they do not stand in
// the outcome itself.
//
// It returns an *[OutcomeError] if the outcome is none of this profile, or was
// counted by a rule in which nobody pays, and the errors of [Tally].
func (o *Outcome) Accounts(p *Profile) (*Accounts, error) {
	accounts := &Accounts{Share: o.Share, Rounds: [][]Payment{}}
	again, err := tally(p, o.Settings, accounts)
	if err != nil {
		return nil, err
	}
	if o.Share == "" || again.Share != o.Share || !slices.Equal(again.Selected, o.Selected) {
		return nil, &OutcomeError{Message: "it is not a count of these ballots in which voters pay"}
	}
	return accounts, nil
}

// buy makes the supporters pay for a project they can pay for.
func (p *purses) buy(c *candidate) {
	buckets := p.buckets(c)
	p.take(c, buckets, p.whole(p.priceOf(c, buckets)))
}
