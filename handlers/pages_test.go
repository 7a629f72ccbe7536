package handlers_test

import (
	"bufio"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/handlers"
)

var update = flag.Bool("update", false, "write golden files anew")

// The pages are written against the document that the table makes.
func TestFrontendHasThePresentOpenAPIDocument(t *testing.T) {
	const file = "../frontend/openapi.json"
	document, err := json.MarshalIndent(handlers.OpenAPI("development"), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	document = append(document, '\n')
	if *update {
		if err := os.WriteFile(file, document, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	stored, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(stored) != string(document) {
		t.Error("the API changed: run `go test ./handlers -run OpenAPI -update` and `npm --prefix frontend run api`")
	}
}

func TestServedOpenAPIDocument(t *testing.T) {
	s, _ := copied(t)
	got := s.as(actions.Actor{}, http.MethodGet, "/openapi.json", nil)
	var document struct {
		OpenAPI string                    `json:"openapi"`
		Paths   map[string]map[string]any `json:"paths"`
	}
	got.read(t, &document)
	if got.status != http.StatusOK || !strings.HasPrefix(document.OpenAPI, "3.1") {
		t.Fatalf("%d, OpenAPI %q", got.status, document.OpenAPI)
	}
	for _, route := range handlers.Table() {
		if document.Paths[handlers.Prefix+route.Path][strings.ToLower(route.Method)] == nil {
			t.Errorf("the document leaves out %s %s", route.Method, route.Path)
		}
	}
}

// What one page does, another hears, and what it hears is no content.
func TestOpenPagesHearOfChanges(t *testing.T) {
	s, scene := copied(t)
	base := listen(t, s)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet,
		base+handlers.Prefix+"/processes/"+scene.process[access.Live]+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+s.token(scene.people[access.Observer]))
	request.Header.Set("Accept", "text/event-stream")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	lines := make(chan string)
	go func() {
		defer close(lines)
		for scanner := bufio.NewScanner(response.Body); scanner.Scan(); {
			if line, isData := strings.CutPrefix(scanner.Text(), "data: "); isData {
				lines <- line
			}
		}
	}()
	hear := func() string {
		select {
		case line := <-lines:
			return line
		case <-time.After(10 * time.Second):
			t.Fatal("nothing was heard")
			return ""
		}
	}
	if first := hear(); first != `{"kind":"resync","id":""}` {
		t.Errorf("first heard %s", first)
	}
	made := s.Item(scene.people[access.Participant], scene.process[access.Live], "A secret title", 5)
	if heard := hear(); heard != `{"kind":"proposal","id":"`+made.ID+`"}` {
		t.Errorf("heard %s", heard)
	}
	s.Vote(scene.people[access.Participant], scene.rounds[access.Open], "2") // of which nobody hears
	s.Close(scene.people[access.Organiser], scene.rounds[access.Open])
	if heard := hear(); heard != `{"kind":"round","id":"`+scene.rounds[access.Open]+`"}` {
		t.Errorf("heard %s", heard)
	}
}

func TestWatchers(t *testing.T) {
	s, _ := copied(t)
	base := listen(t, s)
	for _, watch := range [][2]string{ // in this order: there is something to measure once something was asked
		{"/healthz", "ok\n"}, {"/readyz", "ready\n"}, {"/metrics", "folkmoot_http_request_duration_seconds"},
	} {
		path, want := watch[0], watch[1]
		response, err := http.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		content := new(strings.Builder)
		if _, err := bufio.NewReader(response.Body).WriteTo(content); err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != http.StatusOK || !strings.Contains(content.String(), want) {
			t.Errorf("%s: %s %.100s", path, response.Status, content)
		}
	}
	proxied := http.Header{"X-Forwarded-For": {"203.0.113.9"}}
	if got := s.send(http.MethodGet, "/metrics", nil, proxied); got.status != http.StatusNotFound {
		t.Errorf("metrics through a proxy: %d", got.status)
	}
}

func TestPagesOfTheFrontend(t *testing.T) {
	s, _ := copied(t)
	for path, want := range map[string]struct {
		status int
		cache  string
	}{
		"/":                         {http.StatusOK, "no-cache"},
		"/processes/x/rounds/y":     {http.StatusOK, "no-cache"},
		"/_app/immutable/a.js":      {http.StatusOK, "public, max-age=31536000, immutable"},
		"/_app/immutable/gone.js":   {http.StatusNotFound, "no-store"},
		"/p/nowhere":                {http.StatusNotFound, "no-store"},
		"/../../../../etc/passwd":   {http.StatusOK, "no-cache"},
		"/%2e%2e/%2e%2e/etc/passwd": {http.StatusOK, "no-cache"},
	} {
		got := s.send(http.MethodGet, path, nil, nil)
		if got.status != want.status || got.header.Get("Cache-Control") != want.cache || strings.Contains(string(got.body), "root:") {
			t.Errorf("%s: %d, %q", path, got.status, got.header.Get("Cache-Control"))
		}
		if got.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s is sniffed", path)
		}
	}
}
