package actions_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/pabulib"
)

// Proves I4: whoever takes the published ballots and the settings of the round
// gets the very bytes of the outcome that was stored.
func TestRecountFromPublishedBallotsGivesTheSameBytes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		example := testkit.Must(w, ada, actions.MakeExample, struct{}{})
		for _, waiting := range example.Waiting { // the open points round, closed as well
			if waiting.Kind == "close_round" {
				w.Close(ada, waiting.Round)
			}
		}
		rounds := testkit.See(w, ada, actions.ListRounds, actions.Rounds{At: actions.At{Process: example.ID}, Paged: actions.Paged{Limit: 10}})
		if len(rounds.Items) != 2 {
			t.Fatalf("%d rounds", len(rounds.Items))
		}
		for _, round := range rounds.Items {
			recount(t, w, ada, db, example.ID, round.ID)
		}
	})
}

func recount(t *testing.T, w *testkit.World, who actions.Actor, db *database.DB, process, round string) {
	t.Helper()
	ballots := testkit.See(w, who, actions.ExportBallots, actions.AtRound{Round: round})
	file, err := pabulib.Read(bytes.NewReader(ballots))
	if err != nil {
		t.Fatal(err)
	}
	var row models.Round
	var stored *voting.Outcome
	err = db.Read(t.Context(), func(q database.Query) (err error) {
		if row, err = models.FindRound(q, process, round); err != nil {
			return err
		}
		stored, err = models.FindOutcome(q, round)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	profile, err := file.ProfileAs(row.Form())
	if err != nil {
		t.Fatal(err)
	}
	again, err := voting.Tally(profile, stored.Settings)
	if err != nil {
		t.Fatal(err)
	}
	want, errWant := json.Marshal(stored)
	got, errGot := json.Marshal(again)
	if errWant != nil || errGot != nil || !bytes.Equal(want, got) {
		t.Errorf("stored  %s\nagain   %s", want, got)
	}
}
