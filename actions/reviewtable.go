package actions

import (
	"fmt"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// A ReviewRow is all that is said of one proposal.
type ReviewRow struct {
	Proposal    string       `json:"proposal" maxLength:"60"`
	Version     int          `json:"version" minimum:"1" doc:"The version that was read"`
	Minutes     int          `json:"minutes" minimum:"0" maximum:"1440" doc:"0 if nobody has said yet"`
	Money       int64        `json:"money,omitempty" minimum:"0" maximum:"1000000000000" doc:"In the smallest unit of the process's currency"`
	Reason      string       `json:"reason,omitempty" maxLength:"1000" doc:"Why it takes that much"`
	State       access.State `json:"state" enum:"published,in_review,accepted,declined"`
	StateReason string       `json:"state_reason,omitempty" maxLength:"1000" doc:"Why it is in that state"`
	Needed      string       `json:"needed,omitempty" maxLength:"1000" doc:"What would have to change"`
}

func (r ReviewRow) review() models.Review {
	return models.Review{
		Minutes: r.Minutes, Money: r.Money, Reason: text.Block(r.Reason),
		State: r.State, StateReason: text.Block(r.StateReason), Needed: text.Block(r.Needed),
	}
}

// A ReviewTable is the input of ReviewProposals.
type ReviewTable struct {
	At
	Body struct {
		Rows []ReviewRow `json:"rows" minItems:"1" maxItems:"100"`
	}
}

// ReviewProposals says something of many proposals: of all of them, or of none.
var ReviewProposals = Write[ReviewTable, models.Process, List[ProposalLine]]{
	Verb: access.ProposalsReview,
	Find: inProcess[ReviewTable],
	Do: func(c *Call, in ReviewTable, p models.Process) (List[ProposalLine], error) {
		before, err := c.readForReview(p, in.Body.Rows)
		if err != nil {
			return List[ProposalLine]{}, err
		}
		findings, err := c.reviewAll(before, in.Body.Rows)
		if err != nil {
			return List[ProposalLine]{}, err
		}
		if err := c.enterReview(p, findings); err != nil {
			return List[ProposalLine]{}, err
		}
		if err := c.tellAuthors(p, findings); err != nil {
			return List[ProposalLine]{}, err
		}
		now := make([]models.Proposal, len(findings))
		for i, f := range findings {
			now[i] = f.now
		}
		items, err := c.lines(p.ID, now)
		return List[ProposalLine]{Items: items}, err
	},
}

// readForReview reads the proposals of rows, in their order. It returns Invalid for
// rows that name none, and Conflict for those that changed meanwhile.
func (c *Call) readForReview(p models.Process, rows []ReviewRow) ([]models.Proposal, error) {
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.Proposal
	}
	byID, err := models.FindProposals(c.Query, p.ID, ids)
	if err != nil {
		return nil, err
	}
	var unknown, stale []*fault.Error
	seen := make(map[string]bool, len(rows))
	found := make([]models.Proposal, len(rows))
	for i, row := range rows {
		proposal, known := byID[row.Proposal]
		switch {
		case !known || proposal.State == access.Private: // whoever reviews reads no drafts, also not their own
			unknown = append(unknown, rowFault(i, fault.Field("proposal", "There is no such proposal in this process.")))
		case seen[row.Proposal]:
			unknown = append(unknown, rowFault(i, fault.Field("proposal", "“%s” stands here twice.", proposal.Title)))
		case proposal.Version != row.Version:
			stale = append(stale, staleRow(i, proposal))
		}
		seen[row.Proposal], found[i] = true, proposal
	}
	if len(unknown) > 0 {
		return nil, fault.Together(unknown)
	}
	return found, fault.Together(stale)
}

// reviewAll checks every row before it writes any.
func (c *Call) reviewAll(proposals []models.Proposal, rows []ReviewRow) ([]finding, error) {
	var faults []*fault.Error
	var most int64
	for i, row := range rows {
		faults = append(faults, c.refused(i, proposals[i], row.review())...)
		most = max(most, row.Money)
	}
	if len(faults) > 0 {
		return nil, fault.Together(faults)
	}
	if err := c.holdMoney(c.Process, most); err != nil {
		return nil, err
	}
	findings := make([]finding, len(rows))
	for i, row := range rows {
		findings[i] = finding{proposals[i], proposals[i]}
		if proposals[i].Review() == row.review() {
			continue
		}
		now, err := models.ReviewProposal(c.Tx, proposals[i], row.review())
		if fault.KindOf(err) == fault.Conflict {
			return nil, staleRow(i, proposals[i])
		}
		if err != nil {
			return nil, err
		}
		findings[i].now = now
	}
	return findings, nil
}

// refused are the faults of a row: that access does not permit it, or that it does
// not say what it should.
func (c *Call) refused(i int, p models.Proposal, r models.Review) []*fault.Error {
	if p.Review() == r {
		return nil
	}
	var faults []*fault.Error
	may := c.can(p.State, nil, verbsOf(p, r)...)
	if len(may) < len(verbsOf(p, r)) {
		return []*fault.Error{rowFault(i, fault.Field("state", "%s", stateSentence("proposal", p.State)))}
	}
	for _, f := range p.CheckReview(r) {
		faults = append(faults, rowFault(i, f))
	}
	return faults
}

// moves are the verbs that bring a proposal from one state of a review to another.
var moves = []access.Verb{access.ProposalReview, access.ProposalAccept, access.ProposalDecline, access.ProposalReopen}

// verbsOf are the verbs that say of a proposal what a review says. Words without a
// move go with what it takes.
func verbsOf(p models.Proposal, r models.Review) []access.Verb {
	moved := p.Review()
	moved.State, moved.StateReason, moved.Needed = r.State, r.StateReason, r.Needed
	var verbs []access.Verb
	for _, verb := range moves {
		if p.State != r.State && access.Leads(verb) == r.State {
			verbs = append(verbs, verb)
		}
	}
	if moved != r || len(verbs) == 0 {
		verbs = append(verbs, access.ProposalCost)
	}
	return verbs
}

// enterReview writes one entry for all rows, and one for each proposal that came to
// another state: what may stand in a vote must be found under its own name.
func (c *Call) enterReview(p models.Process, findings []finding) error {
	changed := 0
	c.quiet = true // these are its entries
	for _, f := range findings {
		if f.now.Version == f.before.Version {
			continue
		}
		changed++
		c.About("proposal", f.now.ID) // open pages read again whichever it is
		if f.now.State == f.before.State {
			continue
		}
		verb := verbsOf(f.before, f.now.Review())[0]
		if err := c.enter(verb, "proposal/"+f.now.ID, string(f.now.State)); err != nil {
			return err
		}
	}
	return c.enter(access.ProposalsReview, "process/"+p.ID, fmt.Sprintf("%d proposals", changed))
}

// rowFault puts a fault in its row.
func rowFault(i int, f *fault.Error) *fault.Error {
	f.Field = fmt.Sprintf("rows[%d].%s", i, f.Field)
	return f
}

func staleRow(i int, p models.Proposal) *fault.Error {
	stale := fault.New(fault.Conflict, "Somebody changed “%s” while you wrote. Nothing was saved; yours is kept here.", p.Title)
	stale.Field = fmt.Sprintf("rows[%d].version", i)
	return stale
}
