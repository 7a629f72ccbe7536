package voting

import "fmt"

// LimitError says that an exact answer would have taken too much work. Greedy
// rules, Phragmén's and equal shares never end so, unless shares are raised in
// steps far too small for the budget.
type LimitError struct {
	// Rule is the name of the rule, with its version.
	Rule string
	// Projects is the number of projects it had to choose from.
	Projects int
}

// Error says what happened and what to do.
func (e *LimitError) Error() string {
	return fmt.Sprintf("voting: %s: with these costs and votes, an exact outcome for %d projects takes more work than is allowed; "+
		"count with another rule", e.Rule, e.Projects)
}
