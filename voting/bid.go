package voting

import (
	"cmp"
	"math/bits"
)

// bid is the price of one level of a project: low is the one if all have as
// little as they may, which is the highest price, and high the one if all have
// as much as they may. rise is by how much the money of those who surely pay all
// they have rises from the poorest beginning to the richest, at least.
//
// # How steeply a price falls
//
// Let E be a beginning, from 0 for the poorest to 1 for the richest; b(E) what a
// supporter with level l and weight w has and x(E) the price, so that the sum of
// w*min(b(E), l*x(E)) is the cost, for each E. Let P be supporters with b(1) <
// l*x(1). As b rises and x falls, they pay all they have at every E. Then for
// E < F, with d = x(E)-x(F) >= 0:
//
//	0 = sum over P of w*(b(F)-b(E)) + sum over others of w*(min(b(F), l*x(F)) - min(b(E), l*x(E)))
//	 >= rise*(F-E) - d * sum over others of w*l
//
// since b(F) >= b(E), and a minimum falls by no more than what is in it. So x
// falls by rise/levels*(F-E) or more, where levels are those of the others.
// Whoever pays the full price at the poorest beginning pays it at all, and what
// he has left rises by what it rose before and l times that. Who does not has
// nothing left at the poorest beginning, and is only known not to lose.
//
// All of it is rounded to the side on which it stays true. P may be any part of
// those who pay all they have, and is what [estimate.collect] finds on the high
// side: b(1) is at most high, and the guess is at most x(1).
type bid struct {
	low, high quote
	rise      int64
}

// ratio is a bound of a rho: price over satisfaction, infinite if over is 0.
type ratio struct{ price, over uint64 }

func (r ratio) compare(other ratio) int {
	if r.over == 0 || other.over == 0 {
		return cmp.Compare(other.over, r.over) // infinite ones are last and equal
	}
	high, low := bits.Mul64(r.price, other.over)
	otherHigh, otherLow := bits.Mul64(other.price, r.over)
	if high != otherHigh {
		return cmp.Compare(high, otherHigh)
	}
	return cmp.Compare(low, otherLow)
}

// line is a bound of the rho of one project, which is a straight line over the
// beginnings: from its value at the poorest to that at the richest.
type line struct{ poorest, richest ratio }

// level is a line that does not fall.
func level(r ratio) line { return line{r, r} }

// below is a line that the rho of a project never falls below: it ends with the
// price at the high side, and falls just as steeply as the price surely does.
// It is one as well if the bid is of an earlier round, for prices only rise.
func (b *bid) below(unit int64) line {
	over := uint64(b.high.levels) * uint64(unit)
	return line{ratio{uint64(b.high.need + b.rise), over}, ratio{uint64(b.high.need), over}}
}

// above is a line that the rho of a project is never above: it begins with the
// price at the low side, and falls just as steeply as the price surely does.
func (b *bid) above(unit int64) line {
	over := uint64(b.low.levels) * uint64(unit)
	fall := int64(0)
	if b.low.levels > 0 {
		fall = min(b.low.need, quote{b.rise, b.high.levels}.times(b.low.levels, false))
	}
	return line{ratio{uint64(b.low.need), over}, ratio{uint64(b.low.need - fall), over}}
}

// over tells whether a line is above another from end to end.
func (l line) over(other line) bool {
	return l.richest.compare(other.richest) > 0 && l.poorest.compare(other.poorest) > 0
}
