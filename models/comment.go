package models

import (
	"strconv"
	"time"

	"gorm.io/gorm"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// How a contribution stands to its subject.
const (
	StanceFor      = "for"
	StanceAgainst  = "against"
	StanceNeutral  = "neutral"
	StanceQuestion = "question"

	countReplies = "reply"
)

// A Comment is what a member says about a subject, or in reply to another comment.
type Comment struct {
	ID          string `gorm:"primaryKey"`
	ProcessID   string
	SubjectKind string
	SubjectID   string
	ParentID    string // of a reply; replies have no replies
	Place       int    // of a reply among those to its parent, from 1
	MemberID    string
	Stance      string // of what is no reply
	Text        string // Markdown; empty once withdrawn
	Replies     int    // ever made
	State       access.State
	Reason      string // why it is hidden
	Version     int    // of the text
	CreatedAt   time.Time
	ChangedAt   time.Time // of the text
}

// Scope is the process of a comment.
func (c Comment) Scope() string { return c.ProcessID }

// Subject is what a comment is about.
func (c Comment) Subject() Subject {
	return Subject{ProcessID: c.ProcessID, Kind: c.SubjectKind, ID: c.SubjectID}
}

// counted is under which name a comment is counted.
func (c Comment) counted() string {
	if c.ParentID != "" {
		return countReplies
	}
	return c.Stance
}

// A CommentVersion is what a comment said before it was changed.
type CommentVersion struct {
	CommentID string `gorm:"primaryKey"`
	Version   int    `gorm:"primaryKey"`
	Text      string
	At        time.Time // when this text was written
}

// A Mention says that a comment names a member.
type Mention struct {
	CommentID string `gorm:"primaryKey"`
	MemberID  string `gorm:"primaryKey"`
}

// threadKey is under which a thread's numbers are kept.
func threadKey(s Subject) string { return s.Kind + "/" + s.ID }

// CommentCounts returns how many comments everybody can read in a thread, by
// stance, and of replies as "reply".
func CommentCounts(q database.Query, s Subject) (map[string]int, error) {
	return countsOf(q, s.ProcessID, threadKey(s))
}

func countComment(tx *database.Tx, c Comment, by int) error {
	return addTo(tx, c.ProcessID, threadKey(c.Subject()), c.counted(), by)
}

// AddComment stores a comment with those it mentions. It returns Closed if what it
// replies to is no longer there to be read.
func AddComment(tx *database.Tx, c Comment, mentions []string) (Comment, error) {
	if c.ParentID != "" {
		place, err := nextPlace(tx, c)
		if err != nil {
			return Comment{}, err
		}
		c.Place, c.Stance = place, ""
	}
	c.ID, c.State, c.Version = NewID(), access.Published, 1
	c.CreatedAt, c.ChangedAt = tx.Now(), tx.Now()
	if err := database.Insert(tx, &c, "This comment is known already."); err != nil {
		return Comment{}, err
	}
	if err := countComment(tx, c, 1); err != nil {
		return Comment{}, err
	}
	if err := setMentions(tx, c.ID, mentions); err != nil {
		return Comment{}, err
	}
	return c, indexComment(tx, c)
}

// nextPlace numbers a reply; its parent is locked until the end.
func nextPlace(tx *database.Tx, c Comment) (int, error) {
	n, err := database.Change(tx.Model(&Comment{}).Where(map[string]any{
		"process_id": c.ProcessID, "subject_kind": c.SubjectKind, "subject_id": c.SubjectID,
		"id": c.ParentID, "parent_id": "", "state": access.Published,
	}), map[string]any{"replies": gorm.Expr("replies + 1")})
	if err != nil {
		return 0, err
	}
	if n == 0 {
		return 0, fault.New(fault.Closed, "What you reply to is no longer there. Yours is kept in the form.")
	}
	parent, err := database.One[Comment](tx.Where(map[string]any{"process_id": c.ProcessID, "id": c.ParentID}), "comment")
	return parent.Replies, err
}

func setMentions(tx *database.Tx, commentID string, memberIDs []string) error {
	if err := tx.Where(map[string]any{"comment_id": commentID}).Delete(&Mention{}).Error; err != nil {
		return err
	}
	rows := make([]Mention, len(memberIDs))
	for i, id := range memberIDs {
		rows[i] = Mention{CommentID: commentID, MemberID: id}
	}
	if len(rows) == 0 {
		return nil
	}
	return database.Insert(tx, &rows, "Somebody is mentioned twice.")
}

// ListMentions returns the members whom comments mention, by comment.
func ListMentions(q database.Query, commentIDs []string) (map[string][]string, error) {
	rows, err := database.Many[Mention](q.Where("comment_id IN ?", commentIDs).Order("comment_id, member_id"), "mentions")
	mentions := map[string][]string{}
	for _, row := range rows {
		mentions[row.CommentID] = append(mentions[row.CommentID], row.MemberID)
	}
	return mentions, err
}

// ListComments returns a page of what was said in a thread, without replies; of
// one stance if it is not empty.
func ListComments(q database.Query, s Subject, stance string, p Page) ([]Comment, string, error) {
	scope := q.Where(map[string]any{"process_id": s.ProcessID, "subject_kind": s.Kind, "subject_id": s.ID})
	if stance == "" {
		scope = scope.Where(map[string]any{"parent_id": ""})
	} else {
		scope = scope.Where(map[string]any{"stance": stance})
	}
	return list(scope, p, "comments", func(c Comment) string { return c.ID })
}

// FirstReplies returns the first replies to each of some comments, up to most for
// each, in their order.
func FirstReplies(q database.Query, parents []string, most int) ([]Comment, error) {
	return database.Many[Comment](
		q.Where("parent_id IN ? AND parent_id <> '' AND place <= ?", parents, most).Order("parent_id, place, id"), "replies")
}

// ListReplies returns a page of the replies to a comment; the cursor is the place
// of the last one seen.
func ListReplies(q database.Query, parent Comment, p Page) ([]Comment, string, error) {
	after, err := strconv.Atoi("0" + p.After)
	if err != nil || p.Limit < 1 || p.Limit > MaxPage {
		return nil, "", fault.Field("after", "There is no such page.")
	}
	rows, err := database.Many[Comment](q.Where(map[string]any{"parent_id": parent.ID}).
		Where("parent_id <> '' AND place > ?", after).Order("place, id").Limit(p.Limit+1), "replies")
	if err != nil || len(rows) <= p.Limit {
		return rows, "", err
	}
	rows = rows[:p.Limit]
	return rows, strconv.Itoa(rows[len(rows)-1].Place), nil
}

// ListCommentVersions returns what a comment said before, the oldest first.
func ListCommentVersions(q database.Query, commentID string) ([]CommentVersion, error) {
	return database.Many[CommentVersion](q.Where(map[string]any{"comment_id": commentID}).Order("version"), "versions")
}

const mostVersions = 200

// ChangeComment writes another text in place of that of version c.Version, which
// is kept. It returns Conflict if the comment is no longer at that version.
func ChangeComment(tx *database.Tx, c Comment, text string, version int, mentions []string) (Comment, error) {
	if c.Version != version {
		return Comment{}, Stale("comment")
	}
	if c.Version >= mostVersions {
		return Comment{}, fault.New(fault.Conflict, "This was changed %d times. Please write a new one.", mostVersions)
	}
	earlier := CommentVersion{CommentID: c.ID, Version: c.Version, Text: c.Text, At: c.ChangedAt}
	if err := database.Insert(tx, &earlier, Stale("comment").Message); err != nil {
		return Comment{}, err
	}
	before := c.Version
	c.Text, c.Version, c.ChangedAt = text, before+1, tx.Now()
	n, err := database.Change(tx.Model(&Comment{}).Where(map[string]any{
		"process_id": c.ProcessID, "id": c.ID, "version": before, "state": access.Published,
	}), map[string]any{"text": c.Text, "version": c.Version, "changed_at": c.ChangedAt})
	if err == nil && n == 0 {
		err = Stale("comment")
	}
	if err != nil {
		return Comment{}, err
	}
	if err := setMentions(tx, c.ID, mentions); err != nil {
		return Comment{}, err
	}
	return c, indexComment(tx, c)
}

// WithdrawComment takes the words of a comment away for good, with all earlier
// ones; its place stays.
func WithdrawComment(tx *database.Tx, c Comment) (Comment, error) {
	c, err := moveComment(tx, c, access.Withdrawn, map[string]any{"text": "", "reason": ""})
	if err != nil {
		return Comment{}, err
	}
	// Only now can no change that was on its way leave an earlier text behind.
	if err := tx.Where(map[string]any{"comment_id": c.ID}).Delete(&CommentVersion{}).Error; err != nil {
		return Comment{}, err
	}
	return c, setMentions(tx, c.ID, nil)
}

// HideComment takes a comment out of sight, with a reason.
func HideComment(tx *database.Tx, c Comment, reason string) (Comment, error) {
	return moveComment(tx, c, access.OutOfSight, map[string]any{"reason": reason})
}

// ShowComment shows a hidden comment again.
func ShowComment(tx *database.Tx, c Comment) (Comment, error) {
	return moveComment(tx, c, access.Published, map[string]any{"reason": ""})
}

// moveComment brings a comment to another state and counts it where it is read.
func moveComment(tx *database.Tx, c Comment, to access.State, columns map[string]any) (Comment, error) {
	columns["state"] = to
	n, err := database.Change(tx.Model(&Comment{}).Where(map[string]any{
		"process_id": c.ProcessID, "id": c.ID, "state": c.State,
	}), columns)
	if err == nil && n == 0 {
		err = Stale("comment")
	}
	if err != nil {
		return Comment{}, err
	}
	before := c
	if c, err = database.One[Comment](tx.Where(map[string]any{"process_id": c.ProcessID, "id": c.ID}), "comment"); err != nil {
		return Comment{}, err
	}
	if before.State == access.Published {
		err = countComment(tx, c, -1)
	}
	if err == nil && to == access.Published {
		err = countComment(tx, c, 1)
	}
	if err != nil {
		return Comment{}, err
	}
	return c, indexComment(tx, c)
}
