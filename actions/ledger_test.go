package actions_test

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/ledger"
)

// Organisers get a checkpoint by mail once the ledger holds the opening of a
// round, and again when it was counted; each can be checked with the key beside it.
func TestOrganisersGetCheckpointsByMail(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		round := w.Draft(ada, process.ID, 60, 10)
		opened := w.Open(ada, round.ID)
		posts := w.Queue.Tasks(actions.DeedPost)
		if err := w.Service.Perform(t.Context(), posts[0]); fault.KindOf(err) != fault.Unavailable {
			t.Errorf("a letter before the ledger was signed: %v", err)
		}
		w.Sign()
		w.Close(ada, round.ID)
		w.Sign()
		for _, post := range w.Queue.Tasks(actions.DeedPost) {
			if err := w.Service.Perform(t.Context(), post); err != nil {
				t.Error(err)
			}
		}
		letters := w.Queue.Letters("ada@example.org")
		if len(letters) != 2 || !strings.Contains(letters[0].Text, opened.RulesHash) {
			t.Fatalf("%d letters: %v", len(letters), letters)
		}
		for _, letter := range letters {
			begin := strings.Index(letter.Text, w.Service.Signer.Origin()+"\n")
			end := strings.Index(letter.Text, "\nThe key by which")
			if _, err := ledger.OpenCheckpoint(letter.Text[begin:end], w.Service.Signer.Key()); err != nil {
				t.Errorf("%v in\n%s", err, letter.Text)
			}
		}
	})
}

// Proves I6: of any two checkpoints that were signed, the later holds the earlier,
// and everybody can have the proof.
func TestLedgerOnlyGrows(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		var signed []ledger.Checkpoint
		for _, name := range []string{"One", "Two", "Three", "Four"} {
			w.Process(ada, name)
			w.Sign()
			state := testkit.See(w, actions.Actor{}, actions.ReadLedger, struct{}{})
			checkpoint, err := ledger.OpenCheckpoint(state.Checkpoint, state.Key)
			if err != nil || checkpoint.Size != state.Size {
				t.Fatal(state, err)
			}
			signed = append(signed, checkpoint)
		}
		for i, earlier := range signed {
			for _, later := range signed[i+1:] {
				proof := testkit.See(w, actions.Actor{}, actions.ProveConsistency, actions.Consistency{From: earlier.Size, To: later.Size})
				if err := tlog.CheckTree(hashes(t, proof), later.Size, later.Root, earlier.Size, earlier.Root); err != nil {
					t.Errorf("%d does not hold %d: %v", later.Size, earlier.Size, err)
				}
			}
		}
		last := signed[len(signed)-1]
		entry := entries(t, w, testkit.See(w, ada, actions.ListProcesses, actions.Paged{Limit: 1}).Items[0].ID)[0]
		hash, err := tlog.ParseHash(entry.Hash)
		if err != nil {
			t.Fatal(err)
		}
		proof := testkit.See(w, actions.Actor{}, actions.ProveInclusion, actions.Inclusion{Leaf: last.Size - 1, Size: last.Size})
		if err := tlog.CheckRecord(tlog.RecordProof(hashes(t, proof)), last.Size, last.Root, last.Size-1, hash); err != nil {
			t.Errorf("the last entry is not the last leaf: %v", err)
		}
		if _, err := actions.View(t.Context(), w.Service, ada, actions.ProveInclusion, actions.Inclusion{Leaf: 0, Size: last.Size + 1}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a tree that was never signed: %v", err)
		}
	})
}

func hashes(t *testing.T, proof actions.Proof) (all tlog.TreeProof) {
	t.Helper()
	for _, text := range proof.Proof {
		decoded, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, tlog.Hash(decoded))
	}
	return all
}

// A server whose database was set back does not sign another past.
func TestNoForkIsSigned(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		w.Process(ada, "One")
		w.Sign()
		for name, root := range map[string]tlog.Hash{"longer": {}, "other": {1}} {
			size := testkit.See(w, ada, actions.ReadLedger, struct{}{}).Size
			if name == "longer" {
				size += 100
			}
			elsewhere, err := w.Service.Signer.Checkpoint(size, root)
			if err != nil {
				t.Fatal(err)
			}
			before, err := w.Service.Witness.Last()
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Service.Witness.Keep(elsewhere); err != nil {
				t.Fatal(err)
			}
			w.Process(ada, "Two")
			if err := w.Service.KeepLedger(t.Context()); !errors.Is(err, actions.ErrFork) {
				t.Errorf("%s: signed with %v", name, err)
			}
			if err := w.Service.Witness.Keep(before); err != nil {
				t.Fatal(err)
			}
			w.Sign()
		}
	})
}
