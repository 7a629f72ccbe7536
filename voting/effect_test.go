package voting_test

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
)

// profileOf collects approval ballots.
func profileOf(t *testing.T, inst voting.Instance, votes ...vote) *voting.Profile {
	t.Helper()
	p := voting.NewProfile(inst, voting.Form{Kind: voting.KindApproval})
	for _, v := range votes {
		if err := p.Add(choices(strings.Fields(v.choices)...), v.times); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

func instance(budget int64, projects ...voting.Project) voting.Instance {
	return voting.Instance{Budget: budget, Projects: projects}
}

// costs makes projects a, b, c and so on.
func costs(list ...int64) []voting.Project {
	var projects []voting.Project
	for i, cost := range list {
		projects = append(projects, voting.Project{ID: string(rune('a' + i)), Cost: cost})
	}
	return projects
}

func TestBallotEffect(t *testing.T) {
	shares := settings(voting.RuleEqualShares, voting.SatisfactionCost, voting.CompletionNone)
	filled := settings(voting.RuleEqualShares, voting.SatisfactionCost, voting.CompletionGreedy)
	greedy := settings(voting.RuleGreedy, voting.SatisfactionCost, voting.CompletionNone)
	// Each of 4 has 10. All pay 5 for a; three pay 4 for b; c and d are too dear.
	inst, votes := instance(40, costs(20, 12, 9, 8)...), []vote{{2, "a b"}, {1, "a b c d"}, {1, "a c"}}
	for name, test := range map[string]struct {
		inst        voting.Instance
		s           voting.Settings
		votes       []vote
		ballot      string
		paid, spent string
		text        string
	}{
		"two of four": {inst, shares, votes, "a b c d", "a:5 b:4", "9/10 median 9/10",
			"2 of your 4 choices are on the agenda; the median is 2. 90 % of your share was spent on them; the median was 90 %."},
		"one of two": {inst, shares, votes, "a c", "a:5", "1/2 median 9/10",
			"1 of your 2 choices is on the agenda; the median is 2. 50 % of your share was spent on it; the median was 90 %."},
		"all": {inst, shares, votes, "b a", "a:5 b:4", "9/10 median 9/10",
			"Both of your choices are on the agenda; the median is 2. 90 % of your share was spent on them; the median was 90 %."},
		"added": {inst, filled, []vote{{1, "a b"}, {1, "a b c"}, {1, "a c d"}, {1, "a"}}, "a c d", "a:5 c:9/2", "19/20 median 29/40",
			"All 3 of your choices are on the agenda; the median is 1.5. 1 of them was chosen with what was left, and took nothing of your share. 95 % of your share was spent; the median was about 73 %."},
		"greedy": {instance(32, costs(20, 12, 9, 8)...), greedy, votes, "a c", "", " median ", "1 of your 2 choices is on the agenda; the median is 2."},
	} {
		t.Run(name, func(t *testing.T) {
			p := profileOf(t, test.inst, test.votes...)
			o := mustTally(t, p, test.s)
			e, err := o.BallotEffect(p, choices(strings.Fields(test.ballot)...))
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "paid", paidText(e), test.paid)
			equal(t, "spent", e.Spent+" median "+e.MedianSpent, test.spent)
			equal(t, "text", e.Text, test.text)
		})
	}
}

func paidText(e voting.Effect) string {
	var list []string
	for _, c := range e.Choices {
		if c.Paid != "" {
			list = append(list, c.Project+":"+c.Paid)
		}
	}
	return strings.Join(list, " ")
}

// What is said in the smaller cases.
func TestBallotEffectTexts(t *testing.T) {
	shares := settings(voting.RuleEqualShares, voting.SatisfactionCardinality, voting.CompletionNone)
	filled := settings(voting.RuleEqualShares, voting.SatisfactionCardinality, voting.CompletionGreedy)
	for name, test := range map[string]struct {
		inst   voting.Instance
		s      voting.Settings
		votes  []vote
		ballot string
		text   string
	}{
		"nothing chosen": {instance(6, costs(3)...), shares, []vote{{1, "a"}, {1, ""}}, "",
			"Your ballot names no proposal. Nothing of your share was spent; the median was 50 %."},
		"only choice": {instance(6, costs(3)...), shares, []vote{{1, "a"}, {1, ""}}, "a",
			"Your only choice is on the agenda. 100 % of your share was spent on it; the median was 50 %."},
		"not the only choice": {instance(6, costs(4)...), shares, []vote{{1, "a"}, {1, ""}}, "a",
			"Your only choice is not on the agenda. Nothing of your share was spent; the median was 0 %."},
		"none of two": {instance(6, costs(4, 4)...), shares, []vote{{1, "a b"}, {1, ""}}, "a b",
			"None of your 2 choices is on the agenda; the median is 0. Nothing of your share was spent; the median was 0 %."},
		"half a project": {instance(6, costs(3, 1)...), shares, []vote{{1, "a"}, {1, "a b"}}, "a b",
			"Both of your choices are on the agenda; the median is 1.5. About 83 % of your share was spent on them; the median was about 67 %."},
		"thirds": {instance(9, costs(4, 9)...), shares, []vote{{2, "a b"}, {1, ""}}, "a b",
			"1 of your 2 choices is on the agenda; the median is 1. About 67 % of your share was spent on it; the median was about 67 %."},
		"nearly nothing": {instance(3000, costs(1, 2999)...), shares, []vote{{1, "a b"}, {2, ""}}, "a b",
			"1 of your 2 choices is on the agenda; the median is 0. Less than 1 % of your share was spent on it; the median was 0 %."},
		"nearly all": {instance(3000, costs(999, 2999)...), shares, []vote{{1, "a b"}, {2, ""}}, "a b",
			"1 of your 2 choices is on the agenda; the median is 0. More than 99 % of your share was spent on it; the median was 0 %."},
		"filled up, one": {instance(6, costs(4)...), filled, []vote{{1, "a"}, {1, ""}}, "a",
			"Your only choice is on the agenda. It was chosen with what was left, and took nothing of your share. Nothing of your share was spent; the median was 0 %."},
		"filled up, both": {instance(9, costs(4, 5)...), filled, []vote{{1, "a b"}, {2, ""}}, "a b",
			"Both of your choices are on the agenda; the median is 0. They were chosen with what was left, and took nothing of your share. Nothing of your share was spent; the median was 0 %."},
		"filled up, two of three": {instance(12, costs(1, 5, 5)...), filled, []vote{{1, "a b c"}, {3, ""}}, "a b c",
			"All 3 of your choices are on the agenda; the median is 0. 2 of them were chosen with what was left, and took nothing of your share. About 33 % of your share was spent; the median was 0 %."},
		"no budget": {instance(0, costs(0)...), shares, []vote{{1, "a"}}, "a", "Your only choice is on the agenda."},
	} {
		t.Run(name, func(t *testing.T) {
			p := profileOf(t, test.inst, test.votes...)
			e, err := mustTally(t, p, test.s).BallotEffect(p, choices(strings.Fields(test.ballot)...))
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "text", e.Text, test.text)
		})
	}
}

func TestBallotEffectErrors(t *testing.T) {
	inst, s := instance(6, costs(3, 2)...), settings(voting.RuleEqualShares, voting.SatisfactionCost, voting.CompletionNone)
	p := profileOf(t, inst, vote{1, "a"}, vote{1, ""})
	o := mustTally(t, p, s)
	var ballot *voting.BallotError
	for _, b := range []voting.Ballot{choices("b"), choices("x")} {
		if _, err := o.BallotEffect(p, b); !errors.As(err, &ballot) {
			t.Errorf("ballot %v: %v", b, err)
		}
	}
	for name, change := range map[string]func(*voting.Outcome){
		"share": func(o *voting.Outcome) { o.Share = "1e9" }, "rho": func(o *voting.Outcome) { o.Rounds[0].Rho = "x" },
		"round":  func(o *voting.Outcome) { o.Rounds[0].Project = "x" },
		"budget": func(o *voting.Outcome) { o.Budget++ }, "satisfaction": func(o *voting.Outcome) { o.Settings.Satisfaction = voting.SatisfactionPoints },
	} {
		o := mustTally(t, p, s)
		change(o)
		if _, err := o.BallotEffect(p, choices("a")); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	broken := voting.NewProfile(instance(-1), voting.Form{Kind: voting.KindApproval})
	if _, err := o.BallotEffect(broken, nil); err == nil || len(broken.Instance().Projects) > 0 {
		t.Errorf("broken profile: %v", err)
	}
}

// The effects of all ballots together are the trace: what was paid in each
// round, what is left in the purses; and the medians are those of all voters.
func FuzzEffectsAreTheTrace(f *testing.F) {
	fuzzLaw(f, func(t *testing.T, e election, s voting.Settings, o *voting.Outcome) {
		p := e.profile(t)
		paid, left := map[string][]*big.Rat{}, []*big.Rat{}
		var spent, satisfaction, selected []*big.Rat
		var first voting.Effect
		for i, b := range e.ballots {
			effect, err := o.BallotEffect(p, b)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range effect.Choices {
				if c.Paid != "" {
					paid[c.Project] = append(paid[c.Project], rational(t, c.Paid))
				}
			}
			satisfaction = append(satisfaction, big.NewRat(effect.Satisfaction, 1))
			selected = append(selected, big.NewRat(int64(effect.Selected), 1))
			if effect.Left != "" {
				left = append(left, rational(t, effect.Left))
			}
			if effect.Spent != "" {
				spent = append(spent, rational(t, effect.Spent))
			}
			if i == 0 {
				first = effect
			}
			equal(t, "medians", medians(effect), medians(first))
		}
		if o.Share != "" && s.Completion != voting.CompletionPerturbation {
			accounts := mustAccount(t, p, o)
			for i, payments := range accounts.Rounds {
				project := o.Rounds[i].Project
				equal(t, "payments for "+project, groupText(paid[project]), paymentText(payments))
			}
			equal(t, "purses", groupText(left), paymentText(accounts.Purses))
		}
		equal(t, "median satisfaction", first.MedianSatisfaction, medianOf(satisfaction))
		equal(t, "median selected", first.MedianSelected, medianOf(selected))
		equal(t, "median spent", first.MedianSpent, medianOf(spent))
	})
}

func medians(e voting.Effect) string {
	return fmt.Sprint(e.MedianSatisfaction, " ", e.MedianSelected, " ", e.MedianSpent)
}

// medianOf sorts all values.
func medianOf(list []*big.Rat) string {
	if len(list) == 0 {
		return ""
	}
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b *big.Rat) int { return a.Cmp(b) })
	sum := new(big.Rat).Add(list[(len(list)-1)/2], list[len(list)/2])
	return sum.Mul(sum, big.NewRat(1, 2)).RatString()
}
