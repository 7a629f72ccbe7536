package main_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
)

// program is the real thing, built once.
var program = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "folkmoot-program-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(folder, "folkmoot")
	output, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build: %w\n%s", err, output)
	}
	return path, nil
})

func command(t *testing.T, arguments ...string) *exec.Cmd {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	return exec.Command(path, arguments...)
}

// run runs a command to its end.
func run(t *testing.T, arguments ...string) (stdout, stderr string, exit int) {
	t.Helper()
	cmd := command(t, arguments...)
	var out, err bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &err
	if failed := cmd.Run(); failed != nil && cmd.ProcessState == nil {
		t.Fatal(failed)
	}
	return out.String(), err.String(), cmd.ProcessState.ExitCode()
}

// A process that runs until the test ends.
type process struct {
	t    *testing.T
	cmd  *exec.Cmd
	base string // where it answers
	link string // of the first organiser, or ""
}

func start(t *testing.T, data string, more ...string) *process {
	t.Helper()
	return startLogging(t, os.Stderr, data, more...)
}

func startLogging(t *testing.T, log io.Writer, data string, more ...string) *process {
	t.Helper()
	cmd := command(t, append([]string{"serve", "--listen", "127.0.0.1:0", "--data-dir", data}, more...)...)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &process{t: t, cmd: cmd}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	for scanner := bufio.NewScanner(stdout); scanner.Scan(); {
		line := strings.TrimSpace(scanner.Text())
		if _, address, found := strings.Cut(line, "ready at "); found {
			p.base = address
		}
		if strings.Contains(line, "/welcome#") {
			p.link = line
		}
		if strings.HasPrefix(line, "Stop it") {
			go func() { _, _ = io.Copy(io.Discard, stdout) }()
			return p
		}
	}
	t.Fatal("the server did not start")
	return nil
}

// ask sends JSON as whoever holds a token, and reads the reply into v.
func (p *process) ask(token, method, path string, body, v any) (status int) {
	p.t.Helper()
	encoded, err := json.Marshal(body)
	if err != nil {
		p.t.Fatal(err)
	}
	request, err := http.NewRequest(method, p.base+"/api/v1"+path, bytes.NewReader(encoded))
	if err != nil {
		p.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	if response.StatusCode >= 400 {
		p.t.Logf("%s %s: %s %s", method, path, response.Status, content)
	} else if v != nil {
		if err := json.Unmarshal(content, v); err != nil {
			p.t.Fatalf("%v in %s", err, content)
		}
	}
	return response.StatusCode
}

type object = map[string]any

// first signs in the first organiser by the printed link.
func (p *process) first(email string) (token string) {
	p.t.Helper()
	_, secret, _ := strings.Cut(p.link, "#")
	var session struct {
		AccessToken string `json:"access_token"`
	}
	p.ask("", http.MethodPost, "/session/first", object{"token": secret, "email": email, "display_name": "Ada"}, &session)
	return session.AccessToken
}

func TestServerFindsItsDataAfterACrash(t *testing.T) {
	data := t.TempDir()
	server := start(t, data)
	token := server.first("ada@example.org")
	var made struct {
		ID string `json:"id"`
	}
	if got := server.ask(token, http.MethodPost, "/processes", object{"name": "Mill", "time_zone": "UTC"}, &made); got != http.StatusCreated {
		t.Fatalf("making a process answered %d", got)
	}
	if err := server.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = server.cmd.Wait()

	again := start(t, data)
	if again.link != "" {
		t.Error("a second first organiser is let in")
	}
	printed, complaint, exit := run(t, "token", "--data-dir", data, "ada@example.org")
	if exit != 0 {
		t.Fatalf("token: %s", complaint)
	}
	if got := again.ask(strings.TrimSpace(printed), http.MethodGet, "/processes/"+made.ID, nil, nil); got != http.StatusOK {
		t.Errorf("the process is gone: %d", got)
	}
	if _, complaint, exit := run(t, "token", "--data-dir", data, "nobody@example.org"); exit == 0 || !strings.Contains(complaint, "no such account") {
		t.Errorf("a stranger's token: exit %d, %s", exit, complaint)
	}
}

func TestServerAnswersWhatItHasBegunAndStops(t *testing.T) {
	server := start(t, t.TempDir())
	address := strings.TrimPrefix(server.base, "http://")
	if _, complaint, exit := run(t, "health", "--listen", address); exit != 0 {
		t.Errorf("health: %s", complaint)
	}
	if err := server.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := server.cmd.Wait(); err != nil {
		t.Errorf("stopped with %v", err)
	}
	if _, _, exit := run(t, "health", "--listen", address); exit == 0 {
		t.Error("it is healthy after it was stopped")
	}
}

// Proves I2: sixteen voters send ballots at once to two servers on one Postgres.
func TestSixteenVotersTwoServersOnePostgres(t *testing.T) {
	const people = 16
	cfg, data := dbtest.Postgres(t), t.TempDir()
	storage := []string{"--database-url", cfg.URL}
	one := start(t, data, storage...)
	two := start(t, data, storage...)
	organiser := two.link
	one.link = organiser // the newest link is the one that works
	token := one.first("ada@example.org")
	round, rules, voters := prepare(t, one, token, people, cfg, data)

	var together sync.WaitGroup
	for i, voter := range voters {
		together.Go(func() {
			for n, server := range []*process{one, two, one, two} {
				key := fmt.Sprint(1 + (i+n)%2)
				if got := server.ask(voter, http.MethodPut, "/rounds/"+round+"/ballot", ballot(round, rules, n+1, key), nil); got != http.StatusOK {
					t.Errorf("voter %d, ballot %d: %d", i, n, got)
				}
			}
		})
	}
	together.Wait()
	if rows := dbtest.Counts(t, dbtest.Open(t, database.Config{URL: cfg.URL, Pool: 1})); rows["ballots"] != people {
		t.Errorf("%d rows for %d voters", rows["ballots"], people)
	}
	two.ask(token, http.MethodPost, "/rounds/"+round+"/close", object{}, nil)
	var outcome struct {
		Voters int `json:"voters"`
		Items  []struct {
			Support int `json:"support"`
		} `json:"items"`
	}
	counted := func() bool { // by a job, soon
		return one.ask(token, http.MethodGet, "/rounds/"+round+"/outcome", nil, &outcome) == http.StatusOK
	}
	until(t, "the round is counted", counted)
	if outcome.Voters != people || outcome.Items[0].Support+outcome.Items[1].Support != people {
		t.Errorf("counted %+v", outcome)
	}
}

// until waits for something to come true.
func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !is(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("in vain: %s", what)
		}
	}
}

// prepare makes a process with voters who came by letters, and an open round.
func prepare(t *testing.T, server *process, token string, people int, cfg database.Config, data string) (round, rules string, voters []string) {
	t.Helper()
	var made struct {
		ID        string `json:"id"`
		Version   int    `json:"version"`
		RulesHash string `json:"rules_hash"`
	}
	server.ask(token, http.MethodPost, "/processes", object{"name": "Mill", "time_zone": "UTC"}, &made)
	at := "/processes/" + made.ID
	emails := make([]string, people)
	for i := range emails {
		emails[i] = fmt.Sprintf("voter%02d@example.org", i)
	}
	server.ask(token, http.MethodPost, at+"/invitations", object{"kind": "mail", "emails": emails, "role": "participant"}, nil)
	for _, secret := range invitations(t, filepath.Join(data, "mail"), people) {
		var joined struct {
			Session struct {
				AccessToken string `json:"access_token"`
			} `json:"session"`
		}
		server.ask("", http.MethodPost, "/invitations/accept", object{"token": secret, "display_name": "Voter"}, &joined)
		voters = append(voters, joined.Session.AccessToken)
	}
	var ids []string
	for _, title := range []string{"One", "Two"} {
		server.ask(token, http.MethodPost, at+"/proposals", object{"kind": "agenda_item", "title": title, "minutes": 20}, &made)
		server.ask(token, http.MethodPut, "/proposals/"+made.ID+"/cost", object{"minutes": 20, "version": made.Version}, nil)
		ids = append(ids, made.ID)
	}
	server.ask(token, http.MethodPost, at+"/rounds", object{
		"title": "Round", "budget": 40, "ballot": object{"kind": "approval"}, "rule": "equal-shares/v1",
		"closes_at": time.Now().Add(time.Hour), "proposals": ids,
	}, &made)
	server.ask(token, http.MethodPost, "/rounds/"+made.ID+"/open", object{}, &made)
	return made.ID, made.RulesHash, voters
}

// ballot approves one option, as a voter's device writes it.
func ballot(round, rules string, revision int, key string) object {
	nonce := models.NewNonce()
	opening := ledger.Opening{Revision: revision, Nonce: nonce, Choices: `{"` + key + `":1}`}
	return object{
		"choices": object{key: 1}, "revision": revision, "nonce": nonce, "commitment": opening.Commitment(round, rules),
	}
}

// invitations waits for letters and returns the secrets of their links.
func invitations(t *testing.T, folder string, want int) (secrets []string) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		letters, err := filepath.Glob(filepath.Join(folder, "*.eml"))
		if err != nil {
			t.Fatal(err)
		}
		if len(letters) < want {
			continue
		}
		for _, letter := range letters {
			content, err := os.ReadFile(letter)
			if err != nil {
				t.Fatal(err)
			}
			_, rest, _ := strings.Cut(string(content), "/join#")
			secrets = append(secrets, strings.Fields(rest)[0])
		}
		return secrets
	}
	t.Fatalf("%d letters did not come", want)
	return nil
}
