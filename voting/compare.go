package voting

import (
	"cmp"
	"math/big"
	"slices"
)

// Comparison sets outcomes of one profile side by side. Outcomes are named by
// their positions, from 0.
type Comparison struct {
	// Outcomes has one entry for each outcome.
	Outcomes []OutcomeFacts `json:"outcomes"`
	// Common are the projects that all outcomes select, by id.
	Common []string `json:"common"`
	// Apart are the projects that some outcomes select and others do not, by id.
	Apart []Apart `json:"apart"`
	// Pairs are all pairs of outcomes, the first before the second.
	Pairs []Pair `json:"pairs"`
}

// OutcomeFacts are figures of one outcome.
type OutcomeFacts struct {
	// Cost is what the selected projects cost together, in minor units.
	Cost int64 `json:"cost"`
	// Excluded is the number of voters without any selected project on the
	// ballot.
	Excluded int `json:"excluded"`
	// Projects is about the number of selected projects on a ballot, Money
	// about what these cost together, in minor units.
	Projects Welfare `json:"projects"`
	Money    Welfare `json:"money"`
	// Categories are all categories of the instance, by name; projects without
	// one stand under the empty name.
	Categories []CategoryFacts `json:"categories"`
}

// Welfare is how well voters are served.
type Welfare struct {
	// Average is exact, "a/b" or "a"; empty if there were no voters.
	Average string `json:"average,omitempty"`
	// Lowest is that of the voter who is served least, 0 if there were none.
	Lowest int64 `json:"lowest"`
}

// CategoryFacts is what one category received.
type CategoryFacts struct {
	Category string `json:"category"`
	// Cost is that of its selected projects, in minor units.
	Cost int64 `json:"cost"`
	// Share is Cost as an exact part of the budget, "a/b" or "a"; empty if the
	// budget is 0.
	Share string `json:"share,omitempty"`
}

// Apart is a project that only some outcomes select.
type Apart struct {
	Project string `json:"project"`
	// Outcomes are those that select it, ascending.
	Outcomes []int `json:"outcomes"`
}

// Pair says how many voters have more selected projects on their ballots in the
// one outcome, in the other, and equally many in both.
type Pair struct {
	First        int `json:"first"`
	Second       int `json:"second"`
	PreferFirst  int `json:"preferFirst"`
	PreferSecond int `json:"preferSecond"`
	Indifferent  int `json:"indifferent"`
}

// Compare sets outcomes of one profile side by side. On ballots with points or
// a ranking, a project counts for a voter if it is on the ballot.
//
// Source of the figures: Faliszewski et al., "Participatory Budgeting: Data,
// Tools, and Analysis" (IJCAI 2023), which compares rules by satisfaction,
// excluded voters and categories; the pairs are the comparison of
// equalshares.net.
//
// It returns an *[OutcomeError] if there is no outcome or one is not of this
// profile, or the error of the invalid form or instance that the profile was
// made with.
func Compare(p *Profile, outcomes ...*Outcome) (Comparison, error) {
	r, err := readProfile(p, SatisfactionCardinality)
	if err != nil {
		return Comparison{}, err
	}
	selections, err := r.selections(outcomes)
	if err != nil {
		return Comparison{}, err
	}
	c := Comparison{Common: []string{}, Apart: []Apart{}, Pairs: r.pairs(selections)}
	for _, selected := range selections {
		c.Outcomes = append(c.Outcomes, r.facts(selected))
	}
	c.split(r, selections)
	return c, nil
}

// split sorts the selected projects into common ones and others.
func (c *Comparison) split(r *reading, selections [][]bool) {
	for project, p := range r.inst.Projects {
		var in []int
		for i, selected := range selections {
			if selected[project] {
				in = append(in, i)
			}
		}
		switch len(in) {
		case 0:
		case len(selections):
			c.Common = append(c.Common, p.ID)
		default:
			c.Apart = append(c.Apart, Apart{Project: p.ID, Outcomes: in})
		}
	}
	slices.Sort(c.Common)
	slices.SortFunc(c.Apart, func(a, b Apart) int { return cmp.Compare(a.Project, b.Project) })
}

// facts are the figures of one outcome.
func (r *reading) facts(selected []bool) OutcomeFacts {
	f := OutcomeFacts{Categories: r.categories(selected)}
	for _, c := range f.Categories {
		f.Cost += c.Cost
	}
	var projects, money served
	for _, s := range r.sheets {
		winners := s.winners(selected)
		if winners == 0 {
			f.Excluded += s.times
		}
		projects.add(int64(winners), s.times)
		money.add(r.money(s, selected), s.times)
	}
	f.Projects, f.Money = projects.welfare(), money.welfare()
	return f
}

// money is what the selected projects on a ballot cost together.
func (r *reading) money(s sheet, selected []bool) int64 {
	var sum int64
	for _, c := range s.choices {
		if selected[c.project] {
			sum += r.inst.Projects[c.project].Cost
		}
	}
	return sum
}

// served sums up values of voters. The sum may pass 64 bits.
type served struct {
	sum    big.Int
	voters int64
	lowest int64
}

func (t *served) add(value int64, times int) {
	if t.voters == 0 || value < t.lowest {
		t.lowest = value
	}
	t.voters += int64(times)
	t.sum.Add(&t.sum, new(big.Int).Mul(big.NewInt(value), big.NewInt(int64(times))))
}

func (t *served) welfare() Welfare {
	if t.voters == 0 {
		return Welfare{}
	}
	return Welfare{Average: fraction(&t.sum, big.NewInt(t.voters)), Lowest: t.lowest}
}

// categories is what each category of the instance received.
func (r *reading) categories(selected []bool) []CategoryFacts {
	cost := map[string]int64{}
	for project, p := range r.inst.Projects {
		if _, known := cost[p.Category]; !known {
			cost[p.Category] = 0
		}
		if selected[project] {
			cost[p.Category] += p.Cost
		}
	}
	facts := []CategoryFacts{}
	for name, received := range cost {
		facts = append(facts, CategoryFacts{Category: name, Cost: received, Share: part(received, r.inst.Budget)})
	}
	slices.SortFunc(facts, func(a, b CategoryFacts) int { return cmp.Compare(a.Category, b.Category) })
	return facts
}

// pairs compares each outcome with each later one.
func (r *reading) pairs(selections [][]bool) []Pair {
	pairs := []Pair{}
	for first := range selections {
		for second := first + 1; second < len(selections); second++ {
			pairs = append(pairs, r.pair(selections, first, second))
		}
	}
	return pairs
}

func (r *reading) pair(selections [][]bool, first, second int) Pair {
	p := Pair{First: first, Second: second}
	for _, s := range r.sheets {
		switch cmp.Compare(s.winners(selections[first]), s.winners(selections[second])) {
		case 1:
			p.PreferFirst += s.times
		case -1:
			p.PreferSecond += s.times
		default:
			p.Indifferent += s.times
		}
	}
	return p
}
