package handlers

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
)

// A Route is one line of the API table.
type Route struct {
	Verb     access.Verb
	Method   string
	Path     string // below /api/v1, with {names}
	register func(s *Server, op huma.Operation)
	status   int
	summary  string
}

// Prefix is where the API begins.
const Prefix = "/api/v1"

// operation is the line's part of the OpenAPI document.
func (r Route) operation() huma.Operation {
	id := strings.NewReplacer(".", "-").Replace(string(r.Verb))
	op := huma.Operation{
		OperationID: id, Method: r.Method, Path: Prefix + r.Path, Summary: r.summary, DefaultStatus: r.status,
		Tags: []string{strings.SplitN(string(r.Verb), ".", 2)[0]}, MaxBodyBytes: maxBody,
		Errors: []int{http.StatusUnprocessableEntity, http.StatusNotFound},
	}
	if roles, _, _ := access.Permitted(r.Verb); len(roles) > 0 && roles[0] != access.Anybody {
		op.Security = []map[string][]string{{"bearer": {}}}
		op.Errors = append(op.Errors, http.StatusUnauthorized, http.StatusForbidden)
	}
	if r.Method != http.MethodGet {
		op.Errors = append(op.Errors, http.StatusConflict)
		op.Parameters = append(op.Parameters, &huma.Param{
			Name: "Idempotency-Key", In: "header", Schema: &huma.Schema{Type: "string", MaxLength: new(maxKey)},
			Description: "A fresh random text for each request; the same for a repetition, which then has no further effect",
		})
	}
	return op
}

const (
	maxBody = 256 << 10
	maxKey  = 100
)

type reply[Out any] struct{ Body Out }

// read binds a use case that changes nothing.
func read[In, Object, Out any](path, summary string, use actions.Read[In, Object, Out]) Route {
	return Route{
		Verb: use.Verb, Method: http.MethodGet, Path: path, status: http.StatusOK, summary: summary,
		register: func(s *Server, op huma.Operation) {
			huma.Register(s.api, op, func(ctx context.Context, in *In) (*reply[Out], error) {
				out, err := actions.View(ctx, s.service, caller(ctx).actor, use, *in)
				return &reply[Out]{Body: out}, s.problem(ctx, err)
			})
		},
	}
}

// ask binds a use case that changes nothing but whose input must not stand in an
// address.
func ask[In, Object, Out any](path, summary string, use actions.Read[In, Object, Out]) Route {
	route := read(path, summary, use)
	route.Method = http.MethodPost
	return route
}

// write binds a use case that changes something.
func write[In, Object, Out any](
	method, path string, status int, summary string, use actions.Write[In, Object, Out],
) Route {
	return Route{
		Verb: use.Verb, Method: method, Path: path, status: status, summary: summary,
		register: func(s *Server, op huma.Operation) {
			huma.Register(s.api, op, func(ctx context.Context, in *In) (*reply[Out], error) {
				out, err := actions.Run(ctx, s.service, caller(ctx).actor, use, *in, caller(ctx).key)
				return &reply[Out]{Body: out}, s.problem(ctx, err)
			})
		},
	}
}

// remove binds a use case that leaves nothing to show.
func remove[In, Object any](method, path, summary string, use actions.Write[In, Object, actions.Accepted]) Route {
	return Route{
		Verb: use.Verb, Method: method, Path: path, status: http.StatusNoContent, summary: summary,
		register: func(s *Server, op huma.Operation) {
			huma.Register(s.api, op, func(ctx context.Context, in *In) (*struct{}, error) {
				_, err := actions.Run(ctx, s.service, caller(ctx).actor, use, *in, caller(ctx).key)
				return nil, s.problem(ctx, err)
			})
		},
	}
}
