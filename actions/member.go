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
	Reviewer    bool        `json:"reviewer" doc:"Was named to review proposals"`
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
		items[i] = Member{
			ID: row.ID, DisplayName: account.DisplayName, Role: row.Role, Partner: row.PartnerID, Reviewer: row.Reviewer, Me: row.ID == l.Member.ID,
		}
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

// AtMember names a member of a process.
type AtMember struct {
	At
	Member string `path:"member" maxLength:"60"`
}

func (a AtMember) atMember() AtMember { return a }

func findMember[In interface{ atMember() AtMember }](q database.Query, in In) (Found[models.Member], error) {
	member, err := models.FindMember(q, in.atMember().Process, in.atMember().Member)
	return Found[models.Member]{Object: member, What: "member", Process: member.ProcessID}, err
}

// NewRole is the input of ChangeRole.
type NewRole struct {
	AtMember
	Body struct {
		Role access.Role `json:"role" enum:"organiser,moderator,participant,observer"`
	}
}

// ChangeRole gives a member another role.
var ChangeRole = Write[NewRole, models.Member, Member]{
	Verb: access.MemberRole,
	Find: findMember[NewRole],
	Do: func(c *Call, in NewRole, m models.Member) (Member, error) {
		c.About("member", m.ID)
		c.Note("%s to %s", m.Role, in.Body.Role)
		if err := models.ChangeRole(c.Tx, m, in.Body.Role); err != nil {
			return Member{}, err
		}
		blends, err := models.HoldBlendsAsking(c.Tx, m.ID)
		if err == nil {
			err = c.settleAll(blends)
		}
		if err != nil {
			return Member{}, err
		}
		m.Role = in.Body.Role
		return c.member(m)
	},
}

func (c *Call) member(m models.Member) (Member, error) {
	items, err := c.members([]models.Member{m})
	if err != nil || len(items) != 1 {
		return Member{}, fault.Gone("member")
	}
	return items[0], nil
}

// NewReviewer is the input of NameReviewer.
type NewReviewer struct {
	AtMember
	Body struct {
		Reviewer bool `json:"reviewer"`
	}
}

// NameReviewer lets a member review proposals as organisers do, or no longer.
var NameReviewer = Write[NewReviewer, models.Member, Member]{
	Verb: access.MemberReviewer,
	Find: findMember[NewReviewer],
	Do: func(c *Call, in NewReviewer, m models.Member) (Member, error) {
		c.About("member", m.ID)
		c.Note("reviewer: %v", in.Body.Reviewer)
		if err := models.NameReviewer(c.Tx, m, in.Body.Reviewer); err != nil {
			return Member{}, err
		}
		m.Reviewer = in.Body.Reviewer
		return c.member(m)
	},
}
