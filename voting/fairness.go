package voting

import (
	"cmp"
	"math/big"
	"slices"
)

// Fairness is a number of facts about an outcome that the literature holds to
// be fair or unfair. They are reported as they are; what they weigh is for
// people to say. [FairnessFacts] gives the definition and source of each.
type Fairness struct {
	// Excluded is the number of voters without any selected project on the
	// ballot, Voters the number of all, and ExclusionRatio the one divided by
	// the other, exact; empty if there were no voters.
	Excluded       int    `json:"excluded"`
	Voters         int    `json:"voters"`
	ExclusionRatio string `json:"exclusionRatio,omitempty"`
	// EffectiveSupport is that of each selected project that was paid for, in
	// the order of selection.
	EffectiveSupport []EffectiveSupport `json:"effectiveSupport"`
	// Prices says whether the payments of the count form a price system.
	Prices PriceCheck `json:"prices"`
	// EJRPlus and StrongEJRPlus say whether a group of voters could have paid
	// for a project that was not selected.
	EJRPlus       Representation `json:"ejrPlus"`
	StrongEJRPlus Representation `json:"strongEjrPlus"`
}

// EffectiveSupport is the number of supporters that a project would have needed,
// had each paid the most that anyone paid for it.
type EffectiveSupport struct {
	Project string `json:"project"`
	// Supporters is the number of voters to whom the project gives satisfaction.
	Supporters int `json:"supporters"`
	// Effective is the cost divided by the largest payment, exact. By cost, it
	// is 1/Rho.
	Effective string `json:"effective"`
	// Ratio is Effective divided by Supporters, exact: 1 if all paid the same.
	Ratio string `json:"ratio"`
}

// FactInfo describes one fact to people.
type FactInfo struct {
	// Name is the JSON name in [Fairness].
	Name  string `json:"name"`
	Title string `json:"title"`
	// Text defines the fact in one plain paragraph.
	Text string `json:"text"`
	// Source says who defined it, and where.
	Source string `json:"source"`
}

var factInfos = []FactInfo{
	{
		Name: "exclusionRatio", Title: "Voters with nothing",
		Text:   "The part of the voters who find no selected project on their ballots.",
		Source: `Faliszewski et al., "Participatory Budgeting: Data, Tools, and Analysis" (IJCAI 2023).`,
	},
	{
		Name: "effectiveSupport", Title: "Effective support",
		Text: "For each project that supporters paid for: its cost divided by the largest payment for it. It equals the number of supporters " +
			"if all paid the same, and is lower if some had too little left and others paid more.",
		Source: `"Effective vote count" at equalshares.net; 1/rho in Peters, Pierczyński and Skowron (NeurIPS 2021), section 3.`,
	},
	{
		Name: "prices", Title: "Payments as a price system",
		Text: "Every voter begins with the same money and pays only for selected projects that give the voter satisfaction; each selected project " +
			"is paid exactly its cost; and no project that was not selected has supporters who have more left between them than it costs. " +
			"An outcome with such payments is priceable. If the payments of the count are no such system, another one may still exist.",
		Source: `Peters and Skowron, "Proportionality and the Limits of Welfarism" (EC 2020); with costs: Los, Christoff and Grossi (IJCAI 2022), ` +
			`Brill, Forster, Lackner, Maly and Peters, "Proportionality in Approval-Based Participatory Budgeting" (AAAI 2023).`,
	},
	{
		Name: "ejrPlus", Title: "EJR+ up to one project",
		Text: "A group of supporters of a project that was not selected is owed that project if, with its own shares of the budget, spent at the price " +
			"per satisfaction at which the group alone could pay for the project, each member could buy that project and as much " +
			"satisfaction as the outcome gives. The property holds if there is no such group.",
		Source: `Brill and Peters, "Robust and Verifiable Proportionality Axioms for Multiwinner Voting" (EC 2023), carried over to costs ` +
			`as EJR up to one project is in Peters, Pierczyński and Skowron (NeurIPS 2021), whose proof for equal shares applies.`,
	},
	{
		Name: "strongEjrPlus", Title: "EJR+ up to one project, each project at its own price",
		Text: "As before, but each selected project is taken at the lower of that price and the one at which its supporters in the group " +
			"alone could pay for it. A group is then owed a project more easily, so that an outcome without such a group is fairer still.",
		Source: "A strengthening of EJR+ up to one project with the same proof, which stands in the documentation of Representation.",
	},
}

// FairnessFacts returns definition and source of all facts in [Fairness]. The
// slice is the caller's.
func FairnessFacts() []FactInfo { return slices.Clone(factInfos) }

// Fairness states facts about the outcome of a count of the profile, by the
// satisfaction of its settings.
//
// It returns an *[OutcomeError] if the outcome is not of this profile, the
// error of the invalid form or instance that the profile was made with, and
// another error if the outcome holds amounts that are no numbers.
func (o *Outcome) Fairness(p *Profile) (Fairness, error) {
	r, err := readProfile(p, o.Settings.Satisfaction)
	if err != nil {
		return Fairness{}, err
	}
	selected, err := r.selection(o, 0)
	if err != nil {
		return Fairness{}, err
	}
	t, err := r.trace(o)
	if err != nil {
		return Fairness{}, err
	}
	f := Fairness{Voters: r.voters, EffectiveSupport: []EffectiveSupport{}, Prices: r.prices(t, selected)}
	f.Excluded = r.excluded(selected)
	f.ExclusionRatio = part(int64(f.Excluded), int64(f.Voters))
	if t != nil {
		f.EffectiveSupport = r.effectiveSupport(t)
	}
	f.EJRPlus = r.represent(selected, false)
	f.StrongEJRPlus = r.represent(selected, true)
	return f, nil
}

// excluded counts the voters without a selected project on the ballot.
func (r *reading) excluded(selected []bool) int {
	n := 0
	for _, s := range r.sheets {
		if s.winners(selected) == 0 {
			n += s.times
		}
	}
	return n
}

// effectiveSupport divides the cost of each project that was paid for by the
// largest payment.
func (r *reading) effectiveSupport(t *trace) []EffectiveSupport {
	most, supporters := r.payments(t)
	list := []EffectiveSupport{}
	for _, project := range t.order() {
		if most[project] == nil {
			continue // it costs nothing
		}
		p := r.inst.Projects[project]
		effective := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(p.Cost), t.denominator), most[project])
		ratio := new(big.Rat).Quo(effective, big.NewRat(int64(supporters[project]), 1))
		list = append(list, EffectiveSupport{
			Project: p.ID, Supporters: supporters[project], Effective: effective.RatString(), Ratio: ratio.RatString(),
		})
	}
	return list
}

// payments returns, by project, the largest payment, nil if there was none, and
// the number of supporters.
func (r *reading) payments(t *trace) (most []*big.Int, supporters []int) {
	most, supporters = make([]*big.Int, len(t.price)), make([]int, len(t.price))
	for _, s := range r.sheets {
		for _, c := range s.choices {
			if c.satisfaction > 0 {
				supporters[c.project] += s.times
			}
		}
		debits, _ := t.replay(s)
		for _, d := range debits {
			if most[d.project] == nil || most[d.project].Cmp(d.amount) < 0 {
				most[d.project] = d.amount
			}
		}
	}
	return most, supporters
}

// order is the projects with a price in the order of selection.
func (t *trace) order() []int {
	var projects []int
	for project, price := range t.price {
		if price != nil {
			projects = append(projects, project)
		}
	}
	slices.SortFunc(projects, func(a, b int) int { return cmp.Compare(t.place[a], t.place[b]) })
	return projects
}
