package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/frontend"
	"github.com/folkmoot/folkmoot/handlers"
	"github.com/folkmoot/folkmoot/internal/clock"
	"github.com/folkmoot/folkmoot/internal/files"
	"github.com/folkmoot/folkmoot/internal/jobs"
	"github.com/folkmoot/folkmoot/internal/mail"
	"github.com/folkmoot/folkmoot/internal/tiles"
)

type serve struct {
	Listen         string   `env:"FOLKMOOT_LISTEN" help:"Address to listen on, such as :8080. By default the first free port from 3000 on, on this machine only."`
	PublicURL      string   `name:"public-url" env:"FOLKMOOT_PUBLIC_URL" help:"The address that people type, such as https://moot.example.org."`
	MailURL        string   `name:"mail-url" env:"FOLKMOOT_MAIL_URL" help:"Mail server, as smtp://user:password@host:587. Without one, mail is written to the folder mail below the data."`
	FilesURL       string   `name:"files-url" env:"FOLKMOOT_FILES_URL" help:"Bucket for what people attach, as s3://key:secret@host/bucket?region=name. Without one, it is the folder files below the data."`
	MailFrom       string   `name:"mail-from" env:"FOLKMOOT_MAIL_FROM" help:"Sender of the mail." default:""`
	TrustedProxies []string `name:"trusted-proxies" env:"FOLKMOOT_TRUSTED_PROXIES" help:"Addresses of proxies whose X-Forwarded-For is believed."`
	MapTiles       string   `name:"map-tiles" env:"FOLKMOOT_MAP_TILES" help:"Pictures behind maps, as https://tile.example.org/{z}/{x}/{y}.png. Their server sees what people look at. Without it, maps have a plain ground."`
	MapCredit      string   `name:"map-credit" env:"FOLKMOOT_MAP_CREDIT" help:"Whose map that is, as its makers wish to be named."`
	SignInsAMinute int      `name:"sign-ins-a-minute" env:"FOLKMOOT_SIGN_INS_A_MINUTE" default:"60" help:"Requests to sign in that one address may send in a minute."`
	LogLevel       string   `name:"log-level" env:"FOLKMOOT_LOG_LEVEL" enum:"debug,info,warn,error" default:"warn" help:"What is logged, as JSON, to standard error: ${enum}."`
}

const (
	drainTime = 20 * time.Second
	firstPort = 3000
	portsTry  = 20
)

// Run serves until it is told to stop, and then answers what it has begun.
func (s *serve) Run(storage *Storage) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	listener, err := s.listen()
	if err != nil {
		return err
	}
	running, err := s.start(ctx, *storage, listener)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	failed := make(chan error, 1)
	go func() { failed <- running.app.Listener(listener) }()
	if err := running.greet(ctx); err != nil {
		return err
	}
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		stop() // a second signal ends it at once
		return running.drain()
	}
}

// listen takes the address that was asked for, or the first free port.
func (s *serve) listen() (net.Listener, error) {
	if s.Listen != "" {
		listener, err := net.Listen("tcp", s.Listen)
		if err != nil {
			return nil, fmt.Errorf("listen on %s: %w", s.Listen, err)
		}
		return listener, nil
	}
	for port := firstPort; port < firstPort+portsTry; port++ {
		listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err == nil {
			return listener, nil
		}
	}
	return nil, fmt.Errorf("no free port from %d to %d; choose one with --listen", firstPort, firstPort+portsTry-1)
}

func (s *serve) address(listener net.Listener) string {
	if s.PublicURL != "" {
		return strings.TrimSuffix(s.PublicURL, "/")
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return "http://" + listener.Addr().String()
	}
	return "http://localhost:" + port
}

// A running server with all that must be stopped with it.
type running struct {
	serve   *serve
	tool    *tool
	app     *fiber.App
	queue   *jobs.Queue
	storage Storage
	log     *slog.Logger
}

func (s *serve) start(ctx context.Context, storage Storage, listener net.Listener) (*running, error) {
	log := s.logger()
	pictures, err := tiles.Read(s.MapTiles, s.MapCredit)
	if err != nil {
		return nil, err
	}
	t, err := storage.tool(ctx)
	if err != nil {
		return nil, err
	}
	sender, kind, err := s.sender(storage)
	if err != nil {
		return nil, err
	}
	t.service.BaseURL, t.service.Mail, t.service.Tiles = s.address(listener), kind, pictures
	if t.service.Files, err = files.Open(ctx, s.FilesURL, storage.files()); err != nil {
		return nil, err
	}
	t.service.Bus = newBus(ctx, t.db, log)
	queue, err := jobs.New(t.db, log, &jobs.Workers{Sender: sender, Service: t.service})
	if err != nil {
		return nil, err
	}
	t.service.Jobs = queue
	if err := queue.Start(context.WithoutCancel(ctx)); err != nil {
		return nil, err
	}
	if err := t.service.Upkeep(ctx); err != nil { // it can serve all the same, and the next start will do it
		log.ErrorContext(ctx, "what is done after a start", "error", err)
	}
	go jobs.Pulse(ctx, t.service, log)
	app := handlers.New(handlers.Config{
		Service: t.service, Tokens: t.keys, Files: frontend.Files(), Ready: t.db.Ping, Log: log, Version: version,
		SignInsAMinute: s.SignInsAMinute, TrustedProxies: s.TrustedProxies,
	})
	return &running{serve: s, tool: t, app: app, queue: queue, storage: storage, log: log}, nil
}

func (s *serve) logger() *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(s.LogLevel)) // kong has checked it
	log := slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: level}))
	slog.SetDefault(log)
	return log
}

const defaultFrom = "Folkmoot <folkmoot@localhost>"

func (s *serve) sender(storage Storage) (mail.Sender, string, error) {
	from := s.MailFrom
	if from == "" {
		from = defaultFrom
	}
	now := clock.System{}.Now
	if s.MailURL == "" {
		folder, err := mail.NewFolder(mail.FolderConfig{Dir: filepath.Join(storage.DataDir, "mail"), From: from, Now: now})
		return folder, "folder", err
	}
	smtp, err := mail.NewSMTP(mail.SMTPConfig{URL: s.MailURL, From: from, Now: now})
	return smtp, "smtp", err
}

// greet tells whoever started the server where it is and how to come in.
func (r *running) greet(ctx context.Context) error {
	base := r.tool.service.BaseURL
	fmt.Printf("\n  Folkmoot is ready at %s\n  Data: %s", base, r.tool.db.Describe())
	if r.storage.DatabaseURL == "" {
		fmt.Printf(" in %s", r.storage.DataDir)
	}
	if r.tool.service.Mail == "folder" {
		fmt.Printf("\n  Mail: no mail server is set, so letters are written to %s", filepath.Join(r.storage.DataDir, "mail"))
	}
	link, err := actions.NewFirstLink(ctx, r.tool.service)
	if err != nil { // it serves already, and goes on
		fmt.Print("\n\n  Whether anybody has signed in could not be read. If nobody has, start again for the first link.")
		r.log.ErrorContext(ctx, "first link", "error", err)
	}
	if link != "" {
		fmt.Printf("\n\n  You are the first organiser. Open this link; it works once:\n\n    %s", link)
	}
	fmt.Print("\n\n  Stop it with Ctrl-C.\n\n")
	return nil
}

// drain lets streams go, answers the requests that have begun, and ends the jobs
// that run.
func (r *running) drain() error {
	ctx, cancel := context.WithTimeout(context.Background(), drainTime)
	defer cancel()
	r.tool.service.Bus.Close()
	return errors.Join(
		r.app.ShutdownWithContext(ctx),
		r.queue.Stop(ctx),
		r.tool.db.Close(),
	)
}
