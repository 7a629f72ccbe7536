package handlers_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/testkit"
)

// forms are what a published agenda can be taken away as.
func forms() map[string]struct{ kind, holds string } {
	return map[string]struct{ kind, holds string }{
		"":           {"text/html; charset=utf-8", "<h1"},
		"/embed":     {"text/html; charset=utf-8", `target="_blank" rel="noopener"`},
		".ics":       {"text/calendar; charset=utf-8", "BEGIN:VCALENDAR\r\n"},
		"-slots.ics": {"text/calendar; charset=utf-8", "UID:slot-"},
		".md":        {"text/markdown; charset=utf-8", "# Meeting"},
		".json":      {"application/json; charset=utf-8", `"title": "Meeting"`},
		".pdf":       {"application/pdf", "%PDF-1.7\n"},
		".png":       {"image/png", "\x89PNG\r\n"},
		".atom":      {"application/atom+xml; charset=utf-8", "<feed xmlns=\"http://www.w3.org/2005/Atom\">"},
	}
}

// Whoever recounts needs nobody's permission: the bundle stands beside the agenda.
func TestTheBundleBehindAPublishedAgendaIsForEverybody(t *testing.T) {
	s, scene := copied(t)
	path := "/a/" + scene.meetings[access.Draft].at.Agenda + "/bundle.json"
	if got := s.send(http.MethodGet, path, nil, nil); got.status != http.StatusNotFound {
		t.Errorf("before the agenda is published: %d", got.status)
	}
	publishScene(s, scene)
	got := s.send(http.MethodGet, path, nil, nil)
	if got.status != http.StatusOK || !strings.Contains(string(got.body), `"audience":"public"`) {
		t.Errorf("%d, %.200s", got.status, got.body)
	}
}

func published(scene *scene) []string {
	return []string{"/p/" + scene.process[access.Live] + "/agenda", "/a/" + scene.meetings[access.Draft].at.Agenda}
}

func publishScene(s *server, scene *scene) {
	out := actions.Publication{AtAgenda: scene.meetings[access.Draft].at}
	out.Body.Version = scene.meetings[access.Draft].change.Version
	testkit.Must(s.World, scene.people[access.Organiser], actions.PublishAgenda, out)
}

func TestPublishedAgendaIsForEverybody(t *testing.T) {
	s, scene := copied(t)
	fresh := "/p/" + s.Process(scene.people[access.Organiser], "Fresh").ID + "/agenda"
	for _, base := range []string{fresh, published(scene)[1]} {
		for ending := range forms() {
			got := s.send(http.MethodGet, base+ending, nil, nil)
			if got.status != http.StatusNotFound || !strings.Contains(string(got.body), "<h1") || got.header.Get("ETag") != "" {
				t.Errorf("%s before it is published: %d", base+ending, got.status)
			}
		}
	}
	publishScene(s, scene)
	for _, base := range published(scene) {
		for ending, want := range forms() {
			got := s.send(http.MethodGet, base+ending, nil, nil)
			if got.status != http.StatusOK || got.header.Get("Content-Type") != want.kind || !strings.Contains(string(got.body), want.holds) {
				t.Errorf("%s: %d, %s, %.200q", base+ending, got.status, got.header.Get("Content-Type"), got.body)
			}
			public(t, base+ending, got, ending == "/embed" || ending == ".png")
		}
		if page := s.send(http.MethodGet, base, nil, nil); !strings.Contains(string(page.body), `property="og:image" content="`+s.Service.BaseURL+"/a/"+scene.meetings[access.Draft].at.Agenda+`.png"`) {
			t.Errorf("%s does not say where its picture is", base)
		}
	}
}

// public looks at what stands around a form: nothing runs, nothing is loaded, no
// cookie is set, and only what is made for it stands in a frame of others.
func public(t *testing.T, path string, got reply, foreign bool) {
	t.Helper()
	policy, ancestors, frames, shared := got.header.Get("Content-Security-Policy"), "frame-ancestors 'none'", "DENY", "same-origin"
	if foreign {
		ancestors, frames, shared = "frame-ancestors *", "", "cross-origin"
	}
	if !strings.HasPrefix(policy, "default-src 'none'; style-src 'sha256-") || strings.Contains(policy, "unsafe") || !strings.HasSuffix(policy, ancestors) {
		t.Errorf("%s: policy %q", path, policy)
	}
	for header, want := range map[string]string{
		"X-Frame-Options": frames, "Cross-Origin-Resource-Policy": shared, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache", "Set-Cookie": "",
	} {
		if value := got.header.Get(header); value != want {
			t.Errorf("%s: %s is %q, want %q", path, header, value, want)
		}
	}
}

func TestPublishedAgendaIsSentOnce(t *testing.T) {
	s, scene := copied(t)
	publishScene(s, scene)
	for _, base := range published(scene) {
		for ending := range forms() {
			tag := s.send(http.MethodGet, base+ending, nil, nil).header.Get("ETag")
			again := s.send(http.MethodGet, base+ending, nil, http.Header{"If-None-Match": {tag}})
			if tag == "" || again.status != http.StatusNotModified || len(again.body) != 0 || again.header.Get("ETag") != tag {
				t.Errorf("%s with the tag %q: %d, %d bytes", base+ending, tag, again.status, len(again.body))
			}
			if since := s.send(http.MethodGet, base+ending, nil, http.Header{"If-Modified-Since": {"Sat, 01 Jan 2050 00:00:00 GMT"}}); since.status != http.StatusOK {
				t.Errorf("%s with no tag: %d", base+ending, since.status)
			}
			if other := s.send(http.MethodGet, base+ending, nil, http.Header{"If-None-Match": {`W/"v0"`}}); other.status != http.StatusOK {
				t.Errorf("%s with another tag: %d", base+ending, other.status)
			}
		}
		a4, letter := s.send(http.MethodGet, base+".pdf?paper=a4", nil, nil), s.send(http.MethodGet, base+".pdf?paper=letter", nil, nil)
		if bytes.Equal(a4.body, letter.body) || a4.header.Get("ETag") == letter.header.Get("ETag") || !bytes.Contains(letter.body, []byte("[0 0 612 792]")) {
			t.Errorf("%s: the paper makes no difference", base)
		}
	}
}

// What organisers work on after they published is nobody else's business.
func TestNothingUnpublishedLeaks(t *testing.T) {
	s, scene := copied(t)
	publishScene(s, scene)
	before := map[string][]byte{}
	for _, base := range published(scene) {
		for ending := range forms() {
			before[base+ending] = s.send(http.MethodGet, base+ending, nil, nil).body
		}
	}
	organiser := scene.people[access.Organiser]
	at := scene.meetings[access.Draft].at
	now := testkit.See(s.World, organiser, actions.ReadAgenda, at)
	in := testkit.AgendaChange(now)
	in.Body.Title, in.Body.Place, in.Body.Minutes = "A secret title", "A secret place", in.Body.Minutes+60
	for i := range in.Body.Slots {
		in.Body.Slots[i].Minutes++
		in.Body.Slots[i].Question = "A secret question"
	}
	testkit.Must(s.World, organiser, actions.ChangeAgenda, in)
	for path, was := range before {
		if got := s.send(http.MethodGet, path, nil, nil); !bytes.Equal(got.body, was) || bytes.Contains(got.body, []byte("secret")) {
			t.Errorf("%s changed without being published: %.300s", path, got.body)
		}
	}
}

func TestUnknownAgendas(t *testing.T) {
	s, scene := copied(t)
	publishScene(s, scene)
	for _, path := range []string{
		"/a/nowhere", "/a/nowhere.pdf", "/a/nowhere/embed", "/a/" + scene.meetings[access.Draft].at.Agenda + ".exe", "/a/" + scene.meetings[access.Draft].at.Agenda + "/else",
		"/a/%00", "/a/' OR 1=1", "/p/nowhere/agenda.png", "/a/" + scene.process[access.Live],
	} {
		got := s.send(http.MethodGet, strings.ReplaceAll(path, " ", "%20"), nil, nil)
		if got.status != http.StatusNotFound || got.header.Get("Content-Type") != "text/html; charset=utf-8" || !strings.Contains(string(got.body), "<h1") {
			t.Errorf("%s: %d, %s", path, got.status, got.header.Get("Content-Type"))
		}
	}
}
