package text_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/internal/text"
)

func TestTellingWords(t *testing.T) {
	for _, c := range []struct{ language, text, want string }{
		{"en", "The bridges of the old town, and what we do with them", "bridg old town"},
		{"de", "Wir wollen über die Brücken gehen", "bruck geh"},
		{"xx", "the bridges", "the bridges"},
		{"en", "the and of", ""},
		{"ru", "мы и дороги", "дорог"},
	} {
		var stems []string
		for _, told := range text.Tell(c.language, c.text) {
			stems = append(stems, told.Stem)
		}
		if got := strings.Join(stems, " "); got != c.want {
			t.Errorf("%s: %q tells %q, want %q", c.language, c.text, got, c.want)
		}
	}
	if long := text.Tell("xx", strings.Repeat("ж", 4000)); len([]rune(long[0].Stem)) > 60 {
		t.Errorf("a stem of %d letters", len([]rune(long[0].Stem)))
	}
}

func TestGramsOfAWord(t *testing.T) {
	if got := text.Grams("ab"); !slices.Equal(got, []string{"__a", "_ab", "ab_"}) {
		t.Errorf("%q", got)
	}
	if got := text.Grams("дом"); len(got) != 4 {
		t.Errorf("%q", got)
	}
}

func TestSlips(t *testing.T) {
	for _, c := range []struct {
		one, other string
		want       int
	}{{"bridge", "bridge", 0}, {"brigde", "bridge", 1}, {"brdge", "bridge", 1}, {"bridhe", "bridge", 1}, {"", "ab", 2}, {"ab", "", 2}, {"kitten", "sitting", 3}, {"дрога", "дорога", 1}} {
		if got := text.Slips(c.one, c.other); got != c.want {
			t.Errorf("%q and %q are %d apart, want %d", c.one, c.other, got, c.want)
		}
	}
}

func TestAlike(t *testing.T) {
	if same, other := text.Alike("a quiet room", "a quiet room"), text.Alike("a quiet room", "bicycles"); same != 1 || other > 0.1 {
		t.Errorf("the same is %v alike, another %v", same, other)
	}
}
