package actions

import (
	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// gather makes what the example holds in common: partners with their purposes, a
// purpose that was amended once and has an open amendment, and a working agreement
// that some have accepted.
func (e *example) gather() error {
	for i, partner := range examplePartners {
		if err := e.partnerOf(partner, i); err != nil {
			return err
		}
	}
	for _, proposed := range exampleAmendments {
		if err := e.amend(proposed); err != nil {
			return err
		}
	}
	return e.agree()
}

// partnerOf makes a partner; those people belong to it whose place is its own, or so many further on.
func (e *example) partnerOf(example examplePartner, place int) error {
	partner, err := models.NewPartner(e.Tx, models.Partner{ProcessID: e.process.ID, Name: example.name, Line: example.line})
	if err != nil {
		return err
	}
	for i := place; i < len(e.people); i += len(examplePartners) {
		if err := models.JoinPartner(e.Tx, e.people[i], partner.ID); err != nil {
			return err
		}
	}
	words := example.words
	words.MemberID = e.people[place].ID
	_, err = models.WritePartnerPurpose(e.Tx, partner, words)
	return err
}

func (e *example) amend(proposed exampleAmendment) error {
	present, err := models.FindPurpose(e.Query, e.process.ID)
	if err != nil {
		return err
	}
	a, err := models.NewTextAmendment(e.Tx, models.TextAmendment{
		ProcessID: e.process.ID, Target: models.TargetPurpose, Base: present.Version, Text: text.Block(proposed.text),
		Reason: proposed.reason, MemberID: e.people[proposed.author].ID,
	})
	if err != nil {
		return err
	}
	for i, stance := range proposed.stances {
		stance.AmendmentID, stance.MemberID, stance.Wording = a.ID, e.people[i].ID, a.Version
		if err := models.TakeStance(e.Tx, a, stance); err != nil {
			return err
		}
	}
	if proposed.decision == "" {
		return nil
	}
	accepted, err := models.AddCommonText(e.Tx, models.CommonText{
		ProcessID: e.process.ID, Target: models.TargetPurpose, Text: a.Text, Reason: a.Reason,
		MemberID: e.people[0].ID, AuthorID: a.MemberID, AmendmentID: a.ID,
	}, present.Version)
	if err != nil {
		return err
	}
	a.State, a.Decision, a.DecidedBy, a.Became = access.Accepted, proposed.decision, e.people[0].ID, accepted.Version
	_, err = models.DecideAmendment(e.Tx, a)
	return err
}

func (e *example) agree() error {
	agreement, err := models.AddCommonText(e.Tx, models.CommonText{
		ProcessID: e.process.ID, Target: models.TargetAgreement, Text: exampleAgreement,
		Reason: "Written together at the first meeting.", MemberID: e.people[1].ID,
	}, 0)
	if err != nil {
		return err
	}
	for _, person := range e.people[:exampleAccepted] {
		if err := models.Accept(e.Tx, models.Acceptance{ProcessID: e.process.ID, Version: agreement.Version, MemberID: person.ID}); err != nil {
			return err
		}
	}
	return nil
}

// guide writes the guidelines, and what was said of one proposal against them.
func (e *example) guide() error {
	for i, guideline := range exampleGuidelines {
		guideline.ProcessID = e.process.ID
		made, err := models.NewGuideline(e.Tx, guideline)
		if err != nil {
			return err
		}
		for _, said := range exampleFlags[i] {
			said.flag.GuidelineID, said.flag.ProposalID, said.flag.ProcessID = made.ID, e.proposals[exampleFlagged].ID, e.process.ID
			said.flag.MemberID = e.people[said.person].ID
			if said.flag.Answer != "" {
				said.flag.AnsweredBy = e.proposals[exampleFlagged].MemberID
			}
			if err := models.RaiseFlag(e.Tx, said.flag); err != nil {
				return err
			}
		}
	}
	return nil
}
