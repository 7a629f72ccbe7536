package text

import (
	"bytes"
	"html"
	"net/url"
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	htmlrenderer "github.com/yuin/goldmark/renderer/html"
	gmtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// MaxRunes is the length up to which text is read as Markdown. Longer text is
// shown as plain paragraphs.
const MaxRunes = 20_000

// relValue stands on every link: no credit to search engines, and no way for
// the page behind the link to reach the window that it was opened from.
const relValue = "nofollow noopener"

// headingShift keeps the ranks 1 and 2 for the page itself.
const headingShift = 2

var (
	markdownReader = newMarkdown()
	policy         = newPolicy()
)

// HTML renders Markdown as HTML that may be put into a page as it is. A single
// line break stays a line break. It never fails: text that is too long or too
// deeply nested comes back as escaped paragraphs.
func HTML(markdown string) string {
	source := strings.ToValidUTF8(markdown, "\uFFFD")
	if tooHeavy(source) {
		return plainHTML(source)
	}
	var out bytes.Buffer
	if err := markdownReader.Convert([]byte(source), &out); err != nil {
		return plainHTML(source)
	}
	return policy.SanitizeReader(&out).String()
}

// plainHTML shows text without reading it as Markdown.
func plainHTML(source string) string {
	var out strings.Builder
	for block := range strings.SplitSeq(normalLines(source), "\n\n") {
		if block = strings.TrimSpace(block); block == "" {
			continue
		}
		out.WriteString("<p>")
		out.WriteString(strings.ReplaceAll(html.EscapeString(block), "\n", "<br>\n"))
		out.WriteString("</p>\n")
	}
	return out.String()
}

func normalLines(s string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "\uFFFD").Replace(s)
}

func newMarkdown() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(extension.Linkify, extension.Strikethrough),
		goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(tidy{}, 500))),
		goldmark.WithRendererOptions(
			htmlrenderer.WithHardWraps(),
			renderer.WithNodeRenderers(util.Prioritized(noRawHTML{}, 100)),
		),
	)
}

func newPolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "h3", "h4", "h5", "h6", "ul", "ol", "li",
		"blockquote", "em", "strong", "del", "code", "pre")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("rel").Matching(regexp.MustCompile("^" + relValue + "$")).OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowRelativeURLs(false)
	p.RequireParseableURLs(true)
	return p
}

// tidy changes the parsed document before it is rendered: it lowers headings,
// marks links, and puts the words in the place of images and refused links.
type tidy struct{}

// Transform implements parser.ASTTransformer.
func (tidy) Transform(doc *ast.Document, reader gmtext.Reader, _ parser.Context) {
	var unwrap []ast.Node
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && !tidyNode(n, reader.Source()) {
			unwrap = append(unwrap, n)
		}
		return ast.WalkContinue, nil
	})
	for _, n := range unwrap {
		replaceByChildren(n, reader.Source())
	}
}

// tidyNode adjusts one node and reports whether it may stay.
func tidyNode(n ast.Node, source []byte) bool {
	switch node := n.(type) {
	case *ast.Heading:
		node.Level = min(node.Level+headingShift, 6)
	case *ast.Image:
		return false
	case *ast.Link:
		node.Title = nil
		node.SetAttributeString("rel", []byte(relValue))
		return allowedURL(string(node.Destination))
	case *ast.AutoLink:
		node.SetAttributeString("rel", []byte(relValue))
		return node.AutoLinkType == ast.AutoLinkEmail || allowedURL(string(node.URL(source)))
	}
	return true
}

// replaceByChildren takes a node away and leaves its words.
func replaceByChildren(n ast.Node, source []byte) {
	parent := n.Parent()
	if link, ok := n.(*ast.AutoLink); ok {
		parent.ReplaceChild(parent, n, ast.NewString(link.Label(source)))
		return
	}
	for child := n.FirstChild(); child != nil; child = n.FirstChild() {
		parent.InsertBefore(parent, n, child)
	}
	parent.RemoveChild(parent, n)
}

// allowedURL reports whether a link may go there: an absolute address of one
// of three schemes.
func allowedURL(raw string) bool {
	u, err := url.Parse(html.UnescapeString(strings.TrimSpace(raw)))
	if err != nil {
		return false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		return u.Host != ""
	case "mailto":
		return u.Opaque != ""
	}
	return false
}

// noRawHTML shows raw HTML as the characters that were typed. Leaving it out,
// as the renderer does by itself, would silently eat "a <b and c> d".
type noRawHTML struct{}

// RegisterFuncs implements renderer.NodeRenderer.
func (noRawHTML) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindHTMLBlock, renderTypedBlock)
	reg.Register(ast.KindRawHTML, renderTypedInline)
}

func renderTypedInline(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		writeSegments(w, source, n.(*ast.RawHTML).Segments)
	}
	return ast.WalkSkipChildren, nil
}

func renderTypedBlock(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	block := n.(*ast.HTMLBlock)
	if entering {
		_, _ = w.WriteString("<p>")
		writeSegments(w, source, block.Lines())
		return ast.WalkContinue, nil
	}
	if block.HasClosure() {
		_, _ = w.Write(util.EscapeHTML(block.ClosureLine.Value(source)))
	}
	_, _ = w.WriteString("</p>\n")
	return ast.WalkContinue, nil
}

func writeSegments(w util.BufWriter, source []byte, segments *gmtext.Segments) {
	for i := range segments.Len() {
		segment := segments.At(i)
		_, _ = w.Write(util.EscapeHTML(segment.Value(source)))
	}
}
