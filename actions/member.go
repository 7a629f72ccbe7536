package actions

import (
	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/models"
)

// A Member is a person's part in a process.
type Member struct {
	ID          string      `json:"id"`
	DisplayName string      `json:"display_name"`
	Email       string      `json:"email" doc:"For organisers only; empty for others"`
	Role        access.Role `json:"role" enum:"observer,participant,moderator,organiser"`
	Partner     string      `json:"partner" doc:"The id of the partner they belong to; empty for none"`
	Me          bool        `json:"me"`
}

func (l *Look) members(rows []models.Member) ([]Member, error) {
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.AccountID
	}
	accounts, err := models.ListAccounts(l.Query, ids)
	items := make([]Member, len(rows))
	for i, row := range rows {
		account := accounts[row.AccountID]
		items[i] = Member{ID: row.ID, DisplayName: account.DisplayName, Role: row.Role, Partner: row.PartnerID, Me: row.ID == l.Member.ID}
		if l.organises() {
			items[i].Email = account.Email
		}
	}
	return items, err
}

// Members is the input of ListMembers.
type Members struct {
	At
	Paged
}

// ListMembers lists who takes part in a process.
var ListMembers = Read[Members, models.Process, List[Member]]{
	Verb: access.MemberList,
	Find: inProcess[Members],
	Show: func(l *Look, in Members, p models.Process) (List[Member], error) {
		rows, next, err := models.ListMembers(l.Query, p.ID, in.page())
		if err != nil {
			return List[Member]{}, err
		}
		items, err := l.members(rows)
		return List[Member]{Items: items, Next: next}, err
	},
}

// NewRole is the input of ChangeRole.
type NewRole struct {
	At
	Member string `path:"member" maxLength:"60"`
	Body   struct {
		Role access.Role `json:"role" enum:"organiser,moderator,participant,observer"`
	}
}

// ChangeRole gives a member another role.
var ChangeRole = Write[NewRole, models.Member, Member]{
	Verb: access.MemberRole,
	Find: func(q database.Query, in NewRole) (Found[models.Member], error) {
		member, err := models.FindMember(q, in.Process, in.Member)
		return Found[models.Member]{Object: member, What: "member", Process: member.ProcessID}, err
	},
	Do: func(c *Call, in NewRole, m models.Member) (Member, error) {
		c.About("member", m.ID)
		c.Note("%s to %s", m.Role, in.Body.Role)
		if err := models.ChangeRole(c.Tx, m, in.Body.Role); err != nil {
			return Member{}, err
		}
		m.Role = in.Body.Role
		items, err := c.members([]models.Member{m})
		if err != nil || len(items) != 1 {
			return Member{}, fault.Gone("member")
		}
		return items[0], nil
	},
}
