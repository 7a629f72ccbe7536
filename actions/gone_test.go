package actions_test

import (
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
