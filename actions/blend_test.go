package actions_test

import (
	"fmt"
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

func (h *moot) suggests(who actions.Actor, drafts int, proposals ...actions.Proposal) actions.Blend {
	h.T.Helper()
	in := actions.NewBlend{At: actions.At{Process: h.process}}
	for _, p := range proposals {
		in.Body.Proposals = append(in.Body.Proposals, p.ID)
	}
	for i := range drafts {
		in.Body.Drafts = append(in.Body.Drafts, actions.BlendDraft{
			Kind: models.AgendaItem, ProposalText: actions.ProposalText{Title: "Together " + string(rune('A'+i)), Minutes: 20},
		})
	}
	in.Body.Reason = "They want the same"
	return testkit.Must(h.World, who, actions.SuggestBlend, in)
}

func (h *moot) answers(who actions.Actor, b actions.Blend, agree bool) actions.Blend {
	h.T.Helper()
	in := actions.BlendAnswer{AtBlend: actions.AtBlend{Blend: b.ID}}
	in.Body.Agree, in.Body.Reason = agree, "So I think"
	return testkit.Must(h.World, who, actions.AnswerBlend, in)
}

func (h *moot) supports(who actions.Actor, p actions.Proposal) {
	h.T.Helper()
	in := actions.NewSupport{AtProposal: at(p)}
	in.Body.Support = true
	testkit.Must(h.World, who, actions.SupportProposal, in)
}

func (h *moot) read(who actions.Actor, id string) actions.Proposal {
	h.T.Helper()
	return testkit.See(h.World, who, actions.ReadProposal, actions.AtProposal{Proposal: id})
}

func TestBlendByConsent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		path, lamps := h.Item(h.ben, h.process, "A path", 20), h.Item(h.cem, h.process, "Lamps for the path", 10)
		h.supports(h.ada, path)
		h.supports(h.ada, lamps)
		blend := h.suggests(h.ben, 1, path, lamps)
		if blend.State != access.Open || h.read(h.ada, path.ID).State != access.Published {
			t.Fatalf("without consent it is %s", blend.State)
		}
		if blend = h.answers(h.cem, blend, true); blend.State != access.Done {
			t.Fatalf("everybody agreed, and it is %s", blend.State)
		}
		original := h.read(h.ada, lamps.ID)
		if original.State != access.Blended || original.Supporters != 1 || original.Successor == nil || original.Text != lamps.Text {
			t.Errorf("the original is %s with %d supporters, and leads to %v", original.State, original.Supporters, original.Successor)
		}
		h.comesOf(original.Successor.ID, path, lamps)
	})
}

// comesOf checks what came out of a blend of ben's and cem's proposals, which ada
// supported.
func (h *moot) comesOf(id string, path, lamps actions.Proposal) {
	h.T.Helper()
	joint := h.read(h.ada, id)
	if joint.State != access.Published || len(joint.CoAuthors) != 1 || joint.Supporters != 0 || !joint.Carry {
		h.T.Errorf("the joint one is %s, with %d more authors, %d supporters, carry %v", joint.State, len(joint.CoAuthors), joint.Supporters, joint.Carry)
	}
	lineage := testkit.See(h.World, h.ada, actions.ReadLineage, actions.AtProposal{Proposal: joint.ID}).Items
	if !joint.Related || len(lineage) != 3 || len(lineage[2].Parents) != 2 {
		h.T.Errorf("its lineage is %v", lineage)
	}
	for _, who := range []actions.Actor{h.ben, h.cem} {
		if mine := h.list(who, func(in *actions.Proposals) { in.Mine = true }); len(mine) != 2 {
			h.T.Errorf("an author has %d proposals", len(mine))
		}
	}
	in := actions.Carrying{AtProposal: at(joint)}
	in.Body.Support = true
	for range 2 {
		joint = testkit.Must(h.World, h.ada, actions.CarrySupport, in)
	}
	if joint.Supporters != 1 || joint.Carry || h.read(h.ada, path.ID).Supporters != 1 {
		h.T.Errorf("carried over: %d supporters, still asked: %v", joint.Supporters, joint.Carry)
	}
}

func TestOneAuthorRefusesAndTheOthersGoOn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		a, b, c := h.Item(h.ada, h.process, "A", 20), h.Item(h.ben, h.process, "B", 10), h.Item(h.cem, h.process, "C", 10)
		blend := h.suggests(h.ada, 1, a, b, c)
		h.answers(h.ben, blend, true)
		if blend = h.answers(h.cem, blend, false); blend.State != access.Open || !blend.Enough {
			t.Fatalf("one refused, and it is %s, enough: %v", blend.State, blend.Enough)
		}
		if blend = testkit.Must(h.World, h.ada, actions.FinishBlend, actions.AtBlend{Blend: blend.ID}); blend.State != access.Done {
			t.Fatalf("gone on, it is %s", blend.State)
		}
		h.states(map[string]access.State{a.ID: access.Blended, b.ID: access.Blended, c.ID: access.Published})
		if _, err := actions.Run(t.Context(), h.Service, h.ada, actions.FinishBlend, actions.AtBlend{Blend: blend.ID}, ""); fault.KindOf(err) != fault.Closed {
			t.Errorf("ended twice: %v", err)
		}
	})
}

func TestNobodyIsBlendedAgainstTheirWill(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		a, b := h.Item(h.ben, h.process, "A", 20), h.Item(h.cem, h.process, "B", 10)
		blend := h.suggests(h.ada, 1, a, b) // an organiser suggests, and it is not hers
		h.answers(h.ben, blend, true)
		for name, try := range map[string]func() error{
			"an organiser goes on alone": func() error {
				_, err := actions.Run(t.Context(), h.Service, h.ada, actions.FinishBlend, actions.AtBlend{Blend: blend.ID}, "")
				return err
			},
			"an organiser answers for others": func() error {
				in := actions.BlendAnswer{AtBlend: actions.AtBlend{Blend: blend.ID}}
				in.Body.Agree = true
				_, err := actions.Run(t.Context(), h.Service, h.ada, actions.AnswerBlend, in, "")
				return err
			},
		} {
			if kind := fault.KindOf(try()); kind != fault.Conflict && kind != fault.Forbidden {
				t.Errorf("%s: %v", name, kind)
			}
		}
		h.states(map[string]access.State{a.ID: access.Published, b.ID: access.Published})
	})
}

func TestSplitIsTheOtherWay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		p := h.Item(h.ben, h.process, "Everything", 60)
		h.supports(h.cem, p)
		if blend := h.suggests(h.ben, 3, p); blend.State != access.Done {
			t.Fatalf("one's own is split at once, and it is %s", blend.State)
		}
		parts := h.list(h.cem, func(in *actions.Proposals) { in.State = access.Published })
		if len(parts) != 3 || h.read(h.ada, p.ID).State != access.Blended {
			t.Errorf("%d came out", len(parts))
		}
		for _, part := range parts {
			lineage := testkit.See(h.World, h.cem, actions.ReadLineage, actions.AtProposal{Proposal: part.ID}).Items
			if got := h.read(h.cem, part.ID); !got.Carry || len(lineage) != 4 {
				t.Errorf("%s: asked %v, lineage %d", got.Title, got.Carry, len(lineage))
			}
		}
	})
}

func TestAuthorsByInvitationAndConsent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		draft := h.draft(h.ben, "Half a thought")
		cem := h.member(h.cem)
		name := actions.AtCoauthor{AtProposal: at(draft), Member: cem}
		name.Body.Join = true
		testkit.Must(h.World, h.ben, actions.NameCoauthor, name)
		save := actions.SavedDraft{AtProposal: at(draft)}
		save.Body.Kind, save.Body.Title, save.Body.Version = models.AgendaItem, "A whole thought", draft.Version
		if _, err := actions.Run(t.Context(), h.Service, h.cem, actions.SaveProposal, save, ""); fault.KindOf(err) != fault.NotFound {
			t.Errorf("invited, and writes before agreeing: %v", err)
		}
		h.read(h.cem, draft.ID) // to know what they are asked for
		join := actions.Joining{AtProposal: at(draft)}
		join.Body.Join = true
		testkit.Must(h.World, h.cem, actions.JoinProposal, join)
		if saved := testkit.Must(h.World, h.cem, actions.SaveProposal, save); len(saved.CoAuthors) != 1 || !saved.CoAuthors[0].Me {
			t.Errorf("authors %v", saved.CoAuthors)
		}
		name.Body.Join = false
		testkit.Must(h.World, h.ben, actions.NameCoauthor, name)
		if _, err := actions.View(t.Context(), h.Service, h.cem, actions.ReadProposal, at(draft)); fault.KindOf(err) != fault.NotFound {
			t.Errorf("no author any more, and reads: %v", err)
		}
	})
}

// member is somebody's id in the process.
func (h *moot) member(who actions.Actor) (id string) {
	h.T.Helper()
	err := h.Service.DB.Read(h.T.Context(), func(q database.Query) error {
		m, err := models.FindMemberByAccount(q, h.process, who.AccountID)
		id = m.ID
		return err
	})
	if err != nil {
		h.T.Fatal(err)
	}
	return id
}

func TestAskingToJoin(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		p := h.Item(h.ben, h.process, "A path", 20)
		join := actions.Joining{AtProposal: at(p)}
		join.Body.Join = true
		testkit.Must(h.World, h.cem, actions.JoinProposal, join)
		if got := h.read(h.cem, p.ID); len(got.CoAuthors) != 1 || got.CoAuthors[0].State != models.CoauthorAsked || got.Author.Me {
			t.Errorf("asked, they are %v", got.CoAuthors)
		}
		name := actions.AtCoauthor{AtProposal: at(p), Member: h.member(h.cem)}
		name.Body.Join = true
		if got := testkit.Must(h.World, h.ben, actions.NameCoauthor, name); got.CoAuthors[0].State != models.CoauthorAgreed {
			t.Errorf("agreed to, they are %v", got.CoAuthors)
		}
	})
}

func TestOtherWordsAreTakenByTheAuthors(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		p := h.Item(h.ben, h.process, "A path", 20)
		suggest := func(who actions.Actor, title string) actions.ProposalAmendment {
			in := actions.NewProposalAmendment{AtProposal: at(p)}
			in.Body.Title, in.Body.Minutes, in.Body.Reason, in.Body.Wording = title, 15, "Clearer", 1
			return testkit.Must(h.World, who, actions.AmendProposal, in).Items[0]
		}
		first, second := suggest(h.cem, "A path along the bank"), suggest(h.ada, "A lit path")
		take := actions.AtAmended{Amendment: first.ID}
		if _, err := actions.Run(t.Context(), h.Service, h.ada, actions.AcceptAmendment, take, ""); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("an organiser takes words for others: %v", err)
		}
		testkit.Must(h.World, h.ben, actions.AcceptAmendment, take)
		kept := testkit.See(h.World, h.ada, actions.ListWordings, actions.Wordings{AtProposal: at(p), Limit: 20}).Items
		if len(kept) != 2 || kept[0].Words.Title != "A path along the bank" || kept[0].By == kept[1].By {
			t.Errorf("kept is %+v", kept)
		}
		stale := actions.AtAmended{Amendment: second.ID}
		if _, err := actions.Run(t.Context(), h.Service, h.ben, actions.AcceptAmendment, stale, ""); fault.KindOf(err) != fault.Conflict {
			t.Errorf("words against an older wording are taken: %v", err)
		}
		stale.Body.Reason = "It says something else now"
		items := testkit.Must(h.World, h.ben, actions.DeclineAmendment, stale).Items
		if items[0].State != access.Declined || items[1].State != access.Accepted {
			t.Errorf("ended as %s and %s", items[0].State, items[1].State)
		}
	})
}

// Whoever agrees at the same moment: somebody is the last, and ends the blend.
func TestConsentsThatComeTogetherEndTheBlend(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		for i := range 10 {
			a, b := h.Item(h.ben, h.process, fmt.Sprint("A", i), 20), h.Item(h.cem, h.process, fmt.Sprint("B", i), 10)
			blend := h.suggests(h.ada, 1, a, b)
			var both sync.WaitGroup
			for _, who := range []actions.Actor{h.ben, h.cem} {
				both.Go(func() { h.answers(who, blend, true) })
			}
			both.Wait()
			got := testkit.See(h.World, h.ada, actions.ReadBlend, actions.AtBlend{Blend: blend.ID})
			if got.State != access.Done {
				t.Fatalf("blend %d: everybody agreed, and it is %s", i, got.State)
			}
		}
	})
}

// What an author says is kept, whatever became of the other proposals.
func TestConsentIsKeptWhenAPartIsGone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		a, b := h.Item(h.ben, h.process, "A", 20), h.Item(h.cem, h.process, "B", 10)
		blend := h.suggests(h.ben, 1, a, b)
		testkit.Must(h.World, h.ben, actions.WithdrawProposal, actions.Withdrawal{AtProposal: at(a)})
		in := actions.BlendAnswer{AtBlend: actions.AtBlend{Blend: blend.ID}}
		in.Body.Agree = true
		got, err := actions.Run(t.Context(), h.Service, h.cem, actions.AnswerBlend, in, "")
		if err != nil || got.MyAnswer != models.ConsentAgree || got.State != access.Open {
			t.Fatalf("cem agreed, and it is %q, %s, %v", got.MyAnswer, got.State, err)
		}
		h.states(map[string]access.State{b.ID: access.Published})
	})
}

// Who became an author after a blend was suggested is asked too, and who is none
// any more holds nobody up.
func TestBlendAsksWhoseTheyAreNow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		dora := h.Join(h.process, "dora@example.org", access.Participant)
		a, b := h.Item(h.ben, h.process, "A", 20), h.Item(h.cem, h.process, "B", 10)
		blend := h.suggests(h.ben, 1, a, b)
		h.joins(h.cem, dora, b)
		if got := h.answers(h.cem, blend, true); got.State != access.Open {
			t.Fatalf("dora was not asked, and it is %s", got.State)
		}
		if got := h.answers(dora, blend, true); got.State != access.Done {
			t.Fatalf("everybody agreed, and it is %s", got.State)
		}
		joint := h.read(h.ada, h.read(h.ada, b.ID).Successor.ID)
		if len(joint.CoAuthors) != 2 {
			t.Errorf("the joint one has %d more authors", len(joint.CoAuthors))
		}
	})
}

func (h *moot) joins(author, who actions.Actor, p actions.Proposal) {
	h.T.Helper()
	name := actions.AtCoauthor{AtProposal: at(p), Member: h.member(who)}
	name.Body.Join = true
	testkit.Must(h.World, author, actions.NameCoauthor, name)
	join := actions.Joining{AtProposal: at(p)}
	join.Body.Join = true
	testkit.Must(h.World, who, actions.JoinProposal, join)
}

func TestBlendDoesNotWaitForWhoLeft(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		dora := h.Join(h.process, "dora@example.org", access.Participant)
		a, b := h.Item(h.ben, h.process, "A", 20), h.Item(h.cem, h.process, "B", 10)
		h.joins(h.cem, dora, b)
		blend := h.suggests(h.ben, 1, a, b)
		testkit.Must(h.World, dora, actions.JoinProposal, actions.Joining{AtProposal: at(b)})
		if got := h.answers(h.cem, blend, true); got.State != access.Done {
			t.Errorf("dora left, and it is %s", got.State)
		}
	})
}

// Who is taken off the list at the same moment does not become an author.
func TestWhoIsNoLongerInvitedDoesNotJoin(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		draft := h.draft(h.ben, "Half a thought")
		cem := h.member(h.cem)
		name := actions.AtCoauthor{AtProposal: at(draft), Member: cem}
		name.Body.Join = true
		testkit.Must(h.World, h.ben, actions.NameCoauthor, name)
		meanwhile(h.World, func(tx *database.Tx) error { return models.DropCoauthor(tx, draft.ID, cem) }, func() {
			join := actions.Joining{AtProposal: at(draft)}
			join.Body.Join = true
			_, _ = actions.Run(t.Context(), h.Service, h.cem, actions.JoinProposal, join, "")
		})
		if _, err := actions.View(t.Context(), h.Service, h.cem, actions.ReadProposal, at(draft)); fault.KindOf(err) != fault.NotFound {
			t.Errorf("no longer invited, and reads the draft: %v", err)
		}
	})
}

// A home asks for nothing that cannot be done any more.
func TestHomeAsksForNothingThatIsOver(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		p := h.Item(h.ben, h.process, "Everything", 60)
		h.supports(h.cem, p)
		h.suggests(h.ben, 2, p)
		for _, part := range h.list(h.cem, func(in *actions.Proposals) { in.State = access.Published }) {
			testkit.Must(h.World, h.ben, actions.WithdrawProposal, actions.Withdrawal{AtProposal: actions.AtProposal{Proposal: part.ID}})
		}
		other := h.Item(h.ben, h.process, "A path", 20)
		name := actions.AtCoauthor{AtProposal: at(other), Member: h.member(h.cem)}
		name.Body.Join = true
		testkit.Must(h.World, h.ben, actions.NameCoauthor, name)
		testkit.Must(h.World, h.ben, actions.WithdrawProposal, actions.Withdrawal{AtProposal: at(other)})
		for _, one := range testkit.See(h.World, h.cem, actions.ReadHome, actions.At{Process: h.process}).Waiting {
			if one.Kind == "carry_support" || one.Kind == "join_authors" {
				t.Errorf("it asks to %s", one.Kind)
			}
		}
	})
}

// Who may become an author is for the authors to know, and for whom it concerns.
func TestWhoMayJoinIsNotForEverybody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		p := h.Item(h.ben, h.process, "A path", 20)
		join := actions.Joining{AtProposal: at(p)}
		join.Body.Join = true
		testkit.Must(h.World, h.cem, actions.JoinProposal, join)
		for who, want := range map[*actions.Actor]int{&h.ada: 0, &h.ben: 1, &h.cem: 1} {
			if got := h.read(*who, p.ID); len(got.CoAuthors) != want {
				t.Errorf("%v instead of %d", got.CoAuthors, want)
			}
		}
	})
}

// Whoever supports a proposal while it becomes part of another is not left behind.
func TestNoSupportGoesToWhatWasJustBlended(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		p := h.Item(h.ben, h.process, "A path", 20)
		row := stored(h.World, func(q database.Query) (map[string]models.Proposal, error) {
			return models.FindProposals(q, h.process, []string{p.ID})
		})[p.ID]
		meanwhile(h.World, func(tx *database.Tx) error {
			_, err := models.MoveProposal(tx, row, access.Blended, "")
			return err
		}, func() {
			in := actions.NewSupport{AtProposal: at(p)}
			in.Body.Support = true
			if _, err := actions.Run(t.Context(), h.Service, h.cem, actions.SupportProposal, in, ""); fault.KindOf(err) != fault.Closed {
				t.Errorf("it is supported, and nobody is asked about what it became: %v", err)
			}
		})
	})
}
