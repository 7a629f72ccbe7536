package voting

import (
	"cmp"
	"slices"
)

// queue looks at a greedy rule, which is always the last part of a count.
func (n *nearest) queue(c *count, targets []*target, stop bool) {
	order := c.byDensity()
	for _, t := range targets {
		q := n.newQueue(c, t, order, stop)
		cost := n.candidates[t.project].Cost
		t.lower(cost-1, func(cost int64) bool { return q.wins(n.altered(t, cost, 0, 0)) })
		helpers := n.helpers(t)
		t.recruit(func(more int) bool { return q.wins(n.altered(t, cost, more, helpers.levels(more))) })
	}
}

// queued is the order of the greedy rule without the target.
type queued struct {
	*nearest
	*target
	ties   *tieBreaker
	others []ranked
	// room[i] is the highest cost with which the target would be selected at
	// place i. There are no places behind the end of the count.
	room []int64
}

// newQueue carries out the greedy rule without the target.
func (n *nearest) newQueue(c *count, t *target, order []ranked, stop bool) *queued {
	q := &queued{nearest: n, target: t, ties: c.ties}
	q.others = slices.DeleteFunc(slices.Clone(order), func(r ranked) bool { return r.project == t.project })
	left, gate := c.left, c.gate.fork()
	for _, r := range q.others {
		q.room = append(q.room, min(left, gate.room(t.project)))
		cost := n.candidates[r.project].Cost
		switch {
		case gate.barred(r.project) != nil:
		case cost <= left:
			left -= cost
			gate.take(r.project)
		case stop:
			return q
		}
	}
	q.room = append(q.room, min(left, gate.room(t.project)))
	return q
}

// wins tells whether the target, altered, would be selected.
func (q *queued) wins(as candidate) bool {
	at := ranked{q.project, density(&as)}
	place, _ := slices.BinarySearchFunc(q.others, at, func(other, at ranked) int {
		if order := compareDensity(at.density, other.density); order != 0 {
			return order
		}
		if q.first(q.ties, q.target, as, other.project) {
			return 1
		}
		return -1
	})
	return place < len(q.room) && as.Cost <= q.room[place]
}

// helpers are the possible further supporters of a target by how much it would
// give them, the most first.
type helpers []helper

type helper struct {
	level  int64
	voters int
}

func (n *nearest) helpers(t *target) helpers {
	byLevel := map[int64]int{}
	for group, times := range n.times {
		byLevel[n.gain[group]] += int(times)
	}
	for _, group := range n.choosers.candidates[t.project].supporters {
		byLevel[n.gain[group]] -= int(n.times[group])
	}
	var list helpers
	for level, voters := range byLevel {
		if level > 0 {
			list = append(list, helper{level, voters})
		}
	}
	slices.SortFunc(list, func(a, b helper) int { return cmp.Compare(b.level, a.level) })
	return list
}

// levels is the sum of levels of so many, of those who gain most.
func (h helpers) levels(number int) int64 {
	var sum int64
	for _, at := range h {
		take := min(number, at.voters)
		sum += int64(take) * at.level
		number -= take
	}
	return sum
}
