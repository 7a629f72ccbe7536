package actions

import (
	"slices"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
)

// waiting lists what the reader may want to do next, the most pressing first:
// what has a deadline, then what others wait for, then what one is invited to, and
// last what happens by itself.
func (l *Look) waiting(p Process, uncosted int, common []Waiting) ([]Waiting, error) {
	rounds, closings, err := l.waitingRounds(p)
	if err != nil {
		return nil, err
	}
	agendas, err := l.waitingAgendas(p)
	if err != nil {
		return nil, err
	}
	questions, err := l.waitingQuestions(p)
	if err != nil {
		return nil, err
	}
	return slices.Concat(rounds, questions, agendas, common, l.waitingPeople(p, uncosted), closings), nil
}

// waitingQuestions says which answers the reader owes.
func (l *Look) waitingQuestions(p Process) ([]Waiting, error) {
	owed, err := models.ListOwed(l.Query, p.ID, l.owner())
	if err != nil || len(owed) == 0 {
		return nil, err
	}
	return []Waiting{{Kind: "answer_question", Title: owed[0].Title, Question: owed[0].ID, Count: len(owed)}}, nil
}

// waitingRounds lists what is to be done about rounds, and apart from it the open
// ones, which close by themselves.
func (l *Look) waitingRounds(p Process) (waiting, closings []Waiting, err error) {
	states := []access.State{access.Open}
	if l.organises() {
		states = append(states, access.Counting, access.Draft)
	}
	rounds, err := models.ListRoundsIn(l.Query, p.ID, states...)
	if err != nil {
		return nil, nil, err
	}
	in := map[access.State][]models.Round{}
	var open []string
	for _, round := range rounds {
		in[round.State] = append(in[round.State], round)
		if round.State == access.Open {
			open = append(open, round.ID)
		}
	}
	entries, err := models.FindRollEntries(l.Query, open, l.Member.ID)
	waiting = []Waiting{}
	for _, round := range in[access.Open] {
		if entry, listed := entries[round.ID]; listed && !entry.Voted {
			waiting = append(waiting, Waiting{Kind: "vote", Title: round.Title, Round: round.ID, Until: &round.ClosesAt})
		}
		if l.organises() {
			closings = append(closings, Waiting{Kind: "close_round", Title: round.Title, Round: round.ID, Until: &round.ClosesAt})
		}
	}
	for _, round := range in[access.Counting] {
		if round.Paper != ledger.PaperNone { // others are counted by themselves
			waiting = append(waiting, Waiting{Kind: "count_round", Title: round.Title, Round: round.ID})
		}
	}
	for _, round := range in[access.Draft] {
		waiting = append(waiting, Waiting{Kind: "open_round", Title: round.Title, Round: round.ID})
	}
	return waiting, closings, err
}

func (l *Look) organises() bool { return l.Member.Role == access.Organiser }

func (l *Look) waitingAgendas(p Process) ([]Waiting, error) {
	if !l.organises() {
		return nil, nil
	}
	without, err := models.ListRoundsWithoutAgenda(l.Query, p.ID)
	if err != nil {
		return nil, err
	}
	var waiting []Waiting
	for _, round := range without {
		waiting = append(waiting, Waiting{Kind: "make_agenda", Title: round.Title, Round: round.ID})
	}
	drafts, err := models.ListDraftAgendas(l.Query, p.ID)
	for _, agenda := range drafts {
		waiting = append(waiting, Waiting{Kind: "publish_agenda", Title: agenda.Title, Agenda: agenda.ID})
	}
	return waiting, err
}

func (l *Look) waitingPeople(p Process, uncosted int) []Waiting {
	var waiting []Waiting
	if l.organises() && p.MemberCount == 1 {
		waiting = append(waiting, Waiting{Kind: "invite", Title: "You are alone here so far"})
	}
	if uncosted > 0 && slices.Contains(p.Can, access.ProposalsReview) {
		waiting = append(waiting, Waiting{Kind: "cost_proposals", Title: "Proposals without minutes", Count: uncosted})
	}
	early := slices.Contains([]models.PhaseKind{models.PhasePurpose, models.PhasePropose, models.PhaseBlend}, p.Phase)
	if early && slices.Contains(p.Can, access.ProposalMake) {
		waiting = append(waiting, Waiting{Kind: "propose", Title: "An agenda item or a symbolic change"})
	}
	return waiting
}
