package handlers

import (
	"context"
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/export"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// A page is one form of a published agenda.
type page struct {
	ending  string // behind the address of the agenda
	kind    string
	file    string // offered as a file of that name, if any
	foreign bool   // may stand in the pages of others
	history bool   // tells of all versions, and not only of the last one
	produce func(versions []export.Agenda, paper string) ([]byte, error)
}

// pages are the forms, those whose endings begin alike from the longest on.
func pages() []page {
	return []page{
		{ending: "/embed", kind: "text/html; charset=utf-8", foreign: true, produce: plain(export.Embed)},
		{ending: "-slots.ics", kind: "text/calendar; charset=utf-8", file: "agenda-slots.ics", produce: plain(export.ICSSlots)},
		{ending: ".ics", kind: "text/calendar; charset=utf-8", file: "agenda.ics", produce: plain(export.ICS)},
		{ending: ".md", kind: "text/markdown; charset=utf-8", produce: plain(func(a export.Agenda) ([]byte, error) {
			return export.Markdown(a), nil
		})},
		{ending: ".json", kind: "application/json; charset=utf-8", produce: plain(export.JSON)},
		{ending: ".pdf", kind: "application/pdf", produce: func(versions []export.Agenda, paper string) ([]byte, error) {
			return export.PDF(versions[0], paper)
		}},
		{ending: ".png", kind: "image/png", foreign: true, produce: plain(export.Picture)},
		{ending: ".atom", kind: "application/atom+xml; charset=utf-8", history: true, produce: func(versions []export.Agenda, _ string) ([]byte, error) {
			return export.Feed(versions[0].Title, versions[0].URL+".atom", versions)
		}},
		{ending: "", kind: "text/html; charset=utf-8", produce: plain(export.HTML)},
	}
}

// plain is for what shows the last version and is not printed.
func plain(produce func(export.Agenda) ([]byte, error)) func([]export.Agenda, string) ([]byte, error) {
	return func(versions []export.Agenda, _ string) ([]byte, error) { return produce(versions[0]) }
}

// A published is an address at which an agenda can be found.
type published struct {
	path string
	read func(ctx context.Context, s *Server, c *fiber.Ctx) (export.Agenda, error)
}

func publishedAt() []published {
	return []published{
		{"/p/:process/agenda", func(ctx context.Context, s *Server, c *fiber.Ctx) (export.Agenda, error) {
			return actions.View(ctx, s.service, actions.Actor{}, actions.ReadPublicAgenda, actions.At{Process: c.Params("process")})
		}},
		{"/a/:agenda", func(ctx context.Context, s *Server, c *fiber.Ctx) (export.Agenda, error) {
			return actions.View(ctx, s.service, actions.Actor{}, actions.ReadPublishedAgenda, actions.AtAgenda{Agenda: c.Params("agenda")})
		}},
	}
}

// public serves what anybody may read, without an account and without scripts.
func (s *Server) public(app *fiber.App) {
	for _, at := range publishedAt() {
		for _, p := range pages() {
			app.Get(at.path+p.ending, func(c *fiber.Ctx) error { return s.publicAgenda(c, at, p) })
		}
	}
	app.Get("/a/:agenda/bundle.json", s.publicBundle)
	app.Get("/a/:agenda/minutes", func(c *fiber.Ctx) error {
		return s.publicMinutes(c, "text/html; charset=utf-8", export.MinutesHTML)
	})
	app.Get("/a/:agenda/minutes.md", func(c *fiber.Ctx) error {
		return s.publicMinutes(c, "text/markdown; charset=utf-8", func(m export.Minutes) ([]byte, error) { return export.MinutesMarkdown(m), nil })
	})
	app.Get("/a/*", noAgenda)
}

func (s *Server) publicAgenda(c *fiber.Ctx, at published, p page) error {
	agenda, err := at.read(c.UserContext(), s, c)
	if fault.KindOf(err) == fault.NotFound {
		return noAgenda(c)
	}
	if err != nil {
		return err
	}
	paper := export.A4
	if c.Query("paper") == export.Letter {
		paper = export.Letter
	}
	publicHeaders(c, p.foreign)
	known, err := tag(c, agenda, paper)
	if err != nil || known {
		return err
	}
	versions := []export.Agenda{agenda}
	if p.history {
		versions, err = actions.View(c.UserContext(), s.service, actions.Actor{}, actions.ReadVersions, actions.AtAgenda{Agenda: agenda.ID})
	}
	if err != nil {
		return err
	}
	produced, err := p.produce(versions, paper)
	if err != nil {
		return err
	}
	if p.file != "" {
		c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+p.file+`"`)
	}
	c.Set(fiber.HeaderContentType, p.kind)
	return c.Send(produced)
}

// publicBundle serves the file from which anybody checks the round behind a
// published agenda.
func (s *Server) publicBundle(c *fiber.Ctx) error {
	bundle, err := actions.View(c.UserContext(), s.service, actions.Actor{}, actions.ReadPublicBundle, actions.AtAgenda{Agenda: c.Params("agenda")})
	if fault.KindOf(err) == fault.NotFound {
		return noAgenda(c)
	}
	if err != nil {
		return err
	}
	publicHeaders(c, false)
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="bundle.json"`)
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	return c.Send(bundle)
}

// publicMinutes serves what was published of a meeting after it.
func (s *Server) publicMinutes(c *fiber.Ctx, kind string, produce func(export.Minutes) ([]byte, error)) error {
	minutes, err := actions.View(c.UserContext(), s.service, actions.Actor{}, actions.ReadMinutes, actions.AtAgenda{Agenda: c.Params("agenda")})
	if fault.KindOf(err) == fault.NotFound {
		return noAgenda(c)
	}
	if err != nil {
		return err
	}
	produced, err := produce(minutes)
	if err != nil {
		return err
	}
	publicHeaders(c, false)
	c.Set(fiber.HeaderContentType, kind)
	return c.Send(produced)
}

// publicHeaders let nothing run and nothing be loaded. What is foreign may be
// shown by the pages of others, all else by nobody's.
func publicHeaders(c *fiber.Ctx, foreign bool) {
	ancestors := "'none'"
	if foreign {
		ancestors = "*"
		c.Response().Header.Del(fiber.HeaderXFrameOptions)
		c.Set("Cross-Origin-Resource-Policy", "cross-origin")
	}
	c.Set(fiber.HeaderContentSecurityPolicy,
		"default-src 'none'; style-src "+export.StyleHash()+"; base-uri 'none'; form-action 'none'; frame-ancestors "+ancestors)
	c.Set(fiber.HeaderCacheControl, "no-cache")
}

// tag says whether the reader has this version already (RFC 9110, section
// 13.1.2). The tag is a weak one: what is sent may be compressed on the way.
func tag(c *fiber.Ctx, a export.Agenda, paper string) (known bool, err error) {
	version, err := export.Tag(a)
	if err != nil {
		return false, err
	}
	is := `"` + version + "-" + paper + `"`
	c.Set(fiber.HeaderETag, "W/"+is)
	for known := range strings.SplitSeq(c.Get(fiber.HeaderIfNoneMatch), ",") {
		if known = strings.TrimPrefix(strings.TrimSpace(known), "W/"); known == is || known == "*" {
			return true, c.SendStatus(http.StatusNotModified)
		}
	}
	return false, nil
}

func noAgenda(c *fiber.Ctx) error {
	publicHeaders(c, false)
	produced, err := export.NotFound()
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	return c.Status(http.StatusNotFound).Send(produced)
}
