package text

import (
	"cmp"
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
	"golang.org/x/net/html"
)

// A Shared word is one that several texts have in common.
type Shared struct {
	Stem  string
	Words []string // as people wrote it, each way once, sorted
	Texts []int    // which of the texts have it, ascending
}

// Overlap returns what Markdown texts in one language have in common, word by word:
// what most of them share first, then by the alphabet. Words that say nothing by
// themselves, as "the" and "with", are left out, as far as the language has a list
// of them; words of one or two letters and numbers are left out in all.
func Overlap(language string, texts []string) []Shared {
	found := map[string]*Shared{}
	for i, s := range texts {
		for word, stem := range telling(language, Plain(s)) {
			if found[stem] == nil {
				found[stem] = &Shared{Stem: stem}
			}
			found[stem].add(word, i)
		}
	}
	var shared []Shared
	for _, word := range found {
		if len(word.Texts) > 1 {
			slices.Sort(word.Texts)
			slices.Sort(word.Words)
			shared = append(shared, *word)
		}
	}
	slices.SortFunc(shared, func(a, b Shared) int {
		return cmp.Or(cmp.Compare(len(b.Texts), len(a.Texts)), cmp.Compare(a.Stem, b.Stem))
	})
	return shared
}

func (s *Shared) add(word string, text int) {
	if !slices.Contains(s.Texts, text) {
		s.Texts = append(s.Texts, text)
	}
	known := slices.IndexFunc(s.Words, func(known string) bool { return Fold(known) == Fold(word) })
	switch {
	case known < 0:
		s.Words = append(s.Words, word)
	case word == strings.ToLower(word): // without the capital that only begins a sentence
		s.Words[known] = word
	}
}

// telling yields the words of a text that say something, with their stems.
func telling(language, s string) func(yield func(word, stem string) bool) {
	empty := stopWords(language)
	return func(yield func(word, stem string) bool) {
		for _, word := range Words(s) {
			folded := Fold(word)
			if empty[folded] || utf8.RuneCountInString(folded) < shortest || !strings.ContainsFunc(folded, unicode.IsLetter) {
				continue
			}
			if stem := Stem(language, word); stem != "" && !yield(word, stem) {
				return
			}
		}
	}
}

const shortest = 3 // letters of a word that says something

//go:embed stopwords/*.txt
var stopWordFiles embed.FS

// stopWords are the words of a language that say nothing by themselves, folded.
func stopWords(language string) map[string]bool { return stopWordLists()[language] }

var stopWordLists = sync.OnceValue(func() map[string]map[string]bool {
	lists := map[string]map[string]bool{}
	names, err := stopWordFiles.ReadDir("stopwords")
	if err != nil {
		panic(fmt.Sprintf("text: the stop words are not in the program: %v", err))
	}
	for _, name := range names {
		content, err := stopWordFiles.ReadFile(path.Join("stopwords", name.Name()))
		if err != nil {
			panic(fmt.Sprintf("text: the stop words are not in the program: %v", err))
		}
		language := strings.TrimPrefix(strings.TrimSuffix(name.Name(), ".txt"), "more-")
		if lists[language] == nil {
			lists[language] = map[string]bool{}
		}
		for _, word := range Words(string(content)) {
			lists[language][Fold(word)] = true
		}
	}
	return lists
})

// Plain returns the words of a Markdown text without its signs, as one line.
func Plain(markdown string) string { return plain(HTML(markdown)) }

// Sentences returns the sentences of a Markdown text without its signs, in their
// order; what stands in different paragraphs is never one sentence.
func Sentences(markdown string) []string {
	var out []string
	for _, block := range blocks(HTML(markdown)) {
		for tokens := sentences.FromString(block); tokens.Next(); {
			if one := oneLine(tokens.Value()); Readable(one) {
				out = append(out, one)
			}
		}
	}
	return out
}

// blocks reads the paragraphs, headings and points of lists out of HTML that this
// package made.
func blocks(safe string) []string {
	var out []string
	var block strings.Builder
	for tokens := html.NewTokenizer(strings.NewReader(safe)); ; {
		switch tokens.Next() {
		case html.ErrorToken:
			return append(out, block.String())
		case html.TextToken:
			block.WriteString(oneLineKeepingEnds(string(tokens.Text())))
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			if name, _ := tokens.TagName(); string(name) == "br" {
				block.WriteByte(' ')
			} else if !isInline(string(name)) {
				out = append(out, block.String())
				block.Reset()
			}
		default: // comments and doctypes say nothing
		}
	}
}

// oneLineKeepingEnds makes spaces of line ends, so that no sentence ends there.
func oneLineKeepingEnds(s string) string { return strings.NewReplacer("\n", " ", "\r", " ").Replace(s) }

// Mark puts marks around the words of HTML that this package made whose stems are
// among those given.
func Mark(safe, language string, stems map[string]bool) string {
	var out strings.Builder
	for tokens := html.NewTokenizer(strings.NewReader(safe)); ; {
		switch tokens.Next() {
		case html.ErrorToken:
			return out.String()
		case html.TextToken:
			out.WriteString(markWords(string(tokens.Text()), language, stems))
		default:
			out.Write(tokens.Raw())
		}
	}
}

func markWords(s, language string, stems map[string]bool) string {
	var out strings.Builder
	for s != "" {
		gap := strings.IndexFunc(s, isWordRune)
		if gap < 0 {
			gap = len(s)
		}
		out.WriteString(html.EscapeString(s[:gap]))
		s = s[gap:]
		end := strings.IndexFunc(s, func(r rune) bool { return !isWordRune(r) })
		if end < 0 {
			end = len(s)
		}
		if word := html.EscapeString(s[:end]); stems[Stem(language, s[:end])] {
			out.WriteString("<mark>" + word + "</mark>")
		} else {
			out.WriteString(word)
		}
		s = s[end:]
	}
	return out.String()
}
