package models

import (
	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
)

// A Threshold says how many supporters a proposal should have before it stands in a
// round.
type Threshold struct {
	Support int // wanted of each; 0 if that is not asked
	Room    int // minutes of a meeting; 0 if it does not rise
}

// Needed is the number of supporters that a proposal should have, when proposals
// that may stand in a round ask for so many minutes together, and so many people
// may support them:
//
//	support × ⌈asked / room⌉, and never more than half of the people, rounded up.
//
// As long as all of it fits into one meeting it is just the number that the group
// chose; for twice as much as fits, it is twice that. Half of the people is always
// enough: nothing that a majority wants is kept out by it.
func (t Threshold) Needed(asked, people int) int {
	if t.Support == 0 {
		return 0
	}
	needed := t.Support
	if t.Room > 0 && asked > t.Room {
		needed *= (asked + t.Room - 1) / t.Room
	}
	return min(needed, max(1, (people+1)/2))
}

// Wanted is what a threshold rises by: the minutes that the proposals of a process
// which may stand in a round ask for together, what organisers set and else what was
// wished; and the people who may support them.
type Wanted struct {
	Minutes int
	People  int
}

// FindWanted returns what is wanted in a process.
func FindWanted(q database.Query, processID string) (Wanted, error) {
	return database.One[Wanted](q.Model(&Process{}).Where(map[string]any{"id": processID}).Select(`
		(SELECT COALESCE(SUM(CASE WHEN cost > 0 THEN cost ELSE minutes END), 0) FROM proposals
			WHERE proposals.process_id = processes.id AND state IN ?) AS minutes,
		(SELECT count(*) FROM members WHERE members.process_id = processes.id AND role <> ?) AS people`,
		[]access.State{access.Published, access.InReview, access.Accepted}, access.Observer), "process")
}

// SetThreshold chooses the threshold of a process.
func SetThreshold(tx *database.Tx, p Process, t Threshold) error {
	_, err := database.Change(tx.Model(&Process{}).Where(map[string]any{"id": p.ID}), map[string]any{"support": t.Support, "room": t.Room})
	return err
}
