package export_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ical "github.com/emersion/go-ical"

	"github.com/folkmoot/folkmoot/internal/export"
)

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return base64.StdEncoding.EncodeToString(sum[:])
}

// property matches a content line of RFC 5545, section 3.1.
var property = regexp.MustCompile(`^[A-Z0-9-]+(;[A-Z0-9-]+=("[^"\x00-\x08\x0a-\x1f]*"|[^":;,\x00-\x08\x0a-\x1f]*))*:[^\x00-\x08\x0a-\x1f\x7f]*$`)

// contentLines checks the outer form and returns the unfolded lines.
func contentLines(t *testing.T, data []byte) []string {
	t.Helper()
	raw, ok := strings.CutSuffix(string(data), "\r\n")
	if !ok {
		t.Fatal("the last line has no end")
	}
	var lines []string
	for _, folded := range strings.Split(raw, "\r\n") {
		if len(folded) > 75 || !utf8.ValidString(folded) || strings.ContainsAny(folded, "\r\n") {
			t.Errorf("line of %d octets, valid UTF-8 %v: %q", len(folded), utf8.ValidString(folded), folded)
		}
		if rest, more := strings.CutPrefix(folded, " "); more && len(lines) > 0 {
			lines[len(lines)-1] += rest
			continue
		}
		lines = append(lines, folded)
	}
	for _, line := range lines {
		if !property.MatchString(line) {
			t.Errorf("not a content line: %q", line)
		}
		name, _, _ := strings.Cut(line, ":")
		if strings.Count(name, "VALUE=") > 1 {
			t.Errorf("a parameter stands twice: %q", line)
		}
	}
	return lines
}

func TestICSIsStrict(t *testing.T) {
	for name, agenda := range samples(t) {
		t.Run(name, func(t *testing.T) {
			data, err := export.ICS(agenda)
			if err != nil {
				t.Fatal(err)
			}
			seen := map[string]string{}
			counts := map[string]int{}
			for _, line := range contentLines(t, data) {
				key, value, _ := strings.Cut(line, ":")
				key, _, _ = strings.Cut(key, ";")
				counts[key+":"+value]++
				if _, twice := seen[key]; twice && key != "BEGIN" && key != "END" {
					t.Errorf("%s stands twice", key)
				}
				seen[key] = value
			}
			want := map[string]string{
				"VERSION": "2.0", "METHOD": "PUBLISH", "CALSCALE": "GREGORIAN", "UID": "agenda-" + agenda.ProcessID,
				"SEQUENCE": fmt.Sprint(agenda.Version), "DTSTAMP": stamp(agenda.PublishedAt), "DTSTART": stamp(agenda.StartsAt), "DTEND": stamp(agenda.EndsAt),
			}
			for key, value := range want {
				if seen[key] != value {
					t.Errorf("%s is %q, want %q", key, seen[key], value)
				}
			}
			for _, line := range []string{"BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR"} {
				if counts[line] != 1 {
					t.Errorf("%s stands %d times", line, counts[line])
				}
			}
		})
	}
}

func stamp(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// read parses with a library other than the one that wrote.
func read(t *testing.T, data []byte) []ical.Event {
	t.Helper()
	calendar, err := ical.NewDecoder(bytes.NewReader(data)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	if method := said(t, calendar.Component, ical.PropMethod); method != "PUBLISH" {
		t.Errorf("the method is %q", method)
	}
	return calendar.Events()
}

func said(t *testing.T, c *ical.Component, property string) string {
	t.Helper()
	value, err := c.Props.Text(property)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func span(t *testing.T, e ical.Event) (from, to time.Time) {
	t.Helper()
	from, err := e.DateTimeStart(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	if to, err = e.DateTimeEnd(time.UTC); err != nil {
		t.Fatal(err)
	}
	return from, to
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestICSIsReadBack(t *testing.T) {
	for name, agenda := range samples(t) {
		data, err := export.ICS(agenda)
		if err != nil {
			t.Fatal(err)
		}
		events := read(t, data)
		if len(events) != 1 {
			t.Fatalf("%s: %d events, want 1", name, len(events))
		}
		if from, to := span(t, events[0]); !from.Equal(agenda.StartsAt) || !to.Equal(agenda.EndsAt) {
			t.Errorf("%s: from %v to %v", name, from, to)
		}
		if got := said(t, events[0].Component, ical.PropSummary); got != oneLine(agenda.Title) {
			t.Errorf("%s: the summary is %q", name, got)
		}
		if status, _ := events[0].Status(); (status == ical.EventCancelled) != agenda.Cancelled {
			t.Errorf("%s: the status is %q", name, status)
		}
		description := said(t, events[0].Component, ical.PropDescription)
		for _, slot := range agenda.Slots {
			if words := oneLine(slot.Title); !strings.Contains(description, words) {
				t.Errorf("%s: the description lacks %q", name, words)
			}
		}
	}
}

func TestICSSlotsAreReadBack(t *testing.T) {
	for name, agenda := range samples(t) {
		data, err := export.ICSSlots(agenda)
		if err != nil {
			t.Fatal(err)
		}
		contentLines(t, data)
		events := read(t, data)
		if len(agenda.Slots) == 0 {
			if got := said(t, events[0].Component, ical.PropUID); len(events) != 1 || got != "agenda-"+agenda.ProcessID {
				t.Errorf("%s: an agenda without slots has the event %q", name, got)
			}
			continue
		}
		if len(events) != len(agenda.Slots)+len(agenda.Gone) {
			t.Fatalf("%s: %d events", name, len(events))
		}
		for i, slot := range agenda.Slots {
			if from, to := span(t, events[i]); !from.Equal(slot.StartsAt) || !to.Equal(slot.EndsAt) {
				t.Errorf("%s: slot %d is from %v to %v", name, i, from, to)
			}
			want := map[string]string{ical.PropUID: "slot-" + slot.ID, ical.PropSummary: oneLine(slot.Title), ical.PropStatus: "CONFIRMED", ical.PropTransparency: "OPAQUE"}
			if slot.Kind == export.Break {
				want[ical.PropTransparency] = "TRANSPARENT"
			}
			if agenda.Cancelled {
				want[ical.PropStatus], want[ical.PropTransparency] = "CANCELLED", "TRANSPARENT"
			}
			for property, value := range want {
				if got := said(t, events[i].Component, property); got != value {
					t.Errorf("%s: slot %d has the %s %q, want %q", name, i, property, got, value)
				}
			}
		}
		for _, event := range events {
			stamped, err := event.Props.DateTime(ical.PropDateTimeStamp, time.UTC)
			sequence := event.Props.Get(ical.PropSequence)
			if err != nil || !stamped.Equal(agenda.PublishedAt) || sequence == nil || sequence.Value != fmt.Sprint(agenda.Version) {
				t.Errorf("%s: stamped %v at %v, %v", name, stamped, sequence, err)
			}
		}
	}
}

// An address is no text: nothing in it is escaped.
func TestICSKeepsAddresses(t *testing.T) {
	agenda := three(t)
	agenda.Link = "https://meet.example.org/a?room=1,2;pin=3"
	data, err := export.ICS(agenda)
	if err != nil {
		t.Fatal(err)
	}
	if want := "CONFERENCE;VALUE=URI:" + agenda.Link; !slices.Contains(contentLines(t, data), want) {
		t.Errorf("no line %s in\n%s", want, data)
	}
	agenda.Link = "javascript:alert(1)"
	if data, err = export.ICS(agenda); err != nil || bytes.Contains(data, []byte("CONFERENCE")) {
		t.Errorf("a link that runs, %v:\n%s", err, data)
	}
}

// Calendars keep what they were not told to drop.
func TestGoneSlotsAreCancelled(t *testing.T) {
	agenda := full(t)
	agenda.Gone = append(agenda.Gone, export.Gone{ID: "k", Title: "It came back", StartsAt: agenda.StartsAt, EndsAt: agenda.EndsAt})
	data, err := export.ICSSlots(agenda)
	if err != nil {
		t.Fatal(err)
	}
	events := read(t, data)
	last := events[len(events)-1]
	if len(events) != 7 || said(t, last.Component, ical.PropUID) != "slot-o" || said(t, last.Component, ical.PropStatus) != "CANCELLED" {
		t.Errorf("%d events, the last is %s, %s", len(events), said(t, last.Component, ical.PropUID), said(t, last.Component, ical.PropStatus))
	}
}

func TestICSKeepsOneEntryOverVersions(t *testing.T) {
	first, second := three(t), three(t)
	second.Version, second.Title, second.URL, second.EndsAt = 3, "Moved", "https://other.example.org", second.EndsAt.Add(time.Hour)
	uid := regexp.MustCompile(`UID:.*\r\n`)
	one, err := export.ICS(first)
	if err != nil {
		t.Fatal(err)
	}
	two, err := export.ICS(second)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(uid.Find(one), uid.Find(two)) {
		t.Errorf("%q became %q", uid.Find(one), uid.Find(two))
	}
}

func TestICSRefuses(t *testing.T) {
	nameless, backwards := three(t), three(t)
	nameless.ProcessID = ""
	backwards.EndsAt = backwards.StartsAt
	for _, agenda := range []export.Agenda{nameless, backwards} {
		if _, err := export.ICS(agenda); err == nil {
			t.Error("no error")
		}
	}
	unnamed, twice := three(t), three(t)
	unnamed.Slots[1].ID = ""
	twice.Slots[1].ID = twice.Slots[0].ID
	for _, agenda := range []export.Agenda{nameless, backwards, unnamed, twice} {
		if _, err := export.ICSSlots(agenda); err == nil {
			t.Error("no error")
		}
	}
}
