package voting

import "math/big"

// papers are the ballots of a count by stages: who holds them, and what they
// are worth. Equal ballots always move together.
type papers struct {
	ballots []preference
	at      []int      // ballot -> position of its holder in the order on it
	piles   [][]parcel // project -> the ballots that it holds
	votes   []*big.Rat // project -> their worth
	// exhausted is the worth of the papers that nobody holds any more.
	exhausted *big.Rat
}

// parcel is a number of ballots that are worth the same: one paper of each
// worth value.
type parcel struct {
	value   *big.Rat
	ballots []int
}

// newPapers gives each ballot to the first project on it.
func newPapers(ballots []preference, projects int) *papers {
	p := &papers{
		ballots: ballots, at: make([]int, len(ballots)), piles: make([][]parcel, projects),
		votes: make([]*big.Rat, projects), exhausted: new(big.Rat),
	}
	for i := range p.votes {
		p.votes[i] = new(big.Rat)
	}
	all := make([]int, len(ballots))
	for i := range all {
		all[i], p.at[i] = i, -1
	}
	p.hand(parcel{big.NewRat(1, 1), all}, func(int32) bool { return true })
	return p
}

// move takes all papers from a project and hands them on, each worth what it
// was worth times value.
func (p *papers) move(from int, value *big.Rat, takes func(project int32) bool) {
	pile := p.piles[from]
	p.piles[from] = nil
	for _, held := range pile {
		p.hand(parcel{new(big.Rat).Mul(held.value, value), held.ballots}, takes)
	}
}

// hand gives each ballot of a parcel to the next project on it that takes any.
func (p *papers) hand(all parcel, takes func(project int32) bool) {
	nobody := len(p.piles)
	received, number := make([][]int, nobody+1), make([]int64, nobody+1)
	for _, b := range all.ballots {
		to := p.next(b, takes)
		received[to] = append(received[to], b)
		number[to] += p.ballots[b].times
	}
	for to, ballots := range received[:nobody] {
		if len(ballots) == 0 {
			continue
		}
		p.piles[to] = append(p.piles[to], parcel{all.value, ballots})
		p.votes[to].Add(p.votes[to], worth(all.value, number[to]))
	}
	p.exhausted.Add(p.exhausted, worth(all.value, number[nobody]))
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

func worth(value *big.Rat, papers int64) *big.Rat {
	return new(big.Rat).Mul(value, new(big.Rat).SetInt64(papers))
}
