package events

import (
	"sync"
	"sync/atomic"
	"time"
)

// An Event says that a thing changed.
type Event struct {
	Kind string `json:"kind" enum:"process,purpose,phase,member,invitation,proposal,blend,round,ballot,agenda,meeting,resync,ping" doc:"What changed; resync: read everything again"`
	ID   string `json:"id"`
}

// A Relay carries events to the other servers of an installation.
type Relay interface {
	Send(process string, e Event)
}

const (
	queue = 64
	quiet = 250 * time.Millisecond // the least between two events about one thing
)

// A Bus hands events to subscribers in this process and to the relay. Many
// events about one thing within a moment are told once.
type Bus struct {
	mu          sync.Mutex
	subscribers map[string]map[*Subscription]struct{}
	pending     map[told]struct{}
	relay       Relay
	closed      bool
}

type told struct {
	process string
	event   Event
}

// NewBus makes a bus. Relay may be nil.
func NewBus(relay Relay) *Bus {
	return &Bus{
		subscribers: map[string]map[*Subscription]struct{}{},
		pending:     map[told]struct{}{},
		relay:       relay,
	}
}

// Publish tells that a thing of a process changed, to everybody everywhere,
// within a quarter of a second.
func (b *Bus) Publish(process string, e Event) {
	b.mu.Lock()
	defer b.mu.Unlock()
	it := told{process, e}
	if _, soon := b.pending[it]; soon || b.closed {
		return
	}
	b.pending[it] = struct{}{}
	time.AfterFunc(quiet, func() { b.flush(it) })
}

func (b *Bus) flush(it told) {
	b.mu.Lock()
	delete(b.pending, it)
	closed := b.closed
	b.mu.Unlock()
	if closed {
		return
	}
	b.Deliver(it.process, it.event)
	if b.relay != nil {
		b.relay.Send(it.process, it.event)
	}
}

// Deliver hands an event to the subscribers in this process only. One who does
// not keep up loses events and is told to read everything again.
func (b *Bus) Deliver(process string, e Event) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for s := range b.subscribers[process] {
		s.offer(e)
	}
}

// resync tells every subscriber here to read everything again.
func (b *Bus) resync() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, set := range b.subscribers {
		for s := range set {
			s.offer(Event{Kind: "resync"})
		}
	}
}

// A Subscription hears the events of one process.
type Subscription struct {
	Events <-chan Event // closed when the bus or the subscription closes

	events chan Event
	behind atomic.Bool
	leave  func()
	once   sync.Once
}

// Heartbeat is what to send when nothing happened for a while: a ping, or the
// word to read everything again if events were lost.
func (s *Subscription) Heartbeat() Event {
	if s.behind.Swap(false) {
		return Event{Kind: "resync"}
	}
	return Event{Kind: "ping"}
}

func (s *Subscription) offer(e Event) {
	select {
	case s.events <- e:
	default:
		s.behind.Store(true)
	}
}

// Close ends the subscription. It may be called more than once.
func (s *Subscription) Close() { s.once.Do(s.leave) }

// Subscribe hears the events of a process from now on.
func (b *Bus) Subscribe(process string) *Subscription {
	events := make(chan Event, queue)
	s := &Subscription{Events: events, events: events}
	s.leave = func() { b.remove(process, s) }
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		close(events)
		s.leave = func() {}
		return s
	}
	if b.subscribers[process] == nil {
		b.subscribers[process] = map[*Subscription]struct{}{}
	}
	b.subscribers[process][s] = struct{}{}
	return s
}

func (b *Bus) remove(process string, s *Subscription) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, here := b.subscribers[process][s]; !here {
		return
	}
	delete(b.subscribers[process], s)
	if len(b.subscribers[process]) == 0 {
		delete(b.subscribers, process)
	}
	close(s.events)
}

// Close ends every subscription, so that a server that stops can drain.
func (b *Bus) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	for _, set := range b.subscribers {
		for s := range set {
			close(s.events)
		}
	}
	b.subscribers = map[string]map[*Subscription]struct{}{}
}
