package voting_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
)

// places is an instance with projects named by letters, and places for them.
func places(letters string, budget int64) voting.Instance {
	inst := voting.Instance{Budget: budget}
	for _, letter := range strings.Split(letters, "") {
		inst.Projects = append(inst.Projects, voting.Project{ID: letter, Cost: 1})
	}
	return inst
}

// rankedBy counts rankings written as letters.
func rankedBy(t *testing.T, inst voting.Instance, rule string, votes ...vote) *voting.Outcome {
	t.Helper()
	return countForm(t, inst, voting.Form{Kind: voting.KindRanking}, rule, votes...)
}

func countForm(t *testing.T, inst voting.Instance, form voting.Form, rule string, votes ...vote) *voting.Outcome {
	t.Helper()
	p := voting.NewProfile(inst, form)
	for _, v := range votes {
		var b voting.Ballot
		for _, letter := range v.choices {
			b = append(b, voting.Choice{Project: string(letter)})
		}
		if err := p.Add(b, v.times); err != nil {
			t.Fatal(err)
		}
	}
	s, err := voting.DefaultSettings(rule, form)
	if err != nil {
		t.Fatal(err)
	}
	s.Seed = "seed"
	return mustTally(t, p, s)
}

// tennessee chooses a capital: Memphis, Nashville, Chattanooga or Knoxville,
// each hundredth of the voters ranks them by distance. The example stands in
// most introductions to voting rules.
var tennessee = []vote{{42, "MNCK"}, {26, "NCKM"}, {15, "CKNM"}, {17, "KCNM"}}

// schulzes is example 1 of Schulze (2011), section 3: 45 voters.
var schulzes = []vote{{5, "ACBED"}, {5, "ADECB"}, {8, "BEDAC"}, {3, "CABED"}, {7, "CAEBD"}, {2, "CBADE"}, {7, "DCEBA"}, {8, "EBADC"}}

// paradox is the smallest kind of cycle: A beats B 11 to 5, B beats C 12 to 4,
// C beats A 9 to 7.
var paradox = []vote{{7, "ABC"}, {5, "BCA"}, {4, "CAB"}}

func TestPublishedPlaces(t *testing.T) {
	for _, test := range []struct {
		rule, letters string
		places        int64
		votes         []vote
		want          string
	}{
		{voting.RulePlurality, "MNCK", 1, tennessee, "M"},
		{voting.RulePlurality, "MNCK", 4, tennessee, "M N K C"},
		{voting.RuleBorda, "MNCK", 1, tennessee, "N"}, // 194 points, C 173, M 126, K 107
		{voting.RuleBorda, "MNCK", 4, tennessee, "N C M K"},
		{voting.RuleIRV, "MNCK", 1, tennessee, "K"}, // C goes out, then N
		{voting.RuleRankedPairs, "MNCK", 4, tennessee, "N C K M"},
		{voting.RuleSchulze, "MNCK", 4, tennessee, "N C K M"},
		{voting.RuleSchulze, "ABCDE", 5, schulzes, "E A C B D"},
		{voting.RuleSchulze, "ABCDE", 1, schulzes, "E"},
		{voting.RuleSchulze, "ABC", 3, paradox, "A B C"},
		{voting.RuleRankedPairs, "ABC", 3, paradox, "A B C"},
	} {
		o := rankedBy(t, places(test.letters, test.places), test.rule, test.votes...)
		equal(t, test.rule, strings.Join(o.Selected, " "), test.want)
		if len(o.Ties) > 0 {
			t.Errorf("%s: ties %+v", test.rule, o.Ties)
		}
	}
}

// The strongest paths that the paper finds.
func TestSchulzesPaths(t *testing.T) {
	o := rankedBy(t, places("ABCDE", 1), voting.RuleSchulze, schulzes...)
	var rows []string
	for _, row := range o.Pairwise.Paths {
		var numbers []int64
		for _, path := range row {
			numbers = append(numbers, path.For)
		}
		rows = append(rows, fmt.Sprint(numbers))
	}
	// Rows and columns are E, A, C, B, D.
	equal(t, "paths", strings.Join(rows, " "),
		"[0 25 28 28 31] [24 0 28 28 30] [24 25 0 29 29] [24 25 28 0 33] [24 25 28 28 0]")
}

// transfers fills three places with the votes of 20 people; the quota is
// 20/4 + 1 = 6.
//
//	Stage 1: A 10, B 4, C 3, D 3. A is elected, with a surplus of 4: each of its
//	  papers goes on with 4/10 = 2/5. Six go to B (12/5), three to D (6/5), and
//	  one names nobody else.
//	Stage 2: A 6, B 4 + 12/5 = 32/5, D 3 + 6/5 = 21/5, C 3, exhausted 2/5. B is
//	  elected, with a surplus of 2/5: its papers go on with 2/5 : 32/5 = 1/16 of
//	  what they were worth. Six at 2/5 go to C (6 * 1/40 = 3/20), three at 1 to D
//	  (3/16), and one at 1 names nobody else (1/16).
//	Stage 3: A 6, B 6, D 21/5 + 3/16 = 351/80, C 3 + 3/20 = 63/20, exhausted
//	  2/5 + 1/16 = 37/80. Nobody has the quota and no surplus is left, so C goes
//	  out. Two of its own papers go to D, one names nobody else, and the six that
//	  came from A by B (3/20) neither.
//	Stage 4: D 351/80 + 2 = 511/80 has the quota and is elected. Exhausted are
//	  37/80 + 1 + 3/20 = 129/80. 6 + 6 + 511/80 + 129/80 = 20.
var transfers = []vote{{6, "ABC"}, {3, "AD"}, {1, "A"}, {3, "BD"}, {1, "B"}, {2, "CD"}, {1, "C"}, {3, "D"}, {1, ""}}

func TestTransfers(t *testing.T) {
	o := rankedBy(t, places("ABCD", 3), voting.RuleSTV, transfers...)
	var stages []string
	for _, s := range o.Stages {
		stages = append(stages, fmt.Sprintf("%v exhausted %s elected %v surplus %s %s value %s out %s",
			s.Standings, s.Exhausted, s.Elected, s.Surplus, s.SurplusVotes, s.TransferValue, s.Eliminated))
		equal(t, "quota", fmt.Sprint(s.Quota), "6")
	}
	// C and D have equal votes at the first stage, and more ballots name D.
	equal(t, "stages", strings.Join(stages, "\n"), strings.Join([]string{
		"[{A 10} {B 4} {D 3} {C 3}] exhausted 0 elected [A] surplus A 4 value 2/5 out ",
		"[{B 32/5} {A 6} {D 21/5} {C 3}] exhausted 2/5 elected [B] surplus B 2/5 value 1/16 out ",
		"[{A 6} {B 6} {D 351/80} {C 63/20}] exhausted 37/80 elected [] surplus   value  out C",
		"[{D 511/80} {A 6} {B 6}] exhausted 129/80 elected [D] surplus   value  out ",
	}, "\n"))
	if len(o.Ties) > 0 {
		t.Errorf("ties %+v", o.Ties)
	}
}

// Every tie names all that are in it, in the order in which it was decided. The
// lot draws A, C, B.
func TestTiedPlaces(t *testing.T) {
	cycle := []vote{{1, "ABC"}, {1, "BCA"}, {1, "CAB"}}
	for _, test := range []struct {
		rule     string
		projects string
		places   int64
		votes    []vote
		want     string
	}{
		{voting.RulePlurality, "ABC", 2, cycle, "[{1 0 [A C B] lot  [B]}]"},
		{voting.RuleBorda, "ABC", 1, cycle, "[{1 0 [A C B] lot  [C B]}]"},
		{voting.RuleIRV, "ABC", 1, cycle, "[{1 1 [A C B] lot B [A B]}]"}, // then C has 2 votes
		{voting.RuleSTV, "ABC", 3, cycle, "[{1 1 [A C B] lot  []}]"},     // only their order is tied
		{voting.RuleSTV, "ABC", 2, cycle, "[{1 1 [A C B] lot B [B]}]"},
		{voting.RuleRankedPairs, "ABC", 1, cycle, "[{1 0 [A C B] lot  [C B]}]"},
		{voting.RuleSchulze, "ABC", 1, cycle, "[{1 0 [A C B] lot  [C B]}]"},
		{voting.RuleSchulze, "ABC", 2, cycle, "[{1 0 [A C B] lot  [B]}]"},
		{voting.RuleRankedPairs, "ABC", 3, []vote{{1, "A"}}, "[{2 0 [C B] lot  []}]"},
		// Both have a surplus of 1, which moves one after the other.
		{voting.RuleSTV, "ABCD", 3, []vote{{3, "AC"}, {3, "BD"}, {1, "C"}}, "[{1 1 [A B] lot  []} {3 1 [A B] lot  []}]"},
	} {
		o := rankedBy(t, places(test.projects, test.places), test.rule, test.votes...)
		equal(t, test.rule, tieText(o), test.want)
	}
}

func tieText(o *voting.Outcome) string {
	var list []string
	for _, tie := range o.Ties {
		list = append(list, fmt.Sprint("{", tie.Round, tie.Stage, tie.Among, " ", tie.DecidedBy, " ", tie.Out, " ", tie.LeftOut, "}"))
	}
	return fmt.Sprint(list)
}

// What a rule for places cannot count is refused, and what is at fault is
// named.
func TestPlacesRefused(t *testing.T) {
	costly := places("AB", 1)
	costly.Projects[1].Cost = 2
	many := voting.Instance{Budget: 1}
	for i := range voting.MaxCompared + 1 {
		many.Projects = append(many.Projects, voting.Project{ID: fmt.Sprint(i), Cost: 1})
	}
	for _, test := range []struct {
		rule    string
		inst    voting.Instance
		project string // at fault; "" if it is the instance
	}{
		{voting.RulePlurality, costly, "B"}, {voting.RuleBorda, costly, "B"}, {voting.RuleSchulze, costly, "B"},
		{voting.RuleIRV, costly, "B"}, {voting.RuleSTV, costly, "B"}, {voting.RuleRankedPairs, costly, "B"},
		{voting.RuleIRV, places("AB", 2), ""}, {voting.RuleIRV, places("AB", 0), ""},
		{voting.RuleSTV, places("AB", voting.MaxSeats+1), ""},
		{voting.RuleIRV, many, ""}, {voting.RuleSTV, many, ""}, {voting.RuleSchulze, many, ""}, {voting.RuleRankedPairs, many, ""},
	} {
		form := voting.Form{Kind: voting.KindRanking}
		s, err := voting.DefaultSettings(test.rule, form)
		if err != nil {
			t.Fatal(err)
		}
		s.Seed = "seed"
		var invalid *voting.InstanceError
		if _, err := voting.Tally(voting.NewProfile(test.inst, form), s); !errors.As(err, &invalid) || invalid.Project != test.project {
			t.Errorf("%s: %v", test.rule, err)
		}
	}
}

func TestPlaceSettings(t *testing.T) {
	ranking, approval, one := voting.Form{Kind: voting.KindRanking}, voting.Form{Kind: voting.KindApproval}, voting.Form{Kind: voting.KindApproval, Max: 1}
	for _, test := range []struct {
		rule         string
		form         voting.Form
		satisfaction voting.Satisfaction // the default, if the rule can count the form
		field        string              // at fault otherwise
	}{
		{voting.RulePlurality, ranking, voting.SatisfactionCardinality, ""},
		{voting.RulePlurality, one, voting.SatisfactionCardinality, ""},
		{voting.RulePlurality, approval, "", "form.max"},
		{voting.RuleApproval, approval, voting.SatisfactionCardinality, ""},
		{voting.RuleApproval, voting.Form{Kind: voting.KindKnapsack}, voting.SatisfactionCardinality, ""},
		{voting.RuleApproval, ranking, "", "rule"},
		{voting.RuleScore, voting.Form{Kind: voting.KindPoints}, voting.SatisfactionPoints, ""},
		{voting.RuleScore, approval, "", "rule"},
		{voting.RuleBorda, ranking, voting.SatisfactionBorda, ""},
		{voting.RuleIRV, ranking, voting.SatisfactionCardinality, ""},
		{voting.RuleSTV, approval, "", "rule"},
	} {
		s, err := voting.DefaultSettings(test.rule, test.form)
		if test.field != "" {
			wantSettingsError(t, err, test.field)
			s = settings(test.rule, voting.SatisfactionCardinality, voting.CompletionNone)
			wantSettingsError(t, s.Validate(test.form), test.field)
			continue
		}
		equal(t, test.rule, string(s.Satisfaction), string(test.satisfaction))
		s.Seed = "seed"
		if err != nil || s.Validate(test.form) != nil {
			t.Errorf("%s: %v, %v", test.rule, err, s.Validate(test.form))
		}
		s.Satisfaction = voting.SatisfactionCost
		wantSettingsError(t, s.Validate(test.form), "satisfaction")
	}
}

// Projects without support take no place by the scoring rules, and do where a
// ranking goes on to the end.
func TestUnsupported(t *testing.T) {
	for rule, want := range map[string]string{
		voting.RulePlurality: "A", voting.RuleBorda: "A", voting.RuleSTV: "A B C", voting.RuleSchulze: "A B C", voting.RuleRankedPairs: "A B C",
	} {
		o := rankedBy(t, places("ABC", 3), rule, vote{2, "AB"})
		equal(t, rule, strings.Join(o.Selected, " "), want)
		for _, none := range []*voting.Outcome{rankedBy(t, places("ABC", 3), rule), rankedBy(t, places("ABC", 3), rule, vote{2, ""})} {
			equal(t, rule+" without preferences", fmt.Sprint(none.Selected, none.Ties), "[] []")
		}
	}
}

// An imported ballot with several marks where one was asked for counts for none
// of them.
func TestPluralityOvervote(t *testing.T) {
	form := voting.Form{Kind: voting.KindApproval, Max: 1, Imported: true}
	o := countForm(t, places("AB", 1), form, voting.RulePlurality, vote{1, "A"}, vote{5, "AB"})
	equal(t, "score", o.Items[0].Score+" "+o.Items[1].Score, "1 0")
}

// The limits are counted in no time worth speaking of.
func TestLargestPlaces(t *testing.T) {
	g, inst := generator(3), voting.Instance{Budget: voting.MaxSeats}
	for i := range 3 * voting.MaxSeats {
		inst.Projects = append(inst.Projects, voting.Project{ID: fmt.Sprint(i), Cost: 1})
	}
	form := voting.Form{Kind: voting.KindRanking, Imported: true}
	p := voting.NewProfile(inst, form)
	for range 500 {
		if err := p.Add(randomBallot(&g, election{inst: inst, form: form}), voting.MaxVoters/500); err != nil {
			t.Fatal(err)
		}
	}
	for _, rule := range []string{voting.RuleSTV, voting.RuleSchulze, voting.RuleRankedPairs} {
		o := mustTally(t, p, settings(rule, voting.SatisfactionCardinality, voting.CompletionNone))
		equal(t, rule, fmt.Sprint(len(o.Selected)), fmt.Sprint(voting.MaxSeats))
	}
}
