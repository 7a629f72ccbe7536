package actions

import (
	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/models"
)

// knock turns away who is not signed in, before anything is looked up.
func knock(actor Actor, verb access.Verb) error {
	if actor.AccountID != "" || actor.System {
		return nil
	}
	if access.Decide(access.Request{Verb: verb, Role: access.Anybody}) == access.WrongRole {
		return fault.New(fault.Unauthenticated, "Please sign in first.")
	}
	return nil
}

// admit finds the object and asks access whether the actor may do this to it.
func admit[In, Object any](
	l *Look, verb access.Verb, find func(database.Query, In) (Found[Object], error), in In,
) (Found[Object], error) {
	found, err := find(l.Query, in)
	if err != nil {
		return found, err
	}
	l.Process = found.Process
	role, err := l.role(found.Process)
	if err != nil {
		return found, err
	}
	request := l.request(role, found.State, found.Authors)
	request.Verb = verb
	return found, refusal(access.Decide(request), verb, role, found.What, found.State)
}

func (l *Look) role(process string) (access.Role, error) {
	switch {
	case l.Actor.System:
		return access.System, nil
	case l.Actor.AccountID == "":
		return access.Anybody, nil
	case process == "":
		return access.Account, nil
	}
	member, err := models.FindMemberByAccount(l.Query, process, l.Actor.AccountID)
	if fault.KindOf(err) == fault.NotFound {
		return access.Account, nil
	}
	l.Member = member
	return member.Role, err
}

// refusal words a verdict. To somebody who is no member, what they may not see
// is not there.
func refusal(v access.Verdict, verb access.Verb, role access.Role, what string, state access.State) error {
	switch {
	case v == access.Allowed:
		return nil
	case role == access.Anybody:
		return fault.New(fault.Unauthenticated, "Please sign in first.")
	case v == access.Hidden, role == access.Account && what != "":
		return fault.Gone(what)
	case v == access.NotTheirs && what == "question" && verb != access.QuestionWithdraw:
		return fault.New(fault.Forbidden, "Only who was asked, or an organiser, may do that.")
	case v == access.NotTheirs:
		return fault.New(fault.Forbidden, "Only whoever wrote this %s may do that.", what)
	case v == access.WrongState:
		return fault.New(fault.Closed, "%s", stateSentence(what, state))
	default:
		return fault.New(fault.Forbidden, "Your role in this process does not allow that. An organiser can help.")
	}
}

func stateSentence(what string, state access.State) string {
	sentences := map[access.State]string{
		access.Draft:      "This " + what + " is not open yet.",
		access.Open:       "This " + what + " is still open; wait until it has closed.",
		access.Closed:     "This " + what + " is closed.",
		access.InRound:    "This " + what + " stands in a round that was opened, so it stays as it is.",
		access.InReview:   "This " + what + " is in review. Wait for what the organisers say, or answer them.",
		access.Accepted:   "This " + what + " was accepted as it is.",
		access.Private:    "This " + what + " is still a draft. Put it forward first.",
		access.Blended:    "This " + what + " became part of another.",
		access.Withdrawn:  "This " + what + " was withdrawn.",
		access.Live:       "Only the example can be thrown away.",
		access.OutOfSight: "A moderator took this " + what + " out of sight.",
	}
	if sentence, ok := sentences[state]; ok {
		return sentence
	}
	return "This " + what + " does not allow that now."
}

// At names a process; many inputs begin with it.
type At struct {
	Process string `path:"process" maxLength:"60" doc:"The process's address"`
}

func findProcess(q database.Query, at At) (Found[models.Process], error) {
	process, err := models.FindProcess(q, at.Process)
	return Found[models.Process]{
		Object: process, What: "process", Process: process.ID, State: process.State(),
	}, err
}

func inProcess[In interface{ at() At }](q database.Query, in In) (Found[models.Process], error) {
	return findProcess(q, in.at())
}

func (a At) at() At { return a }

// inScope finds an object whose address names only itself, with its process, into
// which admit lets the actor or not before anything is done with the object.
func inScope[T models.Scoped](q database.Query, what, id string) (Found[T], error) {
	object, process, err := models.WithScope[T](q, what, id)
	return Found[T]{Object: object, What: what, Process: process}, err
}

// Paged is the part of an input that says which page of a list is wanted.
type Paged struct {
	After string `query:"after" maxLength:"60" pattern:"^[0-9a-f-]*$" doc:"The next of the page before"`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"Rows wanted"`
}

func (p Paged) page() models.Page { return models.Page{After: p.After, Limit: p.Limit} }

// A List is one page of rows and the cursor of the next, "" at the end.
type List[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next"`
}

// listed shows the rows of a page.
func listed[Row, Item any](rows []Row, next string, err error, show func(Row) Item) (List[Item], error) {
	items := make([]Item, len(rows))
	for i, row := range rows {
		items[i] = show(row)
	}
	return List[Item]{Items: items, Next: next}, err
}
