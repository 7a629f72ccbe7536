package handlers

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/google/uuid"
)

const problemJSON = "application/problem+json"

// problemOf words a fault as RFC 9457 has it, with the place of the field.
func problemOf(f *fault.Error) *huma.ErrorModel {
	problem := &huma.ErrorModel{
		Type: typeOf[f.Kind], Status: statusOf[f.Kind], Title: titleFor(statusOf[f.Kind]), Detail: f.Message,
	}
	for _, one := range append([]*fault.Error{f}, f.Others...) {
		if one.Field != "" {
			problem.Errors = append(problem.Errors, &huma.ErrorDetail{Location: location(one.Field), Message: one.Message})
		}
	}
	if f.Field != "" && f.Kind == fault.Invalid {
		problem.Detail = "Something in what you sent needs a change."
	}
	return problem
}

func location(field string) string {
	switch {
	case field == "Idempotency-Key":
		return "header." + field
	case field == "limit" || field == "after":
		return "query." + field
	default:
		return "body." + field
	}
}

// problem turns an error into what may be shown. What is no fault is logged
// under an id, and only the id is shown.
func (s *Server) problem(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	var f *fault.Error
	if !errors.As(err, &f) {
		return s.internal(ctx, err)
	}
	problem := problemOf(f)
	header := http.Header{}
	switch f.Kind {
	case fault.Unavailable:
		s.log.WarnContext(ctx, "unavailable", "error", err) // observe says when to try again
	case fault.TooMany:
		header.Set("Retry-After", "60")
	case fault.Unauthenticated:
		header.Set("WWW-Authenticate", "Bearer")
	default:
	}
	if len(header) > 0 {
		return huma.ErrorWithHeaders(problem, header)
	}
	return problem
}

func (s *Server) internal(ctx context.Context, err error) error {
	id := uuid.NewString()
	s.log.ErrorContext(ctx, "internal error", "id", id, "error", err)
	return internalProblem(id)
}

func internalProblem(id string) *huma.ErrorModel {
	return &huma.ErrorModel{
		Status: http.StatusInternalServerError, Title: titleFor(http.StatusInternalServerError),
		Detail: "Something went wrong on our side. Nothing was stored. If it happens again, please tell whoever runs this server: " + id + ".",
	}
}

// Huma's own errors come through here: validation, unreadable bodies, and what
// it could not marshal. None of them may show an internal text.
func init() {
	huma.DefaultArrayNullable = false
	huma.NewErrorWithContext = func(_ huma.Context, status int, msg string, errs ...error) huma.StatusError {
		return ownError(status, msg, errs...)
	}
	huma.NewError = ownError
}

func ownError(status int, msg string, errs ...error) huma.StatusError {
	if status >= http.StatusInternalServerError {
		id := uuid.NewString()
		slog.Error("internal error", "id", id, "message", msg, "error", errors.Join(errs...))
		return internalProblem(id)
	}
	problem := &huma.ErrorModel{Status: status, Title: titleFor(status), Detail: sentenceFor(status, msg)}
	for _, err := range errs {
		var detail huma.ErrorDetailer
		if errors.As(err, &detail) {
			problem.Errors = append(problem.Errors, &huma.ErrorDetail{
				Location: detail.ErrorDetail().Location, Message: detail.ErrorDetail().Message,
			})
		}
	}
	return problem
}

func sentenceFor(status int, msg string) string {
	switch status {
	case http.StatusUnprocessableEntity:
		return "Something in what you sent needs a change."
	case http.StatusRequestEntityTooLarge:
		return "This is too long. Nothing was stored."
	case http.StatusBadRequest:
		return "This request could not be read. Nothing was stored."
	default:
		return msg
	}
}

// failed answers what Fiber itself refuses: unknown paths, bodies too large, and
// panics that were recovered.
func (s *Server) failed(c *fiber.Ctx, err error) error {
	problem := s.fiberProblem(c, err)
	c.Set(fiber.HeaderContentType, problemJSON)
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Status(problem.Status).JSON(problem, problemJSON)
}

func (s *Server) fiberProblem(c *fiber.Ctx, err error) *huma.ErrorModel {
	var f *fault.Error
	if errors.As(err, &f) {
		return problemOf(f)
	}
	var refused *fiber.Error
	if errors.As(err, &refused) && refused.Code < http.StatusInternalServerError {
		return &huma.ErrorModel{
			Status: refused.Code, Title: titleFor(refused.Code), Detail: fiberSentence(refused.Code),
		}
	}
	id := uuid.NewString()
	s.log.ErrorContext(c.UserContext(), "internal error", "id", id, "error", err)
	return internalProblem(id)
}

func fiberSentence(status int) string {
	switch status {
	case http.StatusNotFound:
		return "There is nothing at this address."
	case http.StatusMethodNotAllowed:
		return "This address does not know that method."
	case http.StatusRequestEntityTooLarge:
		return "This is too long. Nothing was stored."
	default:
		return strings.TrimSuffix(http.StatusText(status), ".") + "."
	}
}

// titleFor heads a problem in plain words.
func titleFor(status int) string {
	titles := map[int]string{
		http.StatusUnauthorized:          "Please sign in",
		http.StatusForbidden:             "This is not for your role",
		http.StatusNotFound:              "Nothing is here",
		http.StatusConflict:              "It is no longer as you saw it",
		http.StatusRequestEntityTooLarge: "This is too long",
		http.StatusTooManyRequests:       "Please wait a little",
		http.StatusInternalServerError:   "Something went wrong",
		http.StatusServiceUnavailable:    "Very busy at the moment",
	}
	if title, known := titles[status]; known {
		return title
	}
	return "That did not work yet"
}
