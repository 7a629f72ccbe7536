package actions

import (
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// A Process is what each page of a process needs to know of it.
type Process struct {
	ID          string           `json:"id"`
	Name        string           `json:"name"`
	Summary     string           `json:"summary"`
	TimeZone    string           `json:"time_zone"`
	Language    string           `json:"language" doc:"In which most is written, as ISO 639 has it"`
	Money       Measure          `json:"money" doc:"In which proposals say what they would cost"`
	Places      bool             `json:"places" doc:"Proposals may say where they would happen"`
	Map         *MapTiles        `json:"map,omitempty" doc:"Where the picture behind a map comes from, if this server has one"`
	Example     bool             `json:"example"`
	Phase       models.PhaseKind `json:"phase" enum:"purpose,propose,blend,review,vote,agenda,act,reflect," doc:"The open phase, or empty"`
	Phases      []Phase          `json:"phases"`
	Role        access.Role      `json:"role" enum:"observer,participant,moderator,organiser"`
	MemberCount int              `json:"member_count"`
	AgendaURL   string           `json:"agenda_url" doc:"The public agenda's page, or empty"`
	Can         []access.Verb    `json:"can"`
}

// A Home is a process with what its first page tells.
type Home struct {
	Process
	Purpose       CommonText    `json:"purpose"`
	Partners      []PartnerLink `json:"partners"`
	ProposalCount int           `json:"proposal_count"`
	Waiting       []Waiting     `json:"waiting" doc:"What waits for you, the most pressing first"`
}

// A Measure is that in which amounts are counted: 1/Scale of Unit.
type Measure struct {
	Unit  string `json:"unit"`
	Scale int64  `json:"scale"`
}

// A Waiting thing is something that the reader may want to do next.
type Waiting struct {
	Kind     string     `json:"kind" enum:"vote,open_round,close_round,count_round,make_agenda,publish_agenda,cost_proposals,propose,invite,answer_blend,carry_support,join_authors,accept_agreement,decide_purpose,decide_agreement,answer_question"`
	Title    string     `json:"title"`
	Round    string     `json:"round,omitempty"`
	Agenda   string     `json:"agenda,omitempty"`
	Proposal string     `json:"proposal,omitempty"`
	Blend    string     `json:"blend,omitempty"`
	Question string     `json:"question,omitempty"`
	Count    int        `json:"count,omitempty"`
	Until    *time.Time `json:"until,omitempty"`
}

// ReadProcess shows what each page of a process needs to know of it.
var ReadProcess = Read[At, models.Process, Process]{
	Verb: access.ProcessRead,
	Find: findProcess,
	Show: func(l *Look, _ At, p models.Process) (Process, error) { return l.process(p) },
}

// ReadHome shows a process with what waits there for the reader.
var ReadHome = Read[At, models.Process, Home]{
	Verb: access.ProcessHome,
	Find: findProcess,
	Show: func(l *Look, _ At, p models.Process) (Home, error) { return l.home(p) },
}

func (l *Look) process(p models.Process) (Process, error) {
	money, err := moneyOf(p)
	if err != nil {
		return Process{}, err
	}
	frame, err := models.FindFrame(l.Query, p.ID)
	phases, open := phasesOf(frame.Phases)
	view := Process{
		ID: p.ID, Name: p.Name, Summary: p.Summary, TimeZone: p.TimeZone, Language: p.Language, Money: money, Example: p.Example,
		Phase: open, Phases: phases, Role: l.Member.Role, MemberCount: frame.Members,
		Places: p.Places, Map: l.mapTiles(p),
		Can: l.can(p.State(), nil, access.ProcessDelete, access.ProcessLanguage, access.PurposeEdit, access.PhaseMove, access.PhaseDate,
			access.MemberList, access.MemberRole, access.MemberReviewer, access.InvitationMake, access.ProposalMake, access.ProposalImport,
			access.ProposalsReview, access.AlternativesMake, access.ProcessMoney, access.ProcessPlaces, access.RoundMake,
			access.PartnerMake, access.AgreementEdit, access.TextAmendMake, access.GuidelineMake),
	}
	if frame.Publications > 0 {
		view.AgendaURL = agendaPath(p.ID)
	}
	return view, err
}

func (l *Look) home(p models.Process) (Home, error) {
	frame, err := l.process(p)
	if err != nil {
		return Home{}, err
	}
	counts, err := models.CountAll(l.Query, p.ID, l.Member.ID)
	if err != nil {
		return Home{}, err
	}
	view := Home{Process: frame, ProposalCount: counts.Proposals}
	common, err := l.common(p.ID, counts, &view)
	if err != nil {
		return Home{}, err
	}
	view.Waiting, err = l.waiting(frame, counts.Uncosted, common)
	return view, err
}

func agendaPath(process string) string { return "/p/" + process + "/agenda" }

// publicPath is where the public reads an agenda for good; agendaPath leads to the
// latest one.
func publicPath(agenda string) string { return "/a/" + agenda }

// NewProcess is the input of MakeProcess.
type NewProcess struct {
	Body struct {
		Name     string `json:"name" minLength:"1" maxLength:"100"`
		Summary  string `json:"summary,omitempty" maxLength:"300" doc:"One line for those who are invited"`
		Purpose  string `json:"purpose,omitempty" maxLength:"20000" doc:"Markdown"`
		TimeZone string `json:"time_zone" maxLength:"60" doc:"An IANA name such as Europe/Vienna"`
		Language string `json:"language,omitempty" pattern:"^[a-z]{2,3}$" patternDescription:"a language as ISO 639 has it, such as de" doc:"In which most will be written; English if nothing is said"`
	}
}

// MakeProcess makes a process whose organiser is whoever makes it.
var MakeProcess = Write[NewProcess, struct{}, Home]{
	Verb: access.ProcessMake,
	Find: nothing[NewProcess],
	Do: func(c *Call, in NewProcess, _ struct{}) (Home, error) {
		process, err := c.makeProcess(models.Process{
			Name: in.Body.Name, Summary: in.Body.Summary, TimeZone: in.Body.TimeZone, Language: in.Body.Language,
		}, in.Body.Purpose)
		if err == nil {
			err = models.NewPhases(c.Tx, process.ID)
		}
		if err != nil {
			return Home{}, err
		}
		return c.home(process)
	},
}

// makeProcess makes a process without phases, with the actor as its organiser,
// and steps into it.
func (c *Call) makeProcess(p models.Process, purpose string) (models.Process, error) {
	name, err := models.CleanName("name", p.Name)
	if err != nil {
		return models.Process{}, err
	}
	p.Name, p.Summary, purpose = name, text.Line(p.Summary), text.Block(purpose)
	if p, err = models.NewProcess(c.Tx, p); err != nil {
		return models.Process{}, err
	}
	c.Process = p.ID
	c.About("process", p.ID)
	if c.Member, err = models.AddMember(c.Tx, p.ID, c.Actor.AccountID, access.Organiser); err != nil {
		return models.Process{}, err
	}
	_, err = models.AddCommonText(c.Tx, models.CommonText{
		ProcessID: p.ID, Target: models.TargetPurpose, Text: purpose, MemberID: c.Member.ID,
	}, 0)
	return p, err
}

// DeleteProcess throws the example away.
var DeleteProcess = Write[At, models.Process, Accepted]{
	Verb: access.ProcessDelete,
	Find: findProcess,
	Do: func(c *Call, _ At, p models.Process) (Accepted, error) {
		c.About("process", p.ID)
		return Accepted{}, models.DeleteProcess(c.Tx, p.ID)
	},
}

// A ProcessSummary is one line of the list of one's processes.
type ProcessSummary struct {
	ID          string           `json:"id"`
	Name        string           `json:"name"`
	Summary     string           `json:"summary"`
	Example     bool             `json:"example"`
	Role        access.Role      `json:"role" enum:"observer,participant,moderator,organiser"`
	Phase       models.PhaseKind `json:"phase" enum:"purpose,propose,blend,review,vote,agenda,act,reflect,"`
	MemberCount int              `json:"member_count"`
}

// ListProcesses lists the processes in which one takes part.
var ListProcesses = Read[Paged, struct{}, List[ProcessSummary]]{
	Verb: access.ProcessList,
	Find: nothing[Paged],
	Show: func(l *Look, in Paged, _ struct{}) (List[ProcessSummary], error) {
		page := in.page()
		page.Newest = true
		memberships, next, err := models.ListMemberships(l.Query, l.Actor.AccountID, page)
		if err != nil {
			return List[ProcessSummary]{}, err
		}
		items, err := l.summaries(memberships)
		return List[ProcessSummary]{Items: items, Next: next}, err
	},
}

func (l *Look) summaries(memberships []models.Member) ([]ProcessSummary, error) {
	ids := make([]string, len(memberships))
	for i, m := range memberships {
		ids[i] = m.ProcessID
	}
	processes, err := models.ListProcesses(l.Query, ids)
	if err != nil {
		return nil, err
	}
	facts, err := models.ListProcessFacts(l.Query, ids)
	items := make([]ProcessSummary, len(memberships))
	for i, m := range memberships {
		p, fact := processes[m.ProcessID], facts[m.ProcessID]
		items[i] = ProcessSummary{
			ID: p.ID, Name: p.Name, Summary: p.Summary, Example: p.Example,
			Role: m.Role, Phase: fact.Phase, MemberCount: fact.Members,
		}
	}
	return items, err
}
