package actions_test

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/testkit"
)

// moving are the columns of an opened round that use cases change, in their way.
var moving = []string{
	"rounds.closed_at", "rounds.opens_at", "roll.voted", "roll.paper",
	"ballots.revision", "ballots.nonce", "ballots.choices", "ballots.commitment", "ballots.slot",
	"commitments.batch", "turnouts.shown", "turnouts.counted",
}

// Proves I5 and I6 where no use case can be blamed: the database itself refuses to
// change what is frozen in an opened round, and whatever the ledger has.
func TestDatabaseKeepsWhatIsFrozen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		round := w.Draft(ada, process.ID, 60, 10, 20)
		w.Open(ada, round.ID)
		w.Vote(ada, round.ID, "1")
		w.Sign()
		attempt := dbtest.Attempt(t, db)
		tried := 0
		for table, where := range map[string]string{
			"rounds": "id = ?", "options": "round_id = ?", "roll": "round_id = ?", "commitments": "round_id = ?",
			"entries": "? <> ''", "leaves": "? <> ''", "tree_hashes": "? <> ''", "checkpoints": "? <> ''",
		} {
			columns := attempt.Columns(table)
			for _, column := range slices.Sorted(maps.Keys(columns)) {
				if slices.Contains(moving, table+"."+column) {
					continue
				}
				if !attempt.Refused(table, column, columns[column], where, round.ID) {
					t.Errorf("%s.%s of an opened round can be changed", table, column)
				}
				tried++
			}
			if table != "rounds" && !attempt.RefusesStatement("DELETE FROM "+table+" WHERE "+where, round.ID) {
				t.Errorf("rows of %s can be deleted", table)
			}
		}
		if tried < 50 {
			t.Errorf("only %d columns were tried", tried)
		}
		for name, statement := range map[string]string{
			"the round":              "DELETE FROM rounds WHERE id = ?",
			"its process":            "DELETE FROM processes WHERE id = (SELECT process_id FROM rounds WHERE id = ?)",
			"its ballots":            "DELETE FROM ballots WHERE round_id = ?",
			"the state, backwards":   "UPDATE rounds SET state = 'draft' WHERE id = ?",
			"the state, too far":     "UPDATE rounds SET state = 'closed' WHERE id = ?",
			"a sealed ballot":        "INSERT INTO sealed_ballots SELECT id, 1, 1, '', '{}', '', '', '' FROM rounds WHERE id = ?",
			"somebody on the roll":   "INSERT INTO roll SELECT id, id, NULL, NULL FROM rounds WHERE id = ?",
			"an option":              "INSERT INTO options SELECT round_id, 99, 'x', NULL, '', '', '', '', 1 FROM options WHERE round_id = ?",
			"the secret, for nobody": "UPDATE rounds SET secret = '' WHERE id = ?",
		} {
			if !attempt.RefusesStatement(statement, round.ID) {
				t.Errorf("the database lets go of %s", name)
			}
		}
	})
}

// Proves I13: rounds and phases open and close by themselves on their dates, not
// before, whatever the clock does, and once.
func TestRoundsAndPhasesMoveOnTheirDates(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		round := w.Draft(ada, process.ID, 60, 10)
		in := actions.NewTerms{AtRound: actions.AtRound{Round: round.ID}}
		in.Body.Publication, in.Body.Paper, in.Body.OpensAt = "totals", "none", new(testkit.Start.AddDate(0, 0, 1))
		testkit.Must(w, ada, actions.ChooseTerms, in)
		dates := actions.Dates{AtPhase: actions.AtPhase{At: actions.At{Process: process.ID}, Phase: process.Phases[1].ID}}
		dates.Body.OpensAt = new(testkit.Start.AddDate(0, 0, 1))
		testkit.Must(w, ada, actions.DatePhase, dates)

		for _, jump := range []time.Duration{0, -time.Hour, 2 * time.Hour} {
			w.Clock.Move(jump)
			if early := perform(t, w); early != 2 {
				t.Errorf("%d tasks wait for their date", early)
			}
		}
		w.Clock.Move(24 * time.Hour)
		perform(t, w)
		perform(t, w) // at least once
		at := actions.AtRound{Round: round.ID}
		if seen := testkit.See(w, ada, actions.ReadRound, at); seen.State != access.Open {
			t.Fatalf("the round is %s on its date", seen.State)
		}
		w.Vote(ada, round.ID, "1")
		w.Clock.Move(48 * time.Hour)
		for range 3 {
			perform(t, w)
		}
		if seen := testkit.See(w, ada, actions.ReadRound, at); seen.State != access.Closed || *seen.Turnout.Voted != 1 {
			t.Errorf("the round is %s after its time", seen.State)
		}
		moves := map[string]int{}
		for _, entry := range entries(t, w, process.ID) {
			moves[entry.Verb]++
		}
		if moves["round.open"] != 1 || moves["round.close"] != 1 || moves["round.seal"] != 1 {
			t.Errorf("moves: %v", moves)
		}
	})
}

// A round whose task died with its server is closed and counted all the same.
func TestRoundsThatWereForgottenAreCaughtUp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		round, other := w.Draft(ada, process.ID, 60, 10), w.Draft(ada, process.ID, 60, 10)
		w.Open(ada, round.ID)
		w.Clock.Move(time.Hour)
		w.Terms(ada, other.ID, "named")
		w.Open(ada, w.Paper(ada, other, "paper_counts").ID)
		w.Vote(ada, round.ID, "1")
		for _, step := range []struct {
			after       time.Duration
			first, then access.State
		}{
			{46*time.Hour + 59*time.Minute, access.Open, access.Open},
			{2 * time.Minute, access.Counting, access.Counting},
			{time.Minute, access.Closed, access.Counting}, // that one waits for its sheets
		} {
			w.Clock.Move(step.after)
			if err := w.Service.CatchUp(t.Context()); err != nil {
				t.Fatal(err)
			}
			one := testkit.See(w, ada, actions.ReadRound, actions.AtRound{Round: round.ID})
			two := testkit.See(w, ada, actions.ReadRound, actions.AtRound{Round: other.ID})
			if one.State != step.first || two.State != step.then {
				t.Errorf("after %v more the rounds are %s and %s", step.after, one.State, two.State)
			}
		}
	})
}

// perform does all tasks that were left so far, and returns how many have to wait.
func perform(t *testing.T, w *testkit.World) (early int) {
	t.Helper()
	for _, deed := range []actions.Deed{
		actions.DeedOpenPhase, actions.DeedOpenRound, actions.DeedTickRound, actions.DeedCloseRound, actions.DeedSealRound, actions.DeedScrub,
	} {
		for _, task := range w.Queue.Tasks(deed) {
			err := w.Service.Perform(t.Context(), task)
			var waits *actions.TooEarly
			switch {
			case errors.As(err, &waits):
				early++
			case err != nil:
				t.Errorf("%s: %v", deed, err)
			}
		}
	}
	return early
}

// Proves I8: while a round is open its turnout is late and rounded, and of few
// voters there is none.
func TestTurnoutIsCoarse(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := tellUntil(t, db, "ballots", nil)
		at := actions.AtRound{Round: s.round}
		shown := func() int { return *testkit.See(s.World, s.ada, actions.ReadRound, at).Turnout.Voted }
		tick := func() { testkit.Must(s.World, actions.Actor{System: true}, actions.TickRound, at) }
		if got := shown(); got != 0 {
			t.Errorf("at once %d", got)
		}
		tick()
		if got := shown(); got != 0 {
			t.Errorf("after the first look %d", got)
		}
		tick()
		if got := shown(); got != 20 {
			t.Errorf("of 23 ballots %d are told", got)
		}
	})
}
