package handlers

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// withCookie is the answer of everything that signs in: the access token in the
// body, the refresh token in a cookie that no script can read.
type withCookie[Out any] struct {
	SetCookie []http.Cookie `header:"Set-Cookie"`
	Body      Out
}

const cookieLife = 30 * 24 * time.Hour

// cookieName has the __Host- prefix where the browser would keep such a cookie:
// over HTTPS, and on this very machine.
func (s *Server) cookieName() string {
	if s.secure {
		return "__Host-folkmoot"
	}
	return "folkmoot"
}

func (s *Server) cookie(token string, life time.Duration) []http.Cookie {
	return []http.Cookie{{
		Name: s.cookieName(), Value: token, Path: "/", MaxAge: int(life.Seconds()),
		Secure: s.secure, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	}}
}

func (s *Server) withSession(session actions.Session) *withCookie[actions.Session] {
	out := &withCookie[actions.Session]{Body: session}
	if session.Refresh != "" {
		out.SetCookie = s.cookie(session.Refresh, cookieLife)
	}
	return out
}

// attempt answers a deed whose refusal had to be stored.
func (s *Server) attempt(
	ctx context.Context, a actions.Attempt, err error,
) (*withCookie[actions.Session], error) {
	if err == nil {
		err = a.Refused
	}
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return s.withSession(a.Session), nil
}

func signIn(path, summary string, use actions.Write[actions.SignIn, struct{}, actions.Attempt]) Route {
	return Route{
		Verb: use.Verb, Method: post, Path: path, status: http.StatusOK, summary: summary,
		register: func(s *Server, op huma.Operation) {
			huma.Register(s.api, op, func(ctx context.Context, in *actions.SignIn) (*withCookie[actions.Session], error) {
				out, err := actions.Run(ctx, s.service, actions.Actor{}, use, *in, "")
				return s.attempt(ctx, out, err)
			})
		},
	}
}

func signInFirst(path, summary string, use actions.Write[actions.First, struct{}, actions.Session]) Route {
	return Route{
		Verb: use.Verb, Method: post, Path: path, status: http.StatusOK, summary: summary,
		register: func(s *Server, op huma.Operation) {
			huma.Register(s.api, op, func(ctx context.Context, in *actions.First) (*withCookie[actions.Session], error) {
				out, err := actions.Run(ctx, s.service, actions.Actor{}, use, *in, "")
				return s.withSession(out), s.problem(ctx, err)
			})
		},
	}
}

// A device sends what only a browser of our own pages can send along.
type device struct {
	Cookie    string `header:"Cookie"`
	Origin    string `header:"Origin"`
	FetchSite string `header:"Sec-Fetch-Site"`
	Host      string `header:"Host"`
}

func (s *Server) refreshToken(d *device) (string, error) {
	if !sameSite(d.Origin, d.FetchSite, d.Host) {
		return "", fault.New(fault.Forbidden, "This request came from another site.")
	}
	sent := http.Request{Header: http.Header{"Cookie": {d.Cookie}}}
	if cookie, err := sent.Cookie(s.cookieName()); err == nil { // other programs' broken cookies are passed over
		return cookie.Value, nil
	}
	return "", fault.New(fault.Unauthenticated, "Please sign in.")
}

func refresh(path, summary string, use actions.Write[actions.Device, struct{}, actions.Attempt]) Route {
	return Route{
		Verb: use.Verb, Method: post, Path: path, status: http.StatusOK, summary: summary,
		register: func(s *Server, op huma.Operation) {
			huma.Register(s.api, op, func(ctx context.Context, in *device) (*withCookie[actions.Session], error) {
				token, err := s.refreshToken(in)
				if err != nil {
					return nil, s.problem(ctx, err)
				}
				out, err := actions.Run(ctx, s.service, actions.Actor{}, use, actions.Device{Refresh: token}, "")
				return s.attempt(ctx, out, err)
			})
		},
	}
}

type cookieOnly struct {
	SetCookie []http.Cookie `header:"Set-Cookie"`
}

func signOut(path, summary string, use actions.Write[actions.Device, struct{}, actions.Accepted]) Route {
	return Route{
		Verb: use.Verb, Method: http.MethodDelete, Path: path, status: http.StatusNoContent, summary: summary,
		register: func(s *Server, op huma.Operation) {
			huma.Register(s.api, op, func(ctx context.Context, in *device) (*cookieOnly, error) {
				gone := &cookieOnly{SetCookie: s.cookie("", -time.Second)}
				token, err := s.refreshToken(in)
				if fault.KindOf(err) == fault.Unauthenticated {
					return gone, nil
				}
				if err == nil {
					_, err = actions.Run(ctx, s.service, actions.Actor{}, use, actions.Device{Refresh: token}, "")
				}
				return gone, s.problem(ctx, err)
			})
		},
	}
}

func accept(path, summary string, use actions.Write[actions.Acceptance, struct{}, actions.Joined]) Route {
	return Route{
		Verb: use.Verb, Method: post, Path: path, status: http.StatusOK, summary: summary,
		register: func(s *Server, op huma.Operation) {
			huma.Register(s.api, op, func(ctx context.Context, in *actions.Acceptance) (*withCookie[actions.Joined], error) {
				joined, err := actions.Run(ctx, s.service, caller(ctx).actor, use, *in, "")
				out := &withCookie[actions.Joined]{Body: joined}
				if joined.Session != nil {
					out.SetCookie = s.cookie(joined.Session.Refresh, cookieLife)
				}
				return out, s.problem(ctx, err)
			})
		},
	}
}

// isSecure reports whether browsers treat an address as a secure one.
func isSecure(baseURL string) bool {
	rest, plain := strings.CutPrefix(baseURL, "http://")
	if !plain {
		return true
	}
	host, _, _ := strings.Cut(rest, ":")
	return host == "localhost" || host == "127.0.0.1"
}
