package actions_test

import (
	"slices"
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/testkit"
)

// A whole page, with all that it reads when somebody comes to it by a link, asks the
// database at most twelve times: its own readings, and that of the process around it.
// What stands further down is read as one comes to it (InSight in the pages), and holds
// to the same number by itself.
func TestAWholePageNeedsFewQueries(t *testing.T) {
	const most = 12
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		at := actions.At{Process: testkit.Must(w, ada, actions.MakeExample, struct{}{}).ID}
		blend := blended(w, ada, at)
		either := w.Either(ada, at.Process, w.Item(ada, at.Process, "A ferry", 10).ID, w.Item(ada, at.Process, "A bridge", 10).ID)
		draft := w.Draft(ada, at.Process, 60, 10, 20)
		for role, who := range map[string]actions.Actor{
			"an organiser": ada, "a member": w.Join(at.Process, "bo@example.org", access.Participant),
			"an observer": w.Join(at.Process, "cy@example.org", access.Observer),
		} {
			for _, all := range []map[string][]func(){pages(w, who, at, blend, either, role != "an observer"), decided(w, who, at, draft, role == "an organiser")} {
				for page, readings := range all {
					sum := 0
					for _, read := range readings {
						sum += dbtest.Queries(t, db, read)
					}
					if sum == 0 || sum > most {
						t.Errorf("%s asks %d times for %s", page, sum, role)
					}
				}
			}
		}
	})
}

// reading is one call of the API that a page makes.
func reading[In, Object, Out any](w *testkit.World, who actions.Actor, use actions.Read[In, Object, Out], in In) func() {
	return func() { testkit.See(w, who, use, in) }
}

// pages are the readings of each page's first sight, and of each part of a page that is
// read when one comes to it.
func pages(w *testkit.World, who actions.Actor, at actions.At, blend actions.Blend, either actions.Alternatives, mayPropose bool) map[string][]func() {
	limit := actions.Paged{Limit: 50}
	of := actions.TextAmendmentsOf{At: at, Paged: limit, Target: "purpose"}
	amendment := actions.AtTextAmendment{At: at, Amendment: testkit.See(w, who, actions.ListTextAmendments, of).Items[0].ID}
	partner := actions.AtPartner{At: at, Partner: testkit.See(w, who, actions.ListPartners, at).Items[0].ID}
	questions := actions.Questions{At: at, Paged: limit}
	question := actions.AtQuestion{Question: testkit.See(w, who, actions.ListQuestions, questions).Items[0].ID}
	list := actions.Proposals{At: at, Limit: 20, Sort: "unseen", Beside: true}
	talked := actions.AtProposal{Proposal: testkit.See(w, who, actions.ListProposals, list).Items[0].ID}
	part := actions.AtProposal{Proposal: blend.Parts[0].ID}
	thread := actions.AtThread{Kind: "proposal", Subject: talked.Proposal}
	similar := actions.Comparing{At: at}
	similar.Body.Title, similar.Body.Text = "Repair the bathing place", "Someone slipped on the steps."
	frame := reading(w, who, actions.ReadProcess, at)
	all := map[string][]func(){
		"the home":            {reading(w, who, actions.ReadHome, at)},
		"the proposals":       {frame, reading(w, who, actions.ListProposals, list)},
		"a proposal":          {frame, reading(w, who, actions.ReadProposal, talked)},
		"one that was joined": {frame, reading(w, who, actions.ReadProposal, part)},
		"its lineage":         {reading(w, who, actions.ReadLineage, part)},
		"its amendments":      {reading(w, who, actions.ListProposalAmendments, talked)},
		"its flags":           {reading(w, who, actions.ListFlags, talked)},
		"its conversation": {
			reading(w, who, actions.ReadThread, thread), reading(w, who, actions.ListComments, actions.Comments{AtThread: thread, Paged: limit}),
		},
		"one of several": {frame, reading(w, who, actions.ReadProposal, actions.AtProposal{Proposal: either.Proposals[0].ID})},
		"a review":       {frame, reading(w, who, actions.ListProposals, actions.Proposals{At: at, Limit: 200, Sort: "oldest", Reviewable: true})},
		"its groups":     {reading(w, who, actions.ListAlternatives, actions.AlternativesOf{At: at, Paged: limit})},
		"a blend":        {frame, reading(w, who, actions.ReadBlend, actions.AtBlend{Blend: blend.ID})},
		"a search":       {frame, reading(w, who, actions.Search, actions.Searching{At: at, Words: "meeting bench lam", Limit: 20})},
		"a misspelt one": {frame, reading(w, who, actions.Search, actions.Searching{At: at, Words: "meetnig bridgse lam", Limit: 20})},
		"the purpose":    {frame, reading(w, who, actions.ReadPurpose, at)},
		"its amendments and partners": {
			reading(w, who, actions.ListTextAmendments, of), reading(w, who, actions.ListPartners, at),
		},
		"an amendment":        {frame, reading(w, who, actions.ReadTextAmendment, amendment)},
		"the agreement":       {frame, reading(w, who, actions.ReadAgreement, at)},
		"below the agreement": {reading(w, who, actions.ListTextAmendments, of), reading(w, who, actions.ListGuidelines, at)},
		"the partners":        {frame, reading(w, who, actions.ListPartners, at), reading(w, who, actions.ReadOverlap, at)},
		"a partner":           {frame, reading(w, who, actions.ReadPartner, partner)},
		"the questions":       {frame, reading(w, who, actions.ReadRegister, at), reading(w, who, actions.ListQuestions, questions)},
		"a question":          {frame, reading(w, who, actions.ReadQuestion, question)},
		"the common ground":   {frame, reading(w, who, actions.ReadGround, at)},
	}
	if mayPropose {
		all["a new proposal"] = []func(){frame, reading(w, who, actions.FindSimilar, similar)}
	}
	return all
}

// decided are the readings of the pages of those who take part, of rounds and of agendas.
// Three ask more often and are not held to it yet: an outcome 17 times (its round and what
// was counted are two readings that share nothing), a meeting 15 times (all that is live
// comes in one reading, from ten tables), and for organisers an open round 16 times (the
// people who can be added to its roll).
func decided(w *testkit.World, who actions.Actor, at actions.At, draft actions.Round, organises bool) map[string][]func() {
	all := actions.Paged{Limit: 200}
	listed := actions.Rounds{At: at, Paged: all}
	rounds := testkit.See(w, who, actions.ListRounds, listed).Items
	of := func(state access.State) actions.AtRound {
		return actions.AtRound{Round: rounds[slices.IndexFunc(rounds, func(r actions.RoundSummary) bool { return r.State == state })].ID}
	}
	agendas := actions.Agendas{At: at, Paged: all}
	agenda := actions.AtAgenda{Agenda: testkit.See(w, who, actions.ListAgendas, agendas).Items[0].ID}
	frame, people := reading(w, who, actions.ReadProcess, at), reading(w, who, actions.ListMembers, actions.Members{At: at, Paged: all})
	pages := map[string][]func(){
		"the members":   {frame, people},
		"the rounds":    {frame, reading(w, who, actions.ListRounds, listed)},
		"a draft":       {frame, reading(w, who, actions.ReadRound, actions.AtRound{Round: draft.ID}), people},
		"an open round": {frame, reading(w, who, actions.ReadRound, of(access.Open)), trying(w, who, actions.ReadBallot, of(access.Open))},
		"its proofs": {
			reading(w, who, actions.ListAttestations, of(access.Closed)), reading(w, who, actions.ReadLedger, struct{}{}),
		},
		"the agendas": {frame, reading(w, who, actions.ListAgendas, agendas)},
		"an agenda":   {frame, reading(w, who, actions.ReadAgenda, agenda)},
	}
	if organises {
		tried := actions.Practice{AtRound: actions.AtRound{Round: draft.ID}, Leaning: "camps", Seed: 1, Voters: 30}
		pages["the members"] = append(pages["the members"], reading(w, who, actions.ListInvitations, actions.Invitations{At: at, Paged: all}))
		pages["a draft that is tried"] = []func(){reading(w, who, actions.TryRules, tried)}
		pages["an agenda"] = append(pages["an agenda"], reading(w, who, actions.ListRounds, listed)) // in what its items were counted
	}
	return pages
}

// trying is a reading of what may not be there.
func trying[In, Object, Out any](w *testkit.World, who actions.Actor, use actions.Read[In, Object, Out], in In) func() {
	return func() {
		if _, err := actions.View(w.T.Context(), w.Service, who, use, in); err != nil && fault.KindOf(err) != fault.NotFound {
			w.T.Error(err)
		}
	}
}
