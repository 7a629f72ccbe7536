package text

// A Telling word says something: it is worth being found by.
type Telling struct {
	Word string // as it was written
	Stem string
}

// Tell returns the words of a text that say something by themselves, in their
// order: "the" and "and" do not.
func Tell(language, s string) []Telling {
	stop := stopWords(language)
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
