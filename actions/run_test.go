package actions_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

func newProposal(process, title string) actions.NewProposal {
	in := actions.NewProposal{At: actions.At{Process: process}}
	in.Body.Kind, in.Body.Title, in.Body.Minutes = models.AgendaItem, title, 10
	return in
}

// Proves I12: a repeated request with the same key has one effect and the same
// reply; the same key for another request is refused.
func TestRepeatedRequestHasOneEffect(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		propose := func(title string) (actions.Proposal, error) {
			return actions.Run(t.Context(), w.Service, ada, actions.MakeProposal, newProposal(process.ID, title), "key-1")
		}
		var replies [8]actions.Proposal
		var together sync.WaitGroup
		for i := range replies {
			together.Go(func() {
				var err error
				if replies[i], err = propose("Once"); err != nil {
					t.Error(err)
				}
			})
		}
		together.Wait()
		for _, reply := range replies {
			if reply.ID != replies[0].ID || reply.Title != "Once" {
				t.Errorf("replies differ: %q and %q", reply.ID, replies[0].ID)
			}
		}
		list := testkit.See(w, ada, actions.ListProposals,
			actions.Proposals{At: actions.At{Process: process.ID}, Limit: 50})
		if len(list.Items) != 1 {
			t.Errorf("%d proposals, want 1", len(list.Items))
		}
		if _, err := propose("Something else"); fault.KindOf(err) != fault.Invalid {
			t.Errorf("the key was taken for another request: %v", err)
		}
	})
}

// Proves I7: an entry exists if and only if its change committed.
func TestEntryExistsIffTheChangeCommitted(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		before := entries(t, w, process.ID)
		refused := newProposal(process.ID, "Too long")
		refused.Body.Minutes = -1
		if _, err := actions.Run(t.Context(), w.Service, ada, actions.MakeProposal, refused, ""); err == nil {
			t.Fatal("a proposal of less than nothing was taken")
		}
		if now := entries(t, w, process.ID); len(now) != len(before) {
			t.Errorf("a refused deed left %d entries", len(now)-len(before))
		}
		made := w.Item(ada, process.ID, "Fine", 10)
		now := entries(t, w, process.ID)
		last := now[len(now)-1]
		if len(now) != len(before)+1 || last.Verb != string(access.ProposalMake) || last.Object != "proposal/"+made.ID || last.Hash == "" {
			t.Errorf("the deed left %+v", now[len(before):])
		}
	})
}

func entries(t *testing.T, w *testkit.World, process string) []models.Entry {
	t.Helper()
	var rows []models.Entry
	err := w.Service.DB.Read(t.Context(), func(q database.Query) (err error) {
		rows, _, err = models.ListEntries(q, process, models.Page{Limit: models.MaxPage})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// Proves I2 and I3: sixteen voters send ballots again and again through two
// servers on one database while both are closed; each has one row, and the count
// has exactly the ballots that were acknowledged last.
func TestNothingAcknowledgedIsMissedByTheClose(t *testing.T) {
	const people, rounds = 16, 12
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		voters := make([]actions.Actor, people)
		for i := range voters {
			voters[i] = w.Join(process.ID, fmt.Sprintf("voter%d@example.org", i), access.Participant)
		}
		round := w.Draft(ada, process.ID, 60, 10, 10, 10)
		w.Open(ada, round.ID)

		acknowledged := make([]string, people)
		var sending sync.WaitGroup
		halfway := make(chan struct{})
		var once sync.Once
		for i, voter := range voters {
			sending.Go(func() {
				for n := range rounds {
					key := fmt.Sprint(1 + (i+n)%3)
					_, err := actions.Run(t.Context(), w.Service, voter, actions.CastBallot, w.Approving(voter, round.ID, key), "")
					if fault.KindOf(err) == fault.Closed && err != nil {
						return
					}
					if err != nil {
						t.Error(err)
						return
					}
					acknowledged[i] = key
					if n == rounds/2 {
						once.Do(func() { close(halfway) })
					}
				}
			})
		}
		<-halfway
		closing := actions.AtRound{Round: round.ID}
		if _, err := actions.Run(t.Context(), w.Service, ada, actions.CloseRound, closing, ""); err != nil {
			t.Error(err)
		}
		sending.Wait()

		want := map[string]int64{}
		voted := 0
		for _, key := range acknowledged {
			if key != "" {
				want[key]++
				voted++
			}
		}
		testkit.Must(w, actions.Actor{System: true}, actions.SealRound, closing)
		outcome := testkit.See(w, ada, actions.ReadOutcome, closing)
		if outcome.Voters != voted {
			t.Errorf("counted %d ballots, acknowledged %d", outcome.Voters, voted)
		}
		for _, item := range outcome.Items {
			if item.Support != want[item.Key] {
				t.Errorf("option %s: counted %d, acknowledged %d", item.Key, item.Support, want[item.Key])
			}
		}
	})
}

// Proves I13: a round moves forward once, however many close it.
func TestRoundClosesOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		round := w.Draft(ada, process.ID, 60, 10)
		w.Open(ada, round.ID)
		w.Clock.Move(48 * time.Hour) // the system comes no earlier
		var closed, refused int
		var mu sync.Mutex
		var together sync.WaitGroup
		for i := range 8 {
			who := ada
			if i%2 == 0 {
				who = actions.Actor{System: true}
			}
			together.Go(func() {
				_, err := actions.Run(t.Context(), w.Service, who, actions.CloseRound, actions.AtRound{Round: round.ID}, "")
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					closed++
				case fault.KindOf(err) == fault.Closed:
					refused++
				default:
					t.Error(err)
				}
			})
		}
		together.Wait()
		testkit.Must(w, actions.Actor{System: true}, actions.SealRound, actions.AtRound{Round: round.ID})
		moves := 0
		for _, entry := range entries(t, w, process.ID) {
			if entry.Verb == string(access.PhaseMove) {
				moves++
			}
		}
		if moves != 2 { // to the vote and to the agenda
			t.Errorf("%d entries say that the process moved on", moves)
		}
		if closed != 1 || refused != 7 {
			t.Errorf("closed %d times and refused %d times", closed, refused)
		}
	})
}

// Proves I8: before the close nobody reads an outcome or ballots.
func TestNobodyReadsATallyBeforeTheClose(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		round := w.Draft(ada, process.ID, 60, 10)
		w.Open(ada, round.ID)
		w.Vote(ada, round.ID, "1")
		at := actions.AtRound{Round: round.ID}
		_, outcome := actions.View(t.Context(), w.Service, ada, actions.ReadOutcome, at)
		_, ballots := actions.View(t.Context(), w.Service, ada, actions.ExportBallots, at)
		for _, err := range []error{outcome, ballots} {
			if fault.KindOf(err) != fault.Closed {
				t.Errorf("an organiser got %v", err)
			}
		}
	})
}

func TestBallotsThatCannotBeCounted(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		round := w.Draft(ada, process.ID, 60, 10, 20)
		late := func() actions.Actor { return w.Join(process.ID, "late@example.org", access.Participant) }
		draft := w.Approving(ada, round.ID, "1")
		if _, err := actions.Run(t.Context(), w.Service, ada, actions.CastBallot, draft, ""); fault.KindOf(err) != fault.Closed {
			t.Errorf("a draft took a ballot: %v", err)
		}
		w.Open(ada, round.ID)
		for name, c := range map[string]struct {
			who   actions.Actor
			alter func(choices models.Choices)
			kind  fault.Kind
			field string
		}{
			"an unknown option":            {ada, func(c models.Choices) { c["9"] = 1 }, fault.Invalid, "choices.9"},
			"two votes for one option":     {ada, func(c models.Choices) { c["2"] = 2 }, fault.Invalid, "choices.2"},
			"less than nothing":            {ada, func(c models.Choices) { c["2"] = -1 }, fault.Invalid, "choices.2"},
			"somebody who joined too late": {late(), func(models.Choices) {}, fault.Forbidden, ""},
		} {
			in := w.Approving(c.who, round.ID, "1")
			c.alter(in.Body.Choices)
			_, err := actions.Run(t.Context(), w.Service, c.who, actions.CastBallot, in, "")
			var f *fault.Error
			if !errors.As(err, &f) || f.Kind != c.kind || f.Field != c.field {
				t.Errorf("%s: %v", name, err)
			}
		}
		w.Close(ada, round.ID)
		seen := testkit.See(w, ada, actions.ReadRound, actions.AtRound{Round: round.ID})
		if *seen.Turnout.Voted != 0 {
			t.Errorf("refused ballots were stored: %d", *seen.Turnout.Voted)
		}
	})
}

// Proves I11: to somebody who is no member, what is not theirs is not there.
func TestOthersProcessesAreNotThere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada, eve := w.Account("ada@example.org"), w.Account("eve@example.org")
		w.Process(eve, "Eve's own")
		process := w.Process(ada, "Mill")
		round := w.Draft(ada, process.ID, 60, 10)
		w.Open(ada, round.ID)
		_, there := actions.View(t.Context(), w.Service, eve, actions.ReadRound, actions.AtRound{Round: round.ID})
		_, nowhere := actions.View(t.Context(), w.Service, eve, actions.ReadRound, actions.AtRound{Round: models.NewID()})
		if there == nil || nowhere == nil || there.Error() != nowhere.Error() || fault.KindOf(there) != fault.NotFound {
			t.Errorf("a stranger can tell: %v and %v", there, nowhere)
		}
	})
}

func TestWithdrawnBallotIsNotCounted(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		round := w.Draft(ada, process.ID, 60, 10)
		w.Open(ada, round.ID)
		w.Vote(ada, round.ID, "1")
		at := actions.AtRound{Round: round.ID}
		taken := w.TakeBack(ada, round.ID)
		if len(taken.Choices) != 0 || taken.Revision != 2 {
			t.Errorf("taken back: %+v", taken)
		}
		w.Close(ada, round.ID)
		if outcome := testkit.See(w, ada, actions.ReadOutcome, at); outcome.Voters != 0 {
			t.Errorf("counted %d ballots", outcome.Voters)
		}
	})
}
