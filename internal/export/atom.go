package export

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
)

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Author  string      `xml:"author>name"`
	Entries []atomEntry `xml:"entry"`
}

type atomEntry struct {
	ID        string     `xml:"id"`
	Title     string     `xml:"title"`
	Published string     `xml:"published"`
	Updated   string     `xml:"updated"`
	Links     []atomLink `xml:"link"`
	Author    string     `xml:"author>name,omitempty"`
	Content   atomText   `xml:"content"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// Feed writes the published versions of an agenda, the newest first, as an Atom
// feed (RFC 4287) that stands at the address self. What is new stands in it as
// text. It returns an error if there are no versions: a feed has to say when it
// changed.
func Feed(title, self string, versions []Agenda) ([]byte, error) {
	if len(versions) == 0 {
		return nil, fmt.Errorf("export: a feed of no versions has no date")
	}
	newest := versions[0]
	feed := atomFeed{
		ID: newest.urn("feed"), Title: line(title), Author: or(line(newest.ProcessName), "Folkmoot"),
		Links: links(atomLink{"self", "application/atom+xml", webLink(self)}, atomLink{"alternate", "text/html", webLink(newest.URL)}),
	}
	var updated time.Time
	for _, a := range versions {
		if a.PublishedAt.After(updated) {
			updated = a.PublishedAt
		}
		feed.Entries = append(feed.Entries, a.entry())
	}
	feed.Updated = updated.UTC().Format(time.RFC3339)
	data, err := xml.MarshalIndent(feed, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("export: write the feed: %w", err)
	}
	return append([]byte(xml.Header), append(data, '\n')...), nil
}

func (a Agenda) entry() atomEntry {
	title := line(a.Title) + " – version " + strconv.Itoa(a.Version)
	if a.Cancelled {
		title = "Cancelled: " + title
	}
	at := a.PublishedAt.UTC().Format(time.RFC3339)
	return atomEntry{
		ID: a.urn(strconv.Itoa(a.Version)), Title: title, Published: at, Updated: at, Author: line(a.PublishedBy),
		Links: links(atomLink{"alternate", "text/html", webLink(a.URL)}), Content: atomText{"text", a.news()},
	}
}

// news is what a version says about itself.
func (a Agenda) news() string {
	said := []string{a.day(a.StartsAt) + ", " + a.span(a.StartsAt, a.EndsAt) + " (" + a.zone() + ")."}
	if a.Cancelled {
		said = append(said, cancelled)
	}
	said = append(said, lines([]string{a.Note})...)
	return strings.Join(append(said, lines(a.Changes)...), "\n")
}

// urn is an id that stays the same wherever the server moves.
func (a Agenda) urn(of string) string {
	return uuid.NewSHA1(uuid.NameSpaceOID, []byte("folkmoot agenda "+a.meetingID()+" "+of)).URN()
}

// links leaves out those without an address.
func links(all ...atomLink) []atomLink {
	var kept []atomLink
	for _, l := range all {
		if l.Href != "" {
			kept = append(kept, l)
		}
	}
	return kept
}

func or(words, otherwise string) string {
	if words == "" {
		return otherwise
	}
	return words
}
