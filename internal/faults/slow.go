package faults

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/folkmoot/folkmoot/internal/clock"
)

// The server reads a request for 10 seconds at most.
const (
	dribblePause = 700 * time.Millisecond
	dribbleBound = 16 * time.Second
	mostMemory   = 250 << 20
)

// slowClients opens connections that send their request byte by byte, while
// others vote.
func slowClients(ctx context.Context, t *Trial) error {
	w, crew, err := t.voting(ctx)
	if err != nil {
		return err
	}
	number := t.Size.pick(100, 500, 1500)
	before, elapsed := crew.acked.Load(), clock.Stopwatch()
	var left atomic.Int64
	var all sync.WaitGroup
	for i := range number {
		all.Go(func() {
			if err := dribble(ctx, strings.TrimPrefix(w.server.URL(), "http://"), i%2 == 0); err != nil {
				left.Add(1)
			}
		})
	}
	all.Wait()
	t.Counts.Faults.Add(int64(number))
	meanwhile := crew.acked.Load() - before
	crew.halt()
	t.note("%d slow connections, the last cut after %s; %d ballots acknowledged meanwhile; %d MiB of memory",
		number, elapsed().Round(100*time.Millisecond), meanwhile, memory(w.server.pid())>>20)
	if left.Load() > 0 {
		t.violate("%d slow connections were still open after %s", left.Load(), dribbleBound)
	}
	return t.stillGood(ctx, crew, meanwhile)
}

// voting begins a round with people who vote.
func (t *Trial) voting(ctx context.Context) (*World, *Crew, error) {
	w, err := t.begin(ctx, 24)
	if err != nil {
		return nil, nil, err
	}
	round, err := w.round(ctx, farAway)
	if err != nil {
		return nil, nil, err
	}
	crew := w.crew(round, 8)
	crew.start(ctx)
	return w, crew, crew.wait(ctx, fewBallots, answerPatience)
}

// stillGood looks whether voting went on and the server stayed small.
func (t *Trial) stillGood(ctx context.Context, crew *Crew, meanwhile int64) error {
	if meanwhile < fewBallots {
		t.violate("only %d ballots were acknowledged meanwhile", meanwhile)
	}
	if used := memory(crew.world.server.pid()); used > mostMemory {
		t.violate("the server uses %d MiB", used>>20)
	}
	return crew.finish(ctx)
}

var errStillOpen = errors.New("the connection is still open")

// dribble sends a request so slowly that no server should wait for it: its head,
// or its body.
func dribble(ctx context.Context, address string, body bool) error {
	conn, err := net.DialTimeout("tcp", address, dribbleBound)
	if err != nil {
		return nil // turned away: that is an answer too
	}
	defer func() { _ = conn.Close() }()
	text := "PUT /api/v1/rounds/x/ballot HTTP/1.1\r\nHost: localhost\r\n"
	if body {
		text += "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
	}
	if _, err := conn.Write([]byte(text)); err != nil {
		return nil
	}
	for elapsed := clock.Stopwatch(); elapsed() < dribbleBound; {
		if !pause(ctx, dribblePause) {
			return ctx.Err()
		}
		if _, err := conn.Write([]byte("x")); err != nil {
			return nil
		}
	}
	return errStillOpen
}

// slowReaders listens to what changes and never reads it, while others vote.
func slowReaders(ctx context.Context, t *Trial) error {
	w, crew, err := t.voting(ctx)
	if err != nil {
		return err
	}
	before, number := crew.acked.Load(), t.Size.pick(40, 240, 480)
	for i := range number {
		conn, err := w.listen(i)
		if err != nil {
			return err
		}
		defer func() { _ = conn.Close() }()
	}
	t.Counts.Faults.Add(int64(number))
	told, err := w.tell(ctx, time.Duration(t.Size.pick(2, 12, 40))*time.Second)
	if err != nil {
		return err
	}
	meanwhile := crew.acked.Load() - before
	crew.halt()
	t.note("%d streams that nobody reads, %d events for each; %d ballots acknowledged meanwhile; %d MiB of memory",
		number, told, meanwhile, memory(w.server.pid())>>20)
	return t.stillGood(ctx, crew, meanwhile)
}

// tell changes something again and again, so that there is something to hear.
func (w *World) tell(ctx context.Context, span time.Duration) (events int, err error) {
	for elapsed := clock.Stopwatch(); elapsed() < span && err == nil; events++ {
		body := object{"kind": "agenda_item", "title": fmt.Sprintf("News %d", events), "minutes": 5}
		err = w.must(ctx, http.MethodPost, "/processes/"+w.process+"/proposals", body, nil)
		pause(ctx, glance)
	}
	return events, err
}

// listen opens a stream of events with as little room for them as there can be.
func (w *World) listen(i int) (net.Conn, error) {
	token, err := w.token(w.people[i%len(w.people)].account, 0)
	if err != nil {
		return nil, err
	}
	conn, err := net.Dial("tcp", strings.TrimPrefix(w.server.URL(), "http://"))
	if err != nil {
		return nil, fmt.Errorf("stream: %w", err)
	}
	if tcp, is := conn.(*net.TCPConn); is {
		_ = tcp.SetReadBuffer(1)
	}
	_, err = fmt.Fprintf(conn, "%s /api/v1/processes/%s/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n",
		http.MethodGet, w.process, token)
	return conn, err
}

// memory is how much of the machine's memory a process holds, in bytes.
func memory(pid int) int {
	content, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0
	}
	pages, _ := strconv.Atoi(strings.Fields(string(content))[1])
	return pages * os.Getpagesize()
}
