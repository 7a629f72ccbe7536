package actions_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/ledger"
)

// What is stored of a closed round, table by table: how a row is named, and which
// of its columns name it and so cannot change without its being another row.
var storedOfRound = []struct {
	table, key string
	names      []string
}{
	{"rounds", "id", []string{"id"}},
	{"options", "position", []string{"round_id", "position"}},
	{"roll", "member_id", []string{"round_id", "member_id"}},
	{"sealed_ballots", "position", []string{"round_id", "position"}},
	{"commitments", "hash", []string{"round_id", "hash"}},
	{"amendments", "id", []string{"round_id", "id"}},
	{"seals", "round_id", []string{"round_id"}},
	{"outcomes", "round_id", []string{"round_id"}},
	{"entries", "id", []string{"id"}},
}

// forgotten are the columns that are of no use to a closed round: the date on
// which it was to open, what its meeting was to have beside the budget, where a
// proposal comes from, and how a roll entry was used, of which the sum is proved.
var forgotten = []string{
	"rounds.opens_at", "rounds.meeting_minutes", "rounds.meeting_fixed", "rounds.meeting_slack", "options.proposal_id", "roll.paper",
}

// Proves I5: whoever runs the database and changes any field of any row of a
// closed round is found out, by the name of the field or what holds it.
func TestEveryFieldOfAClosedRoundIsProved(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := tell(t, db, ledger.PublishOpenings)
		tamperer := dbtest.Tamper(t, db)
		tried := 0
		for _, stored := range storedOfRound {
			columns := tamperer.Columns(stored.table)
			for _, key := range s.rowsOf(tamperer, stored.table, stored.key) {
				scope := s.scopeOf(stored.table)
				if stored.table == "entries" {
					scope = "? <> ''" // their scope is a field that changes
				}
				where := fmt.Sprintf("%s AND CAST(%s AS text) = ?", scope, stored.key)
				for _, column := range slices.Sorted(maps.Keys(columns)) {
					field := stored.table + "." + column
					if slices.Contains(stored.names, column) || slices.Contains(forgotten, field) {
						continue
					}
					tamperer.Change(stored.table, column, columns[column], where, []any{s.scope(stored.table), key}, func() {
						if !s.foundOut() {
							t.Errorf("%s of %s was changed, and nobody sees it", field, key)
						}
					})
					tried++
				}
			}
		}
		if tried < 60 {
			t.Errorf("only %d fields were tried", tried)
		}
		report := ledger.Verify(s.bundle(false), s.receipts, ledger.Options{})
		for _, finding := range report.With(ledger.Fails) {
			t.Errorf("the round as it was is doubted: %+v", finding)
		}
	})
}

func (s *story) scopeOf(table string) string {
	switch table {
	case "rounds":
		return "id = ?"
	case "entries":
		return "object = ? AND verb <> 'round.make' AND verb <> 'round.terms' AND verb <> 'round.propose-amendment'"
	default:
		return "round_id = ?"
	}
}

func (s *story) scope(table string) string {
	if table == "entries" {
		return "round/" + s.round
	}
	return s.round
}

// rowsOf are the first two rows of a table; those that follow are like them.
func (s *story) rowsOf(tamperer *dbtest.Tamperer, table, key string) []string {
	rows := tamperer.Rows(table, key, s.scopeOf(table), s.scope(table))
	return rows[:min(len(rows), 2)]
}

// foundOut tells whether somebody who looks finds that anything is wrong: the
// server, which does not write such a bundle, or who checks it.
func (s *story) foundOut() bool {
	at := actions.AtRound{Round: s.round}
	bundle, err := actions.View(s.T.Context(), s.Service, s.ada, actions.ReadBundle, at)
	if err != nil {
		return true
	}
	report := ledger.Verify(bundle, s.receipts, ledger.Options{Key: s.Service.Signer.Key()})
	return !report.Holds()
}

// Whoever drops a ballot wherever they can is convicted by its receipt.
func TestDroppedBallotIsProvedByItsReceipt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := tell(t, db, ledger.PublishOpenings)
		tamperer := dbtest.Tamper(t, db)
		dropped, err := ledger.OpenReceipt(s.receipts[0].Text, s.Service.Signer.Key())
		if err != nil {
			t.Fatal(err)
		}
		where, arguments := "round_id = ? AND commitment = ?", []any{s.round, dropped.Commitment}
		tamperer.Drop("sealed_ballots", where, arguments, func() {
			report := ledger.Verify(s.bundle(false), s.receipts[:1], ledger.Options{})
			said := ""
			for _, finding := range report.With(ledger.Fails) {
				if finding.Check == 11 {
					said = finding.Sentence
				}
			}
			if !strings.Contains(said, "dropped") && !strings.Contains(said, "lacks") {
				t.Errorf("the receipt proves nothing: %q", said)
			}
		})
	})
}
