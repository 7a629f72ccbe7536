package actions

import (
	"slices"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// A Comment is a contribution to a thread, or a reply to one. Where it is hidden,
// its words are for its author and those who can show it again.
type Comment struct {
	ID        string           `json:"id"`
	Parent    string           `json:"parent" doc:"What it replies to, or empty"`
	Stance    string           `json:"stance" enum:"for,against,neutral,question," doc:"Empty for a reply"`
	Text      string           `json:"text" doc:"Markdown, as it was written"`
	HTML      string           `json:"html" doc:"Sanitised"`
	Author    Author           `json:"author"`
	Mentions  []Mentioned      `json:"mentions"`
	State     access.State     `json:"state" enum:"published,hidden,withdrawn"`
	Reason    string           `json:"reason" doc:"Why a moderator hid it"`
	Version   int              `json:"version" doc:"Of the text; more than 1 if it was changed"`
	CreatedAt time.Time        `json:"created_at"`
	ChangedAt time.Time        `json:"changed_at"`
	Replies   int              `json:"replies" doc:"How many there are"`
	First     []Comment        `json:"first" doc:"The first replies"`
	After     string           `json:"after" doc:"The cursor of the replies after those; empty if there are none"`
	Versions  []CommentVersion `json:"versions" doc:"What it said before, the oldest first; only when one comment is asked for"`
	Can       []access.Verb    `json:"can"`
}

// A Mentioned member is named in a comment.
type Mentioned struct {
	ID          string `json:"id"`
	DisplayName string `json:"display_name"`
}

// A CommentVersion is what something said before it was changed.
type CommentVersion struct {
	Version int       `json:"version"`
	Text    string    `json:"text"`
	At      time.Time `json:"at" doc:"When it was written"`
}

// firstReplies is how many replies are shown before somebody asks for more.
const firstReplies = 3

// opens reports whether the reader may see the words of what is hidden, which
// somebody wrote.
func (l *Look) opens(state access.State, author string) bool {
	return state != access.OutOfSight || l.among([]string{author}) || len(l.can(access.OutOfSight, nil, access.CommentShow)) > 0
}

// commentsView shows comments with their first replies. It takes two questions for
// mentions and names, however many there are.
func (l *Look) commentsView(rows, replies []models.Comment) ([]Comment, error) {
	var ids, members []string
	for _, row := range slices.Concat(rows, replies) {
		ids, members = append(ids, row.ID), append(members, row.MemberID)
	}
	if len(ids) == 0 {
		return []Comment{}, nil
	}
	mentions, err := models.ListMentions(l.Query, ids)
	if err != nil {
		return nil, err
	}
	for _, mentioned := range mentions {
		members = append(members, mentioned...)
	}
	slices.Sort(members)
	names, err := l.names(slices.Compact(members))
	items, at := make([]Comment, len(rows)), make(map[string]int, len(rows))
	for i, row := range rows {
		items[i], at[row.ID] = l.comment(row, mentions[row.ID], names), i
	}
	for _, row := range replies {
		parent := &items[at[row.ParentID]]
		parent.First = append(parent.First, l.comment(row, mentions[row.ID], names))
		if len(parent.First) == firstReplies && parent.Replies > firstReplies {
			parent.After = cursorBehind(row)
		}
	}
	return items, err
}

func (l *Look) comment(row models.Comment, mentions []string, names map[string]string) Comment {
	view := Comment{
		ID: row.ID, Parent: row.ParentID, Stance: row.Stance, State: row.State, Reason: row.Reason, Version: row.Version,
		Author:    Author{DisplayName: names[row.MemberID], Me: row.MemberID == l.Member.ID},
		CreatedAt: row.CreatedAt, ChangedAt: row.ChangedAt, Replies: row.Replies,
		Mentions: []Mentioned{}, First: []Comment{}, Versions: []CommentVersion{},
		Can: l.can(row.State, []string{row.MemberID}, access.CommentEdit, access.CommentWithdraw, access.CommentHide, access.CommentShow),
	}
	if !l.opens(row.State, row.MemberID) {
		return view
	}
	view.Text, view.HTML = row.Text, text.HTML(row.Text)
	for _, id := range mentions {
		view.Mentions = append(view.Mentions, Mentioned{ID: id, DisplayName: names[id]})
	}
	return view
}

// Comments is the input of ListComments.
type Comments struct {
	AtThread
	Paged
	Stance string `query:"stance" enum:"for,against,neutral,question"`
	Sort   string `query:"sort" enum:"newest,oldest" default:"oldest"`
}

// ListComments lists what was said in a thread, each with its first replies.
var ListComments = Read[Comments, topic, List[Comment]]{
	Verb: access.CommentList,
	Find: atThread[Comments],
	Show: func(l *Look, in Comments, t topic) (List[Comment], error) {
		page := in.page()
		page.Newest = in.Sort == "newest"
		rows, next, err := models.ListComments(l.Query, t.Subject, in.Stance, page)
		if err != nil {
			return List[Comment]{}, err
		}
		replies, err := l.repliesTo(rows)
		if err != nil {
			return List[Comment]{}, err
		}
		items, err := l.commentsView(rows, replies)
		return List[Comment]{Items: items, Next: next}, err
	},
}

func (l *Look) repliesTo(rows []models.Comment) ([]models.Comment, error) {
	var parents []string
	for _, row := range rows {
		if row.Replies > 0 {
			parents = append(parents, row.ID)
		}
	}
	if len(parents) == 0 {
		return nil, nil
	}
	return models.FirstReplies(l.Query, parents, firstReplies)
}

// AtComment names a comment.
type AtComment struct {
	Comment string `path:"comment" maxLength:"60"`
}

func (a AtComment) comment() AtComment { return a }

func findComment(q database.Query, at AtComment) (Found[models.Comment], error) {
	found, err := inScope[models.Comment](q, "comment", at.Comment)
	found.State, found.Authors = found.Object.State, []string{found.Object.MemberID}
	if err == nil && found.Object.SubjectKind == "question" { // with one that was taken back, all about it goes
		_, err = questionTopic(q, found.Object.SubjectID)
	}
	return found, err
}

func atComment[In interface{ comment() AtComment }](q database.Query, in In) (Found[models.Comment], error) {
	return findComment(q, in.comment())
}

// Replies is the input of ListReplies.
type Replies struct {
	AtComment
	Paged
}

// ListReplies lists the replies to a comment, the oldest first.
var ListReplies = Read[Replies, models.Comment, List[Comment]]{
	Verb: access.CommentReplies,
	Find: atComment[Replies],
	Show: func(l *Look, in Replies, parent models.Comment) (List[Comment], error) {
		rows, next, err := models.ListReplies(l.Query, parent, in.page())
		if err != nil {
			return List[Comment]{}, err
		}
		items, err := l.commentsView(rows, nil)
		return List[Comment]{Items: items, Next: next}, err
	},
}

// ReadComment shows one comment, with what it said before.
var ReadComment = Read[AtComment, models.Comment, Comment]{
	Verb: access.CommentRead,
	Find: findComment,
	Show: func(l *Look, _ AtComment, row models.Comment) (Comment, error) {
		view, err := l.oneComment(row)
		if err != nil || !l.opens(row.State, row.MemberID) {
			return view, err
		}
		versions, err := models.ListCommentVersions(l.Query, row.ID)
		for _, v := range versions {
			view.Versions = append(view.Versions, CommentVersion{Version: v.Version, Text: v.Text, At: v.At})
		}
		return view, err
	},
}

func (l *Look) oneComment(row models.Comment) (Comment, error) {
	items, err := l.commentsView([]models.Comment{row}, nil)
	if err != nil {
		return Comment{}, err
	}
	return items[0], nil
}

// CommentText is what a member writes.
type CommentText struct {
	Text     string   `json:"text" minLength:"1" maxLength:"5000" doc:"Markdown"`
	Mentions []string `json:"mentions,omitempty" maxItems:"20" doc:"Members who are named in the text; each gets a letter, at most one an hour"`
}

// NewComment is the input of MakeComment.
type NewComment struct {
	AtThread
	Body struct {
		Stance string `json:"stance,omitempty" enum:"for,against,neutral,question," doc:"Needed unless it is a reply"`
		Parent string `json:"parent,omitempty" maxLength:"60" doc:"The comment to which it replies"`
		CommentText
	}
}

// MakeComment says something about a subject, or replies.
var MakeComment = Write[NewComment, topic, Comment]{
	Verb: access.CommentMake,
	Find: atThread[NewComment],
	Do: func(c *Call, in NewComment, t topic) (Comment, error) {
		if in.Body.Stance == "" && in.Body.Parent == "" {
			return Comment{}, fault.Field("stance", "Is this for it, against it, neither, or a question?")
		}
		words, mentions, err := c.said(in.Body.CommentText)
		if err != nil {
			return Comment{}, err
		}
		made, err := models.AddComment(c.Tx, models.Comment{
			ProcessID: t.ProcessID, SubjectKind: t.Kind, SubjectID: t.ID, ParentID: in.Body.Parent,
			MemberID: c.Member.ID, Stance: in.Body.Stance, Text: words,
		}, mentions)
		if err != nil {
			return Comment{}, err
		}
		c.About("comment", made.ID)
		c.Note("on %s/%s", t.Kind, t.ID)
		if err := c.tellMentioned(t, mentions); err != nil {
			return Comment{}, err
		}
		return c.oneComment(made)
	},
	Kept: wordless,
}

// wordless is what is stored of a comment for a repeated request: whoever
// withdraws it takes its words away for good.
func wordless(c Comment) Comment {
	c.Text, c.HTML = "", ""
	return c
}

// said cleans what a member wrote, and checks that those whom it mentions are
// members.
func (c *Call) said(in CommentText) (words string, mentions []string, err error) {
	words = text.Block(in.Text)
	if !text.Readable(words) {
		return "", nil, fault.Field("text", "Please write something.")
	}
	mentions = slices.Compact(slices.Sorted(slices.Values(in.Mentions)))
	if len(mentions) == 0 {
		return words, nil, nil
	}
	names, err := models.Names(c.Query, c.Process, mentions)
	if err == nil && len(names) < len(mentions) {
		return "", nil, fault.Field("mentions", "Somebody whom you mention does not take part here.")
	}
	return words, mentions, err
}

// ChangedComment is the input of ChangeComment.
type ChangedComment struct {
	AtComment
	Body struct {
		CommentText
		Version int `json:"version" minimum:"1" doc:"The version that was read"`
	}
}

// ChangeComment lets an author write a comment anew; what it said before stays to
// be read.
var ChangeComment = Write[ChangedComment, models.Comment, Comment]{
	Verb: access.CommentEdit,
	Find: atComment[ChangedComment],
	Do: func(c *Call, in ChangedComment, row models.Comment) (Comment, error) {
		c.About("comment", row.ID)
		words, mentions, err := c.said(in.Body.CommentText)
		if err != nil {
			return Comment{}, err
		}
		before, err := models.ListMentions(c.Query, []string{row.ID})
		if err != nil {
			return Comment{}, err
		}
		changed, err := models.ChangeComment(c.Tx, row, words, in.Body.Version, mentions)
		if err != nil {
			return Comment{}, err
		}
		t, err := findTopic(c.Query, row.SubjectKind, row.SubjectID)
		if err != nil {
			return Comment{}, err
		}
		fresh := slices.DeleteFunc(slices.Clone(mentions), func(id string) bool { return slices.Contains(before[row.ID], id) })
		if err := c.tellMentioned(t, fresh); err != nil {
			return Comment{}, err
		}
		return c.oneComment(changed)
	},
	Kept: wordless,
}

// WithdrawComment takes the words of one's own comment away for good; its place,
// and replies to it, stay.
var WithdrawComment = Write[AtComment, models.Comment, Comment]{
	Verb: access.CommentWithdraw,
	Find: findComment,
	Do: func(c *Call, _ AtComment, row models.Comment) (Comment, error) {
		c.About("comment", row.ID)
		return c.movedComment(models.WithdrawComment(c.Tx, row))
	},
}

func (c *Call) movedComment(row models.Comment, err error) (Comment, error) {
	if err != nil {
		return Comment{}, err
	}
	return c.oneComment(row)
}

// HidingComment is the input of HideComment.
type HidingComment struct {
	AtComment
	Body Hiding
}

// Hiding says why something is taken out of sight.
type Hiding struct {
	Reason string `json:"reason" minLength:"1" maxLength:"500" doc:"Everybody can read it, its author above all"`
}

// HideComment takes a comment out of sight, with a reason that its author reads.
var HideComment = Write[HidingComment, models.Comment, Comment]{
	Verb: access.CommentHide,
	Find: atComment[HidingComment],
	Do: func(c *Call, in HidingComment, row models.Comment) (Comment, error) {
		c.About("comment", row.ID)
		reason, err := cleanReason(in.Body.Reason)
		if err != nil {
			return Comment{}, err
		}
		return c.movedComment(models.HideComment(c.Tx, row, reason))
	},
	Kept: wordless,
}

// ShowComment shows a hidden comment again.
var ShowComment = Write[AtComment, models.Comment, Comment]{
	Verb: access.CommentShow,
	Find: findComment,
	Do: func(c *Call, _ AtComment, row models.Comment) (Comment, error) {
		c.About("comment", row.ID)
		return c.movedComment(models.ShowComment(c.Tx, row))
	},
	Kept: wordless,
}
