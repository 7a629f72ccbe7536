package handlers

import (
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/valyala/fasthttp"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/fault"
)

const (
	maxUpload     = 5<<20 + 64<<10 // a file, and what stands around it
	uploadTimeout = 2 * time.Minute
)

var uploads = regexp.MustCompile(`^` + Prefix + `/proposals/[^/]+/attachments$`)

// allowance lets only who is signed in send more than others, only where files are
// taken, and gives them the time for it.
func (s *Server) allowance(header *fasthttp.RequestHeader) fasthttp.RequestConfig {
	path, _, _ := strings.Cut(string(header.RequestURI()), "?")
	if !header.IsPost() || !uploads.MatchString(path) {
		return fasthttp.RequestConfig{}
	}
	token, _ := strings.CutPrefix(string(header.Peek("Authorization")), "Bearer ")
	if _, err := s.tokens.Check(token, s.service.Clock.Now()); err != nil {
		return fasthttp.RequestConfig{}
	}
	return fasthttp.RequestConfig{MaxRequestBodySize: maxUpload, ReadTimeout: uploadTimeout}
}

// An uploaded file, with the words that belong to it.
type uploaded struct {
	Proposal string `path:"proposal" maxLength:"60"`
	RawBody  huma.MultipartFormFiles[struct {
		File    huma.FormFile `form:"file" required:"true"`
		Caption string        `form:"caption" required:"false" maxLength:"300" doc:"What a picture shows, for those who do not see it"`
	}]
}

// upload binds Attach, whose input is no JSON.
func upload(path, summary string) Route {
	return Route{
		Verb: actions.AddAttachment.Verb, Method: http.MethodPost, Path: path, status: http.StatusCreated, summary: summary,
		register: func(s *Server, op huma.Operation) {
			op.MaxBodyBytes = maxUpload
			huma.Register(s.api, op, func(ctx context.Context, in *uploaded) (*reply[actions.Attachments], error) {
				form := in.RawBody.Data()
				content, err := io.ReadAll(form.File)
				if err != nil {
					return nil, s.problem(ctx, fault.Field("file", "This file could not be read. Please choose it again."))
				}
				attaching := actions.NewAttaching(in.Proposal, form.File.Filename, form.Caption, content)
				out, err := actions.Attach(ctx, s.service, caller(ctx).actor, attaching, caller(ctx).key)
				return &reply[actions.Attachments]{Body: out}, s.problem(ctx, err)
			})
		},
	}
}

type sentFile struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Policy      string `header:"Content-Security-Policy"`
	Body        []byte
}

// sendFile binds a use case whose answer is a file that people brought. It is never a
// page of ours: nothing in it may run, and it is offered to be saved.
func sendFile[In, Object any](path, summary string, use actions.Read[In, Object, actions.File]) Route {
	return Route{
		Verb: use.Verb, Method: http.MethodGet, Path: path, status: http.StatusOK, summary: summary,
		register: func(s *Server, op huma.Operation) {
			op.Responses = map[string]*huma.Response{"200": {
				Description: "The bytes",
				Content:     map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}},
			}}
			huma.Register(s.api, op, func(ctx context.Context, in *In) (*sentFile, error) {
				file, err := actions.View(ctx, s.service, caller(ctx).actor, use, *in)
				if err != nil {
					return nil, s.problem(ctx, err)
				}
				return &sentFile{
					ContentType: file.Kind, Disposition: `attachment; filename="` + file.Name + `"`,
					Policy: "default-src 'none'; sandbox; frame-ancestors 'none'", Body: file.Content,
				}, nil
			})
		},
	}
}
