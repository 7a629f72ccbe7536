package models

import (
	"cmp"
	"slices"
	"strings"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/ranking"
	"github.com/folkmoot/folkmoot/internal/text"
)

// A Finding is what was found, in order, and by what.
type Finding struct {
	Hits  []ranking.Hit
	Stems map[string]bool // that are meant by what was asked
	Terms []Sought        // by the numbers in ranking.Hit
}

// An Sought word is one of those that were looked for.
type Sought struct {
	Word    string // as it was written
	Stems   []string
	Guessed bool // it stands nowhere; these are written like it
}

const (
	mostAsked      = 8     // words of a search; more make it no clearer
	mostCandidates = 300   // documents that are put in order
	mostLooked     = 4_000 // documents in which any of the words may stand
	mostEndings    = 20    // words that begin as the last one does
	mostMisspelt   = 2     // words that are looked for among those written alike
	shortest       = 4     // letters of a word that may be misspelt
	nearest        = 40    // words that share most of its parts
	mostMeant      = 3     // words that it may have been
	guessShare     = 0.6   // how much a word says that was guessed
)

// Search finds documents of a process by words. The last word may be unfinished, and
// words that stand nowhere may be misspelt. No kinds are all.
func Search(q database.Query, process Process, query string, kinds ...DocumentKind) (Finding, error) {
	told := text.Tell(process.Language, query)
	told = told[:min(len(told), mostAsked)]
	if len(told) == 0 {
		return Finding{}, nil
	}
	begin := ""
	if !strings.HasSuffix(query, " ") {
		begin = text.Fold(told[len(told)-1].Word)
	}
	known, err := frequencies(q, process, told, begin)
	if err != nil {
		return Finding{}, err
	}
	asked := make([]term, len(told))
	for i, one := range told {
		asked[i] = term{word: one.Word, stem: one.Stem, stems: process.standing(one, known), share: 1}
	}
	asked[len(asked)-1].finish(known, begin)
	if err := guess(q, process, asked); err != nil {
		return Finding{}, err
	}
	return find(q, process, text.Fold(query), asked, known[""], kinds)
}

// Similar finds documents of some kinds that speak of the same as a title and a text,
// leaving out one thing.
func Similar(q database.Query, process Process, title, body, except string, kinds ...DocumentKind) (Finding, error) {
	said := slices.Concat(text.Tell(process.Language, title), text.Tell(process.Language, body))
	said = said[:min(len(said), mostSaid)]
	heads := len(text.Tell(process.Language, title))
	known, err := frequencies(q, process, said, "")
	if err != nil || len(said) == 0 {
		return Finding{}, err
	}
	var terms []term
	for i, one := range said {
		t := term{word: one.Word, stems: process.standing(one, known), share: 1}
		if t.in() == 0 || slices.ContainsFunc(terms, func(t term) bool { return t.stems[one.Stem] > 0 }) {
			continue
		}
		if i < heads {
			t.share = headShare
		}
		terms = append(terms, t)
	}
	slices.SortStableFunc(terms, func(a, b term) int { return cmp.Compare(b.weight(known[""]), a.weight(known[""])) })
	found, err := find(q, process, text.Fold(title), terms[:min(len(terms), mostCompared)], known[""], kinds)
	found.Hits = slices.DeleteFunc(found.Hits, func(h ranking.Hit) bool { return h.Aside || h.Thing == except || h.Score < similarEnough })
	return found, err
}

const (
	mostSaid     = 400 // words of a text that are looked at
	mostCompared = 12  // words that are compared, those that say most
	headShare    = 2.0 // how much more a word says in a title

	// What fits less well shares words that everybody uses. Tried on the texts of the
	// example process: what was meant is above 0.35, and all else but one below 0.25.
	similarEnough = 0.28
)

// A term is a word that was asked for, with the words that it may be and in how many
// documents each stands.
type term struct {
	word  string
	stem  string
	stems map[string]int
	share float64

	guessed bool
}

func (t term) in() int {
	in := 0
	for _, documents := range t.stems {
		in += documents
	}
	return in
}

func (t term) weight(of int) float64 { return t.share * ranking.Rarity(t.in(), of) }

// known are the stems that stand anywhere, sorted.
func (t term) known() []string {
	var stems []string
	for stem, documents := range t.stems {
		if documents > 0 {
			stems = append(stems, stem)
		}
	}
	slices.Sort(stems)
	return stems
}

// finish adds the known words that begin as this one does; none if it is finished.
func (t term) finish(known map[string]int, begin string) {
	for word, documents := range known {
		if begin != "" && strings.HasPrefix(word, begin) {
			t.stems[word] = documents
		}
	}
}

// guess adds to words that stand nowhere those that they may have been, had they been
// spelt well.
func guess(q database.Query, process Process, asked []term) error {
	var missed []*term
	var grams [][]string
	for i := range asked {
		if t := &asked[i]; t.in() == 0 && len([]rune(t.stem)) >= shortest && len(missed) < mostMisspelt {
			missed, grams = append(missed, t), append(grams, text.Grams(t.stem))
		}
	}
	if len(missed) == 0 {
		return nil
	}
	near, err := database.WordsLike(q, process.ID, grams, nearest)
	if err != nil {
		return err
	}
	for i, t := range missed {
		near[i] = t.nearest(near[i])
	}
	meant, err := wordCounts(q, process.ID, slices.Concat(near...), "")
	for i, t := range missed {
		t.mean(near[i], meant)
	}
	return err
}

// nearest are those of some words that the fewest slips part from this one.
func (t *term) nearest(near []string) []string {
	slips := func(word string) int { return text.Slips(t.stem, word) }
	letters := len([]rune(t.stem))
	near = slices.DeleteFunc(near, func(word string) bool { return slips(word) > 1+(letters-1)/shortest })
	slices.SortStableFunc(near, func(a, b string) int { return cmp.Compare(slips(a), slips(b)) })
	if len(near) == 0 {
		return nil
	}
	least := slips(near[0])
	near = slices.DeleteFunc(near, func(word string) bool { return slips(word) > least })
	return near[:min(len(near), mostMeant)]
}

// mean says that a word may have been one of others, which stand in so many documents.
func (t *term) mean(words []string, documents map[string]int) {
	if len(words) == 0 {
		return
	}
	t.stems, t.share, t.guessed = map[string]int{}, guessShare, true
	for _, word := range words {
		t.stems[word] = documents[word]
	}
}

// frequencies tells in how many documents words stand, and with them those that begin
// as an unfinished one does.
func frequencies(q database.Query, process Process, told []text.Telling, begin string) (map[string]int, error) {
	words := []string{""}
	for _, one := range told {
		words = append(words, process.stems(one)...)
	}
	return wordCounts(q, process.ID, words, begin)
}

func wordCounts(q database.Query, processID string, words []string, begin string) (map[string]int, error) {
	rows, err := database.WordCounts(q, processID, words, begin, mostEndings)
	counts := make(map[string]int, len(rows))
	for _, row := range rows {
		counts[row.Word] = row.Documents
	}
	return counts, err
}

// find looks for documents with all of the terms, and for those with any of the
// rarest, and puts them in order.
func find(q database.Query, process Process, title string, terms []term, of int, kinds []DocumentKind) (Finding, error) {
	terms = slices.DeleteFunc(terms, func(t term) bool { return t.in() == 0 })
	found, query := Finding{Stems: map[string]bool{}}, ranking.Query{Title: title}
	for _, t := range terms {
		stems := t.known()
		found.Terms = append(found.Terms, Sought{Word: t.word, Stems: stems, Guessed: t.guessed})
		query.Terms = append(query.Terms, ranking.Term{Stems: stems, Weight: t.weight(of)})
		for _, stem := range stems {
			found.Stems[stem] = true
		}
	}
	if len(terms) == 0 {
		return found, nil
	}
	numbers, err := candidates(q, process.ID, terms, kinds)
	if err != nil {
		return found, err
	}
	rows, err := database.Many[Document](q.Omit("text").
		Where(map[string]any{"process_id": process.ID}).Where("number IN ?", numbers), "documents")
	documents := make([]ranking.Candidate, len(rows))
	for i, row := range rows {
		documents[i] = ranking.Candidate{
			Number: row.Number, Thing: row.Thing, Title: row.Title, Head: row.Head, Words: row.Words, Aside: row.Aside,
		}
	}
	found.Hits = ranking.Rank(query, documents)
	return found, err
}

// candidates are the newest documents with all of the terms, and then the newest
// with any of the rarest.
func candidates(q database.Query, processID string, terms []term, kinds []DocumentKind) ([]int64, error) {
	within := [][]string{scope(processID)}
	if len(kinds) > 0 {
		within = append(within, scope("", kinds...)[1:])
	}
	all, anyOf := slices.Clone(within), []string{}
	terms = slices.Clone(terms)
	slices.SortStableFunc(terms, func(a, b term) int { return cmp.Compare(a.in(), b.in()) })
	looked := 0
	for _, t := range terms {
		all = append(all, t.known())
		if looked += t.in(); looked <= mostLooked || len(anyOf) == 0 {
			anyOf = append(anyOf, t.known()...)
		}
	}
	numbers, err := database.Matching(q, all, mostCandidates)
	if err != nil || len(terms) == 1 || len(numbers) >= mostCandidates {
		return numbers, err
	}
	more, err := database.Matching(q, append(within, anyOf), mostCandidates)
	numbers = append(numbers, more...)
	slices.Sort(numbers)
	return slices.Compact(numbers), err
}

// FindDocuments returns documents of a process by their numbers. Proposals move on
// together: those come with the state that they have now.
func FindDocuments(q database.Query, processID string, numbers []int64) (map[int64]Document, error) {
	rows, err := database.Many[Document](q.Model(&Document{}).
		Select(`documents.number, documents.process_id, documents.kind, documents.thing, documents.about, documents.title,
			documents.text, COALESCE(proposals.state, documents.state) AS state`).
		Joins("LEFT JOIN proposals ON proposals.id = documents.thing AND documents.kind = ?", KindProposal).
		Where("documents.process_id = ? AND documents.number IN ?", processID, numbers), "documents")
	byNumber := make(map[int64]Document, len(rows))
	for _, row := range rows {
		byNumber[row.Number] = row
	}
	return byNumber, err
}
