package mail_test

import (
	"context"
	"errors"
	"io"
	"mime"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/mail"
)

var instant = time.Date(2026, 11, 21, 18, 5, 0, 123456000, time.UTC)

func now() time.Time { return instant }

var greeting = mail.Message{
	To:      "Zoë Brontë <zoe@example.org>",
	Subject: "Café: your ballot was counted – thank you for taking the time to vote in this round",
	Text:    "Hello Zoë,\n\nhttps://example.org/r/1?a=b\r\n.\n.a line with a dot\n" + strings.Repeat("long ", 300),
}

func TestSMTPDelivers(t *testing.T) {
	tests := []struct {
		name   string
		server serverOptions
		scheme string
		query  string
	}{
		{"starttls with account", serverOptions{tls: true, account: true}, "smtp://user:p%40ss@", ""},
		{"starttls without account", serverOptions{tls: true}, "smtp://", "?starttls=required"},
		{"encrypted from the beginning", serverOptions{tls: true, implicit: true, account: true}, "smtps://user:p%40ss@", ""},
		{"optional and offered", serverOptions{tls: true}, "smtp://", "?starttls=optional"},
		{"optional and not offered", serverOptions{}, "smtp://", "?starttls=optional"},
		{"never", serverOptions{tls: true}, "smtp://", "?starttls=never"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server := startServer(t, tt.server)
			if err := send(t, server, tt.scheme+server.addr+tt.query, greeting); err != nil {
				t.Fatal(err)
			}
			got := server.only(t)
			if got.from != "moot@example.org" || got.to != "zoe@example.org" {
				t.Errorf("envelope from %q to %q", got.from, got.to)
			}
			if wantTLS := tt.server.tls && tt.query != "?starttls=never"; got.encrypted != wantTLS {
				t.Errorf("encrypted = %v, want %v", got.encrypted, wantTLS)
			}
			checkGreeting(t, got.data, true)
		})
	}
}

func TestSMTPFails(t *testing.T) {
	tests := []struct {
		name   string
		server serverOptions
		scheme string
		to     string
		want   string
	}{
		{"wrong password", serverOptions{tls: true, account: true}, "smtp://user:secret@", "a@example.org", "wrong account"},
		{"no starttls offered", serverOptions{}, "smtp://", "a@example.org", "STARTTLS"},
		{"no account offered", serverOptions{tls: true}, "smtp://user:secret@", "a@example.org", "AUTH"},
		{"recipient refused", serverOptions{tls: true}, "smtp://", "nobody@example.org", "550"},
		{"certificate of somebody else", serverOptions{tls: true, wrongName: true}, "smtp://", "a@example.org", "certificate"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server := startServer(t, tt.server)
			err := send(t, server, tt.scheme+server.addr, mail.Message{To: tt.to, Subject: "a", Text: "b"})
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "secret") {
				t.Errorf("got %v, want an error with %q and without the password", err, tt.want)
			}
			if len(server.messages()) != 0 {
				t.Error("a message was delivered")
			}
		})
	}
}

func TestSMTPEndsWithTheContext(t *testing.T) {
	server := startServer(t, serverOptions{tls: true, silent: true})
	sender, err := mail.NewSMTP(mail.SMTPConfig{URL: "smtp://" + server.addr, From: "moot@example.org", TLS: server.trust, Now: now, Timeout: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if err := sender.Send(t.Context(), greeting); err == nil || time.Since(start) > 5*time.Second {
		t.Errorf("got %v after %v, want an error soon", err, time.Since(start))
	}
}

func TestNewSMTPRefuses(t *testing.T) {
	tests := []struct{ url, from, field string }{
		{"", "a@example.org", "URL"},
		{"host:25", "a@example.org", "URL"},
		{"http://user:secret@host", "a@example.org", "URL"},
		{"smtp://user:secret@host:0", "a@example.org", "URL"},
		{"smtp://user:secret@host:99999", "a@example.org", "URL"},
		{"smtp://user:secret@host/path", "a@example.org", "URL"},
		{"smtp://user:sec%ret@host", "a@example.org", "URL"},
		{"smtp://host?tls=no", "a@example.org", "URL"},
		{"smtp://host?starttls=sometimes", "a@example.org", "URL"},
		{"smtp://user:secret@host?starttls=never", "a@example.org", "URL"},
		{"smtp://user:secret@host?starttls=optional", "a@example.org", "URL"},
		{"smtps://host?starttls=never", "a@example.org", "URL"},
		{"smtp://host", "", "From"},
		{"smtp://host", "nobody", "From"},
		{"smtp://host", "a@example.org\r\nBcc: b@example.org", "From"},
	}
	for _, tt := range tests {
		_, err := mail.NewSMTP(mail.SMTPConfig{URL: tt.url, From: tt.from, Now: now})
		checkField(t, err, tt.field)
		if err != nil && strings.Contains(err.Error(), "sec") && !strings.Contains(err.Error(), "second") {
			t.Errorf("%q: the error repeats the password: %v", tt.url, err)
		}
	}
	_, err := mail.NewSMTP(mail.SMTPConfig{URL: "smtp://host", From: "a@example.org"})
	checkField(t, err, "Now")
}

func send(t *testing.T, server *testServer, url string, m mail.Message) error {
	t.Helper()
	sender, err := mail.NewSMTP(mail.SMTPConfig{URL: url, From: "Folkmoot <moot@example.org>", TLS: server.trust, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	return sender.Send(ctx, m)
}

// checkGreeting reads a message as a mail program does.
func checkGreeting(t *testing.T, raw string, quoted bool) {
	t.Helper()
	parsed, err := netmail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(parsed.Header.Get("Subject"))
	if err != nil || subject != greeting.Subject {
		t.Errorf("subject %q, %v", subject, err)
	}
	if date, err := parsed.Header.Date(); err != nil || !date.Equal(instant.Truncate(time.Second)) {
		t.Errorf("date %v, %v", date, err)
	}
	if to, err := parsed.Header.AddressList("To"); err != nil || len(to) != 1 || to[0].Name != "Zoë Brontë" {
		t.Errorf("to %v, %v", to, err)
	}
	if id := parsed.Header.Get("Message-ID"); !strings.HasSuffix(id, "@example.org>") {
		t.Errorf("message id %q", id)
	}
	if got := parsed.Header.Get("Auto-Submitted"); got != "auto-generated" {
		t.Errorf("auto-submitted %q", got)
	}
	checkBody(t, parsed.Body, quoted)
}

func checkBody(t *testing.T, body io.Reader, quoted bool) {
	t.Helper()
	if quoted {
		body = quotedprintable.NewReader(body)
	}
	data, err := io.ReadAll(body)
	got := strings.TrimRight(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	want := strings.TrimRight(strings.ReplaceAll(greeting.Text, "\r\n", "\n"), "\n")
	if err != nil || got != want {
		t.Errorf("body %q, %v; want %q", got, err, want)
	}
}

func checkField(t *testing.T, err error, field string) {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != fault.Invalid || f.Field != field {
		t.Errorf("got %v, want an Invalid fault of %s", err, field)
	}
}
