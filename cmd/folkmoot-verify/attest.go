package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/folkmoot/folkmoot/ledger"
)

// A signing is what an auditor asks for.
type signing struct {
	keyFile string
	auditor string
	to      string // a file, or empty for standard output
}

// A refusal says why an attestation was not signed.
type refusal struct{ error }

func (s *signing) flags(flags *flag.FlagSet) {
	flags.StringVar(&s.keyFile, "attest", "", "")
	flags.StringVar(&s.auditor, "auditor", "", "")
	flags.StringVar(&s.to, "attest-to", "", "")
}

func (s *signing) asked() bool { return s.keyFile != "" }

// complete refuses half of what an auditor has to say.
func (s *signing) complete() error {
	if s.asked() != (s.auditor != "") || (s.to != "" && !s.asked()) {
		return errors.New("--attest and --auditor go together; folkmoot-verify --help says more")
	}
	return nil
}

// reportTo is where the report goes: not where the attestation does.
func (s *signing) reportTo(stdout, stderr io.Writer) io.Writer {
	if s.asked() && s.to == "" {
		return stderr
	}
	return stdout
}

// sign writes the attestation of an auditor. It returns a refusal if there is
// nothing to attest; then it makes no key either.
func (s *signing) sign(report ledger.Report, stdout, stderr io.Writer) error {
	if err := report.Attestable(s.auditor); err != nil {
		return refusal{fmt.Errorf("nothing was signed: %w", err)}
	}
	key, err := keyIn(s.keyFile)
	if err != nil {
		return err
	}
	signed, err := report.Attest(s.auditor, key)
	if err != nil {
		return err
	}
	attestation, err := ledger.OpenAttestation(signed)
	if err != nil {
		return err
	}
	if s.to == "" {
		_, err = io.WriteString(stdout, signed)
	} else {
		err = os.WriteFile(s.to, []byte(signed), 0o644) //nolint:gosec // everybody may read it, that is what it is for
	}
	if err == nil {
		_, _ = fmt.Fprintf(stderr, "Signed with the key %s. Tell the others that it is yours.\n", attestation.Key)
	}
	return err
}

// keyIn reads the key in a file, or makes the file, which only its owner can read.
func keyIn(name string) (ed25519.PrivateKey, error) {
	text, err := os.ReadFile(name) //nolint:gosec // the file that the command line names is the one to read
	if errors.Is(err, fs.ErrNotExist) {
		return newKeyIn(name)
	}
	if err != nil {
		return nil, err
	}
	seed, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("%s holds no key: it should be 64 hexadecimal digits", name)
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

func newKeyIn(name string) (ed25519.PrivateKey, error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // the command line names it
	if err != nil {
		return nil, err
	}
	_, err = io.WriteString(file, hex.EncodeToString(key.Seed())+"\n")
	return key, errors.Join(err, file.Close())
}
