package handlers_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/handlers"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
)

// A server is the app on a world.
type server struct {
	*testkit.World
	app *fiber.App
}

func serve(t testing.TB, w *testkit.World) *server {
	t.Helper()
	return &server{World: w, app: handlers.New(handlers.Config{
		Service: w.Service, Tokens: w.Keys, Ready: w.Service.DB.Ping, Version: "test", SignInsAMinute: 10_000,
		Log:   slog.New(slog.NewTextHandler(io.Discard, nil)),
		Files: fstest.MapFS{"index.html": {Data: []byte("<!doctype html>")}, "_app/immutable/a.js": {Data: []byte("1")}},
	})}
}

func (s *server) token(who actions.Actor) string {
	s.T.Helper()
	token, _, err := s.Keys.Issue(who.AccountID, s.Clock.Now())
	if err != nil {
		s.T.Fatal(err)
	}
	return token
}

// listen serves on a real port until the test ends.
func listen(t testing.TB, s *server) (base string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.app.Listener(listener) }()
	t.Cleanup(func() {
		s.Service.Bus.Close()
		if err := s.app.Shutdown(); err != nil {
			t.Error(err)
		}
		<-done
	})
	return "http://" + listener.Addr().String()
}

// A reply is what came back.
type reply struct {
	status int
	header http.Header
	body   []byte
}

func (r reply) read(t testing.TB, v any) {
	t.Helper()
	if err := json.Unmarshal(r.body, v); err != nil {
		t.Fatalf("%v in %s", err, r.body)
	}
}

// A problem is an error as RFC 9457 has it.
type problem struct {
	Status int    `json:"status"`
	Detail string `json:"detail"`
	Errors []struct {
		Location string `json:"location"`
		Message  string `json:"message"`
	} `json:"errors"`
}

func (s *server) send(method, path string, body []byte, header http.Header) reply {
	s.T.Helper()
	request := httptest.NewRequest(method, path, bytes.NewReader(body))
	if header != nil {
		request.Header = header
	}
	if len(body) > 0 && request.Header.Get("Content-Type") == "" {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := s.app.Test(request, int((20 * time.Second).Milliseconds()))
	if err != nil {
		s.T.Fatal(err)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		s.T.Fatal(err)
	}
	return reply{status: response.StatusCode, header: response.Header, body: content}
}

// as sends JSON as somebody; the zero actor is nobody.
func (s *server) as(who actions.Actor, method, path string, body any) reply {
	s.T.Helper()
	header := http.Header{}
	if who.AccountID != "" {
		header.Set("Authorization", "Bearer "+s.token(who))
	}
	if form, isForm := body.(formBody); isForm {
		header.Set("Content-Type", formType)
		return s.send(method, handlers.Prefix+path, form, header)
	}
	var encoded []byte
	if body != nil {
		var err error
		if encoded, err = json.Marshal(body); err != nil {
			s.T.Fatal(err)
		}
	}
	return s.send(method, handlers.Prefix+path, encoded, header)
}

// A scene is one process with something in every state, stored once and copied
// for each cell of the matrix.
type scene struct {
	file      string
	people    map[access.Role]actions.Actor
	reviewer  actions.Actor // a participant who was named
	either    string        // a group of which a round chooses one
	process   map[access.State]string
	proposals map[access.State]string
	versions  map[access.State]int // of these
	parts     []string             // proposals that may become one
	blends    map[access.State]string
	reworded  map[access.State]string // amendments of a proposal
	rounds    map[access.State]string
	held      map[access.Role]actions.Ballot // in the closed round
	amendment string                         // of the open one, that another organiser asked for
	voter     string                         // on the roll
	handed    string                         // likewise, with a sheet of the open round
	meetings  map[access.State]held
	ready     held // a published one, as it was published
	queued    held // a running one in which everybody waits for the floor
	attached  map[access.State]models.Attachment
	linked    map[access.State]string // a link of each proposal
	member    string
	phase     string
	invite    string
	common    commonScene
	talk      talk
}

var theScene = sync.OnceValue(func() *scene { return &scene{} })

// copied opens a copy of the scene.
func copied(t *testing.T) (*server, *scene) {
	t.Helper()
	s := theScene()
	if s.file == "" {
		s.make(t)
	}
	content, err := os.ReadFile(s.file)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "scene.db")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return serve(t, testkit.New(t, dbtest.Open(t, database.Config{Path: path}))), s
}

func (s *scene) make(t *testing.T) {
	t.Helper()
	folder, err := os.MkdirTemp("", "folkmoot-scene-")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "scene.db")
	db, err := database.Open(t.Context(), database.Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.fill(testkit.New(t, db))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s.file = path
}

func (s *scene) fill(w *testkit.World) {
	ada := w.Account("ada@example.org")
	example := testkit.Must(w, ada, actions.MakeExample, struct{}{})
	process := w.Process(ada, "Mill")
	s.process = map[access.State]string{access.Example: example.ID, access.Live: process.ID}
	s.people = map[access.Role]actions.Actor{access.Anybody: {}, access.Account: w.Account("stranger@example.org"), access.Organiser: ada}
	for _, role := range []access.Role{access.Observer, access.Participant, access.Moderator} {
		s.people[role] = w.Join(process.ID, string(role)+"@example.org", role)
		w.Join(example.ID, string(role)+"@example.org", role)
	}
	s.fillRounds(w, process)
	s.fillProposals(w, process)
	s.fillCommon(w, process)
	s.fillTalk(w, process)
	s.nameReviewer(w, process)
	members := testkit.See(w, ada, actions.ListMembers, actions.Members{At: actions.At{Process: process.ID}, Paged: actions.Paged{Limit: 50}})
	s.member, s.phase = members.Items[1].ID, process.Phases[7].ID
	in := actions.NewInvitations{At: actions.At{Process: process.ID}}
	in.Body.Kind, in.Body.Role = models.InvitationLink, access.Participant
	s.invite = testkit.Must(w, ada, actions.Invite, in).Items[0].ID
}

func (s *scene) fillRounds(w *testkit.World, process actions.Process) {
	ada := s.people[access.Organiser]
	zoe := w.Join(process.ID, "zoe@example.org", access.Organiser)
	s.rounds, s.held = map[access.State]string{}, map[access.Role]actions.Ballot{}
	members := testkit.See(w, ada, actions.ListMembers, actions.Members{At: actions.At{Process: process.ID}, Paged: actions.Paged{Limit: 50}})
	for _, state := range []access.State{access.Draft, access.Open, access.Counting, access.Closed} {
		s.rounds[state] = w.Draft(ada, process.ID, 60, 20, 30).ID
		w.Paper(ada, w.Terms(ada, s.rounds[state], ledger.PublishNamed, members.Items[0].ID, members.Items[2].ID), ledger.PaperCounts)
		if state == access.Draft {
			continue
		}
		w.Open(ada, s.rounds[state])
		for _, role := range []access.Role{access.Participant, access.Moderator, access.Organiser} {
			s.held[role] = w.Vote(s.people[role], s.rounds[state], "1")
		}
	}
	s.amend(w, zoe)
	s.voter, s.handed = members.Items[2].ID, members.Items[4].ID
	s.paper(w)
	w.Clock.Move(time.Second)
	w.Close(ada, s.rounds[access.Closed])
	w.Sign()
	s.meetings = map[access.State]held{}
	for _, state := range []access.State{access.Draft, access.Published, access.Running, access.Ended} {
		s.meetings[state] = s.hold(w, process, state)
	}
	s.ready = s.meetings[access.Published]
	changed := s.hold(w, process, access.Published) // and not published again
	again := actions.ChangedAgenda{AtAgenda: changed.at, Body: changed.change}
	changed.change = testkit.AgendaChange(testkit.Must(w, s.people[access.Organiser], actions.ChangeAgenda, again)).Body
	s.meetings[access.Published] = changed
	s.queued = s.hold(w, process, access.Running)
	s.queued.speakers = map[access.Role]string{}
	for role, who := range s.people {
		if slices.Contains([]access.Role{access.Observer, access.Participant, access.Moderator, access.Organiser}, role) {
			waiting := testkit.Must(w, who, actions.AskForFloor, actions.Asking{AtAgenda: s.queued.at}).Floor.Waiting
			s.queued.speakers[role] = waiting[len(waiting)-1].ID
		}
	}
}

// A held is an agenda, with what there is to name of its meeting.
type held struct {
	at             actions.AtAgenda
	change         actions.AgendaChange
	version        int // of the meeting
	slot           string
	poll, decision string
	speakers       map[access.Role]string
}

// hold makes an agenda of the closed round, and brings it as far as state.
func (s *scene) hold(w *testkit.World, process actions.Process, state access.State) held {
	ada := s.people[access.Organiser]
	in := actions.NewAgenda{At: actions.At{Process: process.ID}}
	in.Body.Round, in.Body.Title, in.Body.StartsAt = s.rounds[access.Closed], "Meeting", testkit.Start.Add(-2*time.Hour) // so that it runs over
	agenda := testkit.Must(w, ada, actions.MakeAgenda, in)
	h := held{at: actions.AtAgenda{Agenda: agenda.ID}, change: testkit.AgendaChange(agenda).Body, slot: agenda.Slots[0].ID}
	if state == access.Draft {
		return h
	}
	out := actions.Publication{AtAgenda: h.at}
	out.Body.Version = agenda.Version
	testkit.Must(w, ada, actions.PublishAgenda, out)
	if state == access.Published {
		return h
	}
	testkit.Must(w, ada, actions.StartMeeting, h.at)
	poll := actions.NewPoll{AtAgenda: h.at}
	poll.Body.Kind, poll.Body.Question = models.PollVote, "Coffee?"
	h.poll = testkit.Must(w, ada, actions.OpenPoll, poll).Polls[0].ID
	decision := actions.NewDecision{AtAgenda: h.at, Body: actions.DecisionBody{Slot: h.slot, Text: "Coffee"}}
	meeting := testkit.Must(w, ada, actions.Decide, decision)
	h.decision, h.version = meeting.Slots[0].Decisions[0].ID, meeting.Version
	if state == access.Ended {
		testkit.Must(w, ada, actions.EndMeeting, h.at)
	}
	return h
}

// amend asks for a later deadline of the open round, as a second organiser.
func (s *scene) amend(w *testkit.World, zoe actions.Actor) {
	in := actions.NewAmendment{AtRound: actions.AtRound{Round: s.rounds[access.Open]}}
	in.Body.Kind, in.Body.Reason, in.Body.ClosesAt = ledger.AmendDeadline, "Holidays", new(testkit.Start.Add(72*time.Hour))
	s.amendment = testkit.Must(w, zoe, actions.ProposeAmendment, in).Amendments[0].ID
}

// paper hands out a sheet in the open round, and types one in that is counted.
func (s *scene) paper(w *testkit.World) {
	ada := s.people[access.Organiser]
	for _, state := range []access.State{access.Open, access.Counting} {
		testkit.Must(w, ada, actions.HandSheet, actions.AtVoter{AtRound: actions.AtRound{Round: s.rounds[state]}, Member: s.handed})
	}
	testkit.Must(w, ada, actions.CloseRound, actions.AtRound{Round: s.rounds[access.Counting]})
	in := actions.TypedSheet{AtSheet: actions.AtSheet{AtRound: actions.AtRound{Round: s.rounds[access.Counting]}, Serial: "A1"}}
	in.Body.Choices = models.Choices{"1": 1}
	for in.Body.Entry = range 3 {
		if in.Body.Entry > 0 {
			testkit.Must(w, ada, actions.TypeSheet, in)
		}
	}
}
