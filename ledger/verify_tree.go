package ledger

import (
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// checkSignatures is check 2.
func (v *verifier) checkSignatures() {
	c := v.check(2)
	if v.key != v.bundle.Key {
		c.fail("key", "The key in the file is %s, and the one that you gave is %s.", v.bundle.Key, v.key)
	}
	if name, _, _ := strings.Cut(v.key, "+"); name != v.bundle.Origin {
		c.fail("origin", "origin is %s, and the key is of %s.", show(v.bundle.Origin), show(name))
	}
	checkpoint, err := OpenCheckpoint(v.bundle.Checkpoint, v.key)
	if err != nil {
		c.fail("checkpoint", "checkpoint is not what key signed for origin: %v.", err)
	} else {
		v.checkpoint = &checkpoint
	}
	atOpening, last := false, int64(0)
	for i, earlier := range v.bundle.Earlier {
		opened, ok := v.earlier(c, at("earlier", i), earlier)
		if ok && opened.Size <= last {
			c.fail(at("earlier", i), "%s has %d entries, and should have more than the %d of the one before.", at("earlier", i), opened.Size, last)
		}
		last = max(last, opened.Size)
		atOpening = atOpening || ok && v.whileOpen(opened.Size)
	}
	if !atOpening {
		c.fail("earlier", "None of earlier is a checkpoint that holds round.open and not yet round.close.")
	}
	v.keptCheckpoint(c)
	size := int64(0)
	if v.checkpoint != nil {
		size = v.checkpoint.Size
	}
	c.end("checkpoint", "The ledger, with %d entries, is signed by %s, and only grew since %s in the file.",
		size, v.key, many(len(v.bundle.Earlier), "earlier checkpoint", "earlier checkpoints"))
}

// earlier checks an earlier checkpoint and its proof. It returns false if it
// cannot be read.
func (v *verifier) earlier(c *check, name string, earlier Earlier) (Checkpoint, bool) {
	opened, err := OpenCheckpoint(earlier.Checkpoint, v.key)
	if err != nil {
		c.fail(name+".checkpoint", "%s.checkpoint is not what key signed for origin: %v.", name, err)
		return Checkpoint{}, false
	}
	if v.checkpoint == nil {
		return opened, true // that was said
	}
	proof, err := hashesOf(earlier.Proof)
	if err == nil {
		err = tlog.CheckTree(proof, v.checkpoint.Size, v.checkpoint.Root, opened.Size, opened.Root)
	}
	if err != nil {
		c.fail(name+".proof", "%s.proof does not show that the ledger only grew since %s.checkpoint: %v.", name, name, err)
	}
	return opened, true
}

// whileOpen tells whether the ledger had this size while the round was open.
func (v *verifier) whileOpen(size int64) bool {
	opens, closes := v.place(VerbOpen), v.place(VerbClose)
	return opens >= 0 && opens < size && size <= closes
}

// place is where the first entry with a verb stands in the ledger, -1 if nowhere.
func (v *verifier) place(verb string) int64 {
	for i, e := range v.entries {
		if e != nil && e.Verb == verb {
			return v.bundle.Entries[i].Index
		}
	}
	return -1
}

// keptCheckpoint compares a checkpoint that somebody kept.
func (v *verifier) keptCheckpoint(c *check) {
	const about = "your checkpoint"
	if v.options.Checkpoint == "" {
		return
	}
	kept, err := OpenCheckpoint(clean(v.options.Checkpoint), v.key)
	switch {
	case err != nil:
		c.fail(about, "The checkpoint that you gave is not signed by the key: %v.", err)
		return
	case v.checkpoint == nil:
		return // that was said
	case kept.Size > v.checkpoint.Size:
		c.unsure(about, "The checkpoint that you gave has %d entries, and the file only %d. Take the file anew.", kept.Size, v.checkpoint.Size)
		return
	}
	for _, known := range v.known() {
		if known.Size == kept.Size {
			if known.Root != kept.Root {
				c.fail(about, "The checkpoint that you gave and the file have two different ledgers of %d entries, both signed: "+
					"somebody showed different ledgers to different people.", kept.Size)
			}
			return
		}
	}
	c.unsure(about, "The checkpoint that you gave has %d entries, and the file has no proof for a ledger of that size. "+
		"Ask the server for one.", kept.Size)
}

// known are all checkpoints in the file that can be read.
func (v *verifier) known() []Checkpoint {
	known := []Checkpoint{*v.checkpoint}
	for _, earlier := range v.bundle.Earlier {
		if opened, err := OpenCheckpoint(earlier.Checkpoint, v.key); err == nil {
			known = append(known, opened)
		}
	}
	return known
}

// hashesOf reads a proof.
func hashesOf(proof []string) ([]tlog.Hash, error) {
	read := make([]tlog.Hash, len(proof))
	for i, text := range proof {
		hash, err := tlog.ParseHash(text)
		if err != nil || hash.String() != text {
			return nil, fmt.Errorf("%s is no hash", show(text))
		}
		read[i] = hash
	}
	return read, nil
}

// checkEntries is check 3.
func (v *verifier) checkEntries() {
	c := v.check(3)
	last := int64(-1)
	for i, leaf := range v.bundle.Entries {
		name := at("entries", i)
		v.inTree(c, name, leaf)
		if leaf.Index <= last {
			c.fail(name+".index", "%s.index is %d, and should be above %d, that of the entry before.", name, leaf.Index, last)
		}
		last = leaf.Index
	}
	for i, e := range v.entries {
		if e != nil && v.rules != nil {
			name := at("entries", i)
			same(c, name+".object", e.Object, "that of the round", "round/"+v.rules.Round)
			same(c, name+".process", e.Process, "rules.process", v.rules.Process)
		}
	}
	v.order(c)
	c.end("entries", "All %d entries of the round are in the ledger, from the opening to the seal.", len(v.entries))
}

func (v *verifier) inTree(c *check, name string, leaf Leaf) {
	if v.checkpoint == nil {
		if !c.unknown {
			c.unsure("entries", "Whether the entries are in the ledger cannot be checked without its checkpoint.")
		}
		return
	}
	proof, err := hashesOf(leaf.Proof)
	if err == nil {
		err = tlog.CheckRecord(proof, v.checkpoint.Size, v.checkpoint.Root, leaf.Index, tlog.RecordHash([]byte(leaf.Text)))
	}
	if err != nil {
		c.fail(name, "%s.text is not in the ledger at %s.index (%d) by %s.proof: %v.", name, name, leaf.Index, name, err)
	}
}

// order checks that a round was opened, closed and sealed, each once.
func (v *verifier) order(c *check) {
	times := map[string]int{}
	for i, e := range v.entries {
		if e == nil {
			continue
		}
		name := at("entries", i) + ".text"
		switch e.Verb {
		case VerbOpen, VerbClose, VerbSeal, VerbCommit, VerbAmend:
		default:
			c.fail(name, "%s has the verb %s, which does not belong here.", name, show(e.Verb))
		}
		if times[e.Verb]++; e.Verb != VerbOpen && times[VerbOpen] == 0 {
			c.fail(name, "%s (%s) stands before the round was opened.", name, e.Verb)
		}
		if e.Verb != VerbSeal && times[VerbSeal] > 0 {
			c.fail(name, "%s (%s) stands after the round was sealed.", name, e.Verb)
		}
		if e.Verb == VerbAmend && times[VerbClose] > 0 {
			c.fail(name, "%s amends the round after it was closed.", name)
		}
		if e.Verb == VerbSeal && times[VerbClose] == 0 {
			c.fail(name, "%s seals the round before it was closed.", name)
		}
	}
	for _, verb := range []string{VerbOpen, VerbClose, VerbSeal} {
		if times[verb] != 1 {
			c.fail("entries", "entries has %s %d times, and should have it once.", verb, times[verb])
		}
	}
}
