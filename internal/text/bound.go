package text

import (
	"strings"
	"unicode/utf8"
)

// Bounds on what is read as Markdown. The parser's work grows with the square
// of each, and each is far above what people write.
const (
	maxContainers = 32   // quotations and lists that one line opens
	maxLinks      = 1000 // "](", the middle of a link
	maxBrackets   = 2000 // "[", whether or not a link follows
	maxEmphasis   = 3000 // runs of the marks of emphasis
)

// tooHeavy reports, in time that grows with the length only, whether a text
// would cost the parser more than a few milliseconds.
func tooHeavy(s string) bool {
	if utf8.RuneCountInString(s) > MaxRunes || strings.Count(s, "](") > maxLinks ||
		strings.Count(s, "[") > maxBrackets || emphasis(s) > maxEmphasis {
		return true
	}
	for line := range strings.FieldsFuncSeq(s, isLineEnd) {
		if containers(line) > maxContainers {
			return true
		}
	}
	return false
}

func isLineEnd(r rune) bool { return r == '\n' || r == '\r' }

// containers counts the quotations and lists that a line opens before its
// first word.
func containers(line string) int {
	count := 0
	for line = strings.TrimLeft(line, " \t"); line != ""; line = strings.TrimLeft(line, " \t") {
		rest := strings.TrimLeft(line, "0123456789")
		switch {
		case line[0] == '>':
			line = line[1:]
		case strings.ContainsRune("-+*", rune(line[0])) && startsWithSpace(line[1:]):
			line = line[1:]
		case rest != line && rest != "" && (rest[0] == '.' || rest[0] == ')') && startsWithSpace(rest[1:]):
			line = rest[1:]
		default:
			return count
		}
		count++
	}
	return count
}

func startsWithSpace(s string) bool { return s == "" || s[0] == ' ' || s[0] == '\t' }

// emphasis counts the runs of marks that could begin or end an emphasis.
func emphasis(s string) int {
	count, last := 0, byte(0)
	for i := range len(s) {
		if c := s[i]; c != last && (c == '*' || c == '_' || c == '~') {
			count++
		}
		last = s[i]
	}
	return count
}
