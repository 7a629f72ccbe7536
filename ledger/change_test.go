package ledger_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/ledger"
)

// A change is one alteration of a bundle: a value, a field or an element of a
// list, also inside the texts that it holds.
type change struct {
	path string
	how  string
	file []byte
}

// A span is a value in JSON, or the end of one, by its place.
type span struct {
	path       string
	start, end int
	value      any // of a leaf: string, json.Number, bool or nil
	nested     bool
}

// spans finds all values in JSON.
func spans(t *testing.T, text []byte) []span {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var found []span
	next := func() (json.Token, int) {
		start := int(decoder.InputOffset())
		for start < len(text) && strings.IndexByte(" \n\t,:", text[start]) >= 0 {
			start++
		}
		token, err := decoder.Token()
		if err != nil {
			t.Fatal(err)
		}
		return token, start
	}
	var walk func(path string)
	walk = func(path string) {
		token, start := next()
		delim, nested := token.(json.Delim)
		for i := 0; nested && decoder.More(); i++ {
			if delim == '[' {
				walk(fmt.Sprintf("%s[%d]", path, i))
				continue
			}
			key, _ := next()
			walk(strings.TrimPrefix(fmt.Sprint(path, ".", key), "."))
		}
		if nested {
			next()
		}
		found = append(found, span{path, start, int(decoder.InputOffset()), token, nested})
	}
	walk("")
	return found
}

func replace(text []byte, s span, with string) []byte {
	return slices.Concat(text[:s.start], []byte(with), text[s.end:])
}

// changes are all changes of JSON: of each value, without each field or element,
// and with each element twice.
func changes(t *testing.T, text []byte) []change {
	t.Helper()
	var all []change
	for _, s := range spans(t, text) {
		for how, with := range others(s) {
			all = append(all, change{s.path, how, replace(text, s, with)})
		}
		if s.path != "" {
			all = append(all, change{s.path, "left out", without(text, s)})
		}
		if strings.HasSuffix(s.path, "]") {
			all = append(all, change{s.path, "twice", replace(text, s, string(text[s.start:s.end])+","+string(text[s.start:s.end]))})
		}
		inner, is := s.value.(string)
		if !is || !strings.HasPrefix(inner, "{") {
			continue
		}
		for _, c := range changes(t, []byte(inner)) {
			all = append(all, change{s.path + "." + c.path, c.how, replace(text, s, quoted(string(c.file)))})
		}
	}
	return all
}

// without leaves a field or an element out.
func without(text []byte, s span) []byte {
	start, end := s.start, s.end
	if !strings.HasSuffix(s.path, "]") {
		start = bytes.LastIndexByte(text[:bytes.LastIndexByte(text[:s.start], ':')-1], '"')
	}
	if text[end] == ',' {
		end++
	} else if text[start-1] == ',' {
		start--
	}
	return slices.Concat(text[:start], text[end:])
}

func quoted(text string) string {
	encoded, _ := json.Marshal(text)
	return string(encoded)
}

// others are other values of the same type.
func others(s span) map[string]string {
	switch value := s.value.(type) {
	case json.Number:
		n, _ := value.Int64()
		return map[string]string{"one more": fmt.Sprint(n + 1)}
	case bool:
		return map[string]string{"the contrary": fmt.Sprint(!value)}
	case string:
		if value == "" {
			return map[string]string{"longer": `"x"`}
		}
		if t, err := time.Parse(time.RFC3339Nano, value); err == nil {
			return map[string]string{"later": quoted(t.Add(time.Second).Format(time.RFC3339Nano)), "no time": `"soon"`}
		}
		last := value[len(value)-1]
		return map[string]string{
			"longer": quoted(value + "x"), "empty": `""`, "another last letter": quoted(value[:len(value)-1] + string(last^1)),
		}
	case nil:
		return map[string]string{"no longer null": `"2030-10-04T18:00:00Z"`}
	}
	return nil
}

// bound are the parts of a bundle that a hash, a signature or a proof binds as a
// whole. A change in them is named by the part at least.
var bound = regexp.MustCompile(`^(rules|seal|outcome|pb|checkpoint|key|origin|format|audience|(entries|amendments|batches|earlier|ballots)(\[\d+\])?)`)

// names tells whether a sentence names what was changed. What is stored is named
// by its path, and so is each of the rules that is stored too.
func names(c change, f ledger.Finding) bool {
	path := c.path
	if strings.HasPrefix(path, "stored.") || strings.HasPrefix(path, "rules.") && storedToo.MatchString(path) {
		_, path, _ = strings.Cut(path, ".")
	} else if part := bound.FindString(path); part != "" {
		path = part
	}
	for ; path != ""; path = above(path, c.how) {
		if strings.Contains(f.Sentence, path) {
			return true
		}
	}
	field := c.path[strings.LastIndex(c.path, ".")+1:] // a hash over all of them cannot tell which
	return strings.HasPrefix(c.path, "ballots[") && strings.Contains(f.Sentence, field+" in ballots")
}

var storedToo = regexp.MustCompile(`^rules\.(round|process|title|unit|scale|budget|ballot|settings|options|publication|auditors|paper|opened_at|roll\.count)`)

// above is the list in which an element is missing or stands twice: then others
// have its place, and the list may be all that can be named.
func above(path, how string) string {
	if how != "left out" && how != "twice" {
		return ""
	}
	if i := strings.LastIndexAny(path, ".["); i > 0 {
		return path[:i]
	}
	return ""
}

// unseen are the changes that nobody can see: an earlier checkpoint more or less
// is a proof more or less, as long as there is one of the time when the round was
// open. Nothing that is stored of a round is among them.
func unseen(c change) bool {
	return c.how == "left out" && regexp.MustCompile(`^earlier\[\d+\]$`).MatchString(c.path)
}

// Changing any single value of a bundle, leaving anything out or having it twice
// is found, and the sentence names it. The others have no field that these lack.
func TestEveryChangeIsNamed(t *testing.T) {
	for _, name := range []string{"totals.public", "ballots.public", "openings.auditors", "named.public"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			level, audience, _ := strings.Cut(name, ".")
			i := slices.IndexFunc(plans, func(p plan) bool { return p.name == level })
			for _, c := range changes(t, plans[i].play(t).file(audience)) {
				if c.path != "" {
					tryChange(t, c)
				}
			}
		})
	}
}

func tryChange(t *testing.T, c change) {
	t.Helper()
	report := ledger.Verify(c.file, nil, ledger.Options{})
	failures := report.With(ledger.Fails)
	if len(failures) == 0 && unseen(c) {
		return
	}
	if len(failures) == 0 {
		t.Errorf("%s (%s): nothing was found", c.path, c.how)
		return
	}
	if !slices.ContainsFunc(failures, func(f ledger.Finding) bool { return names(c, f) }) {
		t.Errorf("%s (%s): not named by\n%v", c.path, c.how, failures)
	}
}
