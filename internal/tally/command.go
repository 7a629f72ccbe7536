package tally

import (
	"fmt"
	"io"
	"os"

	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/pabulib"
)

// Command is the command with its arguments. The tags are those of the flags.
type Command struct {
	Files      []string `arg:"" name:"file" help:"Files in the .pb format of Pabulib."`
	Rule       string   `default:"equal-shares" help:"How to count: equal-shares, phragmen, greedy, greedy-stop, max-welfare, bos-equal-shares or exact-equal-shares; where every cost is 1 also plurality, approval, score, borda, irv, stv, ranked-pairs or schulze. Or declared: the rule that the file names, compared with what it marks as selected; the file then says all else, too."`
	Utility    string   `help:"What a chosen project is worth to those who support it: cost, cardinality, points, borda or borda-from-one. By default points or borda where ballots have them, else cost."`
	Completion string   `help:"What follows if money is left: none, greedy, phragmen, add1, add1+greedy, overspend, increase1pct, increase1pct+greedy or perturbation. By default greedy after equal shares, else none."`
	Increment  string   `help:"By how much add1, add1+greedy and overspend raise each share at a time, in units of the file, such as 1 or 0.5; by default 1."`
	Ties       string   `default:"supporters" help:"Criteria for exact ties, the first that decides: supporters, cost, lot, id; the last is lot or id. supporters alone means supporters,cost,lot."`
	Seed       string   `default:"folkmoot" help:"What the lot is drawn from."`
	MinSupport int64    `help:"Votes (or points) that a project needs to be chosen at all."`
	Format     string   `default:"text" enum:"text,json,csv" help:"${enum}. For several files, JSON is one object a line."`
	Explain    bool     `help:"Give the reason for every project (text), and the least change that would have chosen it."`
	Compare    []string `help:"Other rules to count by, and to compare with; +COMPLETION after a rule if not its default: greedy,phragmen,equal-shares+add1."`
}

// Run counts and prints.
func (c *Command) Run() error { return c.Count(os.Stdout, os.Stderr) }

// Count prints the outcomes to out. If there is more than one file, it complains
// about each that cannot be counted, goes on with the next, and returns a fault
// in the end. What is wrong with an option is a fault that names it.
func (c *Command) Count(out, complaints io.Writer) error {
	asked, err := c.request()
	if err != nil {
		return err
	}
	show, failed := c.printer(out), 0
	for i, path := range c.Files {
		done := progress(complaints, path, i+1, len(c.Files))
		counted, err := asked.count(path)
		done()
		switch {
		case err == nil:
			if err := show(counted); err != nil {
				return fmt.Errorf("print the outcome of %s: %w", path, err)
			}
		case len(c.Files) == 1:
			return about(path, err)
		default:
			failed++
			_, _ = fmt.Fprintln(complaints, "folkmoot: "+about(path, err).Error())
		}
	}
	if failed > 0 {
		return fault.New(fault.Invalid, "%d of %d files could not be counted.", failed, len(c.Files))
	}
	return nil
}

// printer prints one election after the other.
func (c *Command) printer(out io.Writer) func(*election) error {
	switch c.Format {
	case "json":
		return jsonPrinter(out, len(c.Files) > 1)
	case "csv":
		return csvPrinter(out)
	default:
		return textPrinter(out, c.Explain)
	}
}

// An election is a file that was counted.
type election struct {
	path    string
	file    *pabulib.File
	outcome *voting.Outcome
	// others are the outcomes to compare with, and compared is the comparison.
	others   []*voting.Outcome
	compared *comparison
	// nearest is, by project, what would have selected it, if that was asked for.
	nearest map[string]voting.Change
	// declared is set instead of outcome if the file's own rule was asked for.
	declared *pabulib.Declared
}

// count reads and counts a file.
func (r *request) count(path string) (*election, error) {
	file, profile, err := read(path)
	if err != nil {
		return nil, err
	}
	if r.declared {
		declared, err := file.Declared(profile)
		return &election{path: path, file: file, declared: declared}, err
	}
	if file, profile, err = r.refined(file, profile); err != nil {
		return nil, err
	}
	e := &election{path: path, file: file}
	if e.outcome, err = r.tally(r.rule, profile, file); err != nil {
		return nil, err
	}
	if err := r.nearest(e, profile); err != nil {
		return nil, err
	}
	return e, r.compare(e, profile)
}

// nearest finds what would have selected each project that was not.
func (r *request) nearest(e *election, profile *voting.Profile) error {
	if !r.explain {
		return nil
	}
	changes, err := voting.Nearest(profile, e.outcome.Settings)
	e.nearest = make(map[string]voting.Change, len(changes))
	for _, change := range changes {
		e.nearest[change.Project] = change
	}
	return err
}

// change says in a sentence what would have selected a project; nothing if that
// was not asked for.
func (e *election) change(item voting.Item) string {
	change, known := e.nearest[item.Project]
	if !known {
		return ""
	}
	return change.Sentence(item, unitOf(e.file))
}

func read(path string) (*pabulib.File, *voting.Profile, error) {
	opened, err := os.Open(path) //nolint:gosec // whoever runs the command names the file
	if err != nil {
		return nil, nil, err //nolint:wrapcheck // it names the file and is for people
	}
	defer func() { _ = opened.Close() }()
	return pabulib.ReadProfile(opened)
}

// tally counts by one rule.
func (r *request) tally(by choice, profile *voting.Profile, file *pabulib.File) (*voting.Outcome, error) {
	settings, err := r.settings(by, profile.Form(), file.Scale)
	if err != nil {
		return nil, by.mend(err, profile.Form())
	}
	outcome, err := voting.Tally(profile, settings)
	if err != nil {
		return nil, by.mend(err, profile.Form())
	}
	return outcome, nil
}
