package voting

import (
	"fmt"
	"math/big"
	"slices"
)

// The sentences of the rules that fill places. Ids of other projects say
// nothing to people, so only their numbers appear.

// votesUnit writes votes, which may be fractions.
var votesUnit = Unit{Name: "votes", One: "vote"}

// explainPlace completes an explanation by a rule that fills places.
func (o *Outcome) explainPlace(r rule, item Item, e Explanation) (Explanation, error) {
	e.Round = len(o.Rounds)
	text, err := "", error(nil)
	if e.Text = o.nothingCounted(item); e.Text != "" {
		return e, nil
	}
	if text, err = r.explain(o, item, &e); err != nil {
		return Explanation{}, fmt.Errorf("explain %q: %w", item.Project, err)
	}
	var rival Item
	if e.Tie, rival = o.placeTie(item); e.Tie != nil {
		text += " " + o.placeTieSentence(item, rival, e.Tie)
	}
	e.Text = text
	return e, nil
}

// nothingCounted explains why nobody at all was selected, if nobody was.
func (o *Outcome) nothingCounted(item Item) string {
	switch {
	case item.Selected || len(o.Rounds) > 0:
		return ""
	case o.Budget == 0:
		return "Not chosen: there are no places."
	case o.Voters == 0:
		return "Not chosen: there were no ballots."
	default:
		return "Not chosen: no ballot names anything."
	}
}

// chosen begins the explanation of a selection.
func (o *Outcome) chosen(item Item, e *Explanation) (string, Round, error) {
	if item.Place > len(o.Rounds) || item.Place < 1 {
		return "", Round{}, fmt.Errorf("voting: the outcome has no round %d", item.Place)
	}
	round := o.Rounds[item.Place-1]
	e.Round = round.Number
	return fmt.Sprintf("Chosen for place %d of %d", item.Place, o.Budget), round, nil
}

// explainScore explains the rules that fill places by a score.
func (o *Outcome) explainScore(item Item, e *Explanation) (string, error) {
	if item.Selected {
		begin, _, err := o.chosen(item, e)
		return begin + ": " + o.scoreText(item) + ".", err
	}
	if item.Score == "0" {
		return "Not chosen: " + noScore(o.Settings.Rule) + ".", nil
	}
	last := o.Rounds[len(o.Rounds)-1].Score
	return fmt.Sprintf("Not chosen: %s, and the last place was taken with %s.", o.scoreText(item), last), nil
}

// scoreText says what the score of a project is made of.
func (o *Outcome) scoreText(item Item) string {
	switch o.Settings.Rule {
	case RulePlurality:
		return fmt.Sprintf("it stands first on %s of %s", item.Score, ballotsText(o.Voters))
	case RuleApproval:
		return fmt.Sprintf("it is approved on %s of %s", item.Score, ballotsText(o.Voters))
	default:
		return fmt.Sprintf("it has %s from %s", Unit{Name: "points", One: "point"}.named(item.Score), supporters(item.Supporters))
	}
}

func noScore(rule string) string {
	switch rule {
	case RulePlurality:
		return "no ballot puts it first"
	case RuleApproval:
		return "no ballot approves it"
	default:
		return "no ballot gives it points"
	}
}

func ballotsText[N int | int64](n N) string {
	if n == 1 {
		return "1 ballot"
	}
	return fmt.Sprintf("%d ballots", n)
}

// explainStages explains the rules that count in stages.
func (o *Outcome) explainStages(item Item, e *Explanation) (string, error) {
	if !item.Selected {
		return o.notElected(item, e)
	}
	begin, round, err := o.chosen(item, e)
	if err != nil {
		return "", err
	}
	stage, err := o.stage(round.Stage)
	if err != nil {
		return "", err
	}
	had, enough, err := compareQuota(round.Score, stage.Quota)
	return fmt.Sprintf("%s in stage %d: it had %s, and %s.", begin, stage.Number, had, enough), err
}

// compareQuota writes votes, and whether they reach the quota.
func compareQuota(votes string, quota int64) (had, enough string, err error) {
	exact, err := parseFraction(votes)
	if err != nil {
		return "", "", err
	}
	enough = "no more were left than places"
	if exact.Cmp(new(big.Rat).SetInt64(quota)) >= 0 {
		enough = fmt.Sprintf("%d were enough", quota)
	}
	return votesUnit.format(exact, roundNearest), enough, nil
}

func (o *Outcome) stage(number int) (Stage, error) {
	if number < 1 || number > len(o.Stages) {
		return Stage{}, fmt.Errorf("voting: the outcome has no stage %d", number)
	}
	return o.Stages[number-1], nil
}

// notElected explains a project that went out, or that was still in when the
// last place was filled.
func (o *Outcome) notElected(item Item, e *Explanation) (string, error) {
	stage, err := o.stage(o.lastStage(item.Project, e))
	if err != nil {
		return "", err
	}
	votes, err := stage.votes(item.Project)
	if err != nil {
		return "", err
	}
	if stage.Eliminated == item.Project {
		return fmt.Sprintf("Not chosen: it went out in stage %d with %s, the fewest.", stage.Number, votes), nil
	}
	return fmt.Sprintf("Not chosen: when the last place was filled in stage %d it had %s, and %d were enough.", stage.Number, votes, stage.Quota), nil
}

// lastStage is the stage in which a project went out, or the last one; and it
// notes the number of selections up to there.
func (o *Outcome) lastStage(project string, e *Explanation) int {
	e.Round = 0
	for i, stage := range o.Stages {
		e.Round += len(stage.Elected)
		if stage.Eliminated == project {
			return i + 1
		}
	}
	return len(o.Stages)
}

// votes writes what a project had at a stage.
func (s Stage) votes(project string) (string, error) {
	i := slices.IndexFunc(s.Standings, func(st Standing) bool { return st.Project == project })
	if i < 0 {
		return "", fmt.Errorf("voting: the project does not stand in stage %d", s.Number)
	}
	return votesUnit.FormatExact(s.Standings[i].Votes)
}

// placeTie finds the first tie that decided whether the project is selected,
// and the other project that it was decided against or for.
func (o *Outcome) placeTie(item Item) (*Tie, Item) {
	for i, tie := range o.Ties {
		at := slices.Index(tie.Among, item.Project)
		if at < 0 {
			continue
		}
		if rival, ok := o.Find(tie.rival(item, at)); ok {
			return &o.Ties[i], rival
		}
	}
	return nil, Item{}
}

// rival is, of the projects tied with the one at a position, one that fared
// otherwise by the tie-break; empty if there is none.
func (t Tie) rival(item Item, at int) string {
	before, after := t.Among[:at], t.Among[at+1:]
	switch {
	case t.Stage > 0 && t.Out == item.Project && at > 0:
		return before[at-1]
	case t.Stage > 0 && item.Selected:
		return t.Out
	case t.Stage > 0:
		return ""
	case item.Selected:
		return firstOf(after, func(p string) bool { return slices.Contains(t.LeftOut, p) })
	default:
		return firstOf(before, func(p string) bool { return !slices.Contains(t.LeftOut, p) })
	}
}

func firstOf(projects []string, fits func(string) bool) string {
	if i := slices.IndexFunc(projects, fits); i >= 0 {
		return projects[i]
	}
	return ""
}

// placeTieSentence says which criterion decided.
func (o *Outcome) placeTieSentence(item, rival Item, tie *Tie) string {
	side := 1
	if slices.Index(tie.Among, item.Project) < slices.Index(tie.Among, rival.Project) {
		side = 0
	}
	where := fmt.Sprintf("round %d", tie.Round)
	if tie.Stage > 0 {
		where = fmt.Sprintf("stage %d", tie.Stage)
	}
	return fmt.Sprintf("It was exactly tied in %s: %s.", where, verdicts[o.separates(item, rival)][side])
}
