package models

import (
	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
)

// Counts are what the home of a process says in numbers. They are read at once: a
// home that asks for each would be the slowest page of all.
type Counts struct {
	Proposals           int // that may still become something
	Uncosted            int // those among them whose cost nobody has set
	PurposeAmendments   int // on which nobody has decided
	AgreementAmendments int
	Blend               string // that asks the reader, or empty
	Carry               string // proposal that the reader is asked to support too, or empty
	Invitation          string // proposal whose author the reader is asked to be, or empty
	Accepted            int    // 1 if the reader accepted the present version of the working agreement
}

// CountAll counts what there is in a process, for one of its members.
func CountAll(q database.Query, processID, memberID string) (Counts, error) {
	return database.One[Counts](q.Model(&Process{}).Where(map[string]any{"id": processID}).Select(`
		(SELECT count(*) FROM proposals WHERE proposals.process_id = processes.id AND state NOT IN ?) AS proposals,
		(SELECT count(*) FROM proposals WHERE proposals.process_id = processes.id AND state IN ? AND cost = 0) AS uncosted,
		(SELECT count(*) FROM text_amendments WHERE text_amendments.process_id = processes.id AND target = ? AND state = ?) AS purpose_amendments,
		(SELECT count(*) FROM text_amendments WHERE text_amendments.process_id = processes.id AND target = ? AND state = ?) AS agreement_amendments,
		COALESCE((SELECT min(blend_id) FROM consents JOIN blends ON blends.id = blend_id
			WHERE blends.process_id = processes.id AND consents.member_id = ? AND answer = '' AND state = ?), '') AS blend,
		COALESCE((SELECT min(proposal_id) FROM carries JOIN proposals ON proposals.id = proposal_id
			WHERE carries.member_id = ? AND proposals.state IN ?), '') AS carry,
		COALESCE((SELECT min(proposal_id) FROM coauthors JOIN proposals ON proposals.id = proposal_id
			WHERE coauthors.member_id = ? AND coauthors.state = ? AND proposals.state IN ?), '') AS invitation,
		(SELECT count(*) FROM acceptances WHERE acceptances.process_id = processes.id AND member_id = ? AND version =
			(SELECT max(version) FROM common_texts WHERE common_texts.process_id = processes.id AND target = ?)) AS accepted`,
		[]access.State{access.Private, access.Withdrawn, access.Blended},
		[]access.State{access.Published, access.InReview, access.Accepted},
		TargetPurpose, access.Open, TargetAgreement, access.Open,
		memberID, access.Open, memberID, access.States(access.ProposalCarry), memberID, CoauthorInvited, access.States(access.ProposalJoin),
		memberID, TargetAgreement), "process")
}
