package actions

import (
	"cmp"
	"fmt"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/pabulib"
)

// Election is the input of ImportElection.
type Election struct {
	File        *pabulib.File
	Name        string // of the process; the file's own description if empty
	Rule        string // the one the file declares, or equal shares, if empty
	TimeZone    string
	StartsAt    time.Time // of the meeting that its agenda is for
	MinutesEach int       // of each item on the agenda; 0 for no agenda
}

// An Imported election is where to look at it.
type Imported struct {
	Process string `json:"process"`
	Round   string `json:"round"`
	Agenda  string `json:"agenda"`
	Voters  int    `json:"voters"`
}

// ImportElection makes a process from an election of the Pabulib library: a
// closed round with its options and ballots, counted, and a published agenda.
var ImportElection = Write[Election, struct{}, Imported]{
	Verb: access.ProcessImport,
	Find: nothing[Election],
	Do: func(c *Call, in Election, _ struct{}) (Imported, error) {
		name := cmp.Or(in.Name, in.File.Get("description"), "Imported election")
		process, err := c.makeProcess(models.Process{
			Name: shorten(name), Summary: importedFrom(in.File), TimeZone: in.TimeZone,
		}, "")
		if err == nil {
			err = models.NewPhases(c.Tx, process.ID)
		}
		if err != nil {
			return Imported{}, err
		}
		round, err := c.importRound(in, process)
		if err != nil {
			return Imported{}, err
		}
		made := Imported{Process: process.ID, Round: round.ID, Voters: len(in.File.Votes)}
		if in.MinutesEach > 0 {
			made.Agenda, err = c.importAgenda(in, process, round)
		}
		c.About("process", process.ID)
		return made, err
	},
}

const nameLimit = 100

func shorten(name string) string {
	if runes := []rune(name); len(runes) > nameLimit {
		return string(runes[:nameLimit-1]) + "…"
	}
	return name
}

func importedFrom(f *pabulib.File) string {
	return fmt.Sprintf("Imported from Pabulib: %s, %s, %s. %d ballots.",
		f.Get("country"), f.Get("unit"), f.Get("instance"), len(f.Votes))
}

func (c *Call) importRound(in Election, p models.Process) (models.Round, error) {
	form := in.File.Form()
	settings, err := importedSettings(in)
	if err != nil {
		return models.Round{}, err
	}
	round := models.Round{
		ProcessID: p.ID, Title: p.Name, Budget: in.File.Budget, Unit: cmp.Or(in.File.Get("currency"), "units"),
		Scale: in.File.Scale, BallotKind: form.Kind, Imported: true, ClosesAt: c.Now, Publication: ledger.PublishBallots,
	}
	round.SetSettings(settings)
	if round, err = models.NewRound(c.Tx, round, importedOptions(in.File)); err != nil {
		return models.Round{}, err
	}
	if err := c.importBallots(in.File, round); err != nil {
		return models.Round{}, err
	}
	if round, err = c.openRound(round); err != nil {
		return models.Round{}, err
	}
	if round, err = models.CloseRound(c.Tx, round); err != nil {
		return models.Round{}, err
	}
	return c.countSealed(round, nil)
}

// importedSettings are those of the rule asked for, else of the rule by which the
// election was counted where it took place, if that is by equal shares, and else
// the usual ones.
func importedSettings(in Election) (voting.Settings, error) {
	form := in.File.Form()
	settings, declared := in.File.DeclaredSettings()
	if in.Rule == "" && declared && settings.Validate(form) == nil {
		return settings, nil
	}
	return Method{Rule: cmp.Or(in.Rule, voting.RuleEqualShares)}.settings(form, models.NewToken(), in.File.Scale)
}

func importedOptions(f *pabulib.File) []models.Option {
	description := -1
	for i, column := range f.ProjectColumns {
		if column == "description" {
			description = i
		}
	}
	options := make([]models.Option, len(f.Projects))
	for i, p := range f.Projects {
		options[i] = models.Option{Key: p.ID, Title: cmp.Or(p.Name, p.ID), Cost: p.Cost}
		if description >= 0 && description < len(p.Extra) {
			options[i].Text = p.Extra[description]
		}
	}
	return options
}

func (c *Call) importBallots(f *pabulib.File, r models.Round) error {
	instance, form := f.Instance(), f.Form()
	sealed := make([]models.SealedBallot, len(f.Votes))
	for i, vote := range f.Votes {
		canonical, err := form.Canonical(instance, vote.Ballot(form.Kind))
		if err != nil {
			return fault.Field("votes", "The ballot of voter %s: %s", vote.Voter, err.Error())
		}
		if sealed[i].Choices, err = models.EncodeChoices(form.Kind, canonical); err != nil {
			return err
		}
	}
	return models.AddSealed(c.Tx, r.ID, sealed)
}

func (c *Call) importAgenda(in Election, p models.Process, r models.Round) (string, error) {
	agenda, err := c.makeAgenda(r, models.Agenda{Title: p.Name, StartsAt: in.StartsAt}, source{minutesEach: in.MinutesEach})
	if err != nil {
		return "", err
	}
	published, err := c.publish(agenda, "")
	return published.ID, err
}
