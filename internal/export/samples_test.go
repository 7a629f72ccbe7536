package export_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/internal/export"
)

const method = "Everybody had the same 90 minutes to spend; an item was chosen when its supporters together could pay for it (Method of Equal Shares, rule equal-shares/v1)."

// samples are agendas as people write them, and as they should not.
func samples(t testing.TB) map[string]export.Agenda {
	t.Helper()
	return map[string]export.Agenda{
		"three":  three(t),
		"twelve": twelve(t),
		"long":   long(t),
		"arabic": arabic(t),
		"full":   full(t),
		"forty":  forty(t),
		"cancelled": func() export.Agenda {
			a := three(t)
			a.Cancelled, a.Version, a.Note = true, 3, "The hall is flooded. We meet again in January."
			a.Changes = []string{"The meeting is cancelled."}
			return a
		}(),
		"hostile": base(t, "UTC", "<script>alert(1)</script>\r\nBEGIN:VEVENT", []export.Slot{
			{ID: "1", Title: `"><img src=x onerror=alert(1)>` + "\r\nEND:VCALENDAR", Kind: `"><b>`, Minutes: 10,
				Reason: "[a](javascript:alert(1)); a,b\\n", Text: "<script>alert(1)</script>\n# a\n```\n---",
				Question: "</p><script>alert(1)</script>", Facilitator: `" onmouseover="alert(1)`, Speakers: []string{"<b>a</b>", "b\r\nUID:1"},
				Departure: "*a* ]]>", Parts: []export.Part{{Title: "<img src=x>\n# b", Question: "`a`", Minutes: 5, Speakers: []string{"<i>"}}},
				Papers: []export.Paper{{Title: "run", URL: "javascript:alert(1)"}, {Title: "[x](y)", URL: "https://example.org/a b>\"<"},
					{Title: "file", URL: "file:///etc/passwd"}, {Title: "</a>", URL: "data:text/html,<script>alert(1)</script>"}}},
		}, func(a *export.Agenda) {
			a.Link, a.CheckURL, a.Note, a.OrderReason = "javascript:alert(1)", "javascript:alert(1)", "<script>alert(1)</script>\u202e", "</strong>"
			a.Changes = []string{"\r\nEND:VCALENDAR", "]]><x/>"}
			a.Left = []export.Leftover{{Title: "<script>alert(1)</script>", Reason: `"><img src=x onerror=alert(1)>`}}
			a.Gone = []export.Gone{{ID: "9\r\nX:1", Title: "a\r\nEND:VEVENT", StartsAt: a.StartsAt, EndsAt: a.EndsAt}}
		}),
		"empty": base(t, "", "Nothing yet", nil),
	}
}

func base(t testing.TB, zone, title string, slots []export.Slot, changes ...func(*export.Agenda)) export.Agenda {
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
	a := export.Agenda{
		ProcessID: "0198c4d2-77aa-7c11-9d3e-6f2a8b1c0d4e", ProcessName: "Riverside neighbourhood assembly",
		Purpose: "We decide together what the *old school yard* becomes, so that everybody who lives by the river has a place there.",
		Title:   title, Place: "Village hall, upper room", Location: location, StartsAt: start, EndsAt: at,
		PublishedAt: time.Date(2026, 11, 28, 9, 30, 0, 0, time.UTC), PublishedBy: "Amina Osei", Version: 2,
		URL: "https://moot.example.org/riverside/agenda", Slots: slots, Method: method,
	}
	for _, change := range changes {
		change(&a)
	}
	return a
}

func three(t testing.TB) export.Agenda {
	return base(t, "Europe/Dublin", "December meeting", []export.Slot{
		{ID: "1", Title: "Welcome", Minutes: 5},
		{ID: "2", Title: "Who holds the keys to the yard?", Kind: export.AgendaItem, Minutes: 25,
			Reason: "Chosen in round 1: 41 supporters could each pay 0.6 minutes.",
			Text:   "The gate is locked from four o'clock.\n\n- Who has a key today?\n- Who should?\n\nSee [the letter](https://example.org/letter)."},
		{ID: "3", Title: "Take down the “No ball games” sign", Kind: export.SymbolicChange, Minutes: 10,
			Reason: "Chosen in round 2: 28 supporters could each pay 0.4 minutes."},
	})
}

func twelve(t testing.TB) export.Agenda {
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

func long(t testing.TB) export.Agenda {
	a := base(t, "America/Argentina/Buenos_Aires", "Extraordinary joint meeting of the ten partner organisations about the future of the yard, the hall and the path", []export.Slot{
		{ID: "1", Title: strings.Repeat("A very long title that goes on and on because somebody had much to say ", 3), Kind: export.AgendaItem, Minutes: 45,
			Reason: strings.Repeat("Chosen in round 12: 12,345 supporters could each pay 0.004 minutes, ", 3)},
		{ID: "2", Title: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" + strings.Repeat("x", 60), Kind: export.SymbolicChange, Minutes: 120},
		{ID: "3", Title: "After midnight", Minutes: 300},
	})
	a.Place = strings.Repeat("The hall behind the other hall, ", 5)
	return a
}

func arabic(t testing.TB) export.Agenda {
	a := base(t, "Africa/Cairo", "اجتماع ديسمبر في الحي", []export.Slot{
		{ID: "1", Title: "من يحمل مفاتيح الساحة؟", Kind: export.AgendaItem, Minutes: 25, Reason: "اختير في الجولة 1: 41 مؤيدًا.",
			Question: "هل نعطي 2 أو 3 مفاتيح؟", Speakers: []string{"ليلى حسن", "Piotr Żuk"}, Facilitator: "דנה לוי"},
		{ID: "2", Title: "שלט חדש בכניסה", Kind: export.SymbolicChange, Minutes: 10, Text: "שלום\n\nمرحبا\n\n- one\n- two"},
		{ID: "3", Title: "Questions (أسئلة)", Kind: export.AgendaItem, Minutes: 15},
	})
	a.ProcessName, a.Place, a.Purpose = "مجلس الحي", "قاعة القرية", "نقرر معًا ماذا تصبح ساحة المدرسة القديمة."
	return a
}

// full has everything that an agenda can have.
func full(t testing.TB) export.Agenda {
	a := base(t, "Europe/Dublin", "The winter moot", []export.Slot{
		{ID: "w", Title: "Welcome and working agreement", Minutes: 5, Facilitator: "Amina Osei"},
		{ID: "m", Title: "Report of the treasurer", Kind: export.Fixed, Minutes: 15, Speakers: []string{"Piotr Żuk"},
			Question: "Do we accept the accounts of the year?", Papers: []export.Paper{{Title: "Accounts 2026", URL: "https://example.org/accounts-2026.pdf"}}},
		{ID: "k", Title: "Who holds the keys to the yard?", Kind: export.AgendaItem, Minutes: 45, Facilitator: "Róisín Ní Bhriain",
			Speakers:  []string{"Łukasz Nowak", "Μαρία Παπαδοπούλου", "Олена Шевченко"},
			Question:  "Does each of the ten partners get a key, or does the caretaker keep all of them?",
			Reason:    "Chosen in round 1: 41 supporters could each pay 0.6 minutes.",
			Departure: "People voted on 25 minutes; the caretaker asked for more time, and the partners agreed on Monday.",
			Text:      "The gate is locked from four o'clock.",
			Parts: []export.Part{
				{Title: "What the caretaker needs", Minutes: 10, Speakers: []string{"Łukasz Nowak"}},
				{Title: "What the partners need", Minutes: 15, Speakers: []string{"Μαρία Παπαδοπούλου", "Олена Шевченко"}},
				{Title: "Decision", Minutes: 20, Question: "Ten keys, or one?"},
			},
			Papers: []export.Paper{{Title: "Letter of the caretaker", URL: "https://example.org/letter"}, {Title: "Plan of the yard", URL: "https://example.org/plan.pdf"}}},
		{ID: "b", Title: "Tea", Kind: export.Break, Minutes: 15},
		{ID: "s", Title: "Take down the “No ball games” sign", Kind: export.SymbolicChange, Minutes: 10,
			Reason: "Chosen in round 2: 28 supporters could each pay 0.4 minutes."},
		{ID: "l", Title: "Lights along the river path", Kind: export.AgendaItem, Minutes: 20, Question: "Which of the three offers do we take?",
			Reason: "Chosen in round 3: 33 supporters could each pay 0.6 minutes."},
	})
	at := a.StartsAt
	for i := range a.Slots {
		if i == 5 {
			at = at.Add(10 * time.Minute) // free
		}
		a.Slots[i].StartsAt = at
		part := at
		for j := range a.Slots[i].Parts {
			a.Slots[i].Parts[j].StartsAt = part
			part = part.Add(time.Duration(a.Slots[i].Parts[j].Minutes) * time.Minute)
		}
		at = at.Add(time.Duration(a.Slots[i].Minutes) * time.Minute)
		a.Slots[i].EndsAt = at
	}
	a.EndsAt = at.Add(5 * time.Minute)
	a.Link, a.CheckURL = "https://meet.example.org/riverside", "https://moot.example.org/check/0198c4d2"
	a.Note = "The treasurer is back, so her report has moved to the beginning."
	a.Changes = []string{"“Report of the treasurer” moved from 19:40 to 18:05.", "“A bench for people who wait” is no longer on the agenda."}
	a.OrderReason = "Items with a decision come first, while everybody is awake."
	a.Left = []export.Leftover{
		{Title: "A bench for people who wait", Reason: "It was chosen, but 12 minutes were missing; it comes first next time."},
		{Title: "The budget in one page", Reason: "4 more supporters would have done it."},
	}
	a.Gone = []export.Gone{{ID: "o", Title: "A bench for people who wait", StartsAt: a.StartsAt.Add(time.Hour), EndsAt: a.StartsAt.Add(72 * time.Minute)}}
	return a
}

// forty goes over several pages and past midnight, with titles as long as they may be.
func forty(t testing.TB) export.Agenda {
	slots := make([]export.Slot, 40)
	for i := range slots {
		slots[i] = export.Slot{ID: "n" + strconv.Itoa(i), Title: "Item " + strconv.Itoa(i+1), Kind: export.AgendaItem, Minutes: 15,
			Reason: "Chosen in round 3: 41 supporters could each pay 0.6 minutes.", Question: "Do we do it?"}
		if i%7 == 6 {
			slots[i] = export.Slot{ID: "n" + strconv.Itoa(i), Title: "Break", Kind: export.Break, Minutes: 10}
		}
	}
	slots[2].Title = (strings.Repeat("A very long title that goes on because somebody had much to say ", 3))[:160]
	slots[3].Kind = export.SymbolicChange
	return base(t, "Europe/Athens", "Γενική συνέλευση – Загальні збори", slots)
}
