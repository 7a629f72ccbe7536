package pabulib

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/folkmoot/folkmoot/voting"
)

// Withdrawn is the cost, in units of the file, that marks a project which was
// withdrawn after the vote. No declared greedy rule takes it, or stops at it.
const Withdrawn = 999_999_999

// The greedy rules of cities, by the names that files have for them. All go by
// score, the highest first, equal ones in the order of the file.
const (
	// declaredGreedy takes what fits, and skips what does not.
	declaredGreedy = "greedy"
	// declaredThreshold is greedy among projects with a least score.
	declaredThreshold = "greedy-threshold"
	// declaredNoSkip stops at the first project that does not fit; a least score
	// holds if there is one.
	declaredNoSkip = "greedy-no-skip"
)

// The keys and columns that declared rules go by.
const (
	keyRule        = "rule"
	keyThreshold   = "min_project_score_threshold"
	columnScore    = "score"
	columnVotes    = "votes"
	columnSelected = "selected"
)

// equalShares are the declared rules that are the Method of Equal Shares, with
// what follows it. The step that compares the outcome with a greedy one is not
// run: no file says what it found.
var equalShares = map[string]voting.Completion{
	"equalshares":                 voting.CompletionNone,
	"equalshares/add1":            voting.CompletionOverspend,
	"equalshares/add1-comparison": voting.CompletionOverspend,
}

// Declared is a count by the rule that a file itself declares, beside what the
// file marks as selected.
type Declared struct {
	// Rule is the name that the file gives, empty if it gives none.
	Rule string `json:"rule"`
	// By is what a greedy rule went by: "score" or "votes", the column of that
	// name, or, if Counted, the ballots, as the file has neither column.
	By      string `json:"by,omitempty"`
	Counted bool   `json:"counted,omitempty"`
	// Selected is what the rule selects, in its order; nil if it was not counted.
	Selected []string `json:"selected"`
	// Outcome is the complete count, nil for the greedy rules of cities.
	Outcome *voting.Outcome `json:"-"`
	// Marked is what the file marks as selected within its budget, in the order
	// of the file; nil if it marks nothing, neither 1 nor 0.
	Marked []string `json:"marked"`
	// Matches tells whether both are the same projects. It is nil if they cannot
	// be compared, and Why then says why in one plain sentence.
	Matches *bool  `json:"matches"`
	Why     string `json:"why,omitempty"`
	// OnlyRule and OnlyMarked are the projects that only one of them has.
	OnlyRule   []string `json:"only_rule,omitempty"`
	OnlyMarked []string `json:"only_marked,omitempty"`
}

// Declared counts by the rule that the file declares, and compares. The profile
// has its ballots; nil stands for those in Votes.
//
// Rules are greedy, greedy-threshold, greedy-no-skip, and those for which there
// are DeclaredSettings; any other is not counted, which is no error. A project
// is selected if its cell in the column "selected" is 1: with 2 and 3 it was
// paid with other money than the budget.
//
// It returns a *SyntaxError with line 0 for a score, least score or mark that is
// no number, and the errors of Profile and voting.Tally.
func (f *File) Declared(profile *voting.Profile) (*Declared, error) {
	d := &Declared{Rule: f.Get(keyRule)}
	var err error
	if d.Marked, err = f.marked(); err != nil {
		return nil, err
	}
	if profile == nil {
		if profile, err = f.Profile(); err != nil {
			return nil, err
		}
	}
	if err := f.countDeclared(d, profile); err != nil {
		return nil, err
	}
	d.compare()
	return d, nil
}

// DeclaredSettings are those with which voting.Tally counts by the declared
// rule, false if it is none that package voting has. Ties go to the lower cost,
// then to more supporters, then by id.
func (f *File) DeclaredSettings() (voting.Settings, bool) {
	completion, ok := equalShares[f.Get(keyRule)]
	if !ok {
		return voting.Settings{}, false
	}
	settings := voting.Settings{
		Rule: voting.RuleEqualShares, Satisfaction: voting.SatisfactionCost, Completion: completion,
		Ties: []voting.TieBreak{voting.TieCost, voting.TieSupporters, voting.TieID},
	}
	if completion == voting.CompletionOverspend {
		settings.Increment = f.Scale // one unit of the file
	}
	return settings, true
}

func (f *File) countDeclared(d *Declared, profile *voting.Profile) error {
	if settings, ok := f.DeclaredSettings(); ok {
		return d.tally(profile, settings)
	}
	switch d.Rule {
	case declaredGreedy, declaredThreshold, declaredNoSkip:
		return f.greedy(d, profile)
	case "", "unknown":
		d.Why = "The file does not say by which rule was counted."
	default:
		d.Why = fmt.Sprintf("The rule %q cannot be counted from the file alone.", shorten(d.Rule))
	}
	return nil
}

// tally counts by a rule of package voting.
func (d *Declared) tally(profile *voting.Profile, settings voting.Settings) error {
	if err := settings.Validate(profile.Form()); err != nil {
		d.Why = fmt.Sprintf("The rule %q cannot be counted for these ballots: %v.", d.Rule, err)
		return nil
	}
	outcome, err := voting.Tally(profile, settings)
	if limit := (*voting.LimitError)(nil); errors.As(err, &limit) {
		d.Why = "Raising shares by one unit at a time would take too long with these amounts."
		return nil
	}
	if err != nil {
		return fmt.Errorf("pabulib: %w", err)
	}
	d.Outcome, d.Selected = outcome, append([]string{}, outcome.Selected...)
	return nil
}

// greedy counts by a greedy rule of cities.
func (f *File) greedy(d *Declared, profile *voting.Profile) error {
	scores, err := f.scores(d, profile)
	if err != nil {
		return err
	}
	least, err := f.threshold(d.Rule)
	if err != nil {
		return err
	}
	d.Selected = []string{}
	left := f.Budget
	for _, i := range descending(scores) {
		switch p := f.Projects[i]; {
		case p.Cost == Withdrawn*f.Scale || (least != nil && scores[i].Cmp(least) < 0):
		case p.Cost <= left:
			d.Selected = append(d.Selected, p.ID)
			left -= p.Cost
		case d.Rule == declaredNoSkip:
			return nil
		}
	}
	return nil
}

// descending are the positions of scores, the highest first, equal ones as they
// stand.
func descending(scores []*big.Rat) []int {
	order := make([]int, len(scores))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return scores[b].Cmp(scores[a]) })
	return order
}

// threshold is the least score, nil if the rule or the file has none.
func (f *File) threshold(rule string) (*big.Rat, error) {
	text := f.Get(keyThreshold)
	if rule == declaredGreedy || text == "" {
		return nil, nil
	}
	least, ok := decimal(text)
	if !ok {
		return nil, writeError(keyThreshold, "%q is no number", shorten(text))
	}
	return least, nil
}

// scores are what the projects are ordered by. An empty cell is 0.
func (f *File) scores(d *Declared, profile *voting.Profile) ([]*big.Rat, error) {
	for _, column := range []string{columnScore, columnVotes} {
		if cells := f.cells(column); cells != nil {
			d.By = column
			return f.numbers(column, cells)
		}
	}
	d.By, d.Counted = columnScore, true
	if kind := profile.Form().Kind; kind != voting.KindPoints && kind != voting.KindRanking {
		d.By = columnVotes
	}
	counted := count(profile)
	scores := make([]*big.Rat, len(f.Projects))
	for i, p := range f.Projects {
		scores[i] = new(big.Rat).SetInt64(counted[p.ID])
	}
	return scores, nil
}

// count counts points, or the ballots that choose a project. From a ranking of
// three, the first has three points, as cities count it.
func count(profile *voting.Profile) map[string]int64 {
	counted, kind := map[string]int64{}, profile.Form().Kind
	for _, group := range profile.Groups() {
		for at, choice := range group.Ballot {
			value := choice.Points // 1 for an approval
			if kind == voting.KindRanking {
				value = int64(len(group.Ballot) - at)
			}
			counted[choice.Project] += value * int64(group.Times)
		}
	}
	return counted
}

// cells returns a column of the projects, nil if there is none or it is empty.
func (f *File) cells(column string) []string {
	at := slices.Index(f.ProjectColumns, column)
	if at < 0 {
		return nil
	}
	cells, empty := make([]string, len(f.Projects)), true
	for i, p := range f.Projects {
		cells[i] = p.Extra[at]
		empty = empty && cells[i] == ""
	}
	if empty {
		return nil
	}
	return cells
}

// numbers reads the cells of a column.
func (f *File) numbers(column string, cells []string) ([]*big.Rat, error) {
	numbers := make([]*big.Rat, len(cells))
	for i, cell := range cells {
		n, ok := decimal(cell)
		if !ok && cell != "" {
			return nil, writeError(column, "%q of project %q is no number", shorten(cell), shorten(f.Projects[i].ID))
		}
		numbers[i] = n
	}
	return numbers, nil
}

// decimal reads "-12.50" or "12,5" exactly; what is no decimal number is 0.
func decimal(text string) (*big.Rat, bool) {
	text = strings.Replace(text, ",", ".", 1)
	digits := strings.Replace(strings.TrimPrefix(text, "-"), ".", "", 1)
	if digits == "" || len(digits) > 40 || strings.Trim(digits, "0123456789") != "" {
		return new(big.Rat), false
	}
	return new(big.Rat).SetString(text)
}

// marked returns what the file marks as selected, nil if it marks nothing.
func (f *File) marked() ([]string, error) {
	cells := f.cells(columnSelected)
	if cells == nil {
		return nil, nil
	}
	marks, err := f.numbers(columnSelected, cells)
	if err != nil {
		return nil, err
	}
	one, marked := big.NewRat(1, 1), []string{}
	for i, mark := range marks {
		if mark.Cmp(one) == 0 {
			marked = append(marked, f.Projects[i].ID)
		}
	}
	return marked, nil
}

// compare says whether what the rule selects is what is marked.
func (d *Declared) compare() {
	if d.Selected != nil && d.Marked == nil {
		d.Why = "The file does not mark what was selected."
	}
	if d.Selected == nil || d.Marked == nil {
		return
	}
	d.OnlyRule, d.OnlyMarked = without(d.Selected, d.Marked), without(d.Marked, d.Selected)
	matches := len(d.OnlyRule)+len(d.OnlyMarked) == 0
	d.Matches = &matches
}

// without returns those of a list that the other does not have.
func without(list, other []string) []string {
	has := make(map[string]bool, len(other))
	for _, id := range other {
		has[id] = true
	}
	return slices.DeleteFunc(slices.Clone(list), func(id string) bool { return has[id] })
}
