package ledger

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// checkAttestation is check 12, for one attestation.
func (v *verifier) checkAttestation(n NamedAttestation) {
	c := v.check(CheckAttestations)
	a, err := OpenAttestation(clean(n.Text))
	if err != nil {
		c.fail(n.Name, "%s is not signed by the key that it names, or was changed: %v.", n.Name, err)
		return
	}
	if v.rules == nil || v.seal == nil {
		c.unsure(n.Name, "%s cannot be compared, since rules or seal cannot be read.", n.Name)
		return
	}
	for _, line := range []struct{ name, is, of, want string }{
		{"origin", a.Origin, "origin", v.bundle.Origin},
		{"round", a.Round, "rules.round", v.rules.Round},
		{"seal", a.Seal, "the hash of seal", Hash(v.bundle.Seal)},
	} {
		if line.is != line.want {
			c.fail(n.Name, "%s: its %s is %s, and %s is %s.", n.Name, line.name, show(line.is), line.of, show(line.want))
		}
	}
	if !slices.Contains(v.rules.Auditors, a.Auditor) {
		c.fail(n.Name, "%s: its auditor, %s, is none of rules.auditors.", n.Name, show(a.Auditor))
	}
	c.end(n.Name, "%s: %s, one of the auditors, signed with %s that every check of the auditors' file holds.", n.Name, a.Auditor, a.Key)
}

// An audit is what the auditors of a round may sign.
type audit struct {
	statement Attestation
	auditors  []string
}

// audit is nil unless the file is that of the auditors and can be read.
func (v *verifier) audit() *audit {
	if v.bundle.Audience != ForAuditors || v.rules == nil || v.seal == nil {
		return nil
	}
	return &audit{Attestation{Origin: v.bundle.Origin, Round: v.rules.Round, Seal: Hash(v.bundle.Seal)}, v.rules.Auditors}
}

// Attestable says for people why there is nothing that an auditor can sign:
// something does not hold, the file is not that of the auditors, or its rules do
// not name this one. It is nil if there is.
func (r Report) Attestable(auditor string) error {
	switch {
	case !r.Holds():
		return errors.New("not everything in this file holds, so there is nothing to attest")
	case r.audit == nil:
		return errors.New("only the auditors' file shows everything that an attestation says; take that one")
	case !slices.Contains(r.audit.auditors, auditor):
		return fmt.Errorf("%q is none of the auditors that the rules name: %s", auditor, strings.Join(r.audit.auditors, ", "))
	default:
		return nil
	}
}

// Attest signs, as an auditor, that every check holds. It returns the error of
// Attestable.
func (r Report) Attest(auditor string, key ed25519.PrivateKey) (string, error) {
	if err := r.Attestable(auditor); err != nil {
		return "", err
	}
	statement := r.audit.statement
	statement.Auditor = auditor
	return statement.Sign(key)
}
