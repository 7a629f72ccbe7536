package actions_test

import (
	"slices"
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

// No reading asks the database more than twelve times, that of the home included,
// however much there is.
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
		proposals := actions.Proposals{At: at, Limit: 50, Sort: "supported"}
		proposal := actions.AtProposal{Proposal: testkit.See(w, ada, actions.ListProposals, proposals).Items[0].ID}
		random := proposals
		random.Sort = "random"
		blend := blended(w, ada, at)
		agenda := actions.AtAgenda{Agenda: testkit.See(w, ada, actions.ListAgendas, actions.Agendas{At: at, Paged: limit}).Items[0].ID}
		rounds := testkit.See(w, ada, actions.ListRounds, actions.Rounds{At: at, Paged: limit}).Items
		closed := actions.AtRound{Round: rounds[slices.IndexFunc(rounds, func(r actions.RoundSummary) bool { return r.State == access.Closed })].ID}
		for page, read := range map[string]func(){
			"the home":      func() { testkit.See(w, ada, actions.ReadHome, at) },
			"the purpose":   func() { testkit.See(w, ada, actions.ReadPurpose, at) },
			"its versions":  func() { testkit.See(w, ada, actions.ListPurposeVersions, actions.Versions{At: at, Paged: limit}) },
			"the agreement": func() { testkit.See(w, ada, actions.ReadAgreement, at) },
			"amendments":    func() { testkit.See(w, ada, actions.ListTextAmendments, amendments) },
			"an amendment": func() {
				testkit.See(w, ada, actions.ReadTextAmendment, actions.AtTextAmendment{At: at, Amendment: amendment})
			},
			"partners":         func() { testkit.See(w, ada, actions.ListPartners, at) },
			"a partner":        func() { testkit.See(w, ada, actions.ReadPartner, partner) },
			"shared words":     func() { testkit.See(w, ada, actions.ReadOverlap, at) },
			"the guidelines":   func() { testkit.See(w, ada, actions.ListGuidelines, at) },
			"proposals":        func() { testkit.See(w, ada, actions.ListProposals, proposals) },
			"proposals by lot": func() { testkit.See(w, ada, actions.ListProposals, random) },
			"a proposal":       func() { testkit.See(w, ada, actions.ReadProposal, proposal) },
			"what came of it":  func() { testkit.See(w, ada, actions.ReadProposal, actions.AtProposal{Proposal: blend.Parts[0].ID}) },
			"what it said":     func() { testkit.See(w, ada, actions.ListWordings, actions.Wordings{AtProposal: proposal, Limit: 20}) },
			"other words":      func() { testkit.See(w, ada, actions.ListProposalAmendments, proposal) },
			"blends":           func() { testkit.See(w, ada, actions.ListBlends, actions.Blends{AtProposal: proposal, Limit: 20}) },
			"a blend":          func() { testkit.See(w, ada, actions.ReadBlend, actions.AtBlend{Blend: blend.ID}) },
			"the threshold":    func() { testkit.See(w, ada, actions.ReadThreshold, at) },
			"a meeting":        func() { testkit.See(w, ada, actions.ReadMeeting, agenda) },
			"an outcome":       func() { testkit.See(w, ada, actions.ReadOutcome, closed) },
			"flags":            func() { testkit.See(w, ada, actions.ListFlags, proposal) },
		} {
			if asked := dbtest.Queries(t, db, read); asked == 0 || asked > most {
				t.Errorf("%s asks %d times", page, asked)
			}
		}
	})
}

// blended makes two proposals that became one.
func blended(w *testkit.World, who actions.Actor, at actions.At) actions.Blend {
	in := actions.NewBlend{At: at}
	for _, title := range []string{"One", "Other"} {
		in.Body.Proposals = append(in.Body.Proposals, w.Item(who, at.Process, title, 10).ID)
	}
	in.Body.Drafts = []actions.BlendDraft{{Kind: models.AgendaItem, ProposalText: actions.ProposalText{Title: "Both", Minutes: 10}}}
	in.Body.Reason = "The same"
	return testkit.Must(w, who, actions.SuggestBlend, in)
}
