package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/clock"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/pabulib"
)

func readElection(path string) (*pabulib.File, error) {
	opened, err := os.Open(path) //nolint:gosec // whoever runs the command names the file
	if err != nil {
		return nil, fmt.Errorf("the election: %w", err)
	}
	defer func() { _ = opened.Close() }()
	file, err := pabulib.Read(opened)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return file, nil
}

type tally struct {
	File       string `arg:"" type:"existingfile" help:"A .pb file."`
	Rule       string `default:"equal-shares" help:"equal-shares or greedy."`
	Utility    string `help:"What a selected project is worth to its supporters: cost, cardinality, points or borda. By default points or borda where ballots have them, else cost."`
	Completion string `default:"greedy" enum:"none,greedy" help:"What follows equal shares if money is left: ${enum}."`
	Ties       string `default:"supporters" enum:"supporters,id" help:"supporters: more supporters, then lower cost, then a lot. id: by id, as the reference does."`
	Seed       string `default:"folkmoot" help:"What the lot is drawn from."`
	Format     string `default:"text" enum:"text,json" help:"${enum}"`
}

// Run counts and prints.
func (t *tally) Run() error {
	file, err := readElection(t.File)
	if err != nil {
		return err
	}
	profile, err := file.Profile()
	if err != nil {
		return err
	}
	settings, err := t.settings(file.Form())
	if err != nil {
		return err
	}
	outcome, err := voting.Tally(profile, settings)
	if err != nil {
		return err
	}
	if t.Format == "json" {
		return t.printJSON(os.Stdout, file, outcome)
	}
	return printText(os.Stdout, file, outcome)
}

func (t *tally) settings(form voting.Form) (voting.Settings, error) {
	rule := versioned(t.Rule)
	settings, err := voting.DefaultSettings(rule, form)
	if err != nil {
		return voting.Settings{}, fault.Field("--rule", "There is no rule %q. Choose equal-shares or greedy.", t.Rule)
	}
	if t.Utility != "" {
		settings.Satisfaction = voting.Satisfaction(t.Utility)
	}
	if rule == "equal-shares/v1" {
		settings.Completion = voting.Completion(t.Completion)
	}
	settings.Seed = t.Seed
	if t.Ties == "id" {
		settings.Ties = []voting.TieBreak{voting.TieID}
	}
	return settings, nil
}

// versioned is the full name of a rule that is named without its version.
func versioned(rule string) string {
	if rule == "" {
		return ""
	}
	if strings.Contains(rule, "/") {
		return rule
	}
	return rule + "/v1"
}

// A printed outcome; amounts are exact decimals, as in the file.
type printed struct {
	Rule     string           `json:"rule"`
	Settings voting.Settings  `json:"settings"`
	Selected []string         `json:"selected"`
	Cost     json.Number      `json:"cost"`
	Budget   json.Number      `json:"budget"`
	Voters   int              `json:"voters"`
	Projects []printedProject `json:"projects"`
}

type printedProject struct {
	ID       string      `json:"id"`
	Name     string      `json:"name"`
	Cost     json.Number `json:"cost"`
	Selected bool        `json:"selected"`
	Place    int         `json:"place"`
	Support  int64       `json:"support"`
	Reason   string      `json:"reason"`
}

func (t *tally) printJSON(out io.Writer, file *pabulib.File, o *voting.Outcome) error {
	p := printed{
		Rule: o.Settings.Rule, Settings: o.Settings, Selected: o.Selected, Voters: o.Voters,
		Cost: decimal(o.Cost, file.Scale), Budget: decimal(o.Budget, file.Scale),
	}
	if p.Selected == nil {
		p.Selected = []string{}
	}
	for i, item := range o.Items {
		explained, err := o.Explain(item.Project, unitOf(file))
		if err != nil {
			return err
		}
		p.Projects = append(p.Projects, printedProject{
			ID: item.Project, Name: file.Projects[i].Name, Cost: decimal(item.Cost, file.Scale),
			Selected: item.Selected, Place: item.Place, Support: item.Support, Reason: explained.Text,
		})
	}
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(p); err != nil {
		return fmt.Errorf("print the outcome: %w", err)
	}
	return nil
}

func unitOf(file *pabulib.File) voting.Unit {
	return voting.Unit{Name: file.Get("currency"), Scale: file.Scale}
}

// decimal writes minor units as the exact decimal number that they are.
func decimal(minor, scale int64) json.Number {
	whole := fmt.Sprint(minor / scale)
	if minor%scale == 0 {
		return json.Number(whole)
	}
	digits := len(fmt.Sprint(scale)) - 1
	return json.Number(strings.TrimRight(fmt.Sprintf("%s.%0*d", whole, digits, minor%scale), "0"))
}

func printText(out io.Writer, file *pabulib.File, o *voting.Outcome) error {
	unit := unitOf(file)
	var text strings.Builder
	fmt.Fprintf(&text, "%s\n%d ballots, %s by %s utility; %s of %s given away.\n\nChosen, in this order:\n",
		file.Get("description"), o.Voters, o.Settings.Rule, o.Settings.Satisfaction,
		unit.Format(o.Cost), unit.Format(o.Budget))
	names := make(map[string]string, len(file.Projects))
	for _, p := range file.Projects {
		names[p.ID] = p.Name
	}
	for _, id := range o.Selected {
		if err := printItem(&text, o, id, names[id], unit); err != nil {
			return err
		}
	}
	text.WriteString("\nNot chosen:\n")
	for _, item := range o.Items {
		if item.Selected {
			continue
		}
		if err := printItem(&text, o, item.Project, names[item.Project], unit); err != nil {
			return err
		}
	}
	_, err := io.WriteString(out, text.String())
	return err
}

func printItem(text *strings.Builder, o *voting.Outcome, id, name string, unit voting.Unit) error {
	explained, err := o.Explain(id, unit)
	if err != nil {
		return err
	}
	item, _ := o.Find(id)
	fmt.Fprintf(text, "  %s  %s (%s)\n      %s\n", id, name, unit.Format(item.Cost), explained.Text)
	return nil
}

type load struct {
	File        string    `arg:"" type:"existingfile" help:"A .pb file."`
	Organiser   string    `help:"E-mail address of the account that organises the process; by default the first organiser."`
	Name        string    `help:"Name of the process; by default the description in the file."`
	Rule        string    `help:"Any rule with a budget, such as equal-shares or greedy; by default the one that the file declares, if it is by equal shares, else equal-shares."`
	TimeZone    string    `default:"UTC" help:"Time zone of the process."`
	Starts      time.Time `help:"Start of the meeting that the agenda is for, as 2030-01-31T18:00:00Z; by default tomorrow at this hour."`
	MinutesEach int       `default:"10" help:"Minutes for each item on the agenda; 0 for no agenda."`
	URL         string    `env:"FOLKMOOT_PUBLIC_URL" default:"http://localhost:3000" help:"Where the server is, for the links that are printed."`
}

// Run makes the process and prints where to look at it.
func (l *load) Run(storage *Storage) error {
	file, err := readElection(l.File)
	if err != nil {
		return err
	}
	ctx := context.Background()
	tool, err := storage.tool(ctx)
	if err != nil {
		return err
	}
	account, err := actions.OrganiserID(ctx, tool.service, l.Organiser)
	if err != nil {
		return err
	}
	starts := l.Starts
	if starts.IsZero() {
		starts = clock.System{}.Now().Truncate(time.Hour).AddDate(0, 0, 1)
	}
	made, err := actions.Run(ctx, tool.service, actions.Actor{AccountID: account}, actions.ImportElection, actions.Election{
		File: file, Name: l.Name, Rule: versioned(l.Rule), TimeZone: l.TimeZone, StartsAt: starts, MinutesEach: l.MinutesEach,
	}, "")
	if err != nil {
		return err
	}
	l.report(made)
	return tool.db.Close()
}

func (l *load) report(made actions.Imported) {
	fmt.Printf("Imported %d ballots.\n  Outcome: %s/processes/%s/rounds/%s\n", made.Voters, l.URL, made.Process, made.Round)
	if made.Agenda != "" {
		fmt.Printf("  Agenda:  %s/p/%s/agenda\n", l.URL, made.Process)
	}
}
