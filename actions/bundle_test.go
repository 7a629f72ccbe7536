package actions_test

import (
	"fmt"
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
)

// A closed round with all that can happen in one.
type story struct {
	*testkit.World
	round    string
	ada      actions.Actor
	receipts []ledger.NamedReceipt // of each voter's last ballot
}

// tell makes a round in which ballots are sent, changed and taken back, its
// deadline moved and its roll amended, and closes it.
func tell(t *testing.T, db *database.DB, level ledger.Publication) story {
	t.Helper()
	s := tellUntil(t, db, level, func(s story) {
		testkit.Must(s.World, actions.Actor{System: true}, actions.TickRound, actions.AtRound{Round: s.round})
	})
	s.Close(s.ada, s.round)
	s.Sign()
	return s
}

// tellUntil is the same up to the close; halfway something else is done.
func tellUntil(t *testing.T, db *database.DB, level ledger.Publication, halfway func(story)) story {
	t.Helper()
	w := testkit.New(t, db)
	s := story{World: w, ada: w.Account("ada@example.org")}
	process := w.Process(s.ada, "Mill")
	zoe := w.Join(process.ID, "zoe@example.org", access.Organiser)
	var voters []actions.Actor
	for i := range 24 {
		voters = append(voters, w.Join(process.ID, fmt.Sprintf("voter%02d@example.org", i), access.Participant))
	}
	either, or := w.Cost(s.ada, w.Item(s.ada, process.ID, "Where; when", 20), 20).ID, w.Cost(s.ada, w.Item(s.ada, process.ID, "Why", 40), 40).ID
	w.Either(s.ada, process.ID, either, or)
	draft := w.DraftOf(s.ada, process.ID, 60, w.Symbol(s.ada, process.ID, "The <bell> & we", 10).ID, either, or)
	s.round = draft.ID
	members := testkit.See(w, s.ada, actions.ListMembers, actions.Members{At: actions.At{Process: process.ID}, Paged: actions.Paged{Limit: 50}})
	w.Terms(s.ada, s.round, level, members.Items[0].ID, members.Items[5].ID)
	w.Open(s.ada, s.round)
	w.Sign()
	late := w.Join(process.ID, "late@example.org", access.Participant)
	s.amend(zoe, func(in *actions.NewAmendment) {
		in.Body.Kind, in.Body.Member = ledger.AmendRoll, memberOf(w, process.ID, late)
	})
	s.amend(zoe, func(in *actions.NewAmendment) {
		in.Body.Kind, in.Body.ClosesAt = ledger.AmendDeadline, new(draft.ClosesAt.Add(1))
		*in.Body.ClosesAt = draft.ClosesAt.AddDate(0, 0, 1)
	})
	for i, voter := range append(voters, late) {
		if i == 2 {
			continue // does not vote
		}
		sent := w.Vote(voter, s.round, fmt.Sprint(1+i%3))
		if i%4 == 0 {
			sent = testkit.Must(w, voter, actions.CastBallot, w.Ballot(voter, s.round, models.Choices{"1": models.Held, "2": 1}))
		}
		if i == 5 {
			sent = w.TakeBack(voter, s.round)
		}
		if i == 12 && halfway != nil {
			halfway(s)
		}
		s.receipts = append(s.receipts, ledger.NamedReceipt{Name: fmt.Sprintf("voter %d", i), Text: sent.Receipt, Last: true})
	}
	return s
}

func memberOf(w *testkit.World, process string, who actions.Actor) string {
	w.T.Helper()
	var member models.Member
	err := w.Service.DB.Read(w.T.Context(), func(q database.Query) (err error) {
		member, err = models.FindMemberByAccount(q, process, who.AccountID)
		return err
	})
	if err != nil {
		w.T.Fatal(err)
	}
	return member.ID
}

// amend proposes something as one organiser and confirms it as the other.
func (s *story) amend(other actions.Actor, fill func(*actions.NewAmendment)) {
	s.T.Helper()
	in := actions.NewAmendment{AtRound: actions.AtRound{Round: s.round}}
	in.Body.Reason = "Holidays"
	fill(&in)
	seen := testkit.Must(s.World, s.ada, actions.ProposeAmendment, in)
	at := actions.AtAmendment{AtRound: in.AtRound, Amendment: seen.Amendments[len(seen.Amendments)-1].ID}
	if _, err := actions.Run(s.T.Context(), s.Service, s.ada, actions.ConfirmAmendment, at, ""); err == nil {
		s.T.Error("who proposed it confirmed it")
	}
	testkit.Must(s.World, other, actions.ConfirmAmendment, at)
}

func (s *story) bundle(audit bool) []byte {
	s.T.Helper()
	if audit {
		return testkit.See(s.World, s.ada, actions.ReadAuditBundle, actions.AtRound{Round: s.round})
	}
	return testkit.See(s.World, s.ada, actions.ReadBundle, actions.AtRound{Round: s.round})
}

// Proves I4, I5 and I6: whatever happened while a round was open, at each level
// of publication everything in its bundle holds, with the receipt of everybody's
// last ballot.
func TestBundleOfARoundHolds(t *testing.T) {
	for _, level := range []ledger.Publication{
		ledger.PublishTotals, ledger.PublishBallots, ledger.PublishOpenings, ledger.PublishNamed,
	} {
		t.Run(string(level), func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, db *database.DB) {
				s := tell(t, db, level)
				for _, audit := range []bool{false, true} {
					report := ledger.Verify(s.bundle(audit), s.receipts, ledger.Options{Key: s.Service.Signer.Key()})
					for _, finding := range report.With(ledger.Fails) {
						t.Errorf("audit %v: %+v", audit, finding)
					}
					if !report.Holds() {
						t.Errorf("audit %v: it does not hold", audit)
					}
				}
			})
		})
	}
}
