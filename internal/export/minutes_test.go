package export_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/internal/export"
)

// held are the minutes of a meeting, with what a hostile pen would write.
func held(t *testing.T) export.Minutes {
	t.Helper()
	agenda := three(t)
	at := func(minutes int) *time.Time { return new(agenda.StartsAt.Add(time.Duration(minutes) * time.Minute)) }
	return export.Minutes{
		Agenda: agenda, StartedAt: *at(2), EndedAt: *at(95), Present: 14, Version: 1, PublishedAt: *at(300),
		Items: []export.MinutesItem{
			{
				Title: "Green space <script>alert(1)</script>", Kind: export.AgendaItem, BeganAt: at(2), EndedAt: at(40), Result: "decided",
				Notes:     "Everybody wants *shade*.\n\n<img src=x onerror=alert(1)>\n\n# Not a heading of ours",
				Decisions: []export.Decision{{Text: "Plant ten trees | *soon*", Owner: "Bea", Due: "2026-12-31"}, {Text: "غرس الأشجار"}},
				Polls:     []export.Poll{{Question: "Shall we plant?", Consent: true, Yes: 12, Abstain: 1, No: 1, Reasons: []string{"Cid: Who waters them?"}}},
			},
			{Title: "The locked gate", Kind: export.SymbolicChange, BeganAt: at(40), EndedAt: at(60), Result: "held"},
			{Title: "Accounts", Kind: export.Fixed},
		},
	}
}

func TestMinutes(t *testing.T) {
	page, err := export.MinutesHTML(held(t))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "minutes.html", page)
	golden(t, "minutes.md", export.MinutesMarkdown(held(t)))
	for _, never := range []string{"<script", "<img"} {
		if bytes.Contains(page, []byte(never)) {
			t.Errorf("the page holds %s", never)
		}
	}
	for _, want := range []string{"What was decided", "Plant ten trees", "until 2026-12-31", "12 agree, 1 stand aside, 1 object.", "Did not come to its turn", "Gently held"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}
