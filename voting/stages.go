package voting

import (
	"cmp"
	"math/big"
	"slices"
)

// instantRunoff elects the project that more than half of the papers still in
// the count stand with; as long as there is none, the project with the fewest
// goes out and its papers move on.
func instantRunoff(c *count) {
	runStages(c, majority)
}

// majority is more than half of the papers that are still in the count. In a
// runoff all are worth one.
func majority(s *stages) int64 {
	return (s.valid-s.papers.exhausted.Num().Int64())/2 + 1
}

// transferableVote elects whoever has the quota of Droop: the least whole number
// that no more projects can reach than there are places. It stays as it is
// while papers exhaust. The count is that of the Scottish Local Government
// Elections Order 2007, rules 45 to 52, without its rounding to five decimals
// and with the declared tie order in place of the earlier stages and the lot:
//
//   - All who have the quota are elected, and when no more projects are left
//     than places, these too.
//   - Then the largest surplus moves on: every paper of that project goes to the
//     next one on it that is neither elected nor out, worth what it was worth
//     before times surplus / votes (weighted inclusive Gregory method). Papers
//     that name no such project leave the count, with that worth.
//   - If no surplus is left to move, the project with the fewest votes goes out,
//     one at a time, and its papers move on with their full worth.
func transferableVote(c *count) {
	runStages(c, droop)
}

// droop is the quota of the ballots at the start.
func droop(s *stages) int64 { return s.valid/(s.outcome.Budget+1) + 1 }

// standing is where a project is in a count by stages.
type standing int

const (
	hopeful standing = iota
	elected          // its surplus, if any, is still to move
	settled          // elected, and nothing is left to move
	out
)

// stages is the state of a count by stages.
type stages struct {
	*count
	papers *papers
	state  []standing // by project
	quota  func(*stages) int64
	valid  int64 // number of ballots that rank something
}

// runStages counts until all places are filled. Without a ballot that ranks
// anything there is nothing to count, and nobody is selected.
func runStages(c *count, quota func(*stages) int64) {
	all := ranking(c)
	if len(all) == 0 || c.left == 0 {
		return
	}
	s := &stages{count: c, state: make([]standing, len(c.candidates)), quota: quota, valid: votes(all)}
	s.papers = newPapers(all, len(c.candidates))
	for s.left > 0 && len(s.in(hopeful)) > 0 {
		s.play()
	}
}

// play is one stage.
func (s *stages) play() {
	stage := s.open()
	s.elect(stage)
	switch surplus := s.in(elected); {
	case s.left == 0 || len(s.in(hopeful)) == 0:
	case len(surplus) > 0:
		s.transfer(stage, surplus)
	default:
		s.eliminate(stage)
	}
}

// open begins a stage with what all have.
func (s *stages) open() *Stage {
	stage := Stage{Number: len(s.outcome.Stages) + 1, Quota: s.quota(s), Exhausted: s.papers.exhausted.RatString()}
	for _, p := range s.byVotes(s.in(hopeful, elected, settled)) {
		stage.Standings = append(stage.Standings, Standing{s.candidates[p].ID, s.papers.votes[p].RatString()})
	}
	s.outcome.Stages = append(s.outcome.Stages, stage)
	return &s.outcome.Stages[len(s.outcome.Stages)-1]
}

// in returns the projects in one of the states.
func (s *stages) in(states ...standing) []int {
	var projects []int
	for p, state := range s.state {
		if slices.Contains(states, state) {
			projects = append(projects, p)
		}
	}
	return projects
}

// byVotes puts those with most votes first, equal ones by the tie-break.
func (s *stages) byVotes(projects []int) []int {
	slices.SortFunc(projects, func(a, b int) int {
		byTie, _ := s.ties.compare(a, b)
		return cmp.Or(s.papers.votes[b].Cmp(s.papers.votes[a]), byTie)
	})
	return projects
}

// elect elects those who have the quota, and all if no more are left than
// places. No more can have the quota than places are left.
func (s *stages) elect(stage *Stage) {
	order := s.byVotes(s.in(hopeful))
	quota := new(big.Rat).SetInt64(stage.Quota)
	if int64(len(order)) > s.left {
		order = slices.DeleteFunc(order, func(p int) bool { return s.papers.votes[p].Cmp(quota) < 0 })
	}
	s.noteOrder(order)
	for _, p := range order {
		s.state[p] = settled
		if s.papers.votes[p].Cmp(quota) > 0 {
			s.state[p] = elected
		}
		round := s.choose(p)
		round.Score, round.Stage = s.papers.votes[p].RatString(), stage.Number
		stage.Elected = append(stage.Elected, round.Project)
	}
}

// noteOrder records the ties among projects that are elected at one stage. They
// are about their order alone.
func (s *stages) noteOrder(order []int) {
	for len(order) > 0 {
		equal := s.sameVotes(order, order[0])
		s.noteStage(equal)
		order = order[len(equal):]
	}
}

// sameVotes returns those of the projects that have as many votes as one.
func (s *stages) sameVotes(projects []int, as int) []int {
	var equal []int
	for _, p := range projects {
		if s.papers.votes[p].Cmp(s.papers.votes[as]) == 0 {
			equal = append(equal, p)
		}
	}
	return equal
}

// noteStage records a tie and returns it, nil if there is none.
func (s *stages) noteStage(projects []int) *Tie {
	if len(projects) < 2 {
		return nil
	}
	s.noteTie(projects)
	tie := &s.outcome.Ties[len(s.outcome.Ties)-1]
	tie.Stage = len(s.outcome.Stages)
	return tie
}

// transfer moves the largest surplus.
func (s *stages) transfer(stage *Stage, surplus []int) {
	from := s.byVotes(surplus)[0]
	s.noteStage(s.sameVotes(surplus, from))
	over := new(big.Rat).Sub(s.papers.votes[from], new(big.Rat).SetInt64(stage.Quota))
	value := new(big.Rat).Quo(over, s.papers.votes[from])
	stage.Surplus, stage.SurplusVotes, stage.TransferValue = s.candidates[from].ID, over.RatString(), value.RatString()
	s.state[from] = settled
	s.papers.move(from, value, s.takes)
	s.papers.votes[from].SetInt64(stage.Quota)
}

// eliminate takes out the project with the fewest votes, of equal ones the last
// by the tie-break.
func (s *stages) eliminate(stage *Stage) {
	order := s.byVotes(s.in(hopeful))
	last := order[len(order)-1]
	if equal := s.sameVotes(order, last); len(equal) > 1 {
		tie := s.noteStage(equal)
		tie.Out = s.candidates[last].ID
		_, tie.DecidedBy = s.ties.compare(equal[len(equal)-2], last)
	}
	stage.Eliminated = s.candidates[last].ID
	s.state[last] = out
	s.papers.move(last, big.NewRat(1, 1), s.takes)
	s.papers.votes[last].SetInt64(0)
}

// takes tells whether papers can go to a project.
func (s *stages) takes(project int32) bool { return s.state[project] == hopeful }
