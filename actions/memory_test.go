package actions_test

import (
	"fmt"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

// TestMemoryStaysFlat reads a process with 10,000 proposals and 100,000 comments for as
// long as FOLKMOOT_MEMORY says, such as 60s, and prints what the heap holds at the start,
// in the middle and at the end. It asserts nothing: figures are for people.
func TestMemoryStaysFlat(t *testing.T) {
	long, err := time.ParseDuration(os.Getenv("FOLKMOOT_MEMORY"))
	if err != nil {
		t.Skip("set FOLKMOOT_MEMORY=60s to measure")
	}
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := crowded(t, db, 100_000)
		tenThousand(t, db, x)
		at := actions.At{Process: x.process}
		similar := actions.Comparing{At: at}
		similar.Body.Title, similar.Body.Text = "Proposal about benches", "Where people wait for the ferry."
		reads := []func(){
			reading(x.World, x.who, actions.ReadHome, at),
			reading(x.World, x.who, actions.ListProposals, actions.Proposals{At: at, Limit: 50, Sort: "unseen", Beside: true}),
			reading(x.World, x.who, actions.ListProposals, actions.Proposals{At: at, Limit: 50, Sort: "random", Seed: "a"}),
			reading(x.World, x.who, actions.Search, actions.Searching{At: at, Words: "bench ferry", Limit: 20}),
			reading(x.World, x.who, actions.Search, actions.Searching{At: at, Words: "bnech fery", Limit: 20}),
			reading(x.World, x.who, actions.FindSimilar, similar),
		}
		for _, read := range x.reads() {
			reads = append(reads, read)
		}
		pages := 0
		t.Logf("at the start %s", heap())
		for half := range 2 {
			for began := time.Now(); time.Since(began) < long/2; pages++ {
				reads[pages%len(reads)]()
			}
			t.Logf("%s after %d readings: %s", []string{"in the middle", "at the end"}[half], pages, heap())
		}
	})
}

// heap is what is held after everything that can go is gone.
func heap() string {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return fmt.Sprintf("%.1f MiB", float64(stats.HeapAlloc)/(1<<20))
}

func tenThousand(t *testing.T, db *database.DB, x crowd) {
	member := x.World.MemberID(x.process, x.who)
	for part := range 50 {
		err := db.Write(t.Context(), testkit.Start, func(tx *database.Tx) error {
			process, err := models.FindProcess(tx.Query, x.process)
			if err != nil {
				return err
			}
			rows := make([]models.Proposal, 200)
			for i := range rows {
				n := part*200 + i
				rows[i] = models.Proposal{
					ProcessID: x.process, MemberID: member, Kind: models.AgendaItem,
					Words: models.Words{Title: fmt.Sprintf("Proposal %d about benches", n), Text: fmt.Sprintf("Where people wait for ferry %d at the mill.", n%97), Minutes: 10},
				}
			}
			_, err = models.NewProposals(tx, process, rows)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
