package models

import (
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/ledger"
)

// A SealedBallot is a ballot after the close. Its position says nothing about its
// voter: it is the order of commitments, which are random.
type SealedBallot struct {
	RoundID    string `gorm:"primaryKey"`
	Position   int    `gorm:"primaryKey;autoIncrement:false"`
	Revision   int
	Nonce      string
	Choices    string
	Commitment string
	Serial     string // of a sheet of paper, else empty
	Voter      string // a member where ballots are published with names, else empty
}

// A Commitment is one that the ledger has or waits for, by its batch; 0 waits.
type Commitment struct {
	RoundID string `gorm:"primaryKey"`
	Hash    string `gorm:"primaryKey"`
	Batch   int
}

// A Seal fixes what was counted in a round.
type Seal struct {
	RoundID  string `gorm:"primaryKey"`
	Document string // ledger.Seal as its text
}

// AddCommitments keeps commitments for the next batch.
func AddCommitments(tx *database.Tx, roundID string, commitments ...string) error {
	if len(commitments) == 0 {
		return nil
	}
	rows := make([]Commitment, len(commitments))
	for i, hash := range commitments {
		rows[i] = Commitment{RoundID: roundID, Hash: hash}
	}
	return tx.Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(&rows, insertBatch).Error
}

// NextBatch makes a batch of the commitments that wait, unless they are fewer
// than least, and returns them sorted.
func NextBatch(tx *database.Tx, roundID string, least int) ([]string, error) {
	n, err := database.Count[Commitment](tx.Where(map[string]any{"round_id": roundID, "batch": 0}), "commitments")
	if err != nil || n == 0 || n < least {
		return nil, err
	}
	last, err := database.Many[Commitment](tx.Where(map[string]any{"round_id": roundID}).Order("batch DESC, hash").Limit(1), "batches")
	if err != nil {
		return nil, err
	}
	number := last[0].Batch + 1
	waiting := tx.Model(&Commitment{}).Where(map[string]any{"round_id": roundID, "batch": 0})
	if _, err := database.Change(waiting, map[string]any{"batch": number}); err != nil {
		return nil, err
	}
	rows, err := database.Many[Commitment](tx.Where(map[string]any{"round_id": roundID, "batch": number}).Order("hash"), "commitments")
	hashes := make([]string, len(rows))
	for i, row := range rows {
		hashes[i] = row.Hash
	}
	return hashes, err
}

// FindCommitment returns NotFound unless a round has a commitment.
func FindCommitment(q database.Query, roundID, hash string) error {
	_, err := database.One[Commitment](q.Where(map[string]any{"round_id": roundID, "hash": hash}), "commitment")
	return err
}

// RoundTitle returns the title of a round, whatever its process; it is for
// commands, whose users read everything.
func RoundTitle(q database.Query, id string) (string, error) {
	row, err := database.One[Round](q.Select("title").Where("id = ?", id), "round")
	return row.Title, err
}

// CountCommitments counts all commitments of a round.
func CountCommitments(q database.Query, roundID string) (int, error) {
	return database.Count[Commitment](q.Where(map[string]any{"round_id": roundID}), "commitments")
}

// Scrubbed names the tables in which what was there before a seal must not linger.
func Scrubbed() []string { return []string{"ballots", "roll", "commitments", "rounds", "sheets"} }

// ListBatches returns the commitments of a round by their batches, each sorted.
func ListBatches(q database.Query, roundID string) ([][]string, error) {
	rows, err := database.Many[Commitment](
		q.Where(map[string]any{"round_id": roundID}).Where("batch > ?", 0).Order("batch, hash"), "commitments")
	batches := [][]string{}
	for _, row := range rows {
		for len(batches) < row.Batch {
			batches = append(batches, []string{})
		}
		batches[row.Batch-1] = append(batches[row.Batch-1], row.Hash)
	}
	return batches, err
}

// SealBallots moves the ballots of a round to where nothing joins them to voters, and
// writes anew what was written when they were cast, so that neither the order nor
// the age of rows joins the two. Voters are members by slot where they vote with
// their names, else nil.
// Whoever calls it has excluded the round's gate.
func SealBallots(tx *database.Tx, r Round, voters map[string]string, paper []SealedBallot) ([]SealedBallot, error) {
	cast, err := database.Many[Ballot](tx.Where(map[string]any{"round_id": r.ID}).Order("commitment, slot"), "ballots")
	if err != nil {
		return nil, err
	}
	sealed := slices.Clone(paper)
	for _, b := range cast {
		sealed = append(sealed, SealedBallot{
			Revision: b.Revision, Nonce: b.Nonce, Choices: b.Choices, Commitment: b.Commitment, Voter: voters[b.Slot],
		})
	}
	if err := AddSealed(tx, r.ID, sealed); err != nil {
		return nil, err
	}
	if err := tx.Where(map[string]any{"round_id": r.ID}).Delete(&Ballot{}).Error; err != nil {
		return nil, err
	}
	return sealed, writeAnew(tx, r)
}

// AddSealed stores ballots in the order of their commitments, and of their
// choices where they have none.
func AddSealed(tx *database.Tx, roundID string, sealed []SealedBallot) error {
	slices.SortFunc(sealed, func(a, b SealedBallot) int {
		return strings.Compare(a.Commitment+a.Choices, b.Commitment+b.Choices)
	})
	for i := range sealed {
		sealed[i].RoundID, sealed[i].Position = roundID, i+1
	}
	if len(sealed) == 0 {
		return nil
	}
	return tx.Session(&gorm.Session{}).CreateInBatches(&sealed, insertBatch).Error
}

// writeAnew makes all rows of a roll and its commitments equally old.
func writeAnew(tx *database.Tx, r Round) error {
	for _, rows := range []struct {
		of     any
		column string
	}{{&RollEntry{}, "voted"}, {&Commitment{}, "batch"}} {
		same := map[string]any{rows.column: gorm.Expr(rows.column)}
		if _, err := database.Change(tx.Model(rows.of).Where(map[string]any{"round_id": r.ID}), same); err != nil {
			return err
		}
	}
	return nil
}

// ListSealed returns all ballots of a closed round, also those that were taken
// back, by their commitments.
func ListSealed(q database.Query, roundID string) ([]SealedBallot, error) {
	return database.Many[SealedBallot](q.Where(map[string]any{"round_id": roundID}).Order("position"), "ballots")
}

// FindCounted returns NotFound unless a ballot with a commitment was counted.
func FindCounted(q database.Query, roundID, commitment string) error {
	_, err := database.One[SealedBallot](q.Where(map[string]any{"round_id": roundID, "commitment": commitment}).
		Where("choices <> ?", ledger.TakenBack), "ballot")
	return err
}

// A BallotGroup is a set of equal ballots and how many there are.
type BallotGroup struct {
	Choices string
	Times   int
}

// GroupBallots returns the counted ballots of a closed round: equal ones
// together, sorted, so that their order tells nothing.
func GroupBallots(q database.Query, roundID string) ([]BallotGroup, error) {
	grouped := q.Model(&SealedBallot{}).Select("choices, count(*) AS times").
		Where(map[string]any{"round_id": roundID}).Where("choices <> ?", ledger.TakenBack).Group("choices").Order("choices")
	return database.Many[BallotGroup](grouped, "ballots")
}

// AddSeal stores the seal of a round, once.
func AddSeal(tx *database.Tx, roundID, document string) error {
	row := Seal{RoundID: roundID, Document: document}
	return database.Insert(tx, &row, "This round was sealed already.")
}

// FindSeal returns the text of the seal of a round.
func FindSeal(q database.Query, roundID string) (string, error) {
	row, err := database.One[Seal](q.Where(map[string]any{"round_id": roundID}), "seal")
	return row.Document, err
}
