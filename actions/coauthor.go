package actions

import (
	"fmt"
	"slices"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/models"
)

// A Coauthor is an author beside whoever began a proposal, or may become one.
type Coauthor struct {
	Member      string `json:"member"`
	DisplayName string `json:"display_name"`
	State       string `json:"state" enum:"invited,asked,agreed" doc:"invited by an author; asked to join; agreed to by both"`
	Me          bool   `json:"me"`
}

// coauthors shows who joined. Who may join is between the authors and them.
func (l *Look) coauthors(authors []string, rows []models.Coauthor, names map[string]string) []Coauthor {
	shown := []Coauthor{}
	for _, row := range rows {
		me := row.MemberID == l.Member.ID
		if row.State == models.CoauthorAgreed || me || l.among(authors) {
			shown = append(shown, Coauthor{Member: row.MemberID, DisplayName: names[row.MemberID], State: row.State, Me: me})
		}
	}
	return shown
}

// AtCoauthor names somebody who is or may become an author of a proposal.
type AtCoauthor struct {
	AtProposal
	Member string `path:"member" maxLength:"60"`
	Body   struct {
		Join bool `json:"join" doc:"Invite them, or agree to what they asked; false takes them off"`
	}
}

// NameCoauthor invites somebody to be an author too, agrees to somebody who asked
// to be, or takes somebody off. Nobody becomes one without agreeing.
var NameCoauthor = Write[AtCoauthor, models.Proposal, Proposal]{
	Verb: access.ProposalAuthor,
	Find: atProposal[AtCoauthor],
	Do: func(c *Call, in AtCoauthor, p models.Proposal) (Proposal, error) {
		member, err := models.FindMember(c.Query, p.ProcessID, in.Member)
		if err != nil {
			return Proposal{}, err
		}
		if member.ID == p.MemberID {
			return Proposal{}, fault.New(fault.Conflict, "They began it, so it stays theirs.")
		}
		c.aboutProposal(p)
		if err := c.nameCoauthor(p, member, in.Body.Join); err != nil {
			return Proposal{}, err
		}
		return c.whole(p)
	},
}

func (c *Call) nameCoauthor(p models.Proposal, member models.Member, join bool) error {
	if !join {
		return c.dropCoauthor(p, member.ID)
	}
	if !slices.Contains([]access.Role{access.Participant, access.Moderator, access.Organiser}, member.Role) {
		return fault.New(fault.Conflict, "Observers read, and do not propose.")
	}
	state, err := c.coauthorState(p, member.ID)
	switch {
	case err != nil || state == models.CoauthorInvited || state == models.CoauthorAgreed:
		return err
	case state == models.CoauthorAsked:
		return models.PutCoauthor(c.Tx, models.Coauthor{ProposalID: p.ID, MemberID: member.ID, State: models.CoauthorAgreed}, state)
	}
	if err := models.PutCoauthor(c.Tx, models.Coauthor{ProposalID: p.ID, MemberID: member.ID, State: models.CoauthorInvited}, state); err != nil {
		return err
	}
	return c.mailMember(p.ProcessID, coauthorMail(p.Title, c.proposalLink(p)), member.ID)
}

// dropCoauthor takes somebody off, who may have been the last that a blend waited for.
func (c *Call) dropCoauthor(p models.Proposal, memberID string) error {
	blends, err := models.HoldBlendsOf(c.Tx, p.ID)
	if err != nil {
		return err
	}
	if err := models.DropCoauthor(c.Tx, p.ID, memberID); err != nil {
		return err
	}
	return c.settleAll(blends)
}

func (c *Call) coauthorState(p models.Proposal, memberID string) (string, error) {
	rows, err := models.ListCoauthors(c.Query, p.ID)
	for _, row := range rows[p.ID] {
		if row.MemberID == memberID {
			return row.State, err
		}
	}
	return "", err
}

func (c *Call) proposalLink(p models.Proposal) string {
	return fmt.Sprintf("%s/processes/%s/proposals/%s", c.Service.BaseURL, p.ProcessID, p.ID)
}

// Joining is the input of JoinProposal.
type Joining struct {
	AtProposal
	Body struct {
		Join bool `json:"join" doc:"Ask to be an author, or agree to be; false takes it back"`
	}
}

// JoinProposal asks to be an author of a proposal too, or agrees to be one, or
// leaves.
var JoinProposal = Write[Joining, models.Proposal, Accepted]{
	Verb: access.ProposalJoin,
	Find: func(q database.Query, in Joining) (Found[models.Proposal], error) {
		return plain(findInvited(q, in.AtProposal))
	},
	Do: func(c *Call, in Joining, p models.Proposal) (Accepted, error) {
		c.aboutProposal(p)
		if c.Member.ID == p.MemberID && !in.Body.Join {
			return Accepted{}, fault.New(fault.Conflict, "You began it, so it stays yours. You can withdraw it.")
		}
		if !in.Body.Join {
			return Accepted{}, c.dropCoauthor(p, c.Member.ID)
		}
		state, err := c.coauthorState(p, c.Member.ID)
		if err != nil || c.Member.ID == p.MemberID || state == models.CoauthorAsked || state == models.CoauthorAgreed {
			return Accepted{}, err
		}
		next := models.CoauthorAsked
		if state == models.CoauthorInvited {
			next = models.CoauthorAgreed
		}
		return Accepted{}, models.PutCoauthor(c.Tx, models.Coauthor{ProposalID: p.ID, MemberID: c.Member.ID, State: next}, state)
	},
}

// findInvited finds a proposal, a draft also for those who are invited to write it.
func findInvited(q database.Query, at AtProposal) (Found[authored], error) {
	found, err := findAuthored(q, at)
	if err == nil && found.State == access.Private {
		for _, row := range found.Object.coauthors {
			found.Authors = append(found.Authors, row.MemberID)
		}
	}
	return found, err
}
