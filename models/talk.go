package models

import (
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// A Subject is what a thread is about, in its process.
type Subject struct {
	ProcessID string
	Kind      string
	ID        string
}

// A TalkCount is a number that is kept as people write.
type TalkCount struct {
	ProcessID string `gorm:"primaryKey"`
	Subject   string `gorm:"primaryKey"`
	Name      string `gorm:"primaryKey"`
	Number    int
}

// addTo raises a number, or lowers it.
func addTo(tx *database.Tx, processID, subject, name string, by int) error {
	return tx.Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "process_id"}, {Name: "subject"}, {Name: "name"}},
		DoUpdates: clause.Assignments(map[string]any{"number": gorm.Expr("talk_counts.number + ?", by)}),
	}).Create(&TalkCount{ProcessID: processID, Subject: subject, Name: name, Number: by}).Error
}

// countsOf returns the numbers that are kept of something, by name.
func countsOf(q database.Query, processID, subject string) (map[string]int, error) {
	rows, err := database.Many[TalkCount](q.Where(map[string]any{"process_id": processID, "subject": subject}), "counts")
	counts := make(map[string]int, len(rows))
	for _, row := range rows {
		counts[row.Name] = row.Number
	}
	return counts, err
}

// A MentionLetter is when a member was last written to about a thread in which
// they are mentioned.
type MentionLetter struct {
	ID          string `gorm:"primaryKey"`
	ProcessID   string
	SubjectKind string
	SubjectID   string
	MemberID    string
	Waiting     bool // they were mentioned again since
	ToldAt      time.Time
}

// MentionPause is how long lies between two letters about one thread.
const MentionPause = time.Hour

// What is to be done about a mention.
const (
	TellNow   = "now"
	TellLater = "later"
	TellWith  = "with" // a letter that is going to be written already
)

// NoteMention notes that somebody was mentioned in a thread, and says what is to
// be done about it: there is one letter an hour.
func NoteMention(tx *database.Tx, s Subject, memberID string) (letter MentionLetter, what string, err error) {
	fresh := MentionLetter{
		ID: NewID(), ProcessID: s.ProcessID, SubjectKind: s.Kind, SubjectID: s.ID, MemberID: memberID, ToldAt: tx.Now(),
	}
	made := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&fresh)
	if made.Error != nil || made.RowsAffected == 1 {
		return fresh, TellNow, made.Error
	}
	letter, err = database.One[MentionLetter](tx.Clauses(clause.Locking{Strength: "UPDATE"}).
		Where(map[string]any{"subject_kind": s.Kind, "subject_id": s.ID, "member_id": memberID}), "letter")
	switch {
	case err != nil:
		return letter, "", err
	case letter.Waiting:
		return letter, TellWith, nil
	case tx.Now().Before(letter.ToldAt.Add(MentionPause)):
		return letter, TellLater, setMention(tx, letter.ID, map[string]any{"waiting": true})
	default:
		return letter, TellNow, setMention(tx, letter.ID, map[string]any{"told_at": tx.Now()})
	}
}

// TellMention notes that the letter that waited is written now. It returns Closed
// if none waits.
func TellMention(tx *database.Tx, letter MentionLetter) error {
	n, err := database.Change(tx.Model(&MentionLetter{}).Where(map[string]any{"id": letter.ID, "waiting": true}),
		map[string]any{"waiting": false, "told_at": tx.Now()})
	if err == nil && n == 0 {
		return fault.New(fault.Closed, "This letter was written.")
	}
	return err
}

func setMention(tx *database.Tx, id string, columns map[string]any) error {
	_, err := database.Change(tx.Model(&MentionLetter{}).Where(map[string]any{"id": id}), columns)
	return err
}

// FindMentionLetter returns what is known of letters to a member about a thread.
func FindMentionLetter(q database.Query, processID, id string) (MentionLetter, error) {
	return database.One[MentionLetter](q.Where(map[string]any{"process_id": processID, "id": id}), "letter")
}

// A Summary is what a thread comes to in the words of a member; the latest
// version counts, unless it was unpinned.
type Summary struct {
	ProcessID   string `gorm:"primaryKey"`
	SubjectKind string `gorm:"primaryKey"`
	SubjectID   string `gorm:"primaryKey"`
	Version     int    `gorm:"primaryKey"`
	MemberID    string
	Text        string
	Unpinned    bool
	Reason      string // why it was unpinned
	At          time.Time
}

const summariesShown = 100

// ListSummaries returns the latest versions of the summary of a thread, the
// newest first.
func ListSummaries(q database.Query, s Subject) ([]Summary, error) {
	return database.Many[Summary](q.Where(map[string]any{
		"process_id": s.ProcessID, "subject_kind": s.Kind, "subject_id": s.ID,
	}).Order("version DESC").Limit(summariesShown), "summaries")
}

// FindSummary returns the latest version of the summary of a thread; version 0 if
// there is none.
func FindSummary(q database.Query, s Subject) (Summary, error) {
	row, err := database.One[Summary](q.Where(map[string]any{
		"process_id": s.ProcessID, "subject_kind": s.Kind, "subject_id": s.ID,
	}).Order("version DESC"), "summary")
	if fault.KindOf(err) == fault.NotFound {
		return Summary{}, nil
	}
	return row, err
}

// AddSummary stores the version after s.Version. It returns Conflict if somebody
// was quicker.
func AddSummary(tx *database.Tx, s Summary) (Summary, error) {
	s.Version++
	s.At = tx.Now()
	return s, database.Insert(tx, &s, Stale("summary").Message)
}

// UnpinSummary takes a version off the top of its thread. It returns Conflict if
// it is no longer there.
func UnpinSummary(tx *database.Tx, s Summary, reason string) (Summary, error) {
	n, err := database.Change(tx.Model(&Summary{}).Where(map[string]any{
		"process_id": s.ProcessID, "subject_kind": s.SubjectKind, "subject_id": s.SubjectID, "version": s.Version, "unpinned": false,
	}), map[string]any{"unpinned": true, "reason": reason})
	if err == nil && n == 0 {
		return s, Stale("summary")
	}
	s.Unpinned, s.Reason = true, reason
	return s, err
}
