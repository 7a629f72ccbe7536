package database

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gorm.io/gorm"
)

// CountWords adds to the number of documents of a process in which words stand, and
// returns those that were in none before. Words are locked in their order, so that
// two who count the same ones wait for each other and not forever.
func CountWords(tx *Tx, processID string, more map[string]int) (fresh []string, err error) {
	for some := range slices.Chunk(slices.Sorted(maps.Keys(more)), wordsAtOnce) {
		places, values := make([]string, len(some)), []any{}
		for i, word := range some {
			places[i] = "(?, ?, ?)"
			values = append(values, processID, word, more[word])
		}
		counted, err := countedWords(tx, "INSERT INTO words (process_id, word, documents) VALUES "+strings.Join(places, ", ")+
			" ON CONFLICT (process_id, word) DO UPDATE SET documents = words.documents + excluded.documents RETURNING word, documents", values...)
		if err != nil {
			return nil, err
		}
		for _, word := range counted {
			if word.Documents == more[word.Word] && word.Word != "" {
				fresh = append(fresh, word.Word)
			}
		}
	}
	return fresh, nil
}

// DiscountWords takes one document from the count of each word, and forgets those
// that stand in none any more.
func DiscountWords(tx *Tx, processID string, fewer []string) error {
	for some := range slices.Chunk(fewer, wordsAtOnce) {
		counted, err := countedWords(tx, "UPDATE words SET documents = documents - 1 WHERE process_id = ? AND word IN ? RETURNING word, documents",
			processID, some)
		if err != nil {
			return err
		}
		counted = slices.DeleteFunc(counted, func(w CountedWord) bool { return w.Documents > 0 })
		if len(counted) == 0 {
			continue
		}
		gone := make([]string, len(counted))
		for i, word := range counted {
			gone[i] = word.Word
		}
		for _, statement := range []string{
			"DELETE FROM words WHERE process_id = ? AND word IN ? AND documents <= 0",
			"DELETE FROM grams WHERE process_id = ? AND word IN ?",
		} {
			if err := tx.Exec(statement, processID, gone).Error; err != nil {
				return fmt.Errorf("forget words: %w", err)
			}
		}
	}
	return nil
}

const wordsAtOnce = 500

func countedWords(tx *Tx, statement string, values ...any) (counted []CountedWord, err error) {
	if err := tx.Raw(statement, values...).Scan(&counted).Error; err != nil {
		return nil, fmt.Errorf("count words: %w", err)
	}
	return counted, nil
}

// WordsLike returns, for each of some groups of grams, the words of a process that
// share most of them, at most so many, those that share more first. They are counted
// here: SQLite takes five times as long to group them.
func WordsLike(q Query, processID string, groups [][]string, most int) ([][]string, error) {
	rows, err := q.Raw("SELECT gram, word FROM grams WHERE process_id = ? AND gram IN ?", processID, slices.Concat(groups...)).Rows()
	if err != nil {
		return nil, fmt.Errorf("words that are alike: %w", err)
	}
	defer func() { _ = rows.Close() }() // it has been read to its end, or failed already
	shared := make([]map[string]int, len(groups))
	for rows.Next() {
		var gram, word string
		if err := rows.Scan(&gram, &word); err != nil {
			return nil, fmt.Errorf("words that are alike: %w", err)
		}
		for i, group := range groups {
			if slices.Contains(group, gram) {
				if shared[i] == nil {
					shared[i] = map[string]int{}
				}
				shared[i][word]++
			}
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("words that are alike: %w", err)
	}
	words := make([][]string, len(groups))
	for i, counts := range shared {
		words[i] = slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
			return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
		})
		words[i] = words[i][:min(len(words[i]), most)]
	}
	return words, nil
}

// A CountedWord stands in so many documents of a process.
type CountedWord struct {
	Word      string
	Documents int
}

// WordCounts returns in how many documents of a process words stand, and with them at
// most so many words that begin in a way; begin may be empty, then none are added.
func WordCounts(q Query, processID string, words []string, begin string, most int) (counted []CountedWord, err error) {
	const named = "SELECT word, documents FROM words WHERE process_id = ? AND word IN ?"
	asked := q.Raw(named, processID, words)
	if begin != "" {
		asked = q.Raw(named+` UNION SELECT word, documents FROM (
			SELECT word, documents FROM words WHERE process_id = ? AND word >= ? AND word < ? ORDER BY word LIMIT ?) AS begun`,
			processID, words, processID, begin, begin+"\U0010FFFF", most)
	}
	if err := asked.Scan(&counted).Error; err != nil {
		return nil, fmt.Errorf("count words: %w", err)
	}
	return counted, nil
}

// Matching returns the numbers of the newest documents, at most so many, in each of
// which at least one word of every group stands.
func Matching(q Query, groups [][]string, most int) (numbers []int64, err error) {
	if err := q.dialect.matching(q.DB, groups, most).Scan(&numbers).Error; err != nil {
		return nil, fmt.Errorf("documents with words: %w", err)
	}
	return numbers, nil
}

// The order of rows in the index is that of their numbers, so that no more of them
// are read than wanted.
func (sqlite) matching(g *gorm.DB, groups [][]string, most int) *gorm.DB {
	return g.Raw("SELECT rowid FROM documents_index WHERE documents_index MATCH ? ORDER BY rowid DESC LIMIT ?",
		quoted(groups, `"`, " AND ", " OR "), most)
}

// What the index finds is found first, and then put in order: otherwise Postgres may
// choose to read all documents in their order, until it has met enough.
func (postgres) matching(g *gorm.DB, groups [][]string, most int) *gorm.DB {
	return g.Raw(`WITH found AS MATERIALIZED (
			SELECT number FROM documents WHERE array_to_tsvector(string_to_array(words, ' ')) @@ CAST(? AS tsquery)
		) SELECT number FROM found ORDER BY number DESC LIMIT ?`,
		quoted(groups, "'", " & ", " | "), most)
}

// quoted writes groups of words as an expression. Words have no quotes: they are
// letters and digits.
func quoted(groups [][]string, quote, and, or string) string {
	parts := make([]string, len(groups))
	for i, group := range groups {
		words := make([]string, len(group))
		for j, word := range group {
			words[j] = quote + strings.ReplaceAll(word, quote, "") + quote
		}
		parts[i] = "(" + strings.Join(words, or) + ")"
	}
	return strings.Join(parts, and)
}
