package text_test

import (
	"bufio"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/folkmoot/folkmoot/internal/text"
)

// Proves T12 for text: whatever is written, only harmless elements come out.
func TestHTMLStopsTheCorpus(t *testing.T) {
	lines := corpus(t)
	if len(lines) < 60 {
		t.Fatalf("the corpus has %d lines, want at least 60", len(lines))
	}
	for _, line := range lines {
		for _, wrapped := range []string{line, "> " + line, "- " + line, "# " + line, "**" + line + "**",
			"[a](" + line + ")", "![a](" + line + ")", "[" + line + "](https://example.org)",
			"<" + line + ">", "a\n" + line + "\nb", "`" + line, "[a]: " + line + "\n\n[a]"} {
			checkHarmless(t, wrapped)
		}
	}
}

func FuzzHTML(f *testing.F) {
	for _, line := range corpus(f) {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkHarmless(t, s)
		if line := text.Excerpt(s, 40); len([]rune(line)) > 40 {
			t.Errorf("Excerpt(%q, 40) is %d runes long", s, len([]rune(line)))
		}
	})
}

// corpus reads the attacks, one a line; \n and \t stand for themselves.
func corpus(tb testing.TB) []string {
	tb.Helper()
	file, err := os.Open("testdata/xss.txt")
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	var lines []string
	for scanner := bufio.NewScanner(file); scanner.Scan(); {
		if line := scanner.Text(); line != "" && !strings.HasPrefix(line, "## ") {
			lines = append(lines, strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\0`, "\x00").Replace(line))
		}
	}
	return lines
}

var harmless = []string{"p", "br", "hr", "h3", "h4", "h5", "h6", "ul", "ol", "li",
	"blockquote", "em", "strong", "del", "code", "pre", "a"}

// checkHarmless reads the output as a browser does and names what should not be there.
func checkHarmless(t *testing.T, source string) {
	t.Helper()
	out := text.HTML(source)
	root, err := html.Parse(strings.NewReader("<!doctype html><body>" + out))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && !slices.Contains([]string{"html", "head", "body"}, n.Data) {
			checkElement(t, source, n)
		}
		if n.Type == html.CommentNode {
			t.Errorf("HTML(%q) has a comment: %q", source, out)
		}
	}
}

func checkElement(t *testing.T, source string, n *html.Node) {
	t.Helper()
	if !slices.Contains(harmless, n.Data) {
		t.Errorf("HTML(%q) has the element %q", source, n.Data)
	}
	for _, attr := range n.Attr {
		switch n.Data + " " + attr.Key {
		case "ol start":
		case "a rel":
			if attr.Val != "nofollow noopener" {
				t.Errorf("HTML(%q) has rel=%q", source, attr.Val)
			}
		case "a href":
			checkAddress(t, source, attr.Val)
		default:
			t.Errorf("HTML(%q) has %s=%q on %s", source, attr.Key, attr.Val, n.Data)
		}
	}
}

func checkAddress(t *testing.T, source, href string) {
	t.Helper()
	u, err := url.Parse(href)
	if err != nil || !slices.Contains([]string{"http", "https", "mailto"}, u.Scheme) {
		t.Errorf("HTML(%q) links to %q", source, href)
	}
}
