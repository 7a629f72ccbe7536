package ledger

import (
	"encoding/json"
	"fmt"

	"github.com/folkmoot/folkmoot/voting"
)

// checkOutcome is check 10.
func (v *verifier) checkOutcome() {
	c := v.check(10)
	if v.rules == nil || v.seal == nil {
		c.unsure("outcome", "The outcome cannot be checked, since rules or seal cannot be read.")
		return
	}
	same(c, "the hash of outcome", Hash(v.bundle.Outcome), "seal.outcome", v.seal.Outcome)
	tree, err := parse([]byte(v.bundle.Outcome))
	var outcome voting.Outcome
	if err == nil {
		err = json.Unmarshal([]byte(v.bundle.Outcome), &outcome)
	}
	if err != nil {
		c.fail("outcome", "outcome cannot be read: %s.", shorten(err.Error(), 120))
		return
	}
	v.sameHead(c, outcome)
	if !v.hasBallots() {
		c.unsure("outcome", "The outcome is the one that was sealed, and cannot be counted again: the ballots are not published at this level.")
		return
	}
	v.countAgain(c, tree)
	c.end("outcome", "Counting the ballots again by %s gives the same outcome, byte for byte.", v.rules.Settings.Rule)
}

// sameHead compares what an outcome says of its round.
func (v *verifier) sameHead(c *check, o voting.Outcome) {
	same(c, "outcome.ballots", o.Ballots, "rules.ballot.kind", v.rules.Ballot.Kind)
	same(c, "outcome.budget", o.Budget, "rules.budget", v.rules.Budget)
	same(c, "outcome.voters", o.Voters, "seal.online and seal.paper together", v.seal.Online+v.seal.Paper)
	same(c, "outcome.settings", fmt.Sprintf("%+v", o.Settings), "by rules.settings and seal.seed it", fmt.Sprintf("%+v", v.rules.Voting(v.seal.Seed)))
	same(c, "the number of outcome.items", len(o.Items), "that of rules.options", len(v.rules.Options))
	for i, item := range o.Items[:min(len(o.Items), len(v.rules.Options))] {
		name, option := at("outcome.items", i), at("rules.options", i)
		same(c, name+".project", item.Project, option+".key", v.rules.Options[i].Key)
		same(c, name+".cost", item.Cost, option+".cost", v.rules.Options[i].Cost)
	}
}

// countAgain counts, and names what comes out differently.
func (v *verifier) countAgain(c *check, is any) {
	counted, err := v.tally()
	if err != nil {
		c.fail("ballots", "The ballots cannot be counted by rules.settings: %v.", err)
		return
	}
	if counted == v.bundle.Outcome {
		return
	}
	before := c.failed
	again, _ := parse([]byte(counted)) // what was written can be read
	differ("outcome", is, again, func(path string, is, want any) {
		c.fail(path, "%s is %s in the file; counting again gives %s.", path, show(is), show(want))
	})
	if c.failed == before {
		c.fail("outcome", "outcome is not written as counting again writes it.")
	}
}

// tally counts the ballots in the file.
func (v *verifier) tally() (string, error) {
	profile, err := v.rules.Profile(v.counted())
	if err != nil {
		return "", err
	}
	outcome, err := voting.Tally(profile, v.rules.Voting(v.seal.Seed))
	if err != nil {
		return "", err
	}
	return encode(outcome)
}
