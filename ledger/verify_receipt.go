package ledger

// checkReceipt is check 11, for one receipt.
func (v *verifier) checkReceipt(r NamedReceipt) {
	c := v.check(CheckReceipts)
	receipt, err := OpenReceipt(clean(r.Text), v.key)
	if err != nil {
		c.fail(r.Name, "%s is not signed by the key of this ledger, or was changed: %v.", r.Name, err)
		return
	}
	switch {
	case v.rules == nil || v.seal == nil:
		c.unsure(r.Name, "%s cannot be compared, since rules or seal cannot be read.", r.Name)
		return
	case receipt.Round != v.rules.Round:
		c.fail(r.Name, "%s is of another round: its round is %s, and rules.round is %s.", r.Name, show(receipt.Round), show(v.rules.Round))
		return
	case receipt.Rules != v.frozen:
		c.fail(r.Name, "%s was signed for other rules than those that the ledger says were frozen: its rules are %s. "+
			"It proves that its voter was shown other rules.", r.Name, receipt.Rules)
		return
	case !v.entered[receipt.Commitment]:
		c.fail(r.Name, "%s: its commitment %s stands in no batch. This receipt proves that the ledger lacks a ballot that was promised.",
			r.Name, receipt.Commitment)
		return
	}
	v.promised(c, r, receipt)
}

// promised says what became of a ballot whose commitment is in the ledger.
func (v *verifier) promised(c *check, r NamedReceipt, receipt Receipt) {
	i, final := v.finals[receipt.Commitment]
	switch {
	case !v.hasOpenings():
		c.add(r.Name, Holds, r.Name+" is signed for this round and these rules, and its commitment is in the ledger. "+
			"Whether its ballot was counted, only the auditors' file shows.")
	case !final && r.Last:
		c.fail(r.Name, "%s: its commitment %s is in the ledger, and not among the final ones, although its voter sent nothing later. "+
			"This receipt proves that a ballot was dropped.", r.Name, receipt.Commitment)
	case !final:
		c.add(r.Name, Unknown, r.Name+": its commitment is in the ledger and not among the final ones. That is right if its voter sent a later "+
			"revision or voted on paper. If it is yours and you did neither, it proves that your ballot was dropped.")
	case v.bundle.Ballots[i].Opening().Revision != receipt.Revision:
		c.fail(r.Name, "%s: its revision is %d, and %s.revision with the same commitment is %d.",
			r.Name, receipt.Revision, ballotAt(i), v.bundle.Ballots[i].Opening().Revision)
	default:
		c.add(r.Name, Holds, r.Name+" is signed for this round and these rules, and "+fate(v.bundle.Ballots[i], ballotAt(i)))
	}
}

// fate says what became of a final ballot.
func fate(b Published, name string) string {
	named := ""
	if b.Voter != "" {
		named = " It stands in the name of " + b.Voter + "."
	}
	if b.Choices == TakenBack {
		return "its ballot, " + name + ", was taken back in the end." + named
	}
	return "its ballot, " + name + ", is counted as " + b.Choices + "." + named
}
