package voting

import (
	"math/big"
	"slices"
)

// Change says which small change, all else equal, would have selected a project
// that was not selected. Anybody can check it by counting the changed election.
type Change struct {
	Project string `json:"project"`
	// Cost is the highest cost below its own at which the project would have
	// been selected, in minor units; nil if there is none or none was found.
	Cost *int64 `json:"cost,omitempty"`
	// CostSearch says how far Cost can be relied on.
	CostSearch Search `json:"costSearch"`
	// Supporters is the fewest further supporters with whom the project would
	// have been selected; nil if there is no such number or none was found.
	Supporters *int `json:"supporters,omitempty"`
	// SupporterSearch says how far Supporters can be relied on.
	SupporterSearch Search `json:"supporterSearch"`
}

// Search says how thoroughly a change was looked for.
type Search string

// The searches.
const (
	// SearchExact: the number is the nearest there is, and without a number there
	// is no such change.
	SearchExact Search = "exact"
	// SearchOrdered: voters became supporters in one order only. The number is
	// the lowest in that order; fewer others might do, or others where none of
	// these do.
	SearchOrdered Search = "ordered"
	// SearchLimit: the search was too much work and gave up without a number.
	SearchLimit Search = "limit"
	// SearchNone: there is nothing to look for. By rules for places every cost
	// is 1, and a cost of 0 cannot be lower.
	SearchNone Search = "none"
)

// Nearest finds the nearest changes for projects that are not selected, for all
// of them if none are named, in the order of the instance. Named projects that
// are selected are left out.
//
// A lower cost changes the project alone: ballots, budget and all else stay.
//
// Constraints hold as they are. So with too little support a project is helped by
// supporters only, beyond its cap at first by a lower cost, and behind another
// one of an exclusive group by whatever would have put it in front of that.
//
// A further supporter is one of the voters as they are who does not support the
// project yet: it is not on the ballot, or has no points there where points are
// counted. The project is added to what the ballot holds, as if there were room
// for it, and a wish to hold it is withdrawn. With points it gets as many as the
// form allows for one project or, without such a limit, the most that any ballot
// gives to one. On a ranking it is put first, which leaves the points of the
// others by [SatisfactionBorda] as they are; there, nobody supports a project by
// ranking it alone. By plurality without a ranking it takes the place of what
// was chosen.
//
// By equal shares, greedy rules and Phragmén's, and completions of these that do
// not raise shares, both answers are exact, with those supporters who help
// most. So they are where only sums over all voters count: by max-welfare,
// approval, score and borda. By all other rules costs are tried one by one
// from the project's own down, and voters are added one by one: those with most
// left after the count first if voters pay, and in the order of [Profile.Groups]
// otherwise.
//
// The errors are those of [Tally], and an *[InstanceError] if a named project is
// not part of the instance. A *[LimitError] is that of the count itself; where
// only the search takes too much work, the change says so.
func Nearest(p *Profile, s Settings, projects ...string) ([]Change, error) {
	r, err := p.ready(s)
	if err != nil {
		return nil, err
	}
	for _, id := range projects {
		if _, known := p.checker.index[id]; !known {
			return nil, &InstanceError{Project: id, Message: "it is not part of this instance"}
		}
	}
	n := newNearest(p, s, r)
	c := n.count(n.electorate)
	c.run(r.step, s.Completion)
	if c.err != nil {
		return nil, c.err
	}
	n.aim(c, projects)
	if followed(s) {
		n.follow()
	} else {
		n.search(c)
	}
	return n.changes(), nil
}

// followed tells whether the count without a project is the same however the
// project is changed, as long as it is not selected. Then one count shows at
// which change it would have been selected in which round.
func followed(s Settings) bool {
	switch s.Rule {
	case RuleGreedy, RuleGreedyStop, RulePhragmen:
		return true
	case RuleEqualShares:
		return s.Completion == CompletionNone || s.Completion == CompletionGreedy || s.Completion == CompletionPhragmen
	default:
		return false
	}
}

// nearest looks for changes.
type nearest struct {
	*electorate
	kind     Kind
	profile  *Profile
	settings Settings
	rule     rule
	// choosers are the ballots seen so that whoever cannot be a further
	// supporter of a project is its supporter.
	choosers *electorate
	// points are what a further supporter gives, and gain[group] the level of
	// satisfaction of such a voter; 0 if there is none.
	points  int64
	gain    []int64
	packing int64 // work that all searches may still take by max-welfare
	targets []*target
}

// target is a project that was not selected, with the nearest changes known.
type target struct {
	project int
	// cost is the highest cost known, -1 if none; more the fewest supporters,
	// one more than there are voters if none.
	cost int64
	more int
	// least is how many further supporters the lowest support asks for, and
	// spare how many there can be.
	least, spare int
	// How the two were looked for.
	costSearch, moreSearch Search
}

func newNearest(p *Profile, s Settings, r rule) *nearest {
	m, _ := findMeasure(s.Satisfaction)
	n := &nearest{electorate: newElectorate(p, m), kind: p.form.Kind, profile: p, settings: s, rule: r}
	n.points = n.mostPoints()
	n.gain = n.gains()
	listed := measure{SatisfactionCardinality, kinds, one, nil}
	if s.Satisfaction == SatisfactionPoints {
		listed.level = m.level
	}
	n.choosers = n.under(listed)
	n.choosers.index()
	return n
}

// mostPoints is what a further supporter gives, 1 if the ballots have no points.
func (n *nearest) mostPoints() int64 {
	if !n.withPoints {
		return 1
	}
	f, most := n.profile.form, MaxPoints
	if f.Cap > 0 {
		most = min(most, f.Cap)
	}
	switch {
	case f.Total > 0 && n.kind == KindQuadratic:
		return min(most, new(big.Int).Sqrt(big.NewInt(f.Total)).Int64())
	case f.Total > 0:
		return min(most, f.Total)
	case f.Cap > 0:
		return most
	}
	return int64(slices.Max(append([]int32{1}, n.ballots.points...)))
}

// gains returns the level that a further supporter would have, by group.
func (n *nearest) gains() []int64 {
	gain := make([]int64, len(n.times))
	for group := range gain {
		begin, end := n.chosen(group)
		gain[group] = 1
		if n.measure.level != nil {
			gain[group] = n.measure.level(n.points, 0, int(end-begin)+1)
		}
	}
	return gain
}

// count begins a count of an electorate.
func (n *nearest) count(e *electorate) *count { return newCount(e, n.settings, n.kind) }

// aim makes the projects that are not selected targets.
func (n *nearest) aim(c *count, projects []string) {
	voters := 0
	for group, times := range n.times {
		if n.gain[group] > 0 {
			voters += int(times)
		}
	}
	for i, item := range c.outcome.Items {
		if item.Selected || len(projects) > 0 && !slices.Contains(projects, item.Project) {
			continue
		}
		t := &target{project: i, cost: -1, more: n.total + 1, spare: voters - n.choosers.candidates[i].number}
		t.costSearch, t.moreSearch = SearchExact, SearchExact
		if item.Cost == 0 || n.rule.info.Places {
			t.costSearch = SearchNone
		}
		if missing := n.settings.Constraints.MinSupport - item.Support; missing > 0 {
			t.least = int(min((missing-1)/n.points, int64(n.total))) + 1
		}
		n.targets = append(n.targets, t)
	}
}

// changes are what is known of the targets.
func (n *nearest) changes() []Change {
	list := make([]Change, len(n.targets))
	for i, t := range n.targets {
		list[i] = Change{Project: n.candidates[t.project].ID, CostSearch: t.costSearch, SupporterSearch: t.moreSearch}
		if t.cost >= 0 {
			list[i].Cost = &t.cost
		}
		if t.more <= n.total {
			list[i].Supporters = &t.more
		}
	}
	return list
}

// follow counts once more and looks at each round for changes with which a
// target would have been selected in it. What that leaves out is right by what
// [followed] says.
func (n *nearest) follow() {
	c := n.count(n.electorate)
	c.decide()
	switch n.settings.Rule {
	case RuleGreedy:
		n.queue(c, n.targets, false)
		return
	case RuleGreedyStop:
		n.queue(c, n.targets, true)
		return
	case RulePhragmen:
		n.carry(c)
		return
	}
	n.auction(c)
	switch n.settings.Completion {
	case CompletionGreedy:
		n.queue(c, n.targets, false)
	case CompletionPhragmen:
		n.carry(c)
	default: // nothing follows
	}
}

// altered is a target with another cost, and with further supporters of so many
// levels in all.
func (n *nearest) altered(t *target, cost int64, more int, levels int64) candidate {
	as := n.candidates[t.project]
	as.Cost, as.unit = cost, n.measure.unit(cost)
	as.number += more
	as.levels += levels
	as.support += int64(more) * n.points
	if as.unit == 0 { // it gives nobody anything
		as.number, as.levels, as.supporters, as.level, as.runs = 0, 0, nil, nil, nil
	}
	return as
}

// first tells whether a target, altered, comes before another project in a tie.
func (n *nearest) first(ties *tieBreaker, t *target, as candidate, other int) bool {
	was := ties.candidates[t.project]
	ties.candidates[t.project] = as
	order, _ := ties.compare(t.project, other)
	ties.candidates[t.project] = was
	return order < 0
}

// room is the highest cost with which constraints let a project be selected now,
// -1 if they do not at all.
func (a *admission) room(project int) int64 {
	if a == nil {
		return MaxMoney
	}
	for i, group := range a.groups {
		if winner := a.winners[i]; winner >= 0 && winner != project && slices.Contains(group, project) {
			return -1
		}
	}
	if left, capped := a.left[a.projects[project].Category]; capped {
		return left
	}
	return MaxMoney
}

// lower looks for a higher cost than known, up to limit, with which the target
// wins. From 1 up the costs that win must come before those that do not; a cost
// of 0, with which it may give nobody anything, stands for itself.
func (t *target) lower(limit int64, wins func(cost int64) bool) {
	if t.least > 0 || limit < 0 || t.costSearch != SearchExact {
		return
	}
	if cost, found := highest(max(t.cost+1, 1), limit, wins); found {
		t.cost = cost
	} else if t.cost < 0 && wins(0) {
		t.cost = 0
	}
}

// highest returns the highest of the first numbers from low to high for which
// something holds.
func highest(low, high int64, holds func(int64) bool) (int64, bool) {
	if low > high || !holds(low) {
		return 0, false
	}
	for low < high {
		middle := low + (high-low+1)/2
		if holds(middle) {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return low, true
}

// recruit looks for fewer further supporters than known with whom the target
// wins. More must never do worse.
func (t *target) recruit(wins func(more int) bool) {
	low, high := max(1, t.least), min(t.spare, t.more-1)
	if low > high || !wins(high) {
		return
	}
	for low < high {
		if middle := low + (high-low)/2; wins(middle) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	t.more = high
}
