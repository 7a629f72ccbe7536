package models

import (
	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// The kinds of quick poll, and what one can answer.
const (
	PollVote    = "vote"    // yes, no, abstain
	PollConsent = "consent" // agree, stand aside, object with a reason

	AnswerYes     = "yes" // or agree
	AnswerNo      = "no"  // or object
	AnswerAbstain = "abstain"
)

// A Poll is a quick show of hands at a meeting. It is no secret ballot.
type Poll struct {
	ID       string `gorm:"primaryKey"`
	AgendaID string
	SlotID   string
	Kind     string
	Question string
	Quorum   int // answers that it needs; 0 is none
	Closed   bool
}

// An Answer is that of one member.
type Answer struct {
	PollID   string `gorm:"primaryKey"`
	MemberID string `gorm:"primaryKey"`
	Answer   string
	Reason   string
}

// OpenPoll stores a poll, and closes any that is open.
func OpenPoll(tx *database.Tx, p Poll) (Poll, error) {
	open, err := database.Many[Poll](tx.Where(map[string]any{"agenda_id": p.AgendaID, "closed": false}).Order("id"), "polls")
	if err != nil {
		return Poll{}, err
	}
	for _, other := range open {
		if err := ClosePoll(tx, other); err != nil {
			return Poll{}, err
		}
	}
	p.ID = NewID()
	return p, database.Insert(tx, &p, "This poll is known already.")
}

// gate is shared by those who answer, so that nobody closes the poll meanwhile.
func (p Poll) gate() string { return "poll/" + p.ID }

// ClosePoll ends a poll of a meeting. Doing it again is harmless.
func ClosePoll(tx *database.Tx, p Poll) error {
	if err := tx.Exclude(p.gate()); err != nil {
		return err
	}
	_, err := database.Change(tx.Model(&Poll{}).Where(map[string]any{"agenda_id": p.AgendaID, "id": p.ID}), map[string]any{"closed": true})
	return err
}

// FindPoll returns a poll of a meeting.
func FindPoll(q database.Query, agendaID, id string) (Poll, error) {
	return database.One[Poll](q.Where(map[string]any{"agenda_id": agendaID, "id": id}), "poll")
}

// ListPolls returns the polls of a meeting in their order.
func ListPolls(q database.Query, agendaID string) ([]Poll, error) {
	return database.Many[Poll](q.Where(map[string]any{"agenda_id": agendaID}).Order("id"), "polls")
}

// AnswerPoll stores the answer of a member, in place of one given before. It
// returns Closed if the poll is.
func AnswerPoll(tx *database.Tx, p Poll, a Answer) error {
	if err := tx.Share(p.gate()); err != nil {
		return err
	}
	now, err := FindPoll(tx.Query, p.AgendaID, p.ID)
	if err != nil {
		return err
	}
	if now.Closed {
		return fault.New(fault.Closed, "This poll is closed.")
	}
	return tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&a).Error
}

// ListAnswers returns the answers to polls.
func ListAnswers(q database.Query, polls []string) ([]Answer, error) {
	if len(polls) == 0 {
		return nil, nil
	}
	return database.Many[Answer](q.Where("poll_id IN ?", polls).Order("poll_id, member_id"), "answers")
}
