package actions_test

import (
	"sync"
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/testkit"
)

// A partner that leaves is listed no more and nobody belongs to it; what it wrote, and
// why it left, stay to be read, and its name is free again.
func TestPartnerLeaves(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		at := actions.At{Process: w.Process(ada, "Mill").ID}
		bo := w.Join(at.Process, "bo@example.org", access.Participant)
		make := actions.NewPartner{At: at, Body: actions.PartnerBody{Name: "School"}}
		school := testkit.Must(w, ada, actions.MakePartner, make)
		join := actions.Belonging{At: at}
		join.Body.Partner = school.ID
		testkit.Must(w, bo, actions.JoinPartner, join)
		here := actions.AtPartner{At: at, Partner: school.ID}
		words := actions.PartnerWords{AtPartner: here}
		words.Body.Wants = "Quiet mornings."
		testkit.Must(w, bo, actions.WritePartnerPurpose, words)

		out := actions.RemovedPartner{AtPartner: here}
		out.Body.Reason, out.Body.Version = "The school has closed.", 1
		gone := testkit.Must(w, ada, actions.RemovePartner, out)
		if !gone.Gone || gone.Members != 0 || gone.Reason != "The school has closed." || gone.Purpose.Wants != "Quiet mornings." || len(gone.Can) > 0 {
			t.Errorf("it reads %+v", gone)
		}
		if n := len(testkit.See(w, bo, actions.ListPartners, at).Items); n != 0 {
			t.Errorf("%d partners are listed", n)
		}
		words.Body.Version = 1
		if _, err := actions.Run(t.Context(), w.Service, ada, actions.WritePartnerPurpose, words, ""); fault.KindOf(err) != fault.Closed {
			t.Errorf("it still writes: %v", err)
		}
		if _, err := actions.Run(t.Context(), w.Service, bo, actions.JoinPartner, join, ""); fault.KindOf(err) != fault.Invalid {
			t.Errorf("it still takes people in: %v", err)
		}
		out.Body.Version = 2
		if _, err := actions.Run(t.Context(), w.Service, ada, actions.RemovePartner, out, ""); fault.KindOf(err) != fault.Closed {
			t.Errorf("it leaves twice: %v", err)
		}
		testkit.Must(w, ada, actions.MakePartner, make)
	})
}

// Whoever joins a partner at the moment in which it leaves is told so, or is of none.
func TestNobodyJoinsAPartnerThatLeaves(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		at := actions.At{Process: w.Process(ada, "Mill").ID}
		bo := w.Join(at.Process, "bo@example.org", access.Participant)
		for range 20 {
			school := testkit.Must(w, ada, actions.MakePartner, actions.NewPartner{At: at, Body: actions.PartnerBody{Name: "School"}})
			join := actions.Belonging{At: at}
			join.Body.Partner = school.ID
			out := actions.RemovedPartner{AtPartner: actions.AtPartner{At: at, Partner: school.ID}}
			out.Body.Reason, out.Body.Version = "It has closed.", 1
			var both sync.WaitGroup
			both.Go(func() { _, _ = actions.Run(t.Context(), w.Service, bo, actions.JoinPartner, join, "") })
			both.Go(func() {
				if _, err := actions.Run(t.Context(), w.Service, ada, actions.RemovePartner, out, ""); err != nil {
					t.Errorf("it cannot leave: %v", err)
				}
			})
			both.Wait()
			if gone := testkit.See(w, ada, actions.ReadPartner, out.AtPartner); gone.Members != 0 || len(gone.People) != 0 {
				t.Fatalf("%d people belong to a partner that left", len(gone.People))
			}
		}
	})
}

// Everybody else is told that the purpose may change, in at most one letter a day.
func TestAmendmentsToThePurposeAreTold(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		at := actions.At{Process: w.Process(ada, "Mill").ID}
		bo := w.Join(at.Process, "bo@example.org", access.Participant)
		in := actions.NewTextAmendment{At: at}
		in.Body.Target, in.Body.Reason, in.Body.Base = "purpose", "It says too little.", 1
		for _, words := range []string{"To meet, and to eat.", "To meet, eat and sing."} {
			in.Body.Text = words
			testkit.Must(w, bo, actions.ProposeText, in)
		}
		if n := len(w.Queue.Letters("ada@example.org")); n != 1 {
			t.Errorf("%d letters to who takes part", n)
		}
		if n := len(w.Queue.Letters("bo@example.org")); n != 0 {
			t.Errorf("%d letters to who proposes", n)
		}
	})
}

// A column of tags is understood, previewed, and listed under.
func TestImportedProposalsCarryTags(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		at := actions.At{Process: w.Process(ada, "Mill").ID}
		in := actions.Pasted{At: at}
		in.Body.Text = "title\tminutes\ttags\nA bench\t20\tSeats; river bank, Seats\nA lamp\t10\ta;b;c;d;e;f;g;h;i\n"
		rows := testkit.See(w, ada, actions.PreviewProposals, in).Rows
		if len(rows) != 2 || len(rows[0].Tags) != 3 || len(rows[0].Errors) != 0 || len(rows[1].Errors) != 1 || rows[1].Errors[0].Field != "tags" {
			t.Fatalf("understood %+v", rows)
		}
		put := actions.ManyProposals{At: at}
		put.Body.Proposals = []actions.PastedProposal{{Kind: rows[0].Kind, ProposalText: rows[0].ProposalText}}
		testkit.Must(w, ada, actions.ImportProposals, put)
		list := actions.Proposals{At: at, Limit: 20, Sort: "newest", Tag: "River Bank"}
		if found := testkit.See(w, ada, actions.ListProposals, list).Items; len(found) != 1 || len(found[0].Tags) != 2 {
			t.Errorf("listed under a tag: %+v", found)
		}
	})
}
