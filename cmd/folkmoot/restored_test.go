package main_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/internal/database"
)

// Proves I14: a database that was set back to a backup starts, does not sign
// another past, and tells which of the receipts that people kept it lacks; with
// another name its ledger goes on.
func TestRestoredBackupTellsWhichReceiptsItLacks(t *testing.T) {
	data, kept := t.TempDir(), t.TempDir()
	server := start(t, data)
	token := server.first("ada@example.org")
	round, rules, voters := prepare(t, server, token, 2, database.Config{}, data)
	receipts := []string{vote(t, server, voters[0], round, rules, kept, "one")}
	saved := filepath.Join(kept, "backup")
	if _, complaint, exit := run(t, "backup", "--data-dir", data, saved); exit != 0 {
		t.Fatal(complaint)
	}
	receipts = append(receipts, vote(t, server, voters[1], round, rules, kept, "two"))
	server.ask(token, http.MethodPost, "/rounds/"+round+"/close", object{}, nil)
	signed(t, server, token, round)
	if err := server.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = server.cmd.Wait()
	lose(t, data)
	if _, complaint, exit := run(t, "restore", "--data-dir", data, saved); exit != 0 {
		t.Fatal(complaint)
	}

	if printed, complaint, exit := run(t, append([]string{"receipts", "--data-dir", data}, receipts...)...); exit != 1 ||
		!strings.Contains(printed, "one: here") || !strings.Contains(printed, "two: missing") {
		t.Errorf("exit %d: %s%s", exit, printed, complaint)
	}
	again := start(t, data)
	again.ask(token, http.MethodPost, "/processes", object{"name": "After", "time_zone": "UTC"}, nil)
	before := again.ledger(token)
	if err := again.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = again.cmd.Wait()
	printed, complaint, exit := run(t, "restored", "--data-dir", data)
	if exit != 0 || !strings.Contains(printed, "goes on as") {
		t.Fatalf("exit %d: %s%s", exit, printed, complaint)
	}
	third := start(t, data)
	if after := third.ledger(token); after.Origin == before.Origin {
		t.Errorf("the ledger is %s still", after.Origin)
	}
	third.ask(token, http.MethodPost, "/processes", object{"name": "After", "time_zone": "UTC"}, nil)
	until(t, "the ledger is signed under its new name", func() bool { return third.ledger(token).Size > 0 })
	if printed, _, _ := run(t, "restored", "--data-dir", data); !strings.Contains(printed, "nothing has to be done") {
		t.Errorf("a second time: %s", printed)
	}
}

// vote sends a ballot and keeps its receipt in a file.
func vote(t *testing.T, server *process, voter, round, rules, folder, name string) (path string) {
	t.Helper()
	var sent struct {
		Receipt string `json:"receipt"`
	}
	server.ask(voter, http.MethodPut, "/rounds/"+round+"/ballot", ballot(round, rules, 1, "1"), &sent)
	path = filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte(sent.Receipt), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

type ledgerState struct {
	Origin string `json:"origin"`
	Size   int64  `json:"size"`
}

func (p *process) ledger(token string) (state ledgerState) {
	p.t.Helper()
	p.ask(token, http.MethodGet, "/ledger", nil, &state)
	return state
}

// signed waits until a round is proved.
func signed(t *testing.T, server *process, token, round string) {
	t.Helper()
	until(t, "the round is proved", func() bool {
		return server.ask(token, http.MethodGet, "/rounds/"+round+"/bundle", nil, &object{}) == http.StatusOK
	})
}

// lose removes the database, and nothing else.
func lose(t *testing.T, data string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(data, "folkmoot.db*"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
}
