package text

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/turkish"
)

// stemmers are the algorithms of Snowball (snowballstem.org), by language.
var stemmers = map[string]func(*snowballstem.Env) bool{
	"ar": arabic.Stem, "da": danish.Stem, "de": german.Stem, "en": english.Stem, "es": spanish.Stem,
	"fi": finnish.Stem, "fr": french.Stem, "hu": hungarian.Stem, "it": italian.Stem, "nl": dutch.Stem,
	"no": norwegian.Stem, "pt": portuguese.Stem, "ro": romanian.Stem, "ru": russian.Stem, "sv": swedish.Stem,
	"tr": turkish.Stem,
}

// Stemmed returns the languages (ISO 639-1) whose words Stem can shorten, sorted.
func Stemmed() []string { return slices.Sorted(maps.Keys(stemmers)) }

// Words returns the words of a text in their order, as people wrote them: letters
// and digits with the marks that belong to them.
func Words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !isWordRune(r) })
}

func isWordRune(r rune) bool {
	return unicode.In(r, unicode.L, unicode.N, unicode.M) || r == zeroWidthJoiner || r == zeroWidthNonJoiner
}

// Stem returns what a word is searched by: shortened to what all its forms have in
// common, in that language, and folded. In other languages it is only folded.
func Stem(language, word string) string {
	word = strings.ToLower(word)
	if stem, known := stemmers[language]; known {
		env := snowballstem.NewEnv(word)
		stem(env)
		word = env.Current()
	}
	return Fold(word)
}

// Stems returns the stem of every word of a text, in their order.
func Stems(language, s string) []string {
	words := Words(s)
	for i, word := range words {
		words[i] = Stem(language, word)
	}
	return slices.DeleteFunc(words, func(stem string) bool { return stem == "" })
}
