package bench_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/internal/bench"
)

// Two connections at once, a line that no statement stands in, and one of which
// only a part is written.
const log = `2030-01-01,"postgres","bench",11,"127.0.0.1:1",a,1,"BEGIN",2030-01-01,3/2,0,LOG,00000,"statement: begin isolation level read committed",,,,,,,,,"","client backend",,0
2030-01-01,"postgres","bench",12,"127.0.0.1:2",a,1,"BEGIN",2030-01-01,3/2,0,LOG,00000,"statement: begin",,,,,,,,,"","client backend",,0
2030-01-01,"postgres","bench",11,"127.0.0.1:1",a,1,"INSERT",2030-01-01,3/2,0,LOG,00000,"execute stmtcache_1: INSERT INTO ""ballots"" (""slot"",""choices"") VALUES ($1,$2)","parameters: $1 = 'the slot', $2 = 'it''s ""1"":1'",,,,,,,,"","client backend",,0
2030-01-01,,,1,,a,1,,2030-01-01,,0,LOG,00000,"checkpoint starting: time",,,,,,,,,"","checkpointer",,0
2030-01-01,"postgres","bench",12,"127.0.0.1:2",a,1,"COMMIT",2030-01-01,3/2,0,LOG,00000,"statement: commit",,,,,,,,,"","client backend",,0
2030-01-01,"postgres","bench",11,"127.0.0.1:1",a,1,"COMMIT",2030-01-01,3/2,0,LOG,00000,"statement: commit",,,,,,,,,"","client backend",,0
2030-01-01,"postgres","bench",11,"127.0.0.1:1",a,1,"BEGIN",2030-01-01,3/2,0,LOG,00000,"statement: be`

// What pgbench repeats is what the server sent, with its parameters.
func TestScriptsAreWhatTheServerSent(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.csv")
	if err := os.WriteFile(path, []byte(log), 0o600); err != nil {
		t.Fatal(err)
	}
	text, constants, err := bench.Script(path, map[string]string{"the slot": ":slot"})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"begin isolation level read committed;", `INSERT INTO "ballots" ("slot","choices") VALUES (:slot,:x0);`, "commit;", "",
	}
	if got := strings.Split(text, "\n"); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if !slices.Equal(constants, []string{"-D", `x0=it's "1":1`}) {
		t.Errorf("%q", constants)
	}
}

func TestPercentiles(t *testing.T) {
	values := []time.Duration{30, 10, 20}
	for percent, want := range map[int]time.Duration{0: 10, 50: 20, 99: 20, 100: 30} {
		if got := bench.Percentile(percent, values...); got != want {
			t.Errorf("%d in a hundred: %d, want %d", percent, got, want)
		}
	}
	if got := bench.Percentile(99); got != 0 {
		t.Errorf("of nothing: %d", got)
	}
}
