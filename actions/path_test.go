package actions_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

// The whole path: a process, two people, a round, an agenda that anybody reads.
func TestFromAProposalToAPublishedAgenda(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "The Mill & its Neighbours")
		ben := w.Join(process.ID, "ben@example.org", access.Participant)
		cleo := w.Join(process.ID, "cleo@example.org", access.Participant)

		round := w.Draft(ada, process.ID, 60, 30, 30, 20)
		w.Open(ada, round.ID)
		if at := w.Queue.Closing(round.ID); !at.Equal(round.ClosesAt) {
			t.Errorf("the round will be closed at %v, want %v", at, round.ClosesAt)
		}
		w.Vote(ada, round.ID, "1")
		w.Vote(ben, round.ID, "1", "3")
		w.Vote(cleo, round.ID, "2")
		w.Vote(cleo, round.ID, "3") // changed: the last one counts
		w.Close(ada, round.ID)

		outcome := testkit.See(w, ben, actions.ReadOutcome, actions.AtRound{Round: round.ID})
		if outcome.Voters != 3 || outcome.Roll != 3 || outcome.Spent != 50 {
			t.Errorf("%d of %d voted and %d minutes are given away, want 3, 3, 50", outcome.Voters, outcome.Roll, outcome.Spent)
		}
		for _, item := range outcome.Items {
			if item.Selected != (item.Key != "2") || item.Reason == "" {
				t.Errorf("option %s: selected %v because %q", item.Key, item.Selected, item.Reason)
			}
		}

		agenda := publish(w, ada, process.ID, round.ID)
		public := testkit.See(w, actions.Actor{}, actions.ReadPublicAgenda, actions.At{Process: process.ID})
		if len(public.Slots) != 2 || public.EndsAt.Sub(public.StartsAt) != 50*time.Minute || public.Version != agenda.Version {
			t.Errorf("the public reads %d slots from %v to %v, version %d",
				len(public.Slots), public.StartsAt, public.EndsAt, public.Version)
		}
		seen := testkit.See(w, ada, actions.ReadHome, actions.At{Process: process.ID})
		if seen.Phase != models.PhaseAct || seen.AgendaURL != "/p/"+process.ID+"/agenda" {
			t.Errorf("the process is in phase %q with its agenda at %q", seen.Phase, seen.AgendaURL)
		}
	})
}

func publish(w *testkit.World, who actions.Actor, process, round string) actions.Agenda {
	in := actions.NewAgenda{At: actions.At{Process: process}}
	in.Body.Round, in.Body.Title, in.Body.StartsAt = round, "Autumn meeting", testkit.Start.Add(72*time.Hour)
	agenda := testkit.Must(w, who, actions.MakeAgenda, in)
	out := actions.Publication{AtAgenda: actions.AtAgenda{Agenda: agenda.ID}}
	out.Body.Version = agenda.Version
	return testkit.Must(w, who, actions.PublishAgenda, out)
}

// What was published stays as it was while somebody works on the next version.
func TestPublishedAgendaDoesNotChangeUnderItsReaders(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		round := w.Draft(ada, process.ID, 60, 30, 20)
		w.Open(ada, round.ID)
		w.Vote(ada, round.ID, "1", "2")
		w.Close(ada, round.ID)
		agenda := publish(w, ada, process.ID, round.ID)

		in := testkit.AgendaChange(agenda)
		in.Body.Title = "Another title"
		slices.Reverse(in.Body.Slots)
		for i := range in.Body.Slots {
			in.Body.Slots[i].Minutes = 10
		}
		changed := testkit.Must(w, ada, actions.ChangeAgenda, in)
		if changed.Slots[0].ID != agenda.Slots[1].ID || changed.Slots[1].EndsAt.Sub(changed.StartsAt) != 20*time.Minute {
			t.Errorf("changed to %+v", changed.Slots)
		}
		public := testkit.See(w, actions.Actor{}, actions.ReadPublicAgenda, actions.At{Process: process.ID})
		if public.Title != "Autumn meeting" || public.EndsAt.Sub(public.StartsAt) != 50*time.Minute {
			t.Errorf("the public reads %q until %v before the change is published", public.Title, public.EndsAt)
		}
	})
}

func TestExampleIsAliveInEveryPartAndCanBeThrownAway(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		example := testkit.Must(w, ada, actions.MakeExample, struct{}{})
		again := testkit.Must(w, ada, actions.MakeExample, struct{}{})
		if example.ID == again.ID || !example.Example {
			t.Fatalf("made %q and %q", example.ID, again.ID)
		}
		if example.Phase != models.PhaseVote || len(example.Phases) != 8 {
			t.Errorf("the example is in phase %q of %d", example.Phase, len(example.Phases))
		}
		kinds := map[string]bool{}
		for _, waiting := range example.Waiting {
			kinds[waiting.Kind] = true
		}
		if !kinds["vote"] || !kinds["close_round"] || !kinds["cost_proposals"] {
			t.Errorf("what waits: %+v", example.Waiting)
		}
		public := testkit.See(w, actions.Actor{}, actions.ReadPublicAgenda, actions.At{Process: example.ID})
		if len(public.Slots) < 3 {
			t.Errorf("the example's agenda has %d slots", len(public.Slots))
		}
		testkit.Must(w, ada, actions.DeleteProcess, actions.At{Process: example.ID})
		if _, err := actions.View(t.Context(), w.Service, ada, actions.ReadHome, actions.At{Process: example.ID}); err == nil {
			t.Error("the example is still there")
		}
		testkit.See(w, ada, actions.ReadHome, actions.At{Process: again.ID})
	})
}

func TestInvitationByMailSignsInOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		in := actions.NewInvitations{At: actions.At{Process: process.ID}}
		in.Body.Kind, in.Body.Emails, in.Body.Role = models.InvitationMail, []string{"Ben@Example.org"}, access.Participant
		testkit.Must(w, ada, actions.Invite, in)
		letters := w.Queue.Letters("ben@example.org")
		if len(letters) != 1 {
			t.Fatalf("%d letters", len(letters))
		}
		_, token, found := strings.Cut(letters[0].Text, "/join#")
		if !found {
			t.Fatalf("no link in %q", letters[0].Text)
		}
		accept := actions.Acceptance{}
		accept.Body.Token, _, _ = strings.Cut(token, "\n")
		accept.Body.DisplayName = "Ben"
		joined := testkit.Must(w, actions.Actor{}, actions.AcceptInvitation, accept)
		if joined.Process != process.ID || joined.Session == nil || joined.Session.Me.Email != "ben@example.org" {
			t.Errorf("joined %+v", joined)
		}
		if _, err := actions.Run(t.Context(), w.Service, actions.Actor{}, actions.AcceptInvitation, accept, ""); err == nil {
			t.Error("the same invitation let somebody in twice")
		}
	})
}
