package ledger

import (
	"encoding/json"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// An Entry says that somebody did something.
type Entry struct {
	ID      string    `json:"id"`
	Process string    `json:"process"` // "" outside any process
	Verb    string    `json:"verb"`
	Actor   string    `json:"actor"`  // a member's id, an account's outside any process, or "system"
	Object  string    `json:"object"` // kind/id of what it was done to
	Detail  string    `json:"detail"` // what is worth remembering of it, never a choice on a ballot
	At      time.Time `json:"at"`
}

// Canonical returns the entry as bytes: a JSON object with its fields in the
// order of Entry, no spaces, the instant in UTC as RFC 3339, and texts escaped as
// Go's encoding/json does, which writes <, > and & as \u003c, \u003e and \u0026.
func (e Entry) Canonical() ([]byte, error) {
	e.At = e.At.UTC()
	encoded, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("canonical entry: %w", err)
	}
	return encoded, nil
}

// Hash returns the leaf hash of the canonical bytes (RFC 6962, section 2.1), in
// the Base64 of tlog.
func (e Entry) Hash() (string, error) {
	canonical, err := e.Canonical()
	if err != nil {
		return "", err
	}
	return tlog.RecordHash(canonical).String(), nil
}
