package models

import (
	"slices"
	"strings"

	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/text"
)

// ChangeLanguage gives a process another language. What is to be found keeps the words
// of the language before until Reword; both are searched until then.
func ChangeLanguage(tx *database.Tx, processID, language string) (Process, error) {
	p, err := database.One[Process](tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where(map[string]any{"id": processID}), "process")
	if err != nil || p.Language == language {
		return p, err
	}
	before := append(strings.Fields(p.OldLanguages), p.Language)
	before = slices.DeleteFunc(before, func(known string) bool { return known == language })
	slices.Sort(before)
	p.Language, p.OldLanguages = language, strings.Join(slices.Compact(before), " ")
	_, err = database.Change(tx.Model(&Process{}).Where(map[string]any{"id": p.ID}), map[string]any{"language": p.Language, "old_languages": p.OldLanguages})
	return p, err
}

// Reword lets at most so many things of a process be found by the words of its present
// language that are still found by those of another. It returns the last of them, ""
// once there are none.
func Reword(tx *database.Tx, processID string, most int) (last string, err error) {
	p, err := FindProcess(tx.Query, processID)
	if err != nil {
		return "", err
	}
	// Locked: who changes one of them at this moment must not lose the change.
	rows, err := database.Many[Document](tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where(map[string]any{"process_id": p.ID}).
		Where("language <> ?", p.Language).Order("number").Limit(most), "documents")
	if err != nil {
		return "", err
	}
	if len(rows) == 0 {
		_, err := database.Change(tx.Model(&Process{}).Where(map[string]any{"id": p.ID, "language": p.Language}), map[string]any{"old_languages": ""})
		return "", err
	}
	more := map[string]int{}
	for _, row := range rows {
		if err := rewrite(tx, row, row.worded(p), more); err != nil {
			return "", err
		}
	}
	return rows[len(rows)-1].Thing, countWords(tx, p.ID, more)
}

// stems are the stems by which a word may stand in what is to be found: those of the
// present language, and while it changes those of the languages before.
func (p Process) stems(one text.Telling) []string {
	stems := []string{one.Stem}
	for _, language := range strings.Fields(p.OldLanguages) {
		for _, told := range text.Tell(language, one.Word) {
			stems = append(stems, told.Stem)
		}
	}
	return stems
}

// standing tells in how many documents each stem of a word stands.
func (p Process) standing(one text.Telling, known map[string]int) map[string]int {
	in := map[string]int{}
	for _, stem := range p.stems(one) {
		in[stem] = known[stem]
	}
	return in
}
