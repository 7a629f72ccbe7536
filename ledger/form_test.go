package ledger_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/voting"
)

// What is no bundle is not read at all; everything else is said to be open.
func TestWhatIsNoBundle(t *testing.T) {
	receipts := []ledger.NamedReceipt{{Name: "mine"}}
	for name, c := range map[string]struct{ file, words string }{
		"nothing":             {"", "it is no JSON"},
		"text":                {"bundle", "it is no JSON"},
		"half a file":         {`{"format":"folkmoot/bundle/v1","rules`, "it is no JSON"},
		"half an object":      {`{"format":"folkmoot/bundle/v1"`, "it is no JSON"},
		"half a list":         {`{"entries":[1`, "it is no JSON"},
		"half a list of two":  {`{"entries":[1,`, "it is no JSON"},
		"no UTF-8":            {"{\"format\":\"\xff\"}", "it is not UTF-8"},
		"two files":           {`{"format":"folkmoot/bundle/v1"}{}`, "something follows after its end"},
		"a field twice":       {`{"stored":{"seed":"","seed":""}}`, "stored.seed is there twice"},
		"depth":               {strings.Repeat(`{"rules":[`, 10) + strings.Repeat(`]}`, 10), "is nested too deep"},
		"another format":      {`{"format":"folkmoot/bundle/v2"}`, "format is “folkmoot/bundle/v2”"},
		"a number for a text": {`{"stored":{"options":[{"title":7}]}}`, "stored.options.title holds a number"},
		"a text for a list":   {`{"entries":"none"}`, "entries holds a string"},
		"a number for a time": {`{"stored":{"opened_at":7}}`, "Time.UnmarshalJSON"},
		"no object":           {`[]`, "cannot unmarshal array"},
		"a half number":       {`{"format":"folkmoot/bundle/v1","stored":{"budget":1.5}}`, "stored.budget is 1.5"},
		"more than a file":    {strings.Repeat(" ", ledger.MaxBundle+1), "a bundle has at most"},
	} {
		t.Run(name, func(t *testing.T) {
			report := ledger.Verify([]byte(c.file), receipts, ledger.Options{Attestations: []ledger.NamedAttestation{{Name: "hers"}}})
			wants(t, report, 1, c.words)
			if report.Readable || report.Holds() || report.Verdict(2) != ledger.Unknown || len(report.With(ledger.Unknown)) != ledger.Checks-1 {
				t.Errorf("%+v", report)
			}
		})
	}
}

// Each field has one form, and there are no others.
func TestTheFormIsStrict(t *testing.T) {
	w := planned("openings").play(t)
	file := string(w.file(ledger.ForPublic))
	for name, c := range map[string]struct{ old, new, words string }{
		"another field":             {`{"format"`, `{"extra":1,"format"`, "extra should not be there"},
		"a field in other letters":  {`"audience"`, `"Audience"`, "audience is missing"},
		"null for a list":           {`"earlier":[`, `"earlier":null,"was":[`, "earlier is null and should be a list of 0"},
		"a list for a text":         {`"origin":"folkmoot.example","key"`, `"origin":["a"],"key"`, "origin holds a array"},
		"a number with an exponent": {`"budget":60,`, `"budget":6e1,`, "stored.budget is 6e1"},
		"less than nothing":         {`"voted":11`, `"voted":-1`, "stored.roll.voted is -1"},
		"another time zone":         {`"opened_at":"2030-10-01T18:04:00.000001Z"`, `"opened_at":"2030-10-01T20:04:00.000001+02:00"`, "stored.opened_at"},
		"too fine a time":           {`"opened_at":"2030-10-01T18:04:00.000001Z"`, `"opened_at":"2030-10-01T18:04:00.0000011Z"`, "stored.opened_at"},
		"a field of auditors":       {`{"revision":0`, `{"serial":"S","revision":0`, "ballots[0].serial should not be there"},
		"a name where there is none": {`{"revision":0`, `{"voter":"m ada","revision":0`,
			"ballots[0].voter or ballots[0].serial has a space"},
		"a space in rules":    {`"rules":"{`, `"rules":"{ `, "rules is not written as a JSON text has to be"},
		"no rules":            {`"rules":"{`, `"rules":"[`, "rules cannot be read"},
		"no seal":             {`"seal":"{`, `"seal":"[`, "seal cannot be read"},
		"no amendment":        {`"amendments":["{`, `"amendments":["[`, "amendments[0] cannot be read"},
		"a text for a number": {`\"budget\":60`, `\"budget\":\"60\"`, "rules.budget holds a string"},
		"no entry":            {`"text":"{`, `"text":"[`, "entries[0].text cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			changed := strings.Replace(file, c.old, c.new, 1)
			if changed == file {
				t.Fatalf("there is no %s", c.old)
			}
			report := ledger.Verify([]byte(changed), w.given(), ledger.Options{})
			wants(t, report, 1, c.words)
			if report.Holds() {
				t.Error("nothing was found")
			}
		})
	}
	if report := ledger.Verify([]byte(strings.ReplaceAll(file, `,"`, ",\n  \"")), nil, ledger.Options{}); !report.Holds() {
		t.Errorf("white space between fields is allowed: %v", report.With(ledger.Fails))
	}
}

// A bundle that was edited after it was written, in ways that no single value
// shows.
func TestEditedBundles(t *testing.T) {
	for name, c := range map[string]struct {
		plan  string
		edit  func(*ledger.Bundle)
		check int
		words string
	}{
		"ballots where there are none":  {"totals", func(b *ledger.Bundle) { b.Ballots = []ledger.Published{{Choices: `{"1":1}`}} }, 1, "ballots has 1 ballots"},
		"a ballot that is taken back":   {"ballots", func(b *ledger.Bundle) { b.Ballots[0].Choices = "{}" }, 9, "no counted ballot"},
		"a ballot that cannot be read":  {"ballots", func(b *ledger.Bundle) { b.Ballots[0].Choices = "[]" }, 9, "cannot be read"},
		"a ballot with too much":        {"ballots", func(b *ledger.Bundle) { b.Ballots[0].Choices = `{"1":1,"10":1,"2":1,"3":1}` }, 9, "at most 3"},
		"a ballot not in its form":      {"ballots", func(b *ledger.Bundle) { b.Ballots[0].Choices = `{"10":1,"1":1}` }, 9, "canonical form"},
		"a ballot in another place":     {"ballots", func(b *ledger.Bundle) { b.Ballots[0], b.Ballots[7] = b.Ballots[7], b.Ballots[0] }, 9, "not sorted"},
		"a commitment in another place": {"openings", func(b *ledger.Bundle) { b.Ballots[0], b.Ballots[7] = b.Ballots[7], b.Ballots[0] }, 8, "order of commitments"},
		"a ballot twice":                {"openings", func(b *ledger.Bundle) { b.Ballots = append(b.Ballots, b.Ballots[0]) }, 8, "stands in the file twice"},
		"a nonce that is none":          {"openings", func(b *ledger.Bundle) { b.Ballots[0].Nonce = "7" }, 1, "ballots[0].nonce"},
		"another budget in the pb":      {"openings", func(b *ledger.Bundle) { b.Pabulib = strings.Replace(b.Pabulib, "budget;60", "budget;90.5", 1) }, 9, "pb: budget is “90.5”; rules.budget is “60”."},
		"another cost in the pb":        {"openings", func(b *ledger.Bundle) { b.Pabulib = strings.Replace(b.Pabulib, "10;45;", "10;40;", 1) }, 9, "pb: cost of project 5"},
		"another ballot in the pb":      {"openings", func(b *ledger.Bundle) { b.Pabulib = strings.Replace(b.Pabulib, "\n1;1,10;2", "\n1;1,10;", 1) }, 9, "pb: vote 1"},
		"no pb":                         {"openings", func(b *ledger.Bundle) { b.Pabulib = "" }, 9, "pb cannot be read"},
		"a longer pb":                   {"openings", func(b *ledger.Bundle) { b.Pabulib += "\n" }, 9, "pb is written in another way"},
		"a quoted pb":                   {"openings", func(b *ledger.Bundle) { b.Pabulib = strings.Replace(b.Pabulib, "approval", `"approval"`, 1) }, 9, "line 10"},
		"a pb where there is none":      {"totals", func(b *ledger.Bundle) { b.Pabulib = "META" }, 9, "pb is “META”"},
		"spaces in the outcome":         {"openings", func(b *ledger.Bundle) { b.Outcome = " " + b.Outcome }, 10, "not written as counting again"},
		"no outcome":                    {"openings", func(b *ledger.Bundle) { b.Outcome = "[]" }, 10, "outcome cannot be read"},
		"a list for a number": {"openings", func(b *ledger.Bundle) {
			b.Outcome = strings.Replace(b.Outcome, `"selected":["1"`, `"selected":[["1"]`, 1)
		}, 10, "outcome"},
		"a long title":              {"openings", func(b *ledger.Bundle) { b.Stored.Title = strings.Repeat("ä", 79) }, 4, strings.Repeat("ä", 79) + "”"},
		"a longer title":            {"openings", func(b *ledger.Bundle) { b.Stored.Title = strings.Repeat("ä", 81) }, 4, strings.Repeat("ä", 80) + "…”"},
		"not closed":                {"openings", func(b *ledger.Bundle) { b.Stored.ClosedAt = nil }, 5, "stored.closed_at is null"},
		"no entries":                {"openings", func(b *ledger.Bundle) { b.Entries = nil }, 4, "No entry round.open"},
		"no batches":                {"openings", func(b *ledger.Bundle) { b.Batches = nil }, 6, "batches has 0"},
		"entries in disorder":       {"openings", func(b *ledger.Bundle) { b.Entries[0], b.Entries[1] = b.Entries[1], b.Entries[0] }, 3, "before the round was opened"},
		"the seal in another place": {"openings", func(b *ledger.Bundle) { b.Entries[5], b.Entries[6] = b.Entries[6], b.Entries[5] }, 3, "after the round was sealed"},
	} {
		t.Run(name, func(t *testing.T) {
			b := planned(c.plan).play(t).bundle(ledger.ForPublic)
			c.edit(&b)
			file, err := b.File()
			if err != nil {
				t.Fatal(err)
			}
			wants(t, ledger.Verify(file, nil, ledger.Options{}), c.check, c.words)
		})
	}
}

// Failures that are many are told as a number.
func TestManyFailuresAreSummedUp(t *testing.T) {
	b := planned("openings").play(t).bundle(ledger.ForPublic)
	for range 40 {
		b.Ballots = append(b.Ballots, ledger.Published{Revision: new(1), Nonce: ledger.Hash(""), Choices: "{}"})
	}
	file, err := b.File()
	if err != nil {
		t.Fatal(err)
	}
	wants(t, ledger.Verify(file, nil, ledger.Options{}), 8, "more in ballots.")
}

// A key and a checkpoint that somebody kept bind the file to what they saw.
func TestKeptKeysAndCheckpoints(t *testing.T) {
	w := planned("ballots").play(t)
	file := w.file(ledger.ForPublic)
	w.others(2)
	newer := w.checkpoint()
	other := planned("ballots")
	other.rules = func(r *ledger.Rules) { r.Budget++ }
	forked := other.play(t)
	between, err := w.signer.Checkpoint(7, [32]byte{})
	w.must(err)
	stranger := signer(t, origin, 9)
	for name, c := range map[string]struct {
		options ledger.Options
		verdict ledger.Verdict
		words   string
	}{
		"the key":                    {ledger.Options{Key: w.signer.Key() + "\n"}, ledger.Holds, "is signed by"},
		"another key":                {ledger.Options{Key: stranger.Key()}, ledger.Fails, "the one that you gave is"},
		"no key":                     {ledger.Options{Key: "key"}, ledger.Fails, "origin is"},
		"the checkpoint of the file": {ledger.Options{Checkpoint: w.bundle(ledger.ForPublic).Earlier[0].Checkpoint}, ledger.Holds, "is signed by"},
		"a newer checkpoint":         {ledger.Options{Checkpoint: newer}, ledger.Unknown, "Take the file anew"},
		"one of another size":        {ledger.Options{Checkpoint: between}, ledger.Unknown, "no proof for a ledger of that size"},
		"one of another ledger":      {ledger.Options{Checkpoint: forked.earlier[0]}, ledger.Fails, "two different ledgers"},
		"one that is none":           {ledger.Options{Checkpoint: "checkpoint"}, ledger.Fails, "The checkpoint that you gave is not signed"},
		"one by a key that fails":    {ledger.Options{Checkpoint: w.earlier[0], Key: stranger.Key()}, ledger.Fails, "The checkpoint that you gave is not signed"},
	} {
		t.Run(name, func(t *testing.T) {
			report := ledger.Verify(file, nil, c.options)
			if report.Verdict(2) != c.verdict {
				t.Errorf("%s", report.Verdict(2))
			}
			for _, f := range report.With(c.verdict) {
				if f.Check == 2 && strings.Contains(f.Sentence, c.words) {
					return
				}
			}
			t.Errorf("nothing says “%s”: %v", c.words, report.Findings)
		})
	}
	broken := bytes.Replace(file, []byte(`"checkpoint":"folkmoot`), []byte(`"checkpoint":"volkmoot`), 1)
	if report := ledger.Verify(broken, nil, ledger.Options{Checkpoint: w.earlier[0]}); report.Verdict(2) != ledger.Fails || report.Verdict(3) != ledger.Unknown {
		t.Errorf("without a checkpoint: %v", report.Findings)
	}
}

// Texts that cannot be written are errors, and no half texts.
func TestWhatCannotBeWritten(t *testing.T) {
	late := time.Date(10_000, time.January, 1, 0, 0, 0, 0, time.UTC)
	_, rules := ledger.Rules{Terms: ledger.Terms{OpenedAt: late}}.Text()
	_, amendment := ledger.Amendment{ClosesAt: &late}.Text()
	_, entry := ledger.Entry{At: late}.Canonical()
	_, hash := ledger.Entry{At: late}.Hash()
	_, file := ledger.Bundle{Stored: ledger.Stored{Terms: ledger.Terms{ClosesAt: late}}}.File()
	_, root := ledger.FinalRoot([]string{"no commitment"})
	_, choices := ledger.ParseChoices("[]")
	terms := ledger.Terms{Ballot: ledger.Form{Kind: voting.KindApproval}, Options: options, Scale: 1}
	_, profile := terms.Profile([]string{"[]"})
	_, added := terms.Profile([]string{`{"7":1}`})
	_, canonical := terms.Canonical(ledger.Choices{"7": 1})
	_, pb := terms.Pabulib([]string{"[]"})
	_, key := ledger.NewSigner("two words", make([]byte, 32))
	tab, _ := ledger.NewSigner("a\ttab", make([]byte, 32))
	_, receipt := tab.Receipt(ledger.Receipt{})
	for name, err := range map[string]error{
		"rules": rules, "amendment": amendment, "entry": entry, "hash": hash, "file": file, "root": root, "choices": choices,
		"profile": profile, "added": added, "canonical": canonical, "pb": pb, "key": key, "receipt": receipt,
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// The form of a ranking is its places, and what is held has none.
func TestChoicesOfARanking(t *testing.T) {
	terms := ledger.Terms{Ballot: ledger.Form{Kind: voting.KindRanking}, Options: options, Scale: 100, Budget: 6050}
	text, err := terms.Canonical(ledger.Choices{"3": 5, "10": 1, "1": 9, "2": ledger.Held})
	if err != nil || text != `{"1":3,"10":1,"2":-1,"3":2}` {
		t.Fatalf("%s, %v", text, err)
	}
	pb, err := terms.Pabulib([]string{text, ledger.TakenBack})
	if err != nil || !strings.Contains(pb, "\n1;10,3,1;2\n") || !strings.Contains(pb, "budget;60.5\n") {
		t.Errorf("%s, %v", pb, err)
	}
}

// Signed texts have one form only.
func TestSignedTextsAreStrict(t *testing.T) {
	s := signer(t, origin, 7)
	if s.Origin() != origin {
		t.Errorf("%s", s.Origin())
	}
	for name, r := range map[string]ledger.Receipt{
		"a line break in the round": {Round: "a\nb"}, "revision 0": {Revision: 0},
	} {
		signed, err := s.Receipt(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ledger.OpenReceipt(signed, s.Key()); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
	signed, err := s.Checkpoint(1<<60, [32]byte{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ledger.OpenCheckpoint(signed, s.Key()); err == nil {
		t.Error("a ledger of that size was accepted")
	}
	if signed, err = s.Checkpoint(3, [32]byte{}); err != nil {
		t.Fatal(err)
	}
	for name, changed := range map[string]string{
		"two signatures": signed + signed[strings.LastIndex(signed, "\n—")+1:], "other bits at the end": strings.Replace(signed, "=\n", "==\n", 1),
	} {
		if _, err := ledger.OpenCheckpoint(changed, s.Key()); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	for _, text := range []string{
		"receipt\n", strings.Repeat("line\n", 7), "folkmoot/receipt/v1\n" + origin + "\nround a\nrules b\ncommitment c\nrevision 1\nhour 7\n",
		"folkmoot/receipt/v1\n" + origin + "\nround a\nrules b\ncommitment c\nrevision 01\nhour 2030-10-04T18Z\n",
	} {
		signed, err := note.Sign(&note.Note{Text: text}, s)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ledger.OpenReceipt(string(signed), s.Key()); err == nil {
			t.Errorf("accepted: %s", text)
		}
	}
	for _, text := range []string{origin + "\n03\n" + strings.Repeat("A", 43) + "=\n", origin + "\n3\nAAAA\n", "other\n3\n" + strings.Repeat("A", 43) + "=\n"} {
		signed, err := note.Sign(&note.Note{Text: text}, s)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ledger.OpenCheckpoint(string(signed), s.Key()); err == nil {
			t.Errorf("accepted: %s", text)
		}
	}
	if _, err := ledger.OpenCheckpoint(signed, strings.Replace(s.Key(), "+98bf14d7+", "+98BF14D7+", 1)); err == nil {
		t.Error("a key in large letters was accepted")
	}
}
