package models

import (
	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
)

// Askers lists who asked a question: nobody if it was asked without a name.
func (q Question) Askers() []string {
	if q.AskerID == "" {
		return nil
	}
	return []string{q.AskerID}
}

// WithdrawQuestion takes the words of a question away for good, and who asked it; that
// there was one stays. It returns Conflict if the question is no longer as it was before.
func WithdrawQuestion(tx *database.Tx, before Question) (Question, error) {
	after := before
	after.State, after.Turn, after.Returned = access.Withdrawn, before.Turn+1, false
	gone, err := MoveQuestion(tx, before, after, QuestionStep{Kind: StepWithdrawn})
	if err != nil {
		return Question{}, err
	}
	gone.AskerID, gone.Title, gone.Text, gone.SubjectKind, gone.SubjectID = "", "", "", "", ""
	_, err = database.Change(tx.Model(&Question{}).Where(map[string]any{"process_id": gone.ProcessID, "id": gone.ID}), map[string]any{
		"asker_id": "", "title": "", "text": "", "subject_kind": "", "subject_id": "",
	})
	if err != nil {
		return Question{}, err
	}
	_, err = database.Change(tx.Model(&QuestionStep{}).Where(map[string]any{"question_id": gone.ID, "number": 1}), map[string]any{"member_id": ""})
	return gone, err
}
