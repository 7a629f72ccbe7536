package actions_test

import (
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
)

// A hall is a round in which people vote here and on paper.
type hall struct {
	*testkit.World
	ada, ben, cleo actions.Actor
	members        map[actions.Actor]string
	round          string
}

func openHall(t *testing.T, db *database.DB, rule ledger.Paper) hall {
	t.Helper()
	w := testkit.New(t, db)
	h := hall{World: w, ada: w.Account("ada@example.org"), members: map[actions.Actor]string{}}
	process := w.Process(h.ada, "Mill")
	h.ben = w.Join(process.ID, "ben@example.org", access.Participant)
	h.cleo = w.Join(process.ID, "cleo@example.org", access.Participant)
	for _, who := range []actions.Actor{h.ada, h.ben, h.cleo} {
		h.members[who] = memberOf(w, process.ID, who)
	}
	draft := w.Terms(h.ada, w.Draft(h.ada, process.ID, 60, 10, 20).ID, ledger.PublishNamed, h.members[h.ada], h.members[h.ben])
	h.round = w.Open(h.ada, w.Paper(h.ada, draft, rule).ID).ID
	w.Sign()
	return h
}

func (h hall) at() actions.AtRound { return actions.AtRound{Round: h.round} }

func (h hall) hand(who actions.Actor) error {
	_, err := actions.Run(h.T.Context(), h.Service, h.ada, actions.HandSheet, actions.AtVoter{AtRound: h.at(), Member: h.members[who]}, "")
	return err
}

func (h hall) typeIn(serial string, entry int, key string) actions.Sheet {
	h.T.Helper()
	in := actions.TypedSheet{AtSheet: actions.AtSheet{AtRound: h.at(), Serial: serial}}
	in.Body.Entry, in.Body.Choices = entry, models.Choices{key: 1}
	return testkit.Must(h.World, h.ada, actions.TypeSheet, in)
}

// Proves I2: who votes here and on paper is counted once, by the rule that was
// named before the opening: on paper. What was sent is taken back.
func TestPaperCounts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := openHall(t, db, ledger.PaperCounts)
		sent := h.Vote(h.ben, h.round, "1")
		h.Vote(h.ada, h.round, "1")
		for _, who := range []actions.Actor{h.ben, h.cleo} {
			if err := h.hand(who); err != nil {
				t.Fatal(err)
			}
		}
		handed := 0
		for _, voter := range testkit.See(h.World, h.ada, actions.ReadDesk, h.at()).Items {
			if voter.Handed {
				handed++
			}
		}
		if handed != 2 {
			t.Errorf("%d were given a sheet", handed)
		}
		if err := h.hand(h.ben); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a second sheet: %v", err)
		}
		if _, err := actions.Run(t.Context(), h.Service, h.ben, actions.CastBallot, h.Approving(h.ben, h.round, "1"), ""); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("after the sheet: %v", err)
		}
		testkit.Must(h.World, h.ada, actions.CloseRound, h.at())
		h.typeIn("A1", 1, "2")
		if _, err := actions.Run(t.Context(), h.Service, h.ada, actions.SealRound, h.at(), ""); fault.KindOf(err) != fault.Conflict {
			t.Errorf("counted with a sheet that was typed in once: %v", err)
		}
		if typed := h.typeIn("A1", 2, "1"); typed.State != "different" || len(typed.Entries[0].Choices) != 1 {
			t.Errorf("the difference is not shown: %+v", typed)
		}
		if typed := h.typeIn("A1", 2, "2"); typed.State != "same" || typed.Entries[0].Choices != nil {
			t.Errorf("%+v", typed)
		}
		testkit.Must(h.World, h.ada, actions.SealRound, h.at())
		outcome := testkit.See(h.World, h.ada, actions.ReadOutcome, h.at())
		for _, item := range outcome.Items {
			if item.Support != 1 {
				t.Errorf("option %s has %d votes", item.Key, item.Support)
			}
		}
		h.Sign()
		report := ledger.Verify(testkit.See(h.World, h.ben, actions.ReadAuditBundle, h.at()),
			[]ledger.NamedReceipt{{Name: "Ben's, before the sheet", Text: sent.Receipt}}, ledger.Options{})
		for _, finding := range report.With(ledger.Fails) {
			t.Errorf("%+v", finding)
		}
	})
}

// The other rule: who has voted here gets no sheet, and more sheets than were
// handed out are not counted.
func TestOnlineCounts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := openHall(t, db, ledger.PaperOnlineCounts)
		h.Vote(h.ben, h.round, "1")
		if err := h.hand(h.ben); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a sheet for who has voted: %v", err)
		}
		if err := h.hand(h.cleo); err != nil {
			t.Fatal(err)
		}
		testkit.Must(h.World, h.ada, actions.ReturnSheet, actions.AtVoter{AtRound: h.at(), Member: h.members[h.cleo]})
		h.Vote(h.cleo, h.round, "2")
		testkit.Must(h.World, h.ada, actions.CloseRound, h.at())
		h.typeIn("A1", 1, "2")
		h.typeIn("A1", 2, "2")
		if _, err := actions.Run(t.Context(), h.Service, h.ada, actions.SealRound, h.at(), ""); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a sheet that nobody was given is counted: %v", err)
		}
		testkit.Must(h.World, h.ada, actions.DropSheet, actions.AtSheet{AtRound: h.at(), Serial: "A1"})
		if _, err := actions.Run(t.Context(), h.Service, actions.Actor{System: true}, actions.SealRound, h.at(), ""); fault.KindOf(err) != fault.Closed {
			t.Errorf("the count began by itself: %v", err)
		}
		testkit.Must(h.World, h.ada, actions.SealRound, h.at())
		if outcome := testkit.See(h.World, h.ada, actions.ReadOutcome, h.at()); outcome.Voters != 2 {
			t.Errorf("%d ballots were counted", outcome.Voters)
		}
	})
}

// Of few voters single ballots are not published, and one auditor alone is none.
func TestLevelsOfPublicationSuitTheRoll(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		draft := w.Draft(ada, process.ID, 60, 10)
		if draft.Publication != ledger.PublishTotals {
			t.Errorf("the usual level is %s", draft.Publication)
		}
		w.Terms(ada, draft.ID, ledger.PublishBallots)
		at := actions.AtRound{Round: draft.ID}
		if _, err := actions.Run(t.Context(), w.Service, ada, actions.OpenRound, at, ""); fault.KindOf(err) != fault.Invalid {
			t.Errorf("ballots of one voter would be published: %v", err)
		}
		in := actions.NewTerms{AtRound: at}
		in.Body.Publication, in.Body.Auditors = ledger.PublishTotals, []string{memberOf(w, process.ID, ada)}
		if _, err := actions.Run(t.Context(), w.Service, ada, actions.ChooseTerms, in, ""); fault.KindOf(err) != fault.Invalid {
			t.Errorf("one auditor: %v", err)
		}
		w.Terms(ada, draft.ID, ledger.PublishTotals)
		w.Open(ada, draft.ID)
		w.Vote(ada, draft.ID, "1")
		w.Close(ada, draft.ID)
		if _, err := actions.View(t.Context(), w.Service, ada, actions.ExportBallots, at); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("single ballots at the level of totals: %v", err)
		}
	})
}
