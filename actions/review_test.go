package actions_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/mail"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

// rowOf says of a proposal what was said of it already.
func rowOf(p actions.ProposalLine) actions.ReviewRow {
	return actions.ReviewRow{
		Proposal: p.ID, Version: p.Version, Minutes: p.Cost, Money: p.Money, Reason: p.CostReason,
		State: p.State, StateReason: p.StateReason, Needed: p.Needed,
	}
}

func (h *moot) table(rows ...actions.ReviewRow) actions.ReviewTable {
	in := actions.ReviewTable{At: actions.At{Process: h.process}}
	in.Body.Rows = rows
	return in
}

func (h *moot) review(who actions.Actor, rows ...actions.ReviewRow) ([]actions.ProposalLine, error) {
	out, err := actions.Run(h.T.Context(), h.Service, who, actions.ReviewProposals, h.table(rows...), "")
	return out.Items, err
}

func (h *moot) entries(verb access.Verb) (details []string) {
	h.T.Helper()
	err := h.Service.DB.Read(h.T.Context(), func(q database.Query) error {
		rows, err := database.Many[models.Entry](q.Where(map[string]any{"process_id": h.process, "verb": string(verb)}).Order("id"), "entries")
		for _, row := range rows {
			details = append(details, row.Detail)
		}
		return err
	})
	if err != nil {
		h.T.Fatal(err)
	}
	return details
}

func TestNamedReviewerReviewsATable(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		first, second := h.Item(h.ben, h.process, "A path", 30), h.Item(h.ben, h.process, "A ferry", 60)
		third := h.Item(h.ada, h.process, "A bell", 10)
		rows := []actions.ReviewRow{rowOf(first.ProposalLine), rowOf(second.ProposalLine), rowOf(third.ProposalLine)}
		rows[0].Minutes, rows[0].Money, rows[0].Reason, rows[0].State = 20, 4050, "Two routes", access.Accepted
		rows[1].State, rows[1].StateReason, rows[1].Needed = access.Declined, "Nobody owns a boat", "Find one"
		rows[2].Minutes = 5
		if _, err := h.review(h.cem, rows...); fault.KindOf(err) != fault.Forbidden {
			t.Fatalf("somebody who was not named reviews: %v", err)
		}
		h.NameReviewer(h.ada, h.process, h.cem)
		got, err := h.review(h.cem, rows...)
		if err != nil || len(got) != 3 {
			t.Fatalf("%v, %v", got, err)
		}
		if got[0].State != access.Accepted || got[0].Cost != 20 || got[0].Money != 4050 || got[1].State != access.Declined ||
			got[1].Needed != "Find one" || got[2].Cost != 5 || got[2].State != access.Published {
			t.Errorf("reviewed: %+v", got)
		}
		h.hears(t)
		if all := h.entries(access.ProposalsReview); !slices.Equal(all, []string{"3 proposals"}) {
			t.Errorf("entries of the table: %v", all)
		}
		if moved := slices.Concat(h.entries(access.ProposalAccept), h.entries(access.ProposalDecline)); !slices.Equal(moved, []string{"accepted", "declined"}) {
			t.Errorf("entries of what came to another state: %v", moved)
		}
	})
}

// hears looks at the letters: one for each author, about all of theirs.
func (h *moot) hears(t *testing.T) {
	t.Helper()
	letters := h.Queue.Letters("ben@example.org")
	if len(letters) != 1 || len(h.Queue.Letters("ada@example.org")) != 1 || len(h.Queue.Letters("cem@example.org")) != 0 {
		t.Fatalf("%d letters to the author of two", len(letters))
	}
	for _, words := range []string{
		"“A path”", "20 minutes (you wished for 30) and EUR 40.50: Two routes", "It is accepted for the next round.",
		"“A ferry”", "Nobody owns a boat", "What would have to change: Find one", "/processes/" + h.process + "/proposals/", "You can answer",
	} {
		if !strings.Contains(letters[0].Text, words) {
			t.Errorf("the letter does not say %q:\n%s", words, letters[0].Text)
		}
	}
}

// One row that cannot be saved keeps all the others from being saved.
func TestTableIsSavedAsAWholeOrNotAtAll(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		good, other := h.Item(h.ben, h.process, "A path", 30), h.Item(h.ben, h.process, "A ferry", 60)
		standing := h.Cost(h.ada, h.Item(h.ada, h.process, "In a round", 10), 10)
		h.Open(h.ada, h.DraftOf(h.ada, h.process, 60, standing.ID).ID)
		standing = testkit.See(h.World, h.ada, actions.ReadProposal, at(standing))
		draft := h.draft(h.ada, "Mine alone")
		row := rowOf(good.ProposalLine)
		row.Minutes, row.State = 20, access.Accepted
		for field, change := range map[string]func(*actions.ReviewRow){
			"rows[1].proposal":     func(r *actions.ReviewRow) { r.Proposal = row.Proposal },
			"rows[1].version":      func(r *actions.ReviewRow) { r.Version = 7 },
			"rows[1].state_reason": func(r *actions.ReviewRow) { r.State = access.Declined },
			"rows[1].minutes":      func(r *actions.ReviewRow) { r.Minutes = -1 },
			"rows[1].money":        func(r *actions.ReviewRow) { r.Money = -1 },
			"rows[1].state":        func(r *actions.ReviewRow) { *r = rowOf(standing.ProposalLine); r.Minutes = 5 },
		} {
			bad := rowOf(other.ProposalLine)
			change(&bad)
			if _, err := h.review(h.ada, row, bad); fault.FieldOf(err) != field {
				t.Errorf("want %s: %v", field, err)
			}
		}
		for _, id := range []string{"nobody", draft.ID} {
			if _, err := h.review(h.ada, row, actions.ReviewRow{Proposal: id, Version: 1, State: access.Published}); fault.FieldOf(err) != "rows[1].proposal" {
				t.Errorf("a proposal that is not there: %v", err)
			}
		}
		if now := testkit.See(h.World, h.ada, actions.ReadProposal, at(good)); now.Version != good.Version || len(h.entries(access.ProposalsReview)) != 0 {
			t.Error("something of a table with a fault was saved")
		}
		h.staysAsItIs(t, row, standing)
	})
}

// staysAsItIs saves a row beside one that is frozen and was not touched.
func (h *moot) staysAsItIs(t *testing.T, row actions.ReviewRow, standing actions.Proposal) {
	t.Helper()
	got, err := h.review(h.ada, row, rowOf(standing.ProposalLine))
	if err != nil || got[0].State != access.Accepted || got[1].Version != standing.Version {
		t.Errorf("what was not changed is in the way: %v", err)
	}
}

func TestEveryStaleRowIsNamed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		items := []actions.Proposal{h.Item(h.ben, h.process, "A", 5), h.Item(h.ben, h.process, "B", 5), h.Item(h.ben, h.process, "C", 5)}
		var rows []actions.ReviewRow
		for _, item := range items {
			row := rowOf(item.ProposalLine)
			row.State = access.Accepted
			rows = append(rows, row)
		}
		h.Cost(h.ada, items[0], 5)
		h.Cost(h.ada, items[2], 5)
		_, err := h.review(h.ada, rows...)
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != fault.Conflict || f.Field != "rows[0].version" || len(f.Others) != 1 || f.Others[0].Field != "rows[2].version" {
			t.Errorf("stale rows: %+v", err)
		}
	})
}

// A single deed tells the author as the table does; who reviews their own hears
// nothing, and an answer sends no letter.
func TestAuthorIsToldAndAnswers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		p := h.Review(h.ada, actions.DeclineProposal, h.Item(h.ben, h.process, "A path", 30))
		letters := h.Queue.Letters("ben@example.org")
		if len(letters) != 1 || !strings.Contains(letters[0].Text, "What would have to change: Say what should be decided") {
			t.Fatalf("letters: %v", letters)
		}
		answer := actions.NewAnswer{AtProposal: at(p)}
		answer.Body.Text, answer.Body.Version = "We will", p.Version
		testkit.Must(h.World, h.ben, actions.AnswerReview, answer)
		if len(h.Queue.Letters("ada@example.org")) != 0 {
			t.Error("an answer sent a letter")
		}
		line := h.list(h.ada, func(*actions.Proposals) {})[0]
		if line.Answer != "We will" {
			t.Errorf("reviewers read the answer %q", line.Answer)
		}
		again := testkit.Must(h.World, h.ada, actions.ReopenProposal, h.finding(line))
		if again.State != access.Published || again.StateReason != "" || again.Answer != "We will" {
			t.Errorf("put back: %+v", again)
		}
		h.Cost(h.ada, h.Item(h.ada, h.process, "Mine", 5), 5)
		if len(h.Queue.Letters("ada@example.org")) != 0 {
			t.Error("who costs their own proposal gets a letter")
		}
	})
}

func (h *moot) finding(p actions.ProposalLine) actions.Finding {
	in := actions.Finding{AtProposal: actions.AtProposal{Proposal: p.ID}}
	in.Body.Version = p.Version
	return in
}

func TestObserverIsNotNamed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		olga := h.Join(h.process, "olga@example.org", access.Participant)
		h.NameReviewer(h.ada, h.process, olga)
		members := testkit.See(h.World, h.ada, actions.ListMembers, actions.Members{At: actions.At{Process: h.process}, Paged: actions.Paged{Limit: 9}}).Items
		role := actions.NewRole{AtMember: actions.AtMember{At: actions.At{Process: h.process}, Member: members[3].ID}}
		role.Body.Role = access.Observer
		if changed := testkit.Must(h.World, h.ada, actions.ChangeRole, role); !changed.Reviewer {
			t.Error("another role took away more than it says")
		}
		if _, err := h.review(olga, rowOf(h.Item(h.ben, h.process, "A", 5).ProposalLine)); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("an observer reviews: %v", err)
		}
		name := actions.NewReviewer{AtMember: role.AtMember}
		name.Body.Reviewer = true
		if _, err := actions.Run(t.Context(), h.Service, h.ada, actions.NameReviewer, name, ""); fault.FieldOf(err) != "reviewer" {
			t.Errorf("an observer is named: %v", err)
		}
	})
}

// An amount keeps its worth: the currency changes only while there is none.
func TestCurrencyOfAProcess(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		change := func(code string) (actions.Process, error) {
			in := actions.NewMoney{At: actions.At{Process: h.process}}
			in.Body.Currency = code
			return actions.Run(t.Context(), h.Service, h.ada, actions.ChangeMoney, in, "")
		}
		for code, scale := range map[string]int64{"JPY": 1, "KWD": 1000, "EUR": 100} {
			if p, err := change(code); err != nil || p.Money != (actions.Measure{Unit: code, Scale: scale}) {
				t.Errorf("%s: %+v, %v", code, p.Money, err)
			}
		}
		if _, err := change("ABC"); fault.FieldOf(err) != "currency" {
			t.Errorf("no currency: %v", err)
		}
		if _, err := change("CHF"); err != nil {
			t.Fatal(err)
		}
		p := h.Item(h.ben, h.process, "A", 5)
		in := actions.NewCost{AtProposal: at(p)}
		in.Body.Minutes, in.Body.Money, in.Body.Version = 5, new(int64(500)), p.Version
		p = testkit.Must(h.World, h.ada, actions.CostProposal, in)
		if costed := h.Cost(h.ada, p, 10); costed.Money != 500 {
			t.Errorf("who says nothing of money changes it to %d", costed.Money)
		}
		if _, err := change("EUR"); fault.KindOf(err) != fault.Conflict {
			t.Errorf("five francs became five euros: %v", err)
		}
	})
}

// Whoever writes with others hears what they hear; who only asked to, does not.
func TestEveryAuthorIsTold(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		p := h.Item(h.ben, h.process, "A path", 30)
		dan := h.Join(h.process, "dan@example.org", access.Participant)
		join := actions.Joining{AtProposal: at(p)}
		join.Body.Join = true
		testkit.Must(h.World, h.cem, actions.JoinProposal, join)
		testkit.Must(h.World, dan, actions.JoinProposal, join)
		name := actions.AtCoauthor{AtProposal: at(p), Member: h.member(h.cem)}
		name.Body.Join = true
		testkit.Must(h.World, h.ben, actions.NameCoauthor, name)
		h.Review(h.ada, actions.AcceptProposal, testkit.See(h.World, h.ada, actions.ReadProposal, at(p)))
		for email, want := range map[string]int{"ben@example.org": 1, "cem@example.org": 1, "dan@example.org": 0} {
			told := slices.DeleteFunc(h.Queue.Letters(email), func(m mail.Message) bool { return !strings.Contains(m.Subject, "looked at") })
			if len(told) != want {
				t.Errorf("%s was told %d times", email, len(told))
			}
		}
	})
}
