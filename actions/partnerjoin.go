package actions

import (
	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/models"
)

// Belonging is the input of JoinPartner.
type Belonging struct {
	At
	Body struct {
		Partner string `json:"partner" maxLength:"60" doc:"The partner's id; empty to belong to none"`
	}
}

// JoinPartner says of which partner one is, or of none. Everybody says it for
// themselves: for whom I speak is mine to say, and in a group of ten organisations
// nobody should have to ask first. What this allows is to write that partner's
// purpose, where each version stays with the name of whoever wrote it; organisers,
// who can put people elsewhere (SeatMember), and everybody else see it.
var JoinPartner = Write[Belonging, models.Process, Member]{
	Verb: access.PartnerJoin,
	Find: inProcess[Belonging],
	Do: func(c *Call, in Belonging, _ models.Process) (Member, error) {
		return c.joinPartner(c.Member, in.Body.Partner)
	},
}

// Seating is the input of SeatMember.
type Seating struct {
	AtMember
	Body struct {
		Partner string `json:"partner" maxLength:"60" doc:"The partner's id; empty for none"`
	}
}

// SeatMember says of which partner somebody else is.
var SeatMember = Write[Seating, models.Member, Member]{
	Verb: access.PartnerSeat,
	Find: findMember[Seating],
	Do:   func(c *Call, in Seating, m models.Member) (Member, error) { return c.joinPartner(m, in.Body.Partner) },
}

func (c *Call) joinPartner(m models.Member, partner string) (Member, error) {
	c.About("partner", partner)
	c.Note("member %s", m.ID)
	if partner == "" {
		c.About("partner", m.PartnerID) // they leave it
	} else if p, err := models.HoldPartner(c.Tx, m.ProcessID, partner); fault.KindOf(err) == fault.NotFound || p.Gone {
		return Member{}, fault.Field("partner", "There is no such partner.")
	} else if err != nil {
		return Member{}, err
	}
	if err := models.JoinPartner(c.Tx, m, partner); err != nil {
		return Member{}, err
	}
	m.PartnerID = partner
	return c.member(m)
}
