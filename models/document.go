package models

import (
	"slices"
	"strings"

	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/text"
)

// A DocumentKind is what a document shows.
type DocumentKind string

// The kinds of documents.
const (
	KindProposal DocumentKind = "proposal"
	KindQuestion DocumentKind = "question"
	KindComment  DocumentKind = "comment"
	KindPurpose  DocumentKind = "purpose"
)

// A Document is what members can find of a thing: it is there as long as every
// member may see the thing, and written in the same transaction.
type Document struct {
	Number    int64 `gorm:"primaryKey"` // its age
	ProcessID string
	Kind      DocumentKind
	Thing     string // its id
	About     string // on what it stands, as kind/id, or ""
	Title     string
	Text      string // plain, without Markdown
	Language  string // whose stems these are
	Head      string // the stems of the title
	Words     string // what it is found by
	State     access.State
	Aside     bool // it is found after all others: what was withdrawn
}

// A Word stands in some documents of a process. The empty one counts them all.
type Word struct {
	ProcessID string `gorm:"primaryKey"`
	Word      string `gorm:"primaryKey"`
	Documents int
}

// A Gram is a part of a word, by which one that is written alike is found.
type Gram struct {
	ProcessID string `gorm:"primaryKey"`
	Gram      string `gorm:"primaryKey"`
	Word      string `gorm:"primaryKey"`
}

const (
	mostWords = 2_000 // of one document
	tag       = "§"   // before what is no word of a text
)

// Index lets a thing be found, or found by what it says now.
func Index(tx *database.Tx, d Document) error {
	process, err := FindProcess(tx.Query, d.ProcessID)
	if err != nil {
		return err
	}
	return IndexAll(tx, process, []Document{d})
}

// IndexAll lets things of one process be found.
func IndexAll(tx *database.Tx, process Process, documents []Document) error {
	things := make([]string, len(documents))
	for i, d := range documents {
		things[i] = d.Thing
	}
	known, err := database.Many[Document](tx.Clauses(clause.Locking{Strength: "UPDATE"}).Select("number", "kind", "thing", "words").
		Where(map[string]any{"process_id": process.ID}).Where("thing IN ?", things).Order("number"), "documents")
	if err != nil {
		return err
	}
	more := map[string]int{}
	var fresh []Document
	for _, d := range documents {
		d = d.worded(process)
		at := slices.IndexFunc(known, func(k Document) bool { return k.Kind == d.Kind && k.Thing == d.Thing })
		if at < 0 {
			count(more, d.Words, "")
			fresh = append(fresh, d)
			continue
		}
		if err := rewrite(tx, known[at], d, more); err != nil {
			return err
		}
	}
	if len(fresh) > 0 {
		if err := database.Insert(tx, &fresh, "Somebody changed this at the same moment; please try again."); err != nil {
			return err
		}
	}
	return countWords(tx, process.ID, more)
}

// rewrite changes a document that is known, and collects the words that are new in it.
func rewrite(tx *database.Tx, known, d Document, more map[string]int) error {
	_, err := database.Change(tx.Model(&Document{}).Where(map[string]any{"number": known.Number}), map[string]any{
		"about": d.About, "title": d.Title, "text": d.Text, "language": d.Language, "head": d.Head, "words": d.Words, "state": d.State, "aside": d.Aside,
	})
	if err != nil {
		return err
	}
	count(more, d.Words, known.Words)
	return database.DiscountWords(tx, d.ProcessID, without(known.Words, d.Words))
}

// Unindex lets a thing be found no more.
func Unindex(tx *database.Tx, processID string, kind DocumentKind, thing string) error {
	known, err := database.Many[Document](tx.Select("number", "words").
		Where(map[string]any{"process_id": processID, "kind": kind, "thing": thing}), "documents")
	if err != nil || len(known) == 0 {
		return err
	}
	if err := tx.Where(map[string]any{"process_id": processID, "number": known[0].Number}).Delete(&Document{}).Error; err != nil {
		return err
	}
	return database.DiscountWords(tx, processID, append(without(known[0].Words, ""), ""))
}

// worded is the document with the words by which it is found.
func (d Document) worded(process Process) Document {
	head, body := stems(process.Language, d.Title), stems(process.Language, d.Text)
	words := slices.Concat(head, body)
	slices.Sort(words)
	words = slices.Compact(words)
	words = slices.Concat(scope(process.ID, d.Kind), words[:min(len(words), mostWords)])
	d.ProcessID, d.Language, d.Head, d.Words = process.ID, process.Language, strings.Join(head, " "), strings.Join(words, " ")
	return d
}

// scope are the marks by which only the documents of a process, and of kinds if
// there are any, are found.
func scope(processID string, kinds ...DocumentKind) []string {
	marks := []string{tag + processID}
	for _, kind := range kinds {
		marks = append(marks, tag+string(kind))
	}
	return marks
}

func stems(language, s string) []string {
	told := text.Tell(language, s)
	found := make([]string, len(told))
	for i, one := range told {
		found[i] = one.Stem
	}
	return found
}

// without are the words of one text that are not in another; marks are none.
func without(words, other string) []string {
	in := strings.Fields(other)
	return slices.DeleteFunc(strings.Fields(words), func(word string) bool {
		_, found := slices.BinarySearch(in[min(len(in), marks):], word)
		return found || strings.HasPrefix(word, tag)
	})
}

const marks = 2 // before the words of a document, which are sorted

// count collects the words of a document that were not in it before. One that was
// not there is counted itself.
func count(more map[string]int, words, before string) {
	if before == "" {
		more[""]++
	}
	for _, word := range without(words, before) {
		more[word]++
	}
}

func countWords(tx *database.Tx, processID string, more map[string]int) error {
	fresh, err := database.CountWords(tx, processID, more)
	if err != nil {
		return err
	}
	var grams []Gram
	for _, word := range fresh {
		for _, gram := range text.Grams(word) {
			grams = append(grams, Gram{ProcessID: processID, Gram: gram, Word: word})
		}
	}
	for some := range slices.Chunk(grams, gramsAtOnce) {
		if err := database.Put(tx, &some, "This word is known already."); err != nil {
			return err
		}
	}
	return nil
}

const gramsAtOnce = 1_000
