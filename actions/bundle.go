package actions

import (
	"fmt"
	"slices"
	"strings"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
)

// ReadRules gives the document that was frozen when the round opened.
var ReadRules = Read[AtRound, models.Round, []byte]{
	Verb: access.RoundRules,
	Find: findRound,
	Show: func(_ *Look, _ AtRound, r models.Round) ([]byte, error) {
		if r.Rules == "" {
			return nil, fault.Gone("document of rules")
		}
		return []byte(r.Rules), nil
	},
}

// ReadBundle gives the file from which anybody can check a closed round.
var ReadBundle = Read[AtRound, models.Round, []byte]{
	Verb: access.BundleRead,
	Find: findRound,
	Show: func(l *Look, _ AtRound, r models.Round) ([]byte, error) { return l.bundle(r, ledger.ForPublic) },
}

// ReadAuditBundle gives the auditors of a round the same file with all openings.
var ReadAuditBundle = Read[AtRound, models.Round, []byte]{
	Verb: access.BundleAudit,
	Find: findRound,
	Show: func(l *Look, _ AtRound, r models.Round) ([]byte, error) {
		if !l.audits(r) {
			return nil, fault.New(fault.Forbidden, "Only the auditors that were named before the opening get all openings.")
		}
		return l.bundle(r, ledger.ForAuditors)
	},
}

// audits tells whether the frozen rules name the reader as an auditor.
func (l *Look) audits(r models.Round) bool { return slices.Contains(r.AuditorIDs(), l.Member.ID) }

// seesBallots tells whether the reader may have single ballots, without names.
func (l *Look) seesBallots(r models.Round) bool {
	return r.Publication != ledger.PublishTotals || l.audits(r)
}

func (l *Look) bundle(r models.Round, audience string) ([]byte, error) {
	if r.Rules == "" {
		return nil, fault.Gone("bundle")
	}
	b := ledger.Bundle{
		Format: ledger.FormatBundle, Audience: audience, Rules: r.Rules,
	}
	if ledger.Hash(r.Rules) != r.RulesHash || r.Imported {
		return nil, fmt.Errorf("rules_hash or imported of round %s is not as its rules have it", r.ID)
	}
	for _, fill := range []func(*ledger.Bundle, models.Round) error{
		l.bundleStored, l.bundleAmendments, l.bundleEntries, l.bundleBallots, l.bundleOutcome,
	} {
		if err := fill(&b, r); err != nil {
			return nil, err
		}
	}
	return b.File()
}

// bundleStored writes what is stored of the round now.
func (l *Look) bundleStored(b *ledger.Bundle, r models.Round) error {
	options, err := models.ListOptions(l.Query, r.ID)
	if err != nil {
		return err
	}
	roll, err := models.ListRoll(l.Query, r.ID)
	if err != nil {
		return err
	}
	voted, _, err := models.CountVoted(l.Query, r.ID)
	b.Stored = ledger.Stored{
		Terms: r.Terms(options), State: string(r.State), Seed: r.Seed, Secret: ledger.SecretDestroyed,
		Roll: ledger.StoredRoll{Count: len(roll), Hash: ledger.RollHash(roll), Voted: voted},
	}
	if r.ClosedAt != nil {
		b.Stored.ClosedAt = new(r.ClosedAt.UTC())
	}
	if len(r.Secret) > 0 {
		b.Stored.Secret = ledger.SecretKept
	}
	return err
}

func (l *Look) bundleAmendments(b *ledger.Bundle, r models.Round) error {
	rows, err := models.ListAmendments(l.Query, r.ID)
	if err != nil {
		return err
	}
	b.Amendments = []string{}
	rows = slices.DeleteFunc(rows, func(a models.Amendment) bool { return a.ConfirmedAt == nil })
	slices.SortStableFunc(rows, func(a, b models.Amendment) int { return a.ConfirmedAt.Compare(*b.ConfirmedAt) })
	for _, row := range rows {
		text, err := row.Text()
		if err != nil {
			return err
		}
		b.Amendments = append(b.Amendments, text)
	}
	return nil
}

// proved are the deeds whose entries stand in a bundle.
var proved = []access.Verb{access.RoundOpen, access.BallotsCommit, access.RoundAmend, access.RoundClose, access.RoundSeal}

// bundleEntries proves the entries from the opening to the seal.
func (l *Look) bundleEntries(b *ledger.Bundle, r models.Round) error {
	last, err := l.checkpointOver(r, string(access.RoundSeal))
	if err != nil {
		return err
	}
	entries, err := models.ListEntriesAbout(l.Query, "round/"+r.ID)
	if err != nil {
		return err
	}
	b.Checkpoint, b.Entries, b.Origin = last.Note, []ledger.Leaf{}, last.Origin
	if b.Key, err = keyOf(l.Query, last.Origin); err != nil {
		return err
	}
	opened := false
	for _, e := range entries {
		opened = opened || e.Verb == string(access.RoundOpen)
		if !opened || !slices.Contains(proved, access.Verb(e.Verb)) {
			continue
		}
		text, err := e.Ledger().Canonical()
		if err != nil {
			return err
		}
		if hash, err := e.Ledger().Hash(); err != nil || hash != e.Hash {
			return fmt.Errorf("hash of entry %s is not that of its fields", e.ID)
		}
		proof, err := l.proveLeaf(last.Size, e.Place)
		if err != nil {
			return err
		}
		b.Entries = append(b.Entries, ledger.Leaf{Index: e.Place, Text: string(text), Proof: proof})
		if e.Verb == string(access.RoundSeal) {
			break
		}
	}
	if len(b.Entries) == 0 {
		return fault.Gone("bundle")
	}
	return l.bundleEarlier(b, last)
}

// keyOf is the verifier key of the ledger under one of its names.
func keyOf(q database.Query, origin string) (string, error) {
	keys, err := verifierKeys(q)
	for _, key := range keys {
		if strings.HasPrefix(key, origin+"+") {
			return key, nil
		}
	}
	return "", err
}

// bundleEarlier proves that the ledger only grew since the opening.
func (l *Look) bundleEarlier(b *ledger.Bundle, last models.Checkpoint) error {
	opening, err := models.FirstCheckpointOver(l.Query, last.Origin, b.Entries[0].Index)
	if err != nil {
		return err
	}
	proof, err := l.proveTree(last.Size, opening.Size)
	b.Earlier = []ledger.Earlier{{Checkpoint: opening.Note, Proof: proof}}
	return err
}

func (l *Look) bundleBallots(b *ledger.Bundle, r models.Round) (err error) {
	if b.Batches, err = models.ListBatches(l.Query, r.ID); err != nil {
		return err
	}
	sealed, err := models.ListSealed(l.Query, r.ID)
	if err != nil {
		return err
	}
	for _, s := range sealed {
		if err := asSealed(r, s); err != nil {
			return err
		}
	}
	b.Ballots = published(r.Publication, b.Audience, sealed)
	if r.Publication == ledger.PublishTotals {
		return nil
	}
	b.Pabulib, err = b.Stored.Pabulib(counted(sealed))
	return err
}

// asSealed refuses a ballot that is no longer as it was sealed, where no bundle
// would show it.
func asSealed(r models.Round, s models.SealedBallot) error {
	opening := ledger.Opening{Revision: s.Revision, Nonce: s.Nonce, Choices: s.Choices}
	switch {
	case opening.Commitment(r.ID, r.RulesHash) != s.Commitment:
		return fmt.Errorf("commitment of ballot %d of round %s is not that of its opening", s.Position, r.ID)
	case s.Voter != "" && r.Publication != ledger.PublishNamed:
		return fmt.Errorf("ballot %d of round %s has a voter", s.Position, r.ID)
	case s.Serial != "" && r.Paper == ledger.PaperNone:
		return fmt.Errorf("ballot %d of round %s has a serial", s.Position, r.ID)
	default:
		return nil
	}
}

// counted are the choices of all ballots that count.
func counted(sealed []models.SealedBallot) []string {
	var choices []string
	for _, s := range sealed {
		if s.Choices != ledger.TakenBack {
			choices = append(choices, s.Choices)
		}
	}
	return choices
}

// published is what a level shows an audience of the ballots.
func published(level ledger.Publication, audience string, sealed []models.SealedBallot) []ledger.Published {
	all := []ledger.Published{}
	auditors := audience == ledger.ForAuditors
	for _, s := range sealed {
		full := ledger.Published{Revision: &s.Revision, Nonce: s.Nonce, Choices: s.Choices}
		if level == ledger.PublishNamed {
			full.Voter = s.Voter
		}
		if auditors {
			full.Serial = s.Serial
		}
		switch {
		case auditors, level == ledger.PublishOpenings, level == ledger.PublishNamed:
			all = append(all, full)
		case level == ledger.PublishBallots && s.Choices != ledger.TakenBack:
			all = append(all, ledger.Published{Choices: s.Choices})
		}
	}
	if level == ledger.PublishBallots && !auditors {
		slices.SortFunc(all, func(a, b ledger.Published) int { return strings.Compare(a.Choices, b.Choices) })
	}
	return all
}

func (l *Look) bundleOutcome(b *ledger.Bundle, r models.Round) (err error) {
	if b.Seal, err = models.FindSeal(l.Query, r.ID); err != nil {
		return err
	}
	b.Outcome, err = models.FindOutcomeText(l.Query, r.ID)
	return err
}
