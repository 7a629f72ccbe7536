package text

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// Excerpt returns the beginning of a Markdown text as one line of plain text
// of at most that many runes. It is cut between words and then ends with an
// ellipsis, which is counted. The result is text and not HTML: escape it where
// it is shown. Characters that would turn the direction of the line around it
// are left out.
func Excerpt(markdown string, runes int) string {
	return shorten(plain(HTML(markdown)), runes)
}

// plain reads the words out of HTML that this package made.
func plain(safe string) string {
	var out strings.Builder
	for tokens := html.NewTokenizer(strings.NewReader(safe)); ; {
		switch tokens.Next() {
		case html.ErrorToken:
			return oneLine(out.String())
		case html.TextToken:
			out.Write(tokens.Text())
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			if name, _ := tokens.TagName(); !isInline(string(name)) {
				out.WriteByte(' ')
			}
		default: // comments and doctypes say nothing
		}
	}
}

func isInline(tag string) bool {
	switch tag {
	case "a", "em", "strong", "del", "code":
		return true
	}
	return false
}

// oneLine drops what cannot be seen and joins what is left by single spaces.
func oneLine(s string) string {
	visible := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), isDirectionMark(r):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(visible), " ")
}

// isDirectionMark reports an embedding, override or isolate of the
// bidirectional algorithm (Unicode Annex 9), which reaches beyond its text.
func isDirectionMark(r rune) bool {
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

func shorten(line string, limit int) string {
	all := []rune(line)
	if len(all) <= limit {
		return line
	}
	if limit <= 0 {
		return ""
	}
	cut := wordEnd(all, limit-1)
	return strings.TrimRight(string(all[:cut]), " ,;:–—-") + "…"
}

// wordEnd goes back from the limit to the last gap between words, or, in a
// word that fills more than half of the line, to the last whole character.
func wordEnd(all []rune, limit int) int {
	for cut := limit; cut > limit/2; cut-- {
		if all[cut] == ' ' {
			return cut
		}
	}
	cut := limit
	for cut > 0 && (unicode.Is(unicode.M, all[cut]) || all[cut] == zeroWidthJoiner || all[cut-1] == zeroWidthJoiner) {
		cut--
	}
	return cut
}

// zeroWidthJoiner holds together what is seen as one character.
const zeroWidthJoiner = '\u200D'
