package actions

import (
	"maps"
	"slices"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// A ProposalLine is a proposal as it stands in a list.
type ProposalLine struct {
	ID          string        `json:"id"`
	Process     string        `json:"process"`
	Kind        string        `json:"kind" enum:"agenda_item,symbolic_change"`
	Title       string        `json:"title"`
	Excerpt     string        `json:"excerpt" doc:"One line of the text"`
	Minutes     int           `json:"minutes" doc:"Wished; 0 if none"`
	Least       int           `json:"least" doc:"Minutes below which it is not worth beginning; 0 if that was not said"`
	Tags        []string      `json:"tags"`
	Symbol      string        `json:"symbol"`
	StandsFor   string        `json:"stands_for"`
	Wish        string        `json:"wish" enum:"change,hold,"`
	Place       *Place        `json:"place,omitempty" doc:"Where it would happen"`
	Cost        int           `json:"cost" doc:"Minutes that it takes, set by an organiser; 0 if not yet"`
	Money       int64         `json:"money" doc:"What it would cost, in the smallest unit of the process's currency; 0 if none"`
	CostReason  string        `json:"cost_reason"`
	State       access.State  `json:"state" enum:"private,published,in_review,accepted,declined,in_round,on_agenda,done,blended,withdrawn" doc:"private: only its authors see it"`
	StateReason string        `json:"state_reason"`
	Needed      string        `json:"needed" doc:"What would have to change, by the review"`
	Answer      string        `json:"answer" doc:"Of its authors to the review"`
	Author      Author        `json:"author" doc:"Who began it"`
	CoAuthors   []Coauthor    `json:"co_authors" doc:"Who joined; for its authors also who may"`
	Supporters  int           `json:"supporters"`
	Supported   bool          `json:"supported" doc:"By whoever asks"`
	CreatedAt   time.Time     `json:"created_at"`
	ChangedAt   time.Time     `json:"changed_at"`
	Version     int           `json:"version"`
	Can         []access.Verb `json:"can"`
}

// A Proposal is a proposal as members see it.
type Proposal struct {
	ProposalLine
	Text         string        `json:"text" doc:"Markdown, as it was written"`
	HTML         string        `json:"html" doc:"Sanitised"`
	Decide       string        `json:"decide" doc:"What should be decided"`
	Who          string        `json:"who" doc:"Who should be there"`
	SmallAction  string        `json:"small_action"`
	Doer         string        `json:"doer" doc:"Who could do the small action"`
	Sign         string        `json:"sign" doc:"How one would see that it worked"`
	Successor    *Pointer      `json:"successor,omitempty" doc:"Where its authors point, since they withdrew it"`
	Wording      int           `json:"wording" doc:"How often it was put into words, counted from 1"`
	Rounds       []RoundLink   `json:"rounds" doc:"Rounds in which it stands"`
	Reactions    []Reaction    `json:"reactions"`
	Alternatives *Alternatives `json:"alternatives,omitempty" doc:"A round chooses at most one of these; missing if it stands alone"`
	Attachments  Attachments   `json:"attachments"`
	Blends       []BlendLink   `json:"blends" doc:"Those in which it is part, and which are open"`
	Amendments   int           `json:"amendments" doc:"How often other words were suggested for it"`
	Guided       bool          `json:"guided" doc:"There are guidelines that it is held against"`
	Related      bool          `json:"related" doc:"It came of others by blending, or others of it"`
	Carry        bool          `json:"carry" doc:"Whoever asks supported a part of it, and has not said yet whether they support this too"`
}

// An Author is who put something forward.
type Author struct {
	DisplayName string `json:"display_name"`
	Me          bool   `json:"me"`
}

// A Pointer leads to a proposal.
type Pointer struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// A RoundLink names a round.
type RoundLink struct {
	ID    string       `json:"id"`
	Title string       `json:"title"`
	State access.State `json:"state" enum:"draft,open,counting,closed"`
}

// line shows one proposal; names are by id.
func (l *Look) line(p models.Proposal, coauthors []models.Coauthor, names map[string]string, supported bool) ProposalLine {
	authors := p.Authors(coauthors)
	return ProposalLine{
		ID: p.ID, Process: p.ProcessID, Kind: p.Kind, Title: p.Title, Excerpt: p.Excerpt, Minutes: p.Minutes, Least: p.Least,
		Tags: p.TagList(), Symbol: p.Symbol, StandsFor: p.StandsFor, Wish: p.Wish, Place: placeOf(p.Place), Cost: p.Cost, Money: p.Money, CostReason: p.CostReason,
		State: p.State, StateReason: p.StateReason, Needed: p.Needed, Answer: p.Answer,
		Author: Author{DisplayName: names[p.MemberID], Me: l.among(authors)}, CoAuthors: l.coauthors(authors, coauthors, names),
		Supporters: p.Supporters, Supported: supported,
		CreatedAt: p.CreatedAt, ChangedAt: p.ChangedAt, Version: p.Version,
		Can: l.can(p.State, authors, access.ProposalSave, access.ProposalPublish, access.ProposalDiscard, access.ProposalEdit,
			access.ProposalSupport, access.ProposalReact, access.ProposalCost, access.ProposalReview, access.ProposalAccept,
			access.ProposalDecline, access.ProposalReopen, access.ProposalAnswer, access.ProposalWithdraw, access.ProposalAuthor,
			access.ProposalJoin, access.ProposalAmend, access.ProposalBlend),
	}
}

// whole shows one proposal as its page begins.
func (l *Look) whole(p models.Proposal) (Proposal, error) {
	coauthors, err := models.ListCoauthors(l.Query, p.ID)
	if err != nil {
		return Proposal{}, err
	}
	return l.wholeOf(authored{p, coauthors[p.ID]})
}

// An authored proposal comes with those who joined its author, or may.
type authored struct {
	models.Proposal
	coauthors []models.Coauthor
}

// wholeOf is what the page of a proposal shows first, and what tells it whether
// there is more below to read. A test counts how often it asks the database.
func (l *Look) wholeOf(p authored) (Proposal, error) {
	facts, err := models.FactsOf(l.Query, p.Proposal, l.Member.ID)
	if err != nil {
		return Proposal{}, err
	}
	people := []string{p.MemberID}
	for _, row := range p.coauthors {
		people = append(people, row.MemberID)
	}
	names, err := models.Names(l.Query, p.ProcessID, people)
	if err != nil {
		return Proposal{}, err
	}
	view := Proposal{
		ProposalLine: l.line(p.Proposal, p.coauthors, names, facts.Supported > 0),
		Text:         p.Text, HTML: text.HTML(p.Text), Decide: p.Decide, Who: p.Who, SmallAction: p.SmallAction, Doer: p.Doer, Sign: p.Sign,
		Wording: p.Wording, Reactions: reactions(facts), Amendments: facts.Amendments, Guided: facts.Guidelines > 0,
		Related: p.Family != "", Carry: facts.Asked > 0 && len(l.can(p.State, nil, access.ProposalCarry)) > 0,
	}
	if view.Rounds, err = l.roundLinks(p.Proposal); err != nil {
		return Proposal{}, err
	}
	if view.Attachments, err = l.attachments(p); err != nil {
		return Proposal{}, err
	}
	if view.Alternatives, err = l.alternativesOf(p.Proposal, facts.Why); err != nil {
		return Proposal{}, err
	}
	if p.Successor != "" { // it is over: no blend waits for it
		view.Blends = []BlendLink{}
		view.Successor, err = l.pointer(p.ProcessID, p.Successor)
		return view, err
	}
	view.Blends, err = l.blendLinks(p.Proposal)
	return view, err
}

func (l *Look) roundLinks(p models.Proposal) ([]RoundLink, error) {
	rounds, err := models.RoundsOf(l.Query, p.ProcessID, p.ID)
	links := make([]RoundLink, len(rounds))
	for i, round := range rounds {
		links[i] = RoundLink{ID: round.ID, Title: round.Title, State: round.State}
	}
	return links, err
}

func (l *Look) pointer(process, id string) (*Pointer, error) {
	found, err := models.FindProposals(l.Query, process, []string{id})
	if p, known := found[id]; known && p.State != access.Private {
		return &Pointer{ID: p.ID, Title: p.Title}, err
	}
	return nil, err
}

// AtProposal names a proposal.
type AtProposal struct {
	Proposal string `path:"proposal" maxLength:"60"`
}

func findProposal(q database.Query, at AtProposal) (Found[models.Proposal], error) {
	return plain(findAuthored(q, at))
}

func plain(found Found[authored], err error) (Found[models.Proposal], error) {
	return Found[models.Proposal]{
		Object: found.Object.Proposal, What: found.What, Process: found.Process, State: found.State, Authors: found.Authors,
	}, err
}

func findAuthored(q database.Query, at AtProposal) (Found[authored], error) {
	found, err := inScope[models.Proposal](q, "proposal", at.Proposal)
	if err != nil {
		return Found[authored]{What: found.What}, err
	}
	p := found.Object
	coauthors, err := models.ListCoauthors(q, p.ID)
	return Found[authored]{
		Object: authored{p, coauthors[p.ID]}, What: found.What, Process: found.Process, State: p.State, Authors: p.Authors(coauthors[p.ID]),
	}, err
}

func (a AtProposal) at() AtProposal { return a }

func atProposal[In interface{ at() AtProposal }](q database.Query, in In) (Found[models.Proposal], error) {
	return findProposal(q, in.at())
}

// ReadProposal shows a proposal.
var ReadProposal = Read[AtProposal, authored, Proposal]{
	Verb: access.ProposalRead,
	Find: findInvited,
	Show: func(l *Look, _ AtProposal, p authored) (Proposal, error) { return l.wholeOf(p) },
}

// Proposals is the input of ListProposals.
type Proposals struct {
	At
	After      string       `query:"after" maxLength:"60" pattern:"^[0-9a-f-]*$" doc:"The next of the page before"`
	Limit      int          `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"Rows wanted"`
	Kind       string       `query:"kind" enum:"agenda_item,symbolic_change"`
	State      access.State `query:"state" enum:"private,published,in_review,accepted,declined,in_round,on_agenda,done,blended,withdrawn" doc:"private: my drafts"`
	Tag        string       `query:"tag" maxLength:"40"`
	Mine       bool         `query:"mine" doc:"Only those that I began"`
	Eligible   bool         `query:"eligible" doc:"Only those that may stand in a round"`
	Reviewable bool         `query:"reviewable" doc:"Only those that a review can be about, and those in a round"`
	Sort       string       `query:"sort" enum:"newest,oldest,supported,unseen,random" default:"newest" doc:"unseen: those that the fewest have read first"`
	Seed       string       `query:"seed" maxLength:"40" doc:"The same seed gives the same random order again"`

	Beside bool `query:"beside" doc:"Also what stands beside the list"`
}

// A ProposalPage is one page of a list of proposals.
type ProposalPage struct {
	Items  []ProposalLine   `json:"items"`
	Next   string           `json:"next"`
	Beside *BesideProposals `json:"beside,omitempty"`
}

// BesideProposals stands beside a list of proposals.
type BesideProposals struct {
	Drafts    []Pointer `json:"drafts" doc:"What the reader has begun, and nobody else sees"`
	Threshold Threshold `json:"threshold"`
}

// ListProposals lists the proposals of a process.
var ListProposals = Read[Proposals, models.Process, ProposalPage]{
	Verb: access.ProposalList,
	Find: inProcess[Proposals],
	Show: func(l *Look, in Proposals, p models.Process) (ProposalPage, error) {
		filter := models.ProposalFilter{Kind: in.Kind, State: in.State, Tag: models.TagKey(in.Tag), Eligible: in.Eligible, Reviewable: in.Reviewable}
		if in.Mine || in.State == access.Private {
			filter.Mine = l.Member.ID
		}
		rows, next, err := models.ListProposals(l.Query, p.ID, filter, models.Page{After: in.After, Limit: in.Limit}, in.Sort, in.Seed)
		if err != nil {
			return ProposalPage{}, err
		}
		page := ProposalPage{Next: next}
		if page.Items, err = l.lines(p.ID, rows); err != nil || !in.Beside {
			return page, err
		}
		page.Beside, err = l.beside(p)
		return page, err
	},
}

func (l *Look) beside(p models.Process) (*BesideProposals, error) {
	drafts, _, err := models.ListProposals(l.Query, p.ID,
		models.ProposalFilter{State: access.Private, Mine: l.Member.ID}, models.Page{Limit: mostDrafts}, "newest", "")
	if err != nil {
		return nil, err
	}
	view := BesideProposals{Drafts: make([]Pointer, len(drafts))}
	for i, draft := range drafts {
		view.Drafts[i] = Pointer{ID: draft.ID, Title: draft.Title}
	}
	view.Threshold, err = l.threshold(p)
	return &view, err
}

const mostDrafts = 20 // that are shown

func (l *Look) lines(process string, rows []models.Proposal) ([]ProposalLine, error) {
	members, ids := make([]string, len(rows)), make([]string, len(rows))
	for i, row := range rows {
		members[i], ids[i] = row.MemberID, row.ID
	}
	coauthors, err := models.ListCoauthors(l.Query, ids...)
	if err != nil {
		return nil, err
	}
	for _, row := range slices.Concat(slices.Collect(maps.Values(coauthors))...) {
		members = append(members, row.MemberID)
	}
	names, err := models.Names(l.Query, process, members)
	if err != nil {
		return nil, err
	}
	supported, err := models.ListSupported(l.Query, l.Member.ID, ids)
	items := make([]ProposalLine, len(rows))
	for i, row := range rows {
		items[i] = l.line(row, coauthors[row.ID], names, supported[row.ID])
	}
	return items, err
}
