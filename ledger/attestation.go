package ledger

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// An Attestation is what an auditor of a round signs. It says: I have the
// auditors' file of this round, and every check of docs/bundle.md holds in it.
type Attestation struct {
	Origin  string // of the ledger
	Round   string
	Seal    string // hash of the text of the seal
	Auditor string // id of a member
	Key     string // verifier key of the auditor, which has the name Auditor
}

// Sign signs an attestation; its key is the one that is given.
func (a Attestation) Sign(key ed25519.PrivateKey) (string, error) {
	if len(key) != ed25519.PrivateKeySize {
		return "", errors.New("ledger: this is no Ed25519 key")
	}
	auditor, err := NewSigner(a.Auditor, key.Seed())
	if err != nil {
		return "", err
	}
	a.Key = auditor.Key()
	return auditor.sign(a.text())
}

func (a Attestation) text() string {
	return lines(FormatAttestation, a.Origin, "round "+a.Round, "seal "+a.Seal, "auditor "+a.Auditor, "key "+a.Key)
}

// OpenAttestation reads an attestation that is signed by the key that it names.
// What it is of, and whose the key is, it does not know.
func OpenAttestation(signed string) (Attestation, error) {
	text := signed[:strings.LastIndex(signed, "\n\n")+1]
	parts := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	values, err := labelled(parts, 1, FormatAttestation, "", "round ", "seal ", "auditor ", "key ")
	if err != nil {
		return Attestation{}, fmt.Errorf("attestation: %w", err)
	}
	a := Attestation{Origin: values[1], Round: values[2], Seal: values[3], Auditor: values[4], Key: values[5]}
	if !hashForm.MatchString(a.Seal) {
		return Attestation{}, fmt.Errorf("attestation: its seal, %q, is no hash", shorten(a.Seal, 80))
	}
	return a, a.checkSignature(signed)
}

func (a Attestation) checkSignature(signed string) error {
	name, _, err := open(signed, a.Key, 6)
	switch {
	case err != nil:
		return fmt.Errorf("attestation: %w", err)
	case name != a.Auditor:
		return fmt.Errorf("attestation: its auditor is %q, and its key is of %q", a.Auditor, name)
	case isWeak(a.Key):
		return errors.New("attestation: anybody can sign with its key")
	default:
		return nil
	}
}

// isWeak tells whether the point of a key has a small order, so that signatures
// by it prove nothing. It has if multiples of it vanish, and then a signature of
// zeros is good for every eighth text at least (RFC 8032, section 5.1.7).
func isWeak(key string) bool {
	point := point(key)
	zero := make([]byte, ed25519.SignatureSize)
	zero[0] = 1 // the neutral element
	for i := range byte(255) {
		if ed25519.Verify(point, []byte{i}, zero) {
			return true
		}
	}
	return false
}

// point is the public key in a verifier key, which was read before.
func point(key string) ed25519.PublicKey {
	_, rest, _ := strings.Cut(key, "+")
	_, encoded, _ := strings.Cut(rest, "+")
	decoded, _ := base64.StdEncoding.DecodeString(encoded)
	return bytes.TrimPrefix(decoded, []byte{algorithmEd25519})
}
