package text

import (
	"embed"
	"strings"
	"sync"
)

// The words of each language that say nothing by themselves, one a line: the lists
// of Snowball (snowballstem.org, BSD licence), as Postgres ships them.
//
//go:embed stop/*.txt
var stopFiles embed.FS

// stops are those words by language, folded.
var stops = sync.OnceValue(func() map[string]map[string]bool {
	byLanguage := map[string]map[string]bool{}
	for _, language := range Stemmed() {
		list, err := stopFiles.ReadFile("stop/" + language + ".txt")
		if err != nil {
			continue // there is none for this language
		}
		known := map[string]bool{}
		for word := range strings.FieldsSeq(string(list)) {
			known[Fold(word)] = true
		}
		byLanguage[language] = known
	}
	return byLanguage
})

// A Telling word says something: it is worth being found by.
type Telling struct {
	Word string // as it was written
	Stem string
}

// Tell returns the words of a text that say something by themselves, in their
// order: "the" and "and" do not.
func Tell(language, s string) []Telling {
	stop := stops()[language]
	var told []Telling
	for _, word := range Words(s) {
		if stop[Fold(word)] {
			continue
		}
		if stem := Stem(language, word); stem != "" {
			told = append(told, Telling{Word: word, Stem: shortStem(stem)})
		}
	}
	return told
}

// shortStem bounds what no word is as long as: an index has its limits.
func shortStem(stem string) string {
	if runes := []rune(stem); len(runes) > longestStem {
		return string(runes[:longestStem])
	}
	return stem
}

const longestStem = 60
