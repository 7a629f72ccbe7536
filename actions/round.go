package actions

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/clock"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/models"
	"github.com/folkmoot/folkmoot/voting"
)

// AtRound names a round.
type AtRound struct {
	Round string `path:"round" maxLength:"60"`
}

func findRound(q database.Query, at AtRound) (Found[models.Round], error) {
	found, err := inScope[models.Round](q, "round", at.Round)
	found.State = found.Object.State
	return found, err
}

// NewRound is the input of MakeRound.
type NewRound struct {
	At
	Body struct {
		Title   string         `json:"title" minLength:"1" maxLength:"160"`
		Budget  int64          `json:"budget" minimum:"1" maximum:"10000" doc:"Minutes of the meeting that are to be given away"`
		Meeting PlannedMeeting `json:"meeting,omitempty" doc:"What the meeting has beside the budget, if that is planned already"`
		Ballot  BallotForm     `json:"ballot"`
		Method
		ClosesAt  time.Time `json:"closes_at"`
		Proposals []string  `json:"proposals" minItems:"1" maxItems:"400" doc:"Proposals to choose among, in the order of their numbers"`
	}
}

// A PlannedMeeting is the meeting that a round is for: its budget is what welcome,
// breaks and slack leave of it.
type PlannedMeeting struct {
	Minutes int `json:"minutes" minimum:"0" maximum:"4320" doc:"From its start to its end; 0 if it is not planned"`
	Fixed   int `json:"fixed" minimum:"0" maximum:"4320" doc:"Minutes of welcome, breaks and the like"`
	Slack   int `json:"slack" minimum:"0" maximum:"1440" doc:"Minutes kept free"`
}

// holds returns Invalid if a budget is more than what is left of a meeting.
func (p PlannedMeeting) holds(budget int64) error {
	left := int64(p.Minutes - p.Fixed - p.Slack)
	switch {
	case p.Minutes == 0 && p.Fixed == 0 && p.Slack == 0:
		return nil
	case left < 1:
		return fault.Field("meeting.minutes", "Nothing is left of this meeting for items.")
	case budget > left:
		return fault.Field("budget", "This meeting leaves %d minutes for items.", left)
	default:
		return nil
	}
}

// A BallotForm says what a ballot may hold; 0 is no limit.
type BallotForm struct {
	Kind   voting.Kind `json:"kind" enum:"approval,knapsack,points,ranking" doc:"ranking: in imported rounds only"`
	Min    int         `json:"min,omitempty" minimum:"0" doc:"approval: the least number of options"`
	Max    int         `json:"max,omitempty" minimum:"0" doc:"approval: the greatest number of options"`
	Points int64       `json:"points,omitempty" minimum:"0" maximum:"1000000" doc:"points: how many to give"`
	Cap    int64       `json:"cap,omitempty" minimum:"0" maximum:"1000000" doc:"points: the most for one option"`
}

func (b BallotForm) form() voting.Form {
	return voting.Form{Kind: b.Kind, Min: b.Min, Max: b.Max, Total: b.Points, Cap: b.Cap}
}

// MakeRound prepares a round; nobody can vote before it is opened.
var MakeRound = Write[NewRound, models.Process, Round]{
	Verb: access.RoundMake,
	Find: inProcess[NewRound],
	Do: func(c *Call, in NewRound, p models.Process) (Round, error) {
		round, err := c.newRound(in)
		if err != nil {
			return Round{}, err
		}
		options, err := c.optionsFrom(p, in.Body.Proposals)
		if err != nil {
			return Round{}, err
		}
		if err := errors.Join(fitForm(round, len(options)), keepsTo(round, options)); err != nil {
			return Round{}, err
		}
		if round, err = models.NewRound(c.Tx, round, options); err != nil {
			return Round{}, err
		}
		c.About("round", round.ID)
		return c.round(round)
	},
}

func (c *Call) newRound(in NewRound) (models.Round, error) {
	title, err := cleanTitle(in.Body.Title)
	if err != nil {
		return models.Round{}, err
	}
	if err := plausible("closes_at", in.Body.ClosesAt); err != nil {
		return models.Round{}, err
	}
	if !in.Body.ClosesAt.After(c.Now) {
		return models.Round{}, fault.Field("closes_at", "A round closes in the future.")
	}
	if err := in.Body.Meeting.holds(in.Body.Budget); err != nil {
		return models.Round{}, err
	}
	form := in.Body.Ballot.form()
	if form.Kind == voting.KindRanking {
		return models.Round{}, fault.Field("ballot.kind", "Rankings can be imported and not voted on here.")
	}
	settings, err := in.Body.Method.settings(form, models.NewToken(), 1)
	if err != nil {
		return models.Round{}, err
	}
	round := models.Round{
		ProcessID: in.Process, Title: title, Budget: in.Body.Budget, Unit: models.UnitMinutes, Scale: 1,
		BallotKind: form.Kind, BallotMin: form.Min, BallotMax: form.Max, BallotTotal: form.Total, BallotCap: form.Cap,
		ClosesAt:       clock.Trim(in.Body.ClosesAt),
		MeetingMinutes: in.Body.Meeting.Minutes, MeetingFixed: in.Body.Meeting.Fixed, MeetingSlack: in.Body.Meeting.Slack,
	}
	round.SetSettings(settings)
	round.Publication, err = c.usualPublication(in.Process)
	return round, err
}

// fitForm refuses ballots that nobody could fill in, or that have no bounds.
func fitForm(r models.Round, options int) error {
	switch {
	case r.BallotMin > options:
		return fault.Field("ballot.min", "There are only %d proposals to choose among.", options)
	case r.BallotKind == voting.KindPoints && r.BallotTotal == 0:
		return fault.Field("ballot.points", "How many points does everybody have?")
	}
	return nil
}

// optionsFrom freezes proposals as the options of a round.
func (c *Call) optionsFrom(p models.Process, ids []string) ([]models.Option, error) {
	proposals, err := models.FindProposals(c.Query, p.ID, ids)
	if err != nil {
		return nil, err
	}
	options := make([]models.Option, len(ids))
	seen := make(map[string]bool, len(ids))
	for i, id := range ids {
		proposal, known := proposals[id]
		if err := fitForRound(proposal, known, seen[id], i); err != nil {
			return nil, err
		}
		seen[id] = true
		options[i] = models.Option{
			Key: fmt.Sprint(i + 1), ProposalID: &proposal.ID, Title: proposal.Title, Text: proposal.Text,
			Kind: proposal.Kind, Wish: proposal.Wish, Cost: int64(proposal.Cost),
		}
	}
	setAlternatives(options, proposals)
	return options, nil
}

func fitForRound(p models.Proposal, known, twice bool, i int) error {
	field := fmt.Sprintf("proposals[%d]", i)
	switch {
	case !known || p.State == access.Private:
		return fault.Field(field, "There is no such proposal in this process.")
	case twice:
		return fault.Field(field, "“%s” stands here twice.", p.Title)
	case !p.Eligible():
		return fault.Field(field, "“%s” was withdrawn, or is not for a round as it stands.", p.Title)
	case p.Cost == 0:
		return fault.Field(field, "“%s” has no minutes yet. Set them first.", p.Title)
	}
	return nil
}

// votingFault words an error of the rules for people, with the input's field.
func votingFault(err error) error {
	var ballot *voting.BallotError
	var settings *voting.SettingsError
	switch {
	case errors.As(err, &ballot):
		return fault.Field(ballot.Field, "%s", sentence(ballot.Message))
	case errors.As(err, &settings):
		return fault.Field(settingsField(settings.Field), "%s", sentence(settings.Message))
	default:
		return err
	}
}

func settingsField(field string) string {
	switch field {
	case "form.total":
		return "ballot.points"
	case "form.kind", "form.min", "form.max", "form.cap":
		return "ballot" + field[len("form"):]
	default:
		return field
	}
}

// findRoundAlone finds a round while nobody else votes in it or moves it.
func findRoundAlone(q database.Query, at AtRound) (Found[models.Round], error) {
	if err := q.Exclude(models.Round{ID: at.Round}.Gate()); err != nil {
		return Found[models.Round]{}, err
	}
	return findRound(q, at)
}

// DeleteRound throws a draft away.
var DeleteRound = Write[AtRound, models.Round, Accepted]{
	Verb: access.RoundDelete,
	Find: findRoundAlone,
	Do: func(c *Call, _ AtRound, r models.Round) (Accepted, error) {
		c.About("round", r.ID)
		return Accepted{}, models.DeleteRound(c.Tx, r)
	},
}

// OpenRound freezes a round and its roll, and lets people vote.
var OpenRound = Write[AtRound, models.Round, Round]{
	Verb: access.RoundOpen,
	Find: findRoundAlone,
	Do: func(c *Call, _ AtRound, r models.Round) (Round, error) {
		if err := c.isTime(r.OpensAt); err != nil {
			return Round{}, err
		}
		if !r.ClosesAt.After(c.Now) {
			return Round{}, fault.Field("closes_at", "The closing time has passed. Make the round again with a later one.")
		}
		if err := c.unchanged(r); err != nil {
			return Round{}, err
		}
		opened, err := c.openRound(r)
		if err != nil {
			return Round{}, err
		}
		return c.round(opened)
	},
}

// isTime holds the system to a date; people may come before it.
func (c *Call) isTime(date *time.Time) error {
	switch {
	case !c.Actor.System:
		return nil
	case date == nil:
		return fault.New(fault.Closed, "This has no date any more.")
	case c.Now.Before(*date):
		return &TooEarly{Until: *date}
	default:
		return nil
	}
}

// unchanged refuses to open a round whose proposals are no longer what was put
// into it: authors may write until the opening, and not while it goes on.
func (c *Call) unchanged(r models.Round) error {
	options, err := models.ListOptions(c.Query, r.ID)
	if err != nil {
		return err
	}
	ids := make([]string, len(options))
	for i, o := range options {
		ids[i] = *o.ProposalID
	}
	proposals, err := models.HoldProposals(c.Tx, r.ProcessID, ids)
	if err != nil {
		return err
	}
	for _, o := range options {
		if p := proposals[*o.ProposalID]; !sameAs(o, p) {
			return fault.New(fault.Conflict,
				"“%s” was changed or withdrawn since this round was prepared. Delete the draft and prepare the round again.", o.Title)
		}
	}
	now := slices.Clone(options)
	setAlternatives(now, proposals)
	if !reflect.DeepEqual(models.Exclusive(now), models.Exclusive(options)) {
		return fault.New(fault.Conflict, "Of which proposals at most one is chosen was changed since this round was prepared. Delete the draft and prepare the round again.")
	}
	return nil
}

func sameAs(o models.Option, p models.Proposal) bool {
	return p.Eligible() && p.Title == o.Title && p.Text == o.Text && p.Wish == o.Wish && int64(p.Cost) == o.Cost
}

// election reads the ballots of a round for the rules, and how they are counted.
func (l *Look) election(r models.Round) (*voting.Profile, voting.Settings, error) {
	options, err := models.ListOptions(l.Query, r.ID)
	if err != nil {
		return nil, voting.Settings{}, err
	}
	profile, err := l.profile(r, options)
	return profile, r.Counting(options), err
}

func (l *Look) profile(r models.Round, options []models.Option) (*voting.Profile, error) {
	groups, err := models.GroupBallots(l.Query, r.ID)
	if err != nil {
		return nil, err
	}
	profile := voting.NewProfile(r.Instance(options), r.Form())
	for _, group := range groups {
		choices, err := models.DecodeChoices(group.Choices)
		if err != nil {
			return nil, err
		}
		if err := profile.Add(choices.Ballot(r.BallotKind), group.Times); err != nil {
			return nil, fmt.Errorf("stored ballot of round %s: %w", r.ID, err)
		}
	}
	return profile, nil
}
