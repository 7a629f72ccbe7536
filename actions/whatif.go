package actions

import (
	"fmt"
	"slices"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
	"github.com/folkmoot/folkmoot/voting"
)

// A WhatIf is what other rules would have made of the ballots of a closed round,
// and facts about how fair its outcome is. None of it is official.
type WhatIf struct {
	Voters int    `json:"voters"`
	Tries  []Try  `json:"tries" doc:"The rule that counted first"`
	Facts  []Fact `json:"facts"`
}

// A Fact is one check of the outcome, with its definition and source.
type Fact struct {
	Name       string `json:"name"`
	Title      string `json:"title"`
	Definition string `json:"definition"`
	Source     string `json:"source"`
	Finding    string `json:"finding" doc:"What was found, in a few words"`
}

// ReadWhatIf shows what other rules would have selected. It counts anew, and
// stores nothing.
var ReadWhatIf = Read[AtRound, models.Round, WhatIf]{
	Verb: access.OutcomeWhatIf,
	Find: findRound,
	Show: func(l *Look, _ AtRound, r models.Round) (WhatIf, error) {
		profile, settings, err := l.election(r)
		if err != nil {
			return WhatIf{}, err
		}
		view := WhatIf{Voters: profile.Voters(), Facts: []Fact{}}
		if view.Tries, err = tryMethods(r, settings, profile); err != nil || view.Voters == 0 {
			return view, err
		}
		outcome, err := models.FindOutcome(l.Query, r.ID)
		if err != nil {
			return WhatIf{}, err
		}
		view.Facts, err = facts(profile, outcome)
		return view, err
	},
}

// facts words the checks of an outcome.
func facts(profile *voting.Profile, outcome *voting.Outcome) ([]Fact, error) {
	found, err := outcome.Fairness(profile)
	if err != nil {
		return nil, err
	}
	findings := map[string]string{
		"exclusionRatio": fmt.Sprintf("%d of %d", found.Excluded, found.Voters),
		"prices":         pricesFinding(found, outcome),
		"ejrPlus":        findingWords[found.EJRPlus.Finding],
	}
	all := []Fact{}
	for _, info := range voting.FairnessFacts() {
		if finding, shown := findings[info.Name]; shown {
			all = append(all, Fact{Name: info.Name, Title: info.Title, Definition: info.Text, Source: info.Source, Finding: finding})
		}
	}
	return all, nil
}

// pricesFinding passes no verdict where a part was filled up without payments.
func pricesFinding(found voting.Fairness, outcome *voting.Outcome) string {
	filledUp := slices.ContainsFunc(outcome.Rounds, func(r voting.Round) bool { return r.CompletedBy != "" })
	if found.Prices.Finding == voting.FindingFails && filledUp {
		return "It cannot hold here: what was left was filled up, and nobody paid for that."
	}
	return findingWords[found.Prices.Finding]
}

var findingWords = map[voting.Finding]string{
	voting.FindingHolds:   "It holds.",
	voting.FindingFails:   "It does not hold.",
	voting.FindingUnknown: "This rule leaves nothing to check it by.",
}

// An Effect says what became of one's own ballot.
type Effect struct {
	Text     string         `json:"text" doc:"One to three sentences"`
	Chosen   []string       `json:"chosen" doc:"Those of my options that were chosen"`
	Missed   []string       `json:"missed" doc:"Those that were not"`
	Payments []EffectOnItem `json:"payments" doc:"What my share was spent on, where voters have shares"`
}

// An EffectOnItem is what a voter's share paid for one option.
type EffectOnItem struct {
	Key    string `json:"key"`
	Amount string `json:"amount"`
}

// A Holding is a ballot as only its voter has it.
type Holding struct {
	AtRound
	Body struct {
		Choices  models.Choices `json:"choices"`
		Revision int            `json:"revision" minimum:"0" maximum:"1000000"`
		Nonce    string         `json:"nonce" pattern:"^[0-9a-f]{64}$"`
	}
}

// ReadEffect shows voters what became of their own ballot. The server does not
// know whose it is: whoever has its nonce is its voter.
var ReadEffect = Read[Holding, models.Round, Effect]{
	Verb: access.BallotEffect,
	Find: func(q database.Query, in Holding) (Found[models.Round], error) { return findRound(q, in.AtRound) },
	Show: func(l *Look, in Holding, r models.Round) (Effect, error) {
		choices, err := l.canonical(r, in.Body.Choices)
		if err != nil {
			return Effect{}, err
		}
		opening := ledger.Opening{Revision: in.Body.Revision, Nonce: in.Body.Nonce, Choices: choices}
		if err := models.FindCounted(l.Query, r.ID, opening.Commitment(r.ID, r.RulesHash)); err != nil {
			return Effect{}, err
		}
		profile, _, err := l.election(r)
		if err != nil {
			return Effect{}, err
		}
		outcome, err := models.FindOutcome(l.Query, r.ID)
		if err != nil {
			return Effect{}, err
		}
		effect, err := outcome.BallotEffect(profile, in.Body.Choices.Ballot(r.BallotKind))
		if err != nil {
			return Effect{}, votingFault(err)
		}
		return effectOf(effect, r.Amounts())
	},
}

func effectOf(e voting.Effect, unit voting.Unit) (Effect, error) {
	view := Effect{Text: e.Text, Chosen: []string{}, Missed: []string{}, Payments: []EffectOnItem{}}
	for _, choice := range e.Choices {
		if !choice.Selected {
			view.Missed = append(view.Missed, choice.Project)
			continue
		}
		view.Chosen = append(view.Chosen, choice.Project)
		if choice.Paid != "" {
			amount, err := unit.FormatExact(choice.Paid)
			if err != nil {
				return Effect{}, err
			}
			view.Payments = append(view.Payments, EffectOnItem{Key: choice.Project, Amount: amount})
		}
	}
	return view, nil
}
