package models

import (
	"time"

	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
)

// A Partner is an organisation or group that takes part in a process.
type Partner struct {
	ID        string `gorm:"primaryKey"`
	ProcessID string
	Name      string
	NameKey   string // the name as one searches it, so that nobody is there twice
	Line      string // who they are, in one line
	Version   int    // of name and line
	Written   int    // the present version of its purpose; 0 if it has none yet
	CreatedAt time.Time

	Gone       bool // it takes part no more
	GoneReason string
}

// A PartnerPurpose is one version of a partner's own purpose. Versions are kept.
type PartnerPurpose struct {
	PartnerID string `gorm:"primaryKey"`
	Version   int    `gorm:"primaryKey;autoIncrement:false"`
	Wants     string // what we want from this
	Brings    string // what we bring
	Firm      string // what we cannot move on
	MemberID  string
	ChangedAt time.Time
}

// NewPartner stores a partner. It returns Conflict if one of that name is there.
func NewPartner(tx *database.Tx, p Partner) (Partner, error) {
	p.ID, p.NameKey, p.Version, p.CreatedAt = NewID(), text.Fold(p.Name), 1, tx.Now()
	return p, database.Insert(tx, &p, partnerTaken)
}

const partnerTaken = "A partner of this name is here already."

// ChangePartner writes name and line. It returns Conflict if the partner is no
// longer at the version that p was read at, or if another has that name.
func ChangePartner(tx *database.Tx, p Partner) (Partner, error) {
	p.NameKey = text.Fold(p.Name)
	n, err := database.Change(
		tx.Model(&Partner{}).Where(map[string]any{"process_id": p.ProcessID, "id": p.ID, "version": p.Version}),
		map[string]any{"name": p.Name, "name_key": p.NameKey, "line": p.Line, "version": p.Version + 1})
	switch {
	case database.IsTaken(err):
		return Partner{}, fault.New(fault.Conflict, partnerTaken)
	case err == nil && n == 0:
		return Partner{}, Stale("partner")
	}
	p.Version++
	return p, err
}

// RemovePartner says that a partner takes part no more, and why: its name is free
// again, its people belong to none, and all that it wrote stays. It returns Conflict if
// the partner is no longer at the version that p was read at.
func RemovePartner(tx *database.Tx, p Partner, reason string) (Partner, error) {
	p.Gone, p.GoneReason, p.NameKey = true, reason, p.ID
	n, err := database.Change(
		tx.Model(&Partner{}).Where(map[string]any{"process_id": p.ProcessID, "id": p.ID, "version": p.Version, "gone": false}),
		map[string]any{"gone": true, "gone_reason": reason, "name_key": p.NameKey, "version": p.Version + 1})
	if err == nil && n == 0 {
		err = Stale("partner")
	}
	if err != nil {
		return Partner{}, err
	}
	p.Version++
	_, err = database.Change(tx.Model(&Member{}).Where(map[string]any{"process_id": p.ProcessID, "partner_id": p.ID}), map[string]any{"partner_id": ""})
	return p, err
}

// FindPartner returns a partner of a process.
func FindPartner(q database.Query, processID, id string) (Partner, error) {
	return database.One[Partner](q.Where(map[string]any{"process_id": processID, "id": id}), "partner")
}

// maxPartners is how many partners a process shows: coalitions of hundreds of
// organisations are out of reach of a page where each stands beside the others.
const maxPartners = 200

// ListPartners returns the partners of a process, in the order in which they came.
func ListPartners(q database.Query, processID string) ([]Partner, error) {
	return database.Many[Partner](q.Where(map[string]any{"process_id": processID, "gone": false}).Order("id").Limit(maxPartners), "partners")
}

// A PartnerWithMembers is a partner and how many belong to it.
type PartnerWithMembers struct {
	Partner
	Members int
}

// ListPartnersWithMembers returns the partners of a process in the order in which they
// came, with how many belong to each.
func ListPartnersWithMembers(q database.Query, processID string) ([]PartnerWithMembers, error) {
	return database.Many[PartnerWithMembers](q.Model(&Partner{}).
		Select("partners.*, (SELECT count(*) FROM members WHERE members.partner_id = partners.id) AS members").
		Where(map[string]any{"process_id": processID, "gone": false}).Order("id").Limit(maxPartners), "partners")
}

// WritePartnerPurpose stores the version after the one that p was read at. It
// returns Conflict if somebody else wrote that version meanwhile.
func WritePartnerPurpose(tx *database.Tx, p Partner, words PartnerPurpose) (Partner, error) {
	words.PartnerID, words.Version, words.ChangedAt = p.ID, p.Written+1, tx.Now()
	if err := database.Insert(tx, &words, "Somebody else of your partner wrote meanwhile. Yours is still in the form; read theirs and send yours again."); err != nil {
		return Partner{}, err
	}
	p.Written = words.Version
	_, err := database.Change(tx.Model(&Partner{}).Where(map[string]any{"process_id": p.ProcessID, "id": p.ID}),
		map[string]any{"written": p.Written})
	return p, err
}

// FindPartnerPurposes returns the present purposes of the partners of a process, by
// the partner's id.
func FindPartnerPurposes(q database.Query, processID string) (map[string]PartnerPurpose, error) {
	written := q.Model(&Partner{}).Select("id, written").Where(map[string]any{"process_id": processID})
	rows, err := database.Many[PartnerPurpose](q.Where("(partner_id, version) IN (?)", written).Order("partner_id, version"), "purposes")
	byPartner := make(map[string]PartnerPurpose, len(rows))
	for _, row := range rows {
		byPartner[row.PartnerID] = row
	}
	return byPartner, err
}

// FindPartnerPurpose returns the present purpose of a partner, or version 0 with no
// words.
func FindPartnerPurpose(q database.Query, p Partner) (PartnerPurpose, error) {
	words, err := database.One[PartnerPurpose](
		q.Where(map[string]any{"partner_id": p.ID, "version": p.Written}), "purpose")
	if fault.KindOf(err) == fault.NotFound {
		return PartnerPurpose{PartnerID: p.ID}, nil
	}
	return words, err
}

// ListPartnerPurposes returns a page of the versions of a partner's purpose, the
// latest first: those before a version, or all if it is 0. More says that there
// are still older ones.
func ListPartnerPurposes(q database.Query, partnerID string, before, limit int) (rows []PartnerPurpose, more bool, err error) {
	scope := q.Where(map[string]any{"partner_id": partnerID}).Order("version DESC").Limit(limit + 1)
	if before > 0 {
		scope = scope.Where("version < ?", before)
	}
	rows, err = database.Many[PartnerPurpose](scope, "versions")
	if len(rows) > limit {
		return rows[:limit], true, err
	}
	return rows, false, err
}

// HoldPartner returns a partner of a process that cannot leave until tx ends.
func HoldPartner(tx *database.Tx, processID, id string) (Partner, error) {
	return database.One[Partner](tx.Clauses(clause.Locking{Strength: "SHARE"}).Where(map[string]any{"process_id": processID, "id": id}), "partner")
}

// JoinPartner says of which partner a member is; empty for none.
func JoinPartner(tx *database.Tx, m Member, partnerID string) error {
	_, err := database.Change(tx.Model(&Member{}).Where(map[string]any{"process_id": m.ProcessID, "id": m.ID}),
		map[string]any{"partner_id": partnerID})
	return err
}

// ListPartnerMembers returns who belongs to a partner, in the order in which they
// joined the process.
func ListPartnerMembers(q database.Query, processID, partnerID string) ([]Member, error) {
	return database.Many[Member](q.Where(map[string]any{"process_id": processID, "partner_id": partnerID}).Order("id").Limit(MaxPage), "members")
}

// ListPartnerWriters returns the ids of those who may write the purpose of a
// partner: its members, and the organisers of the process.
func ListPartnerWriters(q database.Query, p Partner) ([]string, error) {
	rows, err := database.Many[Member](q.Where(map[string]any{"process_id": p.ProcessID}).
		Where("partner_id = ? OR role = ?", p.ID, access.Organiser).Select("id").Order("id"), "members")
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	return ids, err
}
