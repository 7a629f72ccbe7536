package models

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/voting"
)

// A Round is one vote. Budget and costs are integers in 1/Scale of Unit.
type Round struct {
	ID        string `gorm:"primaryKey"`
	ProcessID string
	Title     string
	State     access.State

	BallotKind  voting.Kind
	BallotMin   int
	BallotMax   int
	BallotTotal int64
	BallotCap   int64

	Budget int64
	Unit   string // "min", or the code of a currency
	Scale  int64

	MeetingMinutes int // of the meeting that it is for, if that was planned
	MeetingFixed   int // of these for welcome, breaks and the like
	MeetingSlack   int // of these kept free

	Imported bool // the ballots were cast elsewhere and are counted as they are

	Rule         string
	Satisfaction voting.Satisfaction
	Completion   voting.Completion
	Ties         string // criteria in their order, joined by commas
	Increment    int64  // of shares, for completions that raise them
	Seed         string // of the lot
	Secret       []byte // joins voters to slots until the round is sealed; empty then

	Publication ledger.Publication
	Auditors    string // ids of members, sorted, joined by commas
	Paper       ledger.Paper
	Rules       string // the document that was frozen at the opening; empty if it was imported
	RulesHash   string

	OpensAt  *time.Time // by itself, if set
	ClosesAt time.Time
	OpenedAt *time.Time
	ClosedAt *time.Time
}

// UnitMinutes is the unit of a round whose outcome becomes an agenda as it is.
const UnitMinutes = "min"

// Provable tells whether a bundle can prove the round: it was opened here, and not
// closed as it opened, as the example is. Then no checkpoint would lie between.
func (r Round) Provable() bool {
	return r.Rules != "" && r.OpenedAt != nil && r.ClosedAt != nil && r.ClosedAt.After(*r.OpenedAt)
}

// Form is what a ballot of this round may hold.
func (r Round) Form() voting.Form {
	return voting.Form{
		Kind: r.BallotKind, Min: r.BallotMin, Max: r.BallotMax, Total: r.BallotTotal, Cap: r.BallotCap,
		Imported: r.Imported,
	}
}

// Amounts is how amounts of this round are written for people.
func (r Round) Amounts() voting.Unit {
	if r.Unit == UnitMinutes {
		return voting.Unit{Name: "minutes", One: "minute", Scale: r.Scale}
	}
	return voting.Unit{Name: r.Unit, Scale: r.Scale}
}

// Settings say how the ballots become an outcome.
func (r Round) Settings() voting.Settings {
	var ties []voting.TieBreak
	for name := range strings.SplitSeq(r.Ties, ",") {
		ties = append(ties, voting.TieBreak(name))
	}
	return voting.Settings{
		Rule: r.Rule, Satisfaction: r.Satisfaction, Completion: r.Completion, Ties: ties, Seed: r.Seed,
		Increment: r.Increment,
	}
}

// SetSettings is the inverse of Settings.
func (r *Round) SetSettings(s voting.Settings) {
	names := make([]string, len(s.Ties))
	for i, tie := range s.Ties {
		names[i] = string(tie)
	}
	r.Rule, r.Satisfaction, r.Completion, r.Seed = s.Rule, s.Satisfaction, s.Completion, s.Seed
	r.Ties, r.Increment = strings.Join(names, ","), s.Increment
}

// Slot is where the ballot of a voter lies: only the secret joins the two.
func (r Round) Slot(memberID string) string {
	mac := hmac.New(sha256.New, r.Secret)
	mac.Write([]byte(memberID))
	return hex.EncodeToString(mac.Sum(nil))
}

// Gate is the name of the gate that voters share and the closer excludes.
func (r Round) Gate() string { return "round/" + r.ID }

// An Option is a proposal as it stands in a round, frozen with it.
type Option struct {
	RoundID    string `gorm:"primaryKey"`
	Position   int    `gorm:"primaryKey;autoIncrement:false"` // its number on the ballot, from 1
	Key        string // its name in ballots and outcomes
	ProposalID *string
	Title      string
	Text       string
	Kind       string
	Wish       string
	Cost       int64

	Alternatives int // number of the group of which at most one is selected, from 1; 0 if it stands alone
}

// Holdable tells whether voters may want it gently held: a symbol that somebody
// wants to change.
func (o Option) Holdable() bool { return o.Kind == SymbolicChange && o.Wish == WishChange }

// Instance is what the options and the budget are to the rules.
func (r Round) Instance(options []Option) voting.Instance {
	projects := make([]voting.Project, len(options))
	for i, o := range options {
		projects[i] = voting.Project{ID: o.Key, Cost: o.Cost, Holdable: o.Holdable()}
	}
	return voting.Instance{Projects: projects, Budget: r.Budget}
}

// NewRound stores a round in draft with its options, numbered as they come.
func NewRound(tx *database.Tx, r Round, options []Option) (Round, error) {
	r.ID, r.State, r.ClosesAt = NewID(), access.Draft, r.ClosesAt.UTC().Truncate(time.Microsecond)
	if r.Publication == "" {
		r.Publication = ledger.PublishTotals
	}
	if r.Paper == "" {
		r.Paper = ledger.PaperNone
	}
	r.Secret = make([]byte, sha256.Size)
	_, _ = rand.Read(r.Secret) // never fails: the program ends if the machine has no random numbers
	if err := database.Insert(tx, &r, "This round is known already."); err != nil {
		return Round{}, err
	}
	for i := range options {
		options[i].RoundID, options[i].Position = r.ID, i+1
	}
	return r, database.Insert(tx, &options, "An option stands in this round twice.")
}

// FindRound returns a round of a process.
func FindRound(q database.Query, processID, id string) (Round, error) {
	return database.One[Round](q.Where(map[string]any{"process_id": processID, "id": id}), "round")
}

// OnlyToVote lets the next query read of a round what a ballot needs.
func OnlyToVote(q database.Query) database.Query {
	q.DB = q.Select("id", "process_id", "state", "ballot_kind", "ballot_min", "ballot_max", "ballot_total", "ballot_cap",
		"budget", "imported", "secret", "rules_hash", "closes_at")
	return q
}

// ListRounds returns a page of the rounds of a process.
func ListRounds(q database.Query, processID string, p Page) ([]Round, string, error) {
	scope := q.Where(map[string]any{"process_id": processID})
	return list(scope, p, "rounds", func(r Round) string { return r.ID })
}

// ListRoundsIn returns the rounds of a process that are in a state.
func ListRoundsIn(q database.Query, processID string, states ...access.State) ([]Round, error) {
	return database.Many[Round](q.Where(map[string]any{"process_id": processID}).Where("state IN ?", states).Order("id"), "rounds")
}

// ListUnfinished returns the rounds of all processes that are open or being
// counted, with no more than the server needs to go on with them.
func ListUnfinished(q database.Query) ([]Round, error) {
	columns := q.Select("id", "state", "paper", "closes_at", "closed_at")
	return database.Many[Round](columns.Where("state IN ?", []access.State{access.Open, access.Counting}).Order("id"), "rounds")
}

// ListOptions returns the options of a round by their number.
func ListOptions(q database.Query, roundID string) ([]Option, error) {
	return database.Many[Option](q.Where(map[string]any{"round_id": roundID}).Order("position"), "options")
}

// RoundsOf returns the rounds of a process in which a proposal stands.
func RoundsOf(q database.Query, processID, proposalID string) ([]Round, error) {
	in := q.Model(&Option{}).Select("round_id").Where(map[string]any{"proposal_id": &proposalID})
	return database.Many[Round](q.Where(map[string]any{"process_id": processID}).Where("id IN (?)", in).Order("id"), "rounds")
}

// DeleteRound removes a draft and its options.
func DeleteRound(tx *database.Tx, r Round) error {
	return tx.Where(map[string]any{"process_id": r.ProcessID, "id": r.ID, "state": access.Draft}).Delete(&Round{}).Error
}

// ChooseRule gives a draft other settings. It returns Closed if it is no draft.
func ChooseRule(tx *database.Tx, r Round, s voting.Settings) (Round, error) {
	r.SetSettings(s)
	return moveRound(tx, r, access.Draft, access.Draft, map[string]any{
		"rule": r.Rule, "satisfaction": r.Satisfaction, "completion": r.Completion, "increment": r.Increment,
		"ties": r.Ties, "seed": r.Seed,
	})
}

// AuditorIDs are the members who may have all openings once the round is closed.
func (r Round) AuditorIDs() []string {
	if r.Auditors == "" {
		return []string{}
	}
	return strings.Split(r.Auditors, ",")
}

// Terms are what the opening freezes.
func (r Round) Terms(options []Option) ledger.Terms {
	s := r.Counting(options)
	terms := ledger.Terms{
		Round: r.ID, Process: r.ProcessID, Title: r.Title, Unit: r.Unit, Scale: r.Scale, Budget: r.Budget,
		Ballot: ledger.Form{Kind: r.BallotKind, Min: r.BallotMin, Max: r.BallotMax, Total: r.BallotTotal, Cap: r.BallotCap},
		Settings: ledger.Settings{
			Rule: s.Rule, Satisfaction: s.Satisfaction, Completion: s.Completion, Ties: s.Ties, Increment: s.Increment,
			Exclusive: s.Constraints.Exclusive,
		},
		Options: make([]ledger.Option, len(options)), Publication: r.Publication, Auditors: r.AuditorIDs(), Paper: r.Paper,
		ClosesAt: r.ClosesAt.UTC(),
	}
	if r.OpenedAt != nil {
		terms.OpenedAt = r.OpenedAt.UTC()
	}
	for i, o := range options {
		terms.Options[i] = ledger.Option{Key: o.Key, Title: o.Title, Text: o.Text, Kind: o.Kind, Wish: o.Wish, Cost: o.Cost}
	}
	return terms
}

// SetTerms says how much of a draft's ballots will be published, to whom, and
// when it opens by itself. It returns Closed if it is no draft.
func SetTerms(tx *database.Tx, r Round) (Round, error) {
	r.OpensAt = instant(r.OpensAt)
	return moveRound(tx, r, access.Draft, access.Draft, map[string]any{
		"publication": r.Publication, "auditors": r.Auditors, "paper": r.Paper, "opens_at": r.OpensAt,
	})
}

// EnterRoll enters members on the roll of a round.
func EnterRoll(tx *database.Tx, r Round, memberIDs ...string) error {
	roll := make([]RollEntry, len(memberIDs))
	for i, id := range memberIDs {
		roll[i] = RollEntry{RoundID: r.ID, MemberID: id}
	}
	if len(roll) == 0 {
		return nil
	}
	return tx.Session(&gorm.Session{}).CreateInBatches(&roll, insertBatch).Error
}

// OpenRound freezes the round under its rules. It returns Closed if it was no
// draft.
func OpenRound(tx *database.Tx, r Round) (Round, error) {
	return moveRound(tx, r, access.Draft, access.Open, map[string]any{
		"opened_at": r.OpenedAt, "opens_at": nil, "rules": r.Rules, "rules_hash": r.RulesHash, "seed": r.Seed,
	})
}

// CloseRound ends the voting. Whoever calls it has excluded the round's gate.
func CloseRound(tx *database.Tx, r Round) (Round, error) {
	r.ClosedAt = instant(new(tx.Now()))
	return moveRound(tx, r, access.Open, access.Counting, map[string]any{"closed_at": r.ClosedAt})
}

// CountedRound ends the counting, and forgets what joined voters to ballots.
func CountedRound(tx *database.Tx, r Round) (Round, error) {
	r.Secret = []byte{}
	return moveRound(tx, r, access.Counting, access.Closed, map[string]any{"secret": r.Secret})
}

// MoveDeadline lets a round close later. An amendment that says so must have
// been confirmed before.
func MoveDeadline(tx *database.Tx, r Round, to time.Time) (Round, error) {
	r.ClosesAt = *instant(&to)
	return moveRound(tx, r, access.Open, access.Open, map[string]any{"closes_at": r.ClosesAt})
}

func moveRound(tx *database.Tx, r Round, from, to access.State, columns map[string]any) (Round, error) {
	columns["state"] = to
	n, err := database.Change(tx.Model(&Round{}).Where(map[string]any{"process_id": r.ProcessID, "id": r.ID, "state": from}), columns)
	if err == nil && n == 0 {
		return Round{}, fault.New(fault.Closed, "This round is no longer %s.", from)
	}
	r.State = to
	return r, err
}

// ListStanding returns the proposals that stand in rounds, by round and key.
func ListStanding(q database.Query, roundIDs ...string) (map[[2]string]string, error) {
	rows, err := database.Many[Option](q.Model(&Option{}).Select("round_id", "key", "proposal_id").
		Where("round_id IN ? AND proposal_id IS NOT NULL", roundIDs), "options")
	standing := make(map[[2]string]string, len(rows))
	for _, row := range rows {
		standing[[2]string{row.RoundID, row.Key}] = *row.ProposalID
	}
	return standing, err
}

// ListVotedOn tells which of the given proposals stand in another round of the
// process that is open or being counted.
func ListVotedOn(q database.Query, r Round, proposalIDs []string) (map[string]bool, error) {
	others := q.Model(&Round{}).Select("id").Where(map[string]any{"process_id": r.ProcessID}).
		Where("id <> ? AND state IN ?", r.ID, []access.State{access.Open, access.Counting})
	rows, err := database.Many[Option](q.Model(&Option{}).Select("proposal_id").
		Where("proposal_id IN ? AND round_id IN (?)", proposalIDs, others), "options")
	voted := make(map[string]bool, len(rows))
	for _, row := range rows {
		voted[*row.ProposalID] = true
	}
	return voted, err
}
