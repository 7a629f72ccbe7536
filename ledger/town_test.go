package ledger_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/voting"
)

// A plan is a round that a town plays from its opening to its bundle, as a server
// would: with other deeds between, ballots that are changed and taken back,
// ballots on paper and amendments.
type plan struct {
	name     string
	level    ledger.Publication
	form     ledger.Form
	settings ledger.Settings
	paper    ledger.Paper
	amended  bool
	steps    []step
	cheats
}

// Cheats are what a dishonest server does, and then writes all the rest as if it
// were right.
type cheats struct {
	rules      func(*ledger.Rules)
	amendments func(int, *ledger.Amendment)
	batch      func(*town)
	closing    func(*town)
	seal       func(*ledger.Seal)
	outcome    func(*voting.Outcome)
}

// do runs a cheat if there is one.
func do[T any](cheat func(T), with T) {
	if cheat != nil {
		cheat(with)
	}
}

// A step is a ballot that somebody sends, or that is entered from a sheet. Choices
// of {} take a ballot back.
type step struct {
	voter, choices, serial string
	dropped                bool // by a dishonest server, after it gave the receipt
}

// A town is what a server has of a round, and what its voters have.
type town struct {
	t        *testing.T
	plan     plan
	signer   *ledger.Signer
	now      time.Time
	hashes   []tlog.Hash
	texts    []string // of all entries
	places   []int64  // of those of the round
	earlier  []string // signed checkpoints
	sizes    []int64  // their sizes
	rules    ledger.Rules
	text     string // of the rules
	waiting  []string
	batches  [][]string
	final    map[string]ledger.Published // by voter or serial
	receipts map[string]string           // by voter and revision
	stored   ledger.Stored
	amended  []string
	seal     string
	outcome  string
	nonces   int
}

const (
	origin  = "folkmoot.example"
	round   = "0195f0aa"
	process = "0195f000"
	seed    = "drawn in public"
)

var options = []ledger.Option{
	{Key: "1", Title: "Who looks after the <garden> & the “shed”; how?", Text: "Two lines.\nAnd a tab\t.", Kind: "agenda_item", Cost: 30},
	{Key: "2", Title: "The sign at the door", Kind: "symbolic_change", Wish: "change", Cost: 5},
	{Key: "3", Title: "None", Text: "It is called so.", Kind: "agenda_item", Cost: 20},
	{Key: "4", Title: "The bell", Kind: "symbolic_change", Wish: "hold", Cost: 5},
	{Key: "10", Title: "A  bus in the evening ", Kind: "agenda_item", Cost: 45},
}

func signer(t *testing.T, name string, first byte) *ledger.Signer {
	t.Helper()
	s, err := ledger.NewSigner(name, append([]byte{first}, make([]byte, 31)...))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// play plays a round to its end.
func (p plan) play(t *testing.T) *town {
	t.Helper()
	w := &town{
		t: t, plan: p, signer: signer(t, origin, 7), now: time.Date(2030, time.October, 1, 18, 0, 0, 1000, time.UTC),
		final: map[string]ledger.Published{}, receipts: map[string]string{},
	}
	w.others(3)
	w.open()
	for i, s := range p.steps {
		w.others(i % 2)
		w.send(s)
		if len(w.waiting) >= 10 {
			w.commit()
		}
		if i == 5 && p.amended {
			w.amend()
		}
	}
	w.commit()
	w.close()
	w.others(2)
	w.sealUp()
	w.others(4)
	return w
}

func (w *town) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// log adds an entry to the ledger.
func (w *town) log(verb, object, detail string) {
	w.now = w.now.Add(time.Minute)
	entry := ledger.Entry{
		ID: fmt.Sprintf("e%03d", len(w.texts)), Process: process, Verb: verb, Actor: "m-olga", Object: object, Detail: detail, At: w.now,
	}
	text, err := entry.Canonical()
	w.must(err)
	added, err := tlog.StoredHashes(int64(len(w.texts)), text, w)
	w.must(err)
	w.hashes, w.texts = append(w.hashes, added...), append(w.texts, string(text))
}

// ReadHashes implements tlog.HashReader.
func (w *town) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	read := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		read[i] = w.hashes[index]
	}
	return read, nil
}

// others do something else.
func (w *town) others(n int) {
	for range n {
		w.log("proposal.write", "proposal/<7>", "a & b")
	}
}

// deed is an entry of the round.
func (w *town) deed(verb, detail string) {
	w.places = append(w.places, int64(len(w.texts)))
	w.log(verb, "round/"+round, detail)
}

func (w *town) checkpoint() string {
	root, err := tlog.TreeHash(int64(len(w.texts)), w)
	w.must(err)
	signed, err := w.signer.Checkpoint(int64(len(w.texts)), root)
	w.must(err)
	return signed
}

func (w *town) keep() {
	w.earlier, w.sizes = append(w.earlier, w.checkpoint()), append(w.sizes, int64(len(w.texts)))
}

func (w *town) open() {
	p := w.plan
	w.rules = ledger.Rules{
		Origin: origin,
		Terms: ledger.Terms{
			Round: round, Process: process, Title: "What do we talk about?;", Unit: "min", Scale: 1, Budget: 60, Ballot: p.form,
			Settings: p.settings, Options: options, Publication: p.level, Auditors: []string{"m-ada", "m-olga"}, Paper: p.paper,
			OpenedAt: w.now.Add(time.Minute), ClosesAt: w.now.Add(50 * time.Minute),
		},
		SeedCommitment: ledger.SeedCommitment(seed), Roll: ledger.Roll{Count: len(w.roll()), Hash: ledger.RollHash(w.roll())},
	}
	do(p.cheats.rules, &w.rules)
	text, err := w.rules.Text()
	w.must(err)
	w.text = text
	w.deed(ledger.VerbOpen, ledger.OpenDetail(w.hash()))
	w.keep()
	w.stored = ledger.Stored{Terms: w.rules.Terms, State: "closed", Seed: seed, Secret: ledger.SecretDestroyed}
	w.stored.Roll = ledger.StoredRoll{Count: w.rules.Roll.Count, Hash: w.rules.Roll.Hash}
}

func (w *town) hash() string { return ledger.Hash(w.text) }

// roll is everybody who sends something, who has a sheet, and some others.
func (w *town) roll() []string {
	roll := []string{"m-nobody", "m-sheet-not-brought-back"}
	for _, s := range w.plan.steps {
		if s.voter != "" && !slices.Contains(roll, s.voter) {
			roll = append(roll, s.voter)
		}
		if s.serial != "" {
			roll = append(roll, "m-with-sheet-"+s.serial)
		}
	}
	return roll
}

func (w *town) nonce() string {
	w.nonces++
	return ledger.Hash(fmt.Sprint("nonce ", w.plan.name, w.nonces))
}

// send takes a ballot, and answers one that was sent with a receipt.
func (w *town) send(s step) {
	ballot := ledger.Published{Voter: s.voter, Serial: s.serial, Nonce: w.nonce(), Choices: s.choices, Revision: new(0)}
	if s.serial == "" {
		*ballot.Revision = 1 + w.final[s.voter].Opening().Revision
	}
	commitment := ballot.Opening().Commitment(round, w.hash())
	w.waiting = append(w.waiting, commitment)
	if !s.dropped {
		w.final[s.voter+s.serial] = ballot
	}
	if s.serial == "" {
		w.receipts[fmt.Sprintf("%s-%d", s.voter, *ballot.Revision)] = w.receipt(commitment, *ballot.Revision)
	}
}

func (w *town) receipt(commitment string, revision int) string {
	signed, err := w.signer.Receipt(ledger.Receipt{
		Round: round, Rules: w.hash(), Commitment: commitment, Revision: revision, Hour: w.now,
	})
	w.must(err)
	return signed
}

func (w *town) commit() {
	slices.Sort(w.waiting)
	do(w.plan.batch, w)
	w.deed(ledger.VerbCommit, ledger.CommitDetail(w.waiting))
	w.batches, w.waiting = append(w.batches, w.waiting), nil
}

// amend enters a member and puts the deadline off.
func (w *town) amend() {
	later := w.rules.ClosesAt.Add(time.Hour)
	for i, a := range []ledger.Amendment{
		{Kind: ledger.AmendRoll, Member: "m-late"}, {Kind: ledger.AmendDeadline, ClosesAt: &later},
	} {
		a.ID, a.Round, a.Reason, a.ProposedBy, a.ConfirmedBy = fmt.Sprint("a", i), round, "As agreed.", "m-olga", "m-otto"
		a.At = w.now.Add(time.Minute)
		if w.plan.amendments != nil {
			w.plan.amendments(i, &a)
		}
		text, err := a.Text()
		w.must(err)
		w.amended = append(w.amended, text)
		w.deed(ledger.VerbAmend, ledger.AmendDetail(text))
	}
	w.keep()
	w.stored.ClosesAt = later
	w.stored.Roll.Count++
	w.stored.Roll.Hash = ledger.RollHash(append(w.roll(), "m-late"))
}

func (w *town) close() {
	do(w.plan.closing, w)
	w.deed(ledger.VerbClose, "")
	w.stored.ClosedAt = new(w.now)
	w.keep()
}

// finals are the final ballots by commitment, with all that is known of them.
func (w *town) finals() (ballots []ledger.Published, commitments []string) {
	byCommitment := map[string]ledger.Published{}
	for _, b := range w.final {
		c := b.Opening().Commitment(round, w.hash())
		byCommitment[c], commitments = b, append(commitments, c)
	}
	slices.Sort(commitments)
	for _, c := range commitments {
		ballots = append(ballots, byCommitment[c])
	}
	return ballots, commitments
}

// counted are the choices that are counted.
func (w *town) counted() (counted []string) {
	for _, b := range w.final {
		if b.Choices != ledger.TakenBack {
			counted = append(counted, b.Choices)
		}
	}
	slices.Sort(counted)
	return counted
}

func (w *town) sealUp() {
	w.seal, w.outcome = w.sealOf()
	w.deed(ledger.VerbSeal, ledger.SealDetail(w.seal))
}

// sealOf seals the round, and counts.
func (w *town) sealOf() (seal, outcome string) {
	profile, err := w.rules.Profile(w.counted())
	w.must(err)
	tallied, err := voting.Tally(profile, w.rules.Voting(seed))
	w.must(err)
	do(w.plan.outcome, tallied)
	encoded, err := json.Marshal(tallied)
	w.must(err)
	ballots, commitments := w.finals()
	root, err := ledger.FinalRoot(commitments)
	w.must(err)
	s := ledger.Seal{Round: round, Rules: w.hash(), Seed: seed, Final: len(ballots), Root: root, Outcome: ledger.Hash(string(encoded))}
	for _, b := range ballots {
		switch {
		case b.Choices == ledger.TakenBack:
			s.TakenBack++
		case b.Serial != "":
			s.Paper++
		default:
			s.Online++
		}
	}
	s.Voted = s.Online + s.Paper
	if w.plan.paper != ledger.PaperNone {
		s.Voted++ // one sheet was not brought back
		s.Serials = ledger.SerialsHash(ballots)
	}
	if w.plan.level == ledger.PublishNamed {
		s.Voters = ledger.VotersHash(round, w.hash(), ballots)
	}
	if w.plan.level != ledger.PublishTotals {
		s.Ballots = ledger.BallotsHash(w.counted())
	}
	for _, batch := range w.batches {
		s.Commitments += len(batch)
	}
	w.stored.Roll.Voted = s.Voted
	s.Roll, s.RollHash = w.stored.Roll.Count, w.stored.Roll.Hash
	do(w.plan.seal, &s)
	text, err := s.Text()
	w.must(err)
	return text, string(encoded)
}

// bundle is the file for an audience.
func (w *town) bundle(audience string) ledger.Bundle {
	b := ledger.Bundle{
		Audience: audience, Origin: origin, Key: w.signer.Key(), Rules: w.text, Stored: w.stored, Amendments: w.amended,
		Checkpoint: w.checkpoint(), Batches: w.batches, Seal: w.seal, Outcome: w.outcome, Ballots: w.published(audience),
	}
	size := int64(len(w.texts))
	for _, place := range w.places {
		proof, err := tlog.ProveRecord(size, place, w)
		w.must(err)
		b.Entries = append(b.Entries, ledger.Leaf{Index: place, Text: w.texts[place], Proof: written(proof)})
	}
	for i, earlier := range w.earlier {
		proof, err := tlog.ProveTree(size, w.sizes[i], w)
		w.must(err)
		b.Earlier = append(b.Earlier, ledger.Earlier{Checkpoint: earlier, Proof: written(proof)})
	}
	if w.plan.level != ledger.PublishTotals {
		pb, err := w.rules.Pabulib(w.counted())
		w.must(err)
		b.Pabulib = pb
	}
	return b
}

func written[T ~[]tlog.Hash](proof T) (texts []string) {
	for _, hash := range proof {
		texts = append(texts, hash.String())
	}
	return texts
}

// published are the ballots as an audience may see them.
func (w *town) published(audience string) (ballots []ledger.Published) {
	auditors := audience == ledger.ForAuditors
	if w.plan.level == ledger.PublishTotals && !auditors {
		return nil
	}
	if w.plan.level == ledger.PublishBallots && !auditors {
		for _, choices := range w.counted() {
			ballots = append(ballots, ledger.Published{Choices: choices})
		}
		return ballots
	}
	ballots, _ = w.finals()
	for i := range ballots {
		if w.plan.level != ledger.PublishNamed {
			ballots[i].Voter = ""
		}
		if !auditors {
			ballots[i].Serial = ""
		}
	}
	return ballots
}

func (w *town) file(audience string) []byte {
	file, err := w.bundle(audience).File()
	w.must(err)
	return file
}
