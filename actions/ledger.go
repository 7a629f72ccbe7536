package actions

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
)

// A Witness remembers the last checkpoint outside the database, so that a server
// whose database was set back does not sign another past.
type Witness interface {
	Last() (checkpoint string, err error) // "" if there is none
	Keep(checkpoint string) error
}

const mostAtOnce = 10_000

// ErrFork says that the ledger is not the one that was signed before: the database
// was set back, from a backup for instance.
var ErrFork = errors.New("the ledger is not the one that was signed before; if its database was restored from a backup, run: folkmoot restored")

// SignLedger signs the tree as it is, if it has grown since it was last signed,
// and gives the entries that wait their places in it. It is run again and again;
// what it places this time it signs the next, when it cannot be lost any more.
var SignLedger = Write[struct{}, struct{}, bool]{
	Verb: access.LedgerSign, Secret: true,
	Find: func(q database.Query, _ struct{}) (Found[struct{}], error) {
		return Found[struct{}]{}, q.Exclude("ledger")
	},
	Do: func(c *Call, _ struct{}, _ struct{}) (bool, error) {
		if err := c.signTree(); err != nil {
			return false, err
		}
		waiting, err := models.EntriesWait(c.Query)
		if err != nil || !waiting {
			return false, err
		}
		return true, models.GrowTree(c.Tx, mostAtOnce)
	},
}

// KeepLedger places and signs what waits, if anything does.
func (s *Service) KeepLedger(ctx context.Context) error {
	for {
		behind, err := s.ledgerIsBehind(ctx)
		if err != nil || !behind {
			return err
		}
		if _, err := Run(ctx, s, Actor{System: true}, SignLedger, struct{}{}, ""); err != nil {
			return err
		}
	}
}

func (s *Service) hurry() {
	select {
	case s.Hurry <- struct{}{}:
	default: // it is hurried already, or nobody signs here
	}
}

func (s *Service) ledgerIsBehind(ctx context.Context) (behind bool, err error) {
	err = s.DB.Read(ctx, func(q database.Query) error {
		if behind, err = models.EntriesWait(q); err != nil || behind {
			return err
		}
		size, err := models.LedgerSize(q)
		if err != nil {
			return err
		}
		signed, err := (&Look{Query: q, Service: s}).lastSize()
		behind = size > signed
		return err
	})
	return behind, err
}

func (l *Look) lastSize() (int64, error) {
	last, err := models.LastCheckpoint(l.Query, l.Service.Signer.Origin())
	if fault.KindOf(err) == fault.NotFound {
		return 0, nil
	}
	return last.Size, err
}

func (c *Call) signTree() error {
	size, err := models.LedgerSize(c.Query)
	if err != nil {
		return err
	}
	signed, err := c.lastSize()
	if err != nil || size == signed {
		return err
	}
	reader := models.LedgerTree(c.Query)
	if err := c.Service.sameAsWitnessed(size, reader); err != nil {
		return err
	}
	root, err := tlog.TreeHash(size, reader)
	if err != nil {
		return fmt.Errorf("sign the ledger: %w", err)
	}
	signer := c.Service.Signer
	note, err := signer.Checkpoint(size, root)
	if err != nil {
		return err
	}
	if err := c.Service.Witness.Keep(note); err != nil {
		return err
	}
	return models.AddCheckpoint(c.Tx, models.Checkpoint{Size: size, Origin: signer.Origin(), Note: note})
}

// sameAsWitnessed refuses to sign a tree that does not hold what was signed
// before. What an earlier name of the ledger signed was given up with that name.
func (s *Service) sameAsWitnessed(size int64, reader tlog.HashReader) error {
	note, err := s.Witness.Last()
	if err != nil || note == "" {
		return err
	}
	last, err := ledger.OpenCheckpoint(note, s.Signer.Key())
	if err != nil {
		return nil //nolint:nilerr // of another name, or of nobody: it binds nobody
	}
	if last.Size > size {
		return fmt.Errorf("%w (it has %d leaves, %d were signed)", ErrFork, size, last.Size)
	}
	root, err := tlog.TreeHash(last.Size, reader)
	if err != nil {
		return fmt.Errorf("compare the ledger: %w", err)
	}
	if root != last.Root {
		return fmt.Errorf("%w (its first %d leaves are others)", ErrFork, last.Size)
	}
	return nil
}

// A LedgerState is the ledger as it was last signed.
type LedgerState struct {
	Origin     string `json:"origin"`
	Key        string `json:"key" doc:"Its verifier key, as signed-note has it"`
	Checkpoint string `json:"checkpoint" doc:"A signed note; empty if nothing was signed yet"`
	Size       int64  `json:"size"`
}

// ReadLedger shows the last checkpoint.
var ReadLedger = Read[struct{}, struct{}, LedgerState]{
	Verb: access.LedgerRead,
	Find: nothing[struct{}],
	Show: func(l *Look, _ struct{}, _ struct{}) (LedgerState, error) {
		signer := l.Service.Signer
		last, err := models.LastCheckpoint(l.Query, signer.Origin())
		if fault.KindOf(err) == fault.NotFound {
			err = nil
		}
		return LedgerState{Origin: signer.Origin(), Key: signer.Key(), Checkpoint: last.Note, Size: last.Size}, err
	},
}

// A Proof is a list of hashes in Base64 (RFC 6962, section 2.1).
type Proof struct {
	Proof []string `json:"proof"`
}

// Inclusion is the input of ProveInclusion.
type Inclusion struct {
	Leaf int64 `query:"leaf" minimum:"0" required:"true" doc:"Its place, from 0"`
	Size int64 `query:"size" minimum:"1" required:"true" doc:"Of the tree, as a checkpoint has it"`
}

// ProveInclusion proves that a leaf is in a tree.
var ProveInclusion = Read[Inclusion, struct{}, Proof]{
	Verb: access.LedgerProve,
	Find: nothing[Inclusion],
	Show: func(l *Look, in Inclusion, _ struct{}) (Proof, error) {
		if err := l.within(in.Size, "leaf", in.Leaf); err != nil {
			return Proof{}, err
		}
		hashes, err := l.proveLeaf(in.Size, in.Leaf)
		return Proof{hashes}, err
	},
}

// Consistency is the input of ProveConsistency.
type Consistency struct {
	From int64 `query:"from" minimum:"1" required:"true" doc:"Size of the earlier tree"`
	To   int64 `query:"to" minimum:"1" required:"true" doc:"Size of the later one"`
}

// ProveConsistency proves that a later tree holds an earlier one.
var ProveConsistency = Read[Consistency, struct{}, Proof]{
	Verb: access.LedgerCompare,
	Find: nothing[Consistency],
	Show: func(l *Look, in Consistency, _ struct{}) (Proof, error) {
		if err := l.within(in.To, "from", in.From-1); err != nil {
			return Proof{}, err
		}
		hashes, err := l.proveTree(in.To, in.From)
		return Proof{hashes}, err
	},
}

// within refuses sizes that were never signed, and places outside them.
func (l *Look) within(size int64, field string, place int64) error {
	signed, err := l.lastSize()
	switch {
	case err != nil:
		return err
	case size > signed:
		return fault.New(fault.NotFound, "The ledger has only %d leaves.", signed)
	case place >= size:
		return fault.Field(field, "That is outside a tree of %d leaves.", size)
	}
	return nil
}

func (l *Look) proveLeaf(size, place int64) ([]string, error) {
	proof, err := tlog.ProveRecord(size, place, models.LedgerTree(l.Query))
	if err != nil {
		return nil, fmt.Errorf("prove leaf %d: %w", place, err)
	}
	return base64s(proof), nil
}

func (l *Look) proveTree(size, earlier int64) ([]string, error) {
	proof, err := tlog.ProveTree(size, earlier, models.LedgerTree(l.Query))
	if err != nil {
		return nil, fmt.Errorf("prove that %d leaves hold %d: %w", size, earlier, err)
	}
	return base64s(proof), nil
}

func base64s(proof []tlog.Hash) []string {
	texts := make([]string, len(proof))
	for i, hash := range proof {
		texts[i] = base64.StdEncoding.EncodeToString(hash[:])
	}
	return texts
}

// Posting is the input of PostCheckpoint.
type Posting struct {
	AtRound
	Verb string // of the entry that the checkpoint holds
}

// post leaves letters to the organisers for when the entry was signed.
func (c *Call) post(r models.Round, verb access.Verb) error {
	return c.Service.Jobs.Later(c.Context, c.Tx, Task{Deed: DeedPost, ID: r.ID, Note: string(verb), At: c.Now})
}

// PostCheckpoint sends the organisers the checkpoint that holds the opening or
// the seal of a round.
var PostCheckpoint = Write[Posting, models.Round, Accepted]{
	Verb: access.LedgerPost, Secret: true,
	Find: func(q database.Query, in Posting) (Found[models.Round], error) { return findRound(q, in.AtRound) },
	Do: func(c *Call, in Posting, r models.Round) (Accepted, error) {
		what, hash := "opened", r.RulesHash
		if in.Verb == string(access.RoundSeal) {
			seal, err := models.FindSeal(c.Query, r.ID)
			if err != nil {
				return Accepted{}, err
			}
			what, hash = "closed and counted", ledger.Hash(seal)
		}
		last, err := c.checkpointOver(r, in.Verb)
		if err != nil {
			return Accepted{}, err
		}
		link := fmt.Sprintf("%s/processes/%s/rounds/%s", c.Service.BaseURL, r.ProcessID, r.ID)
		return Accepted{}, c.mailOrganisers(r.ProcessID, checkpointMail(r.Title, what, hash, last.Note, c.Service.Signer.Key(), link))
	},
}

// checkpointOver is the last checkpoint of the ledger under the name by which the
// round was opened, if it holds an entry of the round.
func (l *Look) checkpointOver(r models.Round, verb string) (models.Checkpoint, error) {
	entries, err := models.ListEntriesAbout(l.Query, "round/"+r.ID)
	if err != nil {
		return models.Checkpoint{}, err
	}
	rules, err := ledger.ParseRules(r.Rules)
	if err != nil {
		return models.Checkpoint{}, err
	}
	last, err := models.LastCheckpoint(l.Query, rules.Origin)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return models.Checkpoint{}, err
	}
	for _, e := range entries {
		if e.Verb == verb && e.Place < last.Size {
			return last, nil
		}
	}
	if rules.Origin != l.Service.Signer.Origin() {
		return models.Checkpoint{}, fault.New(fault.Conflict,
			"The database was restored from a backup while this round was open, so it cannot be proved. Compare receipts with folkmoot receipts.")
	}
	return models.Checkpoint{}, fault.New(fault.Unavailable, "The ledger is being signed. Try again in a moment.")
}
