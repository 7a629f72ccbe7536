package access

import "slices"

// A Role is a person's part in one process, or what they are outside it.
type Role string

// The roles. The first three are of people and programs outside a process.
const (
	Anybody     Role = "anybody"     // not signed in
	Account     Role = "account"     // signed in, no member of the process
	System      Role = "system"      // a job of the server
	Observer    Role = "observer"    // reads
	Participant Role = "participant" // proposes and votes
	Moderator   Role = "moderator"   // keeps the space safe
	Organiser   Role = "organiser"   // runs the process
)

// Roles returns every role, the least powerful first.
func Roles() []Role {
	return []Role{Anybody, Account, System, Observer, Participant, Moderator, Organiser}
}

// A State is where an object stands in its life, as far as it matters here.
type State string

// The states of objects. A verb whose object has no life has the empty state.
const (
	Live      State = "live"      // a process
	Example   State = "example"   // a process to look around in and throw away
	Published State = "published" // a proposal or agenda that members can see
	Private   State = "private"   // a proposal that its authors still write; for others it is not there
	InReview  State = "in_review" // a proposal that organisers look at; its text stands still
	Accepted  State = "accepted"  // a proposal that may stand in a round; an amendment that became the text
	Declined  State = "declined"  // a proposal that may not, until it is changed; a question that will not be answered
	InRound   State = "in_round"  // a proposal that stands in an opened round
	OnAgenda  State = "on_agenda" // a proposal that stands on a published agenda
	Done      State = "done"      // a proposal that a meeting dealt with
	Blended   State = "blended"   // a proposal that became part of others
	Withdrawn State = "withdrawn" // a proposal, amendment or question that was taken back by whose it is
	Draft     State = "draft"     // a round or agenda that is being prepared
	Open      State = "open"      // a round that takes ballots, or an amendment on which nobody has decided
	Counting  State = "counting"  // a round that takes no ballots any more and is not counted yet
	Closed    State = "closed"    // a round that was counted
	Running   State = "running"   // an agenda whose meeting is being held
	Ended     State = "ended"     // an agenda whose meeting was held
	Rejected  State = "rejected"  // an amendment that did not

	OutOfSight   State = "hidden"       // a comment, question or statement that a moderator took out of sight
	Answered     State = "answered"     // a question
	Confidential State = "confidential" // a question that has no answer until a date
)

// A Verdict is the answer to a request.
type Verdict int

// The verdicts. Everything but Allowed refuses, and says on what ground.
const (
	Unknown    Verdict = iota // there is no such verb
	WrongRole                 // this role never may
	NotTheirs                 // only the author may
	WrongState                // not in this state
	Hidden                    // for whoever asks it is not there
	Allowed                   // go on
)

// A Request asks whether a verb may be done to an object.
type Request struct {
	Verb   Verb
	Role   Role
	State  State // of the object; empty if it has none
	Author bool  // whoever asks is the author of the object
	Named  bool  // whoever asks was named by organisers to review proposals
}

// A rule is one line of the table.
type rule struct {
	roles  []Role
	states []State // nil: every state, also none
	author bool    // only the author, whatever the role
	named  bool    // also whoever was named for it and is more than an observer
	to     State   // where it leads the object; empty if it stays where it is
}

// Decide answers a request from the table.
func Decide(r Request) Verdict {
	line, known := table[r.Verb]
	switch {
	case !known:
		return Unknown
	case r.State == Private && !r.Author:
		return Hidden
	case !line.allows(r):
		return WrongRole
	case line.author && !r.Author:
		return NotTheirs
	case line.states != nil && !slices.Contains(line.states, r.State):
		return WrongState
	default:
		return Allowed
	}
}

// allows tells whether the line is for a role, or for somebody who was named.
func (line rule) allows(r Request) bool {
	return slices.Contains(line.roles, r.Role) || line.named && r.Named && slices.Contains(voters, r.Role)
}

// Can lists those of verbs that may be done now, in their order.
func Can(r Request, verbs ...Verb) []Verb {
	can := make([]Verb, 0, len(verbs))
	for _, verb := range verbs {
		r.Verb = verb
		if Decide(r) == Allowed {
			can = append(can, verb)
		}
	}
	return can
}
