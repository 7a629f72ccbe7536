package voting

import (
	"math/big"
	"slices"
)

// carry follows Phragmén's rule, and the greedy one if that completes it.
//
// The rule ends at a project that does not fit. If that is a single target, the
// count without it goes on, and is followed for this target alone. Any other
// target must be before that project, not only level with it.
//
// A change may also put a target that does not fit at the front, where it ends
// the rule. But then it does not fit into what is left at any later time, so that
// also the count without it does not select it.
func (n *nearest) carry(c *count) {
	f := &freight{nearest: n, loads: newLoads(c)}
	targets := n.targets
	for {
		line := f.line()
		f.observe(line)
		misfits := slices.DeleteFunc(f.tied(line), func(p int) bool { return n.candidates[p].Cost <= c.left })
		switch alone := single(targets, misfits); {
		case len(line) > 0 && len(misfits) == 0:
			f.visit(targets, false)
			f.loads.play(line, f.tied(line))
		case alone < 0:
			f.end(targets)
			return
		default:
			f.end(slices.Delete(slices.Clone(targets), alone, alone+1))
			targets = targets[alone : alone+1]
			f.open = slices.DeleteFunc(f.open, func(p int) bool { return p == misfits[0] })
		}
	}
}

// single returns the position of the only misfit among targets, -1 if it is no
// target or not the only one.
func single(targets []*target, misfits []int) int {
	if len(misfits) != 1 {
		return -1
	}
	return slices.IndexFunc(targets, func(t *target) bool { return t.project == misfits[0] })
}

// end looks at the end of the rule, and at what completes it.
func (f *freight) end(targets []*target) {
	f.visit(targets, !f.empty)
	if f.settings.Completion == CompletionGreedy {
		f.queue(f.loads.count, targets, false)
	}
}

// freight is Phragmén's rule under way, with what is needed to place targets.
type freight struct {
	*nearest
	*loads
	// winner is the best project and load what its supporters would carry, nil
	// for infinitely much; empty if there is none left.
	winner int
	load   *big.Rat
	empty  bool
	// strict says that a target must have less.
	strict bool
	// all is how many voters are in each class, and byLoad the classes from the
	// lowest load up.
	all    []int64
	byLoad []int32
}

func (f *freight) observe(line []carried) {
	f.empty = len(line) == 0
	if !f.empty {
		f.winner, f.load = line[0].project, line[0].load
	}
	f.all, f.byLoad = make([]int64, len(f.value)), f.byLoad[:0]
	for group, class := range f.classOf {
		if f.gain[group] > 0 {
			f.all[class] += int64(f.nearest.times[group])
		}
	}
	for class := range f.all {
		f.byLoad = append(f.byLoad, int32(class))
	}
	slices.SortFunc(f.byLoad, func(a, b int32) int { return f.value[a].Cmp(&f.value[b]) })
}

// visit looks for changes with which each of some targets wins the round; if it
// must, with less than the load of the winner.
func (f *freight) visit(targets []*target, strict bool) {
	f.strict = strict
	for _, t := range targets {
		c := &f.approvals.candidates[t.project]
		room := min(f.left, f.gate.room(t.project))
		p := f.place(t)
		t.lower(min(c.Cost-1, room), func(cost int64) bool {
			return f.wins(t, f.altered(t, cost, 0, 0), p.short(cost, c.number, 0), c.number)
		})
		if c.Cost > room {
			continue
		}
		spare := f.idle(t)
		t.recruit(func(more int) bool {
			fresh := min(more, int(spare.number))
			short := p.short(c.Cost, c.number, fresh)
			if short != nil {
				short.Sub(short, spare.relief(p, fresh))
			}
			return f.wins(t, f.altered(t, c.Cost, more, 0), short, c.number+fresh)
		})
	}
}

// wins tells whether a target wins the round. short is by how much its load would
// be above that of the winner, in some unit; nil if the latter is infinite.
func (f *freight) wins(t *target, as candidate, short *big.Int, supporters int) bool {
	if f.empty {
		return true
	}
	level := supporters == 0
	if f.load != nil {
		if level || short.Sign() > 0 {
			return false
		}
		level = short.Sign() == 0
	}
	return !level || !f.strict && f.first(f.ties, t, as, f.winner)
}

// placing has what is needed to compare the load of a target, over a common
// denominator.
type placing struct {
	load   *big.Int // of the winner, nil if infinite
	carry  big.Int  // what the supporters carry together
	whole  big.Int  // one minor unit
	factor big.Int  // from the denominator of loads
}

func (f *freight) place(t *target) *placing {
	p := &placing{}
	if f.empty || f.load == nil {
		return p
	}
	p.factor.Set(f.load.Denom())
	p.whole.Mul(&f.denominator, &p.factor)
	p.load = new(big.Int).Mul(f.load.Num(), &f.denominator)
	for _, group := range f.approvals.candidates[t.project].supporters {
		f.weight[f.classOf[group]] += int64(f.nearest.times[group])
	}
	var part, voters big.Int
	for class, weight := range f.weight {
		if weight > 0 {
			p.carry.Add(&p.carry, part.Mul(&f.value[class], voters.SetInt64(weight)))
			f.weight[class] = 0
		}
	}
	p.carry.Mul(&p.carry, &p.factor)
	return p
}

// short is by how much a cost and what supporters carry pass what they would
// carry with the load of the winner; of the fresh ones, see [idle.relief].
func (p *placing) short(cost int64, supporters, fresh int) *big.Int {
	if p.load == nil {
		return nil
	}
	short := new(big.Int).Mul(&p.whole, big.NewInt(cost))
	short.Add(short, &p.carry)
	return short.Sub(short, new(big.Int).Mul(p.load, big.NewInt(int64(supporters))))
}

// idle are the voters who do not support a target, those who carry least first.
type idle struct {
	load   []*big.Int
	voters []int64
	number int64
}

func (f *freight) idle(t *target) idle {
	for _, group := range f.approvals.candidates[t.project].supporters {
		f.weight[f.classOf[group]] += int64(f.nearest.times[group])
	}
	var list idle
	for _, class := range f.byLoad {
		if voters := f.all[class] - f.weight[class]; voters > 0 {
			list.load = append(list.load, &f.value[class])
			list.voters = append(list.voters, voters)
			list.number += voters
		}
	}
	clear(f.weight)
	return list
}

// relief is how much so many could still carry with the load of the winner. No
// voter carries more than that, as it never falls.
func (i idle) relief(p *placing, number int) *big.Int {
	sum := new(big.Int)
	var each, voters big.Int
	for at := 0; at < len(i.load) && number > 0; at++ {
		take := min(int64(number), i.voters[at])
		each.Sub(p.load, each.Mul(i.load[at], &p.factor))
		sum.Add(sum, each.Mul(&each, voters.SetInt64(take)))
		number -= int(take)
	}
	return sum
}
