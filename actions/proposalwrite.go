package actions

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// ProposalText is what an author writes.
type ProposalText struct {
	Title       string   `json:"title" maxLength:"160"`
	Text        string   `json:"text,omitempty" maxLength:"20000" doc:"Markdown"`
	Minutes     int      `json:"minutes,omitempty" minimum:"0" maximum:"1440" doc:"Wished, for an agenda item"`
	Least       int      `json:"least,omitempty" minimum:"0" maximum:"1440" doc:"Minutes below which it is not worth beginning"`
	Decide      string   `json:"decide,omitempty" maxLength:"1000" doc:"What should be decided"`
	Who         string   `json:"who,omitempty" maxLength:"300" doc:"Who should be there"`
	Tags        []string `json:"tags,omitempty" maxItems:"8" doc:"Words under which it is found"`
	Symbol      string   `json:"symbol,omitempty" maxLength:"300" doc:"What the symbol is"`
	StandsFor   string   `json:"stands_for,omitempty" maxLength:"1000" doc:"What it stands for"`
	Wish        string   `json:"wish,omitempty" enum:"change,hold," doc:"Change it, or gently hold it"`
	SmallAction string   `json:"small_action,omitempty" maxLength:"1000" doc:"The small action that would show it"`
	Doer        string   `json:"doer,omitempty" maxLength:"300" doc:"Who could do the small action"`
	Sign        string   `json:"sign,omitempty" maxLength:"1000" doc:"How one would see that it worked"`
	Place       *Place   `json:"place,omitempty" doc:"Where it would happen, in a process that wants places"`
}

const longestTag = 30

func (t ProposalText) words() (models.Words, error) {
	place, err := t.Place.clean()
	if err != nil {
		return models.Words{}, err
	}
	tags, err := cleanTags(t.Tags)
	return models.Words{
		Title: text.Line(t.Title), Text: text.Block(t.Text), Minutes: t.Minutes, Least: t.Least,
		Decide: text.Block(t.Decide), Who: text.Line(t.Who), Tags: tags,
		Symbol: text.Line(t.Symbol), StandsFor: text.Block(t.StandsFor), Wish: t.Wish,
		SmallAction: text.Block(t.SmallAction), Doer: text.Line(t.Doer), Sign: text.Block(t.Sign), Place: place,
	}, err
}

// complete are words that others are to read.
func (t ProposalText) complete() (models.Words, error) {
	words, err := t.words()
	if err == nil {
		words.Title, err = cleanTitle(t.Title)
	}
	return words, err
}

// cleanTags are tags in the order of their author, each once.
func cleanTags(tags []string) (string, error) {
	var clean, keys []string
	for i, tag := range tags {
		tag = text.Line(strings.ReplaceAll(tag, ",", " "))
		key := models.TagKey(tag)
		switch {
		case len([]rune(tag)) > longestTag:
			return "", fault.Field(fmt.Sprintf("tags[%d]", i), "A tag has up to %d signs.", longestTag)
		case key != "" && !slices.Contains(keys, key):
			clean, keys = append(clean, tag), append(keys, key)
		}
	}
	return strings.Join(clean, ","), nil
}

// NewProposal is the input of MakeProposal.
type NewProposal struct {
	At
	Body struct {
		Kind  string `json:"kind" enum:"agenda_item,symbolic_change"`
		Draft bool   `json:"draft,omitempty" doc:"Keep it as a draft that only its authors see"`
		ProposalText
	}
}

// MakeProposal puts a proposal forward, or begins a draft.
var MakeProposal = Write[NewProposal, models.Process, Proposal]{
	Verb: access.ProposalMake,
	Find: inProcess[NewProposal],
	Do: func(c *Call, in NewProposal, p models.Process) (Proposal, error) {
		read, store := in.Body.complete, models.NewProposal
		if in.Body.Draft {
			read, store = in.Body.words, models.NewDraft
		}
		words, err := read()
		if err == nil {
			err = mayBePlaced(p, words)
		}
		if err != nil {
			return Proposal{}, err
		}
		made, err := store(c.Tx, models.Proposal{ProcessID: p.ID, MemberID: c.Member.ID, Kind: in.Body.Kind, Words: words})
		if err != nil {
			return Proposal{}, err
		}
		c.aboutProposal(made)
		return c.whole(made)
	},
}

// SavedDraft is the input of SaveProposal.
type SavedDraft struct {
	AtProposal
	Body struct {
		Kind string `json:"kind" enum:"agenda_item,symbolic_change"`
		ProposalText
		Version int `json:"version" minimum:"1" doc:"The version that was read"`
	}
}

// SaveProposal keeps what an author has written so far. It leaves no entry: nobody
// else knows of the draft, and it is saved every few seconds. Saved twice, it is
// the same.
var SaveProposal = Write[SavedDraft, models.Proposal, Proposal]{
	Verb:   access.ProposalSave,
	Find:   atProposal[SavedDraft],
	Secret: true,
	Do: func(c *Call, in SavedDraft, p models.Proposal) (Proposal, error) {
		words, err := in.Body.words()
		if err == nil {
			err = c.mayMove(p, words)
		}
		if err != nil {
			return Proposal{}, err
		}
		if p.Words == words && p.Kind == in.Body.Kind {
			return c.whole(p)
		}
		p.Version, p.Kind = in.Body.Version, in.Body.Kind
		if p, err = models.SaveDraft(c.Tx, p, words); err != nil {
			return Proposal{}, err
		}
		return c.whole(p)
	},
}

// DraftVersion is the input of what is done to a proposal as it was read.
type DraftVersion struct {
	AtProposal
	Body struct {
		Version int `json:"version" minimum:"1" doc:"The version that was read"`
	}
}

// PublishProposal lets everybody read a draft.
var PublishProposal = Write[DraftVersion, models.Proposal, Proposal]{
	Verb: access.ProposalPublish,
	Find: atProposal[DraftVersion],
	Do: func(c *Call, in DraftVersion, p models.Proposal) (Proposal, error) {
		p.Version = in.Body.Version
		c.About("proposal", p.ID)
		if _, err := cleanTitle(p.Title); err != nil {
			return Proposal{}, err
		}
		published, err := models.PublishDraft(c.Tx, p, c.Member.ID)
		if err != nil {
			return Proposal{}, err
		}
		return c.whole(published)
	},
}

// DiscardProposal throws a draft away that nobody else has read.
var DiscardProposal = Write[AtProposal, models.Proposal, Accepted]{
	Verb: access.ProposalDiscard,
	Find: findProposal,
	Do: func(c *Call, _ AtProposal, p models.Proposal) (Accepted, error) {
		c.aboutProposal(p)
		return Accepted{}, models.DiscardDraft(c.Tx, p)
	},
}

// ChangedProposal is the input of ChangeProposal.
type ChangedProposal struct {
	AtProposal
	Body struct {
		ProposalText
		Version int `json:"version" minimum:"1" doc:"The version that was read"`
	}
}

// ChangeProposal lets an author write their proposal anew. One that was declined is
// put forward again by it.
var ChangeProposal = Write[ChangedProposal, models.Proposal, Proposal]{
	Verb: access.ProposalEdit,
	Find: atProposal[ChangedProposal],
	Do: func(c *Call, in ChangedProposal, p models.Proposal) (Proposal, error) {
		words, err := in.Body.complete()
		if err == nil {
			err = c.mayMove(p, words)
		}
		if err != nil {
			return Proposal{}, err
		}
		p.Version = in.Body.Version
		c.About("proposal", p.ID)
		if p, err = models.ChangeWords(c.Tx, p, words, c.Member.ID); err != nil {
			return Proposal{}, err
		}
		return c.whole(p)
	},
}

// Withdrawal is the input of WithdrawProposal.
type Withdrawal struct {
	AtProposal
	Body struct {
		Reason    string `json:"reason,omitempty" maxLength:"1000" doc:"Everybody can read it"`
		Successor string `json:"successor,omitempty" maxLength:"60" doc:"Another proposal to which its readers are pointed"`
	}
}

// WithdrawProposal lets an author take a proposal back.
var WithdrawProposal = Write[Withdrawal, models.Proposal, Proposal]{
	Verb: access.ProposalWithdraw,
	Find: atProposal[Withdrawal],
	Do: func(c *Call, in Withdrawal, p models.Proposal) (Proposal, error) {
		c.About("proposal", p.ID)
		pointer, err := c.pointer(p.ProcessID, in.Body.Successor)
		if err != nil {
			return Proposal{}, err
		}
		if in.Body.Successor != "" && (pointer == nil || pointer.ID == p.ID) {
			return Proposal{}, fault.Field("successor", "Point to another proposal of this process.")
		}
		p.Successor = in.Body.Successor
		p, err = models.MoveProposal(c.Tx, p, access.Leads(access.ProposalWithdraw), text.Block(in.Body.Reason))
		if err != nil {
			return Proposal{}, err
		}
		return c.whole(p)
	},
}

// A Wording is what a proposal said from one change to the next.
type Wording struct {
	Number    int          `json:"number" doc:"From 1"`
	Words     ProposalText `json:"words"`
	By        string       `json:"by"`
	ChangedAt time.Time    `json:"changed_at"`
}

// Wordings is the input of ListWordings.
type Wordings struct {
	AtProposal
	After string `query:"after" maxLength:"60" pattern:"^[0-9a-f-]*$" doc:"The next of the page before"`
	Limit int    `query:"limit" minimum:"1" maximum:"20" default:"20" doc:"Rows wanted"`
}

// ListWordings shows what a proposal said, the newest first.
var ListWordings = Read[Wordings, models.Proposal, List[Wording]]{
	Verb: access.ProposalVersions,
	Find: atProposal[Wordings],
	Show: func(l *Look, in Wordings, p models.Proposal) (List[Wording], error) {
		before, err := Paged{After: in.After}.before()
		if err != nil {
			return List[Wording]{}, err
		}
		rows, more, err := models.ListWordings(l.Query, p, before, in.Limit)
		if err != nil {
			return List[Wording]{}, err
		}
		next := ""
		if more {
			next = strconv.Itoa(rows[len(rows)-1].Number)
		}
		items, err := l.wordings(p, rows)
		return List[Wording]{Items: items, Next: next}, err
	},
}

func (l *Look) wordings(p models.Proposal, rows []models.Wording) ([]Wording, error) {
	members := make([]string, len(rows))
	for i, row := range rows {
		members[i] = row.MemberID
	}
	names, err := models.Names(l.Query, p.ProcessID, members)
	if err != nil {
		return nil, err
	}
	items := make([]Wording, len(rows))
	for i, row := range rows {
		words, err := row.Words()
		if err != nil {
			return nil, err
		}
		items[i] = Wording{Number: row.Number, Words: textOf(words), By: names[row.MemberID], ChangedAt: row.ChangedAt}
	}
	return items, nil
}

func textOf(w models.Words) ProposalText {
	return ProposalText{
		Title: w.Title, Text: w.Text, Minutes: w.Minutes, Least: w.Least, Decide: w.Decide, Who: w.Who, Tags: w.TagList(),
		Symbol: w.Symbol, StandsFor: w.StandsFor, Wish: w.Wish, SmallAction: w.SmallAction, Doer: w.Doer, Sign: w.Sign, Place: placeOf(w.Place),
	}
}
