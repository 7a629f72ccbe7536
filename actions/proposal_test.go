package actions_test

import (
	"strings"
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

// A moot is a process with an organiser and two participants.
type moot struct {
	*testkit.World
	process       string
	ada, ben, cem actions.Actor
}

func newMoot(t *testing.T, db *database.DB) *moot {
	t.Helper()
	w := testkit.New(t, db)
	ada := w.Account("ada@example.org")
	process := w.Process(ada, "Mill").ID
	return &moot{
		World: w, process: process, ada: ada,
		ben: w.Join(process, "ben@example.org", access.Participant), cem: w.Join(process, "cem@example.org", access.Participant),
	}
}

func (h *moot) draft(who actions.Actor, title string) actions.Proposal {
	h.T.Helper()
	in := actions.NewProposal{At: actions.At{Process: h.process}}
	in.Body.Kind, in.Body.Title, in.Body.Draft = models.AgendaItem, title, true
	return testkit.Must(h.World, who, actions.MakeProposal, in)
}

func (h *moot) list(who actions.Actor, change func(*actions.Proposals)) []actions.ProposalLine {
	h.T.Helper()
	in := actions.Proposals{At: actions.At{Process: h.process}, Limit: 50, Sort: "newest"}
	change(&in)
	return testkit.See(h.World, who, actions.ListProposals, in).Items
}

func at(p actions.Proposal) actions.AtProposal { return actions.AtProposal{Proposal: p.ID} }

func TestDraftIsThereForItsAuthorOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		draft := h.draft(h.ben, "Half a thou")
		mine := func(in *actions.Proposals) { in.State = access.Private }
		all := func(*actions.Proposals) {}
		if got := h.list(h.ben, mine); len(got) != 1 || got[0].Title != "Half a thou" {
			t.Errorf("the author sees %v", got)
		}
		if len(h.list(h.ben, all))+len(h.list(h.ada, mine))+len(h.list(h.cem, all)) != 0 {
			t.Error("a draft stands in a list")
		}
		for _, who := range []actions.Actor{h.ada, h.cem} {
			if _, err := actions.View(t.Context(), h.Service, who, actions.ReadProposal, at(draft)); fault.KindOf(err) != fault.NotFound {
				t.Errorf("somebody else reads it: %v", err)
			}
			cost := actions.NewCost{AtProposal: at(draft)}
			cost.Body.Minutes, cost.Body.Version = 5, draft.Version
			if _, err := actions.Run(t.Context(), h.Service, who, actions.CostProposal, cost, ""); fault.KindOf(err) != fault.NotFound {
				t.Errorf("a refusal tells that it is there: %v", err)
			}
		}
		if n := testkit.See(h.World, h.ada, actions.ReadHome, actions.At{Process: h.process}).ProposalCount; n != 0 {
			t.Errorf("%d proposals are counted", n)
		}
	})
}

// A device that loses the answer saves again; nothing is lost, and nothing of
// another device is written over.
func TestDraftIsSavedOverAndOver(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		draft := h.draft(h.ben, "")
		in := actions.SavedDraft{AtProposal: at(draft)}
		in.Body.Kind, in.Body.Title, in.Body.Minutes, in.Body.Version = models.AgendaItem, "A path", 20, draft.Version
		first := testkit.Must(h.World, h.ben, actions.SaveProposal, in)
		if again := testkit.Must(h.World, h.ben, actions.SaveProposal, in); again.Version != first.Version {
			t.Errorf("saved twice, it is version %d and not %d", again.Version, first.Version)
		}
		in.Body.Title = "From another device"
		if _, err := actions.Run(t.Context(), h.Service, h.ben, actions.SaveProposal, in, ""); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an old device wrote over it: %v", err)
		}
		publish := actions.DraftVersion{AtProposal: at(draft)}
		publish.Body.Version = first.Version
		if got := testkit.Must(h.World, h.ben, actions.PublishProposal, publish); got.State != access.Published || got.Wording != 1 {
			t.Errorf("put forward: %s, wording %d", got.State, got.Wording)
		}
	})
}

func TestUnfinishedDraftIsNotPutForward(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		for field, title := range map[string]string{"title": "", "minutes": "A title and no minutes"} {
			in := actions.DraftVersion{AtProposal: at(h.draft(h.ben, title))}
			in.Body.Version = 1
			_, err := actions.Run(t.Context(), h.Service, h.ben, actions.PublishProposal, in, "")
			if fieldOf(err) != field {
				t.Errorf("%q: %v", title, err)
			}
		}
	})
}

func TestWhatWasSaidIsKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		p := h.Item(h.ben, h.process, "A path", 20)
		in := actions.ChangedProposal{AtProposal: at(p)}
		in.Body.Title, in.Body.Minutes, in.Body.Version, in.Body.Tags = "A path along the bank", 30, p.Version, []string{"River", "river", "on foot"}
		changed := testkit.Must(h.World, h.ben, actions.ChangeProposal, in)
		if strings.Join(changed.Tags, "|") != "River|on foot" {
			t.Errorf("tags %v", changed.Tags)
		}
		kept := testkit.See(h.World, h.cem, actions.ListWordings, actions.Wordings{AtProposal: at(p), Limit: 20}).Items
		if len(kept) != 2 || kept[0].Words.Title != "A path along the bank" || kept[1].Words.Title != "A path" || kept[1].Words.Minutes != 20 {
			t.Errorf("kept is %+v", kept)
		}
		tagged := h.list(h.cem, func(in *actions.Proposals) { in.Tag = "RIVER" })
		if len(tagged) != 1 {
			t.Errorf("%d are found by their tag", len(tagged))
		}
	})
}

func TestWordingsAreReadPageByPage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		p := h.Item(h.ben, h.process, "First", 20)
		for _, title := range []string{"Second", "Third"} {
			in := actions.ChangedProposal{AtProposal: at(p)}
			in.Body.Title, in.Body.Minutes, in.Body.Version = title, 20, p.Version
			p = testkit.Must(h.World, h.ben, actions.ChangeProposal, in)
		}
		var titles []string
		for in := (actions.Wordings{AtProposal: at(p), Limit: 2}); ; {
			page := testkit.See(h.World, h.cem, actions.ListWordings, in)
			for _, wording := range page.Items {
				titles = append(titles, wording.Words.Title)
			}
			if in.After = page.Next; page.Next == "" {
				break
			}
			titles = append(titles, "|")
		}
		if got := strings.Join(titles, " "); got != "Third Second | First" {
			t.Errorf("page by page it said %s", got)
		}
	})
}

func TestSupportCountsOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		p := h.Item(h.ben, h.process, "A path", 20)
		in := actions.NewSupport{AtProposal: at(p)}
		in.Body.Support = true
		var together sync.WaitGroup
		for range 8 {
			together.Go(func() { _, _ = actions.Run(t.Context(), h.Service, h.cem, actions.SupportProposal, in, "") })
		}
		together.Wait()
		if got := testkit.Must(h.World, h.ada, actions.SupportProposal, in); got.Supporters != 2 || !got.Supported {
			t.Errorf("%d supporters", got.Supporters)
		}
		in.Body.Support = false
		for range 2 {
			testkit.Must(h.World, h.cem, actions.SupportProposal, in)
		}
		if got := testkit.See(h.World, h.cem, actions.ReadProposal, at(p)); got.Supporters != 1 || got.Supported {
			t.Errorf("%d supporters, by me: %v", got.Supporters, got.Supported)
		}
	})
}

// A page goes on where the one before ended, also if what stood there is gone.
func TestRandomOrderGoesOnWhereItWas(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		for _, title := range []string{"A", "B", "C", "D", "E"} {
			h.Item(h.ben, h.process, title, 10)
		}
		in := actions.Proposals{At: actions.At{Process: h.process}, Limit: 2, Sort: "random", Seed: "s", State: access.Published}
		first := testkit.See(h.World, h.cem, actions.ListProposals, in)
		in.After = first.Next
		want := testkit.See(h.World, h.cem, actions.ListProposals, in)
		gone := actions.AtProposal{Proposal: first.Items[1].ID}
		testkit.Must(h.World, h.ben, actions.WithdrawProposal, actions.Withdrawal{AtProposal: gone})
		if got := testkit.See(h.World, h.cem, actions.ListProposals, in); got.Items[0].ID != want.Items[0].ID || got.Next != want.Next {
			t.Errorf("it goes on with %v instead of %v", got.Items, want.Items)
		}
	})
}

// Who throws a draft away that was just put forward is told that it is there.
func TestWhatWasJustPutForwardIsNotDiscarded(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		draft := h.draft(h.ben, "A path along the river")
		row := stored(h.World, func(q database.Query) (map[string]models.Proposal, error) {
			return models.FindProposals(q, h.process, []string{draft.ID})
		})[draft.ID]
		row.Words.Text, row.Minutes = "It is wet", 10
		meanwhile(h.World, func(tx *database.Tx) error {
			_, err := models.PublishDraft(tx, row, row.MemberID)
			return err
		}, func() {
			if _, err := actions.Run(t.Context(), h.Service, h.ben, actions.DiscardProposal, at(draft), ""); err == nil {
				t.Error("it was thrown away, and is there")
			}
		})
	})
}

// Every order lists every proposal once, page by page.
func TestOrdersOfTheList(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		for _, title := range []string{"A", "B", "C", "D", "E"} {
			h.Item(h.ben, h.process, title, 10)
		}
		all := h.list(h.ben, func(in *actions.Proposals) { in.Sort = "oldest" })
		for i, who := range map[int]actions.Actor{2: h.ben, 3: h.cem} {
			support := actions.NewSupport{AtProposal: actions.AtProposal{Proposal: all[i].ID}}
			support.Body.Support = true
			testkit.Must(h.World, who, actions.SupportProposal, support)
		}
		for _, i := range []int{0, 1, 1, 3} {
			testkit.Must(h.World, h.cem, actions.SeeProposal, actions.AtProposal{Proposal: all[i].ID})
		}
		for sort, want := range map[string]string{"oldest": "ABCDE", "newest": "EDCBA", "supported": "CDABE", "unseen": "CEABD", "random": ""} {
			got := h.pages(sort)
			if want == "" {
				want = h.pages(sort)
			}
			if got != want || len(got) != 5 {
				t.Errorf("%s: %s, want %s", sort, got, want)
			}
		}
	})
}

// pages reads a list two at a time, as the titles' letters.
func (h *moot) pages(sort string) (titles string) {
	h.T.Helper()
	in := actions.Proposals{At: actions.At{Process: h.process}, Limit: 2, Sort: sort, Seed: "7"}
	for range 4 {
		page := testkit.See(h.World, h.cem, actions.ListProposals, in)
		for _, p := range page.Items {
			titles += p.Title
		}
		if in.After = page.Next; page.Next == "" {
			break
		}
	}
	return titles
}

// From the round to the minutes: what happens to a round or an agenda happens to
// what stands in it.
func TestStatesOnTheWayToTheAgenda(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		chosen := h.Cost(h.ada, h.Item(h.ben, h.process, "Chosen", 20), 20)
		other := h.Cost(h.ada, h.Item(h.cem, h.process, "Not chosen", 60), 60)
		round := h.DraftOf(h.ada, h.process, 30, chosen.ID, other.ID)
		h.Open(h.ada, round.ID)
		h.states(map[string]access.State{chosen.ID: access.InRound, other.ID: access.InRound})
		h.Vote(h.ben, round.ID, "1")
		h.Clock.Move(time.Hour)
		h.Close(h.ada, round.ID)
		h.states(map[string]access.State{chosen.ID: access.InRound, other.ID: access.Accepted})
		in := actions.NewAgenda{At: actions.At{Process: h.process}}
		in.Body.Round, in.Body.Title, in.Body.StartsAt = round.ID, "Meeting", h.Clock.Now().Add(time.Hour)
		agenda := testkit.Must(h.World, h.ada, actions.MakeAgenda, in)
		out := actions.Publication{AtAgenda: actions.AtAgenda{Agenda: agenda.ID}}
		out.Body.Version = agenda.Version
		testkit.Must(h.World, h.ada, actions.PublishAgenda, out)
		h.states(map[string]access.State{chosen.ID: access.OnAgenda, other.ID: access.Accepted})
		testkit.Must(h.World, h.ada, actions.StartMeeting, out.AtAgenda)
		meeting := testkit.See(h.World, h.ada, actions.ReadMeeting, out.AtAgenda)
		next := actions.GoingOn{AtAgenda: out.AtAgenda}
		next.Body.Slot, next.Body.Version = agenda.Slots[0].ID, meeting.Version
		testkit.Must(h.World, h.ada, actions.GoOn, next)
		testkit.Must(h.World, h.ada, actions.EndMeeting, out.AtAgenda)
		testkit.Must(h.World, h.ada, actions.PublishMinutes, out.AtAgenda)
		h.states(map[string]access.State{chosen.ID: access.Done, other.ID: access.Accepted})
	})
}

func (h *moot) states(want map[string]access.State) {
	h.T.Helper()
	for id, state := range want {
		if got := testkit.See(h.World, h.ada, actions.ReadProposal, actions.AtProposal{Proposal: id}); got.State != state {
			h.T.Errorf("“%s” is %s, want %s (%s)", got.Title, got.State, state, got.StateReason)
		}
	}
}

func TestDeclinedProposalComesAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		p := h.Review(h.ada, actions.DeclineProposal, h.Item(h.ben, h.process, "Everything", 90))
		if p.State != access.Declined || p.StateReason == "" || p.Needed == "" {
			t.Errorf("declined: %s, %q, %q", p.State, p.StateReason, p.Needed)
		}
		answer := actions.NewAnswer{AtProposal: at(p)}
		answer.Body.Text, answer.Body.Version = "We will make it shorter.", p.Version
		p = testkit.Must(h.World, h.ben, actions.AnswerReview, answer)
		in := actions.ChangedProposal{AtProposal: at(p)}
		in.Body.Title, in.Body.Minutes, in.Body.Version = "One thing", 20, p.Version
		if again := testkit.Must(h.World, h.ben, actions.ChangeProposal, in); again.State != access.Published || again.Answer != "We will make it shorter." {
			t.Errorf("changed, it is %s: %q", again.State, again.Answer)
		}
	})
}

// Nobody hears of a draft.
func TestNobodyHearsOfADraft(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		time.Sleep(600 * time.Millisecond) // what came before is told
		ear := h.Service.Bus.Subscribe(h.process)
		defer ear.Close()
		draft := h.draft(h.ben, "Half a thought")
		name := actions.AtCoauthor{AtProposal: at(draft), Member: h.member(h.cem)}
		name.Body.Join = true
		testkit.Must(h.World, h.ben, actions.NameCoauthor, name)
		testkit.Must(h.World, h.ben, actions.DiscardProposal, at(draft))
		public := h.Item(h.ben, h.process, "A path", 20)
		for {
			heard := <-ear.Events
			if heard.ID == draft.ID {
				t.Fatal("everybody hears of a draft")
			}
			if heard.ID == public.ID {
				return
			}
		}
	})
}
