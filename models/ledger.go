package models

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/ledger"
)

// A LedgerKey signs in the name of the ledger; every server on the database knows
// it. The last one signs.
type LedgerKey struct {
	ID     string `gorm:"primaryKey"`
	Origin string
	Seed   []byte
}

// A WaitingEntry is one that has no place in the tree yet.
type WaitingEntry struct {
	EntryID string `gorm:"primaryKey"`
}

// A Leaf is an entry's place in the tree, from 0.
type Leaf struct {
	Place   int64 `gorm:"primaryKey;autoIncrement:false"`
	EntryID string
}

// TableName is the plural of leaf.
func (Leaf) TableName() string { return "leaves" }

// A TreeHash is one of the hashes that tlog keeps of a tree.
type TreeHash struct {
	Place int64 `gorm:"primaryKey;autoIncrement:false"`
	Hash  []byte
}

// A Checkpoint is the tree as it was signed.
type Checkpoint struct {
	Size   int64  `gorm:"primaryKey;autoIncrement:false"`
	Origin string `gorm:"primaryKey"`
	Note   string
}

// ListLedgerKeys returns all keys, the oldest first.
func ListLedgerKeys(q database.Query) ([]LedgerKey, error) {
	return database.Many[LedgerKey](q.Order("id"), "ledger keys")
}

// AddLedgerKey stores a new key.
func AddLedgerKey(tx *database.Tx, origin string, seed []byte) error {
	return database.Insert(tx, &LedgerKey{ID: NewID(), Origin: origin, Seed: seed}, "This key is known already.")
}

// LedgerSize is the number of leaves.
func LedgerSize(q database.Query) (int64, error) {
	last, err := database.One[Leaf](q.Order("place DESC"), "leaf")
	if fault.KindOf(err) == fault.NotFound {
		return 0, nil
	}
	return last.Place + 1, err
}

// EntriesWait tells whether entries have no place in the tree yet.
func EntriesWait(q database.Query) (bool, error) {
	_, err := database.One[WaitingEntry](q.Limit(1), "entry")
	if fault.KindOf(err) == fault.NotFound {
		return false, nil
	}
	return err == nil, err
}

// GrowTree gives entries that wait, at most a number of them, their places.
// Whoever calls it has excluded the ledger's gate.
func GrowTree(tx *database.Tx, most int) error {
	waiting, err := database.Many[WaitingEntry](tx.Order("entry_id").Limit(most), "entries")
	if err != nil || len(waiting) == 0 {
		return err
	}
	ids := make([]string, len(waiting))
	for i, w := range waiting {
		ids[i] = w.EntryID
	}
	entries, err := database.Many[Entry](tx.Where("id IN ?", ids).Order("id"), "entries")
	if err != nil {
		return err
	}
	size, err := LedgerSize(tx.Query)
	if err != nil {
		return err
	}
	tree := newTree(tx.Query)
	leaves := make([]Leaf, len(entries))
	for i, e := range entries {
		leaves[i] = Leaf{Place: size + int64(i), EntryID: e.ID}
		if err := tree.grow(leaves[i].Place, e); err != nil {
			return err
		}
	}
	if err := tx.CreateInBatches(&leaves, insertBatch).Error; err != nil {
		return err
	}
	if err := tx.CreateInBatches(&tree.fresh, insertBatch).Error; err != nil {
		return err
	}
	return tx.Where("entry_id IN ?", ids).Delete(&WaitingEntry{}).Error
}

// A tree reads hashes as they are stored, and those that are about to be.
type tree struct {
	q     database.Query
	fresh []TreeHash
	known map[int64]tlog.Hash
}

func newTree(q database.Query) *tree { return &tree{q: q, known: map[int64]tlog.Hash{}} }

func (t *tree) grow(place int64, e Entry) error {
	text, err := e.Ledger().Canonical()
	if err != nil {
		return err
	}
	added, err := tlog.StoredHashes(place, text, t)
	if err != nil {
		return fmt.Errorf("leaf %d of the ledger: %w", place, err)
	}
	at := tlog.StoredHashIndex(0, place)
	for i, hash := range added {
		t.known[at+int64(i)] = hash
		t.fresh = append(t.fresh, TreeHash{Place: at + int64(i), Hash: hash[:]})
	}
	return nil
}

// ReadHashes implements tlog.HashReader.
func (t *tree) ReadHashes(places []int64) ([]tlog.Hash, error) {
	var missing []int64
	for _, place := range places {
		if _, known := t.known[place]; !known {
			missing = append(missing, place)
		}
	}
	if len(missing) > 0 {
		rows, err := database.Many[TreeHash](t.q.Where("place IN ?", missing), "hashes")
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			t.known[row.Place] = tlog.Hash(row.Hash)
		}
	}
	read := make([]tlog.Hash, len(places))
	for i, place := range places {
		hash, known := t.known[place]
		if !known {
			return nil, fmt.Errorf("the ledger has no hash at %d", place)
		}
		read[i] = hash
	}
	return read, nil
}

// LedgerTree reads the tree of the ledger for proofs.
func LedgerTree(q database.Query) tlog.HashReader { return newTree(q) }

// AddCheckpoint stores what was signed.
func AddCheckpoint(tx *database.Tx, c Checkpoint) error {
	return database.Insert(tx, &c, "This checkpoint was signed already.")
}

// LastCheckpoint returns the newest of an origin, or NotFound.
func LastCheckpoint(q database.Query, origin string) (Checkpoint, error) {
	return database.One[Checkpoint](q.Where(map[string]any{"origin": origin}).Order("size DESC"), "checkpoint")
}

// FirstCheckpointOver returns the first of an origin that holds a leaf.
func FirstCheckpointOver(q database.Query, origin string, place int64) (Checkpoint, error) {
	return database.One[Checkpoint](
		q.Where(map[string]any{"origin": origin}).Where("size > ?", place).Order("size"), "checkpoint")
}

// PlaceOf returns the place of an entry in the tree.
func PlaceOf(q database.Query, entryID string) (int64, error) {
	leaf, err := database.One[Leaf](q.Where(map[string]any{"entry_id": entryID}), "leaf")
	return leaf.Place, err
}

// A PlacedEntry is an entry with its place.
type PlacedEntry struct {
	Entry
	Place int64
}

// ListEntriesAbout returns the entries about one object that have a place in the
// tree, in the order of their places.
func ListEntriesAbout(q database.Query, object string) ([]PlacedEntry, error) {
	joined := q.Model(&Entry{}).Select("entries.*, leaves.place").Joins("JOIN leaves ON leaves.entry_id = entries.id").
		Where(map[string]any{"entries.object": object}).Order("leaves.place")
	var rows []PlacedEntry
	err := joined.Scan(&rows).Error
	return rows, err
}

// Ledger is the entry as the ledger writes it.
func (e Entry) Ledger() ledger.Entry {
	return ledger.Entry{
		ID: e.ID, Process: e.ProcessID, Verb: e.Verb, Actor: e.Actor, Object: e.Object, Detail: e.Detail, At: e.At,
	}
}
