package ranking_test

import (
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/internal/ranking"
)

func words(pieces []ranking.Piece) string {
	var out strings.Builder
	for _, piece := range pieces {
		if piece.Mark {
			out.WriteString("[" + piece.Text + "]")
		} else {
			out.WriteString(piece.Text)
		}
	}
	return out.String()
}

func TestOrder(t *testing.T) {
	query := ranking.Query{Title: "bridge night", Terms: []ranking.Term{
		{Stems: []string{"bridg"}, Weight: ranking.Rarity(1, 100)},
		{Stems: []string{"night", "nightli"}, Weight: ranking.Rarity(50, 100)},
	}}
	got := ""
	for _, hit := range ranking.Rank(query, []ranking.Candidate{
		{Number: 1, Title: "one common word", Words: "night"},
		{Number: 2, Title: "the rare word", Words: "bridg"},
		{Number: 3, Title: "both words", Words: "bridg nightli"},
		{Number: 4, Title: "both words", Words: "bridg night"},
		{Number: 5, Title: "Night on the bridge", Head: "night bridg", Words: "night bridg", Aside: true},
		{Number: 6, Title: "Night on the bridge", Head: "night bridg", Words: "night bridg"},
		{Number: 7, Title: "nothing of it", Words: "river"},
	}) {
		got += string(rune('0' + hit.Number))
		if hit.Score <= 0 || hit.Score > 1 {
			t.Errorf("%d fits by %v", hit.Number, hit.Score)
		}
	}
	if got != "643215" {
		t.Errorf("the order is %s", got)
	}
}

func TestMarks(t *testing.T) {
	stems := map[string]bool{"bridg": true, "night": true}
	for s, want := range map[string]string{
		"Bridges at night":   "[Bridges] at [night]",
		"the bridge":         "the [bridge]",
		"nothing":            "nothing",
		"":                   "",
		"knight, the night!": "knight, the [night]!",
	} {
		if got := words(ranking.Marked("en", s, stems)); got != want {
			t.Errorf("%q is marked as %q, want %q", s, got, want)
		}
	}
}

func TestExcerptShowsWhereMostWordsStand(t *testing.T) {
	stems := map[string]bool{"bridg": true, "night": true}
	long := strings.Repeat("Words and words. ", 30) + "A bridge alone. " + strings.Repeat("More of them. ", 30) +
		"Here is a bridge at night. " + strings.Repeat("And an end. ", 30)
	got := words(ranking.Excerpt("en", long, stems, 80))
	if !strings.Contains(got, "[bridge] at [night]") || !strings.HasPrefix(got, "… ") || !strings.HasSuffix(got, " …") || len(got) > 120 {
		t.Errorf("%q", got)
	}
	if got := words(ranking.Excerpt("en", "Short, at night.", stems, 80)); got != "Short, at [night]." {
		t.Errorf("%q", got)
	}
	if got := words(ranking.Excerpt("en", strings.Repeat("ж", 500), stems, 80)); len([]rune(got)) != 82 {
		t.Errorf("%d: %q", len([]rune(got)), got)
	}
}

func FuzzExcerpt(f *testing.F) {
	f.Add("A bridge at night", 10)
	f.Add("\xff\xfe bridge", 3)
	f.Fuzz(func(t *testing.T, s string, runes int) {
		if runes < 1 || runes > 1000 {
			return
		}
		whole := ""
		for _, piece := range ranking.Marked("en", s, map[string]bool{"bridg": true}) {
			whole += piece.Text
		}
		if whole != s {
			t.Errorf("%q became %q", s, whole)
		}
		ranking.Excerpt("en", s, map[string]bool{"bridg": true}, runes)
	})
}
