package export_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/folkmoot/folkmoot/internal/export"
	"github.com/folkmoot/folkmoot/internal/text"
)

var update = flag.Bool("update", false, "write the golden files")

func TestGolden(t *testing.T) {
	for name, agenda := range samples(t) {
		files := map[string]func(export.Agenda) ([]byte, error){
			".ics": export.ICS, ".json": export.JSON, ".html": export.HTML,
			".md": func(a export.Agenda) ([]byte, error) { return export.Markdown(a), nil },
		}
		for ext, write := range files {
			t.Run(name+ext, func(t *testing.T) {
				got, err := write(agenda)
				if err != nil {
					t.Fatal(err)
				}
				golden(t, name+ext, got)
			})
		}
	}
	page, err := export.NotFound()
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "not-found.html", page)
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; look at it and run go test -update.\n got %s", name, got)
	}
}

// The hash must be of exactly what stands between the tags, or no browser
// would apply the style.
func TestStyleHashIsOfTheStyleInThePage(t *testing.T) {
	pages := [][]byte{}
	for _, agenda := range samples(t) {
		page, err := export.HTML(agenda)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, page)
	}
	page, err := export.NotFound()
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range append(pages, page) {
		_, rest, _ := bytes.Cut(page, []byte("<style>"))
		style, _, _ := bytes.Cut(rest, []byte("</style>"))
		if got := "'sha256-" + hash(style) + "'"; got != export.StyleHash() {
			t.Fatalf("the page's style has the hash %s, StyleHash says %s", got, export.StyleHash())
		}
	}
}

// Proves T12 for the page: no script, no handler, no style attribute, nothing loaded.
func TestPageHoldsNothingThatRuns(t *testing.T) {
	for name, agenda := range samples(t) {
		page, err := export.HTML(agenda)
		if err != nil {
			t.Fatal(err)
		}
		root, err := html.Parse(bytes.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			switch n.Data {
			case "script", "img", "iframe", "object", "embed", "link", "base", "form", "b":
				if n.Type == html.ElementNode {
					t.Errorf("%s: the page has the element %s", name, n.Data)
				}
			}
			for _, attr := range n.Attr {
				if strings.HasPrefix(attr.Key, "on") || attr.Key == "style" || attr.Key == "src" {
					t.Errorf("%s: %s has %s=%q", name, n.Data, attr.Key, attr.Val)
				}
			}
		}
	}
}

// The order of headings, the landmarks and the times are what somebody who
// does not see the page goes by.
func TestPageReadsWell(t *testing.T) {
	page, err := export.HTML(three(t))
	if err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	count, rank := map[string]int{}, 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		count[n.Data]++
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			if next := int(n.Data[1] - '0'); next > rank+1 {
				t.Errorf("a heading of rank %d follows one of rank %d", next, rank)
			} else {
				rank = next
			}
		}
	}
	for element, want := range map[string]int{"h1": 1, "main": 1, "header": 1, "footer": 1, "nav": 1, "h3": 3} {
		if count[element] != want {
			t.Errorf("the page has %d of %s, want %d", count[element], element, want)
		}
	}
	for _, want := range []string{`lang="en"`, `datetime="2026-12-05T18:00:00Z"`, "Europe/Dublin", "agenda.ics", "agenda.md", "agenda.json", "Amina Osei", "Version 2"} {
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestMarkdownIsOneDocument(t *testing.T) {
	rendered := text.HTML(string(export.Markdown(samples(t)["hostile"])))
	own := quotation.ReplaceAllString(rendered, "")
	if strings.Count(own, "<h3>") != 1 || strings.Count(own, "<h4>") != 2 || strings.Count(own, "<hr>") != 1 {
		t.Errorf("what people wrote changed the order of the document:\n%s", own)
	}
	if strings.Count(own, "<a ") != 1 {
		t.Errorf("a title became a link:\n%s", own)
	}
}

var quotation = regexp.MustCompile("(?s)<blockquote>.*?</blockquote>")

func TestJSONKeepsEverything(t *testing.T) {
	agenda := three(t)
	data, err := export.JSON(agenda)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Format, ID, Title, TimeZone, Method string
		StartsAt                            time.Time
		Version                             int
		Slots                               []struct {
			Title, Kind, Reason, Text string
			Minutes                   int
			EndsAt                    time.Time
		}
	}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if got.Format != export.Format || got.ID != agenda.ProcessID || got.TimeZone != "Europe/Dublin" || got.Version != 2 || !got.StartsAt.Equal(agenda.StartsAt) {
		t.Errorf("got %+v", got)
	}
	for i, slot := range got.Slots {
		want := agenda.Slots[i]
		if slot.Title != want.Title || slot.Kind != want.Kind || slot.Reason != want.Reason || slot.Text != want.Text || !slot.EndsAt.Equal(want.EndsAt) {
			t.Errorf("slot %d: got %+v", i, slot)
		}
	}
}
