package ledger_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/voting"
)

var update = flag.Bool("update", false, "write the golden files anew")

var (
	shares = ledger.Settings{
		Rule: voting.RuleEqualShares, Satisfaction: voting.SatisfactionCost, Completion: voting.CompletionAdd1Greedy,
		Ties: voting.TieOrder(), Increment: 1,
	}
	byPoints = ledger.Settings{
		Rule: voting.RuleEqualShares, Satisfaction: voting.SatisfactionPoints, Completion: voting.CompletionGreedy, Ties: voting.TieOrder(),
	}
	eitherOr = ledger.Settings{
		Rule: voting.RuleEqualShares, Satisfaction: voting.SatisfactionCost, Completion: voting.CompletionAdd1Greedy,
		Ties: voting.TieOrder(), Increment: 1, Exclusive: [][]string{{"1", "3"}, {"2", "4"}},
	}
	greedy = ledger.Settings{
		Rule: voting.RuleGreedy, Satisfaction: voting.SatisfactionCardinality, Completion: voting.CompletionNone, Ties: voting.TieOrder(),
	}
	phragmen = ledger.Settings{
		Rule: voting.RulePhragmen, Satisfaction: voting.SatisfactionCardinality, Completion: voting.CompletionNone, Ties: voting.TieOrder(),
	}
)

var approvals = []step{
	{voter: "m-ada", choices: `{"1":1,"10":1,"2":-1}`}, {voter: "m-ben", choices: `{"3":1}`}, {voter: "m-cy", choices: `{"1":1,"3":1}`},
	{voter: "m-ben", choices: `{"2":1,"3":1}`}, {voter: "m-dot", choices: `{"10":1}`}, {voter: "m-eve", choices: `{"1":1}`},
	{voter: "m-dot", choices: `{}`}, {voter: "m-flo", choices: `{"1":1,"10":1,"2":-1}`}, {voter: "m-gus", choices: `{"10":1,"4":1}`},
	{voter: "m-hal", choices: `{"4":1}`}, {voter: "m-ivy", choices: `{"10":1,"3":1}`}, {voter: "m-ada", choices: `{"1":1,"2":-1,"4":1}`},
}

var sheets = []step{{serial: "S-001", choices: `{"1":1}`}, {serial: "S-002", choices: `{"3":1,"4":1}`}}

var plans = []plan{
	{name: "totals", level: ledger.PublishTotals, form: ledger.Form{Kind: voting.KindKnapsack}, settings: greedy, paper: ledger.PaperNone,
		steps: []step{{voter: "m-ada", choices: `{"1":1,"3":1}`}, {voter: "m-ben", choices: `{"10":1}`}, {voter: "m-cy", choices: `{"2":-1,"3":1}`}}},
	{name: "ballots", level: ledger.PublishBallots, form: ledger.Form{Kind: voting.KindApproval, Max: 3}, settings: shares,
		paper: ledger.PaperNone, steps: approvals},
	{name: "openings", level: ledger.PublishOpenings, form: ledger.Form{Kind: voting.KindApproval, Max: 3}, settings: shares,
		paper: ledger.PaperCounts, amended: true, steps: slices.Concat(approvals, sheets)},
	{name: "points", level: ledger.PublishOpenings, form: ledger.Form{Kind: voting.KindPoints, Total: 10, Cap: 6}, settings: byPoints,
		paper: ledger.PaperNone, steps: []step{
			{voter: "m-ada", choices: `{"1":6,"10":2,"2":-1,"3":2}`}, {voter: "m-ben", choices: `{"3":5}`},
			{voter: "m-cy", choices: `{"1":4,"4":6}`}, {voter: "m-ben", choices: `{"10":6,"3":4}`},
		}},
	{name: "exclusive", level: ledger.PublishBallots, form: ledger.Form{Kind: voting.KindApproval}, settings: eitherOr, paper: ledger.PaperNone, steps: approvals},
	{name: "named", level: ledger.PublishNamed, form: ledger.Form{Kind: voting.KindApproval}, settings: phragmen, paper: ledger.PaperOnlineCounts,
		amended: true, steps: slices.Concat(approvals, sheets)},
}

var audiences = []string{ledger.ForPublic, ledger.ForAuditors}

// given are receipts as voters would hand them in, and some that prove a fault.
func (w *town) given() []ledger.NamedReceipt {
	var given []ledger.NamedReceipt
	for _, name := range slices.Sorted(maps.Keys(w.receipts)) {
		if strings.HasPrefix(name, "m-ada") || strings.HasPrefix(name, "m-dot") {
			given = append(given, ledger.NamedReceipt{Name: w.plan.name + "." + name + ".receipt.txt", Text: w.receipts[name]})
		}
	}
	lost := ledger.Opening{Revision: 1, Nonce: w.nonce(), Choices: `{"1":1}`}
	add := func(name string, signer *ledger.Signer, r ledger.Receipt) {
		r.Hour = w.now
		signed, err := signer.Receipt(r)
		w.must(err)
		given = append(given, ledger.NamedReceipt{Name: w.plan.name + "." + name + ".receipt.txt", Text: signed})
	}
	commitment := w.batches[0][0]
	add("lost", w.signer, ledger.Receipt{Round: round, Rules: w.hash(), Commitment: lost.Commitment(round, w.hash()), Revision: 1})
	add("other-round", w.signer, ledger.Receipt{Round: "0195f0bb", Rules: w.hash(), Commitment: commitment, Revision: 1})
	add("other-rules", w.signer, ledger.Receipt{Round: round, Rules: ledger.Hash("other"), Commitment: commitment, Revision: 1})
	add("other-key", signer(w.t, origin, 8), ledger.Receipt{Round: round, Rules: w.hash(), Commitment: commitment, Revision: 1})
	return given
}

// An untouched bundle holds at every level, for everybody and for the auditors,
// and says the same as the golden files, which another verifier reads too.
func TestUntouchedBundlesHold(t *testing.T) {
	for _, p := range plans {
		for _, audience := range audiences {
			name := p.name + "." + audience
			t.Run(name, func(t *testing.T) {
				w := p.play(t)
				file := w.file(audience)
				report := ledger.Verify(file, nil, ledger.Options{Key: w.signer.Key(), Checkpoint: w.earlier[0]})
				if !report.Holds() || report.Verdict(ledger.CheckReceipts) != ledger.Unknown || report.Verdict(ledger.CheckAttestations) != ledger.Unknown {
					t.Errorf("%v", report.Findings)
				}
				receipts, attestations := w.given(), w.attested()
				for _, r := range receipts {
					golden(t, r.Name, []byte(r.Text))
				}
				for _, a := range attestations {
					golden(t, a.Name, []byte(a.Text))
				}
				golden(t, name+".json", file)
				golden(t, name+".verdicts.txt", verdicts(file, receipts, attestations))
			})
		}
	}
}

// verdicts are those of all checks as lines, and of each receipt and attestation.
func verdicts(file []byte, receipts []ledger.NamedReceipt, attestations []ledger.NamedAttestation) []byte {
	var lines strings.Builder
	report := ledger.Verify(file, receipts, ledger.Options{Attestations: attestations})
	for number := 1; number < ledger.CheckReceipts; number++ {
		fmt.Fprintf(&lines, "%d %s\n", number, report.Verdict(number))
	}
	for _, f := range report.Findings {
		if f.Check >= ledger.CheckReceipts {
			fmt.Fprintf(&lines, "%d %s: %s\n", f.Check, f.About, f.Verdict)
		}
	}
	return []byte(lines.String())
}

func golden(t *testing.T, name string, is []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, is, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(is) != string(want) {
		t.Errorf("%s is no longer what the golden file says; look at it and write it with -update:\n%s", name, is)
	}
}
