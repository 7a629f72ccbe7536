package events

import (
	"context"
	"encoding/json"
	"log/slog"
)

// A Wire carries short messages to every server of an installation.
type Wire interface {
	Send(message string) error
	Listen(ctx context.Context, hear func(message string), lost func(error))
}

// notice is an event on the wire.
type notice struct {
	From    string `json:"from"`
	Process string `json:"process"`
	Event   Event  `json:"event"`
}

// A relay sends events over a wire. An event that is lost is made good when a
// page reads again, so failures are logged and not tried again.
type relay struct {
	wire Wire
	self string
	log  *slog.Logger
}

func (r *relay) Send(process string, e Event) {
	message, err := json.Marshal(notice{From: r.self, Process: process, Event: e})
	if err == nil {
		err = r.wire.Send(string(message))
	}
	if err != nil {
		r.log.Warn("an event did not reach the other servers", "error", err)
	}
}

// Connect makes a bus that shares its events over a wire, until ctx ends. Self
// names this server, whose own events need not come back.
func Connect(ctx context.Context, wire Wire, self string, log *slog.Logger) *Bus {
	bus := NewBus(&relay{wire: wire, self: self, log: log})
	hear := func(message string) {
		var n notice
		if err := json.Unmarshal([]byte(message), &n); err == nil && n.From != self {
			bus.Deliver(n.Process, n.Event)
		}
	}
	lost := func(err error) {
		log.Warn("no events from other servers for a moment", "error", err)
		bus.resync()
	}
	go wire.Listen(ctx, hear, lost)
	return bus
}
