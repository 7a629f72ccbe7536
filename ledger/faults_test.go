package ledger_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/voting"
)

// planned is a plan by its name.
func planned(name string) plan {
	return plans[slices.IndexFunc(plans, func(p plan) bool { return p.name == name })]
}

// with is the plan with one more step at its end.
func (p plan) with(s ...step) plan {
	p.steps = slices.Concat(p.steps, s)
	return p
}

// wants fails unless a report has a failure of a check with some words.
func wants(t *testing.T, report ledger.Report, check int, words string) {
	t.Helper()
	for _, f := range report.With(ledger.Fails) {
		if f.Check == check && strings.Contains(f.Sentence, words) {
			return
		}
	}
	t.Errorf("check %d does not say “%s”:\n%v", check, words, report.With(ledger.Fails))
}

// Who runs the server can sign and hash whatever they want. What they then write
// so that all hashes and signatures fit is found all the same.
func TestDishonestServersAreFound(t *testing.T) {
	type faults []struct {
		name  string
		plan  plan
		cheat cheats
		check int
		words string
	}
	for _, c := range (faults{
		{"a level that does not exist", planned("openings"), cheats{rules: func(r *ledger.Rules) { r.Publication = "some" }}, 1, "rules.publication"},
		{"paper that does not exist", planned("ballots"), cheats{rules: func(r *ledger.Rules) { r.Paper = "some" }}, 1, "rules.paper"},
		{"a scale that is none", planned("totals"), cheats{rules: func(r *ledger.Rules) { r.Scale = 7 }}, 1, "rules.scale"},
		{"auditors in disorder", planned("ballots"), cheats{rules: func(r *ledger.Rules) { slices.Reverse(r.Auditors) }}, 1, "rules.auditors"},
		{"an auditor twice", planned("ballots"), cheats{rules: func(r *ledger.Rules) { r.Auditors = []string{"m", "m"} }}, 1, "rules.auditors"},
		{"a process without a name", planned("ballots"), cheats{rules: func(r *ledger.Rules) { r.Process = "" }}, 1, "rules.process"},
		{"a lot without a seed", planned("ballots"), cheats{rules: func(r *ledger.Rules) { r.SeedCommitment = "later" }}, 1, "rules.seed_commitment"},
		{"a time of the opening before it", planned("ballots"), cheats{rules: func(r *ledger.Rules) { r.OpenedAt = r.OpenedAt.Add(-time.Hour) }},
			4, "rules.opened_at"},
		{"somebody who confirms their own amendment", planned("openings"),
			cheats{amendments: func(_ int, a *ledger.Amendment) { a.ConfirmedBy = a.ProposedBy }}, 5, "amendments[0] was not confirmed by another"},
		{"an earlier deadline", planned("openings"), cheats{amendments: func(i int, a *ledger.Amendment) {
			if i == 1 {
				a.ClosesAt = new(a.At)
			}
		}}, 5, "amendments[1].closes_at"},
		{"the same new member twice", planned("openings"), cheats{amendments: func(_ int, a *ledger.Amendment) {
			a.Kind, a.Member, a.ClosesAt = ledger.AmendRoll, "m-late", nil
		}}, 5, "amendments[1].member"},
		{"another kind of amendment", planned("openings"), cheats{amendments: func(_ int, a *ledger.Amendment) { a.Kind = "budget" }}, 1, "amendments[0].kind"},
		{"an amendment of another round", planned("openings"), cheats{amendments: func(_ int, a *ledger.Amendment) { a.Round = "other" }}, 5, "amendments[0].round"},
		{"an amendment of another time", planned("openings"), cheats{amendments: func(_ int, a *ledger.Amendment) { a.At = a.At.Add(1e6) }}, 5, "amendments[0].at"},
		{"somebody on the roll without an amendment", planned("ballots"), cheats{closing: func(w *town) { w.stored.Roll.Count++ }}, 5, "stored.roll.count"},
		{"another roll without an amendment", planned("ballots"), cheats{closing: func(w *town) { w.stored.Roll.Hash = ledger.Hash("") }}, 5, "stored.roll.hash"},
		{"an amendment after the close", planned("openings"), cheats{closing: func(w *town) { w.close2(); w.amend() }}, 3, "amends the round after it was closed"},
		{"two closings", planned("openings"), cheats{closing: (*town).close2}, 3, "round.close 2 times"},
		{"a seal before the close", planned("ballots"), cheats{closing: (*town).sealUp}, 3, "before it was closed"},
		{"a deed that does not belong here", planned("ballots"), cheats{closing: func(w *town) { w.deed("round.forget", "") }}, 3, "round.forget"},
		{"a batch in disorder", planned("ballots"), cheats{batch: func(w *town) { slices.Reverse(w.waiting) }}, 6, "batches[0] is not sorted"},
		{"a commitment in two batches", planned("ballots"), cheats{batch: func(w *town) {
			if len(w.batches) > 0 {
				w.waiting[0] = w.batches[0][0]
			}
		}}, 6, "stands in batches before"},
		{"another seed", planned("ballots"), cheats{seal: func(s *ledger.Seal) { s.Seed = "a better one" }}, 7, "seal.seed is not the one"},
		{"a seal of other rules", planned("ballots"), cheats{seal: func(s *ledger.Seal) { s.Rules = ledger.Hash("") }}, 7, "seal.rules"},
		{"more votes than people", planned("ballots"), cheats{seal: func(s *ledger.Seal) { s.Voted = 100 }}, 7, "more than seal.roll"},
		{"more ballots than votes", planned("openings"), cheats{seal: func(s *ledger.Seal) { s.Voted = 3 }}, 7, "seal.voted is 3"},
		{"more finals than commitments", planned("ballots"), cheats{seal: func(s *ledger.Seal) { s.Final, s.Online = 90, 89 }}, 7, "more than seal.commitments"},
		{"paper where there is none", planned("totals"), cheats{seal: func(s *ledger.Seal) { s.Online--; s.Paper++ }}, 7, "nobody votes on paper"},
		{"what joins voters to ballots", planned("totals"), cheats{closing: func(w *town) { w.stored.Secret = ledger.SecretKept }}, 7, "not destroyed"},
		{"a ballot that nobody committed to", planned("openings"), cheats{closing: func(w *town) {
			w.final["x"] = ledger.Published{Revision: new(1), Nonce: w.nonce(), Choices: `{"3":1}`}
		}}, 8, "stands in no batch"},
		{"a sheet that is a ballot twice", planned("openings").with(step{serial: "S-003", choices: `{"1":1}`}), cheats{closing: func(w *town) {
			b := w.final["S-003"]
			b.Serial = "S-001"
			w.final["S-003"] = b
		}}, 8, "as that of another ballot"},
		{"somebody who votes twice", planned("named"), cheats{closing: func(w *town) {
			b := w.final["m-ben"]
			b.Voter = "m-ada"
			w.final["m-ben"] = b
		}}, 8, "who has another ballot too"},
		{"another number of sheets", planned("openings"), cheats{seal: func(s *ledger.Seal) { s.Online--; s.Paper++ }}, 8, "seal.paper"},
		{"another number of votes taken back", planned("openings"), cheats{seal: func(s *ledger.Seal) { s.Online++; s.TakenBack-- }}, 8, "seal.taken_back"},
		{"serials where there are none", planned("points"), cheats{seal: func(s *ledger.Seal) { s.Serials = ledger.Hash("") }}, 8, "seal.serials"},
		{"names where there are none", planned("points"), cheats{seal: func(s *ledger.Seal) { s.Voters = ledger.Hash("") }}, 8, "seal.voters"},
		{"other ballots in the seal", planned("ballots"), cheats{seal: func(s *ledger.Seal) { s.Ballots = ledger.Hash("") }}, 9, "seal.ballots"},
		{"ballots in the seal where there are none", planned("totals"), cheats{seal: func(s *ledger.Seal) { s.Ballots = ledger.Hash("") }}, 9, "seal.ballots"},
		{"another winner", planned("ballots"), cheats{outcome: func(o *voting.Outcome) { o.Selected = []string{"10"} }}, 10, "outcome.selected"},
		{"another winner where no ballots are", planned("totals"), cheats{outcome: func(o *voting.Outcome) { o.Settings.Rule = voting.RuleMaxWelfare }},
			10, "outcome.settings"},
		{"other costs where no ballots are", planned("totals"), cheats{outcome: func(o *voting.Outcome) { o.Items[1].Cost = 1 }}, 10, "outcome.items[1].cost"},
		{"other votes where no ballots are", planned("totals"), cheats{outcome: func(o *voting.Outcome) { o.Voters++ }}, 10, "outcome.voters"},
	}) {
		t.Run(c.name, func(t *testing.T) {
			c.plan.cheats = c.cheat
			w := c.plan.play(t)
			report := ledger.Verify(w.file(ledger.ForAuditors), nil, ledger.Options{})
			if c.plan.name == "totals" {
				report = ledger.Verify(w.file(ledger.ForPublic), nil, ledger.Options{})
			}
			wants(t, report, c.check, c.words)
		})
	}
}

// close2 closes the round, which is then closed once more.
func (w *town) close2() { w.deed(ledger.VerbClose, "") }

// A ballot that a server drops everywhere, so that the bundle is perfect in
// itself, is proved by the receipt of its voter, at every level.
func TestADroppedBallotIsProvedByItsReceipt(t *testing.T) {
	for _, p := range plans {
		for _, audience := range audiences {
			t.Run(p.name+"."+audience, func(t *testing.T) {
				last := p.steps[2]
				honest := p.play(t)
				kept := ledger.NamedReceipt{Name: "mine", Text: honest.receipts[last.voter+"-1"], Last: true}

				never := p
				never.steps = slices.Delete(slices.Clone(p.steps), 2, 3)
				never.rules = func(r *ledger.Rules) { r.Roll = honest.rules.Roll }
				never.closing = func(w *town) {
					w.stored.Roll.Count, w.stored.Roll.Hash = honest.stored.Roll.Count, honest.stored.Roll.Hash
				}
				file := never.play(t).file(audience)
				if report := ledger.Verify(file, nil, ledger.Options{}); !report.Holds() {
					t.Fatalf("it was to be perfect: %v", report.With(ledger.Fails))
				}
				wants(t, ledger.Verify(file, []ledger.NamedReceipt{kept}, ledger.Options{}), 11, "the ledger lacks a ballot that was promised")
			})
		}
	}
}

// A ballot that stands in a batch and is not counted is proved by its receipt
// where the file has openings. Where it has none, the report says who can see it.
func TestAnUncountedBallotIsProvedByItsReceipt(t *testing.T) {
	for name, provable := range map[string]bool{
		"totals.public": false, "ballots.public": false, "ballots.auditors": true, "openings.public": true, "named.public": true,
	} {
		t.Run(name, func(t *testing.T) {
			level, audience, _ := strings.Cut(name, ".")
			p := planned(level)
			w := p.with(step{voter: "m-ben", choices: p.steps[0].choices, dropped: true}).play(t)
			revision := map[bool]string{true: "-2", false: "-3"}[level == "totals"]
			mine := ledger.NamedReceipt{Name: "mine", Text: w.receipts["m-ben"+revision]}
			file := w.file(audience)
			verify := func(last bool) ledger.Report {
				mine.Last = last
				return ledger.Verify(file, []ledger.NamedReceipt{mine}, ledger.Options{})
			}
			if report := verify(false); !report.Holds() {
				t.Errorf("it can be right: %v", report.With(ledger.Fails))
			} else if said := report.Findings[len(report.Findings)-1]; provable != (said.Verdict == ledger.Unknown) || provable == strings.Contains(said.Sentence, "auditors' file") {
				t.Errorf("%s: %s", said.Verdict, said.Sentence)
			}
			if report := verify(true); provable {
				wants(t, report, 11, "This receipt proves that a ballot was dropped")
			} else if !report.Holds() {
				t.Errorf("nobody can see that in this file: %v", report.With(ledger.Fails))
			}
		})
	}
}

// What a receipt proves is said in words.
func TestReceiptsSayWhatTheyProve(t *testing.T) {
	w := planned("named").play(t)
	receipts := append(w.given(), ledger.NamedReceipt{Name: "pasted", Text: "  not a receipt"})
	revision, err := w.signer.Receipt(ledger.Receipt{
		Round: round, Rules: w.hash(), Commitment: w.final["m-ada"].Opening().Commitment(round, w.hash()), Revision: 9, Hour: w.now,
	})
	w.must(err)
	receipts = append(receipts, ledger.NamedReceipt{Name: "revision", Text: strings.ReplaceAll(revision, "\n", "\r\n") + "\n\n"})
	report := ledger.Verify(w.file(ledger.ForPublic), receipts, ledger.Options{})
	for name, words := range map[string]string{
		"m-ada-1": "not among the final ones", "m-ada-2": `is counted as {"1":1,"2":-1,"4":1}. It stands in the name of m-ada.`,
		"m-dot-2": "was taken back in the end. It stands in the name of m-dot.", "lost": "the ledger lacks a ballot that was promised",
		"other-round": "of another round", "other-rules": "its voter was shown other rules", "other-key": "not signed by the key",
		"pasted": "not signed by the key", "revision": "its revision is 9",
	} {
		if !slices.ContainsFunc(report.Findings, func(f ledger.Finding) bool {
			return strings.Contains(f.About, name) && strings.Contains(f.Sentence, words)
		}) {
			t.Errorf("%s: nothing says “%s”", name, words)
		}
	}
}
