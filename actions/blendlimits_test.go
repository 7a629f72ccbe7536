package actions_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

// joining is the input of somebody who suggests that proposals become one.
func (h *moot) joining(title string, proposals ...actions.Proposal) actions.NewBlend {
	in := actions.NewBlend{At: actions.At{Process: h.process}}
	for _, p := range proposals {
		in.Body.Proposals = append(in.Body.Proposals, p.ID)
	}
	in.Body.Drafts = []actions.BlendDraft{{Kind: models.AgendaItem, ProposalText: actions.ProposalText{Title: title, Minutes: 20}}}
	in.Body.Reason = "They want the same"
	return in
}

func TestListOfBlendsIsReadPageByPageWithoutLongTexts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		a, b, c := h.Item(h.ben, h.process, "A", 20), h.Item(h.cem, h.process, "B", 10), h.Item(h.cem, h.process, "C", 10)
		first := h.suggests(h.ada, 1, a, b)
		second := h.suggests(h.ada, 1, a, c)
		testkit.Must(h.World, h.ada, actions.WithdrawBlend, actions.AtBlend{Blend: h.suggests(h.ada, 1, a, b, c).ID})
		in := actions.Blends{AtProposal: at(a), State: access.Open, Limit: 1}
		page := testkit.See(h.World, h.ada, actions.ListBlends, in)
		if len(page.Items) != 1 || page.Items[0].ID != second.ID || page.Next == "" {
			t.Fatalf("the first page is %+v", page)
		}
		if one := page.Items[0]; len(one.Drafts) != 0 || one.Parts[0].HTML != "" || one.Parts[0].Title != "A" {
			t.Errorf("in a list stands %+v", one)
		}
		in.After = page.Next
		if page = testkit.See(h.World, h.ada, actions.ListBlends, in); len(page.Items) != 1 || page.Items[0].ID != first.ID || page.Next != "" {
			t.Errorf("the second page is %+v", page)
		}
	})
}

// Each suggestion writes to all authors: nobody can send more than a few.
func TestSuggestionsThatAreOpenAreFew(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		var mine []actions.Proposal
		for i := range models.MostOpenBlends + 2 {
			mine = append(mine, h.Item(h.ben, h.process, fmt.Sprint("A", i), 20))
		}
		other := h.Item(h.cem, h.process, "B", 10)
		var all sync.WaitGroup
		for _, one := range mine {
			all.Go(func() {
				_, _ = actions.Run(t.Context(), h.Service, h.ada, actions.SuggestBlend, h.joining("Both", one, other), "")
			})
		}
		all.Wait()
		open := testkit.See(h.World, h.ada, actions.ListBlends, actions.Blends{AtProposal: at(other), State: access.Open, Limit: 20}).Items
		if len(open) != models.MostOpenBlends {
			t.Fatalf("%d wait for answers", len(open))
		}
		extra := h.joining("All", mine...)
		_, err := actions.Run(t.Context(), h.Service, h.ada, actions.SuggestBlend, extra, "")
		if fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "Take one of them back first") {
			t.Errorf("one more: %v", err)
		}
		testkit.Must(h.World, h.ada, actions.WithdrawBlend, actions.AtBlend{Blend: open[0].ID})
		testkit.Must(h.World, h.ada, actions.SuggestBlend, extra)
	})
}

func TestNobodySuggestsTheSameTwiceAtATime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		a, b := h.Item(h.ben, h.process, "A", 20), h.Item(h.cem, h.process, "B", 10)
		first := h.suggests(h.ada, 1, a, b)
		again := h.joining("In other words", b, a)
		if _, err := actions.Run(t.Context(), h.Service, h.ada, actions.SuggestBlend, again, ""); fault.KindOf(err) != fault.Conflict {
			t.Errorf("suggested twice: %v", err)
		}
		testkit.Must(h.World, h.ben, actions.SuggestBlend, again) // somebody else may
		testkit.Must(h.World, h.ada, actions.WithdrawBlend, actions.AtBlend{Blend: first.ID})
		testkit.Must(h.World, h.ada, actions.SuggestBlend, again)
	})
}

// Two blends of one family at the same moment leave one family.
func TestBlendsOfOneFamilyAtTheSameMoment(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		whole := h.Item(h.ben, h.process, "All of it", 40)
		h.suggests(h.ben, 2, whole)
		family := func(id string) []actions.Relative {
			return testkit.See(h.World, h.ada, actions.ReadLineage, actions.AtProposal{Proposal: id}).Items
		}
		parts := family(whole.ID)[1:]
		a := stored(h.World, func(q database.Query) (map[string]models.Proposal, error) {
			return models.FindProposals(q, h.process, []string{parts[0].ID})
		})[parts[0].ID]
		other := h.Item(h.ben, h.process, "Something else", 20)
		meanwhile(h.World, func(tx *database.Tx) error {
			child, err := models.NewProposal(tx, models.Proposal{ProcessID: h.process, MemberID: h.member(h.ada), Kind: a.Kind, Words: a.Words})
			if err != nil {
				return err
			}
			return models.Descend(tx, h.process, []models.Proposal{a}, []models.Proposal{child})
		}, func() {
			in := h.joining("Both", other)
			in.Body.Proposals = append(in.Body.Proposals, parts[1].ID)
			testkit.Must(h.World, h.ben, actions.SuggestBlend, in)
		})
		for _, id := range []string{whole.ID, parts[0].ID, parts[1].ID, other.ID} {
			if all := family(id); len(all) != 6 {
				t.Errorf("%d are of one family", len(all))
			}
		}
	})
}

func (h *moot) becomes(who actions.Actor, role access.Role) {
	h.T.Helper()
	in := actions.NewRole{AtMember: actions.AtMember{At: actions.At{Process: h.process}, Member: h.member(who)}}
	in.Body.Role = role
	testkit.Must(h.World, h.ada, actions.ChangeRole, in)
}

// A blend waits for those who can answer only, and ends when it waits for the last
// no more.
func TestBlendWaitsForThoseWhoCanAnswer(t *testing.T) {
	for name, goes := range map[string]func(h *moot, dora actions.Actor, b actions.Proposal){
		"who became an observer": func(h *moot, dora actions.Actor, _ actions.Proposal) { h.becomes(dora, access.Observer) },
		"who left": func(h *moot, dora actions.Actor, b actions.Proposal) {
			testkit.Must(h.World, dora, actions.JoinProposal, actions.Joining{AtProposal: at(b)})
		},
		"who was taken off": func(h *moot, dora actions.Actor, b actions.Proposal) {
			testkit.Must(h.World, h.cem, actions.NameCoauthor, actions.AtCoauthor{AtProposal: at(b), Member: h.member(dora)})
		},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, db *database.DB) {
				h := newMoot(t, db)
				dora := h.Join(h.process, "dora@example.org", access.Participant)
				a, b := h.Item(h.ben, h.process, "A", 20), h.Item(h.cem, h.process, "B", 10)
				h.joins(h.cem, dora, b)
				blend := h.suggests(h.ben, 1, a, b)
				if got := h.answers(h.cem, blend, true); got.State != access.Open {
					t.Fatalf("dora was not asked, and it is %s", got.State)
				}
				goes(h, dora, b)
				if got := testkit.See(h.World, h.ada, actions.ReadBlend, actions.AtBlend{Blend: blend.ID}); got.State != access.Done {
					t.Errorf("nobody is waited for, and it is %s", got.State)
				}
			})
		})
	}
}

// Whoever cannot answer for now is asked again once they can, and what is theirs
// alone stays as it is until then.
func TestWhoCanAnswerAgainIsAskedAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		a, b, c := h.Item(h.ada, h.process, "A", 20), h.Item(h.ben, h.process, "B", 10), h.Item(h.cem, h.process, "C", 10)
		blend := h.suggests(h.ada, 1, a, b, c)
		h.becomes(h.cem, access.Observer)
		got := h.answers(h.ben, blend, true)
		if last := got.Parts[2].Consents[0]; got.State != access.Open || !got.Enough || last.Answer != "unable" {
			t.Fatalf("it is %s, and cem %q", got.State, last.Answer)
		}
		if home := testkit.See(h.World, h.cem, actions.ReadHome, actions.At{Process: h.process}).Waiting; len(home) > 0 {
			t.Errorf("cem is asked: %+v", home)
		}
		in := h.joining("Both", b, c)
		if _, err := actions.Run(t.Context(), h.Service, h.ada, actions.SuggestBlend, in, ""); fault.KindOf(err) != fault.Invalid {
			t.Errorf("nobody can agree, and it is suggested: %v", err)
		}
		h.becomes(h.cem, access.Participant)
		if got = h.answers(h.cem, blend, true); got.State != access.Done {
			t.Errorf("everybody agreed, and it is %s", got.State)
		}
	})
}

func TestAnOrganiserTakesBackWhatAnObserverSuggested(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		dora := h.Join(h.process, "dora@example.org", access.Participant)
		a, b := h.Item(h.ben, h.process, "A", 20), h.Item(h.cem, h.process, "B", 10)
		in := actions.AtBlend{Blend: h.suggests(dora, 1, a, b).ID}
		may := func(who actions.Actor) bool {
			return slices.Contains(testkit.See(h.World, who, actions.ReadBlend, in).Can, access.BlendWithdraw)
		}
		if _, err := actions.Run(t.Context(), h.Service, h.ada, actions.WithdrawBlend, in, ""); fault.KindOf(err) != fault.Forbidden || may(h.ada) {
			t.Errorf("taken back for somebody who could: %v", err)
		}
		h.becomes(dora, access.Observer)
		if may(h.ben) || may(dora) || !may(h.ada) {
			t.Error("an organiser may take it back now, and nobody else")
		}
		if got := testkit.Must(h.World, h.ada, actions.WithdrawBlend, in); got.State != access.Withdrawn {
			t.Errorf("taken back, it is %s", got.State)
		}
	})
}
