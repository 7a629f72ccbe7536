package voting_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
)

// selecting makes an outcome of a profile by hand.
func selecting(p *voting.Profile, ids ...string) *voting.Outcome {
	inst := p.Instance()
	o := &voting.Outcome{
		Settings: settings(voting.RuleGreedy, voting.SatisfactionCost, voting.CompletionNone), Ballots: p.Form().Kind,
		Budget: inst.Budget, Voters: p.Voters(), Selected: ids,
	}
	for _, project := range inst.Projects {
		for _, id := range ids {
			if id == project.ID {
				o.Cost += project.Cost
			}
		}
	}
	return o
}

func TestPopularity(t *testing.T) {
	p := profileOf(t, instance(9, costs(1, 2, 3)...), vote{3, "a b"}, vote{2, "c"}, vote{4, "b c"}, vote{1, ""})
	list := func(ids string) *voting.Outcome { return selecting(p, strings.Fields(ids)...) }
	for name, test := range map[string]struct {
		outcomes []*voting.Outcome
		want     string
	}{
		"one":            {[]*voting.Outcome{list("a")}, "{[0] [10]}"},
		"majority":       {[]*voting.Outcome{list("a"), list("c")}, "{[1] [4 7]}"},
		"three":          {[]*voting.Outcome{list("a b"), list("c"), list("b c")}, "{[2] [4 3 7]}"},
		"indifferent":    {[]*voting.Outcome{list("a c"), list("")}, "{[0] [10 1]}"},
		"equal lists":    {[]*voting.Outcome{list("a b"), list("a b")}, "{[0] [10 10]}"},
		"another order":  {[]*voting.Outcome{list("a b"), list("b a")}, "{[0 1] [10 10]}"},
		"equal and best": {[]*voting.Outcome{list("a"), list("b c"), list("b c")}, "{[1] [4 10 10]}"},
	} {
		got, err := voting.Popularity(p, test.outcomes...)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, name, fmt.Sprint(got), test.want)
	}
	nobody, err := voting.Popularity(profileOf(t, instance(1)), &voting.Outcome{Budget: 1})
	if err != nil || len(nobody.Winners) != 1 {
		t.Errorf("without ballots: %v, %v", nobody, err)
	}
}

// Outcomes that are not of the profile are refused by all reports.
func TestOutcomeError(t *testing.T) {
	p := profileOf(t, instance(5, costs(1, 2, 3)...), vote{3, "a b"})
	change := func(ids string, by func(o *voting.Outcome)) *voting.Outcome {
		o := selecting(p, strings.Fields(ids)...)
		by(o)
		return o
	}
	none := func(*voting.Outcome) {}
	for name, test := range map[string]struct {
		outcomes []*voting.Outcome
		want     string
	}{
		"none":        {nil, "voting: outcome 0: there is none"},
		"nil":         {[]*voting.Outcome{nil}, "outcome 0: it is of another"},
		"voters":      {[]*voting.Outcome{selecting(p), change("a", func(o *voting.Outcome) { o.Voters++ })}, "outcome 1: it is of another"},
		"budget":      {[]*voting.Outcome{change("a", func(o *voting.Outcome) { o.Budget++ })}, "another budget"},
		"unknown":     {[]*voting.Outcome{change("x", none)}, `outcome 0: project "x": it is selected twice`},
		"twice":       {[]*voting.Outcome{change("a a", none)}, `project "a": it is selected twice`},
		"over budget": {[]*voting.Outcome{change("a b c", none)}, `project "c": with it, the outcome costs more`},
	} {
		_, popular := voting.Popularity(p, test.outcomes...)
		_, compared := voting.Compare(p, test.outcomes...)
		for _, err := range []error{popular, compared} {
			var wrong *voting.OutcomeError
			if !errors.As(err, &wrong) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	broken := voting.NewProfile(instance(-1), voting.Form{Kind: voting.KindApproval})
	_, popular := voting.Popularity(broken, selecting(p))
	_, compared := voting.Compare(broken, selecting(p))
	for _, err := range []error{popular, compared} {
		var invalid *voting.InstanceError
		if !errors.As(err, &invalid) {
			t.Errorf("broken profile: %v", err)
		}
	}
}

// goldenPopularity is the comparison of two outcomes by the reference.
type goldenPopularity struct {
	SHA256  string `json:"sha256"`
	Results map[string]struct {
		Selected []string `json:"selected"`
		Winners  []string `json:"winners_of_comparison"`
		Compared []string `json:"compared"`
		First    *int     `json:"prefer_first"`
		Second   *int     `json:"prefer_second"`
		Neither  *int     `json:"indifferent"`
	} `json:"results"`
}

func TestGoldenPopularityEdge(t *testing.T) {
	comparePopularity(t, "testdata/edge", "testdata/edge", 19)
}

func TestGoldenPopularityReal(t *testing.T) {
	root := elections(t)
	if root == "" {
		t.Log("only the project's own fixtures were compared, in TestGoldenPopularityEdge")
		return
	}
	comparePopularity(t, filepath.Join(root, "dev"), filepath.Join(root, "golden"), 46)
	comparePopularity(t, filepath.Join(root, "large"), filepath.Join(root, "golden-large"), 8)
}

func comparePopularity(t *testing.T, folder, outcomes string, least int) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(outcomes, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	made := 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var g goldenPopularity
		if err := json.Unmarshal(data, &g); err != nil {
			t.Fatal(err)
		}
		if _, has := g.Results["popularity"]; !has {
			continue
		}
		base := strings.TrimSuffix(filepath.Base(name), ".json")
		t.Run(base, func(t *testing.T) { popularityOf(t, filepath.Join(folder, base+".pb"), g) })
		made++
	}
	t.Logf("%s: %d comparisons", outcomes, made)
	if made < least {
		t.Errorf("only %d comparisons, want at least %d", made, least)
	}
}

func popularityOf(t *testing.T, name string, g goldenPopularity) {
	t.Helper()
	file, sum := readElection(t, name)
	equal(t, "file", sum, g.SHA256)
	p, err := file.Profile()
	if err != nil {
		t.Fatal(err)
	}
	want := g.Results["popularity"]
	var compared []*voting.Outcome
	for _, key := range want.Compared {
		compared = append(compared, selecting(p, g.Results[key].Selected...))
	}
	favourites, err := voting.Popularity(p, compared...)
	if err != nil {
		t.Fatal(err)
	}
	var winners []string
	for _, i := range favourites.Winners {
		winners = append(winners, want.Compared[i])
	}
	equal(t, "winners", fmt.Sprint(winners), fmt.Sprint(want.Winners))
	equal(t, "selected", fmt.Sprint(compared[favourites.Winners[0]].Selected), fmt.Sprint(want.Selected))
	comparison, err := voting.Compare(p, compared...)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "pair", comparison.Pairs, []voting.Pair{{
		Second: 1, PreferFirst: *want.First, PreferSecond: *want.Second, Indifferent: *want.Neither,
	}})
	equal(t, "support", fmt.Sprint(favourites.Support), fmt.Sprint([]int{*want.First + *want.Neither, *want.Second + *want.Neither}))
}
