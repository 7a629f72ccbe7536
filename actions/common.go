package actions

import (
	"github.com/folkmoot/folkmoot/models"
)

// common fills in what a process holds in common: its purpose and its partners. It
// returns what of that waits for the reader.
func (l *Look) common(process string, counts models.Counts, view *Home) ([]Waiting, error) {
	texts, err := models.FindCommonTexts(l.Query, process)
	if err != nil {
		return nil, err
	}
	purpose, agreement := texts[models.TargetPurpose], texts[models.TargetAgreement]
	purpose.Target = models.TargetPurpose
	names, err := models.Names(l.Query, process, []string{purpose.MemberID, purpose.AuthorID})
	if err != nil {
		return nil, err
	}
	view.Purpose = l.commonText(purpose, names, counts.PurposeAmendments)
	partners, err := models.ListPartners(l.Query, process)
	view.Partners = make([]PartnerLink, len(partners))
	for i, p := range partners {
		view.Partners[i] = PartnerLink{ID: p.ID, Name: p.Name, Line: p.Line}
	}
	return l.waitingCommon(agreement, counts), err
}

// waitingCommon lists what is to be done about what is held in common: a working
// agreement to accept, and, for organisers, amendments to decide on.
func (l *Look) waitingCommon(agreement models.CommonText, counts models.Counts) []Waiting {
	waiting := waitingBlends(l.Member.Role, counts)
	if agreement.Text != "" && counts.Accepted == 0 {
		waiting = append(waiting, Waiting{Kind: "accept_agreement", Title: "How we want to treat each other"})
	}
	if !l.organises() {
		return waiting
	}
	if n := counts.PurposeAmendments; n > 0 {
		waiting = append(waiting, Waiting{Kind: "decide_purpose", Title: "Amendments to the common purpose", Count: n})
	}
	if n := counts.AgreementAmendments; n > 0 {
		waiting = append(waiting, Waiting{Kind: "decide_agreement", Title: "Amendments to the working agreement", Count: n})
	}
	return waiting
}
