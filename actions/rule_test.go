package actions_test

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
	"github.com/folkmoot/folkmoot/voting/pabulib"
)

// An organiser tries rules on made-up ballots before anybody votes, and chooses
// one by what it does; after the opening that is over.
func TestRuleIsChosenByWhatItDoes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Choir")
		draft := w.Draft(ada, process.ID, 60, 20, 30, 40, 15)
		for _, leaning := range []string{"together", "camps", "mixed"} {
			in := actions.Practice{AtRound: actions.AtRound{Round: draft.ID}, Leaning: leaning, Voters: 30, Seed: 7}
			trials := testkit.See(w, ada, actions.TryRules, in)
			if again := testkit.See(w, ada, actions.TryRules, in); !reflect.DeepEqual(trials, again) {
				t.Errorf("%s: the same numbers made other voters", leaning)
			}
			checkTrials(t, draft, trials)
		}
		chosen := testkit.Must(w, ada, actions.ChooseRule, actions.RuleChoice{
			AtRound: actions.AtRound{Round: draft.ID}, Body: actions.Method{Rule: "equal-shares/v1", Completion: "add1+greedy"},
		})
		if chosen.Rule.Completion != "add1+greedy" || !strings.Contains(chosen.Rule.Text, "raised step by step") {
			t.Errorf("%+v", chosen.Rule)
		}
		w.Open(ada, draft.ID)
		_, err := actions.Run(t.Context(), w.Service, ada, actions.ChooseRule, actions.RuleChoice{
			AtRound: actions.AtRound{Round: draft.ID}, Body: actions.Method{Rule: "greedy/v1"},
		}, "")
		if fault.KindOf(err) != fault.Closed && fault.KindOf(err) != fault.Conflict {
			t.Errorf("the rule of an open round could be changed: %v", err)
		}
	})
}

func checkTrials(t *testing.T, round actions.Round, trials actions.Trials) {
	t.Helper()
	if trials.Voters != 30 || len(trials.Votes) != len(round.Options) || len(trials.Tries) < 5 || !trials.Tries[0].Current {
		t.Fatalf("%+v", trials)
	}
	for _, try := range trials.Tries {
		if try.Spent > round.Budget || len(try.Chosen) == 0 || try.Title == "" || try.Average == "" {
			t.Errorf("%+v", try)
		}
	}
}

// After the close, members see what other rules would have made of the ballots,
// and each voter what became of the own one; nothing official changes.
func TestWhatIfAndWhatBecameOfMyBallot(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Choir")
		bo := w.Join(process.ID, "bo@example.org", access.Participant)
		eve := w.Join(process.ID, "eve@example.org", access.Participant)
		draft := w.Draft(ada, process.ID, 60, 60, 20)
		w.Open(ada, draft.ID)
		w.Vote(ada, draft.ID, "1")
		hers, his := w.Vote(eve, draft.ID, "2"), w.Vote(bo, draft.ID, "1")
		at := actions.AtRound{Round: draft.ID}
		w.Close(ada, draft.ID)
		whatIf := testkit.See(w, bo, actions.ReadWhatIf, at)
		if whatIf.Voters != 3 || len(whatIf.Facts) != 3 || !slices.Equal(whatIf.Tries[0].Chosen, []string{"2"}) {
			t.Fatalf("%+v", whatIf)
		}
		if greedy := whatIf.Tries[3]; greedy.Rule != "greedy/v1" || !slices.Equal(greedy.Chosen, []string{"1"}) || greedy.Without != 1 {
			t.Errorf("%+v", greedy)
		}
		effect := testkit.See(w, eve, actions.ReadEffect, holding(draft.ID, hers))
		if !slices.Equal(effect.Chosen, []string{"2"}) || effect.Payments[0].Amount != "20 minutes" || effect.Text == "" {
			t.Errorf("%+v", effect)
		}
		if missed := testkit.See(w, bo, actions.ReadEffect, holding(draft.ID, his)).Missed; !slices.Equal(missed, []string{"1"}) {
			t.Errorf("missed %v", missed)
		}
		guess := holding(draft.ID, hers)
		guess.Body.Nonce = his.Nonce
		if _, err := actions.View(t.Context(), w.Service, bo, actions.ReadEffect, guess); fault.KindOf(err) != fault.NotFound {
			t.Errorf("somebody who guesses learns whether there is such a ballot: %v", err)
		}
	})
}

// holding is what the device of a voter has kept.
func holding(round string, b actions.Ballot) actions.Holding {
	in := actions.Holding{AtRound: actions.AtRound{Round: round}}
	in.Body.Choices, in.Body.Revision, in.Body.Nonce = b.Choices, b.Revision, b.Nonce
	return in
}

// Whoever wants a symbol gently held says so on the ballot: it is reported, and
// supports nothing.
func TestHeldIsReportedAndSupportsNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Choir")
		bell := w.Symbol(ada, process.ID, "The bell before we sing", 10)
		item := w.Cost(ada, w.Item(ada, process.ID, "Where we sing next", 20), 20)
		draft := w.DraftOf(ada, process.ID, 40, bell.ID, item.ID)
		if !draft.Options[0].Holdable || draft.Options[1].Holdable {
			t.Fatalf("%+v", draft.Options)
		}
		w.Terms(ada, draft.ID, ledger.PublishNamed)
		w.Open(ada, draft.ID)
		at := actions.AtRound{Round: draft.ID}
		cast := w.Ballot(ada, draft.ID, models.Choices{"1": models.Held, "2": 1})
		if sent := testkit.Must(w, ada, actions.CastBallot, cast); !reflect.DeepEqual(sent.Choices, cast.Body.Choices) {
			t.Errorf("sent %v", sent.Choices)
		}
		cast = w.Ballot(ada, draft.ID, models.Choices{"2": models.Held})
		if _, err := actions.Run(t.Context(), w.Service, ada, actions.CastBallot, cast, ""); fault.KindOf(err) != fault.Invalid {
			t.Errorf("an agenda item was held: %v", err)
		}
		w.Close(ada, draft.ID)
		outcome := testkit.See(w, ada, actions.ReadOutcome, at)
		for _, item := range outcome.Items {
			if held := map[string]int{"1": 1}[item.Key]; item.Held != held || (item.Key == "1" && item.Support != 0) {
				t.Errorf("%+v", item)
			}
		}
		recount(t, w, ada, db, process.ID, draft.ID)
	})
}

// The outcome of an imported election whose city counted by equal shares shows
// what the city really funded.
func TestImportedElectionShowsWhatTheCityFunded(t *testing.T) {
	folder := os.Getenv("FOLKMOOT_PABULIB")
	if folder == "" {
		folder = filepath.Join("..", "..", "shared", "pabulib")
	}
	opened, err := os.Open(filepath.Join(folder, "dev", "Poland_Swiecie_2023.pb"))
	if err != nil {
		t.Logf("the real election was not compared: %v", err)
		return
	}
	defer opened.Close()
	file, err := pabulib.Read(opened)
	if err != nil {
		t.Fatal(err)
	}
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		made := testkit.Must(w, ada, actions.ImportElection, actions.Election{File: file, TimeZone: "UTC"})
		outcome := testkit.See(w, ada, actions.ReadOutcome, actions.AtRound{Round: made.Round})
		var chosen []string
		for _, item := range outcome.Items {
			if item.Reason == "" {
				t.Errorf("no reason for %s", item.Title)
			}
			if item.Selected {
				chosen = append(chosen, item.Key)
			}
		}
		whatIf := testkit.See(w, ada, actions.ReadWhatIf, actions.AtRound{Round: made.Round})
		if !slices.Equal(whatIf.Tries[0].Chosen, chosen) || len(whatIf.Tries) < 5 {
			t.Errorf("%+v", whatIf.Tries)
		}
		declared, err := file.Declared(nil)
		if err != nil || len(chosen) != 17 || !slices.Equal(chosen, declared.Selected) || !*declared.Matches {
			t.Errorf("%v: chosen %v, the city %v", err, chosen, declared.Marked)
		}
	})
}
