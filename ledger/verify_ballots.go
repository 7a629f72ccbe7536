package ledger

import (
	"slices"
	"strings"
)

// checkOpenings is check 8.
func (v *verifier) checkOpenings() {
	c := v.check(8)
	switch {
	case v.rules == nil || v.seal == nil:
		c.unsure("ballots", "Whether the ballots are the committed ones cannot be checked, since rules or seal cannot be read.")
		return
	case !v.hasOpenings():
		c.unsure("ballots", "Whether the counted ballots are the committed ones cannot be seen from this file, since ballots has no nonces. "+
			"The auditors' file shows it.")
		return
	}
	commitments := v.open(c)
	same(c, "the number of ballots", len(commitments), "seal.final", v.seal.Final)
	same(c, "the root of ballots", finalRoot(commitments), "seal.root", v.seal.Root)
	v.numbers(c)
	v.names(c)
	c.end("ballots", "Each of the %d ballots is one that was committed to while the round was open, and they are those that the seal fixed.",
		len(commitments))
}

// open computes the commitments of all ballots.
func (v *verifier) open(c *check) []string {
	commitments := make([]string, len(v.bundle.Ballots))
	for i, b := range v.bundle.Ballots {
		name, commitment := ballotAt(i), b.Opening().Commitment(v.rules.Round, v.frozen)
		if _, twice := v.finals[commitment]; twice {
			c.fail(name, "%s stands in the file twice.", name)
		}
		if !v.entered[commitment] {
			c.fail(name, "The commitment of %s (its revision, nonce and choices) is %s, which stands in no batch.", name, commitment)
		}
		if i > 0 && commitment <= commitments[i-1] {
			c.fail(name, "%s is not in the order of commitments.", name)
		}
		commitments[i], v.finals[commitment] = commitment, i
	}
	return commitments
}

// numbers compares how many ballots of each sort there are with the seal.
func (v *verifier) numbers(c *check) {
	var online, paper, taken int
	for _, b := range v.bundle.Ballots {
		switch {
		case b.Choices == TakenBack:
			taken++
		case b.Opening().Revision == 0:
			paper++
		default:
			online++
		}
	}
	same(c, "seal.online", v.seal.Online, "the number of such ballots", online)
	same(c, "seal.paper", v.seal.Paper, "the number of such ballots", paper)
	same(c, "seal.taken_back", v.seal.TakenBack, "the number of such ballots", taken)
}

// names checks voters and serials as far as the file has them.
func (v *verifier) names(c *check) {
	voters, serials := map[string]bool{}, map[string]bool{}
	for i, b := range v.bundle.Ballots {
		if b.Voter != "" && voters[b.Voter] {
			c.fail(ballotAt(i)+".voter", "%s.voter is %s, who has another ballot too.", ballotAt(i), show(b.Voter))
		}
		if b.Serial != "" && serials[b.Serial] {
			c.fail(ballotAt(i)+".serial", "%s.serial is %s, as that of another ballot.", ballotAt(i), show(b.Serial))
		}
		voters[b.Voter], serials[b.Serial] = true, true
	}
	wanted := ""
	if v.rules.Publication == PublishNamed {
		wanted = VotersHash(v.rules.Round, v.frozen, v.bundle.Ballots)
	}
	same(c, "seal.voters", v.seal.Voters, "the hash of each voter in ballots", wanted)
	switch {
	case v.rules.Paper == PaperNone:
		same(c, "seal.serials", v.seal.Serials, "without voting on paper it", "")
	case v.bundle.Audience == ForAuditors:
		same(c, "seal.serials", v.seal.Serials, "the hash of each serial in ballots", SerialsHash(v.bundle.Ballots))
	}
}

// checkBallots is check 9.
func (v *verifier) checkBallots() {
	c := v.check(9)
	switch {
	case v.rules == nil || v.seal == nil:
		c.unsure("ballots", "Whether the ballots are allowed cannot be checked, since rules or seal cannot be read.")
		return
	case !v.hasBallots():
		c.unsure("ballots", "The ballots are not published at this level. The auditors' file has them.")
		same(c, "seal.ballots", v.seal.Ballots, "at this level of publication it", "")
		same(c, "pb", v.bundle.Pabulib, "at this level of publication it", "")
		return
	}
	v.allowed(c)
	if !v.hasOpenings() && !slices.IsSortedFunc(v.bundle.Ballots, func(a, b Published) int { return strings.Compare(a.Choices, b.Choices) }) {
		c.fail("ballots", "ballots is not sorted by choices.")
	}
	counted := v.counted()
	same(c, "the number of counted ballots", len(counted), "seal.online and seal.paper together", v.seal.Online+v.seal.Paper)
	hash := BallotsHash(counted)
	if v.rules.Publication == PublishTotals {
		hash = ""
	}
	same(c, "the hash of choices in ballots", hash, "seal.ballots", v.seal.Ballots)
	v.checkPabulib(c)
	c.end("ballots", "All %d counted ballots are such as the rules allow and the seal fixed, and the Pabulib file holds the same.", len(counted))
}

// allowed checks each ballot by the form in the rules.
func (v *verifier) allowed(c *check) {
	wrong := map[string]string{}
	for _, text := range distinct(v.choices()) {
		if why := v.wrong(text); why != "" {
			wrong[text] = why
		}
	}
	for i, b := range v.bundle.Ballots {
		switch why, is := wrong[b.Choices]; {
		case is:
			c.fail(ballotAt(i)+".choices", "%s.choices is %s: %s", ballotAt(i), show(b.Choices), why)
		case b.Choices == TakenBack && !v.hasOpenings():
			c.fail(ballotAt(i)+".choices", "%s.choices is {}, which is no counted ballot.", ballotAt(i))
		}
	}
}

// wrong says why choices cannot be counted, "" if they can.
func (v *verifier) wrong(text string) string {
	parsed, err := ParseChoices(text)
	if err != nil {
		return "it cannot be read."
	}
	canonical, err := v.rules.Canonical(parsed)
	if err != nil {
		return shorten(err.Error(), 200)
	}
	if canonical != text {
		return "it is not in its canonical form, which is " + show(canonical) + "."
	}
	return ""
}
