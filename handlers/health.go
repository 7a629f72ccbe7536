package handlers

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/folkmoot/folkmoot/internal/clock"
)

const readyTimeout = 2 * time.Second

// health answers whoever watches over the server.
func (s *Server) health(app *fiber.App) {
	app.Get("/healthz", func(c *fiber.Ctx) error { return c.SendString("ok\n") })
	app.Get("/readyz", func(c *fiber.Ctx) error {
		ctx, cancel := context.WithTimeout(c.UserContext(), readyTimeout)
		defer cancel()
		if err := s.ready(ctx); err != nil {
			s.log.WarnContext(ctx, "not ready", "error", err)
			return c.Status(http.StatusServiceUnavailable).SendString("not ready\n")
		}
		return c.SendString("ready\n")
	})
	app.Get("/metrics", localOnly, adaptor.HTTPHandler(promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{})))
}

// localOnly hides what tells too much: counts of requests are a turnout.
func localOnly(c *fiber.Ctx) error {
	if !c.Context().RemoteIP().IsLoopback() || c.Get(fiber.HeaderXForwardedFor) != "" {
		return fiber.ErrNotFound
	}
	return c.Next()
}

type metrics struct {
	registry *prometheus.Registry
	seconds  *prometheus.HistogramVec
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "folkmoot_http_request_duration_seconds", Help: "How long requests took.", Buckets: prometheus.DefBuckets,
		}, []string{"method", "route", "status"}),
	}
	m.registry.MustRegister(m.seconds, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// soon is when, in seconds, a request that was turned away may come again.
const soon = "1"

// observe measures and logs each request by its route, never by its address: an
// address names a round, and a line in a log has a time. Whoever answers 503, it
// says when to try again.
func (s *Server) observe(c *fiber.Ctx) error {
	elapsed := clock.Stopwatch()
	err := c.Next()
	if err != nil {
		err = s.failed(c, err)
	}
	took := elapsed()
	status, route := c.Response().StatusCode(), c.Route().Path
	if status == http.StatusServiceUnavailable {
		c.Set(fiber.HeaderRetryAfter, soon)
	}
	s.metrics.seconds.WithLabelValues(c.Method(), route, strconv.Itoa(status)).Observe(took.Seconds())
	s.log.InfoContext(c.UserContext(), "request",
		"method", c.Method(), "route", route, "status", status, "ms", took.Milliseconds())
	return err
}
