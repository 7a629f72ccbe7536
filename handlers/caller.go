package handlers

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// who is what a request says of its sender.
type who struct {
	actor actions.Actor
	key   string // Idempotency-Key
}

type whoKey struct{}

func caller(ctx context.Context) who {
	w, _ := ctx.Value(whoKey{}).(who)
	return w
}

// identify reads the bearer token. A bad one is refused, also where none is
// needed: whoever sends one believes to be signed in.
func (s *Server) identify(ctx huma.Context, next func(huma.Context)) {
	w := who{key: ctx.Header("Idempotency-Key")}
	if len(w.key) > maxKey || strings.ContainsFunc(w.key, func(r rune) bool { return r <= ' ' || r > '~' }) {
		s.refuse(ctx, fault.Field("Idempotency-Key", "At most %d letters, digits and signs without spaces, please.", maxKey))
		return
	}
	if header := ctx.Header("Authorization"); header != "" {
		token, bearer := strings.CutPrefix(header, "Bearer ")
		account, err := s.tokens.Check(token, s.service.Clock.Now())
		if !bearer || err != nil {
			s.refuse(ctx, fault.New(fault.Unauthenticated, "You were signed out. Please sign in again."))
			return
		}
		w.actor.AccountID = account
	}
	next(huma.WithValue(ctx, whoKey{}, w))
}

// refuse answers before a handler is reached.
func (s *Server) refuse(ctx huma.Context, f *fault.Error) {
	problem := problemOf(f)
	if f.Kind == fault.Unauthenticated {
		ctx.SetHeader("WWW-Authenticate", "Bearer")
	}
	ctx.SetHeader("Content-Type", problemJSON)
	ctx.SetStatus(problem.Status)
	if err := s.api.Marshal(ctx.BodyWriter(), "application/json", problem); err != nil {
		s.log.Error("write a problem", "error", err)
	}
}

// sameSite reports whether a request that only a cookie proves comes from one of
// our own pages.
func sameSite(origin, fetchSite, host string) bool {
	if fetchSite != "" {
		return fetchSite == "same-origin" || fetchSite == "none"
	}
	if origin == "" {
		return true // no browser: no cookie was added behind anybody's back
	}
	_, ours, found := strings.Cut(origin, "://")
	return found && ours == host
}

var statusOf = map[fault.Kind]int{
	fault.Invalid:         http.StatusUnprocessableEntity,
	fault.Unauthenticated: http.StatusUnauthorized,
	fault.Forbidden:       http.StatusForbidden,
	fault.NotFound:        http.StatusNotFound,
	fault.Conflict:        http.StatusConflict,
	fault.Closed:          http.StatusConflict,
	fault.TooMany:         http.StatusTooManyRequests,
	fault.Unavailable:     http.StatusServiceUnavailable,
}

// typeOf tells apart what has the same status (RFC 9457, section 3.1.1).
var typeOf = map[fault.Kind]string{
	fault.Invalid:         "urn:folkmoot:problem:invalid",
	fault.Unauthenticated: "urn:folkmoot:problem:unauthenticated",
	fault.Forbidden:       "urn:folkmoot:problem:forbidden",
	fault.NotFound:        "urn:folkmoot:problem:not-found",
	fault.Conflict:        "urn:folkmoot:problem:conflict",
	fault.Closed:          "urn:folkmoot:problem:closed",
	fault.TooMany:         "urn:folkmoot:problem:too-many",
	fault.Unavailable:     "urn:folkmoot:problem:unavailable",
}
