package models

import (
	"time"

	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/ledger"
)

// An Entry is one committed deed in the ledger. Entries are only ever added.
type Entry struct {
	ID        string `gorm:"primaryKey"`
	ProcessID string
	Verb      string
	Actor     string
	Object    string
	Detail    string
	Hash      string
	At        time.Time
}

// AddEntry records a deed in the transaction that does it.
func AddEntry(tx *database.Tx, e ledger.Entry) error {
	e.ID, e.At = NewID(), tx.Now()
	hash, err := e.Hash()
	if err != nil {
		return err
	}
	row := Entry{
		ID: e.ID, ProcessID: e.Process, Verb: e.Verb, Actor: e.Actor,
		Object: e.Object, Detail: e.Detail, Hash: hash, At: e.At,
	}
	if err := database.Insert(tx, &row, "This entry is known already."); err != nil {
		return err
	}
	return database.Insert(tx, &WaitingEntry{EntryID: e.ID}, "This entry is known already.")
}

// ListEntries returns a page of the entries of a process.
func ListEntries(q database.Query, processID string, p Page) ([]Entry, string, error) {
	scope := q.Where(map[string]any{"process_id": processID})
	return list(scope, p, "entries", func(e Entry) string { return e.ID })
}

// A Reply is what a deed answered, kept so that a repeated request gets the same.
type Reply struct {
	Actor   string `gorm:"primaryKey"`
	Verb    string `gorm:"primaryKey"`
	Key     string `gorm:"primaryKey"`
	Request string // hash of what was asked
	Reply   string
	At      time.Time
}

// ClaimReply takes a key for a deed that is about to be done. When the key was
// used before, it returns the reply of then; a Conflict if it was used for
// something else.
func ClaimReply(tx *database.Tx, actor, verb, key, request string) (earlier *Reply, err error) {
	mine := Reply{Actor: actor, Verb: verb, Key: key, Request: request, At: tx.Now()}
	claimed := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&mine)
	if claimed.Error != nil || claimed.RowsAffected == 1 {
		return nil, claimed.Error
	}
	old, err := database.One[Reply](tx.Where(map[string]any{"actor": actor, "verb": verb, "key": key}), "reply")
	if err == nil && old.Request != request {
		return nil, fault.Field("Idempotency-Key", "This key was used for another request. Make a new key for each.")
	}
	return &old, err
}

// KeepReply stores the answer for a claimed key.
func KeepReply(tx *database.Tx, actor, verb, key, reply string) error {
	_, err := database.Change(tx.Model(&Reply{}).Where(map[string]any{"actor": actor, "verb": verb, "key": key}),
		map[string]any{"reply": reply})
	return err
}
