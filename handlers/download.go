package handlers

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/folkmoot/folkmoot/actions"
)

type file struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

// download binds a use case whose answer is a text file.
func download[In, Object any](path, name, summary string, use actions.Read[In, Object, []byte]) Route {
	return downloadAs("text/plain", path, name, summary, use)
}

// downloadAs binds a use case whose answer is a file of some kind.
func downloadAs[In, Object any](kind, path, name, summary string, use actions.Read[In, Object, []byte]) Route {
	return Route{
		Verb: use.Verb, Method: http.MethodGet, Path: path, status: http.StatusOK, summary: summary,
		register: func(s *Server, op huma.Operation) {
			op.Responses = map[string]*huma.Response{"200": {
				Description: "A text file",
				Content:     map[string]*huma.MediaType{kind: {Schema: &huma.Schema{Type: huma.TypeString}}},
			}}
			huma.Register(s.api, op, func(ctx context.Context, in *In) (*file, error) {
				body, err := actions.View(ctx, s.service, caller(ctx).actor, use, *in)
				if err != nil {
					return nil, s.problem(ctx, err)
				}
				return &file{
					ContentType: kind + "; charset=utf-8", Disposition: `attachment; filename="` + name + `"`, Body: body,
				}, nil
			})
		},
	}
}
