package models

import (
	"net/mail"
	"strings"
	"time"

	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
)

// An Account is a person, known by an e-mail address. It has no password.
type Account struct {
	ID          string `gorm:"primaryKey"`
	Email       string
	DisplayName string
	CreatedAt   time.Time
}

const (
	maxEmail = 254
	maxName  = 100
)

// CleanEmail brings an address to the one form in which it is compared. It
// returns Invalid, naming field, for what is no address.
func CleanEmail(field, email string) (string, error) {
	email = strings.ToLower(strings.TrimSpace(email))
	parsed, err := mail.ParseAddress(email)
	if err != nil || parsed.Address != email || len(email) > maxEmail || text.Line(email) != email {
		return "", fault.Field(field, "This is not an e-mail address. It looks like name@example.org.")
	}
	return email, nil
}

// CleanName makes one line of a name for people. It returns Invalid, naming
// field, if nothing that can be read or too much is left.
func CleanName(field, name string) (string, error) {
	name = text.Line(name)
	switch {
	case !text.Readable(name):
		return "", fault.Field(field, "Please write a name.")
	case len([]rune(name)) > maxName:
		return "", fault.Field(field, "This name is too long; %d letters are the most.", maxName)
	}
	return name, nil
}

// FindAccount returns the account with an id.
func FindAccount(q database.Query, id string) (Account, error) {
	return database.One[Account](q.Where(map[string]any{"id": id}), "account")
}

// FindAccountByEmail returns the account with an address in its clean form.
func FindAccountByEmail(q database.Query, email string) (Account, error) {
	return database.One[Account](q.Where(map[string]any{"email": email}), "account")
}

// EnsureAccount returns the account with an address, made now if there is none.
// An account that is there keeps its name.
func EnsureAccount(tx *database.Tx, email, name string) (Account, error) {
	fresh := Account{ID: NewID(), Email: email, DisplayName: name, CreatedAt: tx.Now()}
	if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&fresh).Error; err != nil {
		return Account{}, err
	}
	return FindAccountByEmail(tx.Query, email)
}

// RenameAccount changes the name that others see.
func RenameAccount(tx *database.Tx, id, name string) error {
	_, err := database.Change(tx.Model(&Account{}).Where(map[string]any{"id": id}), map[string]any{"display_name": name})
	return err
}

// ListAccounts returns the accounts with the given ids, by id.
func ListAccounts(q database.Query, ids []string) (map[string]Account, error) {
	rows, err := database.Many[Account](q.Where("id IN ?", ids), "accounts")
	if err != nil {
		return nil, err
	}
	byID := make(map[string]Account, len(rows))
	for _, row := range rows {
		byID[row.ID] = row
	}
	return byID, nil
}
