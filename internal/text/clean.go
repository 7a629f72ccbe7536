package text

import (
	"strings"
	"unicode"
)

// Line makes one line of what a person typed: spaces are folded, and signs that
// nobody can see or that turn the text around them (bidirectional overrides) are
// left out. Joiners stay: Persian words and many emoji need them.
func Line(s string) string {
	return strings.Join(strings.Fields(strings.Map(visible, s)), " ")
}

// Block does the same for a longer text and keeps its lines and tabs.
func Block(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	kept := strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return r
		}
		return visible(r)
	}, s)
	return strings.TrimSpace(kept)
}

// Readable reports whether a text has at least one letter, digit, mark or sign.
func Readable(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsPunct(r) || unicode.IsSymbol(r)
	})
}

const zeroWidthNonJoiner = '\u200c'

// visible drops a sign, or makes a space of one that breaks lines.
func visible(r rune) rune {
	switch {
	case r == zeroWidthJoiner || r == zeroWidthNonJoiner:
		return r
	case unicode.IsSpace(r) || unicode.In(r, unicode.Zl, unicode.Zp):
		return ' '
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs) || r == unicode.ReplacementChar:
		return -1
	default:
		return r
	}
}
