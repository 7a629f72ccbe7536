package handlers_test

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/handlers"
	"github.com/folkmoot/folkmoot/models"
)

// A cell is one route tried as one role on an object in one state.
type cell struct {
	route handlers.Route
	role  access.Role
	state access.State
	named bool // by organisers, to review
}

// Proves I10: every route has a verb, every verb answers every role in every
// state as the table says; what the table does not say is refused.
func TestEveryRouteForEveryRoleInEveryState(t *testing.T) {
	tried := 0
	unchanged, scene := copied(t)
	for _, route := range handlers.Table() {
		for _, state := range statesOf(route.Path) {
			for _, role := range []access.Role{
				access.Anybody, access.Account, access.Observer, access.Participant, access.Moderator, access.Organiser,
			} {
				tryCell(t, cell{route: route, role: role, state: state}, unchanged, scene)
				tried++
			}
			if access.Named(route.Verb) || strings.HasPrefix(route.Path, "/proposals/") {
				tryCell(t, cell{route: route, role: access.Participant, state: state, named: true}, unchanged, scene)
				tried++
			}
		}
	}
	if tried < 400 {
		t.Errorf("only %d cells were tried", tried)
	}
}

func tryCell(t *testing.T, c cell, unchanged *server, scene *scene) {
	t.Helper()
	name := fmt.Sprintf("%s/%s/%s", c.route.Verb, c.state, c.role)
	if c.named {
		name += "/reviewer"
	}
	t.Run(name, func(t *testing.T) {
		if c.changesNothing() {
			try(t, c, unchanged, scene)
			return
		}
		s, scene := copied(t)
		try(t, c, s, scene)
	})
}

// changesNothing says that a cell leaves the scene as it is, so that the next can
// be tried on it too.
func (c cell) changesNothing() bool {
	return c.route.Verb != access.EventsFollow && (c.route.Method == http.MethodGet || c.verdict() != access.Allowed)
}

func (c cell) verdict() access.Verdict {
	return access.Decide(access.Request{
		Verb: c.route.Verb, Role: c.role, State: c.stateAsked(), Named: c.named,
		Author: !c.named && !c.forgotten() && (c.role == access.Participant || c.writesForPartners() || c.owes()),
	})
}

func try(t *testing.T, c cell, s *server, scene *scene) {
	path := scene.path(c)
	body := scene.body(s, c)
	if c.route.Verb == access.EventsFollow {
		s.Service.Bus.Close() // so that a stream that is allowed ends
	}
	got := s.as(scene.who(c), c.route.Method, path, body)
	want := c.want()
	if !want(got.status) {
		t.Errorf("%s %s answered %d: %s", c.route.Method, path, got.status, got.body)
	}
	if got.status >= 400 && !strings.HasPrefix(got.header.Get("Content-Type"), "application/problem+json") {
		t.Errorf("a refusal of type %q", got.header.Get("Content-Type"))
	}
}

// want says from the table alone which status must come.
func (c cell) want() func(status int) bool {
	verdict := c.verdict()
	is := func(want int) func(int) bool { return func(got int) bool { return got == want } }
	switch {
	case verdict == access.Allowed && c.needsRoll() && c.role == access.Observer:
		return func(got int) bool { return got == http.StatusForbidden || got == http.StatusNotFound }
	case verdict == access.Allowed && slices.Contains([]access.Verb{access.BundleAudit, access.AttestationSign}, c.route.Verb) && !c.audits():
		return is(http.StatusForbidden)
	case verdict == access.Allowed && c.needsSecret():
		return func(got int) bool { return got >= 400 && got < 500 }
	case verdict == access.Allowed:
		return func(got int) bool { return got < 300 }
	case c.role == access.Anybody:
		return is(http.StatusUnauthorized)
	case verdict == access.Hidden, c.role == access.Account && strings.Contains(c.route.Path, "{"):
		return is(http.StatusNotFound)
	case verdict == access.WrongState:
		return is(http.StatusConflict)
	default:
		return is(http.StatusForbidden)
	}
}

// needsSecret says that a route asks for what only a letter or a cookie holds;
// without it even who is allowed gets nothing. Their own tests have the secret.
func (c cell) needsSecret() bool {
	switch c.route.Verb {
	case access.SessionStart, access.SessionFirst, access.SessionRefresh, access.InvitationPreview, access.InvitationAccept:
		return true
	case access.MeetingAttend: // with the code on the screen
		return true
	default:
		return false
	}
}

// audits says that a role is an auditor of the rounds of the scene.
func (c cell) audits() bool { return c.role == access.Organiser || c.role == access.Participant }

// needsRoll says that a route is for whoever is on the roll of a round; observers
// of the scene are not.
func (c cell) needsRoll() bool {
	return slices.Contains([]access.Verb{access.BallotCast, access.BallotRead, access.BallotWithdraw, access.BallotEffect}, c.route.Verb)
}

func statesOf(path string) []access.State {
	switch {
	case strings.HasPrefix(path, "/processes/{process}/amendments/{amendment}"):
		return []access.State{access.Open, access.Accepted, access.Rejected, access.Withdrawn}
	case strings.HasPrefix(path, "/proposals/"):
		return []access.State{access.Published, access.Private, access.InReview, access.Declined, access.InRound, access.Withdrawn}
	case strings.HasPrefix(path, "/amendments/"):
		return []access.State{access.Open, access.Accepted, access.Withdrawn}
	case strings.HasPrefix(path, "/blends/"):
		return []access.State{access.Open, access.Done, access.Withdrawn}
	case strings.HasPrefix(path, "/rounds/"):
		return []access.State{access.Draft, access.Open, access.Counting, access.Closed}
	case strings.HasPrefix(path, "/agendas/"):
		return []access.State{access.Draft, access.Published, access.Running, access.Ended}
	case strings.HasPrefix(path, "/comments/"):
		return []access.State{access.Published, access.OutOfSight, access.Withdrawn}
	case strings.HasPrefix(path, "/questions/"):
		return []access.State{access.Open, access.Answered, access.Confidential, access.Declined, access.OutOfSight, access.Withdrawn}
	case strings.HasPrefix(path, "/statements/"):
		return []access.State{access.Published, access.OutOfSight}
	case path == "/processes/{process}":
		return []access.State{access.Live, access.Example}
	case path == "/processes/{process}/agendas":
		return []access.State{access.Draft, access.Open, access.Closed} // of the round it is made from
	default:
		return []access.State{""}
	}
}

// stateAsked is the state that access is asked about.
func (c cell) stateAsked() access.State {
	if c.route.Path == "/processes/{process}/agendas" && c.route.Method == http.MethodGet {
		return access.Live
	}
	return c.state
}

func (s *scene) path(c cell) string {
	process := s.process[access.Live]
	if c.state == access.Example {
		process = s.process[access.Example]
	}
	member := s.member
	switch c.route.Verb {
	case access.PaperHand, access.MemberReviewer:
		member = s.voter
	case access.PaperReturn, access.ProposalAuthor:
		member = s.handed
	}
	h := s.meeting(c)
	amendment := s.amendment
	if strings.HasPrefix(c.route.Path, "/amendments/") {
		amendment = s.reworded[c.state]
	}
	names := strings.NewReplacer(append(append(s.common.names(c), s.talkNames(c)...),
		"{process}", process, "{proposal}", s.proposals[c.state], "{attachment}", cmp.Or(s.attached[c.state].ID, "none"), "{link}", cmp.Or(s.linked[c.state], "none"), "{round}", s.rounds[c.state],
		"{amendment}", amendment, "{blend}", s.blends[c.state], "{serial}", "A1", "{agenda}", h.at.Agenda, "{slot}", h.slot, "{poll}", cmp.Or(h.poll, "none"),
		"{decision}", cmp.Or(h.decision, "none"), "{speaker}", cmp.Or(h.speakers[c.role], "none"), "{member}", member, "{phase}", s.phase, "{invitation}", s.invite,
		"{alternatives}", s.either)...)
	return names.Replace(c.route.Path) + queries[c.route.Verb]
}

// meeting is the agenda that a cell is about, with its meeting.
func (s *scene) meeting(c cell) held {
	if c.route.Verb == access.FloorLeave && c.state == access.Running {
		return s.queued
	}
	if c.route.Verb == access.MeetingStart && c.state == access.Published {
		return s.ready
	}
	h := s.meetings[c.state]
	h.speakers = s.queued.speakers
	return h
}

// queries are what some routes must be asked.
var queries = map[access.Verb]string{
	access.ProcessSearch: "?q=title", access.LedgerProve: "?leaf=0&size=1", access.LedgerCompare: "?from=1&to=1",
}

// body is a good body for a route.
func (s *scene) body(w *server, c cell) any {
	type object = map[string]any
	if body, isTalk := s.talkBody(c); isTalk {
		return body
	}
	switch c.route.Verb {
	case access.SessionCode:
		return object{"email": "ada@example.org"}
	case access.SessionStart:
		return object{"email": "ada@example.org", "code": "000000"}
	case access.SessionFirst:
		return object{"email": "ada@example.org", "token": "x", "display_name": "Ada"}
	case access.MeEdit:
		return object{"display_name": "A new name"}
	case access.ProcessMake:
		return object{"name": "A process", "time_zone": "UTC"}
	case access.PurposeEdit:
		return object{"text": "A purpose", "reason": "A reason", "version": 2}
	case access.PhaseDate:
		return object{"opens_at": "2030-11-01T00:00:00Z"}
	case access.MemberRole:
		return object{"role": "observer"}
	case access.InvitationMake:
		return object{"kind": "mail", "emails": []string{"new@example.org"}, "role": "participant"}
	case access.InvitationPreview, access.InvitationAccept:
		return object{"token": "x"}
	case access.ProposalMake:
		return object{"kind": "agenda_item", "title": "A title", "minutes": 5, "place": aPlace()}
	case access.ProposalEdit:
		return object{"title": "Another title", "minutes": 5, "place": aPlace(), "version": s.versions[c.state]}
	case access.ProposalSave:
		return object{"kind": "agenda_item", "title": "A title", "minutes": 5, "tags": []string{"night"}, "place": aPlace(), "version": s.versions[c.state]}
	case access.ProposalPublish:
		return object{"version": s.versions[c.state]}
	case access.ProposalSupport, access.ProposalCarry:
		return object{"support": true}
	case access.ThresholdSet:
		return object{"support": 3, "room": 90}
	case access.ProposalAuthor, access.ProposalJoin:
		return object{"join": true}
	case access.ProposalAmend:
		return object{"title": "Other words", "minutes": 5, "reason": "Shorter", "wording": 1}
	case access.AmendmentAccept, access.AmendmentDecline, access.AmendmentWithdraw:
		return object{"reason": "A reason"}
	case access.BlendSuggest:
		return object{"proposals": s.parts, "reason": "The same path", "drafts": []any{object{"kind": "agenda_item", "title": "Both", "minutes": 20}}}
	case access.BlendAnswer:
		return object{"agree": true, "reason": "Why not"}
	case access.ProposalReact:
		return object{"kind": "thanks", "on": true}
	case access.ProposalReview, access.ProposalAccept, access.ProposalDecline, access.ProposalReopen:
		return object{"reason": "A reason", "needed": "Less", "version": s.versions[c.state]}
	case access.ProposalAnswer:
		return object{"text": "Because", "version": s.versions[c.state]}
	case access.RoundRule:
		return object{"rule": "phragmen/v1"}
	case access.ProposalCost:
		return object{"minutes": 5, "version": s.versions[c.state]}
	case access.ProposalWithdraw:
		return object{}
	case access.ProposalSimilar, access.ProposalPreview, access.ProposalImport, access.AttachmentAdd, access.AttachmentRead:
		return s.findingBody(w, c)
	case access.RoundMake:
		return object{"title": "Round", "budget": 60, "ballot": object{"kind": "knapsack"}, "rule": "equal-shares/v1",
			"closes_at": "2030-12-01T00:00:00Z", "proposals": []string{s.proposals[access.InRound]}}
	case access.BallotCast:
		return w.Ballot(s.people[c.role], s.rounds[c.state], models.Choices{"1": 1}).Body
	case access.BallotWithdraw:
		return w.Casting(s.people[c.role], s.rounds[c.state], models.Choices{})
	case access.BallotEffect:
		held := s.held[c.role]
		return object{"choices": object{"1": 1}, "revision": 1, "nonce": cmp.Or(held.Nonce, models.NewNonce())}
	case access.PaperType:
		return object{"entry": 1, "choices": object{"1": 1}}
	case access.AttestationSign:
		return w.Attesting(s.people[c.role], s.rounds[c.state]).Body
	case access.RoundTerms:
		return object{"publication": "named", "opens_at": "2030-10-05T00:00:00Z"}
	case access.RoundPropose:
		return object{"kind": "deadline", "closes_at": "2030-12-01T00:00:00Z", "reason": "Holidays"}
	case access.AgendaMake:
		return object{"round": s.rounds[c.state], "title": "Meeting", "starts_at": "2030-12-01T18:00:00Z"}
	case access.AgendaEdit, access.AgendaFit:
		return s.meeting(c).change
	case access.MeetingNext:
		return object{"slot": s.meeting(c).slot, "version": max(1, s.meeting(c).version)}
	case access.MeetingReplan:
		return object{"way": "end_later", "version": max(1, s.meeting(c).version)}
	case access.MeetingPlan:
		return object{"minutes": 20, "dropped": false, "version": max(1, s.meeting(c).version)}
	case access.FloorAsk:
		return object{}
	case access.MeetingAttend:
		return object{"code": "000000"}
	case access.FloorAdd:
		return object{"name": "Guest"}
	case access.FloorGive:
		return object{"speaker": ""}
	case access.PollOpen:
		return object{"kind": "vote", "question": "Tea?"}
	case access.PollAnswer:
		return object{"answer": "yes"}
	case access.MinutesWrite:
		return object{"notes": "Said.", "result": "noted", "version": 1}
	case access.DecisionMake, access.DecisionChange:
		return object{"slot": s.meeting(c).slot, "text": "Tea"}
	case access.AgendaPublish:
		return object{"version": s.meeting(c).change.Version}
	default:
		if body := bodyOfPlace(c); body != nil {
			return body
		}
		if body := s.bodyOfReview(c); body != nil {
			return body
		}
		return s.common.body(c)
	}
}
