package models

import (
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// A Member is a person's part in one process.
type Member struct {
	ID        string `gorm:"primaryKey"`
	ProcessID string
	AccountID string
	Role      access.Role
	PartnerID string // of the partner they belong to; empty for none
	Reviewer  bool   // was named to review proposals
	JoinedAt  time.Time
}

// AddMember lets an account join. Whoever is a member already stays as they are.
func AddMember(tx *database.Tx, processID, accountID string, role access.Role) (Member, error) {
	fresh := Member{ID: NewID(), ProcessID: processID, AccountID: accountID, Role: role, JoinedAt: tx.Now()}
	if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&fresh).Error; err != nil {
		return Member{}, err
	}
	return FindMemberByAccount(tx.Query, processID, accountID)
}

// FindMember returns a member of a process.
func FindMember(q database.Query, processID, id string) (Member, error) {
	return database.One[Member](q.Where(map[string]any{"process_id": processID, "id": id}), "member")
}

// FindMemberByAccount returns an account's part in a process.
func FindMemberByAccount(q database.Query, processID, accountID string) (Member, error) {
	return database.One[Member](q.Where(map[string]any{"process_id": processID, "account_id": accountID}), "process")
}

// ListMembers returns a page of the members of a process.
func ListMembers(q database.Query, processID string, p Page) ([]Member, string, error) {
	scope := q.Where(map[string]any{"process_id": processID})
	return list(scope, p, "members", func(m Member) string { return m.ID })
}

// ListMemberships returns a page of an account's parts in processes.
func ListMemberships(q database.Query, accountID string, p Page) ([]Member, string, error) {
	scope := q.Where(map[string]any{"account_id": accountID})
	return list(scope, p, "processes", func(m Member) string { return m.ID })
}

// CountMembers counts the members of a process.
func CountMembers(q database.Query, processID string) (int, error) {
	return database.Count[Member](q.Where(map[string]any{"process_id": processID}), "members")
}

// ListVoters returns every member of a process who may vote.
func ListVoters(q database.Query, processID string) ([]Member, error) {
	scope := q.Where(map[string]any{"process_id": processID}).Where("role <> ?", access.Observer)
	return database.Many[Member](scope.Order("id"), "voters")
}

// Observers tells which of some members only read.
func Observers(q database.Query, memberIDs ...string) (map[string]bool, error) {
	rows, err := database.Many[Member](q.Where("id IN ?", memberIDs).Where(map[string]any{"role": access.Observer}), "members")
	observers := make(map[string]bool, len(rows))
	for _, row := range rows {
		observers[row.ID] = true
	}
	return observers, err
}

// ListMemberEmails returns those of the given addresses that belong to members of
// a process.
func ListMemberEmails(q database.Query, processID string, emails []string) (map[string]bool, error) {
	members := q.Model(&Member{}).Select("account_id").Where(map[string]any{"process_id": processID})
	rows, err := database.Many[Account](q.Where("email IN ? AND id IN (?)", emails, members), "members")
	found := make(map[string]bool, len(rows))
	for _, row := range rows {
		found[row.Email] = true
	}
	return found, err
}

// ChangeRole gives a member another role. It returns Conflict if nobody would be
// left to run the process.
func ChangeRole(tx *database.Tx, m Member, role access.Role) error {
	organisers, err := lockOrganisers(tx, m.ProcessID)
	if err != nil {
		return err
	}
	if m.Role == access.Organiser && role != access.Organiser && organisers == 1 {
		return fault.New(fault.Conflict, "A process needs an organiser. Make somebody else one first.")
	}
	_, err = database.Change(tx.Model(&Member{}).Where(map[string]any{"process_id": m.ProcessID, "id": m.ID}),
		map[string]any{"role": role})
	return err
}

// NameReviewer lets a member review proposals, or no longer. It returns Invalid for
// an observer, who only reads.
func NameReviewer(tx *database.Tx, m Member, yes bool) error {
	if yes && m.Role == access.Observer {
		return fault.Field("reviewer", "Observers only read. Give them another role first.")
	}
	_, err := database.Change(tx.Model(&Member{}).Where(map[string]any{"process_id": m.ProcessID, "id": m.ID}),
		map[string]any{"reviewer": yes})
	return err
}

func lockOrganisers(tx *database.Tx, processID string) (int, error) {
	scope := tx.Clauses(clause.Locking{Strength: "UPDATE"}).
		Where(map[string]any{"process_id": processID, "role": access.Organiser})
	rows, err := database.Many[Member](scope.Order("id"), "organisers")
	return len(rows), err
}

// holdMember keeps a member's part in a process as it is until the end of the
// transaction.
func holdMember(tx *database.Tx, processID, id string) error {
	_, err := database.One[Member](tx.Clauses(clause.Locking{Strength: "UPDATE"}).
		Where(map[string]any{"process_id": processID, "id": id}), "member")
	return err
}

// Names returns the display names of members of a process, by member id.
func Names(q database.Query, processID string, memberIDs []string) (map[string]string, error) {
	type named struct{ ID, DisplayName string }
	rows, err := database.Many[named](q.Model(&Member{}).Select("members.id, accounts.display_name").
		Joins("JOIN accounts ON accounts.id = members.account_id").
		Where("members.process_id = ? AND members.id IN ?", processID, memberIDs), "members")
	names := make(map[string]string, len(rows))
	for _, row := range rows {
		names[row.ID] = row.DisplayName
	}
	return names, err
}

// ListOrganiserEmails returns the addresses of those who run a process.
func ListOrganiserEmails(q database.Query, processID string) ([]string, error) {
	return emailsOf(q, q.Model(&Member{}).Where(map[string]any{"process_id": processID, "role": access.Organiser}))
}

// ListAllEmails returns the addresses of everybody who takes part in a process.
func ListAllEmails(q database.Query, processID string) ([]string, error) {
	return emailsOf(q, q.Model(&Member{}).Where(map[string]any{"process_id": processID}))
}

// AddressesOf returns the addresses of members of a process, by member id.
func AddressesOf(q database.Query, processID string, memberIDs []string) (map[string]string, error) {
	members, err := database.Many[Member](
		q.Where(map[string]any{"process_id": processID}).Where("id IN ?", memberIDs), "members")
	if err != nil {
		return nil, err
	}
	accountIDs := make([]string, len(members))
	for i, m := range members {
		accountIDs[i] = m.AccountID
	}
	accounts, err := ListAccounts(q, accountIDs)
	emails := make(map[string]string, len(members))
	for _, m := range members {
		emails[m.ID] = accounts[m.AccountID].Email
	}
	return emails, err
}

func emailsOf(q database.Query, members *gorm.DB) ([]string, error) {
	rows, err := database.Many[Account](q.Where("id IN (?)", members.Select("account_id")).Order("id"), "accounts")
	emails := make([]string, len(rows))
	for i, row := range rows {
		emails[i] = row.Email
	}
	return emails, err
}

// ListOrganisers returns the ids of those who run a process.
func ListOrganisers(q database.Query, processID string) ([]string, error) {
	rows, err := database.Many[Member](q.Where(map[string]any{"process_id": processID, "role": access.Organiser}).Order("id"), "organisers")
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	return ids, err
}
