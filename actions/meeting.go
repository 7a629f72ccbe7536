package actions

import (
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/models"
	"github.com/folkmoot/folkmoot/timing"
)

// A Meeting is an agenda as it is held.
type Meeting struct {
	Agenda    string        `json:"agenda"`
	Process   string        `json:"process"`
	Title     string        `json:"title"`
	Place     string        `json:"place"`
	Link      string        `json:"link"`
	TimeZone  string        `json:"time_zone"`
	State     access.State  `json:"state" enum:"published,running,ended"`
	Version   int           `json:"version" doc:"0 before it begins"`
	Now       time.Time     `json:"now" doc:"On the clock of the server"`
	StartsAt  time.Time     `json:"starts_at" doc:"As the agenda has it"`
	EndsAt    time.Time     `json:"ends_at" doc:"As it is planned now"`
	StartedAt *time.Time    `json:"started_at"`
	EndedAt   *time.Time    `json:"ended_at"`
	Expected  *time.Time    `json:"expected" doc:"When it will end if everything takes what it is to take"`
	Over      int           `json:"over" doc:"Minutes by which that is late"`
	Code      string        `json:"code" doc:"To check in with; organisers show it"`
	Present   int           `json:"present" doc:"Members who checked in"`
	Here      bool          `json:"here" doc:"I did"`
	Current   string        `json:"current" doc:"The slot that it is at, or empty"`
	Slots     []Turn        `json:"slots" doc:"In the order in which they were, and will be"`
	Remedies  []Remedy      `json:"remedies" doc:"What can be done if it runs over"`
	Floor     Floor         `json:"floor"`
	Polls     []Poll        `json:"polls" doc:"The newest first"`
	Record    string        `json:"record" doc:"Where the public reads the minutes, once they are published"`
	Can       []access.Verb `json:"can"`
}

// A Turn is a slot of a meeting.
type Turn struct {
	ID        string     `json:"id"`
	Title     string     `json:"title"`
	Kind      string     `json:"kind" enum:"agenda_item,symbolic_change,fixed,break,"`
	State     string     `json:"state" enum:"done,now,next,later,dropped"`
	Minutes   int        `json:"minutes" doc:"That it is to take"`
	Planned   int        `json:"planned" doc:"That the agenda gave it"`
	StartsAt  *time.Time `json:"starts_at" doc:"When it began, or is expected to"`
	EndsAt    *time.Time `json:"ends_at" doc:"When it ended, or is to"`
	Result    string     `json:"result" enum:"decided,started,held,postponed,noted,"`
	Notes     string     `json:"notes" doc:"Minutes, in Markdown"`
	Version   int        `json:"version" doc:"Of the notes"`
	Decisions []Decision `json:"decisions"`
	Parts     []Part     `json:"parts"`
	SlotAbout
}

// A Decision is what a meeting decided.
type Decision struct {
	ID    string `json:"id"`
	Text  string `json:"text"`
	Owner string `json:"owner"`
	Due   string `json:"due" doc:"A date, or empty"`
}

// A Remedy is what can be done when a meeting runs over, with its effect.
type Remedy struct {
	Way     string       `json:"way" enum:"shorten,drop,end_later"`
	Dropped []string     `json:"dropped"`
	EndsAt  time.Time    `json:"ends_at"`
	Slots   []RemedySlot `json:"slots"`
}

// A RemedySlot is when something that is left would be.
type RemedySlot struct {
	ID       string    `json:"id"`
	StartsAt time.Time `json:"starts_at"`
	Minutes  int       `json:"minutes"`
}

// ReadMeeting shows a meeting to members, also before it begins.
var ReadMeeting = Read[AtAgenda, models.Agenda, Meeting]{
	Verb: access.MeetingRead,
	Find: findAgenda,
	Show: func(l *Look, _ AtAgenda, a models.Agenda) (Meeting, error) { return l.meeting(a) },
}

func (l *Look) meeting(a models.Agenda) (Meeting, error) {
	around, err := models.FindSurroundings(l.Query, a)
	if err != nil {
		return Meeting{}, err
	}
	m, err := models.FindMeeting(l.Query, a.ID)
	if fault.KindOf(err) == fault.NotFound {
		m, err = models.Meeting{AgendaID: a.ID, Minutes: a.Minutes}, nil
	}
	if err != nil {
		return Meeting{}, err
	}
	c, err := l.course(a, m)
	if err != nil {
		return Meeting{}, err
	}
	view := Meeting{
		Agenda: a.ID, Process: a.ProcessID, Title: a.Title, Place: a.Place, Link: a.Link, TimeZone: around.TimeZone,
		State: a.State(), Version: m.Version, Now: l.Now, StartsAt: a.StartsAt, EndsAt: c.at(c.room.Minutes),
		EndedAt: m.EndedAt, Current: m.SlotID, Remedies: []Remedy{},
		Can: l.can(a.State(), nil, access.MeetingStart, access.MeetingNext, access.MeetingEnd, access.MeetingAttend, access.FloorAsk,
			access.FloorAdd, access.FloorGive, access.PollOpen, access.PollAnswer, access.MinutesWrite, access.MinutesPublish),
	}
	if m.Version > 0 {
		view.StartedAt, view.EndsAt = &m.StartedAt, c.at(m.Minutes)
	}
	if a.State() == access.Running {
		l.running(&view, c)
	}
	if view.Slots, err = l.turnsOf(c); err != nil {
		return Meeting{}, err
	}
	view.Record = recordOf(a, around.Recorded)
	return view, l.around(&view, a)
}

// running adds what is expected of a meeting that goes on.
func (l *Look) running(view *Meeting, c *course) {
	view.Expected, view.Over = new(c.at(c.ends())), c.over()
	if !l.organises() {
		return
	}
	view.Code = c.meeting.Code
	for _, r := range c.remedies {
		view.Remedies = append(view.Remedies, c.remedyView(r))
	}
}

func (c *course) remedyView(r timing.Remedy) Remedy {
	view := Remedy{Way: string(r.Way), Dropped: someOf(r.Dropped), EndsAt: c.at(r.Course.End), Slots: []RemedySlot{}}
	for _, s := range r.Course.Slots {
		view.Slots = append(view.Slots, RemedySlot{ID: s.Key, StartsAt: c.at(s.Start), Minutes: s.Minutes})
	}
	return view
}

// around adds who is there, who wants to speak, and what is asked.
func (l *Look) around(view *Meeting, a models.Agenda) (err error) {
	present, err := models.ListPresent(l.Query, a.ID)
	if err != nil {
		return err
	}
	view.Present = len(present)
	for _, id := range present {
		view.Here = view.Here || id == l.Member.ID
	}
	if view.Floor, err = l.floor(a); err != nil {
		return err
	}
	view.Polls, err = l.polls(a)
	return err
}

// turnsOf shows what was in the order in which it was, then what is, then what is
// expected, then what was dropped.
func (l *Look) turnsOf(c *course) ([]Turn, error) {
	decisions, err := models.ListDecisions(l.Query, c.agenda.ID)
	if err != nil {
		return nil, err
	}
	bySlot := map[string][]Decision{}
	for _, d := range decisions {
		bySlot[d.SlotID] = append(bySlot[d.SlotID], Decision{ID: d.ID, Text: d.Text, Owner: d.Owner, Due: d.Due})
	}
	turns := []Turn{}
	next := "next"
	for _, s := range c.inOrder() {
		turn := c.turn(s)
		if turn.State == "later" {
			turn.State, next = next, "later"
		}
		turn.Decisions = someOf(bySlot[s.ID])
		turns = append(turns, turn)
	}
	return turns, nil
}
