package tally

import (
	"encoding/json"
	"io"

	"github.com/folkmoot/folkmoot/voting"
)

// A document is an outcome in JSON. Amounts are in units of the file: exact
// decimal numbers, or fractions as text.
type document struct {
	File     string          `json:"file"`
	Name     string          `json:"name"`
	Rule     string          `json:"rule"`
	Settings voting.Settings `json:"settings"`
	Selected []string        `json:"selected"`
	Cost     json.Number     `json:"cost"`
	Budget   json.Number     `json:"budget"`
	Currency string          `json:"currency,omitempty"`
	Voters   int             `json:"voters"`
	// Welfare is there if the rule makes it as great as can be.
	Welfare string `json:"welfare,omitempty"`
	// Endowment is what each voter began with in the count that counts, after
	// so many Increments; Stop says why there were no more.
	Endowment  string         `json:"endowment,omitempty"`
	Increments json.Number    `json:"increments,omitempty"`
	Stop       string         `json:"stop,omitempty"`
	Projects   []projectEntry `json:"projects"`
	Rounds     []roundEntry   `json:"rounds"`
	Comparison *comparison    `json:"comparison,omitempty"`
	// Amounts says in words what Scale is for.
	Amounts string          `json:"amounts"`
	Scale   int64           `json:"scale"`
	Trace   *voting.Outcome `json:"trace"`
}

const aboutAmounts = "In settings and trace, amounts are in minor units; scale is the number of them in one unit of the file. All others are in units of the file."

type projectEntry struct {
	ID         string      `json:"id"`
	Name       string      `json:"name"`
	Cost       json.Number `json:"cost"`
	Selected   bool        `json:"selected"`
	Place      int         `json:"place"`
	Round      int         `json:"round"`
	Support    int64       `json:"support"`
	Supporters int         `json:"supporters"`
	Reason     string      `json:"reason"`
	// Nearest is the least change that would have chosen it, with --explain.
	Nearest string `json:"nearest,omitempty"`
}

// A roundEntry is a selection with its exact number.
type roundEntry struct {
	Round       int               `json:"round"`
	Project     string            `json:"project"`
	CompletedBy voting.Completion `json:"completedBy,omitempty"`
	// Rho is what supporters paid for one of satisfaction; by cost that is money
	// for money, and has no unit.
	Rho string `json:"rho,omitempty"`
	// Load is what each supporter carries, "inf" if there are none.
	Load string `json:"load,omitempty"`
}

// jsonPrinter writes one object, or several with a line for each.
func jsonPrinter(out io.Writer, several bool) func(*election) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	if !several {
		encoder.SetIndent("", "  ")
	}
	return func(e *election) error {
		if e.declared != nil {
			return encoder.Encode(e.verdict())
		}
		d, err := e.document()
		if err != nil {
			return err
		}
		return encoder.Encode(d)
	}
}

func (e *election) document() (*document, error) {
	o, scale := e.outcome, e.file.Scale
	_, satisfaction := worth(o.Settings, scale)
	projects, err := e.projects()
	if err != nil {
		return nil, err
	}
	d := &document{
		File: e.path, Name: e.file.Get("description"), Rule: o.Settings.Rule, Settings: o.Settings,
		Selected: o.Selected, Cost: decimal(o.Cost, scale), Budget: decimal(o.Budget, scale),
		Currency: e.file.Get("currency"), Voters: o.Voters, Welfare: units(o.Welfare, satisfaction),
		Endowment: units(o.Share, scale), Projects: projects, Rounds: e.rounds(), Comparison: e.compared,
		Amounts: aboutAmounts, Scale: scale, Trace: o,
	}
	if o.Raised != nil {
		d.Increments, d.Stop = json.Number(o.Raised.Increments), o.Raised.Stop
	}
	return d, nil
}

func (e *election) projects() ([]projectEntry, error) {
	entries, unit := make([]projectEntry, len(e.outcome.Items)), unitOf(e.file)
	for i, item := range e.outcome.Items {
		why, err := e.outcome.Explain(item.Project, unit)
		if err != nil {
			return nil, err
		}
		entries[i] = projectEntry{
			ID: item.Project, Name: e.file.Projects[i].Name, Cost: decimal(item.Cost, e.file.Scale),
			Selected: item.Selected, Place: item.Place, Round: why.Round,
			Support: item.Support, Supporters: item.Supporters, Reason: why.Text, Nearest: e.change(item),
		}
	}
	return entries, nil
}

func (e *election) rounds() []roundEntry {
	entries := make([]roundEntry, len(e.outcome.Rounds))
	price, _ := worth(e.outcome.Settings, e.file.Scale)
	for i, round := range e.outcome.Rounds {
		entries[i] = roundEntry{
			Round: round.Number, Project: round.Project, CompletedBy: round.CompletedBy,
			Rho: units(round.Rho, price), Load: units(round.Load, e.file.Scale),
		}
		if round.Load == "" && e.carried(round) {
			entries[i].Load = "inf"
		}
	}
	return entries
}

// carried tells whether a project was selected by Phragmén's rule.
func (e *election) carried(round voting.Round) bool {
	if round.CompletedBy != "" {
		return round.CompletedBy == voting.CompletionPhragmen
	}
	return e.outcome.Settings.Rule == voting.RulePhragmen
}
