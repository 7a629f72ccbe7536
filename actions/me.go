package actions

import (
	"context"
	"strings"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/models"
)

// Me is one's own account.
type Me struct {
	ID          string `json:"id"`
	Email       string `json:"email"`
	DisplayName string `json:"display_name"`
}

func meOf(a models.Account) Me { return Me{ID: a.ID, Email: a.Email, DisplayName: a.DisplayName} }

// ReadMe shows one's own account.
var ReadMe = Read[struct{}, struct{}, Me]{
	Verb: access.MeRead,
	Find: nothing[struct{}],
	Show: func(l *Look, _ struct{}, _ struct{}) (Me, error) {
		account, err := models.FindAccount(l.Query, l.Actor.AccountID)
		return meOf(account), err
	},
}

// NewMe is the input of ChangeMe.
type NewMe struct {
	Body struct {
		DisplayName string `json:"display_name" maxLength:"200"`
	}
}

// ChangeMe changes the name that others see.
var ChangeMe = Write[NewMe, struct{}, Me]{
	Verb: access.MeEdit,
	Find: nothing[NewMe],
	Do: func(c *Call, in NewMe, _ struct{}) (Me, error) {
		name, err := models.CleanName("display_name", in.Body.DisplayName)
		if err != nil {
			return Me{}, err
		}
		c.About("account", c.Actor.AccountID)
		if err := models.RenameAccount(c.Tx, c.Actor.AccountID, name); err != nil {
			return Me{}, err
		}
		account, err := models.FindAccount(c.Query, c.Actor.AccountID)
		return meOf(account), err
	},
}

// NewFirstLink makes the one-time link that signs in the first organiser, in
// place of any earlier one; "" if there is a first organiser already.
func NewFirstLink(ctx context.Context, s *Service) (link string, err error) {
	err = s.DB.Write(ctx, s.Clock.Now(), func(tx *database.Tx) error {
		done, err := models.FindSetting(tx.Query, models.SettingFirstDone)
		if err != nil || done != "" {
			return err
		}
		token := models.NewToken()
		link = s.BaseURL + "/welcome#" + token
		return models.PutSetting(tx, models.SettingFirstLink, models.HashToken(token))
	})
	return link, err
}

// AccountIDOf returns the account with an e-mail address, for commands.
func AccountIDOf(ctx context.Context, s *Service, email string) (id string, err error) {
	email, err = models.CleanEmail("email", email)
	if err != nil {
		return "", err
	}
	err = s.DB.Read(ctx, func(q database.Query) error {
		account, err := models.FindAccountByEmail(q, email)
		id = account.ID
		return err
	})
	return id, err
}

// OrganiserID returns the account that a command acts for: the one with an
// address, made if there is none, or the first organiser if no address is given.
func OrganiserID(ctx context.Context, s *Service, email string) (id string, err error) {
	err = s.DB.Write(ctx, s.Clock.Now(), func(tx *database.Tx) error {
		if email == "" {
			id, err = models.FindSetting(tx.Query, models.SettingFirstDone)
			if err == nil && id == "" {
				return fault.Field("--organiser", "Nobody has signed in yet. Name the organiser's e-mail address.")
			}
			return err
		}
		if email, err = models.CleanEmail("--organiser", email); err != nil {
			return err
		}
		name, _, _ := strings.Cut(email, "@") // others see the name, and not the address
		account, err := models.EnsureAccount(tx, email, name)
		id = account.ID
		return err
	})
	return id, err
}
