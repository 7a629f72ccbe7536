package access_test

import (
	"testing"

	"github.com/folkmoot/folkmoot/access"
)

// Proves I10: what is not in the table is refused.
func TestUnknownIsRefused(t *testing.T) {
	for _, role := range access.Roles() {
		if v := access.Decide(access.Request{Verb: "tally.peek", Role: role, State: access.Open}); v != access.Unknown {
			t.Errorf("%s may do a verb that nobody wrote down: %v", role, v)
		}
	}
	for _, verb := range access.Verbs() {
		if v := access.Decide(access.Request{Verb: verb, Role: "emperor", State: access.Open, Author: true}); v != access.WrongRole {
			t.Errorf("%s: a role that nobody wrote down got %v", verb, v)
		}
	}
}

func TestVerdicts(t *testing.T) {
	for name, c := range map[string]struct {
		request access.Request
		want    access.Verdict
	}{
		"a participant votes in an open round":      {access.Request{Verb: access.BallotCast, Role: access.Participant, State: access.Open}, access.Allowed},
		"nobody votes in a closed round":            {access.Request{Verb: access.BallotCast, Role: access.Organiser, State: access.Closed}, access.WrongState},
		"a stranger does not vote":                  {access.Request{Verb: access.BallotCast, Role: access.Account, State: access.Open}, access.WrongRole},
		"no outcome before the close, for nobody":   {access.Request{Verb: access.OutcomeRead, Role: access.Organiser, State: access.Open}, access.WrongState},
		"an author edits":                           {access.Request{Verb: access.ProposalEdit, Role: access.Participant, State: access.Published, Author: true}, access.Allowed},
		"an organiser does not edit another's text": {access.Request{Verb: access.ProposalEdit, Role: access.Organiser, State: access.Published}, access.NotTheirs},
		"no edit once it stands in an opened round": {access.Request{Verb: access.ProposalEdit, Role: access.Participant, State: access.InRound, Author: true}, access.WrongState},
		"the system closes":                         {access.Request{Verb: access.RoundClose, Role: access.System, State: access.Open}, access.Allowed},
		"a named reviewer accepts":                  {access.Request{Verb: access.ProposalAccept, Role: access.Participant, State: access.InReview, Named: true}, access.Allowed},
		"nobody reviews who was not named":          {access.Request{Verb: access.ProposalAccept, Role: access.Moderator, State: access.InReview}, access.WrongRole},
		"an observer stays one, named or not":       {access.Request{Verb: access.ProposalsReview, Role: access.Observer, Named: true}, access.WrongRole},
		"a reviewer leaves an opened round alone":   {access.Request{Verb: access.ProposalCost, Role: access.Participant, State: access.InRound, Named: true}, access.WrongState},
		"a reviewer is no organiser for it":         {access.Request{Verb: access.RoundOpen, Role: access.Participant, State: access.Draft, Named: true}, access.WrongRole},
		"the system does not change rules":          {access.Request{Verb: access.RoundRule, Role: access.System, State: access.Draft}, access.WrongRole},
	} {
		if got := access.Decide(c.request); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestCanKeepsTheOrderAndLeavesOutTheRest(t *testing.T) {
	got := access.Can(access.Request{Role: access.Participant, State: access.Open},
		access.RoundClose, access.BallotWithdraw, access.BallotCast)
	want := []access.Verb{access.BallotWithdraw, access.BallotCast}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("can %v, want %v", got, want)
	}
}

func TestEveryVerbHasRoles(t *testing.T) {
	for _, verb := range access.Verbs() {
		if roles, _, _ := access.Permitted(verb); len(roles) == 0 {
			t.Errorf("%s is permitted to nobody", verb)
		}
	}
}
