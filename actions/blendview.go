package actions

import (
	"slices"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// A Blend is a suggestion that proposals become others.
type Blend struct {
	ID        string        `json:"id"`
	Kind      string        `json:"kind" enum:"blend,split"`
	Reason    string        `json:"reason"`
	Author    Author        `json:"author"`
	State     access.State  `json:"state" enum:"open,done,withdrawn"`
	Parts     []BlendPart   `json:"parts"`
	Drafts    []BlendWords  `json:"drafts" doc:"Only when one blend is asked for"`
	CreatedAt time.Time     `json:"created_at"`
	EndedAt   *time.Time    `json:"ended_at"`
	MyAnswer  string        `json:"my_answer" enum:"agree,refuse," doc:"Empty if I am not asked, or have not answered"`
	Enough    bool          `json:"enough" doc:"Those who agreed are enough to go on"`
	Can       []access.Verb `json:"can"`
}

// A BlendPart is one of the proposals, with what its authors say.
type BlendPart struct {
	ID       string         `json:"id"`
	Title    string         `json:"title"`
	Kind     string         `json:"kind" enum:"agenda_item,symbolic_change"`
	HTML     string         `json:"html" doc:"Only when one blend is asked for"`
	State    access.State   `json:"state" enum:"published,in_review,accepted,declined,in_round,on_agenda,done,blended,withdrawn"`
	Consents []BlendConsent `json:"consents"`
}

// A BlendConsent is what an author says.
type BlendConsent struct {
	Author
	Answer string `json:"answer" enum:"agree,refuse,unable," doc:"Empty as long as they have not answered; unable if they only read now, and are not waited for"`
	Reason string `json:"reason"`
}

// BlendWords are words that would come out.
type BlendWords struct {
	BlendDraft
	HTML string `json:"html"`
}

// ReadBlend shows a blend.
var ReadBlend = Read[AtBlend, models.Blend, Blend]{
	Verb: access.BlendRead,
	Find: findBlend,
	Show: func(l *Look, _ AtBlend, b models.Blend) (Blend, error) { return l.blend(b) },
}

// Blends is the input of ListBlends.
type Blends struct {
	AtProposal
	State access.State `query:"state" enum:"open,done,withdrawn"`
	After string       `query:"after" maxLength:"60" pattern:"^[0-9a-f-]*$" doc:"The next of the page before"`
	Limit int          `query:"limit" minimum:"1" maximum:"20" default:"20" doc:"Rows wanted"`
}

// ListBlends shows the blends in which a proposal is part, the newest first, without
// their long texts.
var ListBlends = Read[Blends, models.Proposal, List[Blend]]{
	Verb: access.BlendList,
	Find: atProposal[Blends],
	Show: func(l *Look, in Blends, p models.Proposal) (List[Blend], error) {
		rows, next, err := models.ListBlendsOf(l.Query, p, in.State, models.Page{After: in.After, Limit: in.Limit})
		if err != nil {
			return List[Blend]{}, err
		}
		items, err := l.blends(p.ProcessID, models.FindTitles, rows...)
		return List[Blend]{Items: items, Next: next}, err
	},
}

// A BlendLink leads to an open blend.
type BlendLink struct {
	ID     string   `json:"id"`
	Kind   string   `json:"kind" enum:"blend,split"`
	Titles []string `json:"titles" doc:"Of the other parts"`
}

func (l *Look) blendLinks(p models.Proposal) ([]BlendLink, error) {
	rows, err := models.OpenBlendsOf(l.Query, p)
	links := []BlendLink{}
	for i, row := range rows {
		if i == 0 || rows[i-1].ID != row.ID {
			links = append(links, BlendLink{ID: row.ID, Kind: row.Kind, Titles: []string{}})
		}
		if row.ProposalID != p.ID {
			last := &links[len(links)-1]
			last.Titles = append(last.Titles, row.Title)
		}
	}
	return links, err
}

// blend shows a blend with all that its parts say, and what would come out.
func (l *Look) blend(b models.Blend) (Blend, error) {
	shown, err := l.blends(b.ProcessID, models.FindProposals, b)
	if err != nil {
		return Blend{}, err
	}
	drafts, err := b.Drafts()
	for _, d := range drafts {
		shown[0].Drafts = append(shown[0].Drafts, BlendWords{BlendDraft: BlendDraft{Kind: d.Kind, ProposalText: textOf(d.Words)}, HTML: text.HTML(d.Words.Text)})
	}
	return shown[0], err
}

// A finder finds those proposals of a process that ids name, by id.
type finder func(q database.Query, process string, ids []string) (map[string]models.Proposal, error)

func (l *Look) blends(process string, find finder, rows ...models.Blend) ([]Blend, error) {
	ids := make([]string, len(rows))
	members := make([]string, len(rows))
	for i, row := range rows {
		ids[i], members[i] = row.ID, row.MemberID
	}
	consents, err := models.ListConsents(l.Query, ids...)
	if err != nil {
		return nil, err
	}
	var parts []string
	for _, all := range consents {
		for _, c := range all {
			parts, members = append(parts, c.ProposalID), append(members, c.MemberID)
		}
	}
	proposals, err := find(l.Query, process, parts)
	if err != nil {
		return nil, err
	}
	names, err := models.Names(l.Query, process, members)
	if err != nil {
		return nil, err
	}
	unable, err := models.Observers(l.Query, members...)
	shown := make([]Blend, len(rows))
	for i, row := range rows {
		shown[i] = l.shownBlend(row, consents[row.ID], proposals, names)
		shown[i].Can = append(shown[i].Can, l.can(row.State, l.withdrawers(row, unable), access.BlendWithdraw)...)
	}
	return shown, err
}

// withdrawers are those who may take a blend back: organisers only if whoever
// suggested it cannot. Of them the reader is all that is asked for.
func (l *Look) withdrawers(b models.Blend, unable map[string]bool) []string {
	if unable[b.MemberID] && l.organises() {
		return []string{l.Member.ID}
	}
	return []string{b.MemberID}
}

func (l *Look) shownBlend(
	b models.Blend, consents []models.Consent, proposals map[string]models.Proposal, names map[string]string,
) Blend {
	agreed, _ := models.Agreed(consents)
	agreed = slices.DeleteFunc(agreed, func(id string) bool { return !mayBlend(proposals[id]) })
	own := []string{b.MemberID}
	view := Blend{
		ID: b.ID, Kind: b.Kind, Reason: b.Reason, Author: Author{DisplayName: names[b.MemberID], Me: l.among(own)}, State: b.State,
		Parts: []BlendPart{}, Drafts: []BlendWords{}, CreatedAt: b.CreatedAt, EndedAt: b.EndedAt,
		Enough: len(agreed) >= fewestParts[b.Kind],
		Can:    l.can(b.State, own, access.BlendFinish),
	}
	var asked []string
	for i, c := range consents {
		asked = append(asked, c.MemberID)
		if c.MemberID == l.Member.ID {
			view.MyAnswer = c.Answer
		}
		if i == 0 || consents[i-1].ProposalID != c.ProposalID {
			p := proposals[c.ProposalID]
			view.Parts = append(view.Parts, BlendPart{ID: p.ID, Title: p.Title, Kind: p.Kind, HTML: text.HTML(p.Text), State: p.State})
		}
		part := &view.Parts[len(view.Parts)-1]
		name := Author{DisplayName: names[c.MemberID], Me: l.among([]string{c.MemberID})}
		consent := BlendConsent{Author: name, Answer: c.Answer, Reason: c.Reason}
		if c.Unable {
			consent.Answer = "unable"
		}
		part.Consents = append(part.Consents, consent)
	}
	view.Can = append(view.Can, l.can(b.State, asked, access.BlendAnswer)...)
	return view
}

// A Relative is a proposal from which another came, or that came of it.
type Relative struct {
	ID      string       `json:"id"`
	Title   string       `json:"title"`
	State   access.State `json:"state" enum:"published,in_review,accepted,declined,in_round,on_agenda,done,blended,withdrawn"`
	Parents []string     `json:"parents" doc:"Ids of those that it came from"`
}

// ReadLineage shows what came of what by blending, the oldest first.
var ReadLineage = Read[AtProposal, models.Proposal, List[Relative]]{
	Verb: access.ProposalLineage,
	Find: findProposal,
	Show: func(l *Look, _ AtProposal, p models.Proposal) (List[Relative], error) {
		family, err := l.lineage(p)
		return List[Relative]{Items: family}, err
	},
}

func (l *Look) lineage(p models.Proposal) ([]Relative, error) {
	rows, lines, err := models.FamilyOf(l.Query, p)
	family := make([]Relative, len(rows))
	for i, row := range rows {
		family[i] = Relative{ID: row.ID, Title: row.Title, State: row.State, Parents: []string{}}
		for _, line := range lines {
			if line.ChildID == row.ID {
				family[i].Parents = append(family[i].Parents, line.ParentID)
			}
		}
	}
	return family, err
}

// waitingBlends lists what others ask the reader about proposals.
func waitingBlends(role access.Role, counts models.Counts) []Waiting {
	var waiting []Waiting
	if counts.Blend != "" && role != access.Observer {
		waiting = append(waiting, Waiting{Kind: "answer_blend", Title: "A proposal of yours could become part of another", Blend: counts.Blend})
	}
	if counts.Invitation != "" {
		waiting = append(waiting, Waiting{Kind: "join_authors", Title: "Somebody wants to write a proposal with you", Proposal: counts.Invitation})
	}
	if counts.Carry != "" {
		waiting = append(waiting, Waiting{Kind: "carry_support", Title: "What you support became part of another", Proposal: counts.Carry})
	}
	return waiting
}
