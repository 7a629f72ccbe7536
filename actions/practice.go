package actions

import (
	"math/rand/v2"
	"slices"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/models"
	"github.com/folkmoot/folkmoot/voting"
)

// Practice is the input of TryRules.
type Practice struct {
	AtRound
	Leaning string `query:"leaning" enum:"together,camps,mixed" default:"camps" doc:"Whether made-up voters want much the same, stand in two camps, or each want something else"`
	Voters  int    `query:"voters" minimum:"1" maximum:"500" default:"30"`
	Seed    uint64 `query:"seed" maximum:"1000000" doc:"Another number makes up other voters"`
}

// Trials is what several rules make of made-up ballots.
type Trials struct {
	Voters int     `json:"voters"`
	Votes  []int   `json:"votes" doc:"How many made-up voters want each option, in the order of the options"`
	Tries  []Try   `json:"tries" doc:"The rule of the round first"`
	Camps  [][]int `json:"camps" doc:"The same for each camp, if there are any"`
	Rare   int     `json:"rare" doc:"Made-up voters whose very ballot fewer than five of them cast: what single ballots would tell"`
}

// fewAlike is how many equal ballots hide each of those who cast them.
const fewAlike = 5

// rare counts the voters whose very ballot hardly anybody else cast.
func rare(p *voting.Profile) (voters int) {
	for _, group := range p.Groups() {
		if group.Times < fewAlike {
			voters += group.Times
		}
	}
	return voters
}

// TryRules shows what several rules would make of practice ballots, so that a
// rule can be chosen by what it does, before anybody has voted. The ballots are
// made up, the same for the same numbers, and never kept or counted.
var TryRules = Read[Practice, models.Round, Trials]{
	Verb: access.RoundTry,
	Find: func(q database.Query, in Practice) (Found[models.Round], error) { return findRound(q, in.AtRound) },
	Show: func(l *Look, in Practice, r models.Round) (Trials, error) {
		options, err := models.ListOptions(l.Query, r.ID)
		if err != nil {
			return Trials{}, err
		}
		crowd := newCrowd(in, r, options)
		profile := voting.NewProfile(r.Instance(options), r.Form())
		for range in.Voters {
			if err := profile.Add(crowd.ballot(), 1); err != nil {
				return Trials{}, err
			}
		}
		tries, err := tryMethods(r, r.Counting(options), profile)
		return Trials{Voters: in.Voters, Votes: crowd.votes, Tries: tries, Camps: crowd.camps, Rare: rare(profile)}, err
	},
}

// A crowd makes up voters who lean as asked.
type crowd struct {
	random  *rand.Rand
	round   models.Round
	options []models.Option
	leaning string
	votes   []int
	camps   [][]int
	made    int
}

func newCrowd(in Practice, r models.Round, options []models.Option) *crowd {
	c := &crowd{
		random: rand.New(rand.NewPCG(in.Seed, uint64(len(options)))), //nolint:gosec // practice needs no secret numbers, it needs the same ones again
		round:  r, options: options, leaning: in.Leaning, votes: make([]int, len(options)), camps: [][]int{},
	}
	if in.Leaning == "camps" {
		c.camps = [][]int{make([]int, len(options)), make([]int, len(options))}
	}
	return c
}

// ballot makes up one that the round allows.
func (c *crowd) ballot() voting.Ballot {
	camp := min(1, c.made%3/2) // two thirds, one third
	c.made++
	order := c.liking(camp)
	var chosen voting.Ballot
	form := c.round.Form()
	left := c.round.Budget
	for _, option := range order[:c.wanted(len(order))] {
		cost := c.options[option].Cost
		if form.Kind == voting.KindKnapsack && cost > left {
			continue
		}
		left -= cost
		chosen = append(chosen, voting.Choice{Project: c.options[option].Key})
		c.votes[option]++
		if len(c.camps) > 0 {
			c.camps[camp][option]++
		}
	}
	return spread(form, chosen)
}

// liking orders the options as a voter of a camp likes them: what comes first in
// the list is more popular, and each camp prefers every second option.
func (c *crowd) liking(camp int) []int {
	weight := make([]float64, len(c.options))
	for i := range weight {
		switch c.leaning {
		case "together":
			weight[i] = c.random.Float64() * float64(1+2*(len(weight)-i))
		case "camps":
			weight[i] = c.random.Float64() + float64((i+camp+1)%2)
		default:
			weight[i] = c.random.Float64()
		}
	}
	order := make([]int, len(weight))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		if weight[a] > weight[b] {
			return -1
		}
		return 1
	})
	return order
}

// wanted is how many options a voter chooses, within the limits of the round:
// those of the own camp, or about a third of all.
func (c *crowd) wanted(all int) int {
	number := 1 + c.random.IntN(max(1, 2*all/3))
	if len(c.camps) > 0 {
		number = max(1, all/2) // all that the own camp prefers
	}
	number = max(number, c.round.BallotMin)
	if c.round.BallotMax > 0 {
		number = min(number, c.round.BallotMax)
	}
	return min(number, all)
}

// spread gives points where ballots have them: more to what comes first.
func spread(form voting.Form, chosen voting.Ballot) voting.Ballot {
	if form.Kind != voting.KindPoints {
		return chosen
	}
	left := form.Total
	for i := range chosen {
		points := (left + 1) / 2
		if form.Cap > 0 {
			points = min(points, form.Cap)
		}
		chosen[i].Points = points
		left -= points
	}
	return slices.DeleteFunc(chosen, func(c voting.Choice) bool { return c.Points == 0 })
}
