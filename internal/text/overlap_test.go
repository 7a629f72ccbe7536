package text_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/internal/text"
)

func TestOverlapIsWhatSeveralSay(t *testing.T) {
	for name, c := range map[string]struct {
		language string
		texts    []string
		want     string // stem: words (texts)
	}{
		"what most share comes first": {"en", []string{
			"A **river** that children swim in.", "Rivers for everyone; we swim.", "Our river, and a path.",
		}, "river: Rivers river (0 1 2), swim: swim (0 1)"},
		"what says nothing is left out":   {"en", []string{"We want to be with them in 2030.", "We want to be with the others in 2030."}, ""},
		"forms of one word are the same":  {"de", []string{"Unsere Häuser sind offen.", "Ein Haus für die Kinder.", "Kindern helfen"}, "haus: Haus Häuser (0 1), kind: Kinder Kindern (1 2)"},
		"no list, no stems":               {"el", []string{"το ποτάμι μας", "ένα ποτάμι"}, "ποταμι: ποτάμι (0 1)"},
		"twice in one text is not shared": {"en", []string{"bread, bread", "cheese"}, ""},
		"nothing":                         {"en", nil, ""},
	} {
		var got []string
		for _, s := range text.Overlap(c.language, c.texts) {
			places := strings.Trim(fmt.Sprint(s.Texts), "[]")
			got = append(got, s.Stem+": "+strings.Join(s.Words, " ")+" ("+places+")")
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %q, want %q", name, strings.Join(got, ", "), c.want)
		}
	}
}

func TestSentences(t *testing.T) {
	for in, want := range map[string][]string{
		"We want a *clean* river. It should be\nopen, e.g. on Sundays!\n\n- for children\n- for otters": {
			"We want a clean river.", "It should be open, e.g. on Sundays!", "for children", "for otters",
		},
		"نريد نهرا نظيفا؟ نعم.":        {"نريد نهرا نظيفا؟", "نعم."},
		"川をきれいに。みんなで。":                 {"川をきれいに。", "みんなで。"},
		" \n\n— ":                      {"—"},
		"a < b & c [x](https://x.org)": {"a < b & c x"},
	} {
		if got := text.Sentences(in); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestMarkTouchesNothingButWords(t *testing.T) {
	stems := map[string]bool{"river": true}
	for in, want := range map[string]string{
		"Rivers & <b>":                  "<p><mark>Rivers</mark> &amp; &lt;b&gt;</p>\n",
		"[the river](https://river.eu)": `<p><a href="https://river.eu" rel="nofollow noopener">the <mark>river</mark></a></p>` + "\n",
		"driver":                        "<p>driver</p>\n",
	} {
		if got := text.Mark(text.HTML(in), "en", stems); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// Marks change nothing but that they are there.
func FuzzMark(f *testing.F) {
	f.Add("The *river*, the `river` & the <mark>river</mark>")
	f.Add("<script>river</script> &lt;mark&gt;")
	f.Fuzz(func(t *testing.T, s string) {
		safe := text.HTML(s)
		marked := text.Mark(safe, "en", map[string]bool{"river": true, "mark": true})
		bare := strings.NewReplacer("<mark>", "", "</mark>", "").Replace(marked)
		if text.Mark(bare, "en", nil) != text.Mark(safe, "en", nil) || strings.Contains(marked, "<script") {
			t.Errorf("%q became %q", safe, marked)
		}
	})
}
