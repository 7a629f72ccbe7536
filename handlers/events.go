package handlers

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/clock"
	"github.com/folkmoot/folkmoot/internal/events"
)

const (
	heartbeat     = 15 * time.Second
	writeDeadline = 10 * time.Second
	maxStreams    = 20 // of one account
)

// follow streams what changes in a process (WHATWG HTML, server-sent events).
// fasthttp cannot see a reader leave, so a ping is sent every now and then: a
// write that fails ends the stream.
func follow(path, summary string, use actions.Read[actions.At, actions.Following, actions.Following]) Route {
	return Route{
		Verb: use.Verb, Method: http.MethodGet, Path: path, status: http.StatusOK, summary: summary,
		register: func(s *Server, op huma.Operation) {
			op.Responses = map[string]*huma.Response{"200": {
				Description: "Events, each a JSON object {kind, id}",
				Content:     map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}},
			}}
			huma.Register(s.api, op, func(ctx context.Context, in *actions.At) (*huma.StreamResponse, error) {
				who := caller(ctx).actor
				process, err := actions.View(ctx, s.service, who, use, *in)
				if err != nil {
					return nil, s.problem(ctx, err)
				}
				return &huma.StreamResponse{Body: func(hc huma.Context) { s.stream(hc, process, who.AccountID) }}, nil
			})
		},
	}
}

type streamer interface {
	StreamBody(write func(io.Writer))
}

func (s *Server) stream(hc huma.Context, process actions.Following, account string) {
	hc.SetHeader("Content-Type", "text/event-stream")
	hc.SetHeader("Cache-Control", "no-store")
	hc.SetHeader("X-Accel-Buffering", "no")
	hc.SetStatus(http.StatusOK)
	body, can := hc.(streamer)
	if !can {
		return
	}
	subscription := s.service.Bus.Subscribe(process.Process)
	s.streams.enter(account, subscription)
	body.StreamBody(func(w io.Writer) {
		defer s.streams.leave(account, subscription)
		defer subscription.Close()
		pump(w, subscription)
	})
}

// pump writes events until the reader or the server is gone.
func pump(w io.Writer, subscription *events.Subscription) {
	ticker := time.NewTicker(heartbeat)
	defer ticker.Stop()
	err := send(w, events.Event{Kind: "resync"}) // whatever happened before one listened
	for err == nil {
		select {
		case event, open := <-subscription.Events:
			if !open {
				return
			}
			err = send(w, event)
		case <-ticker.C:
			err = send(w, subscription.Heartbeat())
		}
	}
}

func send(w io.Writer, event events.Event) error {
	encoded, err := json.Marshal(event)
	if err != nil {
		return fmt.Errorf("encode event: %w", err)
	}
	if limited, can := w.(interface{ SetWriteDeadline(t time.Time) error }); can {
		if err := limited.SetWriteDeadline(clock.Deadline(writeDeadline)); err != nil {
			return fmt.Errorf("limit the writing: %w", err)
		}
	}
	if _, err := fmt.Fprintf(w, "data: %s\n\n", encoded); err != nil {
		return fmt.Errorf("write event: %w", err)
	}
	if buffered, can := w.(http.Flusher); can {
		buffered.Flush()
	}
	return nil
}

// streams knows the open streams of each account. As a reader who left is seen
// only at the next ping, the oldest stream makes room for one too many: a page
// that is still there connects again.
type streams struct {
	mu   sync.Mutex
	open map[string][]*events.Subscription
}

func (s *streams) enter(account string, subscription *events.Subscription) {
	s.mu.Lock()
	defer s.mu.Unlock()
	open := append(s.open[account], subscription)
	if len(open) > maxStreams {
		open[0].Close()
		open = open[1:]
	}
	s.open[account] = open
}

func (s *streams) leave(account string, subscription *events.Subscription) {
	s.mu.Lock()
	defer s.mu.Unlock()
	open := slices.DeleteFunc(s.open[account], func(one *events.Subscription) bool { return one == subscription })
	if len(open) == 0 {
		delete(s.open, account)
		return
	}
	s.open[account] = open
}
