package actions_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/ranking"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

func search(w *testkit.World, who actions.Actor, process, words string) actions.SearchResult {
	w.T.Helper()
	return testkit.See(w, who, actions.Search, actions.Searching{At: actions.At{Process: process}, Words: words, Limit: 20})
}

// spelled writes pieces with the marked ones in brackets.
func spelled(pieces []ranking.Piece) string {
	var out strings.Builder
	for _, piece := range pieces {
		if piece.Mark {
			out.WriteString("[" + piece.Text + "]")
		} else {
			out.WriteString(piece.Text)
		}
	}
	return out.String()
}

func foundTitles(result actions.SearchResult) string {
	var out []string
	for _, item := range result.Items {
		out = append(out, spelled(item.Title))
	}
	return strings.Join(out, ", ")
}

// What is put forward can be found at once, by what it says now, and after a
// withdrawal behind all others.
func TestProposalsAreFound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		reader := w.Join(process.ID, "reader@example.org", access.Observer)
		one := w.Item(ada, process.ID, "Lamps on the old bridge", 20)
		other := w.Item(ada, process.ID, "The bridge at night", 20)
		if got := foundTitles(search(w, reader, process.ID, "bridge")); got != "The [bridge] at night, Lamps on the old [bridge]" {
			t.Errorf("found %q", got)
		}
		misspelt := search(w, reader, process.ID, "brigde")
		if misspelt.Total != 2 || !slices.Equal(misspelt.Guessed, []string{"brigde"}) {
			t.Errorf("misspelt: %d found, guessed %q", misspelt.Total, misspelt.Guessed)
		}
		testkit.Must(w, ada, actions.WithdrawProposal, actions.Withdrawal{AtProposal: actions.AtProposal{Proposal: other.ID}})
		change := actions.ChangedProposal{AtProposal: actions.AtProposal{Proposal: one.ID}}
		change.Body.Title, change.Body.Minutes, change.Body.Version = "Lamps on the old bridge", 20, one.Version
		change.Body.Text = "Some **words** about _otters_."
		testkit.Must(w, ada, actions.ChangeProposal, change)
		if got := foundTitles(search(w, reader, process.ID, "bridge")); got != "Lamps on the old [bridge], The [bridge] at night" {
			t.Errorf("found %q after a withdrawal", got)
		}
		found := search(w, reader, process.ID, "otter")
		if found.Total != 1 || spelled(found.Items[0].Excerpt) != "Some words about [otters]." || found.Items[0].State != access.Published {
			t.Errorf("found %+v by a new word", found)
		}
	})
}

// Each page goes on where the one before ended, and the last one says so.
func TestSearchInPages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		for _, title := range []string{"A bench", "A bench by the river", "A bench for two", "A long bench", "No seat"} {
			w.Item(ada, process.ID, title, 20)
		}
		in := actions.Searching{At: actions.At{Process: process.ID}, Words: "bench", Limit: 2}
		seen := map[string]bool{}
		pages := 0
		for more := true; more; pages++ {
			page := testkit.See(w, ada, actions.Search, in)
			for _, item := range page.Items {
				seen[item.ID] = true
			}
			in.After, more = page.Next, page.Next != ""
		}
		if len(seen) != 4 || pages != 2 {
			t.Errorf("%d found on %d pages", len(seen), pages)
		}
	})
}

func TestSimilarProposalsSayWhy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		example := testkit.Must(w, ada, actions.MakeExample, struct{}{})
		in := actions.Comparing{At: actions.At{Process: example.ID}}
		in.Body.Title, in.Body.Text = "Repair the bathing place", "Someone slipped on the steps last week."
		found := testkit.See(w, ada, actions.FindSimilar, in)
		if len(found.Items) != 1 || found.Items[0].Title != "Who looks after the bathing place?" ||
			!slices.Equal(found.Items[0].Both, []string{"bathing", "place", "steps"}) {
			t.Fatalf("%+v", found)
		}
		in.Body.Except = found.Items[0].ID
		if found = testkit.See(w, ada, actions.FindSimilar, in); len(found.Items) != 0 {
			t.Errorf("a proposal is similar to itself: %+v", found)
		}
	})
}

// What an older version stored is found after the first start of this one, and
// nothing is entered twice.
func TestOldProposalsAreIndexed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		w.Item(ada, process.ID, "Before there was a search", 20)
		err := db.Write(t.Context(), testkit.Start, func(tx *database.Tx) error {
			for _, record := range []any{&models.Document{}, &models.Word{}, &models.Gram{}} {
				if err := tx.Where("process_id = ?", process.ID).Delete(record).Error; err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		w.Item(ada, process.ID, "The search is there", 20)
		if err := w.Service.Upkeep(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, task := range slices.Concat(w.Queue.Tasks(actions.DeedIndex), w.Queue.Tasks(actions.DeedIndex)) {
			if err := w.Service.Perform(t.Context(), task); err != nil {
				t.Fatal(err)
			}
		}
		if got := foundTitles(search(w, ada, process.ID, "search")); got != "The [search] is there, Before there was a [search]" {
			t.Errorf("found %q", got)
		}
	})
}
