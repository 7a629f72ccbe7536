package text_test

import (
	"strings"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/internal/text"
)

var pathological = map[string]string{
	"quotes":           rep(">", 20000),
	"quotes spaced":    rep("> ", 10000),
	"quotes lines":     rep(rep(">", 140)+"a\n", 141),
	"lists":            rep("- ", 10000),
	"lists numbered":   rep("1. ", 6600),
	"mixed containers": rep("> - ", 5000),
	"list staircase":   stairs("- a"),
	"quote staircase":  staircase(">"),
	"open brackets":    rep("[", 20000),
	"brackets closed":  rep("[", 10000) + rep("]", 10000),
	"links nested":     rep("[", 5000) + "a" + rep("](u)", 3500),
	"links open":       rep("[a](", 5000),
	"links angle":      rep("[a](<b", 3300),
	"images open":      rep("![", 10000),
	"brackets mixed":   rep("[]", 10000),
	"refs":             rep("[a]", 6600),
	"definitions":      rep("[a]: u\n", 2800),
	"ref definitions":  rep("[a][b]", 3300),
	"stars":            rep("*", 20000),
	"stars a":          rep("*a ", 6600),
	"stars a2":         rep("a**b", 5000),
	"stars mixed":      rep("*a_ ", 5000),
	"stars under":      rep("*_", 10000),
	"stars pairs":      rep("**a *a ", 2800),
	"stars closing":    rep("a* ", 6600),
	"tildes":           rep("~~a ", 5000),
	"ticks growing":    growing("`"),
	"ticks":            rep("`", 20000),
	"ticks a":          rep("`a", 10000),
	"ticks two":        rep("``a`", 5000),
	"angles":           rep("<", 20000),
	"angles a":         rep("<a ", 6600),
	"comment":          rep("<!--", 5000),
	"cdata":            rep("<![CDATA[", 2200),
	"instruction":      rep("<?", 10000),
	"declaration":      rep("<!A ", 5000),
	"autolinks":        rep("http://a.b ", 1800),
	"autolink parens":  "http://a.b/" + rep("(", 19000),
	"autolink long":    "http://" + rep("a.", 9900),
	"www":              rep("www.a", 4000),
	"mails":            rep("a@", 10000),
	"mail long":        rep("a", 19000) + "@b",
	"mail dots":        rep("a.", 9000) + "@b.c",
	"mails plus":       rep("a+a@a.", 3300),
	"entities":         rep("&amp", 5000),
	"entities numeric": rep("&#0;", 5000),
	"backslashes":      rep("\\", 20000),
	"hashes":           rep("#", 20000),
	"setext":           rep("a\n=\n", 5000),
	"fences":           rep("```\n", 5000),
	"fence open":       rep("~~~a\n", 4000),
	"blank lines":      rep("\n", 20000),
	"tabs":             rep("\t", 20000),
	"spaces":           rep(" ", 19999) + "a",
	"spaced items":     rep("-\n\n", 6600),
	"hr":               rep("* * *\n", 3300),
	"thematic":         rep("- ", 9999) + "a",
	"html blocks":      rep("<div>\n", 3300),
	"html attrs":       "<a " + rep("a=b ", 4900),
	"quotes in html":   "<a b='" + rep("\"", 19000),
	"null":             rep("\x00", 20000),
	"bad utf8":         rep("\xff", 20000),
	"combining":        "a" + rep("\u0301", 19999),
	"wide":             rep("\U0001F600", 20000),
	"link title":       rep("[a](u \"", 2800),
	"link parens":      "[a](" + rep("(", 19000),
	"deep emph":        rep("*a **a ", 2800),
	"deep emph closed": rep("*a **a ", 1400) + rep("b** b* ", 1400),
	"indented items":   rep("  - a\n", 2800),
	"numbered lines":   rep("1) a\n", 4000),
	"table like":       rep("|", 20000),
	"too long":         rep("> ", 100000),
}

func rep(s string, n int) string { return strings.Repeat(s, n) }

func stairs(item string) string {
	var b strings.Builder
	for i := 0; b.Len() < 19000; i++ {
		b.WriteString(rep("  ", i) + item + "\n")
	}
	return b.String()
}

func staircase(mark string) string {
	var b strings.Builder
	for i := 1; b.Len()+i < 19900; i++ {
		b.WriteString(rep(mark, i) + "a\n")
	}
	return b.String()
}

func growing(mark string) string {
	var b strings.Builder
	for i := 1; b.Len()+i < 19900; i++ {
		b.WriteString(rep(mark, i) + "a")
	}
	return b.String()
}

// Proves T18 for text: nothing that fits the limit holds the server for long.
func TestCostIsBounded(t *testing.T) {
	const limit = 100 * time.Millisecond
	for name, source := range pathological {
		t.Run(name, func(t *testing.T) {
			if took := fastest(source, limit); took > limit*slack {
				t.Fatalf("HTML took %v for %d bytes, want at most %v", took, len(source), limit*slack)
			}
		})
	}
}

// fastest returns the best of up to five runs: the machine may be busy, the
// work itself is what is bounded.
func fastest(source string, limit time.Duration) time.Duration {
	best := time.Hour
	for range 5 {
		start := time.Now()
		_ = text.HTML(source)
		if best = min(best, time.Since(start)); best <= limit {
			break
		}
	}
	return best
}
