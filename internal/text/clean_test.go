package text_test

import (
	"testing"

	"github.com/folkmoot/folkmoot/internal/text"
)

func TestLine(t *testing.T) {
	for in, want := range map[string]string{
		"  A  path\talong\nthe bank ":    "A path along the bank",
		"a\x00b\x1b[2Jc":                 "ab[2Jc",
		"evil\u202egnp.exe":              "evilgnp.exe",
		"\u200b\u200b":                   "",
		"می\u200cخواهم":                  "می\u200cخواهم",
		"👩\u200d🌾 harvest":               "👩\u200d🌾 harvest",
		"two\u2028lines":                 "two lines",
		"broken \xff byte":               "broken byte",
		"\u2066isolated\u2069 \ufeffbom": "isolated bom",
	} {
		if got := text.Line(in); got != want {
			t.Errorf("Line(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestBlockKeepsItsLines(t *testing.T) {
	if got := text.Block("  one\r\n\r\n\ttwo\x00\u202e \n"); got != "one\n\n\ttwo" {
		t.Errorf("%q", got)
	}
}

func TestReadable(t *testing.T) {
	for in, want := range map[string]bool{"Ada": true, "عدا": true, "👍": true, "7": true, "": false, "\u200d": false, " ": false} {
		if text.Readable(in) != want {
			t.Errorf("Readable(%q) is %v", in, !want)
		}
	}
}
