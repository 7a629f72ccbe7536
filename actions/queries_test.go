package actions_test

import (
	"testing"

	"gorm.io/gorm"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/testkit"
)

// No page of what a process holds in common asks the database more than twelve
// times, its home included, however much there is.
func TestPagesAskTheDatabaseSeldom(t *testing.T) {
	const most = 12
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		at := actions.At{Process: testkit.Must(w, ada, actions.MakeExample, struct{}{}).ID}
		limit := actions.Paged{Limit: 50}
		amendments := actions.TextAmendmentsOf{At: at, Paged: limit, Target: "purpose"}
		amendment := testkit.See(w, ada, actions.ListTextAmendments, amendments).Items[0].ID
		partner := actions.AtPartner{At: at, Partner: testkit.See(w, ada, actions.ListPartners, at).Items[0].ID}
		asked := counting(t, db)
		for page, read := range map[string]func(){
			"the home":      func() { testkit.See(w, ada, actions.ReadProcess, at) },
			"the purpose":   func() { testkit.See(w, ada, actions.ReadPurpose, at) },
			"its versions":  func() { testkit.See(w, ada, actions.ListPurposeVersions, actions.Versions{At: at, Paged: limit}) },
			"the agreement": func() { testkit.See(w, ada, actions.ReadAgreement, at) },
			"amendments":    func() { testkit.See(w, ada, actions.ListTextAmendments, amendments) },
			"an amendment": func() {
				testkit.See(w, ada, actions.ReadTextAmendment, actions.AtTextAmendment{At: at, Amendment: amendment})
			},
			"partners":       func() { testkit.See(w, ada, actions.ListPartners, at) },
			"a partner":      func() { testkit.See(w, ada, actions.ReadPartner, partner) },
			"shared words":   func() { testkit.See(w, ada, actions.ReadOverlap, at) },
			"the guidelines": func() { testkit.See(w, ada, actions.ListGuidelines, at) },
		} {
			*asked = 0
			if read(); *asked == 0 || *asked > most {
				t.Errorf("%s asks %d times", page, *asked)
			}
		}
	})
}

// counting counts the queries of a database from now on.
func counting(t *testing.T, db *database.DB) *int {
	t.Helper()
	asked := new(int)
	count := func(g *gorm.DB) {
		if !g.DryRun { // a part of another one
			*asked++
		}
	}
	err := db.Read(t.Context(), func(q database.Query) error {
		return q.Callback().Query().Before("gorm:query").Register("counted", count)
	})
	if err != nil {
		t.Fatal(err)
	}
	return asked
}
