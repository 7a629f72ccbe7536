package handlers_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/testkit"
)

// Towards I16: a server whose database is held by another: who writes gets 503
// and when to come again, who reads is answered, and the server is ready.
func TestBusyServerSaysWhenToComeAgain(t *testing.T) {
	cfg := dbtest.SQLiteFile(t)
	other := dbtest.Open(t, cfg)
	cfg.Patience = 20 * time.Millisecond
	s := serve(t, testkit.New(t, dbtest.Open(t, cfg)))
	ada := s.Account("ada@example.org")
	letGo := hold(t, other)
	defer letGo()

	process := map[string]string{"name": "Mill", "time_zone": "UTC"}
	got := s.as(ada, http.MethodPost, "/processes", process)
	if got.status != http.StatusServiceUnavailable || got.header.Get("Retry-After") == "" {
		t.Errorf("writing answered %d, come again after %q", got.status, got.header.Get("Retry-After"))
	}
	var told problem
	if got.read(t, &told); told.Detail == "" || got.header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("told %s as %s", got.body, got.header.Get("Content-Type"))
	}
	if got := s.as(ada, http.MethodGet, "/processes", nil); got.status != http.StatusOK {
		t.Errorf("reading answered %d: %s", got.status, got.body)
	}
	if got := s.send(http.MethodGet, "/readyz", nil, nil); got.status != http.StatusOK {
		t.Errorf("ready answered %d", got.status)
	}
}

// hold keeps the one place where SQLite writes until it is let go.
func hold(t *testing.T, db *database.DB) (letGo func()) {
	t.Helper()
	inside, open, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		done <- db.Write(context.Background(), testkit.Start, func(*database.Tx) error {
			close(inside)
			<-open
			return nil
		})
	}()
	<-inside
	return func() {
		close(open)
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// A server without its database is not ready, and says when to ask again.
func TestServerWithoutItsDatabaseIsNotReady(t *testing.T) {
	db := dbtest.SQLite(t)
	s := serve(t, testkit.New(t, db))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	got := s.send(http.MethodGet, "/readyz", nil, nil)
	if got.status != http.StatusServiceUnavailable || got.header.Get("Retry-After") == "" {
		t.Errorf("answered %d, come again after %q", got.status, got.header.Get("Retry-After"))
	}
}
