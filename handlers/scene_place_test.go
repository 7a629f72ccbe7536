package handlers_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/handlers"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/internal/tiles"
	"github.com/folkmoot/folkmoot/models"
)

func aPlace() map[string]any {
	return map[string]any{"name": "The landing stage", "latitude": 48_208_200, "longitude": -16_373_800}
}

// fillPlaces lets proposals have places, and gives each one of the scene a link.
func (s *scene) fillPlaces(w *testkit.World, process actions.Process) {
	placing := actions.Placing{At: actions.At{Process: process.ID}}
	placing.Body.Places = true
	testkit.Must(w, s.people[access.Organiser], actions.LetPlaces, placing)
	s.linked = map[access.State]string{}
	err := w.Service.DB.Write(context.Background(), w.Clock.Now(), func(tx *database.Tx) error {
		for state, id := range s.proposals {
			found, err := models.FindProposals(tx.Query, process.ID, []string{id})
			if err != nil {
				return err
			}
			link, err := models.AddLink(tx, models.Link{
				ProcessID: process.ID, ProposalID: id, MemberID: found[id].MemberID, Title: "The plan", Address: "https://plan.example.org/",
			})
			if err != nil {
				return err
			}
			s.linked[state] = link.ID
		}
		return nil
	})
	if err != nil {
		w.T.Fatal(err)
	}
}

// bodyOfPlace is a good body for a route of places and links.
func bodyOfPlace(c cell) any {
	switch c.route.Verb {
	case access.ProcessPlaces:
		return map[string]any{"places": false}
	case access.LinkAdd:
		return map[string]any{"title": "A map of the bank", "address": "https://example.org/map?of=the%20bank"}
	default:
		return nil
	}
}

// Half a point, one beyond the poles and a fraction are refused by their names.
func TestBadPlacesAreNamed(t *testing.T) {
	s, scene := copied(t)
	author, path := scene.people[access.Participant], "/processes/"+scene.process[access.Live]+"/proposals"
	for _, bad := range []struct {
		field string
		place map[string]any
	}{
		{"longitude", map[string]any{"name": "Half", "latitude": 1}},
		{"latitude", map[string]any{"name": "Half", "longitude": 1}},
		{"latitude", map[string]any{"name": "North", "latitude": 90_000_001, "longitude": 0}},
		{"longitude", map[string]any{"name": "East", "latitude": 0, "longitude": 180_000_001}},
		{"longitude", map[string]any{"name": "West", "latitude": 0, "longitude": -180_000_001}},
		{"latitude", map[string]any{"name": "A fraction", "latitude": 48.2, "longitude": 0}},
		{"name", map[string]any{"latitude": 0, "longitude": 0}},
		{"name", map[string]any{"name": "  ", "latitude": 0, "longitude": 0}},
		{"name", map[string]any{"name": strings.Repeat("x", 121)}},
	} {
		got := s.as(author, http.MethodPost, path, map[string]any{"kind": "agenda_item", "title": "A bench", "minutes": 5, "place": bad.place})
		var p problem
		got.read(t, &p)
		if got.status != http.StatusUnprocessableEntity || len(p.Errors) == 0 || !strings.Contains(p.Errors[0].Location+p.Errors[0].Message, bad.field) {
			t.Errorf("%v answered %d: %s", bad.place, got.status, got.body)
		}
	}
}

// Proves I18: the policy of the built page lets it ask no server but its own.
func TestPolicyOfThePageNamesNoOtherServer(t *testing.T) {
	written, err := os.ReadFile("../frontend/svelte.config.js")
	if err != nil {
		t.Fatal(err)
	}
	directives := regexp.MustCompile(`'([a-z-]+)': \[([^\]]*)\]`).FindAllStringSubmatch(string(written), -1)
	allowed := []string{"'self'", "'none'", "'data:'", "'blob:'", "'unsafe-inline'"}
	named := map[string]bool{}
	for _, directive := range directives {
		named[directive[1]] = true
		for source := range strings.SplitSeq(directive[2], ", ") {
			if !slices.Contains(allowed, source) {
				t.Errorf("%s allows %s", directive[1], source)
			}
		}
	}
	if !named["default-src"] || !named["img-src"] || !named["connect-src"] {
		t.Errorf("the policy names only %v", named)
	}
}

// The page may show pictures from this server, and from the one of the tiles if
// there is one: its policy names exactly that.
func TestPolicyOfThePageNamesTheServerOfTiles(t *testing.T) {
	const page = `<meta content="default-src 'self'; img-src 'self' data: blob:; connect-src 'self'">`
	for template, want := range map[string]string{
		"": page,
		"https://tile.example.org:8443/{z}/{x}/{y}.png": strings.Replace(page, "img-src 'self'", "img-src 'self' https://tile.example.org:8443", 1),
	} {
		s, _ := copied(t)
		var err error
		if s.Service.Tiles, err = tiles.Read(template, ""); err != nil {
			t.Fatal(err)
		}
		app := handlers.New(handlers.Config{Service: s.Service, Tokens: s.Keys, Log: slog.New(slog.DiscardHandler), Files: fstest.MapFS{"index.html": {Data: []byte(page)}}})
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://moot.example.org/processes/mill", nil)
		if err != nil {
			t.Fatal(err)
		}
		response, err := app.Test(request)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		var got bytes.Buffer
		if _, err := got.ReadFrom(response.Body); err != nil || got.String() != want {
			t.Errorf("%q gives %s", template, got.String())
		}
	}
}
