package bench_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/internal/bench"
)

// The tables have a row for each election, whatever kind of ballots it has.
func TestTables(t *testing.T) {
	folder := "../../voting/testdata/edge"
	files, err := filepath.Glob(filepath.Join(folder, "*.pb"))
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := bench.Print(&out, folder); err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if name := strings.TrimSuffix(filepath.Base(file), ".pb"); strings.Count(out.String(), name) < 5 {
			t.Errorf("%s is not in all tables", name)
		}
	}
}

func TestNoElectionsAreNoError(t *testing.T) {
	var out bytes.Buffer
	if err := bench.Print(&out, t.TempDir()); err != nil || !strings.Contains(out.String(), "FOLKMOOT_PABULIB") {
		t.Error(err, out.String())
	}
}
