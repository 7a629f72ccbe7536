package actions_test

import (
	"testing"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/testkit"
)

func TestAmendmentsAreTalkedAbout(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		at := actions.At{Process: testkit.Must(w, ada, actions.MakeExample, struct{}{}).ID}
		amendments := actions.TextAmendmentsOf{At: at, Paged: actions.Paged{Limit: 5}, Target: "purpose"}
		thread := actions.AtThread{Kind: "amendment", Subject: testkit.See(w, ada, actions.ListTextAmendments, amendments).Items[0].ID}
		if got := testkit.See(w, ada, actions.ReadThread, thread); len(got.Can) == 0 {
			t.Error("nobody may say anything")
		}
		testkit.See(w, ada, actions.ListComments, actions.Comments{AtThread: thread, Paged: actions.Paged{Limit: 5}, Sort: "oldest"})
	})
}
