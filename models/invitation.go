package models

import (
	"time"

	"gorm.io/gorm"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// The kinds of invitation.
const (
	InvitationMail = "mail" // to one address, once
	InvitationLink = "link" // whoever holds it, until it expires
)

// An Invitation lets somebody join a process. Only the hash of its token is kept.
type Invitation struct {
	ID        string `gorm:"primaryKey"`
	ProcessID string
	MemberID  string // who invited
	Kind      string
	Email     string // of a mail invitation
	Role      access.Role
	Hash      string
	Uses      int
	Withdrawn bool
	ExpiresAt time.Time
}

const invitationLife = 30 * 24 * time.Hour

// State says in a word whether an invitation still works at an instant.
func (i Invitation) State(now time.Time) string {
	switch {
	case i.Withdrawn:
		return "withdrawn"
	case i.Kind == InvitationMail && i.Uses > 0:
		return "used"
	case !now.Before(i.ExpiresAt):
		return "expired"
	default:
		return "open"
	}
}

// NewInvitation stores an invitation and returns it with its token.
func NewInvitation(tx *database.Tx, i Invitation) (Invitation, string, error) {
	token := NewToken()
	i.ID, i.Hash, i.ExpiresAt = NewID(), HashToken(token), tx.Now().Add(invitationLife)
	return i, token, database.Insert(tx, &i, "This invitation is known already.")
}

// FindInvitation returns an invitation of a process.
func FindInvitation(q database.Query, processID, id string) (Invitation, error) {
	return database.One[Invitation](q.Where(map[string]any{"process_id": processID, "id": id}), "invitation")
}

// FindInvitationByToken returns the invitation that a token opens: the token is
// its scope. It returns NotFound if it does not work at the instant now.
func FindInvitationByToken(q database.Query, token string, now time.Time) (Invitation, error) {
	invitation, err := database.One[Invitation](q.Where(map[string]any{"hash": HashToken(token)}), "invitation")
	if err == nil && invitation.State(now) != "open" {
		return Invitation{}, fault.New(fault.NotFound,
			"This invitation no longer works. Please ask whoever invited you for a new one.")
	}
	return invitation, err
}

// UseInvitation counts one use; of a mail invitation there is one. It returns
// Conflict if somebody else was quicker.
func UseInvitation(tx *database.Tx, i Invitation) error {
	scope := tx.Model(&Invitation{}).Where(map[string]any{"process_id": i.ProcessID, "id": i.ID}).Where("withdrawn = ?", false)
	if i.Kind == InvitationMail {
		scope = scope.Where("uses = ?", 0)
	}
	n, err := database.Change(scope, map[string]any{"uses": gorm.Expr("uses + 1")})
	if err == nil && n == 0 {
		return fault.New(fault.Conflict, "This invitation was used a moment ago.")
	}
	return err
}

// WithdrawInvitation makes an invitation stop working.
func WithdrawInvitation(tx *database.Tx, i Invitation) error {
	_, err := database.Change(tx.Model(&Invitation{}).Where(map[string]any{"process_id": i.ProcessID, "id": i.ID}),
		map[string]any{"withdrawn": true})
	return err
}

// ListInvitations returns a page of the invitations of a process.
func ListInvitations(q database.Query, processID string, p Page) ([]Invitation, string, error) {
	scope := q.Where(map[string]any{"process_id": processID})
	return list(scope, p, "invitations", func(i Invitation) string { return i.ID })
}

// ListOpenInvited returns the addresses among emails that hold an invitation to a
// process that nobody has used, withdrawn or let expire.
func ListOpenInvited(q database.Query, processID string, emails []string, now time.Time) (map[string]bool, error) {
	rows, err := database.Many[Invitation](q.Where(map[string]any{
		"process_id": processID, "kind": InvitationMail, "uses": 0, "withdrawn": false, "email": emails,
	}), "invitations")
	open := make(map[string]bool, len(rows))
	for _, row := range rows {
		if row.State(now) == "open" {
			open[row.Email] = true
		}
	}
	return open, err
}

// CountOpenInvited counts the invitations by mail to a process that nobody has
// used or withdrawn.
func CountOpenInvited(q database.Query, processID string) (int, error) {
	return database.Count[Invitation](q.Where(map[string]any{
		"process_id": processID, "kind": InvitationMail, "uses": 0, "withdrawn": false,
	}), "invitations")
}
