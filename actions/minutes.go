package actions

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/export"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// Writing is the input of WriteMinutes.
type Writing struct {
	AtAgenda
	Slot string `path:"slot" maxLength:"60"`
	Body struct {
		Notes   string `json:"notes" maxLength:"20000" doc:"Markdown"`
		Result  string `json:"result" enum:"decided,started,held,postponed,noted,"`
		Version int    `json:"version" minimum:"1" doc:"The version of these notes that was read"`
	}
}

// WriteMinutes writes down what was said about an item, and what became of it.
var WriteMinutes = lead(access.MinutesWrite, func(in Writing) AtAgenda { return in.AtAgenda }, func(c *Call, in Writing, a models.Agenda) error {
	_, err := models.WriteTurn(c.Tx, models.Turn{
		AgendaID: a.ID, SlotID: in.Slot, Notes: text.Block(in.Body.Notes), Result: in.Body.Result, Version: in.Body.Version,
	})
	return err
})

// A NewDecision is the input of Decide.
type NewDecision struct {
	AtAgenda
	Body DecisionBody
}

// A DecisionBody is a decision as it should be.
type DecisionBody struct {
	Slot  string `json:"slot" maxLength:"60" doc:"What it is about"`
	Text  string `json:"text" minLength:"1" maxLength:"1000"`
	Owner string `json:"owner,omitempty" maxLength:"160" doc:"Who sees to it"`
	Due   string `json:"due,omitempty" maxLength:"10" pattern:"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$" doc:"A date, or empty"`
}

// Decide takes down a decision.
var Decide = lead(access.DecisionMake, func(in NewDecision) AtAgenda { return in.AtAgenda }, func(c *Call, in NewDecision, a models.Agenda) error {
	decision, err := c.decision(a, in.Body)
	if err == nil {
		_, err = models.AddDecision(c.Tx, decision)
	}
	return err
})

func (l *Look) decision(a models.Agenda, in DecisionBody) (models.Decision, error) {
	d := models.Decision{AgendaID: a.ID, SlotID: in.Slot, Text: text.Line(in.Text), Owner: text.Line(in.Owner), Due: in.Due}
	if !text.Readable(d.Text) {
		return d, fault.Field("text", "What was decided?")
	}
	if d.Due != "" {
		due, err := time.Parse(time.DateOnly, d.Due)
		if err != nil {
			return d, fault.Field("due", "This is no date. Write it as 2030-10-31.")
		}
		if err := plausible("due", due); err != nil {
			return d, err
		}
	}
	turns, err := models.ListTurns(l.Query, a.ID)
	if err != nil {
		return d, err
	}
	for _, turn := range turns {
		if turn.SlotID == in.Slot {
			return d, nil
		}
	}
	return d, fault.Field("slot", "This item is not on the agenda.")
}

// AtDecision names a decision of a meeting.
type AtDecision struct {
	AtAgenda
	Decision string `path:"decision" maxLength:"60"`
}

// A ChangedDecision is the input of ChangeDecision.
type ChangedDecision struct {
	AtDecision
	Body DecisionBody
}

// ChangeDecision writes a decision anew.
var ChangeDecision = lead(access.DecisionChange, func(in ChangedDecision) AtAgenda { return in.AtAgenda }, func(c *Call, in ChangedDecision, a models.Agenda) error {
	decision, err := c.decision(a, in.Body)
	if err != nil {
		return err
	}
	decision.ID = in.Decision
	return models.ChangeDecision(c.Tx, decision)
})

// DropDecision takes a decision back that was written down by mistake.
var DropDecision = Write[AtDecision, models.Agenda, Accepted]{
	Verb: access.DecisionDrop,
	Find: func(q database.Query, in AtDecision) (Found[models.Agenda], error) { return findAgenda(q, in.AtAgenda) },
	Do: func(c *Call, in AtDecision, a models.Agenda) (Accepted, error) {
		c.About("meeting", a.ID)
		return Accepted{}, models.RemoveDecision(c.Tx, a.ID, in.Decision)
	},
}

// A record is what is published of a meeting.
type record struct {
	document
	StartedAt time.Time    `json:"started_at"`
	EndedAt   time.Time    `json:"ended_at"`
	Present   int          `json:"present"`
	Items     []recordItem `json:"items"`
	Polls     []Poll       `json:"polls"`
}

type recordItem struct {
	Slot      string     `json:"slot"`
	Title     string     `json:"title"`
	Kind      string     `json:"kind"`
	BeganAt   *time.Time `json:"began_at"`
	EndedAt   *time.Time `json:"ended_at"`
	Result    string     `json:"result"`
	Notes     string     `json:"notes"`
	Decisions []Decision `json:"decisions"`
}

// PublishMinutes shows everybody what became of a meeting, and tells those who
// take part once. What did not come to its turn, and what was postponed, waits for
// the next agenda.
var PublishMinutes = lead(access.MinutesPublish, itself, func(c *Call, _ AtAgenda, a models.Agenda) error {
	m, err := models.FindMeeting(c.Query, a.ID)
	if err != nil {
		return err
	}
	course, err := c.course(a, m)
	if err != nil {
		return err
	}
	kept, err := c.recorded(a, m, course)
	if err != nil {
		return err
	}
	encoded, err := json.Marshal(kept)
	if err != nil {
		return fmt.Errorf("publish minutes of %s: %w", a.ID, err)
	}
	if err := c.carryOver(a, course); err != nil {
		return err
	}
	published, err := models.AddRecord(c.Tx, models.Record{ProcessID: a.ProcessID, AgendaID: a.ID, Document: string(encoded)})
	if err != nil {
		return err
	}
	return c.later(DeedTellMinutes, fmt.Sprintf("%s/%d", a.ID, published.Version), c.Now)
})

func (c *Call) recorded(a models.Agenda, m models.Meeting, course *course) (record, error) {
	fitted, err := c.timetable(a, course.slots)
	if err != nil {
		return record{}, err
	}
	agenda, err := c.document(a, fitted)
	if err != nil {
		return record{}, err
	}
	view, err := c.meeting(a)
	if err != nil {
		return record{}, err
	}
	kept := record{document: agenda, StartedAt: m.StartedAt, Present: view.Present, Polls: []Poll{}, Items: []recordItem{}}
	kept.EndedAt = *m.EndedAt
	for _, turn := range view.Slots {
		row := course.turns[turn.ID]
		kept.Items = append(kept.Items, recordItem{
			Slot: turn.ID, Title: turn.Title, Kind: turn.Kind, BeganAt: row.BeganAt, EndedAt: row.EndedAt,
			Result: turn.Result, Notes: turn.Notes, Decisions: turn.Decisions,
		})
	}
	for _, poll := range view.Polls {
		if poll.Closed {
			poll.Mine = "" // of whoever publishes
			kept.Polls = append(kept.Polls, poll)
		}
	}
	return kept, nil
}

// carryOver marks what did not come to its turn or was postponed, so that the next
// agenda is offered it.
func (c *Call) carryOver(a models.Agenda, course *course) error {
	var waiting []string
	for _, s := range course.slots {
		turn := course.turns[s.ID]
		if s.Voted() && onAgenda(s) && (turn.BeganAt == nil || turn.Result == models.ResultPostponed) {
			waiting = append(waiting, s.ID)
		}
	}
	return errors.Join(models.MarkPostponed(c.Tx, a.ID, waiting), c.dealtWith(a, course.slots, waiting))
}

// recordOf is where the public reads the minutes of an agenda, or empty.
func recordOf(a models.Agenda, recorded bool) string {
	if !recorded {
		return ""
	}
	return publicPath(a.ID) + "/minutes"
}

// TellMinutes writes to every member what was decided. Who voted for what is known
// to nobody: so everybody hears of everything.
var TellMinutes = Write[AtVersion, models.Agenda, Accepted]{
	Verb: access.MinutesTell,
	Find: func(q database.Query, in AtVersion) (Found[models.Agenda], error) { return findAgenda(q, in.AtAgenda) },
	Do: func(c *Call, in AtVersion, a models.Agenda) (Accepted, error) {
		c.About("meeting", a.ID)
		c.Note("version %d", in.Version)
		told, err := models.TellRecord(c.Tx, a.ID, in.Version)
		if err != nil || !told {
			return Accepted{}, err
		}
		kept, _, err := c.readRecord(a.ID)
		if err != nil {
			return Accepted{}, err
		}
		return Accepted{}, c.mailMembers(a.ProcessID, minutesMail(kept, c.Service.BaseURL+publicPath(a.ID)+"/minutes"))
	},
}

// ReadMinutes gives anybody what was published last of a meeting.
var ReadMinutes = Read[AtAgenda, models.Record, export.Minutes]{
	Verb: access.MinutesPublic,
	Find: func(q database.Query, at AtAgenda) (Found[models.Record], error) {
		row, err := models.FindRecord(q, at.Agenda)
		return Found[models.Record]{Object: row, What: "minutes"}, err
	},
	Show: func(l *Look, at AtAgenda, row models.Record) (export.Minutes, error) {
		kept, _, err := l.readRecord(at.Agenda)
		if err != nil {
			return export.Minutes{}, err
		}
		return kept.export(row, l.Service.BaseURL), nil
	},
}

func (r record) export(row models.Record, baseURL string) export.Minutes {
	published := models.Publication{ProcessID: row.ProcessID, Version: row.Version, PublishedAt: row.PublishedAt}
	m := export.Minutes{
		Agenda: r.agenda(published, baseURL), StartedAt: r.StartedAt, EndedAt: r.EndedAt, Present: r.Present,
		Version: row.Version, PublishedAt: row.PublishedAt,
	}
	for _, item := range r.Items {
		shown := export.MinutesItem{
			Title: item.Title, Kind: item.Kind, BeganAt: item.BeganAt, EndedAt: item.EndedAt, Result: item.Result, Notes: item.Notes,
		}
		for _, d := range item.Decisions {
			shown.Decisions = append(shown.Decisions, export.Decision{Text: d.Text, Owner: d.Owner, Due: d.Due})
		}
		for _, p := range r.Polls {
			if p.Slot == item.Slot {
				shown.Polls = append(shown.Polls, p.export())
			}
		}
		m.Items = append(m.Items, shown)
	}
	return m
}

func (p Poll) export() export.Poll {
	shown := export.Poll{Question: p.Question, Consent: p.Kind == models.PollConsent, Yes: p.Yes, No: p.No, Abstain: p.Abstain}
	for _, reason := range p.Reasons {
		shown.Reasons = append(shown.Reasons, fmt.Sprintf("%s: %s", reason.Name, reason.Reason))
	}
	return shown
}

func (l *Look) readRecord(agendaID string) (kept record, row models.Record, err error) {
	if row, err = models.FindRecord(l.Query, agendaID); err != nil {
		return kept, row, err
	}
	if err := json.Unmarshal([]byte(row.Document), &kept); err != nil {
		return kept, row, fmt.Errorf("read minutes of %s: %w", agendaID, err)
	}
	return kept, row, nil
}
