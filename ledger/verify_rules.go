package ledger

import (
	"strings"
	"time"
)

// checkRules is check 4.
func (v *verifier) checkRules() {
	c := v.check(4)
	v.frozen = Hash(v.bundle.Rules)
	opened := v.find(VerbOpen)
	switch {
	case opened == nil:
		c.fail("rules", "No entry round.open says which rules were frozen.")
	case opened.Detail != OpenDetail(v.frozen):
		c.fail("rules", "The text of rules is not the one that was frozen: its hash is %s, and round.open says %s.", v.frozen, show(opened.Detail))
		if hash, is := strings.CutPrefix(opened.Detail, OpenDetail("")); is && hashForm.MatchString(hash) {
			v.frozen = hash
		}
	}
	if v.rules == nil {
		c.unsure("stored", "What is stored cannot be compared with rules, which cannot be read.")
		return
	}
	if opened != nil {
		sameTime(c, "rules.opened_at", v.rules.OpenedAt, "the time of round.open", opened.At)
	}
	same(c, "rules.origin", v.rules.Origin, "origin", v.bundle.Origin)
	v.sameTerms(c)
	c.end("rules", "The rules are those that were frozen when the round opened, and those that are stored now.")
}

// sameTerms compares what is stored with the rules, field by field.
func (v *verifier) sameTerms(c *check) {
	frozen, stored := terms(v.rules.Terms), terms(v.bundle.Stored.Terms)
	differ("", stored, frozen, func(path string, is, want any) {
		if path != "closes_at" { // amendments may change it
			c.fail("stored."+path, "The %s stored now is %s; the frozen rules say %s.", path, show(is), show(want))
		}
	})
}

// terms are the terms as parse would read them.
func terms(t Terms) any {
	text, _ := encode(t.normal())  // what was read can be written
	tree, _ := parse([]byte(text)) // and what was written can be read
	return tree
}

func sameTime(c *check, field string, is time.Time, other string, want time.Time) {
	same(c, field, is.Format(time.RFC3339Nano), other, want.Format(time.RFC3339Nano))
}

// checkAmendments is check 5.
func (v *verifier) checkAmendments() {
	c := v.check(5)
	if v.rules == nil {
		c.unsure("amendments", "What amendments changed cannot be checked without the rules.")
		return
	}
	v.enacted(c)
	closes, entered := v.rules.ClosesAt, map[string]bool{}
	for i, a := range v.amendments {
		if a == nil {
			continue
		}
		name := at("amendments", i)
		v.amendment(c, name, a)
		switch {
		case a.ClosesAt != nil && !a.ClosesAt.After(closes):
			c.fail(name+".closes_at", "%s.closes_at is %s, and not later than before.", name, a.ClosesAt.Format(time.RFC3339Nano))
		case a.ClosesAt != nil:
			closes = *a.ClosesAt
		case entered[a.Member]:
			c.fail(name+".member", "%s.member was entered on the roll by an amendment before.", name)
		}
		if a.Kind == AmendRoll {
			entered[a.Member] = true
		}
	}
	v.amended(c, closes, len(entered))
	agreed := "There is no amendment"
	if n := len(v.amendments); n > 0 {
		agreed = many(n, "amendment was", "amendments were") + " agreed on by two organisers"
	}
	c.end("amendments", "%s, and nothing else changed after the opening. %s", agreed, v.early(closes))
}

// enacted compares amendments with their entries.
func (v *verifier) enacted(c *check) {
	var entries []*Entry
	for _, e := range v.entries {
		if e != nil && e.Verb == VerbAmend {
			entries = append(entries, e)
		}
	}
	if len(entries) != len(v.bundle.Amendments) {
		c.fail("amendments", "amendments has %d, and the ledger %d entries round.amend.", len(v.bundle.Amendments), len(entries))
	}
	for i, text := range v.bundle.Amendments[:min(len(entries), len(v.bundle.Amendments))] {
		name := at("amendments", i)
		if AmendDetail(text) != entries[i].Detail {
			c.fail(name, "The text of %s has the hash %s, and its round.amend says %s.", name, Hash(text), show(entries[i].Detail))
		}
		if a := v.amendments[i]; a != nil {
			sameTime(c, name+".at", a.At, "the time of its round.amend", entries[i].At)
		}
	}
}

func (v *verifier) amendment(c *check, name string, a *Amendment) {
	same(c, name+".round", a.Round, "rules.round", v.rules.Round)
	if a.ProposedBy == "" || a.ConfirmedBy == "" || a.ProposedBy == a.ConfirmedBy {
		c.fail(name+".confirmed_by", "%s was not confirmed by another than who proposed it: %s.proposed_by is %s, %s.confirmed_by is %s.",
			name, name, show(a.ProposedBy), name, show(a.ConfirmedBy))
	}
}

// amended compares what is stored with what rules and amendments say together.
func (v *verifier) amended(c *check, closes time.Time, entered int) {
	stored := v.bundle.Stored
	sameTime(c, "stored.closes_at", stored.ClosesAt, "by the rules and their amendments it", closes)
	same(c, "stored.roll.count", stored.Roll.Count, "by the rules and their amendments it", v.rules.Roll.Count+entered)
	if entered == 0 {
		same(c, "stored.roll.hash", stored.Roll.Hash, "rules.roll.hash", v.rules.Roll.Hash)
	}
	same(c, "stored.state", stored.State, "that of a round in a bundle", "closed")
	closed := v.find(VerbClose)
	switch {
	case stored.ClosedAt == nil:
		c.fail("stored.closed_at", "stored.closed_at is null, as if the round had not been closed.")
	case closed != nil:
		sameTime(c, "stored.closed_at", *stored.ClosedAt, "the time of round.close", closed.At)
	}
}

// early says if the round was closed before it had to be.
func (v *verifier) early(closes time.Time) string {
	if closed := v.bundle.Stored.ClosedAt; closed != nil && closed.Before(closes) {
		return "The round was closed at " + closed.Format(time.RFC3339Nano) + ", before its deadline."
	}
	return "The round was closed after its deadline."
}
