package ledger_test

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/ledger"
)

// private is the key of an auditor.
func private(of string) ed25519.PrivateKey {
	seed := sha256.Sum256([]byte(of))
	return ed25519.NewKeyFromSeed(seed[:])
}

func (w *town) attestation(auditor string) ledger.Attestation {
	return ledger.Attestation{Origin: origin, Round: round, Seal: ledger.Hash(w.seal), Auditor: auditor}
}

func (w *town) attest(a ledger.Attestation) string {
	signed, err := a.Sign(private(a.Auditor))
	w.must(err)
	return signed
}

// attested are the attestations of both auditors, and, at the level where they
// are needed most, some in which one thing is wrong.
func (w *town) attested() []ledger.NamedAttestation {
	var attested []ledger.NamedAttestation
	add := func(name, signed string) {
		attested = append(attested, ledger.NamedAttestation{Name: w.plan.name + "." + name + ".attestation.txt", Text: signed})
	}
	for _, auditor := range []string{"m-ada", "m-olga"} {
		add(auditor, w.attest(w.attestation(auditor)))
	}
	if w.plan.level != ledger.PublishBallots {
		return attested
	}
	other := func(name string, change func(*ledger.Attestation)) {
		a := w.attestation("m-ada")
		change(&a)
		add("other-"+name, w.attest(a))
	}
	other("origin", func(a *ledger.Attestation) { a.Origin = "volkmoot.example" })
	other("round", func(a *ledger.Attestation) { a.Round = "0195f0bb" })
	other("seal", func(a *ledger.Attestation) { a.Seal = ledger.Hash("other") })
	other("auditor", func(a *ledger.Attestation) { a.Auditor = "m-ben" })
	signed := attested[0].Text
	stranger, err := w.attestation("m-ada").Sign(private("somebody"))
	w.must(err)
	add("other-key", signed[:strings.LastIndex(signed, "\n\n")]+stranger[strings.LastIndex(stranger, "\n\n"):])
	add("weak-key", weakly(strings.Split(signed, "\n")))
	return attested
}

// resign signs other lines with the key of Ada.
func resign(lines ...string) string {
	text := strings.Join(lines, "\n") + "\n"
	hash, _ := hex.DecodeString(strings.Split(lines[len(lines)-1], "+")[1])
	signature := slices.Concat(hash, ed25519.Sign(private("m-ada"), []byte(text)))
	return text + "\n— m-ada " + base64.StdEncoding.EncodeToString(signature) + "\n"
}

// Whatever is changed in an attestation is found, also if its auditor signed it
// so, and named.
func TestEachLineOfAnAttestation(t *testing.T) {
	w := planned("ballots").play(t)
	file := w.file(ledger.ForPublic)
	signed := w.attest(w.attestation("m-ada"))
	lines := strings.Split(signed[:strings.LastIndex(signed, "\n\n")], "\n")
	if resign(lines...) != signed {
		t.Fatal("an attestation is not written as docs/bundle.md says")
	}
	stranger := strings.Split(w.attest(w.attestation("m-ben")), "\n")[5]
	for i, c := range []struct{ line, words string }{
		{"folkmoot/attestation/v2", "line 1 does not begin with"},
		{"volkmoot.example", "its origin is “volkmoot.example”, and origin is"},
		{"round 0195f0bb", "its round is “0195f0bb”, and rules.round is"},
		{"seal " + ledger.Hash("other"), "its seal is “"},
		{"auditor m-olga", `its auditor is "m-olga", and its key is of "m-ada"`},
		{stranger, "not signed by this key"},
	} {
		changed := slices.Clone(lines)
		changed[i] = c.line
		report := attestedBy(file, resign(changed...))
		wants(t, report, ledger.CheckAttestations, c.words)
		if len(report.With(ledger.Fails)) != 1 {
			t.Errorf("%v", report.With(ledger.Fails))
		}
		unsigned := strings.Replace(signed, lines[i]+"\n", c.line+"\n", 1)
		if attestedBy(file, unsigned).Verdict(ledger.CheckAttestations) != ledger.Fails {
			t.Errorf("%q was not signed", c.line)
		}
	}
}

func attestedBy(file []byte, attestation string) ledger.Report {
	return ledger.Verify(file, nil, ledger.Options{Attestations: []ledger.NamedAttestation{{Name: "hers", Text: attestation}}})
}

// What is no attestation at all, or can be signed by anybody, is told.
func TestWhatIsNoAttestation(t *testing.T) {
	w := planned("ballots").play(t)
	file := w.file(ledger.ForPublic)
	signed := w.attest(w.attestation("m-ada"))
	lines := strings.Split(signed[:strings.LastIndex(signed, "\n\n")], "\n")
	for name, c := range map[string]struct{ text, words string }{
		"nothing":         {"", "it has 1 lines"},
		"a receipt":       {w.receipts["m-ben-1"], "it has 7 lines"},
		"no hash":         {resign(slices.Concat(lines[:3], []string{"seal 7"}, lines[4:])...), "is no hash"},
		"no key":          {signed[:strings.Index(signed, "key ")] + "key m-ada+00000000+AA==\n\n— m-ada AAAAAAAA\n", "the key cannot be read"},
		"more signatures": {signed + strings.Split(signed, "\n\n")[1], "it has to end with one signature line"},
		"a weak key":      {weakly(lines), "anybody can sign with its key"},
	} {
		t.Run(name, func(t *testing.T) { wants(t, attestedBy(file, c.text), ledger.CheckAttestations, c.words) })
	}
	if pasted := strings.ReplaceAll(strings.TrimSpace(signed), "\n", "\r\n"); !attestedBy(file, pasted).Holds() {
		t.Error("what was pasted is not read")
	}
	broken := []byte(strings.Replace(string(file), `"seal":"{`, `"seal":"[`, 1))
	if attestedBy(broken, signed).Verdict(ledger.CheckAttestations) != ledger.Unknown {
		t.Error("a seal that cannot be read was compared")
	}
}

// weakly signs an attestation without a private key: the point is the neutral
// element, so that zeros are a signature of everything.
func weakly(lines []string) string {
	zero := make([]byte, ed25519.SignatureSize)
	zero[0] = 1
	point := append([]byte{1}, zero[:ed25519.PublicKeySize]...)
	hash := sha256.Sum256(append([]byte("m-ada\n"), point...))
	key := fmt.Sprintf("key m-ada+%x+%s", hash[:4], base64.StdEncoding.EncodeToString(point))
	return strings.Join(append(slices.Clone(lines[:5]), key), "\n") +
		"\n\n— m-ada " + base64.StdEncoding.EncodeToString(slices.Concat(hash[:4], zero)) + "\n"
}

// An auditor signs only what was checked and holds.
func TestAttest(t *testing.T) {
	w := planned("ballots").play(t)
	for i := range 30 { // in some of their keys Base64 has a plus
		key := private(fmt.Sprint(i))
		signed, err := w.attestation("m-ada").Sign(key)
		if err != nil || !attestedBy(w.file(ledger.ForPublic), signed).Holds() {
			t.Errorf("%v: %s", err, signed)
		}
	}
	for name, c := range map[string]struct {
		file    []byte
		auditor string
		key     ed25519.PrivateKey
		words   string
	}{
		"an auditor":       {w.file(ledger.ForAuditors), "m-ada", private("m-ada"), ""},
		"the public's":     {w.file(ledger.ForPublic), "m-ada", private("m-ada"), "only the auditors' file"},
		"somebody else":    {w.file(ledger.ForAuditors), "m-ben", private("m-ben"), `"m-ben" is none of the auditors that the rules name: m-ada, m-olga`},
		"something failed": {[]byte("{}"), "m-ada", private("m-ada"), "not everything in this file holds"},
		"no key":           {w.file(ledger.ForAuditors), "m-ada", nil, "no Ed25519 key"},
	} {
		t.Run(name, func(t *testing.T) {
			signed, err := ledger.Verify(c.file, nil, ledger.Options{}).Attest(c.auditor, c.key)
			if c.words != "" {
				if err == nil || !strings.Contains(err.Error(), c.words) {
					t.Errorf("%v, and not “%s”", err, c.words)
				}
				return
			}
			if err != nil || signed != w.attest(w.attestation(c.auditor)) {
				t.Errorf("%v: %s", err, signed)
			}
		})
	}
	if detail := ledger.AttestDetail("a note\n"); detail != "attestation "+ledger.Hash("a note\n") {
		t.Error(detail)
	}
	if _, err := (ledger.Attestation{Auditor: "an auditor"}).Sign(private("m-ada")); err == nil {
		t.Error("an id with a space signed")
	}
}
