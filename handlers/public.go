package handlers

import (
	"net/http"

	"github.com/gofiber/fiber/v2"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/export"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// A page is one form of the published agenda.
type page struct {
	path    string
	kind    string
	file    string // offered as a file of that name, if any
	produce func(export.Agenda) ([]byte, error)
}

func pages() []page {
	return []page{
		{"/p/:process/agenda", "text/html; charset=utf-8", "", export.HTML},
		{"/p/:process/agenda.ics", "text/calendar; charset=utf-8", "agenda.ics", export.ICS},
		{"/p/:process/agenda.md", "text/markdown; charset=utf-8", "", func(a export.Agenda) ([]byte, error) {
			return export.Markdown(a), nil
		}},
		{"/p/:process/agenda.json", "application/json; charset=utf-8", "", export.JSON},
	}
}

// public serves what anybody may read, without an account and without scripts.
func (s *Server) public(app *fiber.App) {
	for _, p := range pages() {
		app.Get(p.path, func(c *fiber.Ctx) error { return s.publicAgenda(c, p) })
	}
}

func (s *Server) publicAgenda(c *fiber.Ctx, p page) error {
	c.Set(fiber.HeaderContentSecurityPolicy,
		"default-src 'none'; style-src "+export.StyleHash()+"; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	c.Set(fiber.HeaderCacheControl, "no-cache")
	at := actions.At{Process: c.Params("process")}
	agenda, err := actions.View(c.UserContext(), s.service, actions.Actor{}, actions.ReadPublicAgenda, at)
	if fault.KindOf(err) == fault.NotFound {
		return noAgenda(c)
	}
	if err != nil {
		return err
	}
	produced, err := p.produce(agenda)
	if err != nil {
		return err
	}
	if p.file != "" {
		c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+p.file+`"`)
	}
	c.Set(fiber.HeaderContentType, p.kind)
	return c.Send(produced)
}

func noAgenda(c *fiber.Ctx) error {
	produced, err := export.NotFound()
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	return c.Status(http.StatusNotFound).Send(produced)
}
