package voting

import (
	"math/big"
	"math/bits"
)

// portion is a part of a section, in multiples of 2^-partBits.
type portion uint64

const (
	partBits         = 30
	whole    portion = 1 << partBits
)

// partOf returns of/length, rounded down. It must be at most the whole.
func portionOf(of, length *big.Int) portion {
	scaled := new(big.Int).Lsh(of, partBits)
	return portion(scaled.Quo(scaled, length).Uint64())
}

// share returns a/(a+b), nothing if both are nothing.
func share(a, b int64) portion {
	if a+b == 0 {
		return 0
	}
	high, low := bits.Mul64(uint64(a), uint64(whole))
	result, _ := bits.Div64(high, low, uint64(a+b))
	return portion(result)
}

// times returns the part of an amount, rounded down.
func (p portion) times(amount int64) int64 {
	high, low := bits.Mul64(uint64(amount), uint64(p))
	return int64(high<<(64-partBits) | low>>partBits)
}

// upTo bounds the prices on the lower part of a section: before is that part,
// after the rest.
func (b bid) upTo(before, after portion) bid {
	b.high.need += after.times(b.rise)
	b.rise = before.times(b.rise)
	return b
}

// from bounds the prices on the upper part of a section, which is after.
func (b bid) from(after portion) bid {
	b.rise = after.times(b.rise)
	b.low = b.high
	b.low.need += b.rise
	return b
}

// guess says up to where the project that wins at the poorest beginning may win,
// and half if there is no telling. Only speed depends on it. Projects that are
// equally good everywhere could lead to one rung after the other being cut off,
// so sections that were cut often are halved.
func (h *heat) guess(depth int) portion {
	const deepest = 64
	least := whole
	if h.est != nil && depth < deepest {
		first := h.first(h.among)
		for _, c := range h.among {
			least = min(least, h.meeting(first, c))
		}
	}
	if least == whole {
		return whole / 2
	}
	return least
}

// meeting guesses where a contender overtakes the first, or can be paid.
func (h *heat) meeting(first, c contender) portion {
	switch {
	case c.high.poorest.over > 0:
		return first.meets(c)
	case first.high.poorest.over == 0 || c.low.richest.compare(first.low.richest) < 0:
		return h.payable(c.project)
	default:
		return whole
	}
}

// meets follows two contenders from the price at the poorest beginning to that
// at the richest. It returns the whole if they do not change places.
func (c contender) meets(other contender) portion {
	shift := c.high.poorest.room()
	ahead := other.high.poorest.shifted(shift) - c.high.poorest.shifted(shift)
	behind := c.low.richest.shifted(shift) - other.low.richest.shifted(shift)
	if behind <= 0 {
		return whole
	}
	return share(ahead, behind)
}

// payable guesses from where on a project can be paid that cannot be at the
// poorest beginning.
func (h *heat) payable(project int) portion {
	c := &h.candidates[project]
	spare := -c.Cost << h.est.shift
	for _, group := range c.supporters {
		a := &h.est.accounts[group]
		spare += a.high * a.times
	}
	return share(h.est.bids[project].low.need, spare)
}

// room returns the shift that makes a ratio use some 58 bits.
func (r ratio) room() uint {
	return uint(max(0, min(63, 58+bits.Len64(r.over)-bits.Len64(r.price))))
}

// shifted returns a ratio times 2^shift, at most 2^60.
func (r ratio) shifted(shift uint) int64 {
	const most = largest >> 3
	high, low := bits.Mul64(r.price, 1<<shift)
	if high >= r.over {
		return most
	}
	result, _ := bits.Div64(high, low, r.over)
	return int64(min(result, most))
}
