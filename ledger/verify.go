package ledger

import (
	"fmt"
	"strings"
)

// Limits of a bundle.
const (
	// MaxBundle is the size of the largest bundle, in bytes.
	MaxBundle = 256 << 20
	// maxLeaves is the size of the largest ledger: what a JSON number holds exactly.
	maxLeaves = 1 << 53
)

// A NamedReceipt is a receipt that somebody kept.
type NamedReceipt struct {
	Name string // for the report, such as the name of the file
	Text string // as it was signed
	// Last says that its voter sent nothing later, and did not vote on paper. Then
	// it is no longer open what it means if the ballot is not among the final ones.
	Last bool
}

// A NamedAttestation is an attestation of an auditor.
type NamedAttestation struct {
	Name string // for the report, such as the name of the file
	Text string // as it was signed
}

// Options are what else is known to whoever checks a bundle.
type Options struct {
	Key          string             // a verifier key from somewhere else, or empty
	Checkpoint   string             // a signed checkpoint that somebody kept, or empty
	Attestations []NamedAttestation // what auditors signed
}

// A verifier checks one bundle. What could not be read stays empty, and the
// checks that need it say so.
type verifier struct {
	report     Report
	options    Options
	bundle     Bundle
	key        string // what signatures are checked with
	rules      *Rules
	seal       *Seal
	amendments []*Amendment // nil for what cannot be read
	entries    []*Entry     // likewise
	checkpoint *Checkpoint
	frozen     string          // the hash of the rules by the ledger
	entered    map[string]bool // the commitments in all batches
	finals     map[string]int  // places of ballots by their commitments, if there are openings
}

// Verify makes every check of docs/bundle.md, also where an earlier one fails,
// as far as that makes sense. It takes any input whatever, and has no errors: what
// is wrong stands in the report.
//
// Counting again takes as long as [voting.Tally] does, and all else about as long
// as reading.
func Verify(file []byte, receipts []NamedReceipt, o Options) Report {
	v := &verifier{options: o, entered: map[string]bool{}, finals: map[string]int{}}
	v.report.Limits = []string{}
	if v.report.Readable = v.checkForm(file); !v.report.Readable {
		v.nothingElse(receipts)
		return v.report
	}
	v.checkSignatures()
	v.checkEntries()
	v.checkRules()
	v.checkAmendments()
	v.checkBatches()
	v.checkSeal()
	v.checkOpenings()
	v.checkBallots()
	v.checkOutcome()
	for _, r := range receipts {
		v.checkReceipt(r)
	}
	for _, a := range o.Attestations {
		v.checkAttestation(a)
	}
	v.tellLimits()
	v.report.audit = v.audit()
	return v.report
}

// nothingElse says of all further checks that they could not be made.
func (v *verifier) nothingElse(receipts []NamedReceipt) {
	for number := 2; number < CheckReceipts; number++ {
		v.check(number).unsure("file", "The file cannot be read.")
	}
	for _, r := range receipts {
		v.check(CheckReceipts).unsure(r.Name, "%s: the file cannot be read.", r.Name)
	}
	for _, a := range v.options.Attestations {
		v.check(CheckAttestations).unsure(a.Name, "%s: the file cannot be read.", a.Name)
	}
}

// Which ballots a bundle has.
func (v *verifier) hasOpenings() bool {
	return v.bundle.Audience == ForAuditors || v.rules.Publication == PublishOpenings || v.rules.Publication == PublishNamed
}

func (v *verifier) hasBallots() bool {
	return v.hasOpenings() || v.rules.Publication == PublishBallots
}

// choices are those of all ballots in the bundle.
func (v *verifier) choices() []string {
	choices := make([]string, len(v.bundle.Ballots))
	for i, b := range v.bundle.Ballots {
		choices[i] = b.Choices
	}
	return choices
}

// counted are the choices of those that were not taken back.
func (v *verifier) counted() []string {
	var counted []string
	for _, b := range v.bundle.Ballots {
		if b.Choices != TakenBack {
			counted = append(counted, b.Choices)
		}
	}
	return counted
}

// find returns the first entry of the round with a verb, nil if there is none.
func (v *verifier) find(verb string) *Entry {
	for _, e := range v.entries {
		if e != nil && e.Verb == verb {
			return e
		}
	}
	return nil
}

// ballotAt is the path of a ballot.
func ballotAt(i int) string { return at("ballots", i) }

// tellLimits says what nobody can know from the file.
func (v *verifier) tellLimits() {
	tell := func(format string, args ...any) {
		v.report.Limits = append(v.report.Limits, fmt.Sprintf(format, args...))
	}
	if v.options.Key == "" {
		tell("The key %s comes from the file itself. Compare it with a receipt or a checkpoint that you kept, or give it with the file.", v.bundle.Key)
	}
	if v.options.Checkpoint == "" {
		tell("Whether everybody was shown the same ledger. Compare checkpoints with others, or give one that you kept.")
	}
	tell("Whether everybody on the roll is a person and may vote.")
	tell("What somebody could read who ran the server before the close, or kept of what it says was destroyed.")
	tell("Whether somebody watched a voter vote, or made them vote so.")
	if len(v.options.Attestations) > 0 {
		tell("Whether the key of an attestation is that of the auditor. Ask them, or let them tell everybody.")
	}
	if v.rules == nil {
		return
	}
	if v.rules.Paper != PaperNone {
		tell("Whether the ballots on paper are those that people filled in. Look at the sheets and their serials.")
	}
	if v.hasOpenings() {
		return
	}
	limit := "Whether the counted ballots are the committed ones. The auditors' file shows it"
	if v.hasBallots() {
		tell("%s.", limit)
		return
	}
	tell("%s, and only from it the ballots can be counted again.", limit)
}

// clean is a text that somebody pasted, as it was signed.
func clean(text string) string {
	return strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), " \n") + "\n"
}
