package actions_test

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"testing"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

// What the heap holds while a process with 10,000 proposals and 100,000 comments is
// read: when the first pages were read, and at the end. Give it -benchtime=60s to see
// whether it grows.
func BenchmarkMemory(b *testing.B) {
	for name, open := range map[string]func() *database.DB{
		"sqlite":   func() *database.DB { return dbtest.SQLite(b) },
		"postgres": func() *database.DB { return dbtest.Open(b, dbtest.Postgres(b)) },
	} {
		b.Run(name, func(b *testing.B) {
			db := open()
			x := crowded(b, db, 100_000)
			tenThousand(b, db, x)
			if err := x.Service.Perform(b.Context(), actions.Task{Deed: actions.DeedIndex}); err != nil {
				b.Fatal(err)
			}
			readings := readings(x)
			for _, read := range readings {
				read()
			}
			before, pages := heap(), 0
			for b.Loop() {
				readings[pages%len(readings)]()
				pages++
			}
			b.ReportMetric(before, "MiB-before")
			b.ReportMetric(heap(), "MiB-after")
		})
	}
}

func readings(x crowd) []func() {
	at := actions.At{Process: x.process}
	similar := actions.Comparing{At: at}
	similar.Body.Title, similar.Body.Text = "Proposal about benches", "Where people wait for the ferry."
	return slices.AppendSeq([]func(){
		reading(x.World, x.who, actions.ReadHome, at),
		reading(x.World, x.who, actions.ListProposals, actions.Proposals{At: at, Limit: 50, Sort: "unseen", Beside: true}),
		reading(x.World, x.who, actions.ListProposals, actions.Proposals{At: at, Limit: 50, Sort: "random", Seed: "a"}),
		reading(x.World, x.who, actions.Search, actions.Searching{At: at, Words: "bench ferry", Limit: 20}),
		reading(x.World, x.who, actions.Search, actions.Searching{At: at, Words: "bnech fery", Limit: 20}),
		reading(x.World, x.who, actions.FindSimilar, similar),
	}, maps.Values(x.reads()))
}

// heap is what is held after everything that can go is gone.
func heap() float64 {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return float64(stats.HeapAlloc) / (1 << 20)
}

func tenThousand(b *testing.B, db *database.DB, x crowd) {
	member := x.World.MemberID(x.process, x.who)
	for part := range 50 {
		err := db.Write(b.Context(), testkit.Start, func(tx *database.Tx) error {
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
			b.Fatal(err)
		}
	}
}
