package models

import (
	"errors"
	"strings"

	"gorm.io/gorm"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/text"
)

// indexProposal lets a proposal be found by what it says now, once everybody may
// read it.
func indexProposal(tx *database.Tx, p Proposal) error {
	if p.State == access.Private {
		return nil // it is found once it is published
	}
	return Index(tx, p.document())
}

// reindexProposal does the same after a change. It reads what stands there now:
// whoever moves a proposal may not have read all of it.
func reindexProposal(tx *database.Tx, p Proposal) error {
	if p.State == access.Private {
		return nil // it was never found
	}
	now, err := database.One[Proposal](tx.Where(map[string]any{"process_id": p.ProcessID, "id": p.ID}), "proposal")
	if err != nil {
		return err
	}
	return indexProposal(tx, now)
}

func (p Proposal) document() Document {
	var said strings.Builder
	for _, part := range []string{
		p.Symbol, p.StandsFor, p.SmallAction, p.Text, p.Decide, p.Sign, p.Doer, p.Who, p.PlaceName, strings.Join(p.TagList(), ", "),
	} {
		plain := text.Excerpt(part, longest)
		if plain == "" {
			continue
		}
		if before := said.String(); before != "" && !strings.ContainsAny(before[len(before)-1:], ".!?:") {
			said.WriteString(" ·")
		}
		said.WriteString(" " + plain)
	}
	return Document{
		Kind: KindProposal, ProcessID: p.ProcessID, Thing: p.ID, Title: p.Title, Text: strings.TrimSpace(said.String()),
		State: p.State, Aside: p.State == access.Withdrawn || p.State == access.Blended,
	}
}

const longest = 30_000 // runes: more than anybody may write

// indexComment lets a comment be found as long as everybody can read it.
func indexComment(tx *database.Tx, c Comment) error {
	shown, err := c.shown(tx.Query)
	if err != nil {
		return err
	}
	if !shown {
		return Unindex(tx, c.ProcessID, KindComment, c.ID)
	}
	return Index(tx, c.document())
}

// shown tells whether everybody can read a comment, and what it stands on.
func (c Comment) shown(q database.Query) (bool, error) {
	if c.State != access.Published || c.SubjectKind != string(KindQuestion) {
		return c.State == access.Published, nil
	}
	asked, err := database.One[Question](q.Where(map[string]any{"process_id": c.ProcessID, "id": c.SubjectID}), "question")
	return asked.shown(), err
}

func (c Comment) document() Document {
	return Document{
		Kind: KindComment, ProcessID: c.ProcessID, Thing: c.ID, About: c.SubjectKind + "/" + c.SubjectID,
		Text: text.Excerpt(c.Text, longest), State: c.State,
	}
}

// indexQuestion lets a question be found as long as everybody can read it, and by its
// answer only while that is what became of it.
func indexQuestion(tx *database.Tx, q Question) error {
	if !q.shown() {
		return Unindex(tx, q.ProcessID, KindQuestion, q.ID)
	}
	return Index(tx, q.document())
}

// The document of a question says nothing of who asked.
func (q Question) document() Document {
	said := text.Excerpt(q.Text, longest)
	if q.State == access.Answered {
		said = strings.TrimSpace(said + " " + text.Excerpt(q.Answer, longest))
	}
	return Document{Kind: KindQuestion, ProcessID: q.ProcessID, Thing: q.ID, Title: q.Title, Text: said, State: q.State}
}

// indexTalk lets what was said about a question be found again, or no more.
func indexTalk(tx *database.Tx, q Question) error {
	said, err := database.Many[Comment](tx.Where(map[string]any{
		"process_id": q.ProcessID, "subject_kind": KindQuestion, "subject_id": q.ID, "state": access.Published,
	}).Order("id"), "comments")
	for _, c := range said {
		if err == nil {
			err = indexComment(tx, c)
		}
	}
	return err
}

// Unindexed are the ways to find what was stored before it was to be found: each lets
// at most so many things behind one be found, and returns the last of them, "" at the
// end.
var Unindexed = []func(tx *database.Tx, after string, most int) (last string, err error){
	func(tx *database.Tx, after string, most int) (string, error) {
		return indexMissing(tx, missing[Proposal](tx, after, most).Where("state <> ?", access.Private).
			Where("NOT EXISTS (SELECT 1 FROM documents WHERE documents.kind = ? AND documents.thing = proposals.id)", KindProposal), Proposal.document)
	},
	func(tx *database.Tx, after string, most int) (string, error) {
		return indexMissing(tx, missing[Question](tx, after, most).Where("hidden = ? AND state <> ?", false, access.Withdrawn).
			Where("NOT EXISTS (SELECT 1 FROM documents WHERE documents.kind = ? AND documents.thing = questions.id)", KindQuestion), Question.document)
	},
	func(tx *database.Tx, after string, most int) (string, error) {
		return indexMissing(tx, missing[Comment](tx, after, most).Where("state = ?", access.Published).
			Where("NOT EXISTS (SELECT 1 FROM questions WHERE questions.id = comments.subject_id AND (questions.hidden = ? OR questions.state = ?))",
				true, access.Withdrawn).
			Where("NOT EXISTS (SELECT 1 FROM documents WHERE documents.kind = ? AND documents.thing = comments.id)", KindComment), Comment.document)
	},
}

func missing[T any](tx *database.Tx, after string, most int) *gorm.DB {
	var record T
	return tx.Model(&record).Where("id > ?", after).Order("id").Limit(most)
}

func indexMissing[T any](tx *database.Tx, of *gorm.DB, document func(T) Document) (last string, err error) {
	rows, err := database.Many[T](of, "documents")
	byProcess := map[string][]Document{}
	for _, row := range rows {
		d := document(row)
		byProcess[d.ProcessID], last = append(byProcess[d.ProcessID], d), d.Thing
	}
	for id, documents := range byProcess {
		process, found := FindProcess(tx.Query, id)
		err = errors.Join(err, found)
		if err == nil {
			err = IndexAll(tx, process, documents)
		}
	}
	return last, err
}

// NewProposals stores many proposals of one process that everybody can read. It
// returns Invalid, naming the field, if one says too little.
func NewProposals(tx *database.Tx, process Process, rows []Proposal) ([]Proposal, error) {
	documents, wordings := make([]Document, len(rows)), make([]Wording, len(rows))
	for i, p := range rows {
		if err := p.Check(); err != nil {
			return nil, err
		}
		p.ID, p.Version, p.Wording, p.State, p.Excerpt = NewID(), 1, 1, access.Published, text.Excerpt(p.Text, ExcerptLength)
		p.CreatedAt, p.ChangedAt = tx.Now(), tx.Now()
		wording, err := p.wording(tx, p.MemberID)
		if err != nil {
			return nil, err
		}
		rows[i], wordings[i], documents[i] = p, wording, p.document()
	}
	if err := database.Insert(tx, &rows, "These proposals are known already."); err != nil {
		return nil, err
	}
	if err := database.Insert(tx, &wordings, "These proposals are known already."); err != nil {
		return nil, err
	}
	if err := tagAll(tx, rows...); err != nil {
		return nil, err
	}
	return rows, IndexAll(tx, process, documents)
}

// ListTitles returns the titles of all proposals of a process that members can see.
func ListTitles(q database.Query, processID string) ([]string, error) {
	rows, err := database.Many[Proposal](q.Select("title").
		Where(map[string]any{"process_id": processID}).Where("state <> ?", access.Private).Order("id"), "titles")
	titles := make([]string, len(rows))
	for i, row := range rows {
		titles[i] = row.Title
	}
	return titles, err
}

// ListPublished returns all proposals of a process that members can see, the oldest
// first.
func ListPublished(q database.Query, processID string) ([]Proposal, error) {
	return database.Many[Proposal](q.Where(map[string]any{"process_id": processID}).Where("state <> ?", access.Private).Order("id"), "proposals")
}
