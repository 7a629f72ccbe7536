package actions

import (
	"slices"
	"strconv"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// A Partner is an organisation or group that takes part, with its own purpose.
type Partner struct {
	ID      string         `json:"id"`
	Name    string         `json:"name"`
	Line    string         `json:"line" doc:"Who they are, in one line"`
	Version int            `json:"version" doc:"Of name and line"`
	Members int            `json:"members" doc:"How many people belong to it"`
	Mine    bool           `json:"mine" doc:"Whether the reader belongs to it"`
	Gone    bool           `json:"gone" doc:"It takes part no more"`
	Reason  string         `json:"gone_reason" doc:"Why"`
	Purpose PartnerPurpose `json:"purpose"`
	People  []Person       `json:"people" doc:"Who belongs to it; only when one partner is asked for"`
	Can     []access.Verb  `json:"can"`
}

// A PartnerPurpose is one version of what a partner wants from the process, brings
// to it, and cannot move on.
type PartnerPurpose struct {
	Version    int       `json:"version" doc:"0 if nobody has written it yet"`
	Wants      string    `json:"wants" doc:"Markdown: what we want from this"`
	Brings     string    `json:"brings" doc:"Markdown: what we bring"`
	Firm       string    `json:"firm" doc:"Markdown: what we cannot move on"`
	WantsHTML  string    `json:"wants_html" doc:"Sanitised"`
	BringsHTML string    `json:"brings_html" doc:"Sanitised"`
	FirmHTML   string    `json:"firm_html" doc:"Sanitised"`
	ChangedAt  time.Time `json:"changed_at"`
	ChangedBy  string    `json:"changed_by"`
}

// A Person is a member by their name.
type Person struct {
	ID          string `json:"id"`
	DisplayName string `json:"display_name"`
	Me          bool   `json:"me"`
}

// A PartnerLink names a partner.
type PartnerLink struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Line string `json:"line"`
}

func (l *Look) partner(p models.Partner, words models.PartnerPurpose, names map[string]string, members int) Partner {
	mine := l.Member.PartnerID == p.ID
	var authors []string
	if !p.Gone && (mine || l.organises()) {
		authors = []string{l.Member.ID}
	}
	view := Partner{
		ID: p.ID, Name: p.Name, Line: p.Line, Version: p.Version, Members: members, Mine: mine, Gone: p.Gone, Reason: p.GoneReason,
		Purpose: partnerPurpose(words, names), People: []Person{}, Can: []access.Verb{},
	}
	if !p.Gone {
		view.Can = l.can("", authors, access.PartnerWrite, access.PartnerEdit, access.PartnerJoin, access.PartnerSeat, access.PartnerRemove)
	}
	return view
}

func partnerPurpose(row models.PartnerPurpose, names map[string]string) PartnerPurpose {
	return PartnerPurpose{
		Version: row.Version, Wants: row.Wants, Brings: row.Brings, Firm: row.Firm,
		WantsHTML: text.HTML(row.Wants), BringsHTML: text.HTML(row.Brings), FirmHTML: text.HTML(row.Firm),
		ChangedAt: row.ChangedAt, ChangedBy: names[row.MemberID],
	}
}

// ListPartners lists the partners of a process with their purposes, in the order in
// which they came. They are shown beside each other, so there are no pages.
var ListPartners = Read[At, models.Process, List[Partner]]{
	Verb: access.PartnerList,
	Find: findProcess,
	Show: func(l *Look, _ At, p models.Process) (List[Partner], error) {
		rows, err := models.ListPartnersWithMembers(l.Query, p.ID)
		if err != nil {
			return List[Partner]{}, err
		}
		words, err := models.FindPartnerPurposes(l.Query, p.ID)
		if err != nil {
			return List[Partner]{}, err
		}
		var people []string
		for _, one := range words {
			people = append(people, one.MemberID)
		}
		names, err := models.Names(l.Query, p.ID, people)
		return listed(rows, "", err, func(row models.PartnerWithMembers) Partner {
			return l.partner(row.Partner, words[row.ID], names, row.Members)
		})
	},
}

// AtPartner names a partner.
type AtPartner struct {
	At
	Partner string `path:"partner" maxLength:"60"`
}

func (a AtPartner) atPartner() AtPartner { return a }

// onPartner finds a partner. Whose it is: its members may write its purpose, and
// organisers, who do so for groups that do not write themselves.
func onPartner[In interface{ atPartner() AtPartner }](q database.Query, in In) (Found[models.Partner], error) {
	at := in.atPartner()
	p, err := models.FindPartner(q, at.Process, at.Partner)
	found := Found[models.Partner]{Object: p, What: "partner", Process: p.ProcessID}
	if err != nil {
		return found, err
	}
	found.Authors, err = models.ListPartnerWriters(q, p)
	return found, err
}

// gonePartner returns Closed for a partner that left.
func gonePartner(p models.Partner) error {
	if p.Gone {
		return fault.New(fault.Closed, "This partner takes part no more.")
	}
	return nil
}

// RemovedPartner is the input of RemovePartner.
type RemovedPartner struct {
	AtPartner
	Body struct {
		Reason  string `json:"reason" minLength:"1" maxLength:"500" doc:"Everybody can read it"`
		Version int    `json:"version" minimum:"1" doc:"The version that was read"`
	}
}

// RemovePartner says that a partner takes part no more, and why. Rolls and ballots are
// of people, so no round depends on it: its people stay members, and are of no partner.
var RemovePartner = Write[RemovedPartner, models.Partner, Partner]{
	Verb: access.PartnerRemove,
	Find: onPartner[RemovedPartner],
	Do: func(c *Call, in RemovedPartner, p models.Partner) (Partner, error) {
		c.About("partner", p.ID)
		reason, err := cleanReason(in.Body.Reason)
		if err == nil {
			err = gonePartner(p)
		}
		if err != nil {
			return Partner{}, err
		}
		c.Note("%s", reason)
		p.Version = in.Body.Version
		gone, err := models.RemovePartner(c.Tx, p, reason)
		if err != nil {
			return Partner{}, err
		}
		return c.wholePartner(gone)
	},
}

// ReadPartner shows a partner and who belongs to it.
var ReadPartner = Read[AtPartner, models.Partner, Partner]{
	Verb: access.PartnerRead,
	Find: onPartner[AtPartner],
	Show: func(l *Look, _ AtPartner, p models.Partner) (Partner, error) { return l.wholePartner(p) },
}

func (l *Look) wholePartner(p models.Partner) (Partner, error) {
	words, err := models.FindPartnerPurpose(l.Query, p)
	if err != nil {
		return Partner{}, err
	}
	members, err := models.ListPartnerMembers(l.Query, p.ProcessID, p.ID)
	if err != nil {
		return Partner{}, err
	}
	people := []string{words.MemberID}
	for _, m := range members {
		people = append(people, m.ID)
	}
	names, err := models.Names(l.Query, p.ProcessID, people)
	view := l.partner(p, words, names, len(members))
	for _, m := range members {
		view.People = append(view.People, Person{ID: m.ID, DisplayName: names[m.ID], Me: m.ID == l.Member.ID})
	}
	return view, err
}

// PartnerBody is what organisers write of a partner.
type PartnerBody struct {
	Name string `json:"name" minLength:"1" maxLength:"100"`
	Line string `json:"line,omitempty" maxLength:"200" doc:"Who they are, in one line"`
}

func (b PartnerBody) into(p models.Partner) (models.Partner, error) {
	var err error
	p.Name, err = models.CleanName("name", b.Name)
	p.Line = text.Line(b.Line)
	return p, err
}

// NewPartner is the input of MakePartner.
type NewPartner struct {
	At
	Body PartnerBody
}

// MakePartner takes an organisation or group in.
var MakePartner = Write[NewPartner, models.Process, Partner]{
	Verb: access.PartnerMake,
	Find: inProcess[NewPartner],
	Do: func(c *Call, in NewPartner, p models.Process) (Partner, error) {
		fresh, err := in.Body.into(models.Partner{ProcessID: p.ID})
		if err != nil {
			return Partner{}, err
		}
		made, err := models.NewPartner(c.Tx, fresh)
		if err != nil {
			return Partner{}, err
		}
		c.About("partner", made.ID)
		return c.wholePartner(made)
	},
}

// ChangedPartner is the input of ChangePartner.
type ChangedPartner struct {
	AtPartner
	Body struct {
		PartnerBody
		Version int `json:"version" minimum:"1" doc:"The version that was read"`
	}
}

// ChangePartner writes the name and the line of a partner.
var ChangePartner = Write[ChangedPartner, models.Partner, Partner]{
	Verb: access.PartnerEdit,
	Find: onPartner[ChangedPartner],
	Do: func(c *Call, in ChangedPartner, p models.Partner) (Partner, error) {
		c.About("partner", p.ID)
		changed, err := in.Body.into(p)
		if err == nil {
			err = gonePartner(p)
		}
		if err != nil {
			return Partner{}, err
		}
		changed.Version = in.Body.Version
		if changed, err = models.ChangePartner(c.Tx, changed); err != nil {
			return Partner{}, err
		}
		return c.wholePartner(changed)
	},
}

// PartnerWords is the input of WritePartnerPurpose.
type PartnerWords struct {
	AtPartner
	Body struct {
		Wants   string `json:"wants,omitempty" maxLength:"5000" doc:"Markdown: what we want from this"`
		Brings  string `json:"brings,omitempty" maxLength:"5000" doc:"Markdown: what we bring"`
		Firm    string `json:"firm,omitempty" maxLength:"5000" doc:"Markdown: what we cannot move on"`
		Version int    `json:"version" minimum:"0" doc:"The version that was read"`
	}
}

// WritePartnerPurpose writes the next version of a partner's own purpose.
var WritePartnerPurpose = Write[PartnerWords, models.Partner, Partner]{
	Verb: access.PartnerWrite,
	Find: onPartner[PartnerWords],
	Do: func(c *Call, in PartnerWords, p models.Partner) (Partner, error) {
		c.About("partner", p.ID)
		if err := gonePartner(p); err != nil {
			return Partner{}, err
		}
		if in.Body.Version != p.Written {
			return Partner{}, models.Stale("purpose")
		}
		words := models.PartnerPurpose{
			Wants: text.Block(in.Body.Wants), Brings: text.Block(in.Body.Brings), Firm: text.Block(in.Body.Firm), MemberID: c.Member.ID,
		}
		if !slices.ContainsFunc([]string{words.Wants, words.Brings, words.Firm}, text.Readable) {
			return Partner{}, fault.Field("wants", "Write at least one sentence.")
		}
		written, err := models.WritePartnerPurpose(c.Tx, p, words)
		if err != nil {
			return Partner{}, err
		}
		return c.wholePartner(written)
	},
}

// PartnerVersions is the input of ListPartnerVersions.
type PartnerVersions struct {
	AtPartner
	Paged
}

// ListPartnerVersions lists the versions of a partner's purpose, the latest first.
var ListPartnerVersions = Read[PartnerVersions, models.Partner, List[PartnerPurpose]]{
	Verb: access.PartnerVersions,
	Find: onPartner[PartnerVersions],
	Show: func(l *Look, in PartnerVersions, p models.Partner) (List[PartnerPurpose], error) {
		before, err := in.before()
		if err != nil {
			return List[PartnerPurpose]{}, err
		}
		rows, more, err := models.ListPartnerPurposes(l.Query, p.ID, before, in.Limit)
		if err != nil {
			return List[PartnerPurpose]{}, err
		}
		var people []string
		for _, row := range rows {
			people = append(people, row.MemberID)
		}
		names, err := models.Names(l.Query, p.ProcessID, people)
		next := ""
		if more {
			next = strconv.Itoa(rows[len(rows)-1].Version)
		}
		return listed(rows, next, err, func(row models.PartnerPurpose) PartnerPurpose { return partnerPurpose(row, names) })
	},
}
