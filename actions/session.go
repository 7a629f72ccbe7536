package actions

import (
	"strings"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/auth"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/models"
)

// SignInFacts say how one signs in here.
type SignInFacts struct {
	Mail  string `json:"mail" enum:"smtp,folder" doc:"folder: mail is written to a folder on the server"`
	Fresh bool   `json:"fresh" doc:"There is no first organiser yet"`
}

// ReadSession tells a stranger how one signs in here.
var ReadSession = Read[struct{}, struct{}, SignInFacts]{
	Verb: access.SessionRead,
	Find: nothing[struct{}],
	Show: func(l *Look, _ struct{}, _ struct{}) (SignInFacts, error) {
		done, err := models.FindSetting(l.Query, models.SettingFirstDone)
		return SignInFacts{Mail: l.Service.Mail, Fresh: done == ""}, err
	},
}

// AskCode is the input of SendCode.
type AskCode struct {
	Body struct {
		Email      string `json:"email" maxLength:"254" doc:"Where the code is sent"`
		Invitation string `json:"invitation,omitempty" maxLength:"100" doc:"The token of an invitation by link, for people who have no account yet"`
	}
}

// Accepted is the answer that tells nothing.
type Accepted struct{}

// SendCode mails a one-time code. Its answer is the same whether the address is
// known or not.
var SendCode = Write[AskCode, struct{}, Accepted]{
	Verb: access.SessionCode, Secret: true,
	Find: nothing[AskCode],
	Do: func(c *Call, in AskCode, _ struct{}) (Accepted, error) {
		email, err := models.CleanEmail("email", in.Body.Email)
		if err != nil {
			return Accepted{}, err
		}
		known, err := c.mayHaveCode(email, in.Body.Invitation)
		if err != nil || !known {
			return Accepted{}, err
		}
		code, err := auth.NewCode()
		if err != nil {
			return Accepted{}, err
		}
		err = models.PutSignInCode(c.Tx, email, auth.HashCode(email, code))
		if fault.KindOf(err) == fault.TooMany {
			return Accepted{}, nil // a known address must answer like an unknown one
		}
		if err != nil {
			return Accepted{}, err
		}
		return Accepted{}, c.Service.Jobs.SendMail(c.Context, c.Tx, codeMail(email, code))
	},
}

func (c *Call) mayHaveCode(email, invitation string) (bool, error) {
	_, err := models.FindAccountByEmail(c.Query, email)
	if fault.KindOf(err) != fault.NotFound {
		return err == nil, err
	}
	if invitation == "" {
		return false, nil
	}
	_, err = models.FindInvitationByToken(c.Query, invitation, c.Now)
	if fault.KindOf(err) == fault.NotFound {
		return false, nil
	}
	return err == nil, err
}

// A Session is what a signed-in device holds.
type Session struct {
	AccessToken string    `json:"access_token" doc:"A bearer token; keep it in memory only"`
	ExpiresAt   time.Time `json:"expires_at"`
	Me          Me        `json:"me"`
	Refresh     string    `json:"-"` // the refresh token, for the cookie; "" to keep the one there is
}

// SignIn is the input of StartSession.
type SignIn struct {
	Body struct {
		Email       string `json:"email" maxLength:"254"`
		Code        string `json:"code" maxLength:"20" doc:"The code from the mail"`
		DisplayName string `json:"display_name,omitempty" maxLength:"200" doc:"For people who have no account yet"`
	}
}

// StartSession signs in by a code that was mailed. Whoever has no account yet
// gets one if an invitation brought them. A wrong code is counted, so the fault
// comes as a value and the transaction commits.
var StartSession = Write[SignIn, struct{}, Attempt]{
	Verb: access.SessionStart, Secret: true,
	Find: nothing[SignIn],
	Do: func(c *Call, in SignIn, _ struct{}) (Attempt, error) {
		email, err := models.CleanEmail("email", in.Body.Email)
		if err != nil {
			return Attempt{}, err
		}
		right, err := models.TrySignInCode(c.Tx, email, auth.HashCode(email, digits(in.Body.Code)))
		if err != nil || !right {
			return Attempt{Refused: fault.Field("code",
				"This code is wrong or too old. Look for the newest mail, or ask for another code.")}, err
		}
		account, err := c.accountFor(email, in.Body.DisplayName)
		if err != nil {
			return Attempt{}, err
		}
		return c.attempt(account)
	},
}

// An Attempt to get a session; Refused is set when it failed and something about
// the failure had to be stored.
type Attempt struct {
	Session Session
	Refused error
}

func (c *Call) attempt(account models.Account) (Attempt, error) {
	session, err := c.startSession(account)
	return Attempt{Session: session}, err
}

func (c *Call) accountFor(email, name string) (models.Account, error) {
	account, err := models.FindAccountByEmail(c.Query, email)
	if fault.KindOf(err) != fault.NotFound {
		return account, err
	}
	if name, err = models.CleanName("display_name", name); err != nil {
		return models.Account{}, err
	}
	return models.EnsureAccount(c.Tx, email, name)
}

func (c *Call) startSession(account models.Account) (Session, error) {
	refresh, err := models.StartSession(c.Tx, account.ID)
	if err != nil {
		return Session{}, err
	}
	return c.session(account, refresh)
}

func (c *Call) session(account models.Account, refresh string) (Session, error) {
	token, expires, err := c.Service.Tokens.Issue(account.ID, c.Now)
	return Session{AccessToken: token, ExpiresAt: expires, Me: meOf(account), Refresh: refresh}, err
}

// First is the input of StartFirstSession.
type First struct {
	Body struct {
		Token       string `json:"token" maxLength:"100" doc:"From the one-time link that the server printed"`
		Email       string `json:"email" maxLength:"254"`
		DisplayName string `json:"display_name" maxLength:"200"`
	}
}

// StartFirstSession makes the first organiser's account, by the link that the
// server printed when it started.
var StartFirstSession = Write[First, struct{}, Session]{
	Verb: access.SessionFirst, Secret: true,
	Find: nothing[First],
	Do: func(c *Call, in First, _ struct{}) (Session, error) {
		if err := c.Tx.Exclude(models.SettingFirstLink); err != nil {
			return Session{}, err
		}
		want, err := models.FindSetting(c.Query, models.SettingFirstLink)
		if err != nil {
			return Session{}, err
		}
		if want == "" || want != models.HashToken(in.Body.Token) {
			return Session{}, fault.Field("token",
				"This link was used already, or a newer one was printed when the server started again.")
		}
		email, err := models.CleanEmail("email", in.Body.Email)
		if err != nil {
			return Session{}, err
		}
		name, err := models.CleanName("display_name", in.Body.DisplayName)
		if err != nil {
			return Session{}, err
		}
		account, err := models.EnsureAccount(c.Tx, email, name)
		if err != nil {
			return Session{}, err
		}
		if err := finishFirst(c.Tx, account.ID); err != nil {
			return Session{}, err
		}
		return c.startSession(account)
	},
}

func finishFirst(tx *database.Tx, accountID string) error {
	if err := models.PutSetting(tx, models.SettingFirstLink, ""); err != nil {
		return err
	}
	return models.PutSetting(tx, models.SettingFirstDone, accountID)
}

// Device is the input of the deeds that only a cookie proves.
type Device struct {
	Refresh string `json:"-"`
}

// RefreshSession changes a refresh token for a fresh one and a new access token.
// Like a wrong code, a stolen token ends something, so it is refused by a value.
var RefreshSession = Write[Device, struct{}, Attempt]{
	Verb: access.SessionRefresh, Secret: true,
	Find: nothing[Device],
	Do: func(c *Call, in Device, _ struct{}) (Attempt, error) {
		accountID, fresh, ok, err := models.RefreshSession(c.Tx, in.Refresh)
		if err != nil || !ok {
			return Attempt{Refused: fault.New(fault.Unauthenticated, "Please sign in again.")}, err
		}
		account, err := models.FindAccount(c.Query, accountID)
		if err != nil {
			return Attempt{}, err
		}
		session, err := c.session(account, fresh)
		return Attempt{Session: session}, err
	},
}

// EndSession signs a device out.
var EndSession = Write[Device, struct{}, Accepted]{
	Verb: access.SessionEnd, Secret: true,
	Find: nothing[Device],
	Do: func(c *Call, in Device, _ struct{}) (Accepted, error) {
		return Accepted{}, models.EndSession(c.Tx, in.Refresh)
	},
}

// digits leaves out the spaces and dashes with which people write a code.
func digits(code string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, code)
}
