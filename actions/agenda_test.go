package actions_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

// counted makes a process with a closed round about items that take so many
// minutes, all of which were chosen, the first by most people.
func counted(w *testkit.World, ada actions.Actor, minutes ...int) (actions.Process, actions.Round) {
	process := w.Process(ada, "Mill")
	bob := w.Join(process.ID, "bob@example.org", "participant")
	sum := 0
	var keys []string
	for i, n := range minutes {
		sum += n
		keys = append(keys, string(rune('1'+i)))
	}
	round := w.Draft(ada, process.ID, int64(sum), minutes...)
	w.Open(ada, round.ID)
	w.Vote(ada, round.ID, keys...)
	w.Vote(bob, round.ID, keys[0])
	return process, w.Close(ada, round.ID)
}

// evening is a meeting with a welcome, a break, and five minutes kept free.
func evening(process, round string, minutes int) actions.NewAgenda {
	in := actions.NewAgenda{At: actions.At{Process: process}}
	in.Body.Round, in.Body.Title, in.Body.StartsAt = round, "Evening", testkit.Start.Add(72*time.Hour)
	in.Body.Minutes, in.Body.Slack, in.Body.LeastPart = minutes, 5, 50
	in.Body.Fixed = []actions.FixedPoint{
		{Title: "Welcome", Kind: models.FixedPart, Start: 0, Minutes: 10},
		{Title: "Coffee", Kind: models.Break, Start: 60, Minutes: 10},
	}
	return in
}

func titles(slots []actions.Slot) (all []string) {
	for _, s := range slots {
		all = append(all, s.Title)
	}
	return all
}

func TestAnAgendaFitsTheRoom(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process, round := counted(w, ada, 40, 30, 60)
		agenda := testkit.Must(w, ada, actions.MakeAgenda, evening(process.ID, round.ID, 120))
		// Before the coffee 50 minutes for the first (20 to 40) and the second (15 to 30),
		// after it 45 for the third (30 to 60): the first has the more support.
		if got := titles(agenda.Slots); len(got) != 5 || got[0] != "Welcome" || got[3] != "Coffee" {
			t.Fatalf("the evening is %q", got)
		}
		var lengths []int
		for _, s := range agenda.Slots {
			lengths = append(lengths, s.Minutes)
		}
		if want := []int{10, 30, 20, 10, 45}; !slices.Equal(lengths, want) {
			t.Errorf("lengths %v, want %v", lengths, want)
		}
		if agenda.Over != 0 || agenda.OrderDeparts || slices.ContainsFunc(agenda.Slots, func(s actions.Slot) bool { return s.Departs }) {
			t.Errorf("what the fit gave is said to depart from the outcome: %+v", agenda)
		}
		if end := agenda.Slots[4].EndsAt; !end.Equal(agenda.StartsAt.Add(115 * time.Minute)) {
			t.Errorf("the last item ends at %s", end)
		}

		// A shorter room leaves out the last one, and the public reads why.
		short := testkit.Must(w, ada, actions.MakeAgenda, evening(process.ID, round.ID, 80))
		if len(short.LeftOut) != 1 || len(short.Slots) != 4 {
			t.Fatalf("%d slots, left out %v", len(short.Slots), titles(short.LeftOut))
		}
		out := actions.Publication{AtAgenda: actions.AtAgenda{Agenda: short.ID}}
		out.Body.Version = short.Version
		testkit.Must(w, ada, actions.PublishAgenda, out)
		offers := testkit.See(w, ada, actions.ReadOffers, actions.AtAgenda{Agenda: agenda.ID})
		if len(offers.Left) != 0 {
			t.Errorf("offered what stands here already: %v", offers.Left)
		}
	})
}

func TestADepartureNeedsAReason(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process, round := counted(w, ada, 40, 30)
		agenda := testkit.Must(w, ada, actions.MakeAgenda, evening(process.ID, round.ID, 120))
		for name, c := range map[string]struct {
			change func(in *actions.AgendaChange)
			field  string
			give   func(in *actions.AgendaChange)
		}{
			"other minutes": {
				func(in *actions.AgendaChange) { in.Slots[1].Minutes = 25 }, "slots[1].departure",
				func(in *actions.AgendaChange) { in.Slots[1].Departure = "Its speaker has a train" },
			},
			"left out": {
				func(in *actions.AgendaChange) { in.Slots[3].LeftOut = true }, "left_out[0].departure",
				func(in *actions.AgendaChange) { in.Slots[3].Departure = "Its author is ill" },
			},
			"an item of the organisers": {
				func(in *actions.AgendaChange) {
					in.Slots = append(in.Slots, actions.SlotChange{ID: "new-1", Title: "Accounts", Kind: models.FixedPart, Minutes: 5, Wished: 5, Least: 5, Pinned: -1})
				}, "slots[4].departure",
				func(in *actions.AgendaChange) { in.Slots[4].Departure = "The law asks for it" },
			},
			"another order": {
				func(in *actions.AgendaChange) { in.Slots[1], in.Slots[3] = in.Slots[3], in.Slots[1] }, "order_reason",
				func(in *actions.AgendaChange) { in.OrderReason = "The short one first" },
			},
			"too long": {
				func(in *actions.AgendaChange) { in.Minutes, in.Slack = 75, 0 }, "minutes",
				func(in *actions.AgendaChange) { in.Minutes, in.Slack = 120, 5 },
			},
		} {
			t.Run(name, func(t *testing.T) {
				fresh := testkit.See(w, ada, actions.ReadAgenda, actions.AtAgenda{Agenda: agenda.ID})
				back := testkit.AgendaChange(agenda).Body
				in := testkit.AgendaChange(fresh)
				in.Body = back
				in.Body.Version = fresh.Version
				c.change(&in.Body)
				changed := testkit.Must(w, ada, actions.ChangeAgenda, in)
				refused := publishAgenda(t, w, ada, changed)
				if fieldOf(refused) != c.field {
					t.Fatalf("published: %v (field %q), want a fault of %s", refused, fieldOf(refused), c.field)
				}
				c.give(&in.Body)
				in.Body.Version = changed.Version
				for i := range in.Body.Slots {
					if in.Body.Slots[i].ID == "new-1" {
						in.Body.Slots[i].ID = changed.Slots[len(changed.Slots)-1].ID
					}
				}
				if err := publishAgenda(t, w, ada, testkit.Must(w, ada, actions.ChangeAgenda, in)); err != nil {
					t.Errorf("refused with a reason: %v", err)
				}
			})
		}
	})
}

// fieldOf is the field that a fault names.
func fieldOf(err error) string {
	var wrong *fault.Error
	if !errors.As(err, &wrong) || wrong.Kind != fault.Invalid {
		return ""
	}
	return wrong.Field
}

func publishAgenda(t *testing.T, w *testkit.World, who actions.Actor, a actions.Agenda) error {
	t.Helper()
	out := actions.Publication{AtAgenda: actions.AtAgenda{Agenda: a.ID}}
	out.Body.Version = a.Version
	_, err := actions.Run(t.Context(), w.Service, who, actions.PublishAgenda, out, "")
	return err
}

func TestWhatDidNotFitGoesToTheNextAgenda(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process, round := counted(w, ada, 40, 30, 60)
		first := testkit.Must(w, ada, actions.MakeAgenda, evening(process.ID, round.ID, 80))
		if err := publishAgenda(t, w, ada, first); err != nil {
			t.Fatal(err)
		}
		second := w.Draft(ada, process.ID, 60, 20)
		w.Open(ada, second.ID)
		w.Vote(ada, second.ID, "1")
		w.Close(ada, second.ID)
		next := testkit.Must(w, ada, actions.MakeAgenda, evening(process.ID, second.ID, 180))
		offers := testkit.See(w, ada, actions.ReadOffers, actions.AtAgenda{Agenda: next.ID})
		if len(offers.Left) != 1 || len(offers.Rounds) != 2 {
			t.Fatalf("offers %+v", offers)
		}
		in := testkit.AgendaChange(next)
		waiting := offers.Left[0]
		in.Body.Slots = append(in.Body.Slots, actions.SlotChange{
			ID: "new-1", Carried: waiting.Slot, Minutes: waiting.Minutes, Wished: waiting.Minutes, Least: waiting.Least, Pinned: -1,
		})
		fit := testkit.See(w, ada, actions.FitAgenda, in)
		if len(fit.LeftOut) != 0 || fit.Slots[0].ID != "new-1" {
			t.Errorf("what was carried over does not come first: %+v", fit)
		}
		changed := testkit.Must(w, ada, actions.ChangeAgenda, in)
		i := slices.IndexFunc(changed.Slots, func(s actions.Slot) bool { return s.CarriedFrom == waiting.Slot })
		if i < 0 || !strings.Contains(changed.Slots[i].Reason, "Evening") || changed.Slots[i].Departs {
			t.Fatalf("carried over as %+v", changed.Slots)
		}
		again := testkit.See(w, ada, actions.ReadOffers, actions.AtAgenda{Agenda: first.ID})
		if len(again.Left) != 0 {
			t.Errorf("it waits still: %+v", again.Left)
		}
	})
}

func TestMembersAreToldOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process, round := counted(w, ada, 40, 30)
		agenda := testkit.Must(w, ada, actions.MakeAgenda, evening(process.ID, round.ID, 120))
		publishAgendaAnd(t, w, ada, agenda, "")
		in := testkit.AgendaChange(agenda)
		in.Body.StartsAt = in.Body.StartsAt.Add(time.Hour)
		in.Body.Slots[1].Minutes, in.Body.Slots[1].Departure = 20, "Its speaker has a train"
		changed := testkit.Must(w, ada, actions.ChangeAgenda, in)
		if len(changed.Changes) != 3 || !strings.HasPrefix(changed.Changes[0], "It begins on") {
			t.Errorf("before it is published, its changes are %q", changed.Changes)
		}
		publishAgendaAnd(t, w, ada, changed, "One hour later")
		for range 2 {
			for _, task := range w.Queue.Tasks(actions.DeedTellAgenda) {
				if err := w.Service.Perform(t.Context(), task); err != nil {
					t.Fatal(err)
				}
			}
		}
		letters := 0
		for _, m := range append(w.Queue.Letters("ada@example.org"), w.Queue.Letters("bob@example.org")...) {
			if strings.Contains(m.Subject, "agenda") {
				letters++
				for _, want := range []string{"One hour later", "It begins on", "has 20 minutes and not"} {
					if !strings.Contains(m.Text, want) {
						t.Errorf("the letter does not say %q:\n%s", want, m.Text)
					}
				}
			}
		}
		if letters != 2 { // ada and bob, of the second version only
			t.Errorf("%d letters, want 2", letters)
		}
	})
}

func publishAgendaAnd(t *testing.T, w *testkit.World, who actions.Actor, a actions.Agenda, note string) {
	t.Helper()
	out := actions.Publication{AtAgenda: actions.AtAgenda{Agenda: a.ID}}
	out.Body.Version, out.Body.Note = a.Version, note
	testkit.Must(w, who, actions.PublishAgenda, out)
}

// Nobody reaches the slots of another agenda, or of another process, through ids.
func TestSlotsOfOthersStayTheirs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada, eve := w.Account("ada@example.org"), w.Account("eve@example.org")
		process, round := counted(w, ada, 40, 30)
		agenda := testkit.Must(w, ada, actions.MakeAgenda, evening(process.ID, round.ID, 120))
		theirs, other := counted(w, eve, 20)
		own := testkit.Must(w, eve, actions.MakeAgenda, evening(theirs.ID, other.ID, 120))
		for name, slot := range map[string]actions.SlotChange{
			"by id":        {ID: agenda.Slots[1].ID, Minutes: 5, Wished: 5, Least: 5, Pinned: -1},
			"by round":     {ID: "new-1", Round: round.ID, Key: "1", Minutes: 5, Wished: 5, Least: 5, Pinned: -1},
			"carried over": {ID: "new-1", Carried: agenda.Slots[1].ID, Minutes: 5, Wished: 5, Least: 5, Pinned: -1},
		} {
			in := testkit.AgendaChange(own)
			in.Body.Slots = append(in.Body.Slots, slot)
			if _, err := actions.Run(t.Context(), w.Service, eve, actions.ChangeAgenda, in, ""); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// What welcome, breaks and slack take is kept out of the vote.
func TestABudgetIsWhatTheMeetingLeaves(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		item := w.Cost(ada, w.Item(ada, process.ID, "Trees", 20), 20)
		in := actions.NewRound{At: actions.At{Process: process.ID}}
		in.Body.Title, in.Body.Rule, in.Body.Proposals = "Autumn", "equal-shares/v1", []string{item.ID}
		in.Body.Ballot.Kind, in.Body.ClosesAt = "approval", testkit.Start.Add(time.Hour)
		in.Body.Meeting = actions.PlannedMeeting{Minutes: 120, Fixed: 30, Slack: 10}
		for budget, field := range map[int64]string{81: "budget", 80: ""} {
			in.Body.Budget = budget
			if _, err := actions.Run(t.Context(), w.Service, ada, actions.MakeRound, in, ""); fieldOf(err) != field {
				t.Errorf("%d minutes: %v", budget, err)
			}
		}
		in.Body.Meeting.Fixed = 110
		if _, err := actions.Run(t.Context(), w.Service, ada, actions.MakeRound, in, ""); fieldOf(err) != "meeting.minutes" {
			t.Errorf("nothing is left: %v", err)
		}
	})
}
