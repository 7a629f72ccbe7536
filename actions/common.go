package actions

import (
	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/models"
)

// common fills in what a process holds in common: its purpose and its partners. It
// returns what of that waits for the reader.
func (l *Look) common(process string, view *Process) ([]Waiting, error) {
	texts, err := models.FindCommonTexts(l.Query, process)
	if err != nil {
		return nil, err
	}
	purpose, agreement := texts[models.TargetPurpose], texts[models.TargetAgreement]
	purpose.Target = models.TargetPurpose
	open, err := models.CountOpenAmendments(l.Query, process)
	if err != nil {
		return nil, err
	}
	names, err := models.Names(l.Query, process, []string{purpose.MemberID, purpose.AuthorID})
	if err != nil {
		return nil, err
	}
	view.Purpose = l.commonText(purpose, names, open[models.TargetPurpose])
	partners, err := models.ListPartners(l.Query, process)
	view.Partners = make([]PartnerLink, len(partners))
	for i, p := range partners {
		view.Partners[i] = PartnerLink{ID: p.ID, Name: p.Name, Line: p.Line}
	}
	if err != nil {
		return nil, err
	}
	return l.waitingCommon(agreement, open)
}

// waitingCommon lists what is to be done about what is held in common: a working
// agreement to accept, and, for organisers, amendments to decide on.
func (l *Look) waitingCommon(agreement models.CommonText, open map[string]int) ([]Waiting, error) {
	var waiting []Waiting
	if agreement.Text != "" {
		accepted, err := models.HasAccepted(l.Query, agreement.ProcessID, agreement.Version, l.Member.ID)
		if err != nil {
			return nil, err
		}
		if !accepted {
			waiting = append(waiting, Waiting{Kind: "accept_agreement", Title: "How we want to treat each other"})
		}
	}
	if l.Member.Role != access.Organiser {
		return waiting, nil
	}
	if n := open[models.TargetPurpose]; n > 0 {
		waiting = append(waiting, Waiting{Kind: "decide_purpose", Title: "Amendments to the common purpose", Count: n})
	}
	if n := open[models.TargetAgreement]; n > 0 {
		waiting = append(waiting, Waiting{Kind: "decide_agreement", Title: "Amendments to the working agreement", Count: n})
	}
	return waiting, nil
}
