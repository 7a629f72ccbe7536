package ranking

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/folkmoot/folkmoot/internal/text"
)

// A Term is something that is looked for: any of some stems.
type Term struct {
	Stems  []string
	Weight float64 // how much it says; see Rarity
}

// A Query is what is looked for.
type Query struct {
	Title string // folded: what the title of a document is compared with
	Terms []Term
}

// A Candidate is a document that may be meant.
type Candidate struct {
	Number int64 // its age: later ones have higher numbers
	Thing  string
	Title  string
	Head   string // the stems of its title, by spaces
	Words  string // all of its stems, by spaces
	Aside  bool   // it comes after all that are not
}

// A Hit is a candidate with how well it fits, from 0 to 1, and by which of the terms.
type Hit struct {
	Candidate
	Score float64
	Terms []int
}

// Rarity is how much a word says that stands in some of all documents.
func Rarity(in, of int) float64 {
	in = min(in, of)
	return math.Log(1 + (float64(of-in)+half)/(float64(in)+half))
}

const (
	half       = 0.5
	inHead     = 2.0 // a word in the title says twice as much
	titleShare = 0.2
)

// Rank puts candidates in order, the best first, without those that have none of
// the terms.
func Rank(q Query, candidates []Candidate) []Hit {
	whole := 0.0
	for _, term := range q.Terms {
		whole += inHead * term.Weight
	}
	var hits []Hit
	for _, candidate := range candidates {
		if hit := q.match(candidate, whole); len(hit.Terms) > 0 {
			hits = append(hits, hit)
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		if a.Aside != b.Aside {
			if a.Aside {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.Number, a.Number))
	})
	return hits
}

func (q Query) match(c Candidate, whole float64) Hit {
	hit, got := Hit{Candidate: c}, 0.0
	head, words := set(c.Head), set(c.Words)
	for i, term := range q.Terms {
		switch {
		case anyOf(term.Stems, head):
			got += inHead * term.Weight
		case anyOf(term.Stems, words):
			got += term.Weight
		default:
			continue
		}
		hit.Terms = append(hit.Terms, i)
	}
	if whole > 0 {
		hit.Score = (1-titleShare)*got/whole + titleShare*text.Alike(q.Title, text.Fold(c.Title))
	}
	return hit
}

func set(words string) map[string]bool {
	in := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		in[word] = true
	}
	return in
}

func anyOf(stems []string, in map[string]bool) bool {
	return slices.ContainsFunc(stems, func(stem string) bool { return in[stem] })
}
