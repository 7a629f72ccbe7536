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
	TimeZone    string     `json:"timeZone"`
	StartsAt    time.Time  `json:"startsAt"`
	EndsAt      time.Time  `json:"endsAt"`
	PublishedAt time.Time  `json:"publishedAt"`
	PublishedBy string     `json:"publishedBy,omitempty"`
	Version     int        `json:"version"`
	URL         string     `json:"url,omitempty"`
	Method      string     `json:"method,omitempty"`
	Slots       []slotJSON `json:"slots"`
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
}

// JSON writes the agenda as JSON in the format that Format names. Times are
// RFC 3339 in UTC, purpose and texts are Markdown as they were written.
func JSON(a Agenda) ([]byte, error) {
	zone := "UTC"
	if a.Location != nil {
		zone = a.Location.String()
	}
	doc := agendaJSON{
		Format: Format, ID: a.meetingID(), Process: process{a.ProcessID, a.ProcessName, a.Purpose},
		Title: a.Title, Place: a.Place, TimeZone: zone, StartsAt: a.StartsAt.UTC(), EndsAt: a.EndsAt.UTC(),
		PublishedAt: a.PublishedAt.UTC(), PublishedBy: a.PublishedBy, Version: a.Version, URL: a.URL,
		Method: a.Method, Slots: make([]slotJSON, 0, len(a.Slots)),
	}
	for _, s := range a.Slots {
		doc.Slots = append(doc.Slots, slotJSON{s.ID, s.Kind, s.Title, s.Minutes, s.StartsAt.UTC(), s.EndsAt.UTC(), s.Reason, s.Text})
	}
	data, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("export: write the agenda as JSON: %w", err)
	}
	return append(data, '\n'), nil
}
