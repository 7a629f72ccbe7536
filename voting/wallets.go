package voting

import (
	"math/big"
	"slices"
)

// wallets hold what the voters have left, for rules in which supporters pay in
// other ways than by equal shares. Groups with equal money share a class, and
// all classes have one common denominator, as in purses.
type wallets struct {
	denominator *big.Int
	value       []*big.Int // class -> money of each of its voters, over denominator
	classOf     []int32    // group -> class
	times       []int      // group -> voters
	at          []int32    // scratch: class -> position plus one, zero between uses
}

// emptyWallet is the class of those who have nothing left.
const emptyWallet = 0

// payer is a number of voters with equal money and an equal level of
// satisfaction from the project in question.
type payer struct {
	money  *big.Int // of each, over the common denominator
	level  int64
	voters int64
}

// newWallets divides the budget equally among all voters.
func newWallets(e *electorate) *wallets {
	w := &wallets{
		denominator: big.NewInt(int64(max(1, e.total))),
		value:       []*big.Int{new(big.Int), big.NewInt(e.budget)},
		classOf:     make([]int32, len(e.groups)),
		times:       make([]int, len(e.groups)),
		at:          make([]int32, 2),
	}
	for i := range e.groups {
		w.times[i], w.classOf[i] = e.groups[i].times, 1
	}
	return w
}

// payers joins supporters, which are sorted by level, with equal money and equal
// level. of[i] is the position of supporter i among the payers.
func (w *wallets) payers(supporters []supporter) (list []payer, of []int32) {
	of = make([]int32, len(supporters))
	first := 0
	for i, s := range supporters {
		if i > 0 && supporters[i-1].level != s.level {
			w.forget(supporters[first:i])
			first = i
		}
		class := w.classOf[s.group]
		if w.at[class] == 0 {
			list = append(list, payer{money: w.value[class], level: s.level})
			w.at[class] = int32(len(list))
		}
		of[i] = w.at[class] - 1
		list[of[i]].voters += int64(w.times[s.group])
	}
	w.forget(supporters[first:])
	return list, of
}

func (w *wallets) forget(supporters []supporter) {
	for _, s := range supporters {
		w.at[w.classOf[s.group]] = 0
	}
}

// broke tells whether none of the supporters has anything left.
func (w *wallets) broke(supporters []supporter) bool {
	for _, s := range supporters {
		if w.classOf[s.group] != emptyWallet {
			return false
		}
	}
	return true
}

// scale multiplies numerators and the denominator.
func (w *wallets) scale(factor *big.Int) {
	if factor.IsInt64() && factor.Int64() == 1 {
		return
	}
	w.denominator.Mul(w.denominator, factor)
	for _, value := range w.value {
		value.Mul(value, factor)
	}
}

// prepare makes numerator/below, an amount over the common denominator, a whole
// number over it, and returns that number.
func (w *wallets) prepare(numerator, below *big.Int) *big.Int {
	var common, factor big.Int
	whole := new(big.Int)
	common.GCD(nil, nil, numerator, below)
	whole.Quo(numerator, &common)
	w.scale(factor.Quo(below, &common))
	return whole
}

// pay takes from each supporter what is due, and returns who paid what. due must
// not be more than the payer has.
func (w *wallets) pay(supporters []supporter, due func(payer) *big.Int) []holding {
	payers, of := w.payers(supporters)
	classes := make([]int32, len(payers))
	var paid []holding
	for i, p := range payers {
		amount := due(p)
		classes[i] = w.class(new(big.Int).Sub(p.money, amount))
		if amount.Sign() > 0 {
			h := holding{voters: int(p.voters)}
			h.amount.Set(amount)
			paid = append(paid, h)
		}
	}
	for i, s := range supporters {
		w.classOf[s.group] = classes[of[i]]
	}
	w.compact()
	return paid
}

// payments writes down who paid what, ascending.
func (w *wallets) payments(paid []holding) []Payment {
	var list []Payment
	for _, h := range merge(paid) {
		list = append(list, Payment{Voters: h.voters, Amount: fraction(&h.amount, w.denominator)})
	}
	return list
}

// atMost is a due of limit for each level, or all that a payer has if that is
// less.
func atMost(limit *big.Int) func(payer) *big.Int {
	var full, level big.Int
	return func(p payer) *big.Int {
		full.Mul(limit, level.SetInt64(p.level))
		if p.money.Cmp(&full) < 0 {
			return p.money
		}
		return &full
	}
}

// class makes a new class, unless nothing is left.
func (w *wallets) class(value *big.Int) int32 {
	if value.Sign() == 0 {
		return emptyWallet
	}
	w.value = append(w.value, value)
	return int32(len(w.value) - 1)
}

// compact throws away the classes that nobody is in.
func (w *wallets) compact() {
	renamed := make([]int32, len(w.value))
	used := []*big.Int{w.value[emptyWallet]}
	for group, class := range w.classOf {
		if class != emptyWallet && renamed[class] == 0 {
			renamed[class] = int32(len(used))
			used = append(used, w.value[class])
		}
		w.classOf[group] = renamed[class]
	}
	w.value, w.at = used, make([]int32, len(used))
}

// money is what payers have between them, over the common denominator.
func (w *wallets) money(payers []payer) *big.Int {
	sum, given, voters := new(big.Int), new(big.Int), new(big.Int)
	for _, p := range payers {
		sum.Add(sum, given.Mul(p.money, voters.SetInt64(p.voters)))
	}
	return sum
}

// voters counts the voters of each class.
func (w *wallets) voters() []int64 {
	voters := make([]int64, len(w.value))
	for group, class := range w.classOf {
		voters[class] += int64(w.times[group])
	}
	return voters
}

// others returns all voters who have something and are no supporters. voters are
// those of each class.
func (w *wallets) others(supporters []supporter, voters []int64) []payer {
	rest := slices.Clone(voters)
	for _, s := range supporters {
		rest[w.classOf[s.group]] -= int64(w.times[s.group])
	}
	var list []payer
	for class, n := range rest {
		if n > 0 && class != emptyWallet {
			list = append(list, payer{money: w.value[class], level: 1, voters: n})
		}
	}
	return list
}

// outsiders returns all groups that are no supporters, with level 1.
func (w *wallets) outsiders(supporters []supporter) []supporter {
	inside := make([]bool, len(w.classOf))
	for _, s := range supporters {
		inside[s.group] = true
	}
	var list []supporter
	for group := range w.classOf {
		if !inside[group] {
			list = append(list, supporter{int32(group), 1})
		}
	}
	return list
}

// walletsOf takes over what voters have after equal shares.
func walletsOf(p *purses, e *electorate) *wallets {
	w := newWallets(e)
	w.denominator.Set(p.denominator)
	w.value = w.value[:1]
	class := make([]int32, len(p.value))
	for i := range p.value {
		if p.members[i] > 0 {
			class[i] = w.class(new(big.Int).Set(&p.value[i]))
		}
	}
	for group, old := range p.classOf {
		w.classOf[group] = class[old]
	}
	w.compact()
	return w
}

// list returns what all voters have.
func (w *wallets) list() []Purse {
	held := make([]holding, len(w.value))
	for group, class := range w.classOf {
		held[class].amount.Set(w.value[class])
		held[class].voters += w.times[group]
	}
	var list []Purse
	for _, h := range merge(held) {
		list = append(list, Purse{Voters: h.voters, Amount: fraction(&h.amount, w.denominator)})
	}
	return list
}
