package actions

import (
	"cmp"
	"slices"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// Flags are what was said of a proposal, guideline by guideline.
type Flags struct {
	Guidelines []GuidelineFlags `json:"guidelines"`
	Authors    []string         `json:"authors" doc:"The names of those who answer for the proposal"`
	Can        []access.Verb    `json:"can"`
}

// GuidelineFlags are what was said of a proposal against one guideline.
type GuidelineFlags struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Text     string `json:"text"`
	Retired  bool   `json:"retired"`
	Concerns int    `json:"concerns"`
	Resolved int    `json:"resolved"`
	Good     int    `json:"good"`
	Mine     string `json:"mine" enum:"concern,resolved,good,"`
	Flags    []Flag `json:"flags"`
}

// A Flag is what one member says of a proposal against one guideline.
type Flag struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Me         bool   `json:"me"`
	State      string `json:"state" enum:"concern,resolved,good"`
	Sentence   string `json:"sentence"`
	Answer     string `json:"answer"`
	AnsweredBy string `json:"answered_by"`
	Awaits     string `json:"awaits" enum:"authors,member," doc:"Who has to say something next: the authors, or the member who raised it"`
}

// A flagged proposal comes with those who answer for it.
type flagged struct {
	models.Proposal
	state   access.State
	authors []string
}

func findFlagged(q database.Query, at AtProposal) (Found[flagged], error) {
	found, err := findProposal(q, at)
	return Found[flagged]{
		Object: flagged{found.Object, found.State, found.Authors}, What: found.What, Process: found.Process, State: found.State, Authors: found.Authors,
	}, err
}

func onFlagged[In interface{ at() AtProposal }](q database.Query, in In) (Found[flagged], error) {
	return findFlagged(q, in.at())
}

// ListFlags shows what was said of a proposal against the guidelines.
var ListFlags = Read[AtProposal, flagged, Flags]{
	Verb: access.FlagList,
	Find: findFlagged,
	Show: func(l *Look, _ AtProposal, p flagged) (Flags, error) { return l.flags(p) },
}

func (l *Look) flags(p flagged) (Flags, error) {
	guidelines, err := models.ListGuidelines(l.Query, p.ProcessID)
	if err != nil {
		return Flags{}, err
	}
	rows, err := models.ListFlags(l.Query, p.ID)
	if err != nil {
		return Flags{}, err
	}
	people := slices.Clone(p.authors)
	for _, row := range rows {
		people = append(people, row.MemberID, row.AnsweredBy)
	}
	names, err := models.Names(l.Query, p.ProcessID, people)
	view := Flags{Guidelines: []GuidelineFlags{}, Authors: []string{}}
	for _, author := range p.authors {
		view.Authors = append(view.Authors, names[author])
	}
	for _, g := range guidelines {
		if one := l.flagsUnder(g, rows, names); !g.Retired || len(one.Flags) > 0 {
			view.Guidelines = append(view.Guidelines, one)
		}
	}
	view.Can = l.can(p.state, p.authors, access.FlagRaise, access.FlagAnswer, access.FlagSettle)
	return view, err
}

func (l *Look) flagsUnder(g models.Guideline, rows []models.Flag, names map[string]string) GuidelineFlags {
	view := GuidelineFlags{ID: g.ID, Title: g.Title, Text: g.Text, Retired: g.Retired, Flags: []Flag{}}
	for _, row := range rows {
		if row.GuidelineID != g.ID {
			continue
		}
		switch row.State {
		case models.FlagConcern:
			view.Concerns++
		case models.FlagResolved:
			view.Resolved++
		case models.FlagGood:
			view.Good++
		}
		if row.MemberID == l.Member.ID {
			view.Mine = row.State
		}
		view.Flags = append(view.Flags, Flag{
			ID: row.ID, Name: names[row.MemberID], Me: row.MemberID == l.Member.ID, State: row.State, Sentence: row.Sentence,
			Answer: row.Answer, AnsweredBy: names[row.AnsweredBy], Awaits: awaits(row),
		})
	}
	return view
}

func awaits(f models.Flag) string {
	switch {
	case f.State != models.FlagConcern:
		return ""
	case f.Answer == "":
		return "authors"
	default:
		return "member"
	}
}

// RaisedFlag is the input of RaiseFlag.
type RaisedFlag struct {
	AtProposal
	Guideline string `path:"guideline" maxLength:"60"`
	Body      struct {
		State    string `json:"state" enum:"concern,resolved,good"`
		Sentence string `json:"sentence,omitempty" maxLength:"1000" doc:"Needed for a concern"`
	}
}

// RaiseFlag says of a proposal that it is good against a guideline, that one has a
// concern, or that one's concern is resolved.
var RaiseFlag = Write[RaisedFlag, flagged, Flags]{
	Verb: access.FlagRaise,
	Find: onFlagged[RaisedFlag],
	Do: func(c *Call, in RaisedFlag, p flagged) (Flags, error) {
		c.About("flag", p.ID)
		c.Note("%s", in.Body.State)
		guideline, err := models.FindGuideline(c.Query, p.ProcessID, in.Guideline)
		if err != nil {
			return Flags{}, err
		}
		fresh, err := c.flagFrom(in, guideline, p)
		if err != nil {
			return Flags{}, err
		}
		store := models.RaiseFlag
		if fresh.State == models.FlagResolved {
			store = models.ResolveFlag
		}
		if err := store(c.Tx, fresh); err != nil {
			return Flags{}, err
		}
		if fresh.State == models.FlagConcern {
			if err := c.tellConcern(fresh, guideline, p); err != nil {
				return Flags{}, err
			}
		}
		return c.flags(p)
	},
}

// flagFrom is what a member says now. Of what was said before only the words and
// the answer to a concern are kept, once it is resolved.
func (c *Call) flagFrom(in RaisedFlag, g models.Guideline, p flagged) (models.Flag, error) {
	fresh := models.Flag{
		GuidelineID: g.ID, ProposalID: p.ID, MemberID: c.Member.ID, ProcessID: p.ProcessID,
		State: in.Body.State, Sentence: text.Block(in.Body.Sentence),
	}
	if fresh.State == models.FlagConcern && !text.Readable(fresh.Sentence) {
		return fresh, fault.Field("sentence", "A concern helps with its reason. Say what would have to change.")
	}
	before, err := models.FindFlagBy(c.Query, g.ID, p.ID, c.Member.ID)
	known := err == nil
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return fresh, err
	}
	switch {
	case fresh.State == models.FlagResolved && !known:
		return fresh, fault.Field("state", "You have raised no concern that could be resolved.")
	case fresh.State == models.FlagResolved:
		fresh.Sentence = cmp.Or(fresh.Sentence, before.Sentence)
	case g.Retired && !known:
		return fresh, fault.New(fault.Closed, "This guideline is no longer asked about.")
	}
	return fresh, nil
}

// tellConcern writes to the authors of a proposal, but for whoever has the concern.
func (c *Call) tellConcern(f models.Flag, g models.Guideline, p flagged) error {
	var others []string
	for _, author := range p.authors {
		if author != f.MemberID {
			others = append(others, author)
		}
	}
	link := c.Service.BaseURL + "/processes/" + p.ProcessID + "/proposals/" + p.ID
	return c.mailMember(p.ProcessID, concernMail(p.Title, g.Title, f.Sentence, link), others...)
}

// AnsweredFlag is the input of AnswerFlag and SettleFlag.
type AnsweredFlag struct {
	AtProposal
	Flag string `path:"flag" maxLength:"60"`
	Body struct {
		Answer string `json:"answer" minLength:"1" maxLength:"1000" doc:"Everybody who takes part can read it"`
	}
}

// AnswerFlag lets the authors of a proposal answer a concern. Whether it is
// resolved is said by whoever raised it.
var AnswerFlag = answering(access.FlagAnswer, func(f *models.Flag) {})

// SettleFlag lets an organiser answer a concern and say that it is resolved.
var SettleFlag = answering(access.FlagSettle, func(f *models.Flag) { f.State = models.FlagResolved })

func answering(verb access.Verb, and func(f *models.Flag)) Write[AnsweredFlag, flagged, Flags] {
	return Write[AnsweredFlag, flagged, Flags]{
		Verb: verb, Find: onFlagged[AnsweredFlag],
		Do: func(c *Call, in AnsweredFlag, p flagged) (Flags, error) {
			c.About("flag", p.ID)
			flag, err := models.FindFlag(c.Query, p.ID, in.Flag)
			if err != nil {
				return Flags{}, err
			}
			if flag.State != models.FlagConcern {
				return Flags{}, fault.New(fault.Closed, "This is no concern any more.")
			}
			if flag.Answer = text.Block(in.Body.Answer); !text.Readable(flag.Answer) {
				return Flags{}, fault.Field("answer", "Write a sentence.")
			}
			flag.AnsweredBy = c.Member.ID
			and(&flag)
			if err := models.AnswerFlag(c.Tx, flag); err != nil {
				return Flags{}, err
			}
			return c.flags(p)
		},
	}
}
