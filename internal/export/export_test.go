package export_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
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
			".ics": export.ICS, "-slots.ics": export.ICSSlots, ".json": export.JSON, ".html": export.HTML, "-embed.html": export.Embed,
			".atom": func(a export.Agenda) ([]byte, error) {
				return export.Feed(a.Title, a.URL+".atom", []export.Agenda{a})
			},
			".md": func(a export.Agenda) ([]byte, error) { return export.Markdown(a), nil },
		}
		if name == "forty" { // its pages are longer than anybody would look at
			delete(files, ".html")
			delete(files, "-embed.html")
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
		for _, write := range []func(export.Agenda) ([]byte, error){export.HTML, export.Embed} {
			page, err := write(agenda)
			if err != nil {
				t.Fatal(err)
			}
			pages = append(pages, page)
		}
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
		for _, write := range []func(export.Agenda) ([]byte, error){export.HTML, export.Embed} {
			page, err := write(agenda)
			if err != nil {
				t.Fatal(err)
			}
			root, err := html.Parse(bytes.NewReader(page))
			if err != nil {
				t.Fatal(err)
			}
			for n := range root.Descendants() {
				nothingRuns(t, name, n)
			}
		}
	}
}

func nothingRuns(t *testing.T, name string, n *html.Node) {
	t.Helper()
	if n.Type != html.ElementNode {
		return
	}
	has := map[string]string{}
	for _, attr := range n.Attr {
		has[attr.Key] = attr.Val
		if strings.HasPrefix(attr.Key, "on") || attr.Key == "style" || attr.Key == "src" {
			t.Errorf("%s: %s has %s=%q", name, n.Data, attr.Key, attr.Val)
		}
	}
	if scheme, _, found := strings.Cut(has["href"], ":"); found && scheme != "https" {
		t.Errorf("%s: a link leads to %q", name, has["href"])
	}
	switch n.Data {
	case "script", "img", "iframe", "object", "embed", "base", "form", "b":
		t.Errorf("%s: the page has the element %s", name, n.Data)
	case "link": // to other forms, and the words of schema.org
		if rel := has["rel"]; rel != "alternate" && rel != "canonical" && (rel != "" || has["itemprop"] == "") {
			t.Errorf("%s: the page loads %v", name, has)
		}
	}
}

// What search engines and places to share addresses read of the page.
func TestPageTellsMachinesWhatItIs(t *testing.T) {
	page, err := export.HTML(full(t))
	if err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	for n := range root.Descendants() {
		has := map[string]string{}
		for _, attr := range n.Attr {
			has[attr.Key] = attr.Val
		}
		value := has["content"] + has["href"] + has["datetime"] + has["itemtype"]
		for _, key := range []string{"itemprop", "property", "rel"} {
			if has[key] != "" {
				found[has[key]] = append(found[has[key]], value)
			}
		}
	}
	for key, want := range map[string][]string{
		"eventStatus": {"https://schema.org/EventScheduled"}, "eventAttendanceMode": {"https://schema.org/MixedEventAttendanceMode"},
		"location": {"https://schema.org/Place", "https://schema.org/VirtualLocation"},
		"og:image": {"https://moot.example.org/riverside/agenda.png"}, "og:url": {"https://moot.example.org/riverside/agenda"},
		"og:title": {"The winter moot"}, "alternate": {"agenda.atom", "agenda.ics"},
	} {
		if !slices.Equal(found[key], want) {
			t.Errorf("%s is %q, want %q", key, found[key], want)
		}
	}
	if len(found["subEvent"]) != 6 || len(found["startDate"]) != 7 || len(found["endDate"]) != 7 || found["startDate"][0] != "2026-12-05T18:00:00Z" {
		t.Errorf("subEvent %q, startDate %q, endDate %q", found["subEvent"], found["startDate"], found["endDate"])
	}
}

func TestCancelledIsSaidFirst(t *testing.T) {
	agenda := samples(t)["cancelled"]
	page, err := export.HTML(agenda)
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := bytes.Cut(page, []byte("<header>"))
	if at := bytes.Index(body, []byte("This meeting is cancelled.")); at < 0 || at > bytes.Index(body, []byte("<h1")) || !bytes.Contains(page, []byte("https://schema.org/EventCancelled")) {
		t.Error("the page does not say first that the meeting is cancelled")
	}
	if !strings.HasPrefix(string(export.Markdown(agenda)), "# December meeting\n\n**This meeting is cancelled.**\n") {
		t.Error("the text does not say first that the meeting is cancelled")
	}
}

func TestTagTellsVersionsApart(t *testing.T) {
	seen := map[string]string{}
	for name, agenda := range samples(t) {
		for version := range 2 {
			agenda.Version = version
			tag, err := export.Tag(agenda)
			if err != nil || seen[tag] != "" || strings.ContainsAny(tag, "\"\r\n ") {
				t.Errorf("%s and %s have the tag %q, %v", name, seen[tag], tag, err)
			}
			seen[tag] = name
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
	if strings.Count(own, "<h3>") != 1 || strings.Count(own, "<h4>") != 3 || strings.Count(own, "<hr>") != 1 {
		t.Errorf("what people wrote changed the order of the document:\n%s", own)
	}
	if strings.Count(own, "<a ") != 2 { // the page, and the one paper with an address of the web
		t.Errorf("a title became a link:\n%s", own)
	}
}

var quotation = regexp.MustCompile("(?s)<blockquote>.*?</blockquote>")

func TestJSONKeepsEverything(t *testing.T) {
	agenda := full(t)
	data, err := export.JSON(agenda)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Format, ID, Title, TimeZone, Method string
		StartsAt                            time.Time
		Version                             int
		Link, Note, OrderReason, CheckURL   string
		Changes                             []string
		Left                                []export.Leftover
		Gone                                []export.Gone
		Slots                               []struct {
			Title, Kind, Reason, Text, Question, Departure, Facilitator string
			Minutes                                                     int
			EndsAt                                                      time.Time
			Speakers                                                    []string
			Papers                                                      []export.Paper
			Parts                                                       []export.Part
		}
	}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if got.Format != export.Format || got.ID != agenda.ProcessID || got.TimeZone != "Europe/Dublin" || got.Version != 2 || !got.StartsAt.Equal(agenda.StartsAt) {
		t.Errorf("got %+v", got)
	}
	if got.Link != agenda.Link || got.Note != agenda.Note || got.OrderReason != agenda.OrderReason || got.CheckURL != agenda.CheckURL ||
		!slices.Equal(got.Changes, agenda.Changes) || !slices.Equal(got.Left, agenda.Left) || len(got.Gone) != 1 || got.Gone[0].ID != "o" {
		t.Errorf("got %+v", got)
	}
	for i, slot := range got.Slots {
		want := agenda.Slots[i]
		if slot.Question != want.Question || slot.Departure != want.Departure || slot.Facilitator != want.Facilitator || !slices.Equal(slot.Speakers, want.Speakers) ||
			!slices.Equal(slot.Papers, want.Papers) || len(slot.Parts) != len(want.Parts) {
			t.Errorf("slot %d: got %+v", i, slot)
		}
		if slot.Title != want.Title || slot.Kind != want.Kind || slot.Reason != want.Reason || slot.Text != want.Text || !slot.EndsAt.Equal(want.EndsAt) {
			t.Errorf("slot %d: got %+v", i, slot)
		}
	}
}
