package voting

import "fmt"

// Limits of the rules that fill places.
const (
	// MaxCompared is the largest number of projects that irv, stv, ranked-pairs
	// and schulze count. Their trace grows with the square of it.
	MaxCompared = 500
	// MaxSeats is the largest number of places that stv fills. With each surplus
	// that moves, the exact fractions of a vote may double in length.
	MaxSeats = 20
)

// noCompletion is for rules that leave no place open that they could fill.
var noCompletion = []Completion{CompletionNone}

var (
	approvalKinds = []Kind{KindApproval, KindKnapsack}
	rankings      = []Kind{KindRanking}
	countOnce     = []Satisfaction{SatisfactionCardinality}
)

// elections are the rules for rounds without costs: all costs are 1, and the
// budget is the number of places.
//
// Where a rule has no use for a satisfaction of its own it asks for that which
// counts each project on a ballot as one, so that the supporters of a project
// are those who named it.
var elections = []rule{
	{info: RuleInfo{
		Name: RulePlurality, Title: "Most first preferences", Completions: noCompletion,
		Kinds: []Kind{KindApproval, KindRanking}, Satisfactions: countOnce, Places: true,
		Text: "Each voter has one vote, which goes to the proposal that the voter chose or ranked first. The proposals with most votes are chosen, " +
			"as many as there are places. A proposal that nobody put first is not chosen. Votes for others than those chosen have no effect.",
	}, step: plurality, check: unitCosts, explain: (*Outcome).explainScore},
	{info: RuleInfo{
		Name: RuleApproval, Title: "Most approvals", Completions: noCompletion,
		Kinds: approvalKinds, Satisfactions: countOnce, Places: true,
		Text: "Each voter approves as many proposals as the ballot allows. The proposals that most voters approve are chosen, as many as there are places. " +
			"A proposal that nobody approves is not chosen. A majority of voters can fill all places.",
	}, step: bySatisfaction, check: unitCosts, explain: (*Outcome).explainScore},
	{info: RuleInfo{
		Name: RuleScore, Title: "Most points", Completions: noCompletion,
		Kinds: []Kind{KindScore, KindPoints, KindQuadratic}, Satisfactions: []Satisfaction{SatisfactionPoints}, Places: true,
		Text: "Each voter gives points to proposals, and the points of all voters are added up. The proposals with most points are chosen, as many as there are places. " +
			"A proposal without points is not chosen, and one that a voter leaves out has no points from that voter.",
	}, step: bySatisfaction, check: unitCosts, explain: (*Outcome).explainScore},
	{info: RuleInfo{
		Name: RuleBorda, Title: "Points by place (Borda)", Completions: noCompletion,
		Kinds: rankings, Satisfactions: []Satisfaction{SatisfactionBorda, SatisfactionBordaFromOne}, Places: true,
		Text: "Each voter ranks proposals. A proposal has a point for each one that the voter ranked below it, or one more if that was agreed before, " +
			"and the points of all voters are added up. The proposals with most points are chosen, as many as there are places; one without points is not chosen.",
	}, step: bySatisfaction, check: unitCosts, explain: (*Outcome).explainScore},
	{info: RuleInfo{
		Name: RuleIRV, Title: "Instant runoff", Completions: noCompletion,
		Kinds: rankings, Satisfactions: countOnce, Places: true,
		Text: "Each voter ranks proposals, and each ballot counts for the best placed one that is still in. If one has more than half of these ballots, it is chosen. " +
			"If not, the one with the fewest goes out, its ballots count for the next proposal on them, and so on. One place is filled in this way.",
	}, step: instantRunoff, check: onePlace, explain: (*Outcome).explainStages},
	{info: RuleInfo{
		Name: RuleSTV, Title: "Single transferable vote", Completions: noCompletion,
		Kinds: rankings, Satisfactions: countOnce, Places: true,
		Text: "Each voter ranks proposals and has one vote, which counts for the best placed one. Whoever has enough votes for a place is chosen, and what is above that number goes on, " +
			"as a fraction of each of these votes, to the next proposals on the ballots. If nobody has enough, the one with the fewest votes goes out and all its votes go on. " +
			"So each group of voters fills about as many places as it has a share of the votes.",
	}, step: transferableVote, check: fewPlaces, explain: (*Outcome).explainStages},
	{info: RuleInfo{
		Name: RuleRankedPairs, Title: "Ranked pairs", Completions: noCompletion,
		Kinds: rankings, Satisfactions: countOnce, Places: true,
		Text: "Each voter ranks proposals, and every two of them are compared: which one do more voters put before the other? The comparisons are taken one after the other, " +
			"the clearest first, and one that contradicts those before it is left out. What remains is a ranking, and its first places are chosen. " +
			"A proposal that wins against each other one always comes first.",
	}, step: rankedPairs, check: fewProjects, explain: (*Outcome).explainPairs},
	{info: RuleInfo{
		Name: RuleSchulze, Title: "Strongest paths (Schulze)", Completions: noCompletion,
		Kinds: rankings, Satisfactions: countOnce, Places: true,
		Text: "Each voter ranks proposals, and every two of them are compared: which one do more voters put before the other? Wins form chains, and a chain is as strong as its weakest win. " +
			"A proposal comes before another if its strongest chain to it is stronger than the strongest chain back, and the first places are chosen. " +
			"A proposal that wins against each other one always comes first.",
	}, step: strongestPaths, check: fewProjects, explain: (*Outcome).explainPairs},
}

// unitCosts refuses instances in which something else than places is filled.
func unitCosts(inst Instance) error {
	for _, p := range inst.Projects {
		if p.Cost != 1 {
			return &InstanceError{Project: p.ID, Message: fmt.Sprintf("this rule fills places, so each cost must be 1: it is %d", p.Cost)}
		}
	}
	return nil
}

// fewProjects refuses what is no instance for places, and instances with more
// projects than can be compared.
func fewProjects(inst Instance) error {
	if len(inst.Projects) > MaxCompared {
		return &InstanceError{Message: fmt.Sprintf("this rule counts at most %d projects", MaxCompared)}
	}
	return unitCosts(inst)
}

// onePlace refuses instances with another number of places.
func onePlace(inst Instance) error {
	if inst.Budget != 1 {
		return &InstanceError{Message: fmt.Sprintf("%s fills exactly one place: for %d take %s", RuleIRV, inst.Budget, RuleSTV)}
	}
	return fewProjects(inst)
}

// fewPlaces refuses instances with more places than exact surpluses allow.
func fewPlaces(inst Instance) error {
	if inst.Budget > MaxSeats {
		return &InstanceError{Message: fmt.Sprintf("%s fills at most %d places", RuleSTV, MaxSeats)}
	}
	return fewProjects(inst)
}
