package actions

import (
	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/models"
)

// An Agreement is the present version of the working agreement, with who accepted
// it. A new version is accepted anew; what was said of an earlier one stays there.
type Agreement struct {
	CommonText
	Mine     bool     `json:"mine" doc:"Whether the reader accepted this version"`
	Before   bool     `json:"before" doc:"Whether the reader accepted an earlier one, but not this"`
	Accepted []string `json:"accepted" doc:"The names of those who accepted this version"`
	Members  int      `json:"members" doc:"How many take part"`
}

func (l *Look) agreement(process string) (Agreement, error) {
	row, err := models.FindCommonText(l.Query, process, models.TargetAgreement)
	if err != nil {
		return Agreement{}, err
	}
	accepted, err := models.ListAcceptances(l.Query, process, row.Version)
	if err != nil {
		return Agreement{}, err
	}
	people := []string{row.MemberID, row.AuthorID}
	for _, one := range accepted {
		people = append(people, one.MemberID)
	}
	names, err := models.Names(l.Query, process, people)
	if err != nil {
		return Agreement{}, err
	}
	open, err := models.CountOpenAmendments(l.Query, process)
	if err != nil {
		return Agreement{}, err
	}
	view := Agreement{CommonText: l.commonText(row, names, open[models.TargetAgreement]), Accepted: []string{}}
	if row.Version > 0 {
		view.Can = append(view.Can, l.can("", nil, access.AgreementAccept, access.AgreementTakeBack)...)
	}
	for _, one := range accepted {
		view.Accepted = append(view.Accepted, names[one.MemberID])
		view.Mine = view.Mine || one.MemberID == l.Member.ID
	}
	if !view.Mine {
		if view.Before, err = models.HasAcceptedAny(l.Query, process, l.Member.ID); err != nil {
			return Agreement{}, err
		}
	}
	view.Members, err = models.CountMembers(l.Query, process)
	return view, err
}

// ReadAgreement shows the working agreement.
var ReadAgreement = Read[At, models.Process, Agreement]{
	Verb: access.AgreementRead,
	Find: findProcess,
	Show: func(l *Look, _ At, p models.Process) (Agreement, error) { return l.agreement(p.ID) },
}

// Accepting is the input of AcceptAgreement and TakeAgreementBack.
type Accepting struct {
	At
	Body struct {
		Version int `json:"version" minimum:"1" doc:"The version that was read"`
	}
}

// AcceptAgreement says that one keeps to the working agreement as it reads now.
var AcceptAgreement = Write[Accepting, models.Process, Agreement]{
	Verb: access.AgreementAccept,
	Find: inProcess[Accepting],
	Do: func(c *Call, in Accepting, p models.Process) (Agreement, error) {
		c.About("agreement", p.ID)
		c.Note("version %d", in.Body.Version)
		present, err := models.FindCommonText(c.Query, p.ID, models.TargetAgreement)
		if err != nil {
			return Agreement{}, err
		}
		if present.Version != in.Body.Version {
			return Agreement{}, models.Stale("working agreement")
		}
		if err := models.Accept(c.Tx, models.Acceptance{ProcessID: p.ID, Version: present.Version, MemberID: c.Member.ID}); err != nil {
			return Agreement{}, err
		}
		return c.agreement(p.ID)
	},
}

// TakeAgreementBack takes one's acceptance of a version back.
var TakeAgreementBack = Write[Accepting, models.Process, Agreement]{
	Verb: access.AgreementTakeBack,
	Find: inProcess[Accepting],
	Do: func(c *Call, in Accepting, p models.Process) (Agreement, error) {
		c.About("agreement", p.ID)
		c.Note("version %d", in.Body.Version)
		err := models.TakeAcceptanceBack(c.Tx, models.Acceptance{ProcessID: p.ID, Version: in.Body.Version, MemberID: c.Member.ID})
		if err != nil {
			return Agreement{}, err
		}
		return c.agreement(p.ID)
	},
}
