package models

import (
	"slices"
	"time"

	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// A Question was asked of a member, or of the organisers.
type Question struct {
	ID           string `gorm:"primaryKey"`
	ProcessID    string
	SubjectKind  string // what it is about, if about something
	SubjectID    string
	AskerID      string // "" if it was asked without a name
	Once         string // tells a repeated request without a name from a new one
	OwnerID      string // who owes the answer; "" for the organisers
	Title        string // the question
	Text         string // what there is to say about it; Markdown
	Answer       string // the latest; Markdown
	State        access.State
	Reason       string // of what is confidential or declined
	DecidedBy    string
	Until        *time.Time // when what is confidential comes back
	Returned     bool       // it was confidential, and came back on its date
	Hidden       bool
	HiddenReason string
	Turn         int // which waiting for an answer this is; reminders are for one
	Reminded     int // how often, in this turn
	Steps        int
	Version      int
	CreatedAt    time.Time
	ChangedAt    time.Time
}

// Scope is the process of a question.
func (q Question) Scope() string { return q.ProcessID }

// Standing is the state of a question as far as others may do something to it.
func (q Question) Standing() access.State {
	if q.Hidden {
		return access.OutOfSight
	}
	return q.State
}

// shown tells whether everybody can read a question.
func (q Question) shown() bool { return !q.Hidden && q.State != access.Withdrawn }

// What became of a question.
const (
	StepAsked        = "asked"
	StepPassed       = "passed"
	StepAnswered     = "answered"
	StepAmended      = "amended" // the answer
	StepConfidential = "confidential"
	StepDeclined     = "declined"
	StepReturned     = "returned" // on its date
	StepHidden       = "hidden"
	StepShown        = "shown"
	StepWithdrawn    = "withdrawn"
)

// A QuestionStep is one thing that became of a question.
type QuestionStep struct {
	QuestionID string `gorm:"primaryKey"`
	Number     int    `gorm:"primaryKey"`
	Kind       string
	MemberID   string // who did it; "" for nobody who is named
	ToID       string // to whom it was passed; "" for the organisers
	Text       string // the answer, or the reason
	Until      *time.Time
	At         time.Time
}

const registerKey = "questions"

// QuestionCounts returns how many questions of a process stand where, by state.
func QuestionCounts(q database.Query, processID string) (map[string]int, error) {
	return countsOf(q, processID, registerKey)
}

// AddQuestion stores an open question. Fresh is false if the same request without a
// name asked it before; then it returns that one, and stores nothing.
func AddQuestion(tx *database.Tx, q Question) (stored Question, fresh bool, err error) {
	q.ID, q.State, q.Version, q.Turn, q.Steps = NewID(), access.Open, 1, 1, 1
	q.CreatedAt, q.ChangedAt = tx.Now(), tx.Now()
	made := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&q)
	if made.Error != nil {
		return Question{}, false, made.Error
	}
	if made.RowsAffected == 0 {
		q, err = findQuestionOnce(tx.Query, q.ProcessID, q.Once)
		return q, false, err
	}
	first := QuestionStep{QuestionID: q.ID, Number: 1, Kind: StepAsked, MemberID: q.AskerID, ToID: q.OwnerID, At: tx.Now()}
	if err := database.Insert(tx, &first, "This step is known already."); err != nil {
		return Question{}, false, err
	}
	if err := addTo(tx, q.ProcessID, registerKey, string(access.Open), 1); err != nil {
		return Question{}, false, err
	}
	return q, true, indexQuestion(tx, q)
}

func findQuestionOnce(q database.Query, processID, once string) (Question, error) {
	return database.One[Question](q.Where(map[string]any{"process_id": processID, "once": once}), "question")
}

// A QuestionFilter limits a list of questions; empty fields do not.
type QuestionFilter struct {
	State     access.State
	Owners    []string // "" are the organisers
	SubjectID string
}

// ListQuestions returns a page of the register, without what was taken back. Where a
// state is asked for, what is hidden is left out.
func ListQuestions(q database.Query, processID string, f QuestionFilter, p Page) ([]Question, string, error) {
	scope := q.Where(map[string]any{"process_id": processID}).Where("state <> ?", access.Withdrawn)
	if f.State != "" {
		scope = scope.Where(map[string]any{"state": f.State, "hidden": false})
	}
	if len(f.Owners) > 0 {
		scope = scope.Where("owner_id IN ?", f.Owners)
	}
	if f.SubjectID != "" {
		scope = scope.Where(map[string]any{"subject_id": f.SubjectID})
	}
	return list(scope, p, "questions", func(row Question) string { return row.ID })
}

const mostOwed = 100

// ListOwed returns the oldest open questions whose answer some of owners owe.
func ListOwed(q database.Query, processID string, owners []string) ([]Question, error) {
	scope := q.Where(map[string]any{"process_id": processID, "state": access.Open, "hidden": false}).Where("owner_id IN ?", owners)
	return database.Many[Question](scope.Order("id").Limit(mostOwed), "questions")
}

// ListSteps returns what became of a question, the oldest first.
func ListSteps(q database.Query, questionID string) ([]QuestionStep, error) {
	return database.Many[QuestionStep](q.Where(map[string]any{"question_id": questionID}).Order("number"), "steps")
}

// MostReminders is how often who owes an answer is reminded of it.
const MostReminders = 8

// RemindQuestion counts a reminder.
func RemindQuestion(tx *database.Tx, q Question) (Question, error) {
	q.Reminded++
	n, err := database.Change(tx.Model(&Question{}).Where(map[string]any{
		"process_id": q.ProcessID, "id": q.ID, "turn": q.Turn,
	}), map[string]any{"reminded": q.Reminded})
	if err == nil && n == 0 {
		err = Stale("question")
	}
	return q, err
}

// MostSteps is how many steps are kept of a question.
const MostSteps = 200

// room returns Conflict if there were so many steps that one of a kind which could
// go on for ever is one too many. A question can always be answered or declined.
func (s QuestionStep) room(before Question) error {
	endless := []string{StepAmended, StepPassed, StepConfidential}
	if before.Steps >= MostSteps && slices.Contains(endless, s.Kind) {
		return fault.New(fault.Conflict, "This question has changed %d times, and that is the most. Please ask a new one.", MostSteps)
	}
	return nil
}

// MoveQuestion writes what a step makes of a question. It returns Conflict if the
// question is no longer as it was before, or has changed too often.
func MoveQuestion(tx *database.Tx, before, after Question, step QuestionStep) (Question, error) {
	if err := step.room(before); err != nil {
		return Question{}, err
	}
	after.Version, after.Steps, after.ChangedAt, after.Until = before.Version+1, before.Steps+1, tx.Now(), instant(after.Until)
	columns := map[string]any{
		"owner_id": after.OwnerID, "answer": after.Answer, "state": after.State, "reason": after.Reason,
		"decided_by": after.DecidedBy, "until": after.Until, "returned": after.Returned, "hidden": after.Hidden,
		"hidden_reason": after.HiddenReason, "turn": after.Turn, "steps": after.Steps, "version": after.Version, "changed_at": after.ChangedAt,
	}
	if after.Turn != before.Turn {
		after.Reminded, columns["reminded"] = 0, 0
	}
	n, err := database.Change(tx.Model(&Question{}).Where(map[string]any{
		"process_id": before.ProcessID, "id": before.ID, "version": before.Version,
	}), columns)
	if err == nil && n == 0 {
		err = Stale("question")
	}
	if err != nil {
		return Question{}, err
	}
	step.QuestionID, step.Number, step.At, step.Until = after.ID, after.Steps, tx.Now(), instant(step.Until)
	if err := database.Insert(tx, &step, Stale("question").Message); err != nil {
		return Question{}, err
	}
	if err := countMove(tx, before, after); err != nil {
		return Question{}, err
	}
	if before.shown() != after.shown() {
		if err := indexTalk(tx, after); err != nil {
			return Question{}, err
		}
	}
	return after, indexQuestion(tx, after)
}

func countMove(tx *database.Tx, before, after Question) error {
	if before.Standing() == after.Standing() {
		return nil
	}
	if err := addTo(tx, after.ProcessID, registerKey, string(before.Standing()), -1); err != nil {
		return err
	}
	return addTo(tx, after.ProcessID, registerKey, string(after.Standing()), 1)
}
