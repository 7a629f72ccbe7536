package ranking

import (
	"strings"
	"unicode/utf8"

	"github.com/folkmoot/folkmoot/internal/text"
)

// A Piece is a part of a text; it is marked if it is what was looked for.
type Piece struct {
	Text string `json:"text"`
	Mark bool   `json:"mark,omitempty"`
}

// Marked parts a text where words of those stems stand in it.
func Marked(language, s string, stems map[string]bool) []Piece {
	pieces, rest := []Piece{}, s
	for _, found := range finds(language, s, stems) {
		at := len(s) - len(rest)
		if found.from > at {
			pieces = append(pieces, Piece{Text: s[at:found.from]})
		}
		pieces = append(pieces, Piece{Text: s[found.from:found.to], Mark: true})
		rest = s[found.to:]
	}
	if rest != "" {
		pieces = append(pieces, Piece{Text: rest})
	}
	return pieces
}

// Excerpt is the part of a text, of about that many runes, in which the most words
// of those stems stand, parted where they do. It begins and ends between words, and
// with an ellipsis where something was left out.
func Excerpt(language, s string, stems map[string]bool, runes int) []Piece {
	from, to := window(s, finds(language, s, stems), runes)
	pieces := Marked(language, strings.TrimSpace(s[from:to]), stems)
	if len(pieces) == 0 {
		return pieces
	}
	if from > 0 {
		pieces = append([]Piece{{Text: "… "}}, pieces...)
	}
	if to < len(s) {
		pieces = append(pieces, Piece{Text: " …"})
	}
	return pieces
}

// A find is a word that was looked for, by its bytes.
type find struct {
	from, to int
	stem     string
}

func finds(language, s string, stems map[string]bool) []find {
	var found []find
	at := 0
	for _, told := range text.Tell(language, s) {
		from := at + strings.Index(s[at:], told.Word)
		at = from + len(told.Word)
		if stems[told.Stem] {
			found = append(found, find{from: from, to: at, stem: told.Stem})
		}
	}
	return found
}

// window is where the most different words that were looked for stand together.
func window(s string, found []find, runes int) (from, to int) {
	best := 0
	for i, first := range found {
		end := forward(s, first.from, runes)
		different := map[string]bool{}
		for _, other := range found[i:] {
			if other.to <= end {
				different[other.stem] = true
			}
		}
		if len(different) > best {
			best, from = len(different), first.from
		}
	}
	if best == 0 || utf8.RuneCountInString(s[:from]) < runes/3 {
		from = 0
	} else {
		from = wordStart(s, backward(s, from, runes/3))
	}
	return from, wordEnd(s, forward(s, from, runes))
}

func forward(s string, at, runes int) int {
	for ; runes > 0 && at < len(s); runes-- {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return at
}

func backward(s string, at, runes int) int {
	for ; runes > 0 && at > 0; runes-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return at
}

// wordStart goes on to the next beginning of a word, if there is one near.
func wordStart(s string, at int) int {
	if gap := strings.IndexByte(s[at:], ' '); at > 0 && gap >= 0 && gap < longWord {
		return at + gap + 1
	}
	return at
}

// wordEnd goes back to the last end of a word, if there is one near.
func wordEnd(s string, at int) int {
	if at == len(s) {
		return at
	}
	if gap := strings.LastIndexByte(s[:at], ' '); gap > 0 && at-gap < longWord {
		return gap
	}
	return at
}

const longWord = 60 // bytes
