package actions

import (
	"slices"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// An AmendmentLine is what a list says of an amendment.
type AmendmentLine struct {
	ID        string        `json:"id"`
	Target    string        `json:"target" enum:"purpose,agreement"`
	Reason    string        `json:"reason" doc:"Why its author proposes it"`
	State     access.State  `json:"state" enum:"open,accepted,rejected,withdrawn"`
	Author    Author        `json:"author"`
	CreatedAt time.Time     `json:"created_at"`
	ChangedAt time.Time     `json:"changed_at"`
	Version   int           `json:"version" doc:"Of its own wording"`
	Base      int           `json:"base" doc:"The version of the text that it was written from"`
	Support   int           `json:"support"`
	Live      int           `json:"live" doc:"How many can live with it"`
	Concern   int           `json:"concern"`
	Mine      string        `json:"mine" enum:"support,live,concern," doc:"What the reader says to it"`
	Can       []access.Verb `json:"can"`
}

// A TextAmendment is a new text that somebody proposed for one that the process
// holds in common.
type TextAmendment struct {
	AmendmentLine
	Text        string     `json:"text" doc:"Markdown, as it was proposed"`
	HTML        string     `json:"html" doc:"Sanitised"`
	BaseText    string     `json:"base_text" doc:"What it was written from"`
	Present     int        `json:"present" doc:"The version of the text as it is now"`
	PresentText string     `json:"present_text"`
	Decision    string     `json:"decision" doc:"Why it was accepted, rejected or withdrawn"`
	DecidedBy   string     `json:"decided_by"`
	DecidedAt   *time.Time `json:"decided_at"`
	Became      int        `json:"became" doc:"The version that it became; 0 if none"`
	BecameText  string     `json:"became_text" doc:"As it was accepted; it may read otherwise than it was proposed"`
	Stances     []Stance   `json:"stances"`
}

// A Stance is what somebody says to an amendment.
type Stance struct {
	Name     string `json:"name"`
	Me       bool   `json:"me"`
	Stance   string `json:"stance" enum:"support,live,concern"`
	Sentence string `json:"sentence" doc:"Of a concern"`
	Earlier  bool   `json:"earlier" doc:"It was said of an earlier wording, and is not counted"`
}

// AtTextAmendment names an amendment to a text.
type AtTextAmendment struct {
	At
	Amendment string `path:"amendment" maxLength:"60"`
}

func (a AtTextAmendment) atTextAmendment() AtTextAmendment { return a }

func onTextAmendment[In interface{ atTextAmendment() AtTextAmendment }](q database.Query, in In) (Found[models.TextAmendment], error) {
	at := in.atTextAmendment()
	a, err := models.FindTextAmendment(q, at.Process, at.Amendment)
	return Found[models.TextAmendment]{
		Object: a, What: "amendment", Process: a.ProcessID, State: a.State, Authors: []string{a.MemberID},
	}, err
}

// ReadTextAmendment shows an amendment beside what it would change.
var ReadTextAmendment = Read[AtTextAmendment, models.TextAmendment, TextAmendment]{
	Verb: access.TextAmendRead,
	Find: onTextAmendment[AtTextAmendment],
	Show: func(l *Look, _ AtTextAmendment, a models.TextAmendment) (TextAmendment, error) { return l.amendment(a) },
}

// amendment shows one amendment with the texts that it stands between.
func (l *Look) amendment(a models.TextAmendment) (TextAmendment, error) {
	present, err := models.FindCommonText(l.Query, a.ProcessID, a.Target)
	if err != nil {
		return TextAmendment{}, err
	}
	texts, err := models.FindTextVersions(l.Query, a.ProcessID, a.Target, a.Base, a.Became)
	if err != nil {
		return TextAmendment{}, err
	}
	stances, err := models.ListStances(l.Query, []string{a.ID})
	if err != nil {
		return TextAmendment{}, err
	}
	people := []string{a.MemberID, a.DecidedBy}
	for _, s := range stances {
		people = append(people, s.MemberID)
	}
	names, err := models.Names(l.Query, a.ProcessID, people)
	view := TextAmendment{
		AmendmentLine: l.amendmentLine(a, names, stances), Text: a.Text, HTML: text.HTML(a.Text), BaseText: texts[a.Base].Text,
		Present: present.Version, PresentText: present.Text, Decision: a.Decision, DecidedBy: names[a.DecidedBy], DecidedAt: a.DecidedAt,
		Became: a.Became, BecameText: texts[a.Became].Text, Stances: []Stance{},
	}
	for _, s := range stances {
		view.Stances = append(view.Stances, Stance{
			Name: names[s.MemberID], Me: s.MemberID == l.Member.ID, Stance: s.Stance, Sentence: s.Sentence, Earlier: s.Wording != a.Version,
		})
	}
	return view, err
}

// amendmentLine counts what was said of the present wording; stances may be those
// of other amendments too.
func (l *Look) amendmentLine(a models.TextAmendment, names map[string]string, stances []models.Stance) AmendmentLine {
	line := AmendmentLine{
		ID: a.ID, Target: a.Target, Reason: a.Reason, State: a.State, CreatedAt: a.CreatedAt, ChangedAt: a.ChangedAt,
		Author: Author{DisplayName: names[a.MemberID], Me: a.MemberID == l.Member.ID}, Version: a.Version, Base: a.Base,
		Can: l.can(a.State, []string{a.MemberID}, access.TextAmendBack, access.TextAmendReword, access.TextAmendWithdraw,
			access.TextAmendAccept, access.TextAmendReject),
	}
	for _, s := range stances {
		if s.AmendmentID != a.ID || s.Wording != a.Version {
			continue
		}
		if s.MemberID == l.Member.ID {
			line.Mine = s.Stance
		}
		switch s.Stance {
		case models.StanceSupport:
			line.Support++
		case models.StanceLive:
			line.Live++
		case models.StanceConcern:
			line.Concern++
		}
	}
	return line
}

// TextAmendmentsOf is the input of ListTextAmendments.
type TextAmendmentsOf struct {
	At
	Paged
	Target string       `query:"target" enum:"purpose,agreement" default:"purpose"`
	State  access.State `query:"state" enum:"open,accepted,rejected,withdrawn"`
}

// ListTextAmendments lists the amendments to a text, the newest first.
var ListTextAmendments = Read[TextAmendmentsOf, models.Process, List[AmendmentLine]]{
	Verb: access.TextAmendments,
	Find: inProcess[TextAmendmentsOf],
	Show: func(l *Look, in TextAmendmentsOf, p models.Process) (List[AmendmentLine], error) {
		page := in.page()
		page.Newest = true
		rows, next, err := models.ListTextAmendments(l.Query, p.ID, in.Target, in.State, page)
		if err != nil {
			return List[AmendmentLine]{}, err
		}
		items, err := l.amendmentLines(p.ID, rows)
		return List[AmendmentLine]{Items: items, Next: next}, err
	},
}

func (l *Look) amendmentLines(process string, rows []models.TextAmendment) ([]AmendmentLine, error) {
	ids, authors := make([]string, len(rows)), make([]string, len(rows))
	for i, row := range rows {
		ids[i], authors[i] = row.ID, row.MemberID
	}
	names, err := models.Names(l.Query, process, authors)
	if err != nil {
		return nil, err
	}
	stances, err := models.ListStances(l.Query, ids)
	items := make([]AmendmentLine, len(rows))
	for i, row := range rows {
		items[i] = l.amendmentLine(row, names, stances)
	}
	return items, err
}

// ProposedText is what the author of an amendment writes.
type ProposedText struct {
	Text   string `json:"text" minLength:"1" maxLength:"20000" doc:"Markdown: how the whole text should read"`
	Reason string `json:"reason" minLength:"1" maxLength:"1000" doc:"Why; everybody who takes part can read it"`
	Base   int    `json:"base" minimum:"0" doc:"The version of the text that was read"`
}

// into writes an amendment to the text as it is now.
func (t ProposedText) into(l *Look, a models.TextAmendment) (models.TextAmendment, error) {
	present, err := models.FindCommonText(l.Query, a.ProcessID, a.Target)
	if err != nil {
		return a, err
	}
	a.Text, a.Base = text.Block(t.Text), present.Version
	if a.Reason, err = cleanReason(t.Reason); err != nil {
		return a, err
	}
	if present.Version != t.Base {
		return a, models.Stale(textWord[a.Target])
	}
	return a, checkNew(a.Text, present.Text)
}

// checkNew refuses a text that says nothing, or what stands there already.
func checkNew(fresh, present string) error {
	switch {
	case !text.Readable(fresh):
		return fault.Field("text", "Write how the text should read.")
	case fresh == present:
		return fault.Field("text", "It reads like this already. Change what should be different.")
	default:
		return nil
	}
}

// NewTextAmendment is the input of ProposeText.
type NewTextAmendment struct {
	At
	Body struct {
		Target string `json:"target" enum:"purpose,agreement"`
		ProposedText
	}
}

// ProposeText proposes a new text for one that the process holds in common.
var ProposeText = Write[NewTextAmendment, models.Process, TextAmendment]{
	Verb: access.TextAmendMake,
	Find: inProcess[NewTextAmendment],
	Do: func(c *Call, in NewTextAmendment, p models.Process) (TextAmendment, error) {
		fresh, err := in.Body.into(c.Look, models.TextAmendment{ProcessID: p.ID, Target: in.Body.Target, MemberID: c.Member.ID})
		if err != nil {
			return TextAmendment{}, err
		}
		before, err := models.LatestTextAmendment(c.Query, p.ID, fresh.Target)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return TextAmendment{}, err
		}
		made, err := models.NewTextAmendment(c.Tx, fresh)
		if err == nil {
			err = c.tellProposed(p, made, before.CreatedAt)
		}
		if err != nil {
			return TextAmendment{}, err
		}
		c.About("amendment", made.ID)
		c.Note("%s", made.Target)
		return c.amendment(made)
	},
}

// amendmentPause is how long lies between two letters about amendments to a purpose.
const amendmentPause = 24 * time.Hour

// tellProposed writes to everybody, but for whoever proposes it, that the purpose may
// change: once for an amendment, and at most one letter a day, whoever proposes how many.
func (c *Call) tellProposed(p models.Process, a models.TextAmendment, before time.Time) error {
	if a.Target != models.TargetPurpose || c.Now.Before(before.Add(amendmentPause)) {
		return nil
	}
	own, err := models.ListEmailsOf(c.Query, p.ID, []string{a.MemberID})
	if err != nil {
		return err
	}
	emails, err := models.ListAllEmails(c.Query, p.ID)
	if err != nil {
		return err
	}
	emails = slices.DeleteFunc(emails, func(email string) bool { return slices.Contains(own, email) })
	return c.mailTo(emails, proposedMail(p, a, pageAddress(c.Service.BaseURL, p.ID, "amendments/"+a.ID)))
}

// RewordedText is the input of RewordText.
type RewordedText struct {
	AtTextAmendment
	Body struct {
		ProposedText
		Version int `json:"version" minimum:"1" doc:"The version of the amendment that was read"`
	}
}

// RewordText lets its author write an amendment anew, from the text as it is now.
// What was said of the earlier wording stays, and is no longer counted.
var RewordText = Write[RewordedText, models.TextAmendment, TextAmendment]{
	Verb: access.TextAmendReword,
	Find: onTextAmendment[RewordedText],
	Do: func(c *Call, in RewordedText, a models.TextAmendment) (TextAmendment, error) {
		c.About("amendment", a.ID)
		reworded, err := in.Body.into(c.Look, a)
		if err != nil {
			return TextAmendment{}, err
		}
		reworded.Version = in.Body.Version
		if reworded, err = models.RewordAmendment(c.Tx, reworded); err != nil {
			return TextAmendment{}, err
		}
		return c.amendment(reworded)
	},
}
