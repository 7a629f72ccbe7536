package faults

import (
	"fmt"
	"io"
	"sync/atomic"
	"text/tabwriter"
)

// Counts are what happened in a trial.
type Counts struct {
	Acknowledged atomic.Int64 // ballots sent or taken back, and answered so
	Refused      atomic.Int64 // 503
	Closed       atomic.Int64 // after the close
	Unknown      atomic.Int64 // no answer
	Reads        atomic.Int64
	Faults       atomic.Int64 // kills, failed calls, cuts
	Unsaid       atomic.Int64 // stored and not acknowledged
	Lost         atomic.Int64 // acknowledged and not stored
	Doubled      atomic.Int64 // a voter with two ballots
	Closings     atomic.Int64
	Exact        atomic.Int64 // closings that counted just what was acknowledged
}

// String is a line for the terminal.
func (c *Counts) String() string {
	return fmt.Sprintf("acked %d, 503 %d, unknown %d, faults %d, unsaid %d, lost %d, doubled %d, closings %d/%d",
		c.Acknowledged.Load(), c.Refused.Load(), c.Unknown.Load(), c.Faults.Load(),
		c.Unsaid.Load(), c.Lost.Load(), c.Doubled.Load(), c.Exact.Load(), c.Closings.Load())
}

// A sum adds up the trials of one scenario on one database.
type sum struct {
	scenario, kind                string
	trials, missing, broken       int
	seconds                       float64
	acked, refused, closed, reads int64
	unknown, faults, unsaid       int64
	lost, doubled, closings       int64
	exact                         int64
}

func (s *sum) add(t *Trial) {
	s.trials++
	s.seconds += t.Took.Seconds()
	if t.Missing != nil {
		s.missing++
	}
	if len(t.Violations()) > 0 {
		s.broken++
	}
	c := &t.Counts
	s.acked += c.Acknowledged.Load()
	s.refused += c.Refused.Load()
	s.closed += c.Closed.Load()
	s.reads += c.Reads.Load()
	s.unknown += c.Unknown.Load()
	s.faults += c.Faults.Load()
	s.unsaid += c.Unsaid.Load()
	s.lost += c.Lost.Load()
	s.doubled += c.Doubled.Load()
	s.closings += c.Closings.Load()
	s.exact += c.Exact.Load()
}

func (s *sum) verdict() string {
	switch {
	case s.broken > 0:
		return "BROKEN"
	case s.missing > 0:
		return "NOT RUN"
	default:
		return "held"
	}
}

// Table prints a line for each scenario and database.
func (l *Lab) Table(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintln(w, "scenario\tdatabase\truns\tfaults\tacked\treads\t503\tclosed\tunknown\tunsaid\tlost\tdoubled\tclosings\texact\tseconds\tpromise\t")
	for _, s := range l.sums() {
		_, _ = fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%.0f\t%s\t\n", s.scenario, s.kind, s.trials, s.faults,
			s.acked, s.reads, s.refused, s.closed, s.unknown, s.unsaid, s.lost, s.doubled, s.closings, s.exact, s.seconds, s.verdict())
	}
	return w.Flush()
}

func (l *Lab) sums() []*sum {
	var all []*sum
	at := map[[2]string]*sum{}
	for _, t := range l.done {
		key := [2]string{t.Scenario, t.Kind}
		if at[key] == nil {
			at[key] = &sum{scenario: t.Scenario, kind: t.Kind}
			all = append(all, at[key])
		}
		at[key].add(t)
	}
	return all
}

// Broken counts the trials in which a promise was broken, Missing those that
// could not be run here.
func (l *Lab) Broken() (broken, missing int) {
	for _, s := range l.sums() {
		broken += s.broken
		missing += s.missing
	}
	return broken, missing
}
