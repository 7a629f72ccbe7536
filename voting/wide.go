package voting

import (
	"cmp"
	"math/big"
)

// wide is a whole number from 0 to 2^128-1. The welfare of a set of projects can
// pass 64 bits, but with the limits of the package never 100.
type wide struct{ hi, lo uint64 }

// newWide returns x*y. Both must not be negative.
func newWide(x, y int64) wide {
	hi, lo := multiply(uint64(x), uint64(y))
	return wide{hi, lo}
}

// multiply returns the 128 bits of x*y: Knuth, The Art of Computer Programming,
// volume 2, section 4.3.1, with digits of 32 bits.
func multiply(x, y uint64) (hi, lo uint64) {
	const low = 1<<32 - 1
	x0, x1, y0, y1 := x&low, x>>32, y&low, y>>32
	middle := x1*y0 + x0*y0>>32
	other := middle&low + x0*y1
	return x1*y1 + middle>>32 + other>>32, x * y
}

func (w wide) plus(v wide) wide {
	sum := wide{w.hi + v.hi, w.lo + v.lo}
	if sum.lo < w.lo {
		sum.hi++
	}
	return sum
}

// minus returns w-v. v must not be greater than w.
func (w wide) minus(v wide) wide {
	rest := wide{w.hi - v.hi, w.lo - v.lo}
	if w.lo < v.lo {
		rest.hi--
	}
	return rest
}

func (w wide) compare(v wide) int {
	if w.hi != v.hi {
		return cmp.Compare(w.hi, v.hi)
	}
	return cmp.Compare(w.lo, v.lo)
}

// times returns w*n with 192 bits, the highest first. n must not be negative.
func (w wide) times(n int64) [3]uint64 {
	carry, lowest := multiply(w.lo, uint64(n))
	highest, middle := multiply(w.hi, uint64(n))
	middle += carry
	if middle < carry {
		highest++
	}
	return [3]uint64{highest, middle, lowest}
}

// compareProducts compares v*m with w*n. m and n must not be negative.
func compareProducts(v wide, m int64, w wide, n int64) int {
	x, y := v.times(m), w.times(n)
	for i := range x {
		if x[i] != y[i] {
			return cmp.Compare(x[i], y[i])
		}
	}
	return 0
}

func (w wide) String() string {
	n := new(big.Int).SetUint64(w.hi)
	n.Lsh(n, 64)
	return n.Add(n, new(big.Int).SetUint64(w.lo)).String()
}
