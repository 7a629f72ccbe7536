package voting

import "slices"

// Favourites says which of several outcomes the most voters hold to be best.
type Favourites struct {
	// Winners are the positions of the outcomes with the most support, from 0,
	// ascending. Of outcomes with equal lists of selected projects only the
	// first is named.
	Winners []int `json:"winners"`
	// Support is, for each outcome, the number of voters for whom no other
	// outcome has more selected projects of their ballots. A voter counts for
	// all outcomes that are best, and so for all if they are equally good.
	Support []int `json:"support"`
}

// Popularity compares outcomes of one profile: each voter counts for every
// outcome that has the most selected projects of the ballot, and the outcomes
// with the most voters win. On ballots with points or a ranking, a project
// counts if it is on the ballot. Two outcomes that select the same projects in
// another order are two outcomes.
//
// Source: the comparison step of equalshares.net; popularity_comparison of
// pabutools 1.2.3, whose outcomes the tests reproduce.
//
// It returns an *[OutcomeError] if there is no outcome or one is not of this
// profile, or the error of the invalid form or instance that the profile was
// made with.
func Popularity(p *Profile, outcomes ...*Outcome) (Favourites, error) {
	r, err := readProfile(p, SatisfactionCardinality)
	if err != nil {
		return Favourites{}, err
	}
	selections, err := r.selections(outcomes)
	if err != nil {
		return Favourites{}, err
	}
	f := Favourites{Winners: []int{}, Support: r.support(selections)}
	best := slices.Max(f.Support)
	for i, support := range f.Support {
		if support == best && !repeated(outcomes, i) {
			f.Winners = append(f.Winners, i)
		}
	}
	return f, nil
}

// support counts, for each outcome, the voters for whom it is among the best.
func (r *reading) support(selections [][]bool) []int {
	support, winners := make([]int, len(selections)), make([]int, len(selections))
	for _, s := range r.sheets {
		for i, selected := range selections {
			winners[i] = s.winners(selected)
		}
		best := slices.Max(winners)
		for i, n := range winners {
			if n == best {
				support[i] += s.times
			}
		}
	}
	return support
}

// repeated tells whether an outcome before i has the same list.
func repeated(outcomes []*Outcome, i int) bool {
	return slices.ContainsFunc(outcomes[:i], func(o *Outcome) bool {
		return slices.Equal(o.Selected, outcomes[i].Selected)
	})
}
