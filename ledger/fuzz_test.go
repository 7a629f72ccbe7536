package ledger_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/folkmoot/folkmoot/ledger"
)

// Whatever the file is, a report comes and nothing panics. The file is one of the
// golden ones with a piece of it replaced, so that what is fuzzed stays small; or
// the piece alone.
func FuzzVerify(f *testing.F) {
	names, err := filepath.Glob("testdata/*.json")
	if err != nil || len(names) == 0 {
		f.Fatal("no golden files")
	}
	var files [][]byte
	for i, name := range names {
		file, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		files = append(files, file)
		f.Add(byte(i), uint16(900*i), byte(1), []byte("7"), "folkmoot/receipt/v1\n")
	}
	f.Add(byte(255), uint16(0), byte(0), []byte("7"), "folkmoot/attestation/v1\n\nround \nseal \nauditor a\nkey a+0+A\n\n— a AAAAAAAA\n")
	f.Add(byte(255), uint16(0), byte(0), []byte(`{"format":"folkmoot/bundle/v1","entries":[{"index":1}]}`), "\n\n— a AAAAAAAA\n")
	f.Fuzz(func(t *testing.T, which byte, at uint16, cut byte, piece []byte, text string) {
		file := piece
		if int(which) < len(files) {
			whole := files[which]
			start := int(at) % len(whole)
			file = slices.Concat(whole[:start], piece, whole[min(start+int(cut), len(whole)):])
		}
		options := ledger.Options{Checkpoint: text, Attestations: []ledger.NamedAttestation{{Name: "a", Text: text}}}
		report := ledger.Verify(file, []ledger.NamedReceipt{{Name: "r", Text: text, Last: cut > 0}}, options)
		if report.Holds() || report.Verdict(ledger.CheckAttestations) == ledger.Holds {
			t.Errorf("a receipt or an attestation that nobody signed was taken for one: %v", report.Findings)
		}
		for number := 1; number <= ledger.Checks; number++ {
			if report.Verdict(number) == ledger.Holds && !report.Readable {
				t.Errorf("check %d holds for what cannot be read", number)
			}
		}
	})
}
