package events_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/internal/events"
)

func hear(t *testing.T, s *events.Subscription) events.Event {
	t.Helper()
	select {
	case e := <-s.Events:
		return e
	case <-time.After(10 * time.Second):
		t.Fatal("nothing was heard")
		return events.Event{}
	}
}

func TestEventsReachTheirProcessOnceInAWhile(t *testing.T) {
	bus := events.NewBus(nil)
	defer bus.Close()
	here, there := bus.Subscribe("here"), bus.Subscribe("there")
	for range 100 {
		bus.Publish("here", events.Event{Kind: "ballot", ID: "1"})
	}
	bus.Publish("here", events.Event{Kind: "round", ID: "1"})
	heard := map[string]int{}
	heard[hear(t, here).Kind]++
	heard[hear(t, here).Kind]++
	if heard["ballot"] != 1 || heard["round"] != 1 {
		t.Errorf("heard %v", heard)
	}
	select {
	case e := <-there.Events:
		t.Errorf("another process heard %v", e)
	default:
	}
}

// A reader who does not keep up is told to read everything again, and never holds
// up the others.
func TestSlowReaderIsToldToReadAgain(t *testing.T) {
	bus := events.NewBus(nil)
	defer bus.Close()
	slow := bus.Subscribe("here")
	for range 200 {
		bus.Deliver("here", events.Event{Kind: "proposal", ID: "1"})
	}
	if e := slow.Heartbeat(); e.Kind != "resync" {
		t.Errorf("after losing events: %v", e)
	}
	if e := slow.Heartbeat(); e.Kind != "ping" {
		t.Errorf("and then: %v", e)
	}
}

func TestClosedBusEndsItsSubscriptions(t *testing.T) {
	bus := events.NewBus(nil)
	before := bus.Subscribe("here")
	gone := bus.Subscribe("here")
	gone.Close()
	gone.Close() // may be called again
	bus.Close()
	after := bus.Subscribe("here")
	for name, s := range map[string]*events.Subscription{"before": before, "gone": gone, "after": after} {
		if _, open := <-s.Events; open {
			t.Errorf("%s: still open", name)
		}
	}
	bus.Publish("here", events.Event{Kind: "round"}) // tells nobody, and does not panic
}

// A room is a wire on which everybody hears everything, themselves too.
type room struct {
	mu    sync.Mutex
	hears []func(string)
}

func (r *room) Send(message string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, hear := range r.hears {
		hear(message)
	}
	return nil
}

func (r *room) Listen(ctx context.Context, hear func(string), _ func(error)) {
	r.mu.Lock()
	r.hears = append(r.hears, hear)
	r.mu.Unlock()
	<-ctx.Done()
}

func (r *room) waitFor(t *testing.T, n int) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		r.mu.Lock()
		here := len(r.hears)
		r.mu.Unlock()
		if here == n {
			return
		}
	}
	t.Fatal("nobody listens")
}

func TestServersHearEachOtherAndThemselvesOnce(t *testing.T) {
	wire := &room{}
	log := slog.New(slog.DiscardHandler)
	one := events.Connect(t.Context(), wire, "one", log)
	two := events.Connect(t.Context(), wire, "two", log)
	defer one.Close()
	defer two.Close()
	wire.waitFor(t, 2)
	own, other := one.Subscribe("here"), two.Subscribe("here")
	one.Publish("here", events.Event{Kind: "round", ID: "1"})
	if e := hear(t, other); e.Kind != "round" || e.ID != "1" {
		t.Errorf("the other server heard %v", e)
	}
	hear(t, own)
	select {
	case e := <-own.Events:
		t.Errorf("its own event came back: %v", e)
	default:
	}
}
