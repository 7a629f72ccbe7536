package text_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/internal/text"
)

func TestStemsMeetWhatMeansTheSame(t *testing.T) {
	for _, same := range []struct{ language, one, other string }{
		{"en", "Closing the Bridges!", "closed, the bridge"},
		{"de", "Die Häuser", "die hauses"},
		{"fr", "nos écoles", "nos ecole"},
		{"ru", "дороги", "дорога"},
		{"xx", "Ἀθῆναι  CAFÉ", "αθηναι cafe"},
		{"", "مُعَلِّم", "معلم"},
	} {
		one, other := text.Stems(same.language, same.one), text.Stems(same.language, same.other)
		if len(one) == 0 || !slices.Equal(one, other) {
			t.Errorf("%s: %q is %q and %q is %q", same.language, same.one, one, same.other, other)
		}
	}
}

func TestStemsHaveNoSigns(t *testing.T) {
	if got := text.Stems("en", " — … 7 % of 'it', or so? "); strings.Join(got, " ") != "7 of it or so" {
		t.Errorf("%q", got)
	}
}

func FuzzStems(f *testing.F) {
	f.Add("de", "Straßenbäume")
	f.Add("tr", "İstanbul'a")
	f.Add("ar", "والمدرسة")
	f.Fuzz(func(t *testing.T, language, s string) {
		for _, stem := range text.Stems(language, s) {
			if stem == "" || text.Fold(stem) != stem || strings.ContainsAny(stem, " \n\"'*:()") {
				t.Errorf("%q of %q", stem, s)
			}
		}
	})
}
