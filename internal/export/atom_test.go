package export_test

import (
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/internal/export"
)

type readFeed struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Author  string   `xml:"author>name"`
	Links   []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Entries []struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Content struct {
			Type string `xml:"type,attr"`
			Text string `xml:",chardata"`
		} `xml:"content"`
	} `xml:"entry"`
}

func TestFeedHasAnEntryForEachVersion(t *testing.T) {
	first, second := full(t), full(t)
	first.Version, first.PublishedAt = 1, second.PublishedAt.Add(-time.Hour)
	second.Cancelled = true
	data, err := export.Feed("The winter moot", "https://moot.example.org/a.atom", []export.Agenda{second, first})
	if err != nil {
		t.Fatal(err)
	}
	var feed readFeed
	if err := xml.Unmarshal(data, &feed); err != nil {
		t.Fatal(err)
	}
	if feed.Title != "The winter moot" || feed.Author != second.ProcessName || feed.Updated != "2026-11-28T09:30:00Z" || len(feed.Links) != 2 || feed.Links[0].Rel != "self" {
		t.Errorf("read %+v", feed)
	}
	if len(feed.Entries) != 2 || feed.Entries[0].ID == feed.Entries[1].ID || feed.Entries[1].Updated != "2026-11-28T08:30:00Z" {
		t.Fatalf("read %+v", feed.Entries)
	}
	for _, id := range []string{feed.ID, feed.Entries[0].ID, feed.Entries[1].ID} {
		if !strings.HasPrefix(id, "urn:uuid:") {
			t.Errorf("the id %q depends on where the server stands", id)
		}
	}
	content := feed.Entries[0].Content
	for _, want := range []string{"The treasurer is back", "moved from 19:40", "This meeting is cancelled."} {
		if content.Type != "text" || !strings.Contains(content.Text, want) {
			t.Errorf("the entry lacks %q: %+v", want, content)
		}
	}
}

func TestFeedKeepsItsIDs(t *testing.T) {
	here, moved := full(t), full(t)
	moved.URL, moved.Title = "https://elsewhere.example.org/a", "Another title"
	one, err := export.Feed("a", "https://moot.example.org/a.atom", []export.Agenda{here})
	if err != nil {
		t.Fatal(err)
	}
	two, err := export.Feed("b", "https://elsewhere.example.org/a.atom", []export.Agenda{moved})
	if err != nil {
		t.Fatal(err)
	}
	var first, second readFeed
	if err := xml.Unmarshal(one, &first); err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(two, &second); err != nil {
		t.Fatal(err)
	}
	if first.ID != second.ID || first.Entries[0].ID != second.Entries[0].ID {
		t.Errorf("%s became %s", first.ID, second.ID)
	}
	if _, err := export.Feed("a", "", nil); err == nil {
		t.Error("a feed of no versions has no error")
	}
}
