package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/clock"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/tally"
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

type load struct {
	File        string    `arg:"" type:"existingfile" help:"A .pb file."`
	Organiser   string    `help:"E-mail address of the account that organises the process; by default the first organiser."`
	Name        string    `help:"Name of the process; by default the description in the file."`
	Rule        string    `default:"declared" help:"How to count: equal-shares, phragmen, greedy, greedy-stop, max-welfare, bos-equal-shares or exact-equal-shares; declared takes the rule of the file if that is by equal shares, else equal-shares."`
	TimeZone    string    `default:"UTC" help:"Time zone of the process."`
	Starts      time.Time `help:"Start of the meeting that the agenda is for, as 2030-01-31T18:00:00Z; by default tomorrow at this hour."`
	MinutesEach int       `default:"10" help:"Minutes for each item on the agenda; 0 for no agenda."`
	URL         string    `env:"FOLKMOOT_PUBLIC_URL" default:"http://localhost:3000" help:"Where the server is, for the links that are printed."`
}

// Run makes the process and prints where to look at it.
func (l *load) Run(storage *Storage) error {
	rule, err := l.rule()
	if err != nil {
		return err
	}
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
		File: file, Name: l.Name, Rule: rule, TimeZone: l.TimeZone, StartsAt: starts, MinutesEach: l.MinutesEach,
	}, "")
	if err != nil {
		return err
	}
	l.report(made)
	return tool.db.Close()
}

// rule is the full name of the rule; empty for the one that the file declares.
func (l *load) rule() (string, error) {
	if l.Rule == "declared" {
		return "", nil
	}
	rule, ok := tally.FindRule(l.Rule)
	if !ok {
		return "", fault.Field("--rule", "There is no rule %q. Choose equal-shares, phragmen or greedy.", l.Rule)
	}
	return rule.Name, nil
}

func (l *load) report(made actions.Imported) {
	fmt.Printf("Imported %d ballots.\n  Outcome: %s/processes/%s/rounds/%s\n", made.Voters, l.URL, made.Process, made.Round)
	if made.Agenda != "" {
		fmt.Printf("  Agenda:  %s/p/%s/agenda\n", l.URL, made.Process)
	}
}
