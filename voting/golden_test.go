package voting_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/pabulib"
)

// golden is what a reference program found for one election.
type golden struct {
	SHA256  string                  `json:"sha256"`
	Results map[string]goldenResult `json:"results"`
}

type goldenResult struct {
	Selected       []string `json:"selected"`
	Cost           string   `json:"cost"`
	Welfare        string   `json:"welfare"`
	Rho            []string `json:"rho"`
	Endowment      string   `json:"endowment"`
	Loads          []string `json:"loads"`
	Increments     *int     `json:"increments"`
	Stop           string   `json:"stop"`
	RoundsWithTies *int     `json:"rounds_with_ties"`
	FinalBudgets   *struct {
		SHA256 string `json:"values_sha256"`
	} `json:"final_budgets"`
}

// goldenFolder is a folder of elections with the folders of exact outcomes, and
// the number of outcomes that must at least be compared.
type goldenFolder struct {
	elections string
	outcomes  []string
	least     int64
}

// elections returns the folder with real elections, empty if it is not there.
// They are not part of this repository.
func elections(t *testing.T) string {
	folder := os.Getenv("FOLKMOOT_PABULIB")
	given := folder != ""
	if !given {
		folder = filepath.Join("..", "shared", "pabulib")
	}
	if !filepath.IsAbs(folder) {
		folder = filepath.Join("..", folder) // seen from the module root
	}
	if _, err := os.Stat(filepath.Join(folder, "dev")); err == nil {
		return folder
	}
	const how = "no real elections in %q: set FOLKMOOT_PABULIB to a folder with dev/*.pb, large/*.pb " +
		"and golden/*.json, golden-large/*.json, golden-large-second/*.json, made from Pabulib with pabutools 1.2.3"
	if given || os.Getenv("CI") == "true" {
		t.Fatalf(how, folder)
	}
	t.Logf(how, folder)
	return ""
}

func TestGoldenEdge(t *testing.T) {
	compareFolder(t, goldenFolder{"testdata/edge", []string{"testdata/edge"}, 168})
}

func TestGoldenReal(t *testing.T) {
	root := elections(t)
	if root == "" {
		t.Log("only the project's own fixtures were compared, in TestGoldenEdge")
		return
	}
	in := func(name string) string { return filepath.Join(root, name) }
	compareFolder(t, goldenFolder{in("dev"), []string{in("golden")}, 436})
	compareFolder(t, goldenFolder{in("large"), []string{in("golden-large"), in("golden-large-second")}, 168})
}

func compareFolder(t *testing.T, folder goldenFolder) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder.elections, "*.pb"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no elections in %s: %v", folder.elections, err)
	}
	var made atomic.Int64
	t.Run(filepath.Base(folder.elections), func(t *testing.T) {
		for _, name := range files {
			t.Run(filepath.Base(name), func(t *testing.T) {
				t.Parallel()
				made.Add(int64(compareFile(t, folder, name)))
			})
		}
	})
	t.Logf("%s: %d outcomes compared", folder.elections, made.Load())
	if made.Load() < folder.least && !t.Failed() {
		t.Errorf("only %d outcomes compared, want at least %d", made.Load(), folder.least)
	}
}

func compareFile(t *testing.T, folder goldenFolder, name string) int {
	t.Helper()
	file, sum := readElection(t, name)
	base := strings.TrimSuffix(filepath.Base(name), ".pb") + ".json"
	var expected []golden
	for _, outcomes := range folder.outcomes {
		expected = append(expected, readGolden(t, filepath.Join(outcomes, base), sum))
	}
	return compareElection(t, file, expected)
}

func readElection(t *testing.T, name string) (*pabulib.File, string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	file, err := pabulib.Read(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	return file, hex.EncodeToString(sum[:])
}

func readGolden(t *testing.T, name, sum string) golden {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var g golden
	if err := json.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	if g.SHA256 != sum {
		t.Fatalf("%s is about another file: %s, not %s", name, g.SHA256, sum)
	}
	return g
}

// satisfactions maps the names of the reference to ours.
var satisfactions = map[string]voting.Satisfaction{
	"Cost_Sat":              voting.SatisfactionCost,
	"Cardinality_Sat":       voting.SatisfactionCardinality,
	"Additive_Cardinal_Sat": voting.SatisfactionPoints,
	"Additive_Borda_Sat":    voting.SatisfactionBorda,
}

// settingsFor translates a key such as "mes/Cost_Sat/none"; false if the key is
// of a rule or completion that is not in this package.
func settingsFor(key string, scale int64) (voting.Settings, bool) {
	parts := strings.Split(key, "/")
	s := voting.Settings{
		Satisfaction: voting.SatisfactionCost, Completion: voting.CompletionNone, Ties: []voting.TieBreak{voting.TieID},
	}
	switch {
	case parts[0] == "greedy" && len(parts) == 2:
		s.Rule = voting.RuleGreedy
	case parts[0] == "phragmen":
		s.Rule = voting.RulePhragmen
		return s, true
	case key == "net/none" || key == "net/add1-overspend":
		s.Rule, s.Ties = voting.RuleEqualShares, []voting.TieBreak{voting.TieCost, voting.TieSupporters, voting.TieID}
		if key == "net/add1-overspend" {
			s.Completion, s.Increment = voting.CompletionOverspend, scale
		}
		return s, true
	case parts[0] == "maxwelfare" && len(parts) == 2:
		s.Rule = voting.RuleMaxWelfare
	case parts[0] == "mes" && len(parts) == 3:
		s.Rule, s.Completion = voting.RuleEqualShares, voting.Completion(parts[2])
		if strings.HasPrefix(parts[2], "add1") {
			s.Increment = scale // one unit of the file
		}
	default:
		return s, false
	}
	var known bool
	s.Satisfaction, known = satisfactions[parts[1]]
	return s, known
}

// compareElection counts the election once for each key, however many
// references have it, and returns the number of comparisons.
func compareElection(t *testing.T, file *pabulib.File, expected []golden) int {
	t.Helper()
	profile, err := file.Profile()
	if err != nil {
		t.Fatal(err)
	}
	made, counted := 0, map[string]*voting.Outcome{}
	for _, g := range expected {
		for _, key := range sortedKeys(g.Results) {
			settings, ours := settingsFor(key, file.Scale)
			if !ours {
				continue
			}
			if counted[key] == nil {
				counted[key] = mustTally(t, profile, settings)
			}
			compareOutcome(t, key, file.Scale, profile, counted[key], g.Results[key])
			made++
		}
	}
	return made
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

func compareOutcome(t *testing.T, key string, scale int64, p *voting.Profile, o *voting.Outcome, want goldenResult) {
	t.Helper()
	if o.Settings.Rule == voting.RuleMaxWelfare {
		compareGreatest(t, key, scale, o, want)
		return
	}
	equal(t, key+" selected", strings.Join(o.Selected, " "), strings.Join(want.Selected, " "))
	equal(t, key+" cost", scaled(t, fmt.Sprint(o.Cost), scale), want.Cost)
	if want.Endowment != "" {
		equal(t, key+" endowment", scaled(t, o.Share, scale), want.Endowment)
	}
	if want.Rho != nil {
		// By cost, rho is money for money, and has no unit.
		unit := scale
		if o.Settings.Satisfaction == voting.SatisfactionCost {
			unit = 1
		}
		equal(t, key+" rho", strings.Join(rhos(t, o, unit), " "), strings.Join(want.Rho, " "))
	}
	if want.Loads != nil {
		equal(t, key+" loads", strings.Join(loads(t, o, scale), " "), strings.Join(want.Loads, " "))
	}
	if want.Increments != nil {
		equal(t, key+" increments", o.Raised.Increments, fmt.Sprint(*want.Increments))
		equal(t, key+" stop", o.Raised.Stop, stops[want.Stop])
	}
	if want.FinalBudgets != nil {
		equal(t, key+" final budgets", hashPurses(t, mustAccount(t, p, o), scale), want.FinalBudgets.SHA256)
	}
	if want.RoundsWithTies != nil && o.Settings.Completion == voting.CompletionNone {
		equal(t, key+" rounds with ties", fmt.Sprint(len(o.Ties)), fmt.Sprint(*want.RoundsWithTies))
	}
}

func mustAccount(t *testing.T, p *voting.Profile, o *voting.Outcome) *voting.Accounts {
	t.Helper()
	a, err := o.Accounts(p)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// compareGreatest compares the welfare. The reference takes any of the sets that
// have it; ours costs no more.
func compareGreatest(t *testing.T, key string, scale int64, o *voting.Outcome, want goldenResult) {
	t.Helper()
	if o.Settings.Satisfaction != voting.SatisfactionCost {
		equal(t, key+" welfare", o.Welfare, want.Welfare)
	} else {
		equal(t, key+" welfare", scaled(t, o.Welfare, scale), want.Welfare)
	}
	if o.Cost > o.Budget || rational(t, scaled(t, fmt.Sprint(o.Cost), scale)).Cmp(rational(t, want.Cost)) > 0 {
		t.Errorf("%s costs %d of %d, and %s by the reference", key, o.Cost, o.Budget, want.Cost)
	}
}

func equal(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s\n got %s\nwant %s", what, got, want)
	}
}

func rhos(t *testing.T, o *voting.Outcome, scale int64) []string {
	t.Helper()
	var list []string
	for _, round := range o.Rounds {
		if round.CompletedBy == "" {
			list = append(list, scaled(t, round.Rho, scale))
		}
	}
	return list
}

// stops maps what the reference says to our constants.
var stops = map[string]string{
	"exhaustive": voting.StopExhaustive, "next run exceeds the budget": voting.StopOverspend,
}

func loads(t *testing.T, o *voting.Outcome, scale int64) []string {
	t.Helper()
	var list []string
	for _, round := range o.Rounds {
		if round.Rho != "" {
			continue // by equal shares, before the completion
		}
		if round.Load == "" {
			list = append(list, "inf")
			continue
		}
		list = append(list, scaled(t, round.Load, scale))
	}
	return list
}

// hashPurses hashes the lines BUDGET:VOTERS in ascending order.
func hashPurses(t *testing.T, o *voting.Accounts, scale int64) string {
	t.Helper()
	hash := sha256.New()
	for _, purse := range o.Purses {
		fmt.Fprintf(hash, "%s:%d\n", scaled(t, purse.Amount, scale), purse.Voters)
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// scaled turns minor units into units of the file.
func scaled(t *testing.T, amount string, scale int64) string {
	t.Helper()
	if scale == 1 {
		return amount // in lowest terms already
	}
	r := rational(t, amount)
	return r.Quo(r, big.NewRat(scale, 1)).RatString()
}

func rational(t *testing.T, text string) *big.Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatalf("%q is no rational", text)
	}
	return r
}
