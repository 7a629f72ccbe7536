package export

import (
	"encoding/json"
	"fmt"
	"time"
)

// Format names the shape of the JSON file. A format never changes its meaning;
// new fields may be added to it.
const Format = "folkmoot-agenda/v1"

type agendaJSON struct {
	Format      string     `json:"format"`
	ID          string     `json:"id"`
	Process     process    `json:"process"`
	Title       string     `json:"title"`
	Place       string     `json:"place,omitempty"`
	Link        string     `json:"link,omitempty"`
	Cancelled   bool       `json:"cancelled,omitempty"`
	TimeZone    string     `json:"timeZone"`
	StartsAt    time.Time  `json:"startsAt"`
	EndsAt      time.Time  `json:"endsAt"`
	PublishedAt time.Time  `json:"publishedAt"`
	PublishedBy string     `json:"publishedBy,omitempty"`
	Version     int        `json:"version"`
	Note        string     `json:"note,omitempty"`
	Changes     []string   `json:"changes,omitempty"`
	URL         string     `json:"url,omitempty"`
	Method      string     `json:"method,omitempty"`
	CheckURL    string     `json:"checkUrl,omitempty"`
	OrderReason string     `json:"orderReason,omitempty"`
	Slots       []slotJSON `json:"slots"`
	Left        []leftJSON `json:"left,omitempty"`
	Gone        []goneJSON `json:"gone,omitempty"`
}

type process struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Purpose string `json:"purpose,omitempty"`
}

type slotJSON struct {
	ID       string    `json:"id"`
	Kind     string    `json:"kind,omitempty"`
	Title    string    `json:"title"`
	Minutes  int       `json:"minutes"`
	StartsAt time.Time `json:"startsAt"`
	EndsAt   time.Time `json:"endsAt"`
	Reason   string    `json:"reason,omitempty"`
	Text     string    `json:"text,omitempty"`

	Question    string      `json:"question,omitempty"`
	Facilitator string      `json:"facilitator,omitempty"`
	Speakers    []string    `json:"speakers,omitempty"`
	Departure   string      `json:"departure,omitempty"`
	Parts       []partJSON  `json:"parts,omitempty"`
	Papers      []paperJSON `json:"papers,omitempty"`
}

type partJSON struct {
	Title    string    `json:"title"`
	Minutes  int       `json:"minutes"`
	StartsAt time.Time `json:"startsAt"`
	Question string    `json:"question,omitempty"`
	Speakers []string  `json:"speakers,omitempty"`
}

type paperJSON struct {
	Title string `json:"title"`
	URL   string `json:"url"`
}

type leftJSON struct {
	Title  string `json:"title"`
	Reason string `json:"reason,omitempty"`
}

type goneJSON struct {
	ID       string    `json:"id"`
	Title    string    `json:"title"`
	StartsAt time.Time `json:"startsAt"`
	EndsAt   time.Time `json:"endsAt"`
}

// JSON writes the agenda as JSON in the format that Format names. Times are
// RFC 3339 in UTC; purpose and texts are Markdown, addresses as they were written.
func JSON(a Agenda) ([]byte, error) {
	zone := "UTC"
	if a.Location != nil {
		zone = a.Location.String()
	}
	doc := agendaJSON{
		Format: Format, ID: a.meetingID(), Process: process{a.ProcessID, a.ProcessName, a.Purpose},
		Title: a.Title, Place: a.Place, Link: a.Link, Cancelled: a.Cancelled, TimeZone: zone,
		StartsAt: a.StartsAt.UTC(), EndsAt: a.EndsAt.UTC(), PublishedAt: a.PublishedAt.UTC(), PublishedBy: a.PublishedBy,
		Version: a.Version, Note: a.Note, Changes: a.Changes, URL: a.URL, Method: a.Method, CheckURL: a.CheckURL,
		OrderReason: a.OrderReason, Slots: make([]slotJSON, 0, len(a.Slots)),
	}
	for _, s := range a.Slots {
		doc.Slots = append(doc.Slots, s.json())
	}
	for _, l := range a.Left {
		doc.Left = append(doc.Left, leftJSON(l))
	}
	for _, g := range a.Gone {
		doc.Gone = append(doc.Gone, goneJSON{g.ID, g.Title, g.StartsAt.UTC(), g.EndsAt.UTC()})
	}
	data, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("export: write the agenda as JSON: %w", err)
	}
	return append(data, '\n'), nil
}

func (s Slot) json() slotJSON {
	slot := slotJSON{
		ID: s.ID, Kind: s.Kind, Title: s.Title, Minutes: s.Minutes, StartsAt: s.StartsAt.UTC(), EndsAt: s.EndsAt.UTC(),
		Reason: s.Reason, Text: s.Text, Question: s.Question, Facilitator: s.Facilitator, Speakers: s.Speakers, Departure: s.Departure,
	}
	for _, p := range s.Parts {
		slot.Parts = append(slot.Parts, partJSON{p.Title, p.Minutes, p.StartsAt.UTC(), p.Question, p.Speakers})
	}
	for _, p := range s.Papers {
		slot.Papers = append(slot.Papers, paperJSON(p))
	}
	return slot
}
