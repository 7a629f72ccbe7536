package ledger_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/ledger"
)

// A shared change is one that every verifier has to judge alike: the first place
// where a golden file has one text gets another, and then these checks fail.
type shared struct {
	Bundle  string `json:"bundle"`
	Replace string `json:"replace"`
	With    string `json:"with"`
	Fails   []int  `json:"fails"`
}

var sharedChanges = [][3]string{
	{"ballots.public", `"format":"folkmoot/bundle/v1"`, `"format":"folkmoot/bundle/v2"`},
	{"ballots.public", `"origin":"folkmoot.example"`, `"origin":"volkmoot.example"`},
	{"ballots.public", `"audience":"public"`, `"audience":"public","extra":""`},
	{"ballots.public", `"amendments":[]`, `"amendments":null`},
	{"ballots.public", `"budget":60`, `"budget":90`},
	{"ballots.public", `"title":"The bell"`, `"title":"The well"`},
	{"ballots.public", `\"title\":\"The bell\"`, `\"title\":\"The well\"`},
	{"ballots.public", `"closes_at":"2030`, `"closes_at":"2031`},
	{"ballots.public", `"voted":8`, `"voted":7`},
	{"ballots.public", `"secret":"destroyed"`, `"secret":"kept"`},
	{"ballots.public", `"seed":"drawn in public"`, `"seed":"drawn in secret"`},
	{"ballots.public", `"choices":"{\"1\":1}"`, `"choices":"{\"1\": 1}"`},
	{"ballots.public", `\"selected\":[\"1\"`, `\"selected\":[\"2\"`},
	{"ballots.public", `\n1;1,10`, `\n1;1,3`},
	{"ballots.auditors", `"revision":1`, `"revision":2`},
	{"openings.public", `"revision":0`, `"revision":1`},
	{"openings.public", `"choices":"{}"`, `"choices":"{\"1\":1}"`},
	{"openings.public", `\"confirmed_by\":\"m-otto\"`, `\"confirmed_by\":\"m-olga\"`},
	{"openings.public", `"index":3`, `"index":4`},
	{"openings.public", `"batches":[["`, `"batches":[["0`},
	{"openings.public", `\"taken_back\":1`, `\"taken_back\":2`},
	{"openings.auditors", `"serial":"S-001"`, `"serial":"S-009"`},
	{"named.public", `"voter":"m-ada"`, `"voter":"m-nobody"`},
	{"named.public", `"voter":"m-ada"`, `"voter":"m-ben"`},
	{"totals.public", `"ballots":[]`, `"ballots":[{"choices":"{\"1\":1}"}]`},
	{"totals.public", `"pb":""`, `"pb":"META"`},
	{"totals.public", `\"voters\":3`, `\"voters\":4`},
}

// What other verifiers are tried on is what this one says.
func TestSharedChanges(t *testing.T) {
	var all []shared
	for _, c := range sharedChanges {
		file, err := os.ReadFile("testdata/" + c[0] + ".json")
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(file, []byte(c[1])) {
			t.Fatalf("%s has no %s", c[0], c[1])
		}
		report := ledger.Verify([]byte(strings.Replace(string(file), c[1], c[2], 1)), nil, ledger.Options{})
		change := shared{c[0] + ".json", c[1], c[2], nil}
		for number := 1; number <= ledger.Checks; number++ {
			if report.Verdict(number) == ledger.Fails {
				change.Fails = append(change.Fails, number)
			}
		}
		if len(change.Fails) == 0 {
			t.Errorf("%v: nothing fails", c)
		}
		all = append(all, change)
	}
	var written bytes.Buffer
	encoder := json.NewEncoder(&written)
	encoder.SetEscapeHTML(false)
	for _, change := range all {
		if err := encoder.Encode(change); err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "changes.jsonl", written.Bytes())
}
