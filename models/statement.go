package models

import (
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// A Statement is a short sentence on which members agree, disagree or pass.
type Statement struct {
	ID         string `gorm:"primaryKey"`
	ProcessID  string
	Number     int // among those of the process, from 1
	MemberID   string
	ProposalID string // from whose discussion it is, or ""
	Text       string
	State      access.State
	Reason     string // why it is hidden
	Agree      int
	Disagree   int
	Pass       int
	Changes    int // of answers, ever
	CreatedAt  time.Time

	ToldAgree    int // as of the last time that enough more members had answered
	ToldDisagree int
	ToldPass     int
}

// Scope is the process of a statement.
func (s Statement) Scope() string { return s.ProcessID }

// Answered is how many members answered.
func (s Statement) Answered() int { return s.Agree + s.Disagree + s.Pass }

// Told is how many had answered when what they say was told last.
func (s Statement) Told() int { return s.ToldAgree + s.ToldDisagree + s.ToldPass }

// TellStep is how many more members must answer before it is told again what all
// say: whoever reads before and after one answer learns nothing of it.
const TellStep = 5

// tell brings up to date what is told of a statement, once enough more answered.
func tell(tx *database.Tx, s Statement) error {
	_, err := database.Change(tx.Model(&Statement{}).Where(map[string]any{"process_id": s.ProcessID, "id": s.ID}).
		Where("agree + disagree + pass >= told_agree + told_disagree + told_pass + ?", TellStep),
		map[string]any{"told_agree": gorm.Expr("agree"), "told_disagree": gorm.Expr("disagree"), "told_pass": gorm.Expr("pass")})
	return err
}

// The answers, as one sign each.
const (
	SignAgree    = 'a'
	SignDisagree = 'd'
	SignPass     = 'p'
	SignNone     = '-'
)

// An Opinion is all that one member answered: the sign at the place of a
// statement's number.
type Opinion struct {
	ProcessID string `gorm:"primaryKey"`
	MemberID  string `gorm:"primaryKey"`
	Answers   string
}

// On is the answer to the statement with a number.
func (o Opinion) On(number int) byte {
	if number < 1 || number > len(o.Answers) {
		return SignNone
	}
	return o.Answers[number-1]
}

// MaxStatements is how many statements a process can have.
const MaxStatements = 500

const (
	groundKey  = "statements"
	countMade  = "made"
	tooManySay = "There are %d statements already. That is the most that people can answer; hold the discussion with those."
)

// AddStatement stores a statement under the next number.
func AddStatement(tx *database.Tx, s Statement) (Statement, error) {
	if err := addTo(tx, s.ProcessID, groundKey, countMade, 1); err != nil {
		return Statement{}, err
	}
	made, err := countsOf(tx.Query, s.ProcessID, groundKey)
	if err != nil {
		return Statement{}, err
	}
	if s.Number = made[countMade]; s.Number > MaxStatements {
		return Statement{}, fault.New(fault.Conflict, tooManySay, MaxStatements)
	}
	s.ID, s.State, s.CreatedAt = NewID(), access.Published, tx.Now()
	return s, database.Insert(tx, &s, "This statement is known already.")
}

// ListStatements returns the statements of a process, the oldest first.
func ListStatements(q database.Query, processID string) ([]Statement, error) {
	return database.Many[Statement](q.Where(map[string]any{"process_id": processID}).Order("number, id"), "statements")
}

// FindOpinion returns what a member answered; nothing if they never did.
func FindOpinion(q database.Query, processID, memberID string) (Opinion, error) {
	row, err := database.One[Opinion](q.Where(map[string]any{"process_id": processID, "member_id": memberID}), "answers")
	if fault.KindOf(err) == fault.NotFound {
		return Opinion{ProcessID: processID, MemberID: memberID}, nil
	}
	return row, err
}

// ListOpinions returns what everybody answered.
func ListOpinions(q database.Query, processID string) ([]Opinion, error) {
	return database.Many[Opinion](q.Where(map[string]any{"process_id": processID}).Order("member_id"), "answers")
}

// AnswerStatement stores what a member answers, in place of an earlier answer.
func AnswerStatement(tx *database.Tx, s Statement, memberID string, sign byte) error {
	fresh := Opinion{ProcessID: s.ProcessID, MemberID: memberID}
	if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&fresh).Error; err != nil {
		return err
	}
	held, err := database.One[Opinion](tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where(map[string]any{"process_id": s.ProcessID, "member_id": memberID}), "answers")
	if err != nil {
		return err
	}
	before := held.On(s.Number)
	if before == sign {
		return nil
	}
	if _, err := database.Change(tx.Model(&Opinion{}).Where(map[string]any{"process_id": s.ProcessID, "member_id": memberID}),
		map[string]any{"answers": held.with(s.Number, sign)}); err != nil {
		return err
	}
	by := func(of byte) int { return one(sign == of) - one(before == of) }
	n, err := database.Change(tx.Model(&Statement{}).Where(map[string]any{
		"process_id": s.ProcessID, "id": s.ID, "state": access.Published,
	}), map[string]any{
		"agree": gorm.Expr("agree + ?", by(SignAgree)), "disagree": gorm.Expr("disagree + ?", by(SignDisagree)),
		"pass": gorm.Expr("pass + ?", by(SignPass)), "changes": gorm.Expr("changes + 1"),
	})
	if err == nil && n == 0 {
		return fault.New(fault.Closed, "A moderator took this statement out of sight.")
	}
	if err != nil {
		return err
	}
	return tell(tx, s)
}

// with is what stands in place of the answers once one of them is another.
func (o Opinion) with(number int, sign byte) string {
	signs := []byte(o.Answers + strings.Repeat(string(SignNone), max(0, number-len(o.Answers))))
	signs[number-1] = sign
	return string(signs)
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// HideStatement takes a statement out of sight, with a reason; answers stay.
func HideStatement(tx *database.Tx, s Statement, reason string) (Statement, error) {
	return moveStatement(tx, s, access.OutOfSight, reason)
}

// ShowStatement shows a hidden statement again.
func ShowStatement(tx *database.Tx, s Statement) (Statement, error) {
	return moveStatement(tx, s, access.Published, "")
}

func moveStatement(tx *database.Tx, s Statement, to access.State, reason string) (Statement, error) {
	n, err := database.Change(tx.Model(&Statement{}).Where(map[string]any{
		"process_id": s.ProcessID, "id": s.ID, "state": s.State,
	}), map[string]any{"state": to, "reason": reason, "changes": gorm.Expr("changes + 1")})
	if err == nil && n == 0 {
		return s, Stale("statement")
	}
	s.State, s.Reason = to, reason
	return s, err
}
