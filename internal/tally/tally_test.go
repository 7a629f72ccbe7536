package tally_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/tally"
	"github.com/folkmoot/folkmoot/voting"
)

var update = flag.Bool("update", false, "write the golden files")

// count runs the command with options as they are typed.
func count(t *testing.T, arguments ...string) (out, complaints string, err error) {
	t.Helper()
	var command tally.Command
	parser, err := kong.New(&command)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(arguments); err != nil {
		t.Fatal(err)
	}
	var printed, complained bytes.Buffer
	err = command.Count(&printed, &complained)
	return printed.String(), complained.String(), err
}

// write makes a file of an election.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Texts are looked at before they are kept: go test -update.
func TestTextsForPeople(t *testing.T) {
	for name, arguments := range map[string][]string{
		"plain":     {edge + "tie_cost_differs.pb"},
		"explained": {"--explain", "--ties", "id", edge + "tie_cost_differs.pb"},
		"raised":    {"--completion", "add1+greedy", "--increment", "0.5", edge + "fractional_budget.pb"},
		"compared":  {"--compare", "greedy,phragmen,equal-shares+add1", edge + "knapsack_beats_greedy.pb"},
		"welfare":   {"--rule", "max-welfare", edge + "fractional_budget.pb"},
		"several":   {"--rule", "phragmen", edge + "choose1.pb", edge + "ordinal_last_gets_zero.pb", edge + "points_zero_and_repeat.pb"},
		"nothing":   {"--min-support", "100", edge + "choose1.pb"},
	} {
		t.Run(name, func(t *testing.T) {
			printed, complaints, err := count(t, arguments...)
			if err != nil || complaints != "" {
				t.Fatal(err, complaints)
			}
			kept := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(kept, []byte(printed), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(kept)
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "printed", printed, string(want))
		})
	}
}

// Every rule counts by name and by full name, wherever it can count the ballots.
func TestEveryRuleCounts(t *testing.T) {
	ranking := write(t, "ranking.pb", "META\nkey;value\nbudget;1\nvote_type;ordinal\nPROJECTS\nproject_id;cost\na;1\nb;1\nVOTES\nvoter_id;vote\n1;a,b\n2;a\n")
	approval := strings.Replace(read(t, ranking), "ordinal", "approval", 1)
	points := strings.NewReplacer("ordinal", "scoring", ";vote\n", ";vote;points\n", "a,b\n", "a,b;2,1\n", "2;a\n", "2;a;3\n").Replace(read(t, ranking))
	files := []string{ranking, write(t, "approval.pb", approval), write(t, "points.pb", points)}
	for _, rule := range voting.Rules() {
		short, _, _ := strings.Cut(rule.Name, "/")
		counted := 0
		for _, file := range files {
			for _, name := range []string{rule.Name, short} {
				printed, _, err := count(t, "--rule", name, "--format", "json", file)
				var document struct{ Rule string }
				if err == nil && json.Unmarshal([]byte(printed), &document) == nil && document.Rule == rule.Name {
					counted++
				}
			}
		}
		if want := map[bool]int{true: 2, false: 6}[rule.Places]; counted < want {
			t.Errorf("%s counted %d times, want at least %d", rule.Name, counted, want)
		}
		if field, _ := reflect.TypeFor[tally.Command]().FieldByName("Rule"); !strings.Contains(field.Tag.Get("help"), short) {
			t.Errorf("the help does not name %s", short)
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// What cannot be counted as asked names the option and what to choose instead.
func TestComplaintsNameTheOption(t *testing.T) {
	choose, ranking, points := edge+"choose1.pb", edge+"ordinal_last_gets_zero.pb", edge+"points_zero_and_repeat.pb"
	for _, c := range []struct{ arguments, complaint string }{
		{"--rule dictator " + choose, "--rule: There is no rule"},
		{"--rule equal-shares/v9 " + choose, "--rule: There is no rule"},
		{"--rule borda " + choose, choose + ": --rule: borda/v1 cannot count approval ballots. Choose equal-shares"},
		{"--rule irv " + ranking, ranking + ": --rule: irv cannot count this"},
		{"--rule plurality " + choose, "Choose approval"},
		{"--utility joy " + choose, "--utility: There is no utility"},
		{"--utility points " + choose, choose + `: --utility: "points" cannot be read from approval ballots. Choose cost or cardinality.`},
		{"--rule exact-equal-shares --utility points " + points, "Choose cost or cardinality."},
		{"--rule greedy --completion add1 " + choose, `--completion: "add1" cannot follow greedy. Choose none.`},
		{"--completion later " + choose, "--completion: "},
		{"--increment 2 " + choose, "--increment: Only add1"},
		{"--completion add1 --increment 0 " + choose, "--increment: "},
		{"--completion add1 --increment 1/3 " + choose, "--increment: "},
		{"--completion add1 --increment 0.1234567 " + choose, "--increment: "},
		{"--completion add1 --increment 999999999999999999.5 " + choose, choose + ": --increment: "},
		{"--completion add1 --increment=-1 " + choose, "--increment: "},
		{"--ties fate " + choose, "--ties: There is no criterion"},
		{"--ties supporters,cost " + choose, "--ties: the last criterion"},
		{"--ties id,id " + choose, "--ties: "},
		{"--seed= " + choose, "--seed: a lot needs a seed"},
		{"--min-support=-1 " + choose, "--min-support: "},
		{"--compare dictator " + choose, "--compare: There is no rule"},
		{"--compare greedy+add1 " + choose, "--compare: "},
		{"--compare borda " + choose, choose + ": --compare: borda/v1 cannot count"},
		{"--compare greedy --format csv " + choose, "--compare: "},
		{"--compare greedy --rule declared " + choose, "--compare: "},
		{"nowhere.pb", "nowhere.pb"},
		{"testdata", "testdata"},
	} {
		printed, _, err := count(t, strings.Fields(c.arguments)...)
		if err == nil || printed != "" {
			t.Errorf("%s printed %q", c.arguments, printed)
			continue
		}
		if !strings.Contains(err.Error(), c.complaint) || strings.Contains(err.Error(), "voting:") {
			t.Errorf("%s: %v, want %s", c.arguments, err, c.complaint)
		}
	}
}

// A file that cannot be counted is named, and the others are counted.
func TestOneBrokenFileDoesNotStopTheOthers(t *testing.T) {
	broken := write(t, "broken.pb", "META\nkey;value\n")
	printed, complaints, err := count(t, "--format", "json", edge+"choose1.pb", broken, "nowhere.pb", edge+"all_fit.pb")
	lines := strings.Split(strings.TrimSpace(printed), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines of JSON", len(lines))
	}
	for i, name := range []string{"choose1.pb", "all_fit.pb"} {
		var document struct{ File string }
		if err := json.Unmarshal([]byte(lines[i]), &document); err != nil || document.File != edge+name {
			t.Errorf("%q: %v", document.File, err)
		}
	}
	var f *fault.Error
	if !errors.As(err, &f) || !strings.Contains(f.Message, "2 of 4 files") {
		t.Error(err)
	}
	for _, want := range []string{broken + ": line ", "nowhere.pb"} {
		if !strings.Contains(complaints, want) {
			t.Errorf("no %q in %q", want, complaints)
		}
	}
}

func TestRowsForSpreadsheets(t *testing.T) {
	printed, _, err := count(t, "--format", "csv", "--ties", "id", edge+"choose1.pb", edge+"tie_cost_differs.pb")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(printed)).ReadAll()
	if err != nil || len(rows) != 7 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	equal(t, "header", strings.Join(rows[0], " "), "file project name cost support supporters selected place round reason")
	equal(t, "row", strings.Join(rows[6][:9], " "), edge+"tie_cost_differs.pb c x 200 4 4 true 1 1")
	if !strings.Contains(rows[6][9], "Chosen in round 1") {
		t.Error(rows[6])
	}
}

// An increment finer than the file is exact, and so is everything else.
func TestIncrementsAreExact(t *testing.T) {
	for _, c := range []struct{ increment, endowment, increments string }{
		{"1", "111/11", "1"},   // 100/11 + 1
		{"0.5", "111/11", "2"}, // the same share in two steps
		{"0.3", "566/55", "4"}, // 100/11 + 1.2
	} {
		got := one(t, tally.Command{
			Rule: "equal-shares", Completion: "add1", Ties: "id", Increment: c.increment, Format: "json",
		}, edge+"choose1.pb")
		equal(t, c.increment+" endowment", got.Endowment, c.endowment)
		equal(t, c.increment+" increments", string(got.Increments), c.increments)
		equal(t, c.increment+" cost", string(got.Cost), "60")
		equal(t, c.increment+" budget", string(got.Budget), "100")
	}
}

const declared = "META\nkey;value\nbudget;3.50\nvote_type;approval\nrule;RULE\nPROJECTS\n" +
	"project_id;cost;votes;selected\na;2.25;2;1\nb;2;1;MARK\nc;1;1;1\nVOTES\nvoter_id;vote\n1;a,b\n2;a,c\n"

func TestDeclaredRules(t *testing.T) {
	for _, c := range []struct {
		rule, mark, matches  string
		selected             []string
		onlyRule, onlyMarked int
		why, text, csv       string
	}{
		{"greedy", "0", "true", []string{"a", "c"}, 0, 0, "", "Reproduced: it selects exactly the 2 projects", `greedy,true,"a,c",,,`},
		{"greedy", "1", "false", []string{"a", "c"}, 0, 1, "", "Only marked: b", `greedy,false,"a,c",,b,`},
		{"equalshares", "0", "false", []string{"a"}, 0, 1, "", "Only marked: c", `equalshares,false,a,,c,`},
		{"tea-leaves", "0", "null", nil, 0, 0, "cannot be counted", "Not compared: ", "tea-leaves,,,,,"},
		{"unknown", "0", "null", nil, 0, 0, "does not say", "Not compared: ", "unknown,,,,,"},
	} {
		path := write(t, "declared.pb", strings.NewReplacer("RULE", c.rule, "MARK", c.mark).Replace(declared))
		printed, _, err := count(t, "--rule", "declared", "--format", "json", path)
		var got struct {
			Rule, Why            string
			Selected             []string
			Matches              json.RawMessage
			OnlyRule, OnlyMarked []string
		}
		if err != nil || json.Unmarshal([]byte(printed), &got) != nil {
			t.Fatal(err, printed)
		}
		if got.Rule != c.rule || string(got.Matches) != c.matches || !slices.Equal(got.Selected, c.selected) || (got.Selected == nil) != (c.selected == nil) ||
			len(got.OnlyRule) != c.onlyRule || len(got.OnlyMarked) != c.onlyMarked || !strings.Contains(got.Why, c.why) {
			t.Errorf("%s: %s", c.rule, printed)
		}
		text, _, err := count(t, "--rule", "declared", path)
		if err != nil || !strings.Contains(text, c.text) {
			t.Errorf("%v, no %q in %s", err, c.text, text)
		}
		if rows, _, err := count(t, "--rule", "declared", "--format", "csv", path); err != nil || !strings.Contains(rows, c.csv) {
			t.Errorf("%v, no %q in %s", err, c.csv, rows)
		}
	}
}

// Names from a file cannot steer the terminal, and long ones stay in one line.
func TestNamesAreHarmless(t *testing.T) {
	name := "\x1b[31mred\u202e " + strings.Repeat("very ", 50) + "long"
	path := write(t, "names.pb", "META\nkey;value\ndescription;"+name+"\nbudget;1\nvote_type;approval\nPROJECTS\nproject_id;cost;name\na;1;"+
		name+"\nVOTES\nvoter_id;vote\n1;a\n")
	printed, _, err := count(t, path)
	if err != nil || strings.ContainsAny(printed, "\x1b\u202e") {
		t.Errorf("%v %q", err, printed)
	}
	for line := range strings.Lines(printed) {
		if len([]rune(line)) > 102 {
			t.Errorf("a line of %d: %s", len([]rune(line)), line)
		}
	}
}

// The JSON says in which units its amounts are.
func TestUnitsAreNamed(t *testing.T) {
	printed, _, err := count(t, "--format", "json", "--rule", "phragmen", edge+"fractional_budget.pb")
	var got struct {
		Budget  json.Number
		Scale   int64
		Amounts string
		Trace   voting.Outcome
	}
	if err != nil || json.Unmarshal([]byte(printed), &got) != nil {
		t.Fatal(err, printed)
	}
	if got.Budget != "1331751.11" || got.Scale != 100 || got.Trace.Budget != 133175111 || !strings.Contains(got.Amounts, "minor units") {
		t.Errorf("%+v", got)
	}
}
