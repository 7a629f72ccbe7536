package models

import (
	"crypto/subtle"
	"strings"
	"time"

	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// A SignInCode is the code that was mailed to an address; one lives at a time.
type SignInCode struct {
	Email     string `gorm:"primaryKey"`
	Hash      string
	Tries     int
	Sent      int // mails in the present hour
	SentAt    time.Time
	ExpiresAt time.Time
}

const (
	codeLife    = 15 * time.Minute
	codeTries   = 5
	codesAnHour = 5
)

// PutSignInCode replaces the code of an address. It returns TooMany when an
// address was sent too many within an hour.
func PutSignInCode(tx *database.Tx, email, hash string) error {
	if err := tx.Exclude("code/" + email); err != nil {
		return err
	}
	old, err := database.One[SignInCode](tx.Where(map[string]any{"email": email}), "code")
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	sent := 1
	if tx.Now().Sub(old.SentAt) < time.Hour {
		sent = old.Sent + 1
	}
	if sent > codesAnHour {
		return fault.New(fault.TooMany, "This address was sent %d codes within an hour. Please wait a little.", codesAnHour)
	}
	code := SignInCode{Email: email, Hash: hash, Sent: sent, SentAt: tx.Now(), ExpiresAt: tx.Now().Add(codeLife)}
	return tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&code).Error
}

// TrySignInCode reports whether hash is the live code of an address. A right one
// is used up; a wrong one counts, and after a few the code is dead. The caller
// must commit in either case.
func TrySignInCode(tx *database.Tx, email, hash string) (bool, error) {
	live := tx.Clauses(clause.Locking{Strength: "UPDATE"})
	code, err := database.One[SignInCode](live.Where(map[string]any{"email": email}), "code")
	if fault.KindOf(err) == fault.NotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if code.Tries >= codeTries || !tx.Now().Before(code.ExpiresAt) {
		return false, nil
	}
	right := same(code.Hash, hash)
	columns := map[string]any{"tries": code.Tries + 1}
	if right {
		columns["tries"] = codeTries
	}
	_, err = database.Change(tx.Model(&SignInCode{}).Where(map[string]any{"email": email}), columns)
	return right, err
}

// A Session is one signed-in device. Its refresh token is "id.secret"; the secret
// changes at every use, and only hashes are kept.
type Session struct {
	ID           string `gorm:"primaryKey"`
	AccountID    string
	Hash         string
	PreviousHash string
	StartedAt    time.Time
	RotatedAt    time.Time
	ExpiresAt    time.Time
}

const (
	sessionLife = 30 * 24 * time.Hour  // without use
	sessionEnd  = 180 * 24 * time.Hour // in any case
	// Two tabs may refresh at the same moment; the later one still shows the
	// secret that the earlier one changed.
	rotationGrace = 20 * time.Second
)

// StartSession signs a device in; it returns the refresh token.
func StartSession(tx *database.Tx, accountID string) (string, error) {
	id, secret := NewID(), NewToken()
	session := Session{
		ID: id, AccountID: accountID, Hash: HashToken(secret),
		StartedAt: tx.Now(), RotatedAt: tx.Now(), ExpiresAt: tx.Now().Add(sessionLife),
	}
	return id + "." + secret, database.Insert(tx, &session, "This session is known already.")
}

// RefreshSession changes a refresh token for a fresh one. The fresh one is "" if
// another tab changed it a moment ago: keep the cookie as it is. Any other token
// of a session that lives is a stolen copy, or its owner's after a theft: the
// session ends, which the caller must commit although ok is false.
func RefreshSession(tx *database.Tx, token string) (accountID, fresh string, ok bool, err error) {
	id, secret, _ := strings.Cut(token, ".")
	locked := tx.Clauses(clause.Locking{Strength: "UPDATE"})
	session, err := database.One[Session](locked.Where(map[string]any{"id": id}), "session")
	if fault.KindOf(err) == fault.NotFound {
		return "", "", false, nil
	}
	switch hash := HashToken(secret); {
	case err != nil:
		return "", "", false, err
	case !tx.Now().Before(session.ExpiresAt) || tx.Now().Sub(session.StartedAt) > sessionEnd:
		return "", "", false, EndSession(tx, token)
	case same(session.Hash, hash):
		secret = NewToken()
		return session.AccountID, id + "." + secret, true, rotate(tx, session, secret)
	case same(session.PreviousHash, hash) && tx.Now().Sub(session.RotatedAt) < rotationGrace:
		return session.AccountID, "", true, nil
	default:
		return "", "", false, EndSession(tx, token)
	}
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

func rotate(tx *database.Tx, session Session, secret string) error {
	_, err := database.Change(tx.Model(&Session{}).Where(map[string]any{"id": session.ID}), map[string]any{
		"hash": HashToken(secret), "previous_hash": session.Hash,
		"rotated_at": tx.Now(), "expires_at": tx.Now().Add(sessionLife),
	})
	return err
}

// EndSession signs the device that holds a token out.
func EndSession(tx *database.Tx, token string) error {
	id, _, _ := strings.Cut(token, ".")
	return tx.Where(map[string]any{"id": id}).Delete(&Session{}).Error
}
