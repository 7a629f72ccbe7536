package voting_test

import (
	"fmt"

	"github.com/folkmoot/folkmoot/voting"
)

func ExampleOutcome_BallotEffect() {
	profile, settings := meeting()
	outcome, err := voting.Tally(profile, settings)
	if err != nil {
		panic(err)
	}
	effect, err := outcome.BallotEffect(profile, voting.Ballot{{Project: "roof"}, {Project: "garden"}})
	if err != nil {
		panic(err)
	}
	for _, choice := range effect.Choices {
		fmt.Printf("%s: selected %t, paid %q\n", choice.Project, choice.Selected, choice.Paid)
	}
	fmt.Println(effect.Text)
	// Output:
	// garden: selected false, paid ""
	// roof: selected true, paid "5"
	// 1 of your 2 choices is on the agenda; the median is 1. About 67 % of your share was spent on it; the median was about 67 %.
}

// both counts the meeting by equal shares and greedily.
func bothRules() (*voting.Profile, *voting.Outcome, *voting.Outcome) {
	profile, settings := meeting()
	shares, err := voting.Tally(profile, settings)
	if err != nil {
		panic(err)
	}
	settings.Rule = voting.RuleGreedy
	greedy, err := voting.Tally(profile, settings)
	if err != nil {
		panic(err)
	}
	return profile, shares, greedy
}

func ExampleCompare() {
	profile, shares, greedy := bothRules()
	comparison, err := voting.Compare(profile, shares, greedy)
	if err != nil {
		panic(err)
	}
	fmt.Println("common:", comparison.Common, "apart:", comparison.Apart)
	for i, facts := range comparison.Outcomes {
		fmt.Printf("%d: %d without any, %s projects for a voter on average\n", i, facts.Excluded, facts.Projects.Average)
	}
	// Output:
	// common: [roof] apart: [{garden [1]}]
	// 0: 2 without any, 3/4 projects for a voter on average
	// 1: 2 without any, 5/4 projects for a voter on average
}

func ExamplePopularity() {
	profile, shares, _ := bothRules()
	alone := *shares
	alone.Selected, alone.Cost = []string{"choir"}, 25
	favourites, err := voting.Popularity(profile, shares, &alone)
	fmt.Println(favourites.Winners, favourites.Support, err)
	// Output: [0] [6 2] <nil>
}

func ExampleOutcome_Fairness() {
	profile := voting.NewProfile(voting.Instance{Budget: 60, Projects: []voting.Project{
		{ID: "garden", Cost: 30}, {ID: "roof", Cost: 30}, {ID: "choir", Cost: 12},
	}}, voting.Form{Kind: voting.KindApproval})
	for _, group := range []voting.Group{
		{Times: 4, Ballot: voting.Ballot{{Project: "garden"}, {Project: "roof"}}},
		{Times: 2, Ballot: voting.Ballot{{Project: "choir"}}},
	} {
		if err := profile.Add(group.Ballot, group.Times); err != nil {
			panic(err)
		}
	}
	outcome, err := voting.Tally(profile, voting.Settings{
		Rule: voting.RuleGreedy, Satisfaction: voting.SatisfactionCost, Completion: voting.CompletionNone,
		Ties: []voting.TieBreak{voting.TieID},
	})
	if err != nil {
		panic(err)
	}
	fairness, err := outcome.Fairness(profile)
	if err != nil {
		panic(err)
	}
	fmt.Println("voters with nothing:", fairness.ExclusionRatio)
	for _, owed := range fairness.EJRPlus.Owed {
		fmt.Printf("%d voters could pay for %s with %s of their share of %s each\n", owed.Voters, owed.Project, owed.Most, owed.Share)
	}
	// Output:
	// voters with nothing: 1/3
	// 2 voters could pay for choir with 6 of their share of 10 each
}
