package handlers_test

import (
	"cmp"
	"strings"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

// A commonScene is what the process of the scene holds in common: a partner to
// which the participant belongs, amendments of theirs in every state, a working
// agreement, a guideline, and a concern about each proposal.
type commonScene struct {
	partner, guideline string
	amendments         map[access.State]string
	flags              map[access.State]string
}

func (s *scene) fillCommon(w *testkit.World, process actions.Process) {
	author, ada := s.people[access.Participant], s.people[access.Organiser]
	at := actions.At{Process: process.ID}
	partner := actions.NewPartner{At: at, Body: actions.PartnerBody{Name: "Mill"}}
	s.common.partner = testkit.Must(w, ada, actions.MakePartner, partner).ID
	join := actions.Belonging{At: at}
	join.Body.Partner = s.common.partner
	testkit.Must(w, author, actions.JoinPartner, join)
	words := actions.PartnerWords{AtPartner: actions.AtPartner{At: at, Partner: s.common.partner}}
	words.Body.Wants = "A river."
	testkit.Must(w, author, actions.WritePartnerPurpose, words)
	agreement := actions.NewCommonText{At: at}
	agreement.Body.Text = "We listen."
	testkit.Must(w, ada, actions.ChangeAgreement, agreement)
	s.amendTexts(w, at)
	guideline := actions.NewGuideline{At: at, Body: actions.GuidelineBody{Title: "Small"}}
	s.common.guideline = testkit.Must(w, ada, actions.MakeGuideline, guideline).ID
	s.flag(w, ada)
}

// amendTexts proposes changes of the purpose that are of the participant; the open one was written from the present
// purpose.
func (s *scene) amendTexts(w *testkit.World, at actions.At) {
	author, ada := s.people[access.Participant], s.people[access.Organiser]
	s.common.amendments = map[access.State]string{}
	base := 1
	for _, state := range []access.State{access.Accepted, access.Rejected, access.Withdrawn, access.Open} {
		in := actions.NewTextAmendment{At: at}
		in.Body.Target, in.Body.Text, in.Body.Reason, in.Body.Base = models.TargetPurpose, "We are "+string(state), "So.", base
		made := testkit.Must(w, author, actions.ProposeText, in)
		s.common.amendments[state] = made.ID
		on := actions.AtTextAmendment{At: at, Amendment: made.ID}
		switch state {
		case access.Accepted:
			yes := actions.AcceptedText{AtTextAmendment: on}
			yes.Body.Reason, yes.Body.Base, yes.Body.Version = "Yes.", base, 1
			base = testkit.Must(w, ada, actions.AcceptText, yes).Became
		case access.Rejected:
			no := actions.Decided{AtTextAmendment: on}
			no.Body.Reason, no.Body.Version = "No.", 1
			testkit.Must(w, ada, actions.RejectText, no)
		case access.Withdrawn:
			testkit.Must(w, author, actions.WithdrawText, actions.WithdrawnText{AtTextAmendment: on})
		}
	}
}

// flag leaves a concern about each proposal that still takes one.
func (s *scene) flag(w *testkit.World, who actions.Actor) {
	s.common.flags = map[access.State]string{}
	for _, state := range []access.State{access.Published, access.InReview, access.Declined, access.InRound} {
		in := actions.RaisedFlag{AtProposal: actions.AtProposal{Proposal: s.proposals[state]}, Guideline: s.common.guideline}
		in.Body.State, in.Body.Sentence = models.FlagConcern, "Too large."
		s.common.flags[state] = testkit.Must(w, who, actions.RaiseFlag, in).Guidelines[0].Flags[0].ID
	}
}

// writesForPartners says that organisers may do what the members of a partner may.
func (c cell) writesForPartners() bool {
	return c.route.Verb == access.PartnerWrite && c.role == access.Organiser
}

// names are what the paths of what is held in common are filled in with. They come
// first: of two names for one place the first one counts.
func (s commonScene) names(c cell) []string {
	names := []string{"{partner}", s.partner, "{guideline}", s.guideline, "{flag}", cmp.Or(s.flags[c.state], "none")}
	if strings.Contains(c.route.Path, "/amendments/{amendment}") && strings.HasPrefix(c.route.Path, "/processes/") {
		names = append(names, "{amendment}", s.amendments[c.state])
	}
	return names
}

// body is a good body for a route of what is held in common.
func (s commonScene) body(c cell) any {
	type object = map[string]any
	switch c.route.Verb {
	case access.AgreementEdit:
		return object{"text": "We listen twice.", "reason": "Once is not enough.", "version": 1}
	case access.AgreementAccept, access.AgreementTakeBack:
		return object{"version": 1}
	case access.TextAmendMake:
		return object{"target": "agreement", "text": "We listen more.", "reason": "We can.", "base": 1}
	case access.TextAmendReword:
		return object{"text": "We are reworded.", "reason": "We can.", "base": 2, "version": 1}
	case access.TextAmendBack:
		return object{"stance": "concern", "sentence": "Too long.", "version": 1}
	case access.TextAmendAccept:
		return object{"reason": "Yes.", "text": "We are accepted, nearly.", "base": 2, "version": 1}
	case access.TextAmendReject:
		return object{"reason": "No.", "version": 1}
	case access.TextAmendWithdraw:
		return object{"reason": "Later."}
	case access.PartnerMake:
		return object{"name": "School", "line": "We teach."}
	case access.PartnerEdit:
		return object{"name": "The mill", "line": "We grind.", "version": 1}
	case access.PartnerRemove:
		return object{"reason": "They moved away.", "version": 1}
	case access.PartnerWrite:
		return object{"wants": "A clean river.", "brings": "Flour.", "firm": "Sundays.", "version": 1}
	case access.PartnerJoin, access.PartnerSeat:
		return object{"partner": s.partner}
	case access.GuidelineMake:
		return object{"title": "Open", "text": "Anybody can come."}
	case access.GuidelineEdit:
		return object{"title": "Open", "text": "Anybody can come.", "retired": false, "version": 1}
	case access.FlagRaise:
		return object{"state": "concern", "sentence": "Too late."}
	case access.FlagAnswer, access.FlagSettle:
		return object{"answer": "We made it smaller."}
	default:
		return nil
	}
}
