package handlers_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/testkit"
)

// nameReviewer lets somebody review who did not write anything.
func (s *scene) nameReviewer(w *testkit.World, process actions.Process) {
	s.reviewer = w.Join(process.ID, "reviewer@example.org", access.Participant)
	ada := s.people[access.Organiser]
	w.NameReviewer(ada, process.ID, s.reviewer)
	s.either = w.Either(ada, process.ID, w.Item(ada, process.ID, "A ferry", 10).ID, w.Item(ada, process.ID, "A bridge", 10).ID).ID
}

// who does what a cell tries.
func (s *scene) who(c cell) actions.Actor {
	if c.named {
		return s.reviewer
	}
	return s.people[c.role]
}

// bodyOfReview is a good body for a route of reviewing.
func (s *scene) bodyOfReview(c cell) any {
	type object = map[string]any
	switch c.route.Verb {
	case access.MemberReviewer:
		return object{"reviewer": true}
	case access.ProcessLanguage:
		return object{"language": "de"}
	case access.ProcessMoney:
		return object{"currency": "CHF"}
	case access.AlternativesMake:
		return object{"proposals": s.parts, "reason": "One place"}
	case access.ProposalsReview:
		return object{"rows": []object{s.row(access.Published), s.row(access.Declined)}}
	default:
		return nil
	}
}

func (s *scene) row(state access.State) map[string]any {
	return map[string]any{
		"proposal": s.proposals[state], "version": s.versions[state], "minutes": 5, "money": 4050, "reason": "A reason",
		"state": "accepted", "state_reason": "It is clear", "needed": "Nothing",
	}
}

// Bad rows are named by their place, all of them at once.
func TestBadRowsAreNamed(t *testing.T) {
	s, scene := copied(t)
	path := "/processes/" + scene.process[access.Live] + "/review"
	rows, want := []map[string]any{scene.row(access.Published)}, map[string]bool{}
	for field, value := range map[string]any{"minutes": 2000, "money": -1, "state": "in_round", "version": "one", "surprise": 1, "reason": 7} {
		bad := scene.row(access.Declined)
		bad[field] = value
		want[fmt.Sprintf("body.rows[%d].%s", len(rows), field)] = true
		rows = append(rows, bad)
	}
	got := s.as(scene.reviewer, http.MethodPut, path, map[string]any{"rows": rows})
	var p problem
	got.read(t, &p)
	for _, e := range p.Errors {
		delete(want, e.Location)
	}
	if got.status != http.StatusUnprocessableEntity || len(want) > 0 {
		t.Errorf("%d, and nothing about %v: %s", got.status, want, got.body)
	}
}
