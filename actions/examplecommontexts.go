package actions

import "github.com/folkmoot/folkmoot/models"

type examplePartner struct {
	name, line string
	words      models.PartnerPurpose
}

var examplePartners = []examplePartner{
	{
		"Angling club Eddy", "Ninety members, four of them under twenty.",
		models.PartnerPurpose{
			Wants:  "A **clean** river with fish in it, and young people who know how to sit still on a bank. We want to be asked before something is built on the water.",
			Brings: "People who are at the river at five in the morning and see what happens there. Two boats.",
			Firm:   "From March to May the gravel below the weir is left alone: the grayling spawn there.",
		},
	},
	{
		"Riverside primary school", "Two hundred and ten children, the water is across the road.",
		models.PartnerPurpose{
			Wants:  "Children who can swim, and a safe place where they learn it. A bank that is a classroom, with benches and shade.",
			Brings: "Classes who count insects and measure how clean the water is, every month.",
			Firm:   "No path to the water that cars cross.",
		},
	},
	{
		"Neighbours of the mill", "Those who live between the bridge and the mill.",
		models.PartnerPurpose{
			Wants:  "A quiet path along the east bank, with benches for those who cannot walk far. A place to swim that is safe for children and clean in August too.",
			Brings: "Hands for one Saturday a month, and tea.",
			Firm:   "Quiet after ten in the evening.",
		},
	},
}

type exampleAmendment struct {
	author       int
	text, reason string
	stances      []models.Stance // of the first people, in their order
	decision     string          // empty: nobody has decided
}

var exampleAmendments = []exampleAmendment{
	{
		author: 3, text: examplePurposeAmended, reason: "“Clean enough” is for everybody, not only for those who swim. The otters count too.",
		stances: []models.Stance{
			{Stance: models.StanceSupport}, {Stance: models.StanceSupport}, {Stance: models.StanceLive}, {Stance: models.StanceSupport},
		},
		decision: "Nobody had a concern, and it says what most of us meant.",
	},
	{
		author: 5, text: examplePurposeProposed, reason: "A date makes us honest, but 2030 is three summers away. The tests say that 2032 can be done.",
		stances: []models.Stance{
			{Stance: models.StanceLive}, {Stance: models.StanceConcern, Sentence: "Whoever moves a date once moves it twice. Could we keep 2030 for the bathing place alone?"},
			{Stance: models.StanceSupport}, {Stance: models.StanceLive},
		},
	},
}

const (
	examplePurposeAmended = `We live and work along the same river, and none of us can look after it alone.

We want the river to be **a place that people and animals come to**, clean enough to swim in by 2030, and we want every group along it to have a say in how we get there.

*What we still disagree about:* how much of the bank should be left alone. We hold that question open.`

	examplePurposeProposed = `We live and work along the same river, and none of us can look after it alone.

We want the river to be **a place that people and animals come to**, clean enough to swim in by 2032, with a first bathing place by 2030, and we want every group along it to have a say in how we get there.

*What we still disagree about:* how much of the bank should be left alone. We hold that question open.`

	exampleAgreement = `- We speak for ourselves, and say when we speak for our group.
- We ask before we assume. Any question may be asked.
- What is said in trust is not carried on with a name.
- Who was not heard yet speaks first.
- We say what we can do, and do what we said; if we cannot, we say so early.`

	exampleAccepted = 9 // the first so many people
	exampleFlagged  = 2 // the place of the proposal of which something was said
)

var exampleGuidelines = []models.Guideline{
	{Title: "Small enough to try", Text: "It can be begun within three months, by those who are here."},
	{Title: "Nobody is left out", Text: "It can be reached and used on wheels, with children, and without money."},
	{Title: "The river comes first", Text: "It does no lasting harm to what lives in and beside the water."},
}

type exampleSaid struct {
	person int
	flag   models.Flag
}

// exampleFlags are what was said, guideline by guideline.
var exampleFlags = [][]exampleSaid{
	{{1, models.Flag{State: models.FlagGood}}, {4, models.Flag{State: models.FlagGood, Sentence: "One Saturday can always be tried."}}},
	{{6, models.Flag{State: models.FlagConcern, Sentence: "The stage has two steps. How do I get onto it with a wheelchair?"}}},
	{{0, models.Flag{
		State: models.FlagResolved, Sentence: "In May the gravel below is full of spawn. Must it be May?",
		Answer: "We begin at the upper end, away from the gravel. The club has looked at it with us.",
	}}},
}
