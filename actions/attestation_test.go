package actions_test

import (
	"crypto/ed25519"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/ledger"
)

// attest sends an attestation, and returns why it was refused.
func (s *story) attest(who actions.Actor, in actions.NewAttestation) error {
	_, err := actions.Run(s.T.Context(), s.Service, who, actions.SignAttestation, in, "")
	return err
}

// Auditors sign once that everything holds; it stands beside the bundle, in the
// ledger, and for everybody to check.
func TestAuditorsSign(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := tell(t, db, ledger.PublishBallots)
		at := actions.AtRound{Round: s.round}
		before := s.bundle(false)
		in := actions.NewAttestation{AtRound: at}
		var err error
		report := ledger.Verify(s.bundle(true), nil, ledger.Options{})
		if in.Body.Note, err = report.Attest(s.Statement(s.ada, s.round).Auditor, ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))); err != nil {
			t.Fatal(err)
		}
		for range 2 { // the same again does nothing
			shown := testkit.Must(s.World, s.ada, actions.SignAttestation, in)
			if shown.Note != in.Body.Note || !strings.HasPrefix(shown.Key, shown.Auditor+"+") || shown.Name == "" {
				t.Errorf("%+v", shown)
			}
		}
		if string(s.bundle(false)) != string(before) {
			t.Error("the bundle is another one since an auditor signed")
		}
		other := s.Signed(s.round, s.Statement(s.ada, s.round), "another key")
		if err := s.attest(s.ada, other); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a second one: %v", err)
		}
		items := testkit.See(s.World, s.ada, actions.ListAttestations, at).Items
		if len(items) != 1 || items[0].Note != in.Body.Note {
			t.Fatalf("%+v", items)
		}
		s.Sign()
		options := ledger.Options{Attestations: []ledger.NamedAttestation{{Name: "hers", Text: items[0].Note}}}
		for _, audit := range []bool{false, true} {
			if report := ledger.Verify(s.bundle(audit), nil, options); !report.Holds() || report.Verdict(ledger.CheckAttestations) != ledger.Holds {
				t.Errorf("%v", report.Findings)
			}
		}
		s.entered(t, ledger.AttestDetail(in.Body.Note))
		attempt := dbtest.Attempt(t, db)
		for _, statement := range []string{
			"UPDATE attestations SET note = 'x' WHERE round_id = ?", "UPDATE attestations SET member_id = 'x' WHERE round_id = ?",
			"DELETE FROM attestations WHERE round_id = ?",
		} {
			if !attempt.RefusesStatement(statement, s.round) {
				t.Errorf("the database lets go of it: %s", statement)
			}
		}
	})
}

// entered fails unless the ledger has the deed once.
func (s *story) entered(t *testing.T, detail string) {
	t.Helper()
	times := 0
	for _, entry := range entries(t, s.World, s.process()) {
		if entry.Verb == "attestation.sign" && entry.Object == "round/"+s.round && entry.Detail == detail {
			times++
		}
	}
	if times != 1 {
		t.Errorf("the ledger has it %d times", times)
	}
}

func (s *story) process() string {
	return testkit.See(s.World, s.ada, actions.ReadRound, actions.AtRound{Round: s.round}).Process
}

// Nobody else signs, nothing else is signed, and not before the close.
func TestWhatAuditorsCannotSign(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := tellUntil(t, db, ledger.PublishBallots, nil)
		if err := s.attest(s.ada, s.Attesting(s.ada, s.round)); fault.KindOf(err) != fault.Closed {
			t.Errorf("before the close: %v", err)
		}
		if !dbtest.Attempt(t, db).RefusesStatement("INSERT INTO attestations SELECT id, id, 'x' FROM rounds WHERE id = ?", s.round) {
			t.Error("the database takes one before the close")
		}
		s.Close(s.ada, s.round)
		s.Sign()
		voter := actions.Actor{AccountID: s.Account("voter05@example.org").AccountID}
		for name, change := range map[string]func(*ledger.Attestation){
			"another origin":  func(a *ledger.Attestation) { a.Origin = "elsewhere" },
			"another round":   func(a *ledger.Attestation) { a.Round = "elsewhere" },
			"another seal":    func(a *ledger.Attestation) { a.Seal = ledger.Hash("elsewhere") },
			"another auditor": func(a *ledger.Attestation) { a.Auditor = s.Statement(voter, s.round).Auditor },
		} {
			statement := s.Statement(s.ada, s.round)
			change(&statement)
			if err := s.attest(s.ada, s.Signed(s.round, statement, "key")); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		broken := s.Attesting(s.ada, s.round)
		broken.Body.Note = strings.Replace(broken.Body.Note, "seal ", "seal  ", 1)
		if err := s.attest(s.ada, broken); fault.KindOf(err) != fault.Invalid {
			t.Errorf("one that was changed: %v", err)
		}
		if err := s.attest(voter, s.Attesting(voter, s.round)); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("somebody who is no auditor: %v", err)
		}
		if got := testkit.See(s.World, voter, actions.ListAttestations, actions.AtRound{Round: s.round}); len(got.Items) != 0 {
			t.Errorf("%+v", got)
		}
	})
}

// The example can be thrown away also if its auditors have signed.
func TestTheExampleGoesWithItsAttestations(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		example := testkit.Must(w, ada, actions.MakeExample, struct{}{})
		at := actions.At{Process: example.ID}
		signed := 0
		for _, round := range testkit.See(w, ada, actions.ListRounds, actions.Rounds{At: at, Paged: actions.Paged{Limit: 50}}).Items {
			if round.State == "closed" {
				testkit.Must(w, ada, actions.SignAttestation, w.Attesting(ada, round.ID))
				signed++
			}
		}
		testkit.Must(w, ada, actions.DeleteProcess, at)
		if left := dbtest.Counts(t, db)["attestations"]; signed == 0 || left != 0 {
			t.Errorf("%d were signed, %d are left", signed, left)
		}
	})
}
