package voting

// Outcome is the result of a count with its complete trace. It is plain data:
// its JSON, read again, gives an equal Outcome. All amounts are minor units;
// those of type string are exact rationals, "a/b" in lowest terms, or "a".
type Outcome struct {
	Settings Settings `json:"settings"`
	// Ballots is the kind of ballots that were counted.
	Ballots Kind `json:"ballots"`
	// Selected are the ids of the selected projects in order of selection.
	Selected []string `json:"selected"`
	// Cost is what the selected projects cost together, at most Budget.
	Cost   int64 `json:"cost"`
	Budget int64 `json:"budget"`
	Voters int   `json:"voters"`
	// Items are all projects, in the order of the instance.
	Items []Item `json:"items"`
	// Ties are all exact ties that were met, in the order of the count.
	Ties []Tie `json:"ties"`
	// Rounds are the selections in their order: Rounds[i] selected Selected[i].
	Rounds []Round `json:"rounds"`
	// Share is what each voter began with, if the rule divides the budget
	// among voters and there were any.
	Share string `json:"share,omitempty"`
	// Raised says how far the share was raised to spend more of the budget, if
	// the completion does that; Share is then the raised share.
	Raised *Raised `json:"raised,omitempty"`
	// Welfare is the total satisfaction of all voters, a whole number, if the
	// rule makes it as great as can be. Satisfaction by cost is in minor units.
	Welfare string `json:"welfare,omitempty"`
	// Stages are the stages of the count, if the rule counts in stages (irv,
	// stv).
	Stages []Stage `json:"stages,omitempty"`
	// Pairwise is the count of ballots pair by pair, if the rule compares
	// pairs (ranked-pairs, schulze).
	Pairwise *Pairwise `json:"pairwise,omitempty"`
}

// Raised says how far a completion raised the share of every voter. The money
// above the true share is only reckoned with: what is selected still costs at
// most the budget.
type Raised struct {
	// Increments is the number of times that the share was raised.
	Increments string `json:"increments"`
	// Stop says why not once more: one of the Stop constants.
	Stop string `json:"stop"`
}

// Why a share is not raised once more.
const (
	// StopOverspend: the next share would select more than the budget can pay.
	StopOverspend = "overspend"
	// StopExhaustive: nothing is left that could be added.
	StopExhaustive = "exhaustive"
	// StopLast: it was the last increment there is.
	StopLast = "last"
)

// Item is one project in an outcome.
type Item struct {
	Project  string `json:"project"`
	Cost     int64  `json:"cost"`
	Selected bool   `json:"selected"`
	// Place is the place in the order of selection, from 1; 0 if not selected.
	Place int `json:"place,omitempty"`
	// Support is the number of votes, or of points on ballots with points.
	Support int64 `json:"support"`
	// Supporters is the number of voters to whom the project gives satisfaction.
	Supporters int `json:"supporters"`
	// Held is the number of voters who want it gently held as it is.
	Held int `json:"held,omitempty"`
	// Score is the exact score, by the rules that fill places by a score.
	Score string `json:"score,omitempty"`
	// CompletedBy names the completion that selected the project, if one did.
	CompletedBy Completion `json:"completedBy,omitempty"`
	// Barred says which constraint kept the project out, if one did.
	Barred *Barred `json:"barred,omitempty"`
	// Unaffordable and Unfit say why the project was not selected: its
	// supporters could not pay for it, and it was too large for what was left.
	// Which of them are set depends on the rule and the completion.
	Unaffordable *Unaffordable `json:"unaffordable,omitempty"`
	Unfit        *Unfit        `json:"unfit,omitempty"`
	// Forced says, for a project that was not selected by [RuleMaxWelfare], what
	// the best set with it would have been. It is missing if the project gives
	// no satisfaction or costs more than the budget, or if finding it would have
	// been too much work.
	Forced *Forced `json:"forced,omitempty"`
}

// Forced is the sums of the best set of projects with a certain one in it: the
// greatest welfare, and the lowest cost for that.
type Forced struct {
	Welfare string `json:"welfare"`
	Cost    int64  `json:"cost"`
}

// Unaffordable says when the supporters of a project could not pay any more.
type Unaffordable struct {
	// Round is the round after which they could not; 0 if never.
	Round int `json:"round"`
	// Money is what they then had left between them.
	Money string `json:"money"`
	// MoneyAtEnd is what they had left when the shares had been spent.
	MoneyAtEnd string `json:"moneyAtEnd"`
}

// Unfit says what was left of the budget when a project was passed over.
type Unfit struct {
	// Round is the number of selections before.
	Round int   `json:"round"`
	Left  int64 `json:"left"`
	// Behind is the project at which the count ended, as it was next and did not
	// fit; empty if the rule passes over what does not fit.
	Behind string `json:"behind,omitempty"`
}

// Round is one selection.
type Round struct {
	// Number counts from 1, through the rule and its completion.
	Number  int    `json:"number"`
	Project string `json:"project"`
	// CompletedBy names the completion that this round belongs to, if any.
	CompletedBy Completion `json:"completedBy,omitempty"`
	// Left is what was left of the budget after the selection.
	Left int64 `json:"left"`
	// Decided says that the project was decided before the count.
	Decided bool `json:"decided,omitempty"`
	// Rho is, by equal shares, what a supporter paid for one unit of
	// satisfaction if the share allowed it: the number that was smallest.
	Rho string `json:"rho,omitempty"`
	// Alpha is, by equal shares with bounded overspending, the share of the cost
	// that was counted on, "1" if supporters paid all. Rho/Alpha was smallest.
	Alpha string `json:"alpha,omitempty"`
	// Payments are, by rules in which supporters pay, how many paid the full
	// price, by how much satisfaction it gave them, ascending. Those who had less
	// left paid that, and are summed up in Remainder; those who had nothing are
	// left out. [Outcome.Accounts] has every single payment.
	Payments  []Payment  `json:"payments,omitempty"`
	Remainder *Remainder `json:"remainder,omitempty"`
	// Part is, by the completion of perturbation, what each voter who does not
	// support the project paid for it if the share allowed it: the number that
	// was smallest. OthersPaid are those who did, OthersRemainder those who had
	// less; supporters gave all they had.
	Part            string     `json:"part,omitempty"`
	OthersPaid      []Payment  `json:"othersPaid,omitempty"`
	OthersRemainder *Remainder `json:"othersRemainder,omitempty"`
	// Density is, by the greedy rules and that of the greatest welfare,
	// satisfaction for one minor unit of cost;
	// empty for a project that costs nothing and gives satisfaction.
	Density string `json:"density,omitempty"`
	// Load is, by Phragmén's rule, what each supporter carries after the round,
	// in minor units: the number that was smallest. Empty without supporters.
	Load string `json:"load,omitempty"`
	// Score is, by the rules that fill places by a score, that of the item, and
	// by those that count in stages the votes at the selection.
	Score string `json:"score,omitempty"`
	// Stage is the stage of the selection, by the rules that count in stages.
	Stage int `json:"stage,omitempty"`
	// RunnerUp is the project that would have been selected in this place had
	// the selected one not been there, empty if none, and RunnerUpValue its Rho,
	// Density, Load, Rho/Alpha, Part or Score. By a score that depends on the place on a ranking it is
	// the next one as the ballots are. Rules that count in stages or compare
	// pairs have none.
	RunnerUp      string `json:"runnerUp,omitempty"`
	RunnerUpValue string `json:"runnerUpValue,omitempty"`
}

// Payment is a number of voters who each paid, or have, the same amount.
type Payment struct {
	Voters int `json:"voters"`
	// Amount is exact, in minor units.
	Amount string `json:"amount"`
	// Text is the amount for people. Only [Outcome.Explain] fills it.
	Text string `json:"text,omitempty"`
}

// Remainder is a number of voters who paid the last of their shares, less than
// the price.
type Remainder struct {
	Voters int `json:"voters"`
	// Together is what they paid in all, and Most what one of them paid at most;
	// both exact, in minor units.
	Together string `json:"together"`
	Most     string `json:"most"`
}

// Tie is a choice between projects that the rule held to be exactly equal.
type Tie struct {
	// Round is the round in which the tie was met.
	Round int `json:"round"`
	// Stage is the stage in which it was met, if the rule counts in stages.
	Stage int `json:"stage,omitempty"`
	// Among are all tied projects in the order of the tie-break. The first was
	// selected in this round, except: in a count in stages the last went out if
	// Out names it, and else the first was elected or its surplus moved before
	// the others; and by ranked-pairs comparisons of equal strength that
	// contradict each other are tied, and a loss of the first is passed over
	// before one of the others.
	Among []string `json:"among"`
	// DecidedBy is the criterion that put the first before the second or, if Out
	// is set, the last behind the one before it.
	DecidedBy TieBreak `json:"decidedBy"`
	// Out is the project that went out by the tie-break, empty if none did.
	Out string `json:"out,omitempty"`
	// LeftOut are those of them that were not selected in the end. If there are
	// none, the tie-break decided about places only.
	LeftOut []string `json:"leftOut,omitempty"`
}

// Find returns the item of a project, and whether there is one.
func (o *Outcome) Find(project string) (Item, bool) {
	for _, item := range o.Items {
		if item.Project == project {
			return item, true
		}
	}
	return Item{}, false
}
