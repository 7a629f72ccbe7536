package handlers_test

import (
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

// fillProposals makes proposals whose author is the participant.
func (s *scene) fillProposals(w *testkit.World, process actions.Process) {
	author, ada := s.people[access.Participant], s.people[access.Organiser]
	s.proposals, s.versions = map[access.State]string{}, map[access.State]int{}
	keep := func(state access.State, p actions.Proposal) { s.proposals[state], s.versions[state] = p.ID, p.Version }
	draft := actions.NewProposal{At: actions.At{Process: process.ID}}
	draft.Body.Kind, draft.Body.Title, draft.Body.Minutes, draft.Body.Draft = models.AgendaItem, "A draft", 10, true
	keep(access.Private, testkit.Must(w, author, actions.MakeProposal, draft))
	keep(access.Published, w.Item(author, process.ID, "Mine", 10))
	keep(access.InReview, w.Review(ada, actions.ReviewProposal, w.Item(author, process.ID, "Looked at", 10)))
	keep(access.Declined, w.Review(ada, actions.DeclineProposal, w.Item(author, process.ID, "Too long", 10)))
	withdrawn := actions.Withdrawal{AtProposal: actions.AtProposal{Proposal: w.Item(author, process.ID, "No longer", 10).ID}}
	keep(access.Withdrawn, testkit.Must(w, author, actions.WithdrawProposal, withdrawn))
	standing := w.Cost(ada, w.Item(author, process.ID, "In a round", 10), 10)
	in := actions.NewRound{At: actions.At{Process: process.ID}}
	in.Body.Title, in.Body.Budget, in.Body.Rule, in.Body.Proposals = "Another", 60, "greedy/v1", []string{standing.ID}
	in.Body.Ballot.Kind, in.Body.ClosesAt = "approval", testkit.Start.Add(time.Hour)
	w.Open(ada, testkit.Must(w, ada, actions.MakeRound, in).ID)
	keep(access.InRound, testkit.See(w, ada, actions.ReadProposal, actions.AtProposal{Proposal: standing.ID}))
}
