package voting

import (
	"bytes"
	"cmp"
	"crypto/sha256"
)

// TieBreak is one criterion that decides between exactly tied projects.
type TieBreak string

// The criteria.
const (
	// TieSupporters puts the project with more supporters first.
	TieSupporters TieBreak = "supporters"
	// TieCost puts the project with the lower cost first.
	TieCost TieBreak = "cost"
	// TieLot puts the project first whose SHA-256(seed || id) is lower: one
	// order drawn once for the whole count, which anybody can draw again.
	TieLot TieBreak = "lot"
	// TieID puts the id first that is lower as text ("10" before "9"). It is
	// unfair, and is there to compare outcomes with other programs.
	TieID TieBreak = "id"
)

// TieOrder is the order of criteria used unless something else is declared:
// more supporters, then the lower cost, then the lot.
func TieOrder() []TieBreak { return []TieBreak{TieSupporters, TieCost, TieLot} }

// tieBreaker orders tied projects by the declared criteria.
type tieBreaker struct {
	order      []TieBreak
	candidates []candidate
	lots       [][sha256.Size]byte
}

func newTieBreaker(s Settings, candidates []candidate) *tieBreaker {
	t := &tieBreaker{order: s.Ties, candidates: candidates, lots: make([][sha256.Size]byte, len(candidates))}
	for i, c := range candidates {
		t.lots[i] = sha256.Sum256([]byte(s.Seed + c.ID))
	}
	return t
}

// compare tells which of two projects comes first, and which criterion says so.
// The last criterion always does, as settings without one were refused.
func (t *tieBreaker) compare(a, b int) (order int, criterion TieBreak) {
	for _, criterion = range t.order {
		if order = t.by(criterion, a, b); order != 0 {
			break
		}
	}
	return order, criterion
}

func (t *tieBreaker) by(criterion TieBreak, a, b int) int {
	x, y := &t.candidates[a], &t.candidates[b]
	switch criterion {
	case TieSupporters:
		return cmp.Compare(y.number, x.number)
	case TieCost:
		return cmp.Compare(x.Cost, y.Cost)
	case TieLot:
		return bytes.Compare(t.lots[a][:], t.lots[b][:])
	default: // TieID; settings with other names were refused
		return cmp.Compare(x.ID, y.ID)
	}
}
