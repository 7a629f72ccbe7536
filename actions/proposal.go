package actions

import (
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// A Proposal is a proposal as members see it.
type Proposal struct {
	ID          string        `json:"id"`
	Process     string        `json:"process"`
	Kind        string        `json:"kind" enum:"agenda_item,symbolic_change"`
	Title       string        `json:"title"`
	Text        string        `json:"text" doc:"Markdown, as it was written"`
	HTML        string        `json:"html" doc:"Sanitised"`
	Excerpt     string        `json:"excerpt" doc:"One line of the text"`
	Minutes     int           `json:"minutes" doc:"Wished; 0 if none"`
	Symbol      string        `json:"symbol"`
	StandsFor   string        `json:"stands_for"`
	Wish        string        `json:"wish" enum:"change,hold,"`
	SmallAction string        `json:"small_action"`
	Cost        int           `json:"cost" doc:"Minutes that it takes, set by an organiser; 0 if not yet"`
	CostReason  string        `json:"cost_reason"`
	State       access.State  `json:"state" enum:"published,frozen,withdrawn" doc:"frozen: it stands in an opened round"`
	StateReason string        `json:"state_reason"`
	Author      Author        `json:"author"`
	CreatedAt   time.Time     `json:"created_at"`
	ChangedAt   time.Time     `json:"changed_at"`
	Version     int           `json:"version"`
	Rounds      []RoundLink   `json:"rounds" doc:"Rounds in which it stands; only when one proposal is asked for"`
	Can         []access.Verb `json:"can"`
}

// An Author is who put something forward.
type Author struct {
	DisplayName string `json:"display_name"`
	Me          bool   `json:"me"`
}

// A RoundLink names a round.
type RoundLink struct {
	ID    string       `json:"id"`
	Title string       `json:"title"`
	State access.State `json:"state" enum:"draft,open,closed"`
}

const excerptLength = 160

func (l *Look) proposal(p models.Proposal, author string, state access.State) Proposal {
	return Proposal{
		ID: p.ID, Process: p.ProcessID, Kind: p.Kind, Title: p.Title,
		Text: p.Text, HTML: text.HTML(p.Text), Excerpt: text.Excerpt(p.Text, excerptLength),
		Minutes: p.Minutes, Symbol: p.Symbol, StandsFor: p.StandsFor, Wish: p.Wish, SmallAction: p.SmallAction,
		Cost: p.Cost, CostReason: p.CostReason, State: state, StateReason: p.StateReason,
		Author:    Author{DisplayName: author, Me: p.MemberID == l.Member.ID},
		CreatedAt: p.CreatedAt, ChangedAt: p.ChangedAt, Version: p.Version, Rounds: []RoundLink{},
		Can: l.can(state, []string{p.MemberID}, access.ProposalEdit, access.ProposalCost, access.ProposalWithdraw),
	}
}

// whole shows one proposal with the rounds in which it stands.
func (l *Look) whole(p models.Proposal) (Proposal, error) {
	names, err := models.Names(l.Query, p.ProcessID, []string{p.MemberID})
	if err != nil {
		return Proposal{}, err
	}
	rounds, err := models.RoundsOf(l.Query, p.ProcessID, p.ID)
	view := l.proposal(p, names[p.MemberID], stateIn(p, rounds))
	for _, round := range rounds {
		view.Rounds = append(view.Rounds, RoundLink{ID: round.ID, Title: round.Title, State: round.State})
	}
	return view, err
}

// stateIn is a proposal's state given the rounds in which it stands: once one of
// them was opened, voters must find what they voted on.
func stateIn(p models.Proposal, rounds []models.Round) access.State {
	for _, round := range rounds {
		if p.State == access.Published && round.State != access.Draft {
			return access.Frozen
		}
	}
	return p.State
}

// AtProposal names a proposal.
type AtProposal struct {
	Proposal string `path:"proposal" maxLength:"60"`
}

func findProposal(q database.Query, at AtProposal) (Found[models.Proposal], error) {
	found, err := inScope[models.Proposal](q, "proposal", at.Proposal)
	if err != nil {
		return found, err
	}
	rounds, err := models.RoundsOf(q, found.Process, found.Object.ID)
	found.State, found.Authors = stateIn(found.Object, rounds), []string{found.Object.MemberID}
	return found, err
}

func (a AtProposal) at() AtProposal { return a }

func atProposal[In interface{ at() AtProposal }](q database.Query, in In) (Found[models.Proposal], error) {
	return findProposal(q, in.at())
}

// ReadProposal shows a proposal.
var ReadProposal = Read[AtProposal, models.Proposal, Proposal]{
	Verb: access.ProposalRead,
	Find: findProposal,
	Show: func(l *Look, _ AtProposal, p models.Proposal) (Proposal, error) { return l.whole(p) },
}

// Proposals is the input of ListProposals.
type Proposals struct {
	At
	Paged
	Kind  string       `query:"kind" enum:"agenda_item,symbolic_change"`
	State access.State `query:"state" enum:"published,withdrawn"`
	Sort  string       `query:"sort" enum:"newest,oldest" default:"newest"`
}

// ListProposals lists the proposals of a process.
var ListProposals = Read[Proposals, models.Process, List[Proposal]]{
	Verb: access.ProposalList,
	Find: inProcess[Proposals],
	Show: func(l *Look, in Proposals, p models.Process) (List[Proposal], error) {
		page := in.page()
		page.Newest = in.Sort != "oldest"
		filter := models.ProposalFilter{Kind: in.Kind, State: in.State}
		rows, next, err := models.ListProposals(l.Query, p.ID, filter, page)
		if err != nil {
			return List[Proposal]{}, err
		}
		items, err := l.proposals(p.ID, rows)
		return List[Proposal]{Items: items, Next: next}, err
	},
}

func (l *Look) proposals(process string, rows []models.Proposal) ([]Proposal, error) {
	members, ids := make([]string, len(rows)), make([]string, len(rows))
	for i, row := range rows {
		members[i], ids[i] = row.MemberID, row.ID
	}
	names, err := models.Names(l.Query, process, members)
	if err != nil {
		return nil, err
	}
	frozen, err := models.ListFrozen(l.Query, process, ids)
	items := make([]Proposal, len(rows))
	for i, row := range rows {
		state := row.State
		if frozen[row.ID] && state == access.Published {
			state = access.Frozen
		}
		items[i] = l.proposal(row, names[row.MemberID], state)
	}
	return items, err
}

// ProposalText is what an author writes.
type ProposalText struct {
	Title       string `json:"title" minLength:"1" maxLength:"160"`
	Text        string `json:"text,omitempty" maxLength:"20000" doc:"Markdown"`
	Minutes     int    `json:"minutes,omitempty" minimum:"0" maximum:"1440" doc:"Wished, for an agenda item"`
	Symbol      string `json:"symbol,omitempty" maxLength:"300" doc:"What the symbol is"`
	StandsFor   string `json:"stands_for,omitempty" maxLength:"1000" doc:"What it stands for"`
	Wish        string `json:"wish,omitempty" enum:"change,hold," doc:"Change it, or gently hold it"`
	SmallAction string `json:"small_action,omitempty" maxLength:"1000" doc:"The small action that would show it"`
}

func (t ProposalText) into(p models.Proposal) (models.Proposal, error) {
	title, err := cleanTitle(t.Title)
	p.Title, p.Text, p.Minutes = title, text.Block(t.Text), t.Minutes
	p.Symbol, p.StandsFor = text.Line(t.Symbol), text.Block(t.StandsFor)
	p.Wish, p.SmallAction = t.Wish, text.Block(t.SmallAction)
	return p, err
}

// NewProposal is the input of MakeProposal.
type NewProposal struct {
	At
	Body struct {
		Kind string `json:"kind" enum:"agenda_item,symbolic_change"`
		ProposalText
	}
}

// MakeProposal puts a proposal forward.
var MakeProposal = Write[NewProposal, models.Process, Proposal]{
	Verb: access.ProposalMake,
	Find: inProcess[NewProposal],
	Do: func(c *Call, in NewProposal, p models.Process) (Proposal, error) {
		fresh, err := in.Body.into(models.Proposal{ProcessID: p.ID, MemberID: c.Member.ID, Kind: in.Body.Kind})
		if err != nil {
			return Proposal{}, err
		}
		made, err := models.NewProposal(c.Tx, fresh)
		if err != nil {
			return Proposal{}, err
		}
		c.About("proposal", made.ID)
		return c.whole(made)
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

// ChangeProposal lets an author write their proposal anew.
var ChangeProposal = Write[ChangedProposal, models.Proposal, Proposal]{
	Verb: access.ProposalEdit,
	Find: atProposal[ChangedProposal],
	Do: func(c *Call, in ChangedProposal, p models.Proposal) (Proposal, error) {
		changed, err := in.Body.into(p)
		if err != nil {
			return Proposal{}, err
		}
		changed.Version = in.Body.Version
		c.About("proposal", p.ID)
		if changed, err = models.ChangeProposal(c.Tx, changed); err != nil {
			return Proposal{}, err
		}
		return c.whole(changed)
	},
}

// NewCost is the input of CostProposal.
type NewCost struct {
	AtProposal
	Body struct {
		Minutes int    `json:"minutes" minimum:"1" maximum:"1440"`
		Reason  string `json:"reason,omitempty" maxLength:"1000" doc:"Why it takes that long; everybody can read it"`
		Version int    `json:"version" minimum:"1" doc:"The version that was read"`
	}
}

// CostProposal sets what a proposal takes, in minutes of the meeting.
var CostProposal = Write[NewCost, models.Proposal, Proposal]{
	Verb: access.ProposalCost,
	Find: atProposal[NewCost],
	Do: func(c *Call, in NewCost, p models.Proposal) (Proposal, error) {
		p.Version = in.Body.Version
		c.About("proposal", p.ID)
		c.Note("%d minutes", in.Body.Minutes)
		costed, err := models.CostProposal(c.Tx, p, in.Body.Minutes, text.Block(in.Body.Reason))
		if err != nil {
			return Proposal{}, err
		}
		return c.whole(costed)
	},
}

// Withdrawal is the input of WithdrawProposal.
type Withdrawal struct {
	AtProposal
	Body struct {
		Reason string `json:"reason,omitempty" maxLength:"1000" doc:"Everybody can read it"`
	}
}

// WithdrawProposal lets an author take a proposal back.
var WithdrawProposal = Write[Withdrawal, models.Proposal, Proposal]{
	Verb: access.ProposalWithdraw,
	Find: atProposal[Withdrawal],
	Do: func(c *Call, in Withdrawal, p models.Proposal) (Proposal, error) {
		c.About("proposal", p.ID)
		withdrawn, err := models.WithdrawProposal(c.Tx, p, text.Block(in.Body.Reason))
		if err != nil {
			return Proposal{}, err
		}
		return c.whole(withdrawn)
	},
}
