package voting_test

import (
	"fmt"

	"github.com/folkmoot/folkmoot/voting"
)

// meeting is an hour that eight people fill with what they want to talk about.
func meeting() (*voting.Profile, voting.Settings) {
	inst := voting.Instance{Budget: 60, Projects: []voting.Project{
		{ID: "garden", Cost: 20}, {ID: "roof", Cost: 30}, {ID: "choir", Cost: 25},
	}}
	form := voting.Form{Kind: voting.KindApproval}
	profile := voting.NewProfile(inst, form)
	for _, group := range []voting.Group{
		{Times: 4, Ballot: voting.Ballot{{Project: "garden"}, {Project: "roof"}}},
		{Times: 2, Ballot: voting.Ballot{{Project: "roof"}}},
		{Times: 2, Ballot: voting.Ballot{{Project: "choir"}}},
	} {
		if err := profile.Add(group.Ballot, group.Times); err != nil {
			panic(err)
		}
	}
	settings, err := voting.DefaultSettings(voting.RuleEqualShares, form)
	if err != nil {
		panic(err)
	}
	settings.Completion = voting.CompletionNone
	settings.Seed = "6 4 1, drawn with dice by three of us"
	return profile, settings
}

func ExampleTally() {
	outcome, err := voting.Tally(meeting())
	if err != nil {
		panic(err)
	}
	fmt.Println(outcome.Selected, outcome.Cost, "of", outcome.Budget)
	for _, round := range outcome.Rounds {
		fmt.Println(round.Number, round.Project, round.Rho, round.Payments)
	}
	// Output:
	// [roof] 30 of 60
	// 1 roof 1/6 [{6 5 }]
}

// Nine neighbours elect two of three to speak for them.
func ExampleTally_singleTransferableVote() {
	inst := voting.Instance{Budget: 2, Projects: []voting.Project{{ID: "Ada", Cost: 1}, {ID: "Bo", Cost: 1}, {ID: "Cem", Cost: 1}}}
	form := voting.Form{Kind: voting.KindRanking}
	profile := voting.NewProfile(inst, form)
	for _, group := range []voting.Group{
		{Times: 6, Ballot: voting.Ballot{{Project: "Ada"}, {Project: "Bo"}}},
		{Times: 1, Ballot: voting.Ballot{{Project: "Bo"}}},
		{Times: 2, Ballot: voting.Ballot{{Project: "Cem"}}},
	} {
		if err := profile.Add(group.Ballot, group.Times); err != nil {
			panic(err)
		}
	}
	settings, err := voting.DefaultSettings(voting.RuleSTV, form)
	if err != nil {
		panic(err)
	}
	settings.Seed = "drawn with dice"
	outcome, err := voting.Tally(profile, settings)
	if err != nil {
		panic(err)
	}
	for _, stage := range outcome.Stages {
		fmt.Printf("%d: %v, quota %d, elected %v, out %q\n", stage.Number, stage.Standings, stage.Quota, stage.Elected, stage.Eliminated)
		if stage.Surplus != "" {
			fmt.Printf("   %s votes of %s move on, %s of each\n", stage.SurplusVotes, stage.Surplus, stage.TransferValue)
		}
	}
	fmt.Println(outcome.Selected)
	// Output:
	// 1: [{Ada 6} {Cem 2} {Bo 1}], quota 4, elected [Ada], out ""
	//    2 votes of Ada move on, 1/3 of each
	// 2: [{Ada 4} {Bo 3} {Cem 2}], quota 4, elected [], out "Cem"
	// 3: [{Ada 4} {Bo 3}], quota 4, elected [Bo], out ""
	// [Ada Bo]
}

func ExampleOutcome_Explain() {
	outcome, err := voting.Tally(meeting())
	if err != nil {
		panic(err)
	}
	unit := voting.Unit{Name: "minutes", Scale: 1, One: "minute"}
	for _, item := range outcome.Items {
		explanation, err := outcome.Explain(item.Project, unit)
		if err != nil {
			panic(err)
		}
		fmt.Println(item.Project+":", explanation.Text)
	}
	// Output:
	// garden: Not chosen: after round 1 its 4 supporters had 10 minutes left between them, and it takes 20 minutes.
	// roof: Chosen in round 1: 6 supporters paid 5 minutes each.
	// choir: Not chosen: its 2 supporters had 15 minutes between them from the start, and it takes 25 minutes.
}

func ExampleForm_Canonical() {
	inst := voting.Instance{Budget: 60, Projects: []voting.Project{{ID: "garden", Cost: 20}, {ID: "roof", Cost: 30}}}
	form := voting.Form{Kind: voting.KindApproval, Max: 1}
	_, err := form.Canonical(inst, voting.Ballot{{Project: "roof"}, {Project: "garden"}})
	fmt.Println(err)
	// Output: voting: choices: Choose at most 1: this ballot has 2.
}

func ExampleUnit_FormatExact() {
	text, err := voting.Unit{Name: "minutes", Scale: 1}.FormatExact("2/3")
	fmt.Println(text, err)
	// Output: about 0.67 minutes <nil>
}
