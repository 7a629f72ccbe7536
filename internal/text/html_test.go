package text_test

import (
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/internal/text"
)

func TestHTML(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"paragraph", "Hello", "<p>Hello</p>\n"},
		{"line break stays", "One\ntwo", "<p>One<br>\ntwo</p>\n"},
		{"emphasis", "*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>\n"},
		{"first heading becomes the third", "# A", "<h3>A</h3>\n"},
		{"underlined heading", "A\n=", "<h3>A</h3>\n"},
		{"fourth heading becomes the sixth", "#### A", "<h6>A</h6>\n"},
		{"sixth heading stays", "###### A", "<h6>A</h6>\n"},
		{"list", "- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"},
		{"numbered list keeps its start", "3. a", "<ol start=\"3\">\n<li>a</li>\n</ol>\n"},
		{"quotation", "> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"},
		{"link", "[a](https://example.org/?b=1&c=2)", `<p><a href="https://example.org/?b=1&amp;c=2" rel="nofollow noopener">a</a></p>` + "\n"},
		{"link loses its title", `[a](https://example.org "t")`, `<p><a href="https://example.org" rel="nofollow noopener">a</a></p>` + "\n"},
		{"bare address", "https://example.org", `<p><a href="https://example.org" rel="nofollow noopener">https://example.org</a></p>` + "\n"},
		{"mail address", "<a@example.org>", `<p><a href="mailto:a@example.org" rel="nofollow noopener">a@example.org</a></p>` + "\n"},
		{"relative link keeps its words", "[a *b*](/c)", "<p>a <em>b</em></p>\n"},
		{"other scheme keeps its words", "[a](ftp://example.org)", "<p>a</p>\n"},
		{"image keeps its words", "![a *b*](https://example.org/c.png)", "<p>a <em>b</em></p>\n"},
		{"image in a link", "[![a](b.png)](https://example.org)", `<p><a href="https://example.org" rel="nofollow noopener">a</a></p>` + "\n"},
		{"raw HTML is shown as typed", "a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n"},
		{"raw block is shown as typed", "<div>\na\n</div>", "<p>&lt;div&gt;\na\n&lt;/div&gt;</p>\n"},
		{"code block", "```go\na<b\n```", "<pre><code>a&lt;b\n</code></pre>\n"},
		{"entities", "a &amp; b < c", "<p>a &amp; b &lt; c</p>\n"},
		{"bad UTF-8", "a\xffb", "<p>a\uFFFDb</p>\n"},
		{"right to left", "# مرحبا", "<h3>مرحبا</h3>\n"},
		{"too deep is plain", strings.Repeat(">", 40) + " a", "<p>" + strings.Repeat("&gt;", 40) + " a</p>\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := text.HTML(tt.in); got != tt.want {
				t.Errorf("HTML(%q)\n got %q\nwant %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestHTMLShowsLongTextAsParagraphs(t *testing.T) {
	got := text.HTML("# a\nb\n\n<i>c" + strings.Repeat("d", text.MaxRunes))
	if !strings.HasPrefix(got, "<p># a<br>\nb</p>\n<p>&lt;i&gt;cdd") {
		t.Errorf("got %q", got[:40])
	}
}

func TestExcerpt(t *testing.T) {
	tests := []struct {
		name, in string
		runes    int
		want     string
	}{
		{"short", "# A\n\nb *c* [d](https://example.org)", 80, "A b c d"},
		{"cut between words", "one two three four", 12, "one two…"},
		{"exact length", "one two", 7, "one two"},
		{"no mark before the ellipsis", "one two, three four", 10, "one two…"},
		{"one long word", strings.Repeat("a", 30), 10, strings.Repeat("a", 9) + "…"},
		{"combining mark stays with its letter", strings.Repeat("a", 8) + "e\u0301bcdefgh", 10, strings.Repeat("a", 8) + "…"},
		{"nothing", "abc", 0, ""},
		{"text and not HTML", "a < b & c", 80, "a < b & c"},
		{"tags are words", "<script>x</script>", 80, "<script>x</script>"},
		{"list", "- a\n- b", 80, "a b"},
		{"direction marks", "a\u202Eb\u2066c\u0007", 80, "abc"},
		{"lines", "a\nb\n\nc", 80, "a b c"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := text.Excerpt(tt.in, tt.runes); got != tt.want {
				t.Errorf("Excerpt(%q, %d) = %q, want %q", tt.in, tt.runes, got, tt.want)
			}
		})
	}
}

func TestFold(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"  Café\tCRÈME ", "cafe creme"},
		{"Straße", "strasse"},
		{"İstanbul ISPARTA ılık", "istanbul isparta ilik"},
		{"ΆΘΉΝΑΣ Αθήνας", "αθηνασ αθηνασ"},
		{"Ёлка", "елка"},
		{"Łódź Ærø Þór", "lodz aero thor"},
		{"ﬁne ①", "fine 1"},
		{"مُحَمَّد", "محمد"},
		{"שָׁלוֹם", "שלום"},
		{"が か", "が か"},
		{"हिन्दी", "हिन्दी"},
		{"a\xff", "a\uFFFD"},
	}
	for _, tt := range tests {
		if got := text.Fold(tt.in); got != tt.want {
			t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Straße", "İ", "ǰ", "\u0345", "ﬃ", "\u1E9E", "a\u200D\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := text.Fold(s)
		if twice := text.Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, folded again %q", s, once, twice)
		}
	})
}
