package export_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

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

func TestICSIsReadBack(t *testing.T) {
	for name, agenda := range samples(t) {
		data, err := export.ICS(agenda)
		if err != nil {
			t.Fatal(err)
		}
		calendar, err := ics.ParseCalendar(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		events := calendar.Events()
		if len(events) != 1 {
			t.Fatalf("%s: %d events, want 1", name, len(events))
		}
		start, err := events[0].GetStartAt()
		if err != nil || !start.Equal(agenda.StartsAt) {
			t.Errorf("%s: starts at %v, %v", name, start, err)
		}
		description := events[0].GetProperty(ics.ComponentPropertyDescription).Value
		for _, slot := range agenda.Slots {
			if words := strings.Join(strings.Fields(slot.Title), " "); !strings.Contains(description, words) {
				t.Errorf("%s: the description lacks %q", name, words)
			}
		}
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
}
