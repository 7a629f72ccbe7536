package actions

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/models"
	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/pabulib"
)

// An Outcome is what a round decided and why, item by item.
type Outcome struct {
	Round   string        `json:"round"`
	Title   string        `json:"title"`
	Rule    Rule          `json:"rule"`
	Ties    string        `json:"ties" doc:"How ties are broken, in a sentence"`
	Order   []string      `json:"order" doc:"The same as criteria in their order"`
	Seed    string        `json:"seed" doc:"What the lot was drawn from"`
	Unit    string        `json:"unit"`
	Scale   int64         `json:"scale"`
	Budget  int64         `json:"budget"`
	Spent   int64         `json:"spent"`
	Voters  int           `json:"voters" doc:"Ballots that were counted"`
	Roll    int           `json:"roll" doc:"People who could vote"`
	Points  bool          `json:"points" doc:"Support is in points and not in votes"`
	Items   []OutcomeItem `json:"items" doc:"The selected in their order, then the others, the most supported first"`
	TiesMet []TieMet      `json:"ties_met" doc:"Ties that decided something"`
	Agenda  string        `json:"agenda" doc:"The agenda that was made from it, or empty"`
}

// An OutcomeItem says of one option whether it was chosen, and why.
type OutcomeItem struct {
	Key         string  `json:"key"`
	Number      int     `json:"number"`
	Title       string  `json:"title"`
	Kind        string  `json:"kind" enum:"agenda_item,symbolic_change,"`
	Wish        string  `json:"wish" enum:"change,hold,"`
	Cost        int64   `json:"cost"`
	Selected    bool    `json:"selected"`
	Place       int     `json:"place" doc:"From 1 for the selected; 0 for the others"`
	Support     int64   `json:"support" doc:"Votes, or points"`
	Supporters  int     `json:"supporters"`
	Held        int     `json:"held" doc:"Voters who want it gently held as it is"`
	Reason      string  `json:"reason" doc:"One to three sentences"`
	Nearest     string  `json:"nearest" doc:"What little would have been enough for it to be chosen, in a sentence"`
	CompletedBy string  `json:"completed_by" doc:"The completion that chose it, if one did"`
	Paid        []Share `json:"paid" doc:"Who paid what for it, where voters pay"`

	Result    string     `json:"result" enum:"decided,started,held,postponed,noted," doc:"What became of it at a meeting whose minutes are published"`
	Decisions []Decision `json:"decisions" doc:"Likewise"`
}

// A Share is a number of voters who each paid the same.
type Share struct {
	Voters   int    `json:"voters"`
	Amount   string `json:"amount"`
	Together bool   `json:"together" doc:"These voters gave the last of their shares, and this is what they gave together"`
}

// A TieMet is a tie that decided whether something was chosen.
type TieMet struct {
	Chosen    string   `json:"chosen"`
	Among     []string `json:"among" doc:"Option keys"`
	DecidedBy string   `json:"decided_by" enum:"supporters,cost,lot,id"`
}

// ReadOutcome shows the outcome of a closed round.
var ReadOutcome = Read[AtRound, models.Round, Outcome]{
	Verb: access.OutcomeRead,
	Find: findRound,
	Show: func(l *Look, _ AtRound, r models.Round) (Outcome, error) { return l.outcome(r) },
}

func (l *Look) outcome(r models.Round) (Outcome, error) {
	counted, err := models.FindOutcome(l.Query, r.ID)
	if err != nil {
		return Outcome{}, err
	}
	_, roll, err := models.CountVoted(l.Query, r.ID)
	if err != nil {
		return Outcome{}, err
	}
	view := Outcome{
		Round: r.ID, Title: r.Title, Rule: ruleOf(r), Ties: tieSentence(r.Settings().Ties), Order: []string{}, Seed: r.Seed,
		Unit: r.Unit, Scale: r.Scale, Budget: counted.Budget, Spent: counted.Cost,
		Voters: counted.Voters, Roll: roll, Points: r.BallotKind == voting.KindPoints, TiesMet: tiesMet(counted),
	}
	for _, criterion := range r.Settings().Ties {
		view.Order = append(view.Order, string(criterion))
	}
	if view.Items, err = l.outcomeItems(r, counted); err != nil {
		return Outcome{}, err
	}
	view.Agenda, err = l.agendaOf(r)
	return view, err
}

func tiesMet(o *voting.Outcome) []TieMet {
	met := []TieMet{}
	for _, tie := range o.Ties {
		if len(tie.LeftOut) > 0 {
			met = append(met, TieMet{Chosen: tie.Among[0], Among: tie.Among, DecidedBy: string(tie.DecidedBy)})
		}
	}
	return met
}

func (l *Look) outcomeItems(r models.Round, o *voting.Outcome) ([]OutcomeItem, error) {
	options, err := models.ListOptions(l.Query, r.ID)
	if err != nil {
		return nil, err
	}
	nearest, err := l.nearest(r)
	if err != nil {
		return nil, err
	}
	items := make([]OutcomeItem, len(options))
	for i, option := range options {
		if items[i], err = outcomeItem(r, o, option); err != nil {
			return nil, err
		}
		if change, missed := nearest[option.Key]; missed {
			counted, _ := o.Find(option.Key)
			items[i].Nearest = change.Sentence(counted, r.Amounts())
		}
	}
	if err := l.whatBecame(r, items); err != nil {
		return nil, err
	}
	slices.SortFunc(items, func(a, b OutcomeItem) int {
		if a.Selected != b.Selected {
			return cmp.Compare(b.Place, a.Place) // places are 0 for what was not selected
		}
		return cmp.Or(cmp.Compare(a.Place, b.Place), cmp.Compare(b.Support, a.Support), cmp.Compare(a.Number, b.Number))
	})
	return items, nil
}

// whatBecame adds what meetings decided whose minutes are published, so that the
// device of a voter can say it of what they chose.
func (l *Look) whatBecame(r models.Round, items []OutcomeItem) error {
	slots, err := models.ListSlotsOfRound(l.Query, r.ID)
	if err != nil {
		return err
	}
	for _, s := range slots {
		at := slices.IndexFunc(items, func(i OutcomeItem) bool { return i.Key == s.OptionKey })
		if at < 0 {
			continue
		}
		kept, _, err := l.readRecord(s.AgendaID)
		if err != nil {
			return err
		}
		for _, item := range kept.Items {
			if item.Slot == s.ID {
				items[at].Result = item.Result
				items[at].Decisions = append(items[at].Decisions, item.Decisions...)
			}
		}
	}
	return nil
}

func outcomeItem(r models.Round, o *voting.Outcome, option models.Option) (OutcomeItem, error) {
	counted, _ := o.Find(option.Key)
	explained, err := o.Explain(option.Key, r.Amounts())
	if err != nil {
		return OutcomeItem{}, fmt.Errorf("outcome of round %s: %w", r.ID, err)
	}
	item := OutcomeItem{
		Key: option.Key, Number: option.Position, Title: option.Title, Kind: option.Kind, Wish: option.Wish,
		Cost: counted.Cost, Selected: counted.Selected, Place: counted.Place,
		Support: counted.Support, Supporters: counted.Supporters, Held: counted.Held,
		Reason: explained.Text, CompletedBy: string(counted.CompletedBy), Paid: []Share{}, Decisions: []Decision{},
	}
	for _, payment := range explained.Payments {
		item.Paid = append(item.Paid, Share{Voters: payment.Voters, Amount: payment.Text})
	}
	if rest := explained.Remainder; rest != nil {
		together, err := r.Amounts().FormatExact(rest.Together)
		if err != nil {
			return OutcomeItem{}, fmt.Errorf("outcome of round %s: %w", r.ID, err)
		}
		item.Paid = append(item.Paid, Share{Voters: rest.Voters, Amount: together, Together: true})
	}
	return item, nil
}

// ExportBallots gives the ballots of a closed round as a Pabulib file, without
// names, in the order of their content.
var ExportBallots = Read[AtRound, models.Round, []byte]{
	Verb: access.BallotsExport,
	Find: findRound,
	Show: func(l *Look, _ AtRound, r models.Round) ([]byte, error) {
		if !l.seesBallots(r) {
			return nil, fault.New(fault.Forbidden, "Of this round totals are published, and no single ballots. Its auditors have them.")
		}
		file, err := l.pabulibFile(r)
		if err != nil {
			return nil, err
		}
		var written bytes.Buffer
		if err := file.Write(&written); err != nil {
			return nil, fmt.Errorf("export round %s: %w", r.ID, err)
		}
		return written.Bytes(), nil
	},
}

var voteTypes = map[voting.Kind]string{
	voting.KindApproval: pabulib.Approval, voting.KindKnapsack: pabulib.Approval,
	voting.KindPoints: pabulib.Cumulative, voting.KindRanking: pabulib.Ordinal,
}

func (l *Look) pabulibFile(r models.Round) (*pabulib.File, error) {
	options, err := models.ListOptions(l.Query, r.ID)
	if err != nil {
		return nil, err
	}
	file := &pabulib.File{
		VoteType: voteTypes[r.BallotKind], Budget: r.Budget, Scale: r.Scale, Named: true,
		Meta: []pabulib.Entry{
			{Key: "description", Value: r.Title}, {Key: "country", Value: "Folkmoot"}, {Key: "unit", Value: r.ProcessID},
			{Key: "instance", Value: r.ID}, {Key: "rule", Value: r.Rule}, {Key: "currency", Value: r.Unit},
		},
	}
	holdable := slices.ContainsFunc(options, models.Option.Holdable)
	if holdable {
		file.ProjectColumns, file.VoteColumns = []string{pabulib.ColumnHoldable}, []string{pabulib.ColumnHold}
	}
	for _, o := range options {
		project := pabulib.Project{ID: o.Key, Cost: o.Cost, Name: o.Title}
		if holdable {
			project.Extra = []string{zeroOrOne(o.Holdable())}
		}
		file.Projects = append(file.Projects, project)
	}
	file.Votes, err = l.pabulibVotes(r, holdable)
	return file, err
}

func zeroOrOne(yes bool) string {
	if yes {
		return "1"
	}
	return "0"
}

func (l *Look) pabulibVotes(r models.Round, holdable bool) ([]pabulib.Vote, error) {
	groups, err := models.GroupBallots(l.Query, r.ID)
	if err != nil {
		return nil, err
	}
	var votes []pabulib.Vote
	for _, group := range groups {
		choices, err := models.DecodeChoices(group.Choices)
		if err != nil {
			return nil, err
		}
		vote := pabulibVote(choices.Ballot(r.BallotKind), r.BallotKind, holdable)
		for range group.Times {
			vote.Voter = strconv.Itoa(len(votes) + 1)
			votes = append(votes, vote)
		}
	}
	return votes, nil
}

func pabulibVote(b voting.Ballot, kind voting.Kind, holdable bool) pabulib.Vote {
	var vote pabulib.Vote
	var held []string
	for _, choice := range b {
		if choice.Hold {
			held = append(held, choice.Project)
			continue
		}
		vote.Choices = append(vote.Choices, choice.Project)
		if kind == voting.KindPoints {
			vote.Points = append(vote.Points, choice.Points)
		}
	}
	if holdable {
		vote.Extra = []string{strings.Join(held, ",")}
	}
	return vote
}
