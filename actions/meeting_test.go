package actions_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/mail"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

// An assembly is a meeting that has begun, with its clock.
type assembly struct {
	*testkit.World
	ada, bob actions.Actor
	process  actions.Process
	round    string
	at       actions.AtAgenda
	slots    []actions.Turn
}

// assembled begins the meeting of an evening with two items of 40 and 30 minutes,
// the first of which may be shortened to 20 and the second to 15.
func assembled(t *testing.T, db *database.DB) *assembly {
	t.Helper()
	w := testkit.New(t, db)
	ada := w.Account("ada@example.org")
	process, round := counted(w, ada, 40, 30)
	bob := w.Join(process.ID, "bea@example.org", access.Participant)
	agenda := testkit.Must(w, ada, actions.MakeAgenda, evening(process.ID, round.ID, 120))
	if err := publishAgenda(t, w, ada, agenda); err != nil {
		t.Fatal(err)
	}
	a := &assembly{World: w, ada: ada, bob: bob, process: process, round: round.ID, at: actions.AtAgenda{Agenda: agenda.ID}}
	w.Clock.Move(agenda.StartsAt.Sub(w.Clock.Now()))
	a.slots = testkit.Must(w, ada, actions.StartMeeting, a.at).Slots
	return a
}

// goOn begins a slot, by its place on the agenda.
func (a *assembly) goOn(place int) actions.Meeting {
	now := testkit.See(a.World, a.ada, actions.ReadMeeting, a.at)
	in := actions.GoingOn{AtAgenda: a.at}
	in.Body.Slot, in.Body.Version = a.slots[place].ID, now.Version
	return testkit.Must(a.World, a.ada, actions.GoOn, in)
}

func (a *assembly) replan(way string) actions.Meeting {
	now := testkit.See(a.World, a.ada, actions.ReadMeeting, a.at)
	in := actions.Replanning{AtAgenda: a.at}
	in.Body.Way, in.Body.Version = way, now.Version
	return testkit.Must(a.World, a.ada, actions.Replan, in)
}

func ways(m actions.Meeting) (all []string) {
	for _, r := range m.Remedies {
		all = append(all, r.Way)
	}
	return all
}

func TestAMeetingThatRunsOverIsBroughtToItsEnd(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		a := assembled(t, db)
		if m := a.goOn(0); m.State != access.Running || m.Over != 0 || m.Slots[0].State != "now" || m.Slots[1].State != "next" {
			t.Fatalf("after the beginning: %+v", m)
		}
		a.Clock.Move(10 * time.Minute)
		a.goOn(1)
		a.Clock.Move(75 * time.Minute) // 40 were planned; the coffee at 60 is overtaken
		late := testkit.See(a.World, a.ada, actions.ReadMeeting, a.at)
		// At 85, with 10 of coffee and 30 minutes to come, it ends at 125.
		if late.Over != 5 || !slices.Equal(ways(late), []string{"shorten", "drop", "end_later"}) {
			t.Fatalf("over %d, ways %v", late.Over, ways(late))
		}
		if guest := testkit.See(a.World, a.bob, actions.ReadMeeting, a.at); len(guest.Remedies) != 0 || guest.Code != "" || guest.Over != 5 {
			t.Errorf("a participant is shown %+v", guest)
		}
		shorter := a.replan("shorten")
		if shorter.Over != 0 || shorter.Slots[3].Minutes != 25 {
			t.Errorf("over %d, the last item has %d minutes", shorter.Over, shorter.Slots[3].Minutes)
		}
		a.Clock.Move(30 * time.Minute)
		if later := a.replan("end_later"); later.Over != 0 || !later.EndsAt.Equal(later.StartsAt.Add(150*time.Minute)) {
			t.Errorf("over %d, ends at %s", later.Over, later.EndsAt)
		}
		in := actions.Replanning{AtAgenda: a.at}
		in.Body.Way, in.Body.Version = "drop", 1
		if _, err := actions.Run(t.Context(), a.Service, a.ada, actions.Replan, in, ""); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a way that is not needed: %v", err)
		}
		if _, err := actions.Run(t.Context(), a.Service, a.ada, actions.ChangeAgenda, testkit.AgendaChange(testkit.See(a.World, a.ada, actions.ReadAgenda, a.at)), ""); fault.KindOf(err) != fault.Closed {
			t.Errorf("the agenda changed under its meeting: %v", err)
		}
	})
}

func TestWhatTheMeetingDidNotComeToWaitsForTheNext(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		a := assembled(t, db)
		a.goOn(1)
		decide := actions.NewDecision{AtAgenda: a.at, Body: actions.DecisionBody{Slot: a.slots[1].ID, Text: "Plant ten trees", Owner: "Bea", Due: "2030-12-01"}}
		testkit.Must(a.World, a.ada, actions.Decide, decide)
		notes := actions.Writing{AtAgenda: a.at, Slot: a.slots[1].ID}
		notes.Body.Notes, notes.Body.Result, notes.Body.Version = "Everybody wants *shade*.", models.ResultDecided, 1
		testkit.Must(a.World, a.ada, actions.WriteMinutes, notes)
		if _, err := actions.Run(t.Context(), a.Service, a.ada, actions.WriteMinutes, notes, ""); fault.KindOf(err) != fault.Conflict {
			t.Errorf("two wrote at once, and nobody was told: %v", err)
		}
		testkit.Must(a.World, a.ada, actions.EndMeeting, a.at)
		done := testkit.Must(a.World, a.ada, actions.PublishMinutes, a.at)
		if done.Record != "/a/"+a.at.Agenda+"/minutes" || done.State != access.Ended {
			t.Errorf("published as %+v", done)
		}
		outcome := testkit.See(a.World, a.bob, actions.ReadOutcome, actions.AtRound{Round: a.round})
		if item := outcome.Items[0]; item.Result != models.ResultDecided || len(item.Decisions) != 1 {
			t.Errorf("the outcome does not say what became of its first item: %+v", item)
		}
		public := testkit.See(a.World, actions.Actor{}, actions.ReadMinutes, a.at)
		if len(public.Items) != 4 || len(public.Items[0].Decisions) != 1 || public.Items[0].Result != models.ResultDecided {
			t.Errorf("the public reads %+v", public.Items)
		}
		for range 2 {
			for _, task := range a.Queue.Tasks(actions.DeedTellMinutes) {
				if err := a.Service.Perform(t.Context(), task); err != nil {
					t.Fatal(err)
				}
			}
		}
		letters := slices.DeleteFunc(a.Queue.Letters("bea@example.org"), func(m mail.Message) bool { return m.Subject != "What the meeting decided" })
		if len(letters) != 1 || !strings.Contains(letters[0].Text, "Plant ten trees (Bea, until 2030-12-01)") {
			t.Errorf("letters %+v", letters)
		}
		round := a.Draft(a.ada, a.process.ID, 60, 20)
		a.Open(a.ada, round.ID)
		a.Vote(a.ada, round.ID, "1")
		a.Close(a.ada, round.ID)
		next := testkit.Must(a.World, a.ada, actions.MakeAgenda, evening(a.process.ID, round.ID, 120))
		offers := testkit.See(a.World, a.ada, actions.ReadOffers, actions.AtAgenda{Agenda: next.ID})
		if len(offers.Left) != 1 || offers.Left[0].Slot != a.slots[3].ID {
			t.Errorf("offered %+v", offers.Left)
		}
	})
}

func TestTheFloorIsFair(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		a := assembled(t, db)
		cid := a.Join(a.process.ID, "cid@example.org", access.Observer)
		ask := func(who actions.Actor, side string) actions.Floor {
			in := actions.Asking{AtAgenda: a.at}
			in.Body.Side = side
			return testkit.Must(a.World, who, actions.AskForFloor, in).Floor
		}
		give := func(id string) actions.Floor {
			in := actions.Giving{AtAgenda: a.at}
			in.Body.Speaker = id
			return testkit.Must(a.World, a.ada, actions.GiveFloor, in).Floor
		}
		floor := ask(a.bob, "Mill")
		give(floor.Waiting[0].ID)
		a.Clock.Move(90 * time.Second)
		give("")
		ask(a.bob, "Mill")
		ask(a.ada, "Mill")
		floor = ask(cid, "School") // last, but neither they nor their side has spoken
		var order []string
		for _, s := range floor.Waiting {
			order = append(order, s.Side+" "+s.Name)
		}
		if want := []string{"School", "Mill", "Mill"}; len(order) != 3 || !strings.HasPrefix(order[0], want[0]) || floor.Waiting[2].Times != 1 {
			t.Errorf("the list is %q", order)
		}
		if len(floor.Sides) != 1 || floor.Sides[0].Seconds != 90 {
			t.Errorf("sides %+v", floor.Sides)
		}
		in := actions.Asking{AtAgenda: a.at}
		if _, err := actions.Run(t.Context(), a.Service, cid, actions.AskForFloor, in, ""); fault.KindOf(err) != fault.Conflict {
			t.Errorf("twice on the list: %v", err)
		}
		leave := actions.AtSpeaker{AtAgenda: a.at, Speaker: floor.Waiting[1].ID}
		if _, err := actions.Run(t.Context(), a.Service, cid, actions.LeaveFloor, leave, ""); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("took somebody else off: %v", err)
		}
	})
}

func TestAPollCountsEachOnceAndShowsNothingBeforeItIsClosed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		a := assembled(t, db)
		open := actions.NewPoll{AtAgenda: a.at}
		open.Body.Kind, open.Body.Question, open.Body.Quorum = models.PollConsent, "Shall we plant?", 2
		poll := testkit.Must(a.World, a.ada, actions.OpenPoll, open).Polls[0]
		answer := func(who actions.Actor, answer, reason string) error {
			in := actions.Answering{AtPoll: actions.AtPoll{AtAgenda: a.at, Poll: poll.ID}}
			in.Body.Answer, in.Body.Reason = answer, reason
			_, err := actions.Run(t.Context(), a.Service, who, actions.AnswerPoll, in, "")
			return err
		}
		if err := answer(a.bob, models.AnswerNo, ""); fieldOf(err) != "reason" {
			t.Errorf("an objection without a reason: %v", err)
		}
		for _, err := range []error{answer(a.bob, models.AnswerNo, "Who waters them?"), answer(a.ada, models.AnswerYes, ""), answer(a.bob, models.AnswerNo, "Who waters them in August?")} {
			if err != nil {
				t.Fatal(err)
			}
		}
		if seen := testkit.See(a.World, a.ada, actions.ReadMeeting, a.at).Polls[0]; seen.Answered != 2 || seen.No != 0 || len(seen.Reasons) != 0 {
			t.Errorf("while it is open: %+v", seen)
		}
		closed := testkit.Must(a.World, a.ada, actions.ClosePoll, actions.AtPoll{AtAgenda: a.at, Poll: poll.ID}).Polls[0]
		if closed.No != 1 || closed.Yes != 1 || closed.Carried || len(closed.Reasons) != 1 || !strings.Contains(closed.Reasons[0].Reason, "August") {
			t.Errorf("closed as %+v", closed)
		}
		if err := answer(a.ada, models.AnswerNo, "Late"); fault.KindOf(err) != fault.Closed {
			t.Errorf("answered after the close: %v", err)
		}
	})
}

// Whatever many press at once: nobody waits twice, and there is one question.
func TestManyAtOnceAtAMeeting(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		a := assembled(t, db)
		poll := actions.NewPoll{AtAgenda: a.at}
		poll.Body.Kind, poll.Body.Question = models.PollVote, "Tea?"
		var together sync.WaitGroup
		for range 12 {
			together.Go(func() {
				_, _ = actions.Run(t.Context(), a.Service, a.bob, actions.AskForFloor, actions.Asking{AtAgenda: a.at}, "")
				_, _ = actions.Run(t.Context(), a.Service, a.ada, actions.OpenPoll, poll, "")
			})
		}
		together.Wait()
		m := testkit.See(a.World, a.ada, actions.ReadMeeting, a.at)
		open := slices.DeleteFunc(m.Polls, func(p actions.Poll) bool { return p.Closed })
		if len(m.Floor.Waiting) != 1 || len(open) != 1 {
			t.Errorf("%d wait, and %d questions are open", len(m.Floor.Waiting), len(open))
		}
	})
}

// Nobody begins what was not published, or does not take place.
func TestAMeetingBeginsAsItWasPublished(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process, round := counted(w, ada, 40, 30)
		agenda := testkit.Must(w, ada, actions.MakeAgenda, evening(process.ID, round.ID, 120))
		at := actions.AtAgenda{Agenda: agenda.ID}
		begin := func() error {
			_, err := actions.Run(t.Context(), w.Service, ada, actions.StartMeeting, at, "")
			return err
		}
		publishAgendaAnd(t, w, ada, agenda, "")
		in := testkit.AgendaChange(agenda)
		in.Body.Cancelled = true
		changed := testkit.Must(w, ada, actions.ChangeAgenda, in)
		if err := begin(); fault.KindOf(err) != fault.Closed {
			t.Errorf("begun with what was not published: %v", err)
		}
		publishAgendaAnd(t, w, ada, changed, "")
		if err := begin(); fault.KindOf(err) != fault.Closed {
			t.Errorf("begun although it does not take place: %v", err)
		}
	})
}

func TestWhoIsThereChecksInWithTheCode(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		a := assembled(t, db)
		code := testkit.See(a.World, a.ada, actions.ReadMeeting, a.at).Code
		in := actions.CheckingIn{AtAgenda: a.at}
		in.Body.Code = "wrong"
		if _, err := actions.Run(t.Context(), a.Service, a.bob, actions.CheckIn, in, ""); fieldOf(err) != "code" {
			t.Errorf("a wrong code: %v", err)
		}
		in.Body.Code = code[:3] + " " + code[3:]
		testkit.Must(a.World, a.bob, actions.CheckIn, in)
		if m := testkit.Must(a.World, a.bob, actions.CheckIn, in); m.Present != 1 || !m.Here {
			t.Errorf("%d are there", m.Present)
		}
	})
}
