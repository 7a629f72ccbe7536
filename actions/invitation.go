package actions

import (
	"fmt"
	"slices"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// An Invitation lets somebody join.
type Invitation struct {
	ID        string      `json:"id"`
	Kind      string      `json:"kind" enum:"mail,link"`
	Email     string      `json:"email"`
	Role      access.Role `json:"role" enum:"observer,participant,moderator,organiser"`
	State     string      `json:"state" enum:"open,used,expired,withdrawn"`
	Uses      int         `json:"uses"`
	ExpiresAt time.Time   `json:"expires_at"`
	URL       string      `json:"url" doc:"The link, shown only once when it is made; empty for mail"`
}

func (l *Look) invitation(i models.Invitation) Invitation {
	return Invitation{
		ID: i.ID, Kind: i.Kind, Email: i.Email, Role: i.Role,
		State: i.State(l.Now), Uses: i.Uses, ExpiresAt: i.ExpiresAt,
	}
}

// Invitations is the input of ListInvitations.
type Invitations struct {
	At
	Paged
}

// ListInvitations lists the invitations to a process, the newest first.
var ListInvitations = Read[Invitations, models.Process, List[Invitation]]{
	Verb: access.InvitationList,
	Find: inProcess[Invitations],
	Show: func(l *Look, in Invitations, p models.Process) (List[Invitation], error) {
		page := in.page()
		page.Newest = true
		rows, next, err := models.ListInvitations(l.Query, p.ID, page)
		return listed(rows, next, err, l.invitation)
	},
}

// NewInvitations is the input of Invite.
type NewInvitations struct {
	At
	Body struct {
		Kind   string      `json:"kind" enum:"mail,link"`
		Emails []string    `json:"emails,omitempty" maxItems:"200" doc:"For mail: who is invited"`
		Role   access.Role `json:"role" enum:"organiser,moderator,participant,observer"`
	}
}

// Invite sends invitations by mail, or makes a link to hand out.
var Invite = Write[NewInvitations, models.Process, List[Invitation]]{
	Verb: access.InvitationMake,
	Find: inProcess[NewInvitations],
	Kept: func(made List[Invitation]) List[Invitation] { // links are shown once and kept nowhere
		kept := List[Invitation]{Items: slices.Clone(made.Items)}
		for i := range kept.Items {
			kept.Items[i].URL = ""
		}
		return kept
	},
	Do: func(c *Call, in NewInvitations, p models.Process) (List[Invitation], error) {
		c.About("invitation", p.ID)
		c.Note("%s, %d, %s", in.Body.Kind, len(in.Body.Emails), in.Body.Role)
		if in.Body.Kind == models.InvitationLink {
			return c.inviteByLink(in, p)
		}
		if len(in.Body.Emails) == 0 {
			return List[Invitation]{}, fault.Field("emails", "Write at least one e-mail address.")
		}
		emails, err := c.uninvited(p, in.Body.Emails)
		if err != nil {
			return List[Invitation]{}, err
		}
		me, err := models.FindAccount(c.Query, c.Actor.AccountID)
		if err != nil {
			return List[Invitation]{}, err
		}
		made := List[Invitation]{Items: []Invitation{}}
		for _, email := range emails {
			invitation, err := c.inviteByMail(in, p, me.DisplayName, email)
			if err != nil {
				return List[Invitation]{}, err
			}
			made.Items = append(made.Items, invitation)
		}
		return made, nil
	},
}

// maxOpenInvitations bounds the letters that a process can send to people who
// never asked for them.
const maxOpenInvitations = 1000

// uninvited cleans addresses and leaves out those that hold an invitation
// or take part already: nobody is written to twice.
func (c *Call) uninvited(p models.Process, addresses []string) ([]string, error) {
	var emails []string
	for i, address := range addresses {
		email, err := models.CleanEmail(fmt.Sprintf("emails[%d]", i), address)
		if err != nil {
			return nil, err
		}
		emails = append(emails, email)
	}
	slices.Sort(emails)
	emails = slices.Compact(emails)
	if err := c.Tx.Exclude("invitations/" + p.ID); err != nil {
		return nil, err
	}
	invited, err := models.ListOpenInvited(c.Query, p.ID, emails, c.Now)
	if err != nil {
		return nil, err
	}
	members, err := models.ListMemberEmails(c.Query, p.ID, emails)
	if err != nil {
		return nil, err
	}
	emails = slices.DeleteFunc(emails, func(email string) bool { return invited[email] || members[email] })
	open, err := models.CountOpenInvited(c.Query, p.ID)
	if err == nil && open+len(emails) > maxOpenInvitations {
		err = fault.New(fault.TooMany, "%d invitations wait for an answer. Withdraw some, or make a link.", open)
	}
	return emails, err
}

func (c *Call) inviteByLink(in NewInvitations, p models.Process) (List[Invitation], error) {
	if len(in.Body.Emails) > 0 {
		return List[Invitation]{}, fault.Field("emails", "A link goes to nobody by mail; leave the addresses out.")
	}
	if in.Body.Role != access.Participant && in.Body.Role != access.Observer {
		return List[Invitation]{}, fault.Field("role",
			"A link can be passed on, so it makes participants and observers only. Invite others by mail.")
	}
	row, token, err := models.NewInvitation(c.Tx, models.Invitation{
		ProcessID: p.ID, MemberID: c.Member.ID, Kind: models.InvitationLink, Role: in.Body.Role,
	})
	made := c.invitation(row)
	made.URL = c.joinLink(token)
	return List[Invitation]{Items: []Invitation{made}}, err
}

func (c *Call) joinLink(token string) string { return c.Service.BaseURL + "/join#" + token }

func (c *Call) inviteByMail(in NewInvitations, p models.Process, inviter, email string) (Invitation, error) {
	row, token, err := models.NewInvitation(c.Tx, models.Invitation{
		ProcessID: p.ID, MemberID: c.Member.ID, Kind: models.InvitationMail, Email: email, Role: in.Body.Role,
	})
	if err != nil {
		return Invitation{}, err
	}
	letter := invitationMail(email, inviter, p.Name, c.joinLink(token))
	return c.invitation(row), c.Service.Jobs.SendMail(c.Context, c.Tx, letter)
}

// AtInvitation names an invitation.
type AtInvitation struct {
	At
	Invitation string `path:"invitation" maxLength:"60"`
}

// WithdrawInvitation makes an invitation stop working.
var WithdrawInvitation = Write[AtInvitation, models.Invitation, Accepted]{
	Verb: access.InvitationWithdraw,
	Find: func(q database.Query, in AtInvitation) (Found[models.Invitation], error) {
		row, err := models.FindInvitation(q, in.Process, in.Invitation)
		return Found[models.Invitation]{Object: row, What: "invitation", Process: row.ProcessID}, err
	},
	Do: func(c *Call, _ AtInvitation, i models.Invitation) (Accepted, error) {
		c.About("invitation", i.ID)
		return Accepted{}, models.WithdrawInvitation(c.Tx, i)
	},
}

// Ticket is the input of PreviewInvitation.
type Ticket struct {
	Body struct {
		Token string `json:"token" maxLength:"100" doc:"What stands behind the # of the link"`
	}
}

// A Preview says what one is invited to.
type Preview struct {
	ProcessName string      `json:"process_name"`
	Summary     string      `json:"summary"`
	PurposeHTML string      `json:"purpose_html"`
	Kind        string      `json:"kind" enum:"mail,link"`
	Role        access.Role `json:"role" enum:"observer,participant,moderator,organiser"`
	Email       string      `json:"email" doc:"Of an invitation by mail"`
	InvitedBy   string      `json:"invited_by"`
}

// PreviewInvitation shows whoever holds an invitation what it is to.
var PreviewInvitation = Read[Ticket, struct{}, Preview]{
	Verb: access.InvitationPreview,
	Find: nothing[Ticket],
	Show: func(l *Look, in Ticket, _ struct{}) (Preview, error) {
		invitation, err := models.FindInvitationByToken(l.Query, in.Body.Token, l.Now)
		if err != nil {
			return Preview{}, err
		}
		process, err := models.FindProcess(l.Query, invitation.ProcessID)
		if err != nil {
			return Preview{}, err
		}
		purpose, err := models.FindPurpose(l.Query, process.ID)
		if err != nil {
			return Preview{}, err
		}
		names, err := models.Names(l.Query, process.ID, []string{invitation.MemberID})
		return Preview{
			ProcessName: process.Name, Summary: process.Summary, PurposeHTML: text.HTML(purpose.Text),
			Kind: invitation.Kind, Role: invitation.Role, Email: invitation.Email, InvitedBy: names[invitation.MemberID],
		}, err
	},
}

// Acceptance is the input of AcceptInvitation.
type Acceptance struct {
	Body struct {
		Token       string `json:"token" maxLength:"100"`
		DisplayName string `json:"display_name,omitempty" maxLength:"200" doc:"For people who have no account yet"`
	}
}

// Joined is the answer to an accepted invitation.
type Joined struct {
	Process string   `json:"process"`
	Session *Session `json:"session,omitempty" doc:"Set when the invitation signed its holder in"`
}

// AcceptInvitation lets its holder join. An invitation by mail proves the
// address that it was sent to and signs in by itself; whoever holds a link signs
// in first.
var AcceptInvitation = Write[Acceptance, struct{}, Joined]{
	Verb: access.InvitationAccept, Secret: true,
	Find: nothing[Acceptance],
	Do: func(c *Call, in Acceptance, _ struct{}) (Joined, error) {
		invitation, err := models.FindInvitationByToken(c.Query, in.Body.Token, c.Now)
		if err != nil {
			return Joined{}, err
		}
		if err := c.stillInvited(invitation); err != nil {
			return Joined{}, err
		}
		account, err := c.guest(invitation, in.Body.DisplayName)
		if err != nil {
			return Joined{}, err
		}
		if err := models.UseInvitation(c.Tx, invitation); err != nil {
			return Joined{}, err
		}
		return c.join(invitation, account)
	},
}

// stillInvited refuses an invitation by somebody who may no longer invite.
func (c *Call) stillInvited(i models.Invitation) error {
	inviter, err := models.FindMember(c.Query, i.ProcessID, i.MemberID)
	if err != nil {
		return err
	}
	if access.Decide(access.Request{Verb: access.InvitationMake, Role: inviter.Role}) != access.Allowed {
		return fault.New(fault.NotFound,
			"Whoever invited you no longer runs this process. Please ask an organiser for a new invitation.")
	}
	return nil
}

func (c *Call) guest(i models.Invitation, name string) (models.Account, error) {
	if i.Kind == models.InvitationMail {
		return c.accountFor(i.Email, name)
	}
	if c.Actor.AccountID == "" {
		return models.Account{}, fault.New(fault.Unauthenticated, "Please sign in first; then you can join.")
	}
	return models.FindAccount(c.Query, c.Actor.AccountID)
}

func (c *Call) join(i models.Invitation, account models.Account) (Joined, error) {
	member, err := models.AddMember(c.Tx, i.ProcessID, account.ID, i.Role)
	if err != nil {
		return Joined{}, err
	}
	c.Process, c.Member = i.ProcessID, member
	c.About("member", member.ID)
	if err := c.record(access.InvitationAccept); err != nil {
		return Joined{}, err
	}
	joined := Joined{Process: i.ProcessID}
	if i.Kind == models.InvitationLink || c.Actor.AccountID == account.ID {
		return joined, nil
	}
	session, err := c.startSession(account)
	joined.Session = &session
	return joined, err
}
