package actions

import (
	"slices"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
	"github.com/folkmoot/folkmoot/voting"
)

// A Round is one vote as members see it. Amounts are integers in 1/Scale of Unit.
type Round struct {
	ID       string         `json:"id"`
	Process  string         `json:"process"`
	Title    string         `json:"title"`
	State    access.State   `json:"state" enum:"draft,open,counting,closed"`
	Budget   int64          `json:"budget"`
	Unit     string         `json:"unit" doc:"min, or the code of a currency"`
	Scale    int64          `json:"scale"`
	Meeting  PlannedMeeting `json:"meeting" doc:"The meeting that it is for, as it was planned"`
	Ballot   BallotForm     `json:"ballot"`
	Rule     Rule           `json:"rule"`
	Ties     string         `json:"ties" doc:"How ties are broken, in a sentence"`
	ClosesAt time.Time      `json:"closes_at"`
	OpenedAt *time.Time     `json:"opened_at"`
	ClosedAt *time.Time     `json:"closed_at"`
	Options  []Option       `json:"options"`
	Turnout  *Turnout       `json:"turnout,omitempty" doc:"Missing before the opening, and for imported rounds"`

	Publication ledger.Publication `json:"publication" enum:"totals,ballots,openings,named" doc:"How much of the ballots is published"`
	Auditors    []Auditor          `json:"auditors" doc:"Who may have all openings after the close"`
	Paper       ledger.Paper       `json:"paper" enum:"none,paper_counts,online_counts"`
	OpensAt     *time.Time         `json:"opens_at" doc:"When a draft opens by itself"`
	RulesHash   string             `json:"rules_hash" doc:"Of the document that was frozen at the opening; in every receipt"`
	Amendments  []Amendment        `json:"amendments"`

	OnRoll bool          `json:"on_roll" doc:"I may vote in it"`
	Voted  bool          `json:"voted" doc:"I have"`
	Agenda string        `json:"agenda" doc:"The agenda that was made from it, or empty"`
	Can    []access.Verb `json:"can"`
}

// A Rule says how ballots become an outcome.
type Rule struct {
	Name       string            `json:"name"`
	Completion voting.Completion `json:"completion" doc:"What follows it"`
	Title      string            `json:"title"`
	Text       string            `json:"text" doc:"One paragraph for voters"`
}

// A Turnout says how many voted of how many may. While a round is open it is
// coarse and late, so that nobody learns from it who voted when.
type Turnout struct {
	Voted *int `json:"voted,omitempty" doc:"While it is open: rounded down, a quarter of an hour late, and missing where fewer than 20 may vote"`
	Roll  int  `json:"roll"`
}

// An Auditor is a member who may have all openings after the close.
type Auditor struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Me   bool   `json:"me,omitempty" doc:"It is me"`
}

// An Option is a proposal as it stands in a round.
type Option struct {
	Key          string `json:"key"`
	Number       int    `json:"number"`
	Title        string `json:"title"`
	Summary      string `json:"summary"`
	HTML         string `json:"html"`
	Kind         string `json:"kind" enum:"agenda_item,symbolic_change,"`
	Wish         string `json:"wish" enum:"change,hold,"`
	Cost         int64  `json:"cost"`
	Holdable     bool   `json:"holdable" doc:"Voters may also want it gently held: -1 on the ballot"`
	Proposal     string `json:"proposal" doc:"Its proposal, or empty in imported rounds"`
	Alternatives int    `json:"alternatives" doc:"The number of its group, of which at most one is chosen; 0 if it stands alone"`
}

func ruleOf(r models.Round) Rule { return ruleWith(r.Rule, r.Completion) }

// ruleWith describes a rule with what follows it.
func ruleWith(name string, completion voting.Completion) Rule {
	rule := Rule{Name: name, Completion: completion, Title: name}
	for _, info := range voting.Rules() {
		if info.Name == name {
			rule.Title, rule.Text = info.Title, info.Text
		}
	}
	if words, ok := completionWords[completion]; ok {
		rule.Title += words.title
		rule.Text += " " + words.text
	}
	return rule
}

const (
	raised = "To spend more of the budget, everybody’s share is raised step by step and counted anew each time, "
	filled = "What is left of the budget then goes to the best supported of the others, as long as they fit."
)

var completionWords = map[voting.Completion]struct{ title, text string }{
	voting.CompletionGreedy:     {"", filled},
	voting.CompletionPhragmen:   {", then Phragmén’s rule", "What is left of the budget is given away by Phragmén’s rule."},
	voting.CompletionAdd1:       {", shares raised", raised + "until nothing more fits or the next step would cost more than there is."},
	voting.CompletionAdd1Greedy: {", shares raised", raised + "until nothing more fits or the next step would cost more than there is. " + filled},
	voting.CompletionOverspend:  {", shares raised to the last", raised + "until the next step would cost more than there is."},
	voting.CompletionIncrease:   {", budget raised", "To spend more of the budget, it is reckoned with one per cent more again and again, as long as what is chosen does not cost more than there is."},
	voting.CompletionIncreaseGreedy: {", budget raised", "To spend more of the budget, it is reckoned with one per cent more again and again, " +
		"as long as what is chosen does not cost more than there is. " + filled},
	voting.CompletionPerturbation: {", the rest paid together", "What is left of the budget is spent on what asks least of those who did not vote for it."},
}

func optionOf(o models.Option) Option {
	view := Option{
		Key: o.Key, Number: o.Position, Title: o.Title, Summary: text.Excerpt(o.Text, models.ExcerptLength),
		HTML: text.HTML(o.Text), Kind: o.Kind, Wish: o.Wish, Cost: o.Cost,
		Holdable: o.Holdable(), Alternatives: o.Alternatives,
	}
	if o.ProposalID != nil {
		view.Proposal = *o.ProposalID
	}
	return view
}

// ReadRound shows a round.
var ReadRound = Read[AtRound, models.Round, Round]{
	Verb: access.RoundRead,
	Find: findRound,
	Show: func(l *Look, _ AtRound, r models.Round) (Round, error) { return l.round(r) },
}

func (l *Look) round(r models.Round) (Round, error) {
	view := Round{
		ID: r.ID, Process: r.ProcessID, Title: r.Title, State: r.State,
		Budget: r.Budget, Unit: r.Unit, Scale: r.Scale,
		Meeting: PlannedMeeting{Minutes: r.MeetingMinutes, Fixed: r.MeetingFixed, Slack: r.MeetingSlack},
		Ballot:  BallotForm{Kind: r.BallotKind, Min: r.BallotMin, Max: r.BallotMax, Points: r.BallotTotal, Cap: r.BallotCap},
		Rule:    ruleOf(r), Ties: tieSentence(r.Settings().Ties),
		ClosesAt: r.ClosesAt, OpenedAt: r.OpenedAt, ClosedAt: r.ClosedAt, Options: []Option{},
		Publication: r.Publication, Paper: r.Paper, OpensAt: r.OpensAt, RulesHash: r.RulesHash,
		Can: l.canWithRound(r),
	}
	options, err := models.ListOptions(l.Query, r.ID)
	if err != nil {
		return Round{}, err
	}
	for _, option := range options {
		view.Options = append(view.Options, optionOf(option))
	}
	if view.Auditors, err = l.auditorsOf(r); err != nil {
		return Round{}, err
	}
	if view.Amendments, err = l.amendments(r); err != nil {
		return Round{}, err
	}
	if view.Agenda, err = l.agendaOf(r); err != nil || r.State == access.Draft || r.Imported {
		return view, err
	}
	return l.withRoll(view)
}

// canWithRound lists what the reader may do with a round; single ballots only
// where they are published, or to auditors.
func (l *Look) canWithRound(r models.Round) []access.Verb {
	can := l.can(r.State, nil, access.RoundRule, access.RoundTerms, access.RoundOpen, access.RoundPropose, access.RoundAmend,
		access.RoundClose, access.RoundSeal, access.RoundDelete, access.BallotCast, access.BallotWithdraw, access.BallotEffect,
		access.OutcomeRead, access.PaperHand, access.PaperType, access.BallotsExport, access.BundleRead, access.BundleAudit,
		access.AttestationSign, access.AttestationList, access.AgendaMake)
	return slices.DeleteFunc(can, func(v access.Verb) bool {
		switch v {
		case access.BallotsExport:
			return !l.seesBallots(r)
		case access.BundleAudit, access.AttestationSign:
			return !l.audits(r)
		case access.PaperHand, access.PaperType:
			return r.Paper == ledger.PaperNone
		case access.BundleRead, access.AttestationList:
			return !r.Provable()
		default:
			return false
		}
	})
}

func (l *Look) auditorsOf(r models.Round) ([]Auditor, error) {
	ids := r.AuditorIDs()
	auditors := make([]Auditor, len(ids))
	if len(ids) == 0 {
		return auditors, nil
	}
	names, err := models.Names(l.Query, r.ProcessID, ids)
	for i, id := range ids {
		auditors[i] = Auditor{ID: id, Name: names[id], Me: id == l.Member.ID}
	}
	return auditors, err
}

// turnout is coarse as long as a round is open.
func turnout(view Round, counted models.Roll) *Turnout {
	switch {
	case view.State != access.Open:
		return &Turnout{Voted: &counted.Voted, Roll: counted.Size}
	case counted.Size < models.TurnoutLeast:
		return &Turnout{Roll: counted.Size}
	default:
		return &Turnout{Voted: &counted.Shown, Roll: counted.Size}
	}
}

func (l *Look) withRoll(view Round) (Round, error) {
	counted, err := models.FindRoll(l.Query, view.ID, l.Member.ID)
	if err != nil {
		return Round{}, err
	}
	view.OnRoll, view.Voted = counted.Listed > 0, counted.ListedVoted > 0
	view.Turnout = turnout(view, counted)
	return view, nil
}

// agendaOf names the agenda that was made from a round: none is before it was counted.
func (l *Look) agendaOf(r models.Round) (string, error) {
	if r.State != access.Closed {
		return "", nil
	}
	agenda, err := models.FindAgendaOfRound(l.Query, r.ProcessID, r.ID)
	if fault.KindOf(err) == fault.NotFound {
		return "", nil
	}
	return agenda.ID, err
}

// A RoundSummary is one line of a list of rounds.
type RoundSummary struct {
	ID       string       `json:"id"`
	Title    string       `json:"title"`
	Unit     string       `json:"unit" doc:"In which its budget is counted"`
	State    access.State `json:"state" enum:"draft,open,counting,closed"`
	ClosesAt time.Time    `json:"closes_at"`
	OpenedAt *time.Time   `json:"opened_at"`
	ClosedAt *time.Time   `json:"closed_at"`
}

// Rounds is the input of ListRounds.
type Rounds struct {
	At
	Paged
}

// ListRounds lists the rounds of a process, the newest first.
var ListRounds = Read[Rounds, models.Process, List[RoundSummary]]{
	Verb: access.RoundList,
	Find: inProcess[Rounds],
	Show: func(l *Look, in Rounds, p models.Process) (List[RoundSummary], error) {
		page := in.page()
		page.Newest = true
		rows, next, err := models.ListRounds(l.Query, p.ID, page)
		return listed(rows, next, err, func(r models.Round) RoundSummary {
			return RoundSummary{
				ID: r.ID, Title: r.Title, Unit: r.Unit, State: r.State,
				ClosesAt: r.ClosesAt, OpenedAt: r.OpenedAt, ClosedAt: r.ClosedAt,
			}
		})
	},
}
