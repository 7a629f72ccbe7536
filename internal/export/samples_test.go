package export_test

import (
	"strings"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/internal/export"
)

const method = "Everybody had the same 90 minutes to spend; an item was chosen when its supporters together could pay for it (Method of Equal Shares, rule equal-shares/v1)."

// samples are agendas as people write them, and as they should not.
func samples(t *testing.T) map[string]export.Agenda {
	t.Helper()
	return map[string]export.Agenda{
		"three":  three(t),
		"twelve": twelve(t),
		"long":   long(t),
		"arabic": arabic(t),
		"hostile": base(t, "UTC", "<script>alert(1)</script>\r\nBEGIN:VEVENT", []export.Slot{
			{ID: "1", Title: `"><img src=x onerror=alert(1)>` + "\r\nEND:VCALENDAR", Kind: `"><b>`, Minutes: 10,
				Reason: "[a](javascript:alert(1)); a,b\\n", Text: "<script>alert(1)</script>\n# a\n```\n---"},
		}),
		"empty": base(t, "", "Nothing yet", nil),
	}
}

func base(t *testing.T, zone, title string, slots []export.Slot) export.Agenda {
	t.Helper()
	location, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Date(2026, 12, 5, 18, 0, 0, 0, location)
	at := start
	for i := range slots {
		slots[i].StartsAt = at
		at = at.Add(time.Duration(slots[i].Minutes) * time.Minute)
		slots[i].EndsAt = at
	}
	if len(slots) == 0 {
		at = start.Add(2 * time.Hour)
	}
	return export.Agenda{
		ProcessID: "0198c4d2-77aa-7c11-9d3e-6f2a8b1c0d4e", ProcessName: "Riverside neighbourhood assembly",
		Purpose: "We decide together what the *old school yard* becomes, so that everybody who lives by the river has a place there.",
		Title:   title, Place: "Village hall, upper room", Location: location, StartsAt: start, EndsAt: at,
		PublishedAt: time.Date(2026, 11, 28, 9, 30, 0, 0, time.UTC), PublishedBy: "Amina Osei", Version: 2,
		URL: "https://moot.example.org/riverside/agenda", Slots: slots, Method: method,
	}
}

func three(t *testing.T) export.Agenda {
	return base(t, "Europe/Dublin", "December meeting", []export.Slot{
		{ID: "1", Title: "Welcome", Minutes: 5},
		{ID: "2", Title: "Who holds the keys to the yard?", Kind: export.AgendaItem, Minutes: 25,
			Reason: "Chosen in round 1: 41 supporters could each pay 0.6 minutes.",
			Text:   "The gate is locked from four o'clock.\n\n- Who has a key today?\n- Who should?\n\nSee [the letter](https://example.org/letter)."},
		{ID: "3", Title: "Take down the “No ball games” sign", Kind: export.SymbolicChange, Minutes: 10,
			Reason: "Chosen in round 2: 28 supporters could each pay 0.4 minutes."},
	})
}

func twelve(t *testing.T) export.Agenda {
	titles := []string{"Welcome and working agreement", "A warm room in winter", "Keep the lime tree", "School bus at half past seven",
		"Break", "Repair café every month", "Who answers the letters?", "Say names before titles", "Lights along the river path",
		"A bench for people who wait", "The budget in one page", "What we take home"}
	kinds := []string{"", export.AgendaItem, export.SymbolicChange, export.AgendaItem, "", export.AgendaItem, export.AgendaItem,
		export.SymbolicChange, export.AgendaItem, export.AgendaItem, export.AgendaItem, ""}
	lengths := []int{5, 20, 10, 15, 15, 10, 15, 5, 15, 10, 15, 5}
	slots := make([]export.Slot, len(titles))
	for i := range titles {
		slots[i] = export.Slot{ID: string(rune('a' + i)), Title: titles[i], Kind: kinds[i], Minutes: lengths[i]}
		if kinds[i] != "" {
			slots[i].Reason = "Chosen in round 3: 41 supporters could each pay 0.6 minutes."
			slots[i].Text = "Somebody wrote **why** this matters.\n\nAnd what would be different after it."
		}
	}
	return base(t, "Europe/Dublin", "The winter moot", slots)
}

func long(t *testing.T) export.Agenda {
	a := base(t, "America/Argentina/Buenos_Aires", "Extraordinary joint meeting of the ten partner organisations about the future of the yard, the hall and the path", []export.Slot{
		{ID: "1", Title: strings.Repeat("A very long title that goes on and on because somebody had much to say ", 3), Kind: export.AgendaItem, Minutes: 45,
			Reason: strings.Repeat("Chosen in round 12: 12,345 supporters could each pay 0.004 minutes, ", 3)},
		{ID: "2", Title: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" + strings.Repeat("x", 60), Kind: export.SymbolicChange, Minutes: 120},
		{ID: "3", Title: "After midnight", Minutes: 300},
	})
	a.Place = strings.Repeat("The hall behind the other hall, ", 5)
	return a
}

func arabic(t *testing.T) export.Agenda {
	a := base(t, "Africa/Cairo", "اجتماع ديسمبر في الحي", []export.Slot{
		{ID: "1", Title: "من يحمل مفاتيح الساحة؟", Kind: export.AgendaItem, Minutes: 25, Reason: "اختير في الجولة 1: 41 مؤيدًا."},
		{ID: "2", Title: "שלט חדש בכניסה", Kind: export.SymbolicChange, Minutes: 10, Text: "שלום\n\nمرحبا\n\n- one\n- two"},
		{ID: "3", Title: "Questions (أسئلة)", Kind: export.AgendaItem, Minutes: 15},
	})
	a.ProcessName, a.Place, a.Purpose = "مجلس الحي", "قاعة القرية", "نقرر معًا ماذا تصبح ساحة المدرسة القديمة."
	return a
}
