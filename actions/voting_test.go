package actions_test

import (
	"maps"
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

// Zero chooses nothing, and the answer says what was stored.
func TestZeroOnABallotIsNoVote(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		round := w.Draft(ada, w.Process(ada, "Mill").ID, 60, 10, 10)
		w.Open(ada, round.ID)
		in := w.Ballot(ada, round.ID, models.Choices{"1": 1, "2": 0})
		sent := testkit.Must(w, ada, actions.CastBallot, in)
		kept := testkit.See(w, ada, actions.ReadBallot, actions.AtRound{Round: round.ID})
		if want := (models.Choices{"1": 1}); !maps.Equal(sent.Choices, want) || !maps.Equal(kept.Choices, want) {
			t.Errorf("answered %v and kept %v", sent.Choices, kept.Choices)
		}
		in = w.Ballot(ada, round.ID, models.Choices{"1": 0})
		if _, err := actions.Run(t.Context(), w.Service, ada, actions.CastBallot, in, ""); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a ballot of nothing: %v", err)
		}
	})
}

func TestNobodyVotesAfterTheClosingTime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		round := w.Draft(ada, w.Process(ada, "Mill").ID, 60, 10)
		w.Open(ada, round.ID)
		w.Clock.Move(48*time.Hour - time.Microsecond)
		sent := w.Vote(ada, round.ID, "1")
		w.Clock.Move(time.Microsecond)
		if !w.Clock.Now().Equal(sent.Until) {
			t.Fatalf("it is %v, and the ballot said %v", w.Clock.Now(), sent.Until)
		}
		if _, err := actions.Run(t.Context(), w.Service, ada, actions.CastBallot, w.Approving(ada, round.ID, "1"), ""); fault.KindOf(err) != fault.Closed {
			t.Errorf("at the closing time: %v", err)
		}
	})
}

// Whoever is on the roll votes, whatever an organiser makes of their role.
func TestNobodyOnTheRollIsSilenced(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		ben := w.Join(process.ID, "ben@example.org", access.Participant)
		round := w.Draft(ada, process.ID, 60, 10)
		w.Open(ada, round.ID)
		members := testkit.See(w, ben, actions.ListMembers, actions.Members{At: actions.At{Process: process.ID}, Paged: actions.Paged{Limit: 10}})
		in := actions.NewRole{AtMember: actions.AtMember{At: actions.At{Process: process.ID}, Member: members.Items[1].ID}}
		in.Body.Role = access.Observer
		testkit.Must(w, ada, actions.ChangeRole, in)
		w.Vote(ben, round.ID, "1")
	})
}

// What voters find is what its author said last.
func TestRoundDoesNotOpenOverAChangedProposal(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		round := w.Draft(ada, process.ID, 60, 10)
		proposal := testkit.See(w, ada, actions.ReadProposal, actions.AtProposal{Proposal: round.Options[0].Proposal})
		in := actions.ChangedProposal{AtProposal: actions.AtProposal{Proposal: proposal.ID}}
		in.Body.Title, in.Body.Minutes, in.Body.Version = "Something else", 10, proposal.Version
		testkit.Must(w, ada, actions.ChangeProposal, in)
		if _, err := actions.Run(t.Context(), w.Service, ada, actions.OpenRound, actions.AtRound{Round: round.ID}, ""); fault.KindOf(err) != fault.Conflict {
			t.Errorf("it opened with the old title: %v", err)
		}
	})
}

// Proves I13 for phases: those who move on together leave one phase open.
func TestPhasesMoveForwardOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		for range 10 {
			process := w.Process(ada, "Mill")
			var together sync.WaitGroup
			for _, position := range []int{2, 4, 4, 6} {
				together.Go(func() {
					at := actions.AtPhase{At: actions.At{Process: process.ID}, Phase: process.Phases[position].ID}
					_, err := actions.Run(t.Context(), w.Service, ada, actions.OpenPhase, at, "")
					if err != nil && fault.KindOf(err) != fault.Closed {
						t.Error(err)
					}
				})
			}
			together.Wait()
			open := 0
			for _, phase := range testkit.See(w, ada, actions.ListPhases, actions.At{Process: process.ID}).Items {
				if phase.State == models.PhaseOpen {
					open++
				}
			}
			if open != 1 {
				t.Fatalf("%d phases are open", open)
			}
		}
	})
}

func TestAnAgendaNeedsARound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		round := w.Draft(ada, process.ID, 60, 10)
		w.Open(ada, round.ID)
		w.Close(ada, round.ID)
		in := actions.NewAgenda{At: actions.At{Process: process.ID}}
		in.Body.Title, in.Body.StartsAt = "Meeting", testkit.Start
		if _, err := actions.Run(t.Context(), w.Service, ada, actions.MakeAgenda, in, ""); fault.KindOf(err) != fault.NotFound {
			t.Errorf("an agenda of no round: %v", err)
		}
	})
}

// What is voted on was there when the voting began.
func TestRoundOpensWithNothingThatIsGone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		p := h.Cost(h.ada, h.Item(h.ben, h.process, "A path", 20), 20)
		round := h.DraftOf(h.ada, h.process, 60, p.ID)
		row := stored(h.World, func(q database.Query) (map[string]models.Proposal, error) {
			return models.FindProposals(q, h.process, []string{p.ID})
		})[p.ID]
		meanwhile(h.World, func(tx *database.Tx) error {
			_, err := models.MoveProposal(tx, row, access.Withdrawn, "")
			return err
		}, func() {
			_, err := actions.Run(t.Context(), h.Service, h.ada, actions.OpenRound, actions.AtRound{Round: round.ID}, "")
			if fault.KindOf(err) != fault.Conflict {
				t.Errorf("a round was opened with a proposal that was just withdrawn: %v", err)
			}
		})
	})
}
