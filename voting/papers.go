package voting

import "math/big"

// papers are the ballots of a count by stages: who holds them, and what they
// are worth. Equal ballots always move together.
type papers struct {
	ballots []preference
	at      []int      // ballot -> position of its holder in the order on it
	piles   [][]bundle // project -> the ballots that it holds
	votes   []*big.Rat // project -> their worth
	// exhausted is the worth of the papers that nobody holds any more.
	exhausted *big.Rat
}

// bundle is a number of ballots of which each paper is worth value. A project
// holds one bundle for each value, so that there are few exact sums; parcels of
// different projects share a value by pointing to it.
type bundle struct {
	value   *big.Rat
	ballots []int
}

// newPapers gives each ballot to the first project on it.
func newPapers(ballots []preference, projects int) *papers {
	p := &papers{
		ballots: ballots, at: make([]int, len(ballots)), piles: make([][]bundle, projects),
		votes: zeros(projects), exhausted: new(big.Rat),
	}
	all := bundle{big.NewRat(1, 1), make([]int, len(ballots))}
	for i := range ballots {
		all.ballots[i], p.at[i] = i, -1
	}
	p.handOn([]bundle{all}, big.NewRat(1, 1), func(int32) bool { return true })
	return p
}

// move takes all papers from a project and hands them on, each worth what it was
// worth times factor.
func (p *papers) move(from int, factor *big.Rat, takes func(project int32) bool) {
	pile := p.piles[from]
	p.piles[from] = nil
	p.handOn(pile, factor, takes)
}

// handOn gives each ballot of a pile to the next project on it that takes any.
// What a project receives is added up before it is multiplied with the factor:
// the numbers are shorter then.
func (p *papers) handOn(pile []bundle, factor *big.Rat, takes func(project int32) bool) {
	sums := zeros(len(p.piles) + 1)
	for _, held := range pile {
		value := times(held.value, factor)
		for to, ballots := range p.sortOut(held.ballots, takes) {
			if len(ballots) > 0 {
				sums[to].Add(sums[to], times(held.value, p.number(ballots)))
				p.put(to, bundle{value, ballots})
			}
		}
	}
	for to, sum := range sums[:len(p.piles)] {
		p.votes[to].Add(p.votes[to], times(sum, factor))
	}
	lost := sums[len(p.piles)]
	p.exhausted.Add(p.exhausted, times(lost, factor))
}

// sortOut sorts ballots by the next project on them that takes any; at the end
// stand those that name none.
func (p *papers) sortOut(ballots []int, takes func(project int32) bool) [][]int {
	sorted := make([][]int, len(p.piles)+1)
	for _, b := range ballots {
		to := p.next(b, takes)
		sorted[to] = append(sorted[to], b)
	}
	return sorted
}

// next returns the next project on a ballot that takes papers, or the number of
// projects if there is none.
func (p *papers) next(ballot int, takes func(project int32) bool) int {
	order := p.ballots[ballot].order
	for p.at[ballot]++; p.at[ballot] < len(order); p.at[ballot]++ {
		if project := order[p.at[ballot]]; takes(project) {
			return int(project)
		}
	}
	return len(p.piles)
}

// put adds a bundle to a pile; what goes to nobody needs none.
func (p *papers) put(to int, add bundle) {
	if to == len(p.piles) {
		return
	}
	for i, held := range p.piles[to] {
		if held.value == add.value {
			p.piles[to][i].ballots = append(held.ballots, add.ballots...)
			return
		}
	}
	p.piles[to] = append(p.piles[to], add)
}

// number is the number of papers.
func (p *papers) number(ballots []int) *big.Rat {
	var sum int64
	for _, b := range ballots {
		sum += p.ballots[b].times
	}
	return new(big.Rat).SetInt64(sum)
}

// times multiplies. Times one it gives the very same number, so that parcels
// which only moved still share their value.
func times(value, factor *big.Rat) *big.Rat {
	if factor.IsInt() && factor.Num().Cmp(big.NewInt(1)) == 0 {
		return value
	}
	return new(big.Rat).Mul(value, factor)
}

func zeros(n int) []*big.Rat {
	list := make([]*big.Rat, n)
	for i := range list {
		list[i] = new(big.Rat)
	}
	return list
}
