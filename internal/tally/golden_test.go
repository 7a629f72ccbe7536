package tally_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/internal/tally"
)

const edge = "../../voting/testdata/edge/"

// golden is what a reference program found for one election.
type golden struct {
	Results map[string]goldenResult `json:"results"`
}

type goldenResult struct {
	Selected     []string `json:"selected"`
	Cost         string   `json:"cost"`
	Welfare      string   `json:"welfare"`
	Rho          []string `json:"rho"`
	Endowment    string   `json:"endowment"`
	Loads        []string `json:"loads"`
	Increments   *int     `json:"increments"`
	Stop         string   `json:"stop"`
	Winners      []string `json:"winners_of_comparison"`
	Compared     []string `json:"compared"`
	PreferFirst  int      `json:"prefer_first"`
	PreferSecond int      `json:"prefer_second"`
	Indifferent  int      `json:"indifferent"`
}

// printed is the JSON of the command, as far as it is compared.
type printed struct {
	Selected   []string    `json:"selected"`
	Cost       json.Number `json:"cost"`
	Budget     json.Number `json:"budget"`
	Welfare    string      `json:"welfare"`
	Endowment  string      `json:"endowment"`
	Increments json.Number `json:"increments"`
	Stop       string      `json:"stop"`
	Rounds     []struct {
		Rho         string `json:"rho"`
		Load        string `json:"load"`
		CompletedBy string `json:"completedBy"`
	} `json:"rounds"`
	Comparison struct {
		Pairs []struct {
			PreferFirst  int `json:"preferFirst"`
			PreferSecond int `json:"preferSecond"`
			Indifferent  int `json:"indifferent"`
		} `json:"pairs"`
		Favourites struct {
			Winners []int `json:"winners"`
		} `json:"favourites"`
	} `json:"comparison"`
}

func TestOutcomesAreThoseOfTheReference(t *testing.T) {
	compareFolder(t, edge, edge, 20)
	real := cmp.Or(os.Getenv("FOLKMOOT_PABULIB"), filepath.Join("..", "shared", "pabulib"))
	if !filepath.IsAbs(real) {
		real = filepath.Join("..", "..", real) // seen from the module root
	}
	if _, err := os.Stat(filepath.Join(real, "dev")); err != nil {
		const how = "no real elections in %q: set FOLKMOOT_PABULIB to a folder with dev/*.pb and golden/*.json"
		if os.Getenv("FOLKMOOT_PABULIB") != "" || os.Getenv("CI") == "true" {
			t.Fatalf(how, real)
		}
		t.Logf(how, real)
		return
	}
	compareFolder(t, filepath.Join(real, "dev"), filepath.Join(real, "golden"), 40)
}

func compareFolder(t *testing.T, elections, outcomes string, least int) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(elections, "*.pb"))
	if err != nil || len(files) < least {
		t.Fatalf("%d elections in %s: %v", len(files), elections, err)
	}
	made := 0
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".pb")
		data, err := os.ReadFile(filepath.Join(outcomes, name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var g golden
		if err := json.Unmarshal(data, &g); err != nil {
			t.Fatal(err)
		}
		for key, want := range g.Results {
			if command, ours := commandFor(key, want); ours {
				t.Run(name+"/"+key, func(t *testing.T) { compare(t, command, path, want) })
				made++
			}
		}
	}
	t.Logf("%s: %d outcomes compared", elections, made)
}

var utilities = map[string]string{
	"Cost_Sat": "cost", "Cardinality_Sat": "cardinality", "Additive_Cardinal_Sat": "points", "Additive_Borda_Sat": "borda",
}

// commandFor translates a key of the reference into options. Only the comparison
// of counts by different utilities cannot be asked for.
func commandFor(key string, want goldenResult) (tally.Command, bool) {
	parts := strings.Split(key, "/")
	c := tally.Command{Ties: "id", Seed: "folkmoot", Format: "json"}
	switch parts[0] {
	case "mes":
		c.Rule, c.Utility, c.Completion = "equal-shares", utilities[parts[1]], parts[2]
	case "phragmen":
		c.Rule = "phragmen"
	case "popularity":
		c.Rule, c.Utility, c.Completion, c.Compare = "equal-shares", "cost", "add1+greedy", []string{"greedy"}
		return c, want.Compared[0] == "mes/Cost_Sat/add1+greedy" && want.Compared[1] == "greedy/Cost_Sat"
	default:
		c.Rule, c.Utility = map[string]string{"greedy": "greedy", "maxwelfare": "max-welfare"}[parts[0]], utilities[parts[1]]
	}
	return c, true
}

func compare(t *testing.T, command tally.Command, path string, want goldenResult) {
	got := one(t, command, path)
	if cost := rational(t, string(got.Cost)); want.Welfare != "" {
		equal(t, "welfare", got.Welfare, want.Welfare)
		if cost.Cmp(rational(t, string(got.Budget))) > 0 || cost.Cmp(rational(t, want.Cost)) > 0 {
			t.Errorf("the set costs %s, and %s by the reference", got.Cost, want.Cost)
		}
		return
	}
	if want.Winners != nil {
		comparePopularity(t, got, want)
		return
	}
	equal(t, "selected", strings.Join(got.Selected, " "), strings.Join(want.Selected, " "))
	equal(t, "cost", rational(t, string(got.Cost)).RatString(), want.Cost)
	compareShares(t, got, want)
	var rho, loads []string
	for _, round := range got.Rounds {
		if round.CompletedBy == "" && round.Rho != "" {
			rho = append(rho, round.Rho)
		}
		if round.Load != "" {
			loads = append(loads, round.Load)
		}
	}
	if want.Rho != nil {
		equal(t, "rho", strings.Join(rho, " "), strings.Join(want.Rho, " "))
	}
	if want.Loads != nil {
		equal(t, "loads", strings.Join(loads, " "), strings.Join(want.Loads, " "))
	}
}

func compareShares(t *testing.T, got printed, want goldenResult) {
	t.Helper()
	if want.Endowment != "" {
		equal(t, "endowment", got.Endowment, want.Endowment)
	}
	if want.Increments != nil {
		equal(t, "increments", string(got.Increments), strconv.Itoa(*want.Increments))
		equal(t, "stop", got.Stop, map[string]string{"exhaustive": "exhaustive", "next run exceeds the budget": "overspend"}[want.Stop])
	}
}

func comparePopularity(t *testing.T, got printed, want goldenResult) {
	t.Helper()
	pair := got.Comparison.Pairs[0]
	if pair.PreferFirst != want.PreferFirst || pair.PreferSecond != want.PreferSecond || pair.Indifferent != want.Indifferent {
		t.Errorf("%+v, by the reference %d, %d and %d", pair, want.PreferFirst, want.PreferSecond, want.Indifferent)
	}
	var winners []string
	for _, i := range got.Comparison.Favourites.Winners {
		winners = append(winners, want.Compared[i])
	}
	if !slices.Equal(winners, want.Winners) {
		t.Errorf("the most voters prefer %v, by the reference %v", winners, want.Winners)
	}
}

// one counts one file and returns what is printed.
func one(t *testing.T, command tally.Command, path string) printed {
	t.Helper()
	command.Files = []string{path}
	var out, complaints bytes.Buffer
	if err := command.Count(&out, &complaints); err != nil || complaints.Len() > 0 {
		t.Fatalf("%v %s", err, complaints.String())
	}
	var p printed
	if err := json.Unmarshal(out.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

func equal(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s\n got %s\nwant %s", what, got, want)
	}
}

func rational(t *testing.T, text string) *big.Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatalf("%q is no number", text)
	}
	return r
}
