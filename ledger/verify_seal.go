package ledger

import "slices"

// checkBatches is check 6.
func (v *verifier) checkBatches() {
	c := v.check(6)
	var entries []*Entry
	for _, e := range v.entries {
		if e != nil && e.Verb == VerbCommit {
			entries = append(entries, e)
		}
	}
	if len(entries) != len(v.bundle.Batches) {
		c.fail("batches", "batches has %d, and the ledger %d entries ballots.commit.", len(v.bundle.Batches), len(entries))
	}
	for i, batch := range v.bundle.Batches {
		name := at("batches", i)
		if !slices.IsSorted(batch) {
			c.fail(name, "%s is not sorted.", name)
		}
		if i < len(entries) && CommitDetail(batch) != entries[i].Detail {
			c.fail(name, "%s is not the one that entered the ledger: its ballots.commit would say %s, and says %s.",
				name, show(CommitDetail(batch)), show(entries[i].Detail))
		}
		for j, commitment := range batch {
			if v.entered[commitment] {
				c.fail(at(name, j), "%s stands in batches before.", at(name, j))
			}
			v.entered[commitment] = true
		}
	}
	c.end("batches", "The file has all commitments of the round that entered the ledger: %d, in %s.",
		len(v.entered), many(len(v.bundle.Batches), "batch", "batches"))
}

// committed is the number of commitments in all batches.
func (v *verifier) committed() int {
	n := 0
	for _, batch := range v.bundle.Batches {
		n += len(batch)
	}
	return n
}

// checkSeal is check 7.
func (v *verifier) checkSeal() {
	c := v.check(7)
	stored := v.bundle.Stored
	if sealed := v.find(VerbSeal); sealed == nil || sealed.Detail != SealDetail(v.bundle.Seal) {
		c.fail("seal", "The text of seal is not the one that entered the ledger: its hash is not that of round.seal.")
	}
	if stored.Secret != SecretDestroyed {
		c.fail("stored.secret", "stored.secret is %s: what joined voters to ballots is not destroyed.", show(stored.Secret))
	}
	if v.seal == nil || v.rules == nil {
		c.unsure("seal", "What the seal says cannot be compared, since rules or seal cannot be read.")
		return
	}
	same(c, "seal.round", v.seal.Round, "rules.round", v.rules.Round)
	same(c, "seal.rules", v.seal.Rules, "the hash of the frozen rules", v.frozen)
	same(c, "stored.seed", stored.Seed, "seal.seed", v.seal.Seed)
	if hash := SeedCommitment(v.seal.Seed); hash != v.rules.SeedCommitment {
		c.fail("seal.seed", "seal.seed is not the one that rules.seed_commitment bound the organisers to: its hash is %s; rules.seed_commitment is %s.",
			hash, v.rules.SeedCommitment)
	}
	v.sealedRoll(c)
	v.sealedNumbers(c)
	c.end("seal", "The seal is the one in the ledger and fits the rules, the roll and the batches: of %d on the roll, %d voted; %s counted.",
		v.seal.Roll, v.seal.Voted, many(v.seal.Online+v.seal.Paper, "ballot is", "ballots are"))
}

func (v *verifier) sealedRoll(c *check) {
	roll := v.bundle.Stored.Roll
	same(c, "stored.roll.count", roll.Count, "seal.roll", v.seal.Roll)
	same(c, "stored.roll.hash", roll.Hash, "seal.roll_hash", v.seal.RollHash)
	same(c, "stored.roll.voted", roll.Voted, "seal.voted", v.seal.Voted)
	if v.seal.Voted > v.seal.Roll {
		c.fail("seal.voted", "seal.voted is %d, which is more than seal.roll, %d.", v.seal.Voted, v.seal.Roll)
	}
}

// sealedNumbers checks that the numbers in the seal agree.
func (v *verifier) sealedNumbers(c *check) {
	s := v.seal
	same(c, "seal.commitments", s.Commitments, "the sum of batches", v.committed())
	same(c, "seal.online + seal.paper + seal.taken_back", s.Online+s.Paper+s.TakenBack, "seal.final", s.Final)
	if s.Final > s.Commitments {
		c.fail("seal.final", "seal.final is %d, which is more than seal.commitments, %d.", s.Final, s.Commitments)
	}
	counted := s.Online + s.Paper
	switch {
	case v.rules.Paper == PaperNone && s.Paper != 0:
		c.fail("seal.paper", "seal.paper is %d, and by the rules nobody votes on paper.", s.Paper)
	case v.rules.Paper == PaperNone && counted != s.Voted, counted > s.Voted:
		c.fail("seal.voted", "seal.online and seal.paper are %d together, and seal.voted is %d.", counted, s.Voted)
	}
}
