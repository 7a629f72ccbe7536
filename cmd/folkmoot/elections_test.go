package main_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
)

const edge = "../../voting/testdata/edge/"

type tallied struct {
	Rule     string      `json:"rule"`
	Selected []string    `json:"selected"`
	Cost     json.Number `json:"cost"`
	Budget   json.Number `json:"budget"`
}

func TestTallyPrintsTheOutcome(t *testing.T) {
	for _, c := range []struct {
		file     string
		flags    []string
		selected []string
		cost     string
	}{
		{"tie_cost_differs", []string{"--rule", "equal-shares", "--utility", "cost", "--completion", "none"}, []string{"c"}, "200"},
		{"tie_cost_differs", []string{"--rule", "equal-shares", "--utility", "cost", "--completion", "greedy"}, []string{"c", "a"}, "300"},
		{"tie_cost_differs", []string{"--rule", "equal-shares", "--utility", "cardinality", "--completion", "none"}, []string{"a", "b"}, "200"},
		{"tie_cost_differs", []string{"--rule", "greedy", "--utility", "cost"}, []string{"c", "a"}, "300"},
	} {
		arguments := append([]string{"tally", "--format", "json", "--ties", "id", edge + c.file + ".pb"}, c.flags...)
		printed, complaint, exit := run(t, arguments...)
		var got tallied
		if err := json.Unmarshal([]byte(printed), &got); err != nil || exit != 0 {
			t.Fatalf("%v: exit %d, %v, %s", arguments, exit, err, complaint)
		}
		if !slices.Equal(got.Selected, c.selected) || got.Cost.String() != c.cost || got.Budget != "300" || got.Rule != c.flags[1]+"/v1" {
			t.Errorf("%v printed %+v", c.flags, got)
		}
	}
}

func TestTallyForPeopleGivesReasons(t *testing.T) {
	printed, _, exit := run(t, "tally", edge+"tie_cost_differs.pb")
	for _, want := range []string{"4 ballots", "Chosen, in this order:", "Not chosen:", "supporters"} {
		if exit != 0 || !strings.Contains(printed, want) {
			t.Errorf("no %q in %s", want, printed)
		}
	}
}

// A broken file is refused with the line and the field, and nothing is stored.
func TestBrokenElectionsNameTheLine(t *testing.T) {
	whole, err := os.ReadFile(edge + "tie_cost_differs.pb")
	if err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	for name, c := range map[string]struct{ old, new, complaint string }{
		"no budget":          {"budget;300\n", "", "budget"},
		"a cost in words":    {"a;100;x", "a;much;x", "line 14: cost"},
		"less than nothing":  {"a;100;x", "a;-5;x", "line 14: cost"},
		"an unknown project": {"v0;a,c", "v0;a,z", "line 19: vote"},
		"a project twice":    {"b;100;x", "a;100;x", "line 15: project_id"},
		"no ballots":         {"VOTES\nvoter_id;vote\n", "", "line"},
	} {
		file := filepath.Join(t.TempDir(), "broken.pb")
		if err := os.WriteFile(file, []byte(strings.Replace(string(whole), c.old, c.new, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, arguments := range [][]string{
			{"tally", file}, {"import", "--data-dir", data, "--organiser", "ada@example.org", file},
		} {
			printed, complaint, exit := run(t, arguments...)
			if exit == 0 || printed != "" || !strings.Contains(complaint, c.complaint) || strings.Contains(complaint, "goroutine") {
				t.Errorf("%s, %s: exit %d, %q %q", name, arguments[0], exit, printed, complaint)
			}
		}
	}
	if _, complaint, exit := run(t, "tally", "--rule", "dictator", edge+"tie_cost_differs.pb"); exit == 0 || !strings.Contains(complaint, "--rule") {
		t.Errorf("an unknown rule: exit %d, %s", exit, complaint)
	}
	if _, _, exit := run(t, "tally", "nowhere.pb"); exit == 0 {
		t.Error("a file that is not there was counted")
	}
}

// An imported election can be looked at: its outcome, its agenda, its ballots.
func TestImportedElectionsCanBeSeen(t *testing.T) {
	data := t.TempDir()
	server := start(t, data)
	token := server.first("ada@example.org")
	for _, name := range []string{"tie_cost_differs", "points_zero_and_repeat", "ordinal_last_gets_zero", "fractional_budget", "choose1"} {
		printed, complaint, exit := run(t, "import", "--data-dir", data, edge+name+".pb")
		if exit != 0 {
			t.Fatalf("%s: %s", name, complaint)
		}
		fields := strings.Split(strings.TrimSpace(strings.SplitN(strings.SplitN(printed, "Outcome:", 2)[1], "\n", 2)[0]), "/")
		process, round := fields[len(fields)-3], fields[len(fields)-1]
		var outcome struct {
			Items []struct {
				Reason   string `json:"reason"`
				Selected bool   `json:"selected"`
			} `json:"items"`
		}
		if got := server.ask(token, http.MethodGet, "/rounds/"+round+"/outcome", nil, &outcome); got != http.StatusOK || len(outcome.Items) == 0 || outcome.Items[0].Reason == "" {
			t.Errorf("%s: outcome %d %+v", name, got, outcome)
		}
		response, err := http.Get(server.base + "/p/" + process + "/agenda")
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != http.StatusOK {
			t.Errorf("%s: agenda %s", name, response.Status)
		}
		sameAgain(t, server, token, round, edge+name+".pb")
	}
}

// Whatever shares out a budget can be imported, by its name with or without the
// version.
func TestElectionsAreImportedByEveryBudgetRule(t *testing.T) {
	data := t.TempDir()
	server := start(t, data)
	server.first("ada@example.org")
	for _, rule := range voting.Rules() {
		if rule.Places {
			continue
		}
		short, _, _ := strings.Cut(rule.Name, "/")
		for _, name := range []string{short, rule.Name} {
			if _, complaint, exit := run(t, "import", "--data-dir", data, "--rule", name, edge+"tie_cost_differs.pb"); exit != 0 {
				t.Errorf("%s: %s", name, complaint)
			}
		}
	}
	if _, complaint, exit := run(t, "import", "--data-dir", data, "--rule", "dictator", edge+"choose1.pb"); exit == 0 || !strings.Contains(complaint, "--rule") {
		t.Errorf("exit %d, %s", exit, complaint)
	}
}

// Of several files each that can be counted is, and the exit code says that one
// could not.
func TestTallyCountsSeveralFiles(t *testing.T) {
	printed, complaint, exit := run(t, "tally", "--format", "json", edge+"choose1.pb", "nowhere.pb", edge+"all_fit.pb")
	if lines := strings.Count(printed, "\n"); exit != 1 || lines != 2 || !strings.Contains(complaint, "nowhere.pb") {
		t.Errorf("exit %d, %d lines, %s", exit, lines, complaint)
	}
}

// sameAgain downloads the ballots and counts them again: the outcome is that of
// the file they came from.
func sameAgain(t *testing.T, server *process, token, round, original string) {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, server.base+"/api/v1/rounds/"+round+"/ballots.pb", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	exported := filepath.Join(t.TempDir(), "ballots.pb")
	file, err := os.Create(exported)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.ReadFrom(response.Body); err != nil {
		t.Fatal(err)
	}
	file.Close()
	var outcomes [2]string
	for i, path := range []string{original, exported} {
		printed, complaint, exit := run(t, "tally", "--format", "json", "--ties", "id", path)
		var got tallied
		if err := json.Unmarshal([]byte(printed), &got); err != nil || exit != 0 {
			t.Fatalf("%s: %v %s", path, err, complaint)
		}
		outcomes[i] = strings.Join(got.Selected, ",")
	}
	if outcomes[0] != outcomes[1] {
		t.Errorf("%s: %s before, %s after the export", original, outcomes[0], outcomes[1])
	}
}
