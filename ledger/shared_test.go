package ledger_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/voting"
)

// A shared change is one that every verifier has to judge alike: the first place
// where a golden file has one text gets another, and then these checks fail.
type shared struct {
	Bundle  string `json:"bundle"`
	Replace string `json:"replace"`
	With    string `json:"with"`
	Fails   []int  `json:"fails"`
}

var sharedChanges = [][3]string{
	{"ballots.public", `"format":"folkmoot/bundle/v1"`, `"format":"folkmoot/bundle/v2"`},
	{"ballots.public", `"origin":"folkmoot.example"`, `"origin":"volkmoot.example"`},
	{"ballots.public", `"audience":"public"`, `"audience":"public","extra":""`},
	{"ballots.public", `"amendments":[]`, `"amendments":null`},
	{"ballots.public", `"budget":60`, `"budget":90`},
	{"ballots.public", `"title":"The bell"`, `"title":"The well"`},
	{"ballots.public", `\"title\":\"The bell\"`, `\"title\":\"The well\"`},
	{"ballots.public", `"closes_at":"2030`, `"closes_at":"2031`},
	{"ballots.public", `"voted":8`, `"voted":7`},
	{"ballots.public", `"secret":"destroyed"`, `"secret":"kept"`},
	{"ballots.public", `"seed":"drawn in public"`, `"seed":"drawn in secret"`},
	{"ballots.public", `"choices":"{\"1\":1}"`, `"choices":"{\"1\": 1}"`},
	{"ballots.public", `\"selected\":[\"1\"`, `\"selected\":[\"2\"`},
	{"ballots.public", `\n1;1,10`, `\n1;1,3`},
	{"ballots.auditors", `"revision":1`, `"revision":2`},
	{"openings.public", `"revision":0`, `"revision":1`},
	{"openings.public", `"choices":"{}"`, `"choices":"{\"1\":1}"`},
	{"openings.public", `\"confirmed_by\":\"m-otto\"`, `\"confirmed_by\":\"m-olga\"`},
	{"openings.public", `"index":3`, `"index":4`},
	{"openings.public", `"batches":[["`, `"batches":[["0`},
	{"openings.public", `\"taken_back\":1`, `\"taken_back\":2`},
	{"openings.auditors", `"serial":"S-001"`, `"serial":"S-009"`},
	{"exclusive.public", `"exclusive":[["1","3"],["2","4"]]`, `"exclusive":[["1","3"]]`},
	{"exclusive.public", `\"exclusive\":[[\"1\",\"3\"]`, `\"exclusive\":[[\"1\",\"10\"]`},
	{"exclusive.public", `\"exclusive\":[[\"1\",\"3\"]`, `\"exclusive\":[[\"3\",\"1\"]`},
	{"exclusive.public", `\"exclusive\":[[\"1\",\"3\"]`, `\"exclusive\":[[\"1\"]`},
	{"exclusive.public", `\"exclusive\":[[\"1\",\"3\"],[\"2\",\"4\"]]`, `\"exclusive\":[]`},
	{"exclusive.public", `\"barred\":{\"by\":\"exclusive\"`, `\"barred\":{\"by\":\"cap\"`},
	{"named.public", `"voter":"m-ada"`, `"voter":"m-nobody"`},
	{"named.public", `"voter":"m-ada"`, `"voter":"m-ben"`},
	{"totals.public", `"ballots":[]`, `"ballots":[{"choices":"{\"1\":1}"}]`},
	{"totals.public", `"pb":""`, `"pb":"META"`},
	{"totals.public", `\"voters\":3`, `\"voters\":4`},
}

// What other verifiers are tried on is what this one says.
func TestSharedChanges(t *testing.T) {
	var all []shared
	for _, c := range sharedChanges {
		file, err := os.ReadFile("testdata/" + c[0] + ".json")
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(file, []byte(c[1])) {
			t.Fatalf("%s has no %s", c[0], c[1])
		}
		report := ledger.Verify([]byte(strings.Replace(string(file), c[1], c[2], 1)), nil, ledger.Options{})
		change := shared{c[0] + ".json", c[1], c[2], nil}
		for number := 1; number <= ledger.Checks; number++ {
			if report.Verdict(number) == ledger.Fails {
				change.Fails = append(change.Fails, number)
			}
		}
		if len(change.Fails) == 0 {
			t.Errorf("%v: nothing fails", c)
		}
		all = append(all, change)
	}
	golden(t, "changes.jsonl", lines(t, all))
}

// lines are values as JSON, each on a line of its own.
func lines[T any](t *testing.T, all []T) []byte {
	t.Helper()
	var written bytes.Buffer
	encoder := json.NewEncoder(&written)
	encoder.SetEscapeHTML(false)
	for _, one := range all {
		if err := encoder.Encode(one); err != nil {
			t.Fatal(err)
		}
	}
	return written.Bytes()
}

// A counted election is one that every verifier has to count alike.
type counted struct {
	Kind     voting.Kind      `json:"kind"`
	Budget   int64            `json:"budget"`
	Projects []voting.Project `json:"projects"`
	Ballots  []string         `json:"ballots"`
	Settings voting.Settings  `json:"settings"`
	Outcome  string           `json:"outcome"`
}

var eitherOrRules = []ledger.Settings{
	{Rule: voting.RuleEqualShares, Completion: voting.CompletionNone},
	{Rule: voting.RuleEqualShares, Completion: voting.CompletionGreedy},
	{Rule: voting.RuleEqualShares, Completion: voting.CompletionPhragmen},
	{Rule: voting.RuleEqualShares, Completion: voting.CompletionAdd1Greedy, Increment: 1},
	{Rule: voting.RuleEqualShares, Completion: voting.CompletionOverspend, Increment: 2},
	{Rule: voting.RuleEqualShares, Completion: voting.CompletionIncrease},
	{Rule: voting.RuleGreedy, Completion: voting.CompletionNone},
	{Rule: voting.RuleGreedyStop, Completion: voting.CompletionNone},
	{Rule: voting.RulePhragmen, Completion: voting.CompletionGreedy},
}

// Small elections with groups of which one can be selected, made up by lot.
func TestSharedCounts(t *testing.T) {
	lot := rand.New(rand.NewPCG(3, 14))
	var all []counted
	barred := 0
	for _, settings := range eitherOrRules {
		for range 6 {
			one := countOne(t, lot, settings)
			all = append(all, one)
			barred += strings.Count(one.Outcome, `"barred"`)
		}
	}
	if barred < len(all) {
		t.Errorf("groups kept out only %d projects of %d elections", barred, len(all))
	}
	golden(t, "counts.jsonl", lines(t, all))
}

func countOne(t *testing.T, lot *rand.Rand, settings ledger.Settings) counted {
	t.Helper()
	settings.Satisfaction, settings.Ties = voting.SatisfactionCost, voting.TieOrder()
	settings.Exclusive = [][]string{{"1", "4", "5"}, {"2", "3"}}
	terms := ledger.Terms{Ballot: ledger.Form{Kind: voting.KindApproval}, Settings: settings, Budget: 40 + lot.Int64N(60)}
	for i := range 8 {
		terms.Options = append(terms.Options, ledger.Option{Key: strconv.Itoa(i + 1), Cost: 10 + 5*lot.Int64N(6)})
	}
	var ballots []string
	for range 5 + lot.IntN(10) {
		choices := ledger.Choices{strconv.Itoa(1 + lot.IntN(8)): 1, strconv.Itoa(1 + lot.IntN(8)): 1, strconv.Itoa(1 + lot.IntN(5)): 1}
		text, err := terms.Canonical(choices)
		if err != nil {
			t.Fatal(err)
		}
		ballots = append(ballots, text)
	}
	profile, err := terms.Profile(ballots)
	if err != nil {
		t.Fatal(err)
	}
	by := terms.Voting("drawn in public")
	outcome, err := voting.Tally(profile, by)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(outcome)
	if err != nil {
		t.Fatal(err)
	}
	return counted{voting.KindApproval, terms.Budget, terms.Instance().Projects, ballots, by, string(text)}
}
