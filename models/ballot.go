package models

import (
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/voting"
)

// A RollEntry says that a member may vote in a round and whether they have.
type RollEntry struct {
	RoundID  string `gorm:"primaryKey"`
	MemberID string `gorm:"primaryKey"`
	Voted    bool
	Paper    bool // on paper
}

// TableName is the roll's.
func (RollEntry) TableName() string { return "roll" }

// A Ballot is one voter's choices while the round is open: no time, no name.
type Ballot struct {
	RoundID    string `gorm:"primaryKey"`
	Slot       string `gorm:"primaryKey"`
	Revision   int
	Nonce      string
	Choices    string // a JSON object from option keys to points, or to ranks; {} if it was taken back
	Commitment string
}

const insertBatch = 200

// Held is what a ballot says of an option that is to be held gently.
const Held = ledger.Held

// Choices are what a ballot says of each option; package ledger has their bytes,
// which stand in commitments too.
type Choices = ledger.Choices

// EncodeChoices writes a canonical ballot: equal ballots become equal text.
func EncodeChoices(kind voting.Kind, b voting.Ballot) (string, error) {
	return ledger.Canonical(kind, b)
}

// DecodeChoices reads what EncodeChoices wrote.
func DecodeChoices(text string) (Choices, error) { return ledger.ParseChoices(text) }

// Cast stores a voter's ballot in place of the revision before, and its
// commitment for the ledger. Casting the same again is harmless. It returns
// Forbidden if the voter is not on the roll, Conflict if this is not the revision
// that comes next. Whoever calls it shares the round's gate.
func Cast(tx *database.Tx, r Round, memberID string, o ledger.Opening) error {
	if err := mark(tx, r, memberID, o.Choices != ledger.TakenBack); err != nil {
		return err
	}
	ballot := Ballot{
		RoundID: r.ID, Slot: r.Slot(memberID), Revision: o.Revision, Nonce: o.Nonce, Choices: o.Choices,
		Commitment: o.Commitment(r.ID, r.RulesHash),
	}
	stored, err := replace(tx, ballot)
	if err != nil || stored {
		return err
	}
	return sameBallot(tx, ballot)
}

// replace stores a ballot after the revision before; false if that is not there.
func replace(tx *database.Tx, b Ballot) (bool, error) {
	var result *gorm.DB
	if b.Revision == 1 {
		result = tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&b)
	} else {
		before := tx.Model(&Ballot{}).Where(map[string]any{"round_id": b.RoundID, "slot": b.Slot, "revision": b.Revision - 1})
		result = before.Updates(map[string]any{
			"revision": b.Revision, "nonce": b.Nonce, "choices": b.Choices, "commitment": b.Commitment,
		})
	}
	if result.Error != nil || result.RowsAffected == 0 {
		return false, result.Error
	}
	return true, AddCommitments(tx, b.RoundID, b.Commitment)
}

// sameBallot accepts a ballot that was sent again, and refuses any other.
func sameBallot(tx *database.Tx, b Ballot) error {
	there, err := database.One[Ballot](tx.Where(map[string]any{"round_id": b.RoundID, "slot": b.Slot}), "ballot")
	if fault.KindOf(err) == fault.NotFound {
		return fault.Field("revision", "You have sent no ballot in this round yet: the first has the revision 1.")
	}
	if err == nil && there.Commitment != b.Commitment {
		return fault.New(fault.Conflict,
			"You have sent another ballot meanwhile, from another window or device. Look at that one first.")
	}
	return err
}

func mark(tx *database.Tx, r Round, memberID string, voted bool) error {
	entry := tx.Model(&RollEntry{}).Where(map[string]any{"round_id": r.ID, "member_id": memberID, "paper": false})
	n, err := database.Change(entry, map[string]any{"voted": voted})
	if err != nil || n > 0 {
		return err
	}
	if _, err := FindRollEntry(tx.Query, r.ID, memberID); err == nil {
		return fault.New(fault.Forbidden, "You have voted on paper in this round, and that ballot counts.")
	}
	return fault.New(fault.Forbidden,
		"You are not on the roll of this round: it was fixed when the round opened, before you could vote here.")
}

// FindBallot returns a voter's own ballot.
func FindBallot(q database.Query, r Round, memberID string) (Ballot, error) {
	return database.One[Ballot](q.Where(map[string]any{"round_id": r.ID, "slot": r.Slot(memberID)}), "ballot")
}

// FindRollEntry says whether a member may vote in a round and has.
func FindRollEntry(q database.Query, roundID, memberID string) (RollEntry, error) {
	return database.One[RollEntry](q.Where(map[string]any{"round_id": roundID, "member_id": memberID}), "roll entry")
}

// FindRollEntries returns the entries of a member on the rolls of rounds, by the
// round's id.
func FindRollEntries(q database.Query, rounds []string, memberID string) (map[string]RollEntry, error) {
	byRound := make(map[string]RollEntry, len(rounds))
	if len(rounds) == 0 {
		return byRound, nil
	}
	rows, err := database.Many[RollEntry](q.Where(map[string]any{"member_id": memberID}).Where("round_id IN ?", rounds), "roll")
	for _, row := range rows {
		byRound[row.RoundID] = row
	}
	return byRound, err
}

// ListRollEntries returns the roll of a round, by the ids of members.
func ListRollEntries(q database.Query, roundID string) ([]RollEntry, error) {
	return database.Many[RollEntry](q.Where(map[string]any{"round_id": roundID}).Order("member_id"), "roll")
}

// ListRoll returns the ids of all members on the roll of a round, sorted.
func ListRoll(q database.Query, roundID string) ([]string, error) {
	rows, err := database.Many[RollEntry](q.Select("member_id").Where(map[string]any{"round_id": roundID}).Order("member_id"), "roll")
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.MemberID
	}
	return ids, err
}

// A Roll is how many may vote in a round and have, what is shown of that while it is
// open, and the same of one member: 1 or 0.
type Roll struct {
	Size, Voted, Shown  int
	Listed, ListedVoted int
}

// FindRoll counts who may vote in a round and who has, and tells it of a member.
func FindRoll(q database.Query, roundID, memberID string) (Roll, error) {
	rows, err := database.Many[Roll](q.Model(&RollEntry{}).Select(`count(*) AS size, count(CASE WHEN voted THEN 1 END) AS voted,
		count(CASE WHEN member_id = ? THEN 1 END) AS listed, count(CASE WHEN voted AND member_id = ? THEN 1 END) AS listed_voted,
		COALESCE((SELECT shown FROM turnouts WHERE turnouts.round_id = ?), 0) AS shown`, memberID, memberID, roundID).
		Where(map[string]any{"round_id": roundID}), "roll")
	if err != nil || len(rows) == 0 {
		return Roll{}, err
	}
	return rows[0], nil
}

// CountVoted counts who voted in a round, and who may.
func CountVoted(q database.Query, roundID string) (voted, roll int, err error) {
	counted, err := FindRoll(q, roundID, "")
	return counted.Voted, counted.Size, err
}
