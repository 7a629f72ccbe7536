package voting_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
)

var lunch = voting.Instance{
	Budget:   60,
	Projects: []voting.Project{{ID: "soup", Cost: 20}, {ID: "bread", Cost: 10}, {ID: "cake", Cost: 40, Holdable: true}},
}

func choices(ids ...string) voting.Ballot {
	var b voting.Ballot
	for _, id := range ids {
		b = append(b, voting.Choice{Project: id})
	}
	return b
}

func given(project string, points int64) voting.Choice {
	return voting.Choice{Project: project, Points: points}
}

func hold(project string) voting.Choice {
	return voting.Choice{Project: project, Hold: true}
}

func TestCanonical(t *testing.T) {
	for name, test := range map[string]struct {
		form   voting.Form
		ballot voting.Ballot
		want   string // JSON, or the field of the error
	}{
		"approval by id":         {voting.Form{Kind: voting.KindApproval}, choices("soup", "bread"), `[{"project":"bread","points":1},{"project":"soup","points":1}]`},
		"approval of nothing":    {voting.Form{Kind: voting.KindApproval}, nil, `[]`},
		"too few":                {voting.Form{Kind: voting.KindApproval, Min: 1}, nil, "choices"},
		"choose one":             {voting.Form{Kind: voting.KindApproval, Max: 1}, choices("soup", "bread"), "choices"},
		"unknown":                {voting.Form{Kind: voting.KindApproval}, choices("tea"), "choices.tea"},
		"twice":                  {voting.Form{Kind: voting.KindApproval}, choices("soup", "soup"), "choices.soup"},
		"points on approval":     {voting.Form{Kind: voting.KindApproval}, voting.Ballot{given("soup", 2)}, "choices.soup"},
		"knapsack that fits":     {voting.Form{Kind: voting.KindKnapsack}, choices("soup", "cake"), `[{"project":"cake","points":1},{"project":"soup","points":1}]`},
		"knapsack over budget":   {voting.Form{Kind: voting.KindKnapsack}, choices("soup", "cake", "bread"), "choices"},
		"zero points chosen":     {voting.Form{Kind: voting.KindPoints}, voting.Ballot{given("soup", 3), given("cake", 0)}, `[{"project":"soup","points":3}]`},
		"points in all":          {voting.Form{Kind: voting.KindPoints, Total: 5}, voting.Ballot{given("soup", 3), given("cake", 3)}, "choices"},
		"points to the total":    {voting.Form{Kind: voting.KindPoints, Total: 5, Cap: 3}, voting.Ballot{given("soup", 3), given("cake", 2)}, `[{"project":"cake","points":2},{"project":"soup","points":3}]`},
		"points over the cap":    {voting.Form{Kind: voting.KindPoints, Cap: 2}, voting.Ballot{given("soup", 3)}, "choices.soup"},
		"negative points":        {voting.Form{Kind: voting.KindPoints}, voting.Ballot{given("soup", -1)}, "choices.soup"},
		"absurd points":          {voting.Form{Kind: voting.KindPoints}, voting.Ballot{given("soup", voting.MaxPoints+1)}, "choices.soup"},
		"ranking keeps order":    {voting.Form{Kind: voting.KindRanking}, choices("soup", "bread"), `[{"project":"soup"},{"project":"bread"}]`},
		"points on a ranking":    {voting.Form{Kind: voting.KindRanking}, voting.Ballot{given("soup", 1)}, "choices.soup"},
		"quadratic":              {voting.Form{Kind: voting.KindQuadratic, Total: 13}, voting.Ballot{given("soup", 3), given("cake", 2)}, `[{"project":"cake","points":2},{"project":"soup","points":3}]`},
		"quadratic over credits": {voting.Form{Kind: voting.KindQuadratic, Total: 12}, voting.Ballot{given("soup", 3), given("cake", 2)}, "choices"},
		"absurd squares":         {voting.Form{Kind: voting.KindQuadratic, Total: 1e18}, voting.Ballot{given("soup", voting.MaxPoints), given("cake", voting.MaxPoints), given("bread", 1)}, "choices"},
		"scores":                 {voting.Form{Kind: voting.KindScore, Cap: 5}, voting.Ballot{given("soup", 5), given("cake", 5), given("bread", 0)}, `[{"project":"cake","points":5},{"project":"soup","points":5}]`},
		"score over the cap":     {voting.Form{Kind: voting.KindScore, Cap: 5}, voting.Ballot{given("soup", 6)}, "choices.soup"},
		"held comes last":        {voting.Form{Kind: voting.KindApproval}, voting.Ballot{hold("cake"), given("soup", 1)}, `[{"project":"soup","points":1},{"project":"cake","hold":true}]`},
		"held in a ranking":      {voting.Form{Kind: voting.KindRanking}, voting.Ballot{given("soup", 0), hold("cake"), given("bread", 0)}, `[{"project":"soup"},{"project":"bread"},{"project":"cake","hold":true}]`},
		"held is no choice":      {voting.Form{Kind: voting.KindApproval, Min: 1}, voting.Ballot{hold("cake")}, "choices"},
		"held takes no budget":   {voting.Form{Kind: voting.KindKnapsack}, voting.Ballot{given("soup", 1), given("bread", 1), hold("cake")}, `[{"project":"bread","points":1},{"project":"soup","points":1},{"project":"cake","hold":true}]`},
		"held and chosen":        {voting.Form{Kind: voting.KindApproval}, voting.Ballot{given("cake", 1), hold("cake")}, "choices.cake"},
		"held with points":       {voting.Form{Kind: voting.KindPoints}, voting.Ballot{{Project: "cake", Points: 2, Hold: true}}, "choices.cake"},
		"not to be held":         {voting.Form{Kind: voting.KindApproval}, voting.Ballot{hold("soup")}, "choices.soup"},
		"import, repeat":         {voting.Form{Kind: voting.KindApproval, Imported: true}, choices("soup", "soup"), `[{"project":"soup","points":1}]`},
		"import, last points":    {voting.Form{Kind: voting.KindPoints, Imported: true}, voting.Ballot{given("soup", 1), given("cake", 0), given("soup", 4)}, `[{"project":"cake"},{"project":"soup","points":4}]`},
		"import, first place":    {voting.Form{Kind: voting.KindRanking, Imported: true}, choices("soup", "bread", "soup"), `[{"project":"soup"},{"project":"bread"}]`},
		"import, no limits":      {voting.Form{Kind: voting.KindKnapsack, Max: 1, Imported: true}, choices("bread", "cake", "soup"), `[{"project":"bread","points":1},{"project":"cake","points":1},{"project":"soup","points":1}]`},
		"import, still unknown":  {voting.Form{Kind: voting.KindApproval, Imported: true}, choices("soup", "tea"), "choices.tea"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := test.form.Canonical(lunch, test.ballot)
			if err == nil {
				data, _ := json.Marshal(got)
				equal(t, "canonical", string(data), test.want)
				return
			}
			var invalid *voting.BallotError
			if !errors.As(err, &invalid) {
				t.Fatalf("error %v", err)
			}
			equal(t, "field", invalid.Field, test.want)
			if project, ok := strings.CutPrefix(invalid.Field, "choices."); ok {
				equal(t, "project", invalid.Project, project)
			}
			if !strings.Contains(err.Error(), invalid.Message) || !strings.HasSuffix(invalid.Message, ".") {
				t.Errorf("message %q", err)
			}
		})
	}
}

func TestForms(t *testing.T) {
	for field, form := range map[string]voting.Form{
		"form.kind":  {Kind: "shouting"},
		"form.max":   {Kind: voting.KindApproval, Min: 3, Max: 2},
		"form.total": {Kind: voting.KindPoints, Total: -1},
	} {
		wantSettingsError(t, form.Validate(), field)
		_, err := form.Canonical(lunch, nil)
		wantSettingsError(t, err, field)
		wantSettingsError(t, voting.NewProfile(lunch, form).Add(nil, 1), field)
		_, err = voting.Tally(voting.NewProfile(lunch, form), voting.Settings{})
		wantSettingsError(t, err, field)
		_, err = voting.DefaultSettings(voting.RuleGreedy, form)
		wantSettingsError(t, err, field)
	}
	wantSettingsError(t, voting.Form{Kind: voting.KindApproval, Cap: 1}.Validate(), "form.total")
}

func wantSettingsError(t *testing.T, err error, field string) {
	t.Helper()
	var invalid *voting.SettingsError
	if !errors.As(err, &invalid) || invalid.Field != field || !strings.Contains(err.Error(), field) {
		t.Errorf("error %v, want one of %s", err, field)
	}
}

func TestInstances(t *testing.T) {
	many := make([]voting.Project, voting.MaxProjects+1)
	for name, inst := range map[string]voting.Instance{
		"negative budget": {Budget: -1},
		"absurd budget":   {Budget: voting.MaxMoney + 1},
		"too many":        {Projects: many},
		"no id":           {Projects: []voting.Project{{}}},
		"long id":         {Projects: []voting.Project{{ID: strings.Repeat("x", voting.MaxIDLength+1)}}},
		"no UTF-8":        {Projects: []voting.Project{{ID: "\xff"}}},
		"twice":           {Projects: []voting.Project{{ID: "a"}, {ID: "a"}}},
		"negative cost":   {Projects: []voting.Project{{ID: "a", Cost: -1}}},
		"absurd cost":     {Projects: []voting.Project{{ID: "a", Cost: voting.MaxMoney + 1}}},
	} {
		var invalid *voting.InstanceError
		err := inst.Validate()
		if !errors.As(err, &invalid) || !strings.Contains(err.Error(), invalid.Message) {
			t.Errorf("%s: error %v", name, err)
		}
		if _, err := (voting.Form{Kind: voting.KindApproval}).Canonical(inst, nil); !errors.As(err, &invalid) {
			t.Errorf("%s: canonical: error %v", name, err)
		}
	}
	if err := lunch.Validate(); err != nil {
		t.Error(err)
	}
}

func TestProfile(t *testing.T) {
	p := voting.NewProfile(lunch, voting.Form{Kind: voting.KindApproval, Max: 2})
	for _, b := range []voting.Ballot{choices("soup", "bread"), choices("bread", "soup"), choices("cake"), nil} {
		if err := p.Add(b, 2); err != nil {
			t.Fatal(err)
		}
	}
	var invalid *voting.BallotError
	for _, times := range []int{0, -1, voting.MaxVoters} {
		if err := p.Add(nil, times); !errors.As(err, &invalid) || invalid.Field != "times" {
			t.Errorf("%d times: %v", times, err)
		}
	}
	if err := p.Add(choices("soup", "bread", "cake"), 1); !errors.As(err, &invalid) {
		t.Errorf("too many choices: %v", err)
	}
	if p.Voters() != 8 || len(p.Groups()) != 3 || p.Form().Max != 2 {
		t.Errorf("%d voters in %+v", p.Voters(), p.Groups())
	}
}

// The profile keeps what it was made with.
func TestProfileKeepsInstance(t *testing.T) {
	inst := voting.Instance{Budget: 10, Projects: []voting.Project{{ID: "a", Cost: 1}}}
	p := voting.NewProfile(inst, voting.Form{Kind: voting.KindApproval})
	inst.Projects[0] = voting.Project{ID: "b", Cost: 100}
	if err := p.Add(choices("a"), 1); err != nil {
		t.Error(err)
	}
}
