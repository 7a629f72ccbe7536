package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/folkmoot/folkmoot/internal/clock"
)

// Meeting says how it is measured that many follow one meeting.
type Meeting struct {
	Program   string // the server
	Folder    string // for the database; the system's for temporary files if empty
	On        []string
	Followers int
	Changes   int
}

const aboutMeeting = `%d people follow one meeting, each with a page of their own: a stream of events, and the meeting read again after each,
within the same 0 to 300 ms as a browser does. Somebody leads, and goes on to another item %d times; measured is from then until
a follower has read it. Server, followers and database share this machine. Memory is that of the server with all of them there.`

// PrintMeeting measures and prints the table. It leaves nothing behind.
func PrintMeeting(ctx context.Context, out io.Writer, m Meeting) error {
	folder, err := os.MkdirTemp(m.Folder, "folkmoot-bench-")
	if err != nil {
		return fmt.Errorf("folder for the databases: %w", err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	if err := os.Chmod(folder, 0o711); err != nil { //nolint:gosec // Postgres' user passes through
		return fmt.Errorf("folder for the databases: %w", err)
	}
	rows := [][]string{{"", "followers", "changes", "p50 ms", "p95 ms", "p99 ms", "lost", "CPU ms a change", "memory MiB"}}
	for _, on := range m.On {
		build := newSQLite
		if strings.EqualFold(on, "postgres") {
			build = newPostgres
		}
		h, err := build(ctx, m.Program, folder, 0)
		if err != nil {
			return fmt.Errorf("%s: %w", on, err)
		}
		row, err := m.measure(ctx, h)
		h.close()
		if err != nil {
			return fmt.Errorf("%s: %w", on, err)
		}
		rows = append(rows, append([]string{h.name}, row...))
	}
	return table(out, fmt.Sprintf(aboutMeeting, m.Followers, m.Changes), rows)
}

// An audience follows a meeting.
type audience struct {
	house   *house
	agenda  string
	slots   []string
	began   sync.Map // version of the meeting → when it was asked for
	mu      sync.Mutex
	heard   []time.Duration
	elapsed func() time.Duration
}

func (m Meeting) measure(ctx context.Context, h *house) ([]string, error) {
	if err := h.stock(ctx, 0, m.Followers); err != nil {
		return nil, err
	}
	h.shut()
	if err := h.open(ctx); err != nil {
		return nil, err
	}
	a := &audience{house: h, elapsed: clock.Stopwatch()}
	leader := &organiser{server: h.server, token: h.poll.token}
	if err := a.convene(ctx, leader); err != nil {
		return nil, err
	}
	following, leave := context.WithCancel(ctx)
	defer leave()
	var all sync.WaitGroup
	for n := range m.Followers {
		all.Go(func() { a.follow(following, n) })
	}
	if err := pause(ctx, 2*time.Second); err != nil { // until everybody is there
		return nil, err
	}
	before := processor(h.server.run.pid())
	if err := a.lead(ctx, leader, m.Changes); err != nil {
		return nil, err
	}
	used, memory := processor(h.server.run.pid())-before, resident(h.server.run.pid())
	leave()
	all.Wait()
	slices.Sort(a.heard)
	r := run{latencies: a.heard}
	return []string{
		fmt.Sprint(m.Followers), fmt.Sprint(m.Changes), milliseconds(r.percentile(50)), milliseconds(r.percentile(95)), milliseconds(r.percentile(99)),
		fmt.Sprint(m.Followers*m.Changes - len(a.heard)), milliseconds(used / time.Duration(m.Changes)), fmt.Sprint(memory >> 20),
	}, nil
}

// fewVotes is how many vote so that something is chosen.
const fewVotes = 10

func (p *poll) voteFew(ctx context.Context, s *server) error {
	first, err := p.take(fewVotes)
	if err != nil {
		return err
	}
	for voter := range fewVotes {
		v, err := p.vote(first+voter, 1)
		if err != nil {
			return err
		}
		o := &organiser{server: s, token: strings.TrimPrefix(v.bearer, "Bearer ")}
		if err := o.ask(ctx, "PUT", "/rounds/"+p.round+"/ballot", json.RawMessage(v.body), nil); err != nil {
			return err
		}
	}
	return nil
}

// convene closes the round, and begins the meeting of its agenda.
func (a *audience) convene(ctx context.Context, o *organiser) error {
	round := "/rounds/" + a.house.poll.round
	if err := a.house.poll.voteFew(ctx, a.house.server); err != nil {
		return err
	}
	var state struct {
		State   string `json:"state"`
		ID      string `json:"id"`
		Version int    `json:"version"`
	}
	err := o.ask(ctx, "POST", round+"/close", object{}, nil)
	if err == nil {
		err = await(ctx, "the round is counted", func() bool {
			return o.ask(ctx, "GET", round, nil, &state) == nil && state.State == "closed"
		})
	}
	if err != nil {
		return err
	}
	err = o.ask(ctx, "POST", "/processes/"+a.house.poll.process+"/agendas", object{
		"round": a.house.poll.round, "title": "Meeting", "starts_at": clock.System{}.Now(),
	}, &state)
	a.agenda = "/agendas/" + state.ID
	if err == nil {
		err = o.ask(ctx, "POST", a.agenda+"/publish", object{"version": state.Version, "quiet": true}, nil)
	}
	var meeting meetingView
	if err == nil {
		err = o.ask(ctx, "POST", a.agenda+"/meeting", object{}, &meeting)
	}
	for _, slot := range meeting.Slots {
		a.slots = append(a.slots, slot.ID)
	}
	return err
}

type meetingView struct {
	Version int                   `json:"version"`
	Slots   []struct{ ID string } `json:"slots"`
}

// lead goes on to one item after the other.
func (a *audience) lead(ctx context.Context, o *organiser, changes int) error {
	if len(a.slots) == 0 {
		return errors.New("nothing was chosen")
	}
	meeting := meetingView{Version: 1}
	for n := range changes {
		a.began.Store(meeting.Version+1, a.elapsed())
		next := a.slots[n%len(a.slots)]
		if n > 0 && len(a.slots) == 1 {
			next = map[bool]string{true: "", false: next}[n%2 == 1]
		}
		err := o.ask(ctx, "POST", a.agenda+"/meeting/next", object{"slot": next, "version": meeting.Version}, &meeting)
		if err == nil {
			err = pause(ctx, 1500*time.Millisecond)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// follow reads the meeting again whenever it has changed, as a page does.
func (a *audience) follow(ctx context.Context, n int) {
	token, _, err := a.house.poll.keys.Issue(accountID(n), clock.System{}.Now())
	if err != nil {
		return
	}
	o := &organiser{server: a.house.server, token: token}
	address := "http://" + a.house.server.address + "/api/v1/processes/" + a.house.poll.process + "/events"
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return
	}
	request.Header.Set("Authorization", "Bearer "+token)
	reply, err := client.Do(request)
	if err != nil {
		return
	}
	defer func() { _ = reply.Body.Close() }()
	seen := 1
	for lines := bufio.NewScanner(reply.Body); lines.Scan(); {
		if !strings.Contains(lines.Text(), `"meeting"`) || pause(ctx, time.Duration(rand.Int64N(int64(300*time.Millisecond)))) != nil { //nolint:gosec // no secret
			continue
		}
		var meeting meetingView
		if o.ask(ctx, "GET", a.agenda+"/meeting", nil, &meeting) != nil || meeting.Version <= seen {
			continue
		}
		seen = meeting.Version
		if at, known := a.began.Load(seen); known {
			began, _ := at.(time.Duration)
			a.mu.Lock()
			a.heard = append(a.heard, a.elapsed()-began)
			a.mu.Unlock()
		}
	}
}

// pause waits, or ends with its context.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
