package ledger

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/folkmoot/folkmoot/voting"
)

// Held is what a ballot says of an option that is to be held gently.
const Held = -1

// Choices are what a ballot says of each option, by its key: 1 or points; in a
// ranking the place, from 1; and Held.
type Choices map[string]int64

// Canonical writes a ballot that [voting.Form.Canonical] returned as the text
// that is hashed and stored: equal ballots become equal text. No ballot that
// package voting returned gives an error.
func Canonical(kind voting.Kind, b voting.Ballot) (string, error) {
	choices := make(Choices, len(b))
	for i, c := range b {
		switch {
		case c.Hold:
			choices[c.Project] = Held
		case kind == voting.KindRanking:
			choices[c.Project] = int64(i) + 1
		default:
			choices[c.Project] = c.Points
		}
	}
	return encode(choices) // sorts the keys
}

// ParseChoices reads what Canonical wrote. It does not check that the text is
// canonical; [Terms.Canonical] does.
func ParseChoices(text string) (Choices, error) {
	var choices Choices
	if err := json.Unmarshal([]byte(text), &choices); err != nil {
		return nil, fmt.Errorf("ledger: choices: %w", err)
	}
	return choices, nil
}

// Ballot brings choices into the form that the rules take. Zero chooses nothing.
func (c Choices) Ballot(kind voting.Kind) voting.Ballot {
	keys := slices.SortedFunc(maps.Keys(c), func(a, b string) int {
		if kind == voting.KindRanking && c[a] != c[b] {
			return cmp.Compare(c[a], c[b])
		}
		return strings.Compare(a, b)
	})
	ballot := make(voting.Ballot, 0, len(keys))
	for _, key := range keys {
		switch {
		case c[key] == Held:
			ballot = append(ballot, voting.Choice{Project: key, Hold: true})
		case kind == voting.KindRanking:
			ballot = append(ballot, voting.Choice{Project: key})
		case c[key] != 0:
			ballot = append(ballot, voting.Choice{Project: key, Points: c[key]})
		}
	}
	return ballot
}
