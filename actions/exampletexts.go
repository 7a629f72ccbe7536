package actions

import (
	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/models"
)

const (
	exampleName    = "Riverside partners (example)"
	exampleSummary = "Eight groups along one river set the agenda of their meetings together."
	exampleBudget  = 90

	examplePurpose = `We live and work along the same river, and none of us can look after it alone.

We want the river to be **a place that people come to**, clean enough to swim in by 2030, and we want every group along it to have a say in how we get there.

*What we still disagree about:* how much of the bank should be left alone. We hold that question open.`
)

type person struct {
	email, name string
	role        access.Role
}

// The addresses end in .invalid (RFC 2606): no mail can ever reach them.
var examplePeople = []person{
	{"amina@example.invalid", "Amina Haddad", access.Organiser},
	{"bert@example.invalid", "Bert Lindqvist", access.Moderator},
	{"chidi@example.invalid", "Chidi Okafor", access.Participant},
	{"dana@example.invalid", "Dana Novák", access.Participant},
	{"eun@example.invalid", "Eun-ji Park", access.Participant},
	{"farid@example.invalid", "Farid Rahimi", access.Participant},
	{"greta@example.invalid", "Greta Huber", access.Participant},
	{"hugo@example.invalid", "Hugo Martins", access.Participant},
	{"ines@example.invalid", "Inês Carvalho", access.Participant},
	{"jonas@example.invalid", "Jonas Weber", access.Participant},
	{"kofi@example.invalid", "Kofi Mensah", access.Participant},
	{"lena@example.invalid", "Lena Fischer", access.Observer},
}

var exampleProposals = []models.Proposal{
	{
		Kind: models.AgendaItem, Cost: 30, CostReason: "Three groups have to speak, and something has to be decided.",
		Words: models.Words{
			Title:   "Who looks after the bathing place?",
			Minutes: 30,
			Place:   models.Place{PlaceName: "The bathing place below the weir", Located: true, Latitude: 48_238_150, Longitude: 16_393_400},
			Text:    "The steps are slippery and the lifebelt is gone. Everybody thinks that somebody else is responsible.\n\nTo decide: **one group, until the end of the year**, and what it needs from the others.",
		},
	},
	{
		Kind: models.AgendaItem, Cost: 15, CostReason: "A short decision; the draft was sent round.",
		Words: models.Words{
			Title:   "A shared calendar for events on the bank",
			Minutes: 15,
			Text:    "Twice last summer two events met on the same meadow. A calendar that all of us write into would do.",
		},
	},
	{
		Kind: models.SymbolicChange, Cost: 20, CostReason: "Ten minutes to hear why it is there, ten to decide.",
		Words: models.Words{
			Title:       "Take the chain off the landing stage",
			Symbol:      "The rusty chain across the old landing stage",
			Place:       models.Place{PlaceName: "The old landing stage", Located: true, Latitude: 48_233_900, Longitude: 16_399_250},
			StandsFor:   "That the river belongs to those who own its bank.",
			Wish:        models.WishChange,
			SmallAction: "Open it on one Saturday in May, with two people there, and see what happens.",
			Text:        "It has been there since 1998. Nobody remembers what it protects.",
		},
	},
	{
		Kind: models.AgendaItem, Cost: 40, CostReason: "The laboratory needs twenty minutes; then questions.",
		Words: models.Words{
			Title:   "Water tests: what do the numbers tell us?",
			Minutes: 45,
			Text:    "We have three years of measurements and have never looked at them together.",
		},
	},
	{
		Kind: models.SymbolicChange, Cost: 10, CostReason: "A short story and a moment of quiet.",
		Words: models.Words{
			Title:       "Keep the ferry bell",
			Symbol:      "The bell that the last ferryman rang",
			StandsFor:   "That somebody comes when you call.",
			Wish:        models.WishHold,
			SmallAction: "Hang it where the new meeting room will be.",
			Text:        "When the boathouse is rebuilt, the bell should not end up in a cellar.",
		},
	},
	{
		Kind: models.AgendaItem, Cost: 20, CostReason: "The report is two pages.",
		Words: models.Words{
			Title:   "Money: what did we spend, what is left?",
			Minutes: 20,
			Text:    "The common purse had 4,200 at the beginning of the year.",
		},
	},
	{
		Kind: models.AgendaItem, Cost: 25, CostReason: "Two of them come and need ten minutes.",
		Words: models.Words{
			Title:   "Young people at our table",
			Minutes: 30,
			Text:    "Everybody who decides here is over forty. What would have to change so that they want to come?",
		},
	},
	{
		Kind: models.AgendaItem, Cost: 45, Money: 60000, CostReason: "There are four routes to look at; a surveyor would draw them for that much.",
		Words: models.Words{
			Title:   "A path along the east bank",
			Place:   models.Place{PlaceName: "The east bank, from the ferry to the two willows", Located: true, Latitude: 48_241_700, Longitude: 16_396_800},
			Minutes: 60,
			Text:    "From the bridge to the mill, on foot and with wheels.",
		},
	},
	{
		Kind: models.SymbolicChange, Cost: 10, CostReason: "Quickly said.",
		Words: models.Words{
			Title:       "Meet outside once a year",
			Symbol:      "The table with the microphone",
			StandsFor:   "That some of us speak and the others listen.",
			Wish:        models.WishChange,
			SmallAction: "The next summer meeting on the meadow, on blankets.",
		},
	},
	{
		Kind: models.AgendaItem,
		Words: models.Words{
			Title:   "Otters have come back",
			Minutes: 15,
			Text:    "Three were seen below the weir. What do we do, and what do we rather not do?",
		},
	},
	{
		Kind: models.AgendaItem, Cost: 30, Money: 450000, CostReason: "The lamps alone; somebody would have to look after them.",
		State: access.Declined, StateReason: "The city decides what is lit, and nobody has asked it yet.",
		Needed: "An answer from the city, and one group that would look after the lamps.",
		Answer: "We have written to the city. Would one of you come with us?",
		Words: models.Words{
			Title:   "Lamps along the towpath",
			Place:   models.Place{PlaceName: "The towpath behind the boathouse", Located: true, Latitude: 48_236_050, Longitude: 16_390_600},
			Minutes: 20,
			Text:    "In winter nobody walks there after four. Six lamps would do, and they need not burn all night.",
		},
	},
}

// exampleReviewer is whoever was named to review proposals, by the place above.
const exampleReviewer = 1

// exampleDays are when the phases open, in days from now; the last is when the
// last one closes. The round that is open closes with the phase Vote.
var exampleDays = []int{-56, -42, -21, -14, -7, 14, 21, 60, 75}

// Which proposals stand in the two rounds, and how people voted: option keys are
// the places in these lists, from 1.
var (
	exampleFirst  = []int{0, 1, 2, 3, 4, 5}
	exampleSecond = []int{3, 6, 7, 8}
)

var exampleBallots = []models.Choices{
	{"1": 1, "2": 1}, {"1": 1, "3": 1, "5": 1}, {"3": 1, "5": 1}, {"4": 1, "1": 1}, {"4": 1, "6": 1},
	{"1": 1, "2": 1, "3": 1}, {"5": 1, "3": 1}, {"2": 1, "6": 1}, {"1": 1, "4": 1},
}

var examplePoints = []models.Choices{
	{"1": 5, "2": 5}, {"2": 4, "4": 5, "1": 1}, {"3": 5, "4": 5}, {"2": 5, "3": 2, "4": 3},
}
