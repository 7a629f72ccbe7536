package handlers

import (
	"io"
	"log/slog"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"github.com/folkmoot/folkmoot/actions"
)

// OpenAPI returns the document of the API without a server.
func OpenAPI(version string) *huma.OpenAPI {
	s := &Server{log: slog.New(slog.NewTextHandler(io.Discard, nil)), service: &actions.Service{}}
	s.routes(fiber.New(), version)
	return s.api.OpenAPI()
}
