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
	s.fillAttachments(w, process)
	s.fillPlaces(w, process)
	s.fillAmendments(w, process)
	s.fillBlends(w, process)
}

// fillAmendments suggests other words for proposals of the participant, as the same.
func (s *scene) fillAmendments(w *testkit.World, process actions.Process) {
	author := s.people[access.Participant]
	s.reworded = map[access.State]string{}
	for state, use := range map[access.State]*actions.Write[actions.AtAmended, models.ProposalAmendment, actions.List[actions.ProposalAmendment]]{
		access.Open: nil, access.Accepted: &actions.AcceptAmendment, access.Withdrawn: &actions.WithdrawAmendment,
	} {
		in := actions.NewProposalAmendment{AtProposal: actions.AtProposal{Proposal: w.Item(author, process.ID, "In other words", 10).ID}}
		in.Body.Title, in.Body.Minutes, in.Body.Reason, in.Body.Wording = "Better words", 5, "Shorter", 1
		s.reworded[state] = testkit.Must(w, author, actions.AmendProposal, in).Items[0].ID
		if use != nil {
			testkit.Must(w, author, *use, actions.AtAmended{Amendment: s.reworded[state]})
		}
	}
}

// fillBlends lets the participant suggest blends of their own proposals with one of
// somebody who does not answer.
func (s *scene) fillBlends(w *testkit.World, process actions.Process) {
	author, silent := s.people[access.Participant], w.Join(process.ID, "yan@example.org", access.Participant)
	s.blends = map[access.State]string{}
	for _, state := range []access.State{access.Open, access.Done, access.Withdrawn} {
		in := actions.NewBlend{At: actions.At{Process: process.ID}}
		for i, who := range []actions.Actor{author, author, silent} {
			in.Body.Proposals = append(in.Body.Proposals, w.Item(who, process.ID, string(rune('A'+i)), 10).ID)
		}
		s.parts, in.Body.Reason = in.Body.Proposals[:2], "The same path"
		in.Body.Drafts = []actions.BlendDraft{{Kind: models.AgendaItem, ProposalText: actions.ProposalText{Title: "All", Minutes: 20}}}
		blend := testkit.Must(w, author, actions.SuggestBlend, in)
		s.blends[state] = blend.ID
		switch state {
		case access.Done:
			testkit.Must(w, author, actions.FinishBlend, actions.AtBlend{Blend: blend.ID})
		case access.Withdrawn:
			testkit.Must(w, author, actions.WithdrawBlend, actions.AtBlend{Blend: blend.ID})
		}
	}
}
