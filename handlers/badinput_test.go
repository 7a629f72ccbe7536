package handlers_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/handlers"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/testkit"
)

// Every field of every route is tried with what does not belong there: the answer
// is a problem that names the field, and nothing is stored.
func TestBadInputIsNamedAndNotStored(t *testing.T) {
	s, scene := copied(t)
	before := dbtest.Counts(t, s.Service.DB)
	tried := 0
	for _, route := range handlers.Table() {
		c := cell{route: route, role: access.Organiser, state: bestState(route)}
		if _, _, author := access.Permitted(route.Verb); author {
			c.role = access.Participant
		}
		good, isObject := normal(t, scene.body(s, c)).(map[string]any)
		if !isObject {
			continue
		}
		for _, bad := range spoil(good) {
			got := s.as(scene.people[c.role], route.Method, scene.path(c), bad.body)
			tried++
			var p problem
			got.read(t, &p)
			if got.status != http.StatusUnprocessableEntity || len(p.Errors) == 0 || !bad.named(p) {
				t.Errorf("%s with %s answered %d: %s", route.Verb, bad.what, got.status, got.body)
			}
		}
	}
	if tried < 180 {
		t.Errorf("only %d bad inputs were tried", tried)
	}
	if after := dbtest.Counts(t, s.Service.DB); !maps.Equal(before, after) {
		t.Errorf("bad input was stored: %v before, %v after", before, after)
	}
}

func bestState(route handlers.Route) access.State {
	_, states, _ := access.Permitted(route.Verb)
	if len(states) > 0 {
		return states[0]
	}
	return statesOf(route.Path)[0]
}

func normal(t *testing.T, v any) any {
	t.Helper()
	encoded, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(encoded, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// A spoilt body has one thing wrong, in a field.
type spoilt struct {
	what, field string
	body        map[string]any
}

func (b spoilt) named(p problem) bool {
	for _, e := range p.Errors {
		if strings.HasPrefix(e.Location, "body."+b.field) || (e.Location == "body" && strings.Contains(e.Message, b.field)) {
			return true
		}
	}
	return false
}

func spoil(good map[string]any) []spoilt {
	var out []spoilt
	add := func(what, field string, value any) {
		body := maps.Clone(good)
		body[field] = value
		out = append(out, spoilt{what: what, field: field, body: body})
	}
	add("an unknown field", "surprise", 1)
	for _, field := range slices.Sorted(maps.Keys(good)) {
		add("a list in "+field, field, []any{[]any{}})
		if _, yes := good[field].(bool); !yes {
			add("yes in "+field, field, true)
		}
		switch good[field].(type) {
		case string:
			add("a number in "+field, field, 7)
			add("far too much in "+field, field, strings.Repeat("x", 30_000))
		case float64:
			add("a text in "+field, field, "seven")
			add("less than nothing in "+field, field, -1)
			add("a broken number in "+field, field, 1.5)
		case map[string]any:
			add("an unknown part of "+field, field, map[string]any{"surprise": "x"})
		}
	}
	return out
}

// Bodies that are no JSON objects, or say something twice, are refused whole.
func TestBodiesThatCannotBeRead(t *testing.T) {
	s, scene := copied(t)
	before := dbtest.Counts(t, s.Service.DB)
	header := http.Header{"Authorization": {"Bearer " + s.token(scene.people[access.Organiser])}}
	path := handlers.Prefix + "/rounds/" + scene.rounds[access.Open] + "/ballot"
	for name, body := range map[string]string{
		"nothing":            "",
		"half an object":     `{"choices": {"1": 1`,
		"no JSON":            `choices=1`,
		"an option twice":    `{"choices": {"1": 1, "1": 1}}`,
		"a field twice":      `{"choices": {"1": 1}, "choices": {"2": 1}}`,
		"too many levels":    `{"choices": ` + strings.Repeat(`{"1":`, 40) + "1" + strings.Repeat("}", 40) + `}`,
		"a list":             `[]`,
		"null":               `null`,
		"a huge number":      `{"choices": {"1": 1e400}}`,
		"two objects":        `{"choices": {"1": 1}} {"choices": {"1": 1}}`,
		"a number too large": `{"choices": {"1": 99999999999999999999}}`,
	} {
		got := s.send(http.MethodPut, path, []byte(body), maps.Clone(header))
		var p problem
		got.read(t, &p)
		if got.status < 400 || got.status > 499 || p.Detail == "" {
			t.Errorf("%s answered %d: %s", name, got.status, got.body)
		}
	}
	if after := dbtest.Counts(t, s.Service.DB); !maps.Equal(before, after) {
		t.Errorf("stored: %v before, %v after", before, after)
	}
}

func TestUnknownAddressesAreProblems(t *testing.T) {
	s, scene := copied(t)
	ada := scene.people[access.Organiser]
	for path, want := range map[string]int{
		"/nowhere":               http.StatusNotFound,
		"/processes/none":        http.StatusNotFound,
		"/processes?limit=0":     http.StatusUnprocessableEntity,
		"/processes?limit=many":  http.StatusUnprocessableEntity,
		"/processes?colour=blue": http.StatusUnprocessableEntity,
		"/processes/" + scene.process[access.Live] + "/proposals?sort=cheapest": http.StatusUnprocessableEntity,
		"/processes/" + scene.process[access.Live] + "/proposals?kind=tax":      http.StatusUnprocessableEntity,
		"/rounds/" + strings.Repeat("9", 200):                                   http.StatusUnprocessableEntity,
	} {
		got := s.as(ada, http.MethodGet, path, nil)
		var p problem
		got.read(t, &p)
		if got.status != want || p.Status != want {
			t.Errorf("%s answered %d: %s", path, got.status, got.body)
		}
	}
}

// The server refuses by the length alone, before it reads any of it.
func TestBodyThatIsTooLong(t *testing.T) {
	s, scene := copied(t)
	address := strings.TrimPrefix(listen(t, s), "http://")
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "PUT %s/rounds/%s/ballot HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n"+
		"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n",
		handlers.Prefix, scene.rounds[access.Open], address, s.token(scene.people[access.Organiser]), 300<<10)
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("300 KiB answered %s", response.Status)
	}
}

// Bytes that a database cannot hold are nobody's id and nobody's secret: they are
// refused, and are no error of ours, on either database.
func TestBytesThatNoDatabaseHolds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := serve(t, testkit.New(t, db))
		ada := s.Account("ada@example.org")
		for _, path := range []string{
			"/api/v1/rounds/%00", "/api/v1/processes/%ff%fe", "/api/v1/processes/%00/proposals", "/p/%00/agenda", "/p/%ff/agenda",
		} {
			got := s.send(http.MethodGet, path, nil, http.Header{"Authorization": {"Bearer " + s.token(ada)}})
			if got.status < 400 || got.status > 499 {
				t.Errorf("%s answered %d: %.120s", path, got.status, got.body)
			}
		}
		for path, body := range map[string]map[string]any{
			"/invitations/preview": {"token": "\x00"},
			"/invitations/accept":  {"token": "\x00", "display_name": "Eve"},
			"/session/first":       {"token": "\x00", "email": "eve@example.org", "display_name": "Eve"},
			"/session":             {"email": "a\x00@example.org", "code": "\x00"},
		} {
			if got := s.as(actions.Actor{}, http.MethodPost, path, body); got.status < 400 || got.status > 499 {
				t.Errorf("%s answered %d: %.120s", path, got.status, got.body)
			}
		}
		process := s.Process(ada, "Mill")
		if got := s.as(ada, http.MethodPost, "/processes/"+process.ID+"/agendas", map[string]any{
			"round": "\x00", "title": "Meeting", "starts_at": "2030-12-01T18:00:00Z",
		}); got.status < 400 || got.status > 499 {
			t.Errorf("a round of no bytes answered %d: %.120s", got.status, got.body)
		}
	})
}
