package voting_test

import (
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The outcomes of two hundred elections by all settings are the same bytes on
// every machine: also where an int has 32 bits, for which scripts/test.sh runs
// this once more.
func TestSameBytesOnEveryMachine(t *testing.T) {
	const file = "testdata/outcomes.sha256"
	hash := sha256.New()
	encoder := json.NewEncoder(hash)
	for seed := range uint64(200) {
		e := randomElection(seed)
		profile := e.profile(t)
		for _, s := range allSettings(e.form.Kind) {
			if err := encoder.Encode(mustTally(t, profile, s)); err != nil {
				t.Fatal(err)
			}
		}
	}
	got := fmt.Sprintf("%x\n", hash.Sum(nil))
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "outcomes", strings.TrimSpace(got), strings.TrimSpace(string(want)))
}
