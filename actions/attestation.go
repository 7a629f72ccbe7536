package actions

import (
	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
)

// An Attestation is what an auditor signed of a closed round: that everything in
// the auditors' file of it holds.
type Attestation struct {
	Auditor string `json:"auditor" doc:"Id of a member"`
	Name    string `json:"name"`
	Note    string `json:"note" doc:"A signed note; docs/bundle.md says how to check it"`
	Key     string `json:"key" doc:"The verifier key that it names and that signed it. Whether it is the auditor's own, only the auditor knows"`
}

// Attestations are those of a round.
type Attestations struct {
	Items []Attestation `json:"items"`
}

// NewAttestation is the input of SignAttestation.
type NewAttestation struct {
	AtRound
	Body struct {
		Note string `json:"note" minLength:"1" maxLength:"2000" doc:"A signed note, as docs/bundle.md has it"`
	}
}

// SignAttestation publishes what an auditor signed, beside the bundle. Each signs
// once; sending the same again does nothing.
var SignAttestation = Write[NewAttestation, models.Round, Attestation]{
	Verb: access.AttestationSign,
	Find: func(q database.Query, in NewAttestation) (Found[models.Round], error) {
		return findRound(q, in.AtRound)
	},
	Do: func(c *Call, in NewAttestation, r models.Round) (Attestation, error) {
		if !c.audits(r) {
			return Attestation{}, fault.New(fault.Forbidden, "Only the auditors that were named before the opening sign that everything holds.")
		}
		if err := c.attests(r, in.Body.Note); err != nil {
			return Attestation{}, err
		}
		row := models.Attestation{RoundID: r.ID, MemberID: c.Member.ID, Note: in.Body.Note}
		if err := c.addAttestation(row); err != nil {
			return Attestation{}, err
		}
		shown, err := c.attestations(r, row)
		return shown[0], err
	},
}

// attests refuses what is not signed, is of something else, or is not the caller's.
func (c *Call) attests(r models.Round, note string) error {
	signed, err := ledger.OpenAttestation(note)
	if err != nil {
		return fault.Field("note", "This is no attestation, or was changed after it was signed.")
	}
	rules, err := ledger.ParseRules(r.Rules)
	if err != nil {
		return err
	}
	seal, err := models.FindSeal(c.Query, r.ID)
	switch {
	case err != nil:
		return err
	case signed.Auditor != c.Member.ID:
		return fault.Field("note", "This attestation names somebody else as its auditor.")
	case signed.Round != r.ID || signed.Origin != rules.Origin:
		return fault.Field("note", "This attestation is of another round.")
	case signed.Seal != ledger.Hash(seal):
		return fault.Field("note", "This attestation names another seal than the one of this round. Take the auditors' file anew, and check it.")
	default:
		return nil
	}
}

// addAttestation stores an attestation and enters it in the ledger, unless it is
// there already.
func (c *Call) addAttestation(row models.Attestation) error {
	before, err := models.FindAttestation(c.Query, row.RoundID, row.MemberID)
	if err == nil && before == row {
		c.quiet = true
		return nil
	}
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	c.About("round", row.RoundID)
	c.Note("%s", ledger.AttestDetail(row.Note))
	return models.AddAttestation(c.Tx, row)
}

// ListAttestations shows what auditors signed of a closed round.
var ListAttestations = Read[AtRound, models.Round, Attestations]{
	Verb: access.AttestationList,
	Find: findRound,
	Show: func(l *Look, _ AtRound, r models.Round) (Attestations, error) {
		rows, err := models.ListAttestations(l.Query, r.ID)
		if err != nil {
			return Attestations{}, err
		}
		items, err := l.attestations(r, rows...)
		return Attestations{Items: items}, err
	},
}

// attestations shows attestations with the names of those who signed them.
func (l *Look) attestations(r models.Round, rows ...models.Attestation) ([]Attestation, error) {
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.MemberID
	}
	names, err := models.Names(l.Query, r.ProcessID, ids)
	shown := make([]Attestation, len(rows))
	for i, row := range rows {
		signed, _ := ledger.OpenAttestation(row.Note) // was checked before it was stored; who changed it then shows no key
		shown[i] = Attestation{Auditor: row.MemberID, Name: names[row.MemberID], Note: row.Note, Key: signed.Key}
	}
	return shown, err
}
