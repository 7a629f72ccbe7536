package actions

import (
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/clock"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
)

// An Amendment changes an opened round; two organisers agree on it.
type Amendment struct {
	ID          string     `json:"id"`
	Kind        string     `json:"kind" enum:"deadline,roll"`
	ClosesAt    *time.Time `json:"closes_at" doc:"deadline: the new one"`
	Member      string     `json:"member" doc:"roll: the name of who may vote too"`
	Reason      string     `json:"reason"`
	ProposedBy  string     `json:"proposed_by" doc:"A name"`
	ConfirmedBy string     `json:"confirmed_by" doc:"A name, or empty as long as nobody has"`
	ConfirmedAt *time.Time `json:"confirmed_at"`
	Mine        bool       `json:"mine" doc:"I proposed it, so somebody else confirms it"`
}

// NewAmendment is the input of ProposeAmendment.
type NewAmendment struct {
	AtRound
	Body struct {
		Kind     string     `json:"kind" enum:"deadline,roll"`
		ClosesAt *time.Time `json:"closes_at,omitempty" doc:"deadline: later than now, asked for before the last tenth of the time to vote"`
		Member   string     `json:"member,omitempty" maxLength:"60" doc:"roll: the id of a member who may vote too"`
		Reason   string     `json:"reason" minLength:"1" maxLength:"500" doc:"Stands on the result page"`
	}
}

// ProposeAmendment asks for a later deadline, or for somebody to be entered on
// the roll. It holds once another organiser confirms it.
var ProposeAmendment = Write[NewAmendment, models.Round, Round]{
	Verb: access.RoundPropose,
	Find: func(q database.Query, in NewAmendment) (Found[models.Round], error) {
		return findRoundShared(q, in.AtRound)
	},
	Do: func(c *Call, in NewAmendment, r models.Round) (Round, error) {
		amendment := models.Amendment{
			RoundID: r.ID, Kind: in.Body.Kind, Reason: text.Line(in.Body.Reason), ProposedBy: c.Member.ID,
		}
		if amendment.Reason == "" {
			return Round{}, fault.Field("reason", "Say why. It stands on the result page.")
		}
		switch in.Body.Kind {
		case ledger.AmendDeadline:
			amendment.ClosesAt = in.Body.ClosesAt
		default:
			amendment.MemberID = in.Body.Member
		}
		if err := c.amendable(r, amendment); err != nil {
			return Round{}, err
		}
		c.About("round", r.ID)
		if _, err := models.NewAmendment(c.Tx, amendment); err != nil {
			return Round{}, err
		}
		return c.round(r)
	},
}

// lastPart is the part of the time to vote in which the deadline stays: who sees
// how it goes must not be able to wait for more.
const lastPart = 10

// amendable refuses what no amendment may do.
func (c *Call) amendable(r models.Round, a models.Amendment) error {
	if a.Kind == ledger.AmendRoll {
		return c.enterable(r, a.MemberID)
	}
	if a.ClosesAt == nil {
		return fault.Field("closes_at", "When should it close?")
	}
	if err := plausible("closes_at", *a.ClosesAt); err != nil {
		return err
	}
	if !clock.Trim(*a.ClosesAt).After(r.ClosesAt) {
		return fault.Field("closes_at", "A deadline can only be moved to later.")
	}
	last := r.ClosesAt.Add(-r.ClosesAt.Sub(*r.OpenedAt) / lastPart)
	if !c.Now.Before(last) {
		return fault.New(fault.Closed, "In the last tenth of the time to vote the deadline stays as it is.")
	}
	return nil
}

func (c *Call) enterable(r models.Round, memberID string) error {
	member, err := models.FindMember(c.Query, r.ProcessID, memberID)
	if err != nil {
		return fault.Field("member", "This is no member of the process.")
	}
	if member.Role == access.Observer {
		return fault.Field("member", "Observers do not vote. Change the role first.")
	}
	_, err = models.FindRollEntry(c.Query, r.ID, memberID)
	if err == nil {
		return fault.Field("member", "Somebody who may vote already.")
	}
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	return err
}

// AtAmendment names an amendment of a round.
type AtAmendment struct {
	AtRound
	Amendment string `path:"amendment" maxLength:"60"`
}

// ConfirmAmendment makes an amendment hold that another organiser proposed.
var ConfirmAmendment = Write[AtAmendment, models.Round, Round]{
	Verb: access.RoundAmend,
	Find: func(q database.Query, in AtAmendment) (Found[models.Round], error) {
		return findRoundAlone(q, in.AtRound)
	},
	Do: func(c *Call, in AtAmendment, r models.Round) (Round, error) {
		amendment, err := models.FindAmendment(c.Query, r.ID, in.Amendment)
		if err != nil {
			return Round{}, err
		}
		if amendment.ProposedBy == c.Member.ID {
			return Round{}, fault.New(fault.Forbidden, "You proposed this, so another organiser confirms it.")
		}
		if err := c.amendable(r, amendment); err != nil {
			return Round{}, err
		}
		if r, err = c.amend(r, amendment); err != nil {
			return Round{}, err
		}
		return c.round(r)
	},
}

func (c *Call) amend(r models.Round, a models.Amendment) (models.Round, error) {
	c.About("round", r.ID)
	a, err := models.ConfirmAmendment(c.Tx, a, c.Member.ID)
	if err != nil {
		return models.Round{}, err
	}
	if a.Kind == ledger.AmendRoll {
		err = models.EnterRoll(c.Tx, r, a.MemberID)
	} else if r, err = models.MoveDeadline(c.Tx, r, *a.ClosesAt); err == nil {
		err = c.later(DeedCloseRound, r.ID, r.ClosesAt)
	}
	if err != nil {
		return models.Round{}, err
	}
	text, err := a.Text()
	if err != nil {
		return models.Round{}, err
	}
	return r, c.enterRound(access.RoundAmend, r, ledger.AmendDetail(text))
}

// amendments shows those of a round with names.
func (l *Look) amendments(r models.Round) ([]Amendment, error) {
	rows, err := models.ListAmendments(l.Query, r.ID)
	if err != nil || len(rows) == 0 {
		return []Amendment{}, err
	}
	var ids []string
	for _, row := range rows {
		ids = append(ids, row.MemberID, row.ProposedBy, row.ConfirmedBy)
	}
	names, err := models.Names(l.Query, r.ProcessID, ids)
	all := make([]Amendment, len(rows))
	for i, row := range rows {
		all[i] = Amendment{
			ID: row.ID, Kind: row.Kind, ClosesAt: row.ClosesAt, Member: names[row.MemberID], Reason: row.Reason,
			ProposedBy: names[row.ProposedBy], ConfirmedBy: names[row.ConfirmedBy], ConfirmedAt: row.ConfirmedAt,
			Mine: row.ProposedBy == l.Member.ID,
		}
	}
	return all, err
}
