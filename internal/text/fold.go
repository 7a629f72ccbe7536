package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold returns the key by which a text is searched: lower case, without the
// accents of Latin, Greek and Cyrillic and without the vowel points of Arabic
// and Hebrew, its words parted by single spaces. Signs that carry the sound in
// other scripts stay. Folding twice changes nothing more.
func Fold(s string) string {
	decomposed := norm.NFKD.String(strings.ToValidUTF8(s, "\uFFFD"))
	// Folding maps Cherokee to capitals, so lower case comes after it.
	folded := strings.ToLower(cases.Fold().String(decomposed))
	bare := strings.Map(bareRune, norm.NFKD.String(folded))
	return norm.NFC.String(oneLine(letters.Replace(bare)))
}

// bareRune drops marks that readers leave out when they search.
func bareRune(r rune) rune {
	if unicode.In(r, pointing) {
		return -1
	}
	return r
}

// pointing lists the marks that Fold leaves out (Unicode blocks: combining
// diacritical marks, Hebrew points, Arabic harakat, tatweel).
var pointing = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x0300, Hi: 0x036F, Stride: 1},
	{Lo: 0x0591, Hi: 0x05BD, Stride: 1},
	{Lo: 0x05BF, Hi: 0x05BF, Stride: 1},
	{Lo: 0x05C1, Hi: 0x05C2, Stride: 1},
	{Lo: 0x05C4, Hi: 0x05C5, Stride: 1},
	{Lo: 0x05C7, Hi: 0x05C7, Stride: 1},
	{Lo: 0x0640, Hi: 0x0640, Stride: 1},
	{Lo: 0x064B, Hi: 0x065F, Stride: 1},
	{Lo: 0x0670, Hi: 0x0670, Stride: 1},
}}

// letters spells letters that Unicode does not take apart as people without
// them on the keyboard type them.
var letters = strings.NewReplacer(
	"ł", "l", "ø", "o", "đ", "d", "ð", "d", "ħ", "h", "ı", "i", "ŧ", "t",
	"æ", "ae", "œ", "oe", "þ", "th", "\u200B", "", "\u200C", "", "\u200D", "", "\uFEFF", "",
)
