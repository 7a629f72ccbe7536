package handlers

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/compress"
	"github.com/gofiber/fiber/v2/middleware/limiter"
	"github.com/gofiber/fiber/v2/middleware/recover"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/events"
)

// Tokens checks access tokens.
type Tokens interface {
	Check(token string, now time.Time) (accountID string, err error)
}

// Config is what a server needs.
type Config struct {
	Service *actions.Service
	Tokens  Tokens
	Files   fs.FS                       // the built pages
	Ready   func(context.Context) error // whether requests can be served
	Log     *slog.Logger
	Version string
	// SignInsAMinute limits the requests to /session/* from one address; 0 for
	// the default.
	SignInsAMinute int
	// TrustedProxies are the addresses whose X-Forwarded-For is believed.
	TrustedProxies []string
}

// A Server answers HTTP.
type Server struct {
	service *actions.Service
	tokens  Tokens
	files   fs.FS
	ready   func(context.Context) error
	log     *slog.Logger
	api     huma.API
	metrics *metrics
	streams streams
	secure  bool
}

const (
	readTimeout    = 10 * time.Second
	writeTimeout   = 30 * time.Second
	idleTimeout    = 60 * time.Second
	requestTimeout = 20 * time.Second
	headerSize     = 16 << 10
	signInsDefault = 60
)

// New makes the app with all its routes.
func New(cfg Config) *fiber.App {
	s := &Server{
		service: cfg.Service, tokens: cfg.Tokens, files: cfg.Files, ready: cfg.Ready, log: cfg.Log,
		metrics: newMetrics(), streams: streams{open: map[string][]*events.Subscription{}}, secure: isSecure(cfg.Service.BaseURL),
	}
	app := fiber.New(fiber.Config{
		AppName: "Folkmoot", DisableStartupMessage: true,
		Immutable:   true, // buffers are used again: texts from a request must not change under us
		ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		BodyLimit: maxBody, ReadBufferSize: headerSize, ErrorHandler: s.failed,
		EnableTrustedProxyCheck: true, TrustedProxies: cfg.TrustedProxies, ProxyHeader: fiber.HeaderXForwardedFor,
		EnableIPValidation: true,
	})
	app.Server().HeaderReceived = s.allowance
	app.Use(recover.New(), s.observe, s.headers, s.limitTime)
	app.Use(compress.New(compress.Config{Level: compress.LevelBestSpeed, Next: asItIs}))
	app.Use(Prefix+"/session", limit(cfg.SignInsAMinute))
	s.health(app)
	s.public(app)
	s.routes(app, cfg.Version)
	s.frontend(app)
	return app
}

func (s *Server) routes(app *fiber.App, version string) {
	s.api = humafiber.NewV2(app, apiConfig(version))
	s.api.UseMiddleware(s.identify)
	for _, route := range Table() {
		route.register(s, route.operation())
	}
	app.Use(Prefix, func(*fiber.Ctx) error { return fiber.ErrNotFound })
}

func apiConfig(version string) huma.Config {
	cfg := huma.DefaultConfig("Folkmoot", version)
	cfg.Info.Description = "Groups of people set their own agenda. Errors are application/problem+json (RFC 9457)."
	cfg.OpenAPIPath = Prefix + "/openapi"
	cfg.DocsPath, cfg.SchemasPath = "", ""
	cfg.CreateHooks = nil // no $schema in the answers
	cfg.Formats = map[string]huma.Format{"application/json": strictJSON(), "json": strictJSON()}
	cfg.RejectUnknownQueryParameters = true
	cfg.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"bearer": {Type: "http", Scheme: "bearer", BearerFormat: "JWT"},
	}
	return cfg
}

// limitTime gives up what takes too long. A stream lives by its own deadlines.
func (s *Server) limitTime(c *fiber.Ctx) error {
	ctx, cancel := context.WithTimeout(c.UserContext(), requestTimeout)
	defer cancel()
	c.SetUserContext(ctx)
	return c.Next()
}

func limit(aMinute int) fiber.Handler {
	if aMinute == 0 {
		aMinute = signInsDefault
	}
	return limiter.New(limiter.Config{
		Max: aMinute, Expiration: time.Minute,
		Next:         func(c *fiber.Ctx) bool { return !guessable(c) },
		KeyGenerator: network,
		LimitReached: func(*fiber.Ctx) error {
			return fiber.NewError(http.StatusTooManyRequests)
		},
	})
}

// guessable tells what somebody could try again and again: codes and links. A page
// that refreshes its session must not be held up by its neighbours.
func guessable(c *fiber.Ctx) bool {
	return c.Method() == http.MethodPost && c.Path() != Prefix+"/session/refresh"
}

// network names where a request comes from: the address behind the last proxy
// that is trusted, read from the right because the left can be forged, and of an
// IPv6 address the network that one customer gets.
func network(c *fiber.Ctx) string {
	from := c.Context().RemoteIP().String()
	if c.IsProxyTrusted() {
		hops := strings.Split(c.Get(fiber.HeaderXForwardedFor), ",")
		if last := strings.TrimSpace(hops[len(hops)-1]); last != "" {
			from = last
		}
	}
	address, err := netip.ParseAddr(from)
	if err != nil || address.Is4() || address.Is4In6() {
		return from
	}
	prefix, err := address.Prefix(customerBits)
	if err != nil {
		return from
	}
	return prefix.String()
}

const customerBits = 64

// asItIs names what is not compressed: streams, and the short answers to what is
// stored, ballots above all, where it costs more than it saves.
func asItIs(c *fiber.Ctx) bool {
	return c.Method() == http.MethodPut || strings.HasSuffix(c.Path(), "/events")
}

// headers keep pages in their own house (OWASP Secure Headers).
func (s *Server) headers(c *fiber.Ctx) error {
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderReferrerPolicy, "same-origin")
	c.Set(fiber.HeaderXFrameOptions, "DENY")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	c.Set(fiber.HeaderPermissionsPolicy, "camera=(), geolocation=(), microphone=()")
	c.Set(fiber.HeaderContentSecurityPolicy, "base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'")
	if strings.HasPrefix(s.service.BaseURL, "https://") {
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000")
	}
	if strings.HasPrefix(c.Path(), Prefix) {
		c.Set(fiber.HeaderCacheControl, "no-store")
	}
	return c.Next()
}
