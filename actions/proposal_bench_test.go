package actions_test

import (
	"fmt"
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

// BenchmarkTenThousandProposals reads the lists of a process with 10,000 proposals,
// in all orders, and one of them.
func BenchmarkTenThousandProposals(b *testing.B) {
	for name, open := range map[string]func() *database.DB{
		"sqlite":   func() *database.DB { return dbtest.SQLite(b) },
		"postgres": func() *database.DB { return dbtest.Open(b, dbtest.Postgres(b)) },
	} {
		w, process, who := much(b, open(), 10_000)
		at := actions.At{Process: process}
		list := func(change func(*actions.Proposals)) func() {
			in := actions.Proposals{At: at, Limit: 50, Sort: "newest", Seed: "7"}
			change(&in)
			return func() {
				if got := testkit.See(w, who, actions.ListProposals, in); len(got.Items) != 50 || got.Next == "" {
					b.Errorf("a page of %d", len(got.Items))
				}
			}
		}
		one := testkit.See(w, who, actions.ListProposals, actions.Proposals{At: at, Limit: 1, Sort: "oldest"}).Items[0].ID
		for page, read := range map[string]func(){
			"newest":     list(func(*actions.Proposals) {}),
			"supported":  list(func(in *actions.Proposals) { in.Sort = "supported" }),
			"unseen":     list(func(in *actions.Proposals) { in.Sort = "unseen" }),
			"random":     list(func(in *actions.Proposals) { in.Sort = "random" }),
			"of a kind":  list(func(in *actions.Proposals) { in.Kind = models.AgendaItem }),
			"for rounds": list(func(in *actions.Proposals) { in.Eligible = true }),
			"of a tag":   list(func(in *actions.Proposals) { in.Tag = "tag 7" }),
			"one":        func() { testkit.See(w, who, actions.ReadProposal, actions.AtProposal{Proposal: one}) },
			"home":       func() { testkit.See(w, who, actions.ReadHome, at) },
			"threshold":  func() { testkit.See(w, who, actions.ReadThreshold, at) },
		} {
			b.Run(name+"/"+page, func(b *testing.B) { promptly(b, read) })
		}
	}
}

// much is a process with so many proposals of thirty members.
func much(b *testing.B, db *database.DB, count int) (*testkit.World, string, actions.Actor) {
	b.Helper()
	w := testkit.New(b, db)
	ada := w.Account("ada@example.org")
	process := w.Process(ada, "Mill").ID
	people := []string{w.MemberID(process, ada)}
	for i := range 30 {
		people = append(people, w.MemberID(process, w.Join(process, fmt.Sprintf("p%d@example.org", i), access.Participant)))
	}
	rows, tags := make([]models.Proposal, count), make([]models.Tag, count)
	for i := range rows {
		rows[i] = models.Proposal{
			ID: models.NewID(), ProcessID: process, MemberID: people[i%len(people)], Kind: models.AgendaItem, Excerpt: "A few words about it.",
			Words: models.Words{Title: fmt.Sprintf("Proposal %d", i), Text: "A few words about it. *And more.*", Minutes: 10, Tags: fmt.Sprintf("tag %d", i%20)},
			State: access.Published, Supporters: i * 7919 % 31, Seen: i * 104729 % 31, Wording: 1, Version: 1, CreatedAt: testkit.Start, ChangedAt: testkit.Start,
		}
		tags[i] = models.Tag{ProcessID: process, Tag: rows[i].Tags, ProposalID: rows[i].ID}
	}
	err := db.Write(b.Context(), testkit.Start, func(tx *database.Tx) error {
		if err := tx.CreateInBatches(rows, 500).Error; err != nil {
			return err
		}
		if err := tx.CreateInBatches(tags, 500).Error; err != nil {
			return err
		}
		return tx.Exec("ANALYZE proposals").Error // as Postgres does by itself within a minute
	})
	if err != nil {
		b.Fatal(err)
	}
	return w, process, ada
}
