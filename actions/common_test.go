package actions_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

// A circle is a process with an organiser and two participants.
type circle struct {
	*testkit.World
	at             actions.At
	ada, ben, cleo actions.Actor
}

func newCircle(t *testing.T, db *database.DB) *circle {
	t.Helper()
	w := testkit.New(t, db)
	c := &circle{World: w, ada: w.Account("ada@example.org")}
	c.at.Process = w.Process(c.ada, "Mill").ID
	c.ben = w.Join(c.at.Process, "ben@example.org", access.Participant)
	c.cleo = w.Join(c.at.Process, "cleo@example.org", access.Participant)
	return c
}

// propose amends the purpose, as it reads now.
func (c *circle) propose(who actions.Actor, words string) actions.TextAmendment {
	c.T.Helper()
	in := actions.NewTextAmendment{At: c.at}
	in.Body.Target, in.Body.Text, in.Body.Reason = models.TargetPurpose, words, "So that it is ours."
	in.Body.Base = testkit.See(c.World, who, actions.ReadPurpose, c.at).Version
	return testkit.Must(c.World, who, actions.ProposeText, in)
}

func (c *circle) on(a actions.TextAmendment) actions.AtTextAmendment {
	return actions.AtTextAmendment{At: c.at, Amendment: a.ID}
}

func (c *circle) say(who actions.Actor, a actions.TextAmendment, stance, sentence string) actions.TextAmendment {
	c.T.Helper()
	in := actions.TakenStance{AtTextAmendment: c.on(a)}
	in.Body.Stance, in.Body.Sentence, in.Body.Version = stance, sentence, a.Version
	return testkit.Must(c.World, who, actions.TakeStance, in)
}

func (c *circle) accepting(a actions.TextAmendment, base int, words string) actions.AcceptedText {
	in := actions.AcceptedText{AtTextAmendment: c.on(a)}
	in.Body.Reason, in.Body.Base, in.Body.Text, in.Body.Version = "Nobody objects.", base, words, a.Version
	return in
}

// try does a use case and returns what kind of fault refused it.
func try[In, Object, Out any](c *circle, who actions.Actor, use actions.Write[In, Object, Out], in In) fault.Kind {
	c.T.Helper()
	_, err := actions.Run(context.Background(), c.Service, who, use, in, "")
	if err == nil {
		c.T.Errorf("%s was done", use.Verb)
	}
	return fault.KindOf(err)
}

func TestAnAmendmentBecomesTheText(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		c := newCircle(t, db)
		a := c.propose(c.ben, "To **meet** and to listen.")
		if a.BaseText != "To **meet**." || a.State != access.Open {
			t.Errorf("it is %s, from %q", a.State, a.BaseText)
		}
		c.say(c.cleo, a, models.StanceConcern, "Too long.")
		c.say(c.ada, a, models.StanceSupport, "")
		if now := c.say(c.cleo, a, models.StanceLive, ""); now.Support != 1 || now.Live != 1 || now.Concern != 0 || now.Mine != models.StanceLive {
			t.Errorf("%d support it, %d can live with it, %d have a concern; %q is mine", now.Support, now.Live, now.Concern, now.Mine)
		}
		done := testkit.Must(c.World, c.ada, actions.AcceptText, c.accepting(a, 1, ""))
		if done.State != access.Accepted || done.Became != 2 || done.DecidedBy == "" || done.Decision == "" {
			t.Errorf("%+v", done)
		}
		purpose := testkit.See(c.World, c.cleo, actions.ReadPurpose, c.at)
		if purpose.Version != 2 || purpose.ProposedBy != "b Person" || purpose.ChangedBy != "a Person" || purpose.Open != 0 {
			t.Errorf("%+v", purpose)
		}
		history := testkit.See(c.World, c.cleo, actions.ListPurposeVersions, actions.Versions{At: c.at, Paged: actions.Paged{Limit: 1}})
		if len(history.Items) != 1 || history.Next != "2" || history.Items[0].Amendment != a.ID || history.Items[0].Edited {
			t.Errorf("%+v", history)
		}
		letters := c.Queue.Letters("ben@example.org")
		if len(letters) != 1 || !strings.Contains(letters[0].Text, "Nobody objects.") {
			t.Errorf("the author got %+v", letters)
		}
		if kind := try(c, c.cleo, actions.TakeStance, func() (in actions.TakenStance) {
			in.AtTextAmendment, in.Body.Stance, in.Body.Version = c.on(a), models.StanceSupport, 1
			return in
		}()); kind != fault.Closed {
			t.Errorf("a voice after the decision is refused as %v", kind)
		}
	})
}

// Whoever accepts an amendment that was written from an earlier text has to say
// how it should read now, and it carries both names.
func TestWhatOthersChangedIsNotUndoneUnseen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		c := newCircle(t, db)
		first, second := c.propose(c.ben, "To meet and to eat."), c.propose(c.cleo, "To meet and to sing.")
		testkit.Must(c.World, c.ada, actions.AcceptText, c.accepting(first, 1, ""))
		if kind := try(c, c.ada, actions.AcceptText, c.accepting(second, 1, "")); kind != fault.Conflict {
			t.Errorf("accepting what stands on version 1, as if nothing had changed: %v", kind)
		}
		if kind := try(c, c.ada, actions.AcceptText, c.accepting(second, 2, "")); kind != fault.Conflict {
			t.Errorf("accepting it over version 2 as it is: %v", kind)
		}
		seen := testkit.See(c.World, c.ada, actions.ReadTextAmendment, c.on(second))
		if seen.Present != 2 || seen.PresentText != "To meet and to eat." || seen.BaseText != "To **meet**." {
			t.Errorf("it stands between %q and %q", seen.BaseText, seen.PresentText)
		}
		done := testkit.Must(c.World, c.ada, actions.AcceptText, c.accepting(second, 2, "To meet, to eat and to sing."))
		history := testkit.See(c.World, c.ben, actions.ListPurposeVersions, actions.Versions{At: c.at, Paged: actions.Paged{Limit: 10}})
		latest := history.Items[0]
		if done.Became != 3 || !latest.Edited || latest.ProposedBy != "c Person" || latest.ChangedBy != "a Person" || latest.Text != done.BecameText {
			t.Errorf("%+v became %+v", done, latest)
		}
	})
}

func TestWhatWasSaidOfAnEarlierWordingIsNotCounted(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		c := newCircle(t, db)
		a := c.propose(c.ben, "To meet and to eat.")
		c.say(c.cleo, a, models.StanceSupport, "")
		in := actions.RewordedText{AtTextAmendment: c.on(a)}
		in.Body.Text, in.Body.Reason, in.Body.Base, in.Body.Version = "To eat.", "Shorter.", 1, 1
		now := testkit.Must(c.World, c.ben, actions.RewordText, in)
		if now.Support != 0 || len(now.Stances) != 1 || !now.Stances[0].Earlier || now.Version != 2 {
			t.Errorf("%+v", now)
		}
		if kind := try(c, c.ada, actions.AcceptText, c.accepting(a, 1, "")); kind != fault.Conflict {
			t.Errorf("accepting the wording that one read before: %v", kind)
		}
		again := testkit.Must(c.World, c.ada, actions.RejectText, func() (in actions.Decided) {
			in.AtTextAmendment, in.Body.Reason, in.Body.Version = c.on(a), "Too short.", 2
			return in
		}())
		if again.State != access.Rejected || again.Decision != "Too short." {
			t.Errorf("%+v", again)
		}
	})
}

func TestAmendmentsThatSayNothingNewAreRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		c := newCircle(t, db)
		for name, words := range map[string]struct {
			text string
			base int
			want fault.Kind
		}{
			"the same text":        {" To **meet**. ", 1, fault.Invalid},
			"no words":             {"\u200d", 1, fault.Invalid},
			"an older text's":      {"To eat.", 0, fault.Conflict},
			"a text to come, says": {"To eat.", 7, fault.Conflict},
		} {
			in := actions.NewTextAmendment{At: c.at}
			in.Body.Target, in.Body.Text, in.Body.Reason, in.Body.Base = models.TargetPurpose, words.text, "So.", words.base
			if kind := try(c, c.ben, actions.ProposeText, in); kind != words.want {
				t.Errorf("%s: %v", name, kind)
			}
		}
	})
}

// A new version of the working agreement is accepted anew; what was said of the
// earlier one stays there.
func TestEachVersionOfTheAgreementIsAcceptedForItself(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		c := newCircle(t, db)
		write := func(words string, version int) {
			in := actions.NewCommonText{At: c.at}
			in.Body.Text, in.Body.Version = words, version
			testkit.Must(c.World, c.ada, actions.ChangeAgreement, in)
		}
		accepting := func(version int) actions.Accepting {
			in := actions.Accepting{At: c.at}
			in.Body.Version = version
			return in
		}
		write("We listen.", 0)
		if w := waits(c, c.ben); !slices.Contains(w, "accept_agreement") {
			t.Errorf("ben is not asked: %v", w)
		}
		testkit.Must(c.World, c.ben, actions.AcceptAgreement, accepting(1))
		seen := testkit.Must(c.World, c.cleo, actions.AcceptAgreement, accepting(1))
		if !slices.Equal(seen.Accepted, []string{"b Person", "c Person"}) || !seen.Mine || seen.Members != 3 {
			t.Errorf("%+v", seen)
		}
		if w := waits(c, c.ben); slices.Contains(w, "accept_agreement") {
			t.Errorf("ben is asked again: %v", w)
		}
		if left := testkit.Must(c.World, c.cleo, actions.TakeAgreementBack, accepting(1)); left.Mine || len(left.Accepted) != 1 {
			t.Errorf("%+v", left)
		}
		write("We listen twice.", 1)
		now := testkit.See(c.World, c.ben, actions.ReadAgreement, c.at)
		if now.Mine || !now.Before || len(now.Accepted) != 0 {
			t.Errorf("%+v", now)
		}
		if kind := try(c, c.ben, actions.AcceptAgreement, accepting(1)); kind != fault.Conflict {
			t.Errorf("accepting a version that is no longer the present one: %v", kind)
		}
		history := testkit.See(c.World, c.ben, actions.ListAgreementVersions, actions.Versions{At: c.at, Paged: actions.Paged{Limit: 10}})
		if len(history.Items) != 2 || history.Items[1].Accepted != 1 || history.Items[0].Accepted != 0 {
			t.Errorf("%+v", history.Items)
		}
	})
}

// waits are the kinds of what waits for somebody.
func waits(c *circle, who actions.Actor) []string {
	var kinds []string
	for _, one := range testkit.See(c.World, who, actions.ReadHome, c.at).Waiting {
		kinds = append(kinds, one.Kind)
	}
	return kinds
}

func (c *circle) partner(name string, words ...string) actions.Partner {
	c.T.Helper()
	made := testkit.Must(c.World, c.ada, actions.MakePartner, actions.NewPartner{At: c.at, Body: actions.PartnerBody{Name: name}})
	for _, word := range words {
		in := actions.PartnerWords{AtPartner: actions.AtPartner{At: c.at, Partner: made.ID}}
		in.Body.Wants, in.Body.Version = word, made.Purpose.Version
		made = testkit.Must(c.World, c.ada, actions.WritePartnerPurpose, in)
	}
	return made
}

func TestAPartnerWritesItsOwnPurpose(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		c := newCircle(t, db)
		school := c.partner("The School")
		if kind := try(c, c.ada, actions.MakePartner, actions.NewPartner{At: c.at, Body: actions.PartnerBody{Name: "the  SCHOOL"}}); kind != fault.Conflict {
			t.Errorf("the same name again: %v", kind)
		}
		in := actions.PartnerWords{AtPartner: actions.AtPartner{At: c.at, Partner: school.ID}}
		in.Body.Wants, in.Body.Firm = "Shade.", "No cars."
		if kind := try(c, c.ben, actions.WritePartnerPurpose, in); kind != fault.Forbidden {
			t.Errorf("somebody who does not belong to it: %v", kind)
		}
		join := actions.Belonging{At: c.at}
		join.Body.Partner = school.ID
		testkit.Must(c.World, c.ben, actions.JoinPartner, join)
		written := testkit.Must(c.World, c.ben, actions.WritePartnerPurpose, in)
		if written.Purpose.Version != 1 || written.Purpose.ChangedBy != "b Person" || !written.Mine || len(written.People) != 1 {
			t.Errorf("%+v", written)
		}
		if kind := try(c, c.ada, actions.WritePartnerPurpose, in); kind != fault.Conflict {
			t.Errorf("over what one has not read: %v", kind)
		}
		in.Body.Wants, in.Body.Version = "Shade and benches.", 1
		testkit.Must(c.World, c.ada, actions.WritePartnerPurpose, in)
		versions := testkit.See(c.World, c.cleo, actions.ListPartnerVersions, actions.PartnerVersions{AtPartner: in.AtPartner, Paged: actions.Paged{Limit: 10}})
		if len(versions.Items) != 2 || versions.Items[0].ChangedBy != "a Person" || versions.Items[1].Wants != "Shade." {
			t.Errorf("%+v", versions.Items)
		}
		join.Body.Partner = ""
		if left := testkit.Must(c.World, c.ben, actions.JoinPartner, join); left.Partner != "" {
			t.Errorf("%+v", left)
		}
		join.Body.Partner = "nobody"
		if kind := try(c, c.ben, actions.JoinPartner, join); kind != fault.Invalid {
			t.Errorf("a partner that is not there: %v", kind)
		}
	})
}

func TestSharedWordsComeWithTheirSentences(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		c := newCircle(t, db)
		mill := c.partner("Mill", "A first try.", "We want **clean** rivers. We want bread.")
		school := c.partner("School", "The river is a classroom.")
		got := testkit.See(c.World, c.ben, actions.ReadOverlap, c.at)
		if len(got.Words) != 1 || got.Words[0].Stem != "river" || !slices.Equal(got.Words[0].Partners, []string{mill.ID, school.ID}) {
			t.Errorf("%+v", got.Words)
		}
		var sentences []string
		for _, s := range got.Sentences {
			sentences = append(sentences, s.Name+": "+s.Text)
		}
		if want := []string{"Mill: We want clean rivers.", "School: The river is a classroom."}; !slices.Equal(sentences, want) {
			t.Errorf("%q", sentences)
		}
		if want := "<p>The <mark>river</mark> is a classroom.</p>\n"; got.Partners[1].WantsHTML != want {
			t.Errorf("%q", got.Partners[1].WantsHTML)
		}
	})
}

// A concern is answered by the authors, and resolved by whoever has it.
func TestAConcernIsAnsweredAndResolved(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		c := newCircle(t, db)
		item := c.Item(c.ben, c.at.Process, "A path", 10)
		g := testkit.Must(c.World, c.ada, actions.MakeGuideline, actions.NewGuideline{At: c.at, Body: actions.GuidelineBody{Title: "Small"}})
		raise := actions.RaisedFlag{AtProposal: actions.AtProposal{Proposal: item.ID}, Guideline: g.ID}
		raise.Body.State = models.FlagConcern
		if kind := try(c, c.cleo, actions.RaiseFlag, raise); kind != fault.Invalid {
			t.Errorf("a concern without a word: %v", kind)
		}
		raise.Body.Sentence = "It is too long."
		flag := func(f actions.Flags) actions.Flag { return f.Guidelines[0].Flags[0] }
		raised := testkit.Must(c.World, c.cleo, actions.RaiseFlag, raise)
		if flag(raised).Awaits != "authors" || raised.Guidelines[0].Concerns != 1 || !slices.Equal(raised.Authors, []string{"b Person"}) {
			t.Errorf("%+v", raised)
		}
		if letters := c.Queue.Letters("ben@example.org"); len(letters) != 1 || !strings.Contains(letters[0].Text, "It is too long.") {
			t.Errorf("the author got %+v", letters)
		}
		answer := actions.AnsweredFlag{AtProposal: raise.AtProposal, Flag: flag(raised).ID}
		answer.Body.Answer = "We made it shorter."
		if kind := try(c, c.cleo, actions.AnswerFlag, answer); kind != fault.Forbidden {
			t.Errorf("an answer by somebody else: %v", kind)
		}
		if answered := testkit.Must(c.World, c.ben, actions.AnswerFlag, answer); flag(answered).Awaits != "member" {
			t.Errorf("%+v", flag(answered))
		}
		raise.Body.State, raise.Body.Sentence = models.FlagResolved, ""
		resolved := flag(testkit.Must(c.World, c.cleo, actions.RaiseFlag, raise))
		if resolved.State != models.FlagResolved || resolved.Awaits != "" || resolved.Answer == "" || resolved.Sentence != "It is too long." {
			t.Errorf("%+v", resolved)
		}
		if kind := try(c, c.ada, actions.RaiseFlag, raise); kind != fault.Invalid {
			t.Errorf("resolving what one never raised: %v", kind)
		}
	})
}

func TestAmendmentsWaitForOrganisers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		c := newCircle(t, db)
		c.propose(c.ben, "To meet and to eat.")
		if w := waits(c, c.ada); !slices.Contains(w, "decide_purpose") {
			t.Errorf("the organiser: %v", w)
		}
		if w := waits(c, c.cleo); slices.Contains(w, "decide_purpose") {
			t.Errorf("somebody else: %v", w)
		}
		if seen := testkit.See(c.World, c.cleo, actions.ReadHome, c.at); seen.Purpose.Open != 1 {
			t.Errorf("%d amendments are open", seen.Purpose.Open)
		}
	})
}

func (h *moot) guideline() string {
	h.T.Helper()
	in := actions.NewGuideline{At: actions.At{Process: h.process}}
	in.Body.Title, in.Body.Text = "Kind to rivers", "It harms no river."
	return testkit.Must(h.World, h.ada, actions.MakeGuideline, in).ID
}

func (h *moot) raises(who actions.Actor, p actions.Proposal, guideline, state, words string) actions.Flag {
	h.T.Helper()
	in := actions.RaisedFlag{AtProposal: at(p), Guideline: guideline}
	in.Body.State, in.Body.Sentence = state, words
	flags := testkit.Must(h.World, who, actions.RaiseFlag, in).Guidelines[0].Flags
	return flags[slices.IndexFunc(flags, func(f actions.Flag) bool { return f.Me })]
}

// Nobody makes a concern of what was said to be good, or answers words that are gone.
func TestOnlyConcernsAreAnswered(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		p, guideline := h.Item(h.ben, h.process, "A path", 20), h.guideline()
		good := h.raises(h.cem, p, guideline, models.FlagGood, "")
		settle := actions.AnsweredFlag{AtProposal: at(p), Flag: good.ID}
		settle.Body.Answer = "Settled"
		if _, err := actions.Run(t.Context(), h.Service, h.ada, actions.SettleFlag, settle, ""); fault.KindOf(err) != fault.Closed {
			t.Errorf("what is good was resolved: %v", err)
		}
		concern := h.raises(h.cem, p, guideline, models.FlagConcern, "It floods")
		flag := stored(h.World, func(q database.Query) (models.Flag, error) { return models.FindFlag(q, p.ID, concern.ID) })
		h.raises(h.cem, p, guideline, models.FlagConcern, "It dries out")
		flag.Answer = "It will not flood"
		err := h.Service.DB.Write(t.Context(), h.Clock.Now(), func(tx *database.Tx) error { return models.AnswerFlag(tx, flag) })
		if fault.KindOf(err) != fault.Conflict {
			t.Errorf("an answer to words that are gone was taken and lost: %v", err)
		}
	})
}

// Whoever says that a concern is resolved does not take the answer away that comes
// at the same moment.
func TestAnAnswerIsKeptWhenTheConcernIsResolved(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		p, guideline := h.Item(h.ben, h.process, "A path", 20), h.guideline()
		concern := h.raises(h.cem, p, guideline, models.FlagConcern, "It floods")
		flag := stored(h.World, func(q database.Query) (models.Flag, error) { return models.FindFlag(q, p.ID, concern.ID) })
		flag.Answer, flag.AnsweredBy = "It will not flood", h.member(h.ben)
		meanwhile(h.World, func(tx *database.Tx) error { return models.AnswerFlag(tx, flag) }, func() {
			if got := h.raises(h.cem, p, guideline, models.FlagResolved, ""); got.State != models.FlagResolved || got.Answer != flag.Answer || got.Sentence != "It floods" {
				t.Errorf("resolved, it is %+v", got)
			}
		})
	})
}
