package voting

import "slices"

// Limits of a search by counting again and again.
const (
	// maxRecounts is how often the election is counted to answer one question.
	maxRecounts = 1_000
	// minRecounts is with how few allowed a search is not worth beginning.
	minRecounts = 20
	// maxRecountWork is the most work for all questions of one call, which stands
	// for some seconds. What is left is shared equally among the questions left.
	maxRecountWork = 1 << 28
	// recountWork is the work of a count for each choice or, if only sums count,
	// each project.
	recountWork = 100
)

// search answers by counting changed elections.
func (n *nearest) search(c *count) {
	order := n.byMoney(c)
	n.packing = maxPackingWork
	left, questions := int64(maxRecountWork), int64(2*len(n.targets))
	ask := func(t *target, search func(*recounts)) {
		r := n.recounts(t, left/questions)
		search(r)
		left, questions = left-r.work, questions-1
	}
	for _, t := range n.targets {
		ask(t, func(r *recounts) { n.searchCost(t, r) })
		ask(t, func(r *recounts) { n.searchSupporters(t, r, order) })
	}
}

// recounts are the counts that one question may still take.
type recounts struct {
	*nearest
	*target
	// left is how many, and spent that one more was needed or one failed.
	left  int
	spent bool
	// each is the work of one of them, and work that of all up to now.
	each, work int64
}

func (n *nearest) recounts(t *target, allowance int64) *recounts {
	each := int64(len(n.projects)+len(n.times)+len(n.candidates)) * recountWork
	if n.sumsOnly() {
		each = int64(len(n.candidates)) * recountWork
	}
	r := &recounts{nearest: n, target: t, left: int(min(maxRecounts, allowance/each)), each: each}
	if r.left < minRecounts {
		r.left = 0
	}
	return r
}

// selects tells whether the target is selected by a changed electorate. If it
// cannot know, spent is set.
func (r *recounts) selects(e *electorate) bool {
	if !r.allowed() {
		return false
	}
	c := r.count(e)
	if r.settings.Rule == RuleMaxWelfare {
		c.run(func(c *count) { c.packs(r.target.project, &r.packing) }, CompletionNone)
	} else {
		c.run(r.rule.step, r.settings.Completion)
	}
	r.spent = r.spent || c.err != nil
	return c.err == nil && c.outcome.Items[r.target.project].Selected
}

// allowed takes one from the counts that are left.
func (r *recounts) allowed() bool {
	if r.left == 0 || r.spent {
		r.spent = true
		return false
	}
	r.left--
	r.work += r.each
	return true
}

// packs is maxWelfare for a single project, within so much work.
func (c *count) packs(project int, work *int64) {
	byID, parcels := c.parcels()
	best, ok := pack(parcels, c.left, false, work)
	if !ok {
		c.err = &LimitError{Rule: RuleMaxWelfare, Projects: len(parcels)}
		return
	}
	at := slices.Index(byID, project)
	c.outcome.Items[project].Selected = best.chosen[at]
}

// with is the electorate with a changed project.
func (n *nearest) with(t *target, as candidate) *electorate {
	e := *n.electorate
	e.candidates = slices.Clone(e.candidates)
	e.candidates[t.project] = as
	return &e
}

// searchCost tries lower costs, one by one from the highest.
func (n *nearest) searchCost(t *target, r *recounts) {
	if t.costSearch != SearchExact || t.least > 0 {
		return // there is nothing to find
	}
	if n.settings.Rule == RuleMaxWelfare {
		n.searchWelfare(t, r)
		return
	}
	for cost := n.candidates[t.project].Cost - 1; cost >= 0; cost-- {
		if r.selects(n.with(t, n.altered(t, cost, 0, 0))) {
			t.cost = cost
			return
		}
		if r.spent {
			t.costSearch = SearchLimit
			return
		}
	}
}

// sumsOnly tells whether a rule looks at nothing but sums over all voters, so
// that more support for one project never harms it.
func (n *nearest) sumsOnly() bool {
	return slices.Contains([]string{RuleMaxWelfare, RuleApproval, RuleScore, RuleBorda}, n.settings.Rule)
}

func (n *nearest) searchSupporters(t *target, r *recounts, order []int) {
	if n.sumsOnly() {
		n.searchSum(t, r)
	} else {
		n.searchVoters(t, r, order)
	}
}

// searchSum finds the fewest further supporters if only sums count.
func (n *nearest) searchSum(t *target, r *recounts) {
	helpers, cost := n.helpers(t), n.candidates[t.project].Cost
	t.recruit(func(more int) bool { return r.selects(n.with(t, n.altered(t, cost, more, helpers.levels(more)))) })
	if r.spent {
		t.more, t.moreSearch = n.total+1, SearchLimit
	}
}

// searchVoters makes voters supporters one by one.
func (n *nearest) searchVoters(t *target, r *recounts, order []int) {
	t.moreSearch = SearchOrdered
	if t.spare < max(1, t.least) {
		t.moreSearch = SearchExact // too few are left to ask
		return
	}
	for more := max(1, t.least); more <= t.spare && !r.spent; more++ {
		if r.selects(n.joined(t, order, more)) {
			t.more = more
			return
		}
	}
	if r.spent {
		t.moreSearch = SearchLimit
	}
}

// byMoney orders groups for [nearest.searchVoters].
func (n *nearest) byMoney(c *count) []int {
	order := n.sorted()
	if w := c.wallets; w != nil {
		slices.SortStableFunc(order, func(a, b int) int { return w.value[w.classOf[b]].Cmp(w.value[w.classOf[a]]) })
	}
	return order
}

// joined is the electorate in which so many voters, the first in order, have
// become supporters.
func (n *nearest) joined(t *target, order []int, more int) *electorate {
	b := ballots{withPoints: n.withPoints}
	supports := make([]bool, len(n.times))
	for _, group := range n.choosers.candidates[t.project].supporters {
		supports[group] = true
	}
	var marks []mark
	for _, group := range order {
		marks = n.marks(group, marks[:0])
		times := int(n.times[group])
		if join := min(more, times); !supports[group] && n.gain[group] > 0 && join > 0 {
			b.add(n.join(t, slices.Clone(marks)), join)
			more, times = more-join, times-join
		}
		if times > 0 {
			b.add(marks, times)
		}
	}
	return survey(&b, n.projectList(), n.measure, n.budget, n.total)
}

// join puts a target on a ballot.
func (n *nearest) join(t *target, marks []mark) []mark {
	m := mark{project: int32(t.project), points: n.points}
	if n.settings.Rule == RulePlurality && n.kind != KindRanking {
		marks = slices.DeleteFunc(marks, func(m mark) bool { return !m.held })
	}
	marks = slices.DeleteFunc(marks, func(m mark) bool { return int(m.project) == t.project })
	marks = slices.Insert(marks, 0, m)
	checker := n.profile.checker
	checker.marks = marks
	checker.sort()
	return checker.marks
}
