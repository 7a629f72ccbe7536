package ledger

import (
	"regexp"
	"slices"
	"strings"

	"github.com/folkmoot/folkmoot/voting"
)

// tell is how parts of a check say what does not hold.
type tell = func(path, format string, args ...any)

// checkForm is check 1. It returns false if the file is no bundle at all.
func (v *verifier) checkForm(file []byte) bool {
	c := v.check(1)
	if len(file) > MaxBundle {
		c.fail("file", "The file has %d bytes, and a bundle has at most %d.", len(file), MaxBundle)
		return false
	}
	rewrite := func() ([]byte, error) { return v.bundle.File() }
	if !read("", file, &v.bundle, rewrite, c.fail) || v.bundle.Format != FormatBundle {
		return false
	}
	if v.key = v.bundle.Key; v.options.Key != "" {
		v.key = strings.TrimSpace(v.options.Key)
	}
	v.readRules(c.fail)
	v.readSeal(c.fail)
	v.readAmendments(c.fail)
	v.readEntries(c.fail)
	v.batchForm(c.fail)
	v.ballotForm(c.fail)
	c.end("file", "The file is a bundle for %s, and has all fields that it should have and no others.", audienceName(v.bundle.Audience))
	return true
}

func audienceName(audience string) string {
	if audience == ForAuditors {
		return "the auditors"
	}
	return "everybody"
}

func (v *verifier) readRules(tell tell) {
	var rules Rules
	rewrite := func() ([]byte, error) { text, err := rules.Text(); return []byte(text), err }
	if read("rules", []byte(v.bundle.Rules), &rules, rewrite, tell) {
		v.rules = &rules
		v.report.Round, v.report.Title = rules.Round, rules.Title
		rulesForm(rules, tell)
	}
	if !slices.Contains([]string{ForPublic, ForAuditors}, v.bundle.Audience) {
		tell("audience", "audience is %s, and is public or auditors.", show(v.bundle.Audience))
	}
}

func (v *verifier) readSeal(tell tell) {
	var seal Seal
	rewrite := func() ([]byte, error) { text, err := seal.Text(); return []byte(text), err }
	if read("seal", []byte(v.bundle.Seal), &seal, rewrite, tell) {
		v.seal = &seal
	}
}

func (v *verifier) readAmendments(tell tell) {
	v.amendments = make([]*Amendment, len(v.bundle.Amendments))
	for i, text := range v.bundle.Amendments {
		var amendment Amendment
		rewrite := func() ([]byte, error) { text, err := amendment.Text(); return []byte(text), err }
		name := at("amendments", i)
		if !read(name, []byte(text), &amendment, rewrite, tell) {
			continue
		}
		v.amendments[i] = &amendment
		switch later, joined := amendment.ClosesAt != nil, amendment.Member != ""; {
		case amendment.Kind != AmendDeadline && amendment.Kind != AmendRoll:
			tell(name+".kind", "%s.kind is %s, and is deadline or roll.", name, show(amendment.Kind))
		case later != (amendment.Kind == AmendDeadline):
			tell(name+".closes_at", "%s.closes_at has to be there with the kind deadline, and with no other.", name)
		case joined != (amendment.Kind == AmendRoll):
			tell(name+".member", "%s.member has to be there with the kind roll, and with no other.", name)
		}
	}
}

func (v *verifier) readEntries(tell tell) {
	v.entries = make([]*Entry, len(v.bundle.Entries))
	for i, leaf := range v.bundle.Entries {
		var entry Entry
		if read(at("entries", i)+".text", []byte(leaf.Text), &entry, func() ([]byte, error) { return entry.Canonical() }, tell) {
			v.entries[i] = &entry
		}
	}
}

// keyForm is how the key of an option is written.
var keyForm = regexp.MustCompile(`^[1-9][0-9]*$`)

func (v *verifier) batchForm(tell tell) {
	for i, batch := range v.bundle.Batches {
		for j, commitment := range batch {
			if !hashForm.MatchString(commitment) {
				tell(at(at("batches", i), j), "batches[%d][%d] is %s, which is no commitment.", i, j, show(commitment))
			}
		}
	}
}

// rulesForm checks what else is asked of rules than their fields.
func rulesForm(r Rules, tell tell) {
	oneOf(tell, "rules.publication", r.Publication, PublishTotals, PublishBallots, PublishOpenings, PublishNamed)
	oneOf(tell, "rules.paper", r.Paper, PaperNone, PaperCounts, PaperOnlineCounts)
	oneOf(tell, "rules.scale", r.Scale, 1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)
	oneOf(tell, "rules.ballot.kind", r.Ballot.Kind, voting.KindApproval, voting.KindKnapsack, voting.KindPoints, voting.KindRanking)
	if err := r.Voting("a seed").Validate(r.Form()); err != nil {
		tell("rules.settings", "rules.settings or rules.ballot cannot be used for a count: %v.", err)
	}
	if err := r.Instance().Validate(); err != nil {
		tell("rules.options", "rules.options or rules.budget cannot be used for a count: %v.", err)
	}
	exclusiveForm(r, tell)
	for i, o := range r.Options {
		if !keyForm.MatchString(o.Key) {
			tell("rules.options", "rules.options[%d].key is %s, which is no decimal number.", i, show(o.Key))
		}
	}
	if !slices.IsSorted(r.Auditors) || len(slices.Compact(slices.Clone(r.Auditors))) < len(r.Auditors) {
		tell("rules.auditors", "rules.auditors is not sorted, or names somebody twice.")
	}
	for _, id := range [][2]string{{"round", r.Round}, {"process", r.Process}, {"origin", r.Origin}} {
		if id[1] == "" || strings.ContainsAny(id[1], "\n ") {
			tell("rules."+id[0], "rules.%s is %s, which is no id.", id[0], show(id[1]))
		}
	}
	for _, hash := range [][2]string{{"seed_commitment", r.SeedCommitment}, {"roll.hash", r.Roll.Hash}} {
		if !hashForm.MatchString(hash[1]) {
			tell("rules."+hash[0], "rules.%s is %s, which is no hash.", hash[0], show(hash[1]))
		}
	}
}

// leastGroup is the least number of options that exclude each other.
const leastGroup = 2

// exclusiveForm checks groups of which one can be selected: each has two keys of
// options or more, and no key stands twice or before that of an earlier option.
func exclusiveForm(r Rules, tell tell) {
	places := make(map[string]int, len(r.Options))
	for i, o := range r.Options {
		places[o.Key] = i
	}
	grouped, first := map[string]bool{}, -1
	for i, group := range r.Settings.Exclusive {
		last := first
		for j, key := range group {
			place, known := places[key]
			if !known || grouped[key] || place <= last {
				tell("rules.settings.exclusive", "rules.settings.exclusive[%d][%d] is %s, which is no option, stands twice, or out of order.", i, j, show(key))
			}
			if j == 0 {
				first = place
			}
			grouped[key], last = true, place
		}
		if len(group) < leastGroup {
			tell("rules.settings.exclusive", "rules.settings.exclusive[%d] has fewer than two options.", i)
		}
	}
}

func oneOf[T comparable](tell tell, field string, is T, all ...T) {
	if !slices.Contains(all, is) {
		tell(field, "%s is %s, which is none of %v.", field, show(is), all)
	}
}

// ballotForm checks which fields the ballots have.
func (v *verifier) ballotForm(tell tell) {
	if v.rules == nil {
		return
	}
	if !v.hasBallots() && len(v.bundle.Ballots) > 0 {
		tell("ballots", "ballots has %d ballots, and at this level of publication there should be none.", len(v.bundle.Ballots))
		return
	}
	for i, b := range v.bundle.Ballots {
		v.ballotFields(ballotAt(i), b, tell)
	}
}

func (v *verifier) ballotFields(name string, b Published, tell tell) {
	opened, paper := v.hasOpenings(), b.Revision != nil && *b.Revision == 0
	wanted := []struct {
		field string
		has   bool
		needs bool
	}{
		{"revision", b.Revision != nil, opened},
		{"nonce", b.Nonce != "", opened},
		{"voter", b.Voter != "", v.rules.Publication == PublishNamed && !paper},
		{"serial", b.Serial != "", v.bundle.Audience == ForAuditors && paper},
	}
	for _, w := range wanted {
		if w.has && !w.needs {
			tell(name+"."+w.field, "%s.%s should not be there at this level of publication.", name, w.field)
		}
		if w.needs && !w.has {
			tell(name+"."+w.field, "%s.%s is missing.", name, w.field)
		}
	}
	if opened && !hashForm.MatchString(b.Nonce) {
		tell(name+".nonce", "%s.nonce is %s, and should be 64 hexadecimal digits.", name, show(b.Nonce))
	}
	if strings.ContainsAny(b.Voter+b.Serial, "\n ") {
		tell(name, "%s.voter or %s.serial has a space or a line feed in it.", name, name)
	}
}
