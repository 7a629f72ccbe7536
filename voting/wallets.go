package voting

import (
	"math/big"
	"slices"
)

// wallets hold what the voters have left, for rules in which supporters pay in
// other ways than by equal shares. Groups with equal money share a class, and
// all classes have one common denominator, as in purses.
type wallets struct {
	denominator big.Int
	value       []*big.Int // class -> money of each of its voters, over denominator
	classOf     []int32    // group -> class
	times       []int32    // group -> voters
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

// newWallets divides what is left of the budget equally among all voters.
func newWallets(c *count) *wallets {
	c.index()
	w := &wallets{
		times:   c.times,
		value:   []*big.Int{new(big.Int), big.NewInt(c.left)},
		classOf: make([]int32, len(c.times)),
		at:      make([]int32, 2),
	}
	w.denominator.SetInt64(int64(max(1, c.total)))
	for i := range w.classOf {
		w.classOf[i] = 1
	}
	return w
}

// payers joins supporters with equal money and equal level. of[i] is the
// position of supporter i among the payers.
func (w *wallets) payers(runs []run) (list []payer, of []int32) {
	for _, r := range runs {
		for _, group := range r.groups {
			class := w.classOf[group]
			if w.at[class] == 0 {
				list = append(list, payer{money: w.value[class], level: r.level})
				w.at[class] = int32(len(list))
			}
			of = append(of, w.at[class]-1)
			list[w.at[class]-1].voters += int64(w.times[group])
		}
		for _, group := range r.groups {
			w.at[w.classOf[group]] = 0
		}
	}
	return list, of
}

// broke tells whether none of the supporters has anything left.
func (w *wallets) broke(supporters []int32) bool {
	return !slices.ContainsFunc(supporters, func(group int32) bool { return w.classOf[group] != emptyWallet })
}

// scale multiplies numerators and the denominator.
func (w *wallets) scale(factor *big.Int) {
	if factor.IsInt64() && factor.Int64() == 1 {
		return
	}
	w.denominator.Mul(&w.denominator, factor)
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

// receipt is what a number of voters paid. It is short if they had less than
// what they should have paid, and gave that.
type receipt struct {
	holding
	short bool
}

// due says what a payer has to pay, at most all he has, and whether that is
// short of what he should.
type due func(payer) (amount *big.Int, short bool)

// pay takes from each supporter what is due, and returns who paid what.
func (w *wallets) pay(runs []run, due due) []receipt {
	payers, of := w.payers(runs)
	classes := make([]int32, len(payers))
	var paid []receipt
	for i, p := range payers {
		amount, short := due(p)
		classes[i] = w.class(new(big.Int).Sub(p.money, amount))
		if amount.Sign() > 0 {
			paid = append(paid, receipt{holding{*new(big.Int).Set(amount), int(p.voters)}, short})
		}
	}
	next := 0
	for _, r := range runs {
		for _, group := range r.groups {
			w.classOf[group] = classes[of[next]]
			next++
		}
	}
	w.compact()
	return paid
}

// sum writes down how many paid in full, ascending, and what the others gave.
func (w *wallets) sum(paid []receipt) ([]Payment, *Remainder) {
	var full, short []holding
	for _, r := range paid {
		if r.short {
			short = append(short, r.holding)
		} else {
			full = append(full, r.holding)
		}
	}
	return w.written(full), w.remainder(merge(short))
}

func (w *wallets) remainder(short []holding) *Remainder {
	if len(short) == 0 {
		return nil
	}
	var together, part big.Int
	number := 0
	for i := range short {
		number += short[i].voters
		together.Add(&together, part.Mul(&short[i].amount, big.NewInt(int64(short[i].voters))))
	}
	most := &short[len(short)-1].amount
	return &Remainder{
		Voters: number, Together: fraction(&together, &w.denominator), Most: fraction(most, &w.denominator),
	}
}

// written puts holdings into words: ascending, equal ones added up.
func (w *wallets) written(all []holding) []Payment {
	var list []Payment
	for _, h := range merge(all) {
		list = append(list, Payment{Voters: h.voters, Amount: fraction(&h.amount, &w.denominator)})
	}
	return list
}

// record takes down every payment of a round, if somebody asked for them.
func (c *count) record(w *wallets, paid ...receipt) {
	if c.accounts == nil {
		return
	}
	all := make([]holding, len(paid))
	for i, r := range paid {
		all[i].voters = r.voters
		all[i].amount.Set(&r.amount)
	}
	c.accounts.Rounds = append(c.accounts.Rounds, w.written(all))
}

// recordPurses takes down what all voters have left.
func (c *count) recordPurses(w *wallets) {
	if c.accounts != nil {
		c.accounts.Purses = w.list()
	}
}

// atMost is a due of limit for each level, or all that a payer has if that is
// less.
func atMost(limit *big.Int) due {
	var full, level big.Int
	return func(p payer) (*big.Int, bool) {
		full.Mul(limit, level.SetInt64(p.level))
		if p.money.Cmp(&full) < 0 {
			return p.money, true
		}
		return &full, false
	}
}

// everything is a due of all that a payer has.
func everything(p payer) (*big.Int, bool) { return p.money, true }

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
func (w *wallets) others(supporters []int32, voters []int64) []payer {
	rest := slices.Clone(voters)
	for _, group := range supporters {
		rest[w.classOf[group]] -= int64(w.times[group])
	}
	var list []payer
	for class, n := range rest {
		if n > 0 && class != emptyWallet {
			list = append(list, payer{money: w.value[class], level: 1, voters: n})
		}
	}
	return list
}

// outsiders returns all groups that are no supporters.
func (w *wallets) outsiders(supporters []int32) []run {
	inside := make([]bool, len(w.classOf))
	for _, group := range supporters {
		inside[group] = true
	}
	var list []int32
	for group := range w.classOf {
		if !inside[group] {
			list = append(list, int32(group))
		}
	}
	return []run{{groups: list, level: 1}}
}

// walletsOf takes over what voters have after equal shares.
func walletsOf(p *purses) *wallets {
	w := &wallets{times: p.times, value: []*big.Int{new(big.Int)}, classOf: make([]int32, len(p.classOf))}
	w.denominator.Set(&p.denominator)
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
func (w *wallets) list() []Payment {
	held := make([]holding, len(w.value))
	for group, class := range w.classOf {
		held[class].voters += int(w.times[group])
	}
	for class := range held {
		held[class].amount.Set(w.value[class])
	}
	return w.written(held)
}
