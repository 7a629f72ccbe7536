package handlers

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"
)

const notBuilt = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Folkmoot</title></head>
<body><h1>The pages are not built</h1>
<p>The server runs, and its API is at <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.
To build the pages, stop it and start it with <code>make run</code>.</p></body></html>
`

// frontend serves the pages of the single-page app; an address that is no file
// is one of its own and gets the start page.
func (s *Server) frontend(app *fiber.App) {
	app.Get("/*", func(c *fiber.Ctx) error {
		name := strings.TrimPrefix(path.Clean("/"+c.Params("*")), "/")
		if strings.HasPrefix(name, "api/") || strings.HasPrefix(name, "p/") {
			return fiber.ErrNotFound
		}
		content, err := fs.ReadFile(s.files, name)
		if err != nil || strings.HasPrefix(path.Base(name), ".") {
			return s.startPage(c, name)
		}
		if strings.HasPrefix(name, "_app/immutable/") {
			c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
		}
		c.Set(fiber.HeaderContentType, mime.TypeByExtension(path.Ext(name)))
		return c.Send(content)
	})
}

// pictures is the part of the built page's policy that says where pictures come from.
var pictures = []byte("img-src 'self'")

// lettingTiles lets the start page show pictures from the one server that the
// settings name for maps, if any, and from no other.
func (s *Server) lettingTiles(page []byte) []byte {
	if origin := s.service.Tiles.Origin(); origin != "" {
		return bytes.Replace(page, pictures, append(bytes.Clone(pictures), " "+origin...), 1)
	}
	return page
}

func (s *Server) startPage(c *fiber.Ctx, name string) error {
	if strings.HasPrefix(name, "_app/") {
		return fiber.ErrNotFound
	}
	c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	c.Set(fiber.HeaderCacheControl, "no-cache")
	content, err := fs.ReadFile(s.files, "index.html")
	if errors.Is(err, fs.ErrNotExist) {
		return c.Status(fiber.StatusServiceUnavailable).SendString(notBuilt)
	}
	if err != nil {
		return fmt.Errorf("start page: %w", err)
	}
	return c.Send(s.lettingTiles(content))
}
