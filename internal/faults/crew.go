package faults

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// A Voter sends one ballot after the other and notes the answers.
type Voter struct {
	crew    *Crew
	number  int
	person  person
	rand    *rand.Rand
	slip    slip
	serial  int
	pending *Event       // whose answer left open whether it was done
	done    []Event      // those that were acknowledged
	again   map[int]bool // which of them had been sent before
	token   string
	minted  time.Duration // when, since the history began
}

// A Crew is the voters of one round.
type Crew struct {
	world   *World
	round   *Round
	history *History
	voters  []*Voter
	think   time.Duration // the longest pause between two deeds
	base    func(voter int) string
	ahead   func(voter int) time.Duration // how far the clock of their server is ahead
	acked   atomic.Int64
	active  atomic.Int64 // voters who have not heard of the close
	patient bool         // nobody counts by hand
	byHand  bool         // an organiser counts
	jumpy   bool         // clocks jump: nobody knows from a refusal whether the round is closed
	stop    context.CancelFunc
	running sync.WaitGroup
	found   map[finding]bool
}

const (
	tokenLife  = 4 * time.Minute
	usualThink = 8 * time.Millisecond
	afterFault = 40 * time.Millisecond
)

func (w *World) crew(round *Round, voters int) *Crew {
	c := &Crew{
		world: w, round: round, history: newHistory(), think: usualThink, found: map[finding]bool{},
		base:  func(int) string { return w.server.URL() },
		ahead: func(int) time.Duration { return 0 },
	}
	for i := range min(voters, len(w.people)) {
		c.voters = append(c.voters, &Voter{
			crew: c, number: i, person: w.people[i], slip: newSlip(round), again: map[int]bool{},
			rand: rand.New(rand.NewPCG(w.trial.Seed, w.trial.Rand.Uint64())),
		})
	}
	return c
}

// start lets everybody vote until halt, or until the round is closed to them.
func (c *Crew) start(ctx context.Context) {
	ctx, c.stop = context.WithCancel(ctx)
	c.active.Store(int64(len(c.voters)))
	for _, v := range c.voters {
		c.running.Go(func() {
			defer c.active.Add(-1)
			for v.act(ctx) && pause(ctx, time.Duration(v.rand.Int64N(int64(c.think)))) {
			}
		})
	}
}

// halt lets everybody end what they have begun.
func (c *Crew) halt() {
	c.stop()
	c.running.Wait()
}

// over is true once everybody has stopped.
func (c *Crew) over() bool { return c.active.Load() == 0 }

// wait waits until n more deeds have been acknowledged.
func (c *Crew) wait(ctx context.Context, n int64, patience time.Duration) error {
	goal := c.acked.Load() + n
	return await(ctx, patience, "ballots are acknowledged", func() bool { return c.acked.Load() >= goal })
}

// act does one deed; it is false when there is nothing more to do.
func (v *Voter) act(ctx context.Context) bool {
	if v.pending != nil {
		if v.slip.repeats() || v.rand.IntN(2) == 0 {
			return v.castNext()
		}
		v.pending = nil
	}
	switch draw := v.rand.IntN(10); {
	case draw < 2:
		return v.read()
	case draw < 3 && v.serial > 0 && v.slip.mayWithdraw():
		return v.send(Event{Voter: v.number, Deed: Withdraw}, false)
	case v.serial+1 >= mostSerials:
		return false
	default:
		return v.castNext()
	}
}

// castNext sends a ballot that nobody has sent, or again the one whose answer left
// open whether it was stored.
func (v *Voter) castNext() bool {
	if v.pending != nil {
		return v.send(*v.pending, true)
	}
	v.serial++
	return v.send(Event{Voter: v.number, Deed: Cast, Ballot: ballotOf(v.number, v.serial)}, false)
}

// nothingStored is what a refusal says that leaves nothing open.
const nothingStored = "Nothing was stored"

// send casts or withdraws. It is not cut off when the crew halts: an answer that
// is on its way counts.
func (v *Voter) send(e Event, again bool) bool {
	var what request
	if e.Deed == Cast {
		what = v.slip.cast(e.Ballot, again)
	} else {
		what = v.slip.withdraw(again)
	}
	call := v.crew.history.elapsed()
	answer := v.ask(what)
	e.Result = v.result(answer, e.Deed)
	v.crew.history.add(e, call)
	if e.Result == Done {
		e.Call, e.Return = call, v.crew.history.elapsed()
		v.again[len(v.done)] = again
		v.done = append(v.done, e)
	}
	if open := e.Result == Unknown || again && e.Result == Refused; open { // the first try may still have been stored
		v.pending = &e
	} else {
		v.pending = nil
	}
	if err := v.slip.answered(e.Result, answer.Body); err != nil {
		v.crew.world.trial.violate("%v", err)
	}
	return v.count(e.Result)
}

func (v *Voter) read() bool {
	call := v.crew.history.elapsed()
	answer := v.ask(readRequest(v.crew.round))
	e := Event{Voter: v.number, Deed: Read, Result: v.result(answer, Read)}
	if e.Result == Done {
		ballot, err := readBallot(answer.Body)
		if err != nil {
			v.crew.world.trial.violate("%v", err)
		}
		e.Ballot = ballot
	}
	v.crew.history.add(e, call)
	v.crew.world.trial.Counts.Reads.Add(1)
	if e.Result == Unknown || e.Result == Refused {
		return pause(context.Background(), afterFault)
	}
	return e.Result != Over
}

// ask sends a request with a token that is still good.
func (v *Voter) ask(r request) Answer {
	c := v.crew
	if now := c.history.elapsed(); v.token == "" || now-v.minted > tokenLife {
		token, err := c.world.token(v.person.account, c.ahead(v.number))
		if err != nil {
			return Answer{Err: err}
		}
		v.token, v.minted = token, now
	}
	answer := c.world.trial.ask(context.Background(), c.world.client, v.token, r.method, c.base(v.number)+"/api/v1"+r.path, r.body)
	if answer.Status == http.StatusUnauthorized {
		v.token = ""
	}
	return answer
}

// result is what a voter knows after an answer.
func (v *Voter) result(a Answer, deed Deed) Result {
	switch {
	case a.Status == http.StatusServiceUnavailable && strings.Contains(a.Detail, nothingStored):
		return Refused
	case a.Status == 0, a.Status >= http.StatusInternalServerError:
		return Unknown
	case a.Status < http.StatusMultipleChoices:
		return Done
	case v.crew.jumpy && (a.Type == problemClosed || a.Status == http.StatusUnauthorized):
		return Nothing
	case a.Type == problemClosed:
		return Over
	case a.Status == http.StatusNotFound && deed != Cast:
		return Absent
	}
	v.crew.world.trial.wants(a, string(deed), http.StatusOK)
	return Nothing
}

func (v *Voter) count(r Result) bool {
	counts := &v.crew.world.trial.Counts
	switch r {
	case Done:
		counts.Acknowledged.Add(1)
		v.crew.acked.Add(1)
	case Over:
		counts.Closed.Add(1)
		return false
	case Unknown:
		counts.Unknown.Add(1)
		return pause(context.Background(), afterFault)
	case Refused:
		return pause(context.Background(), afterFault)
	default:
	}
	return true
}
