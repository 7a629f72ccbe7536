package ledger

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A Signer signs receipts and checkpoints in the name of one ledger, its origin
// (C2SP signed-note and tlog-checkpoint).
type Signer struct {
	origin string
	key    ed25519.PrivateKey
}

// NewSigner makes a signer from the seed of an Ed25519 key.
func NewSigner(origin string, seed []byte) (*Signer, error) {
	if len(seed) != ed25519.SeedSize || origin == "" || strings.ContainsAny(origin, " +\n") {
		return nil, fmt.Errorf("ledger: the key of %q is damaged", origin)
	}
	return &Signer{origin: origin, key: ed25519.NewKeyFromSeed(seed)}, nil
}

// Origin names the ledger.
func (s *Signer) Origin() string { return s.origin }

// algorithmEd25519 tells the kind of a key (C2SP signed-note).
const algorithmEd25519 = 1

func (s *Signer) public() []byte {
	return append([]byte{algorithmEd25519}, s.key.Public().(ed25519.PublicKey)...) //nolint:forcetypeassert // it is one
}

// Name, KeyHash and Sign implement note.Signer.

// Name is the origin.
func (s *Signer) Name() string { return s.origin }

// KeyHash tells keys of one name apart.
func (s *Signer) KeyHash() uint32 {
	sum := sha256.Sum256(append([]byte(s.origin+"\n"), s.public()...))
	return binary.BigEndian.Uint32(sum[:4])
}

// Sign signs the text of a note.
func (s *Signer) Sign(text []byte) ([]byte, error) { return ed25519.Sign(s.key, text), nil }

// Key is what everybody needs to check what was signed.
func (s *Signer) Key() string {
	return fmt.Sprintf("%s+%08x+%s", s.origin, s.KeyHash(), base64.StdEncoding.EncodeToString(s.public()))
}

func (s *Signer) sign(text string) (string, error) {
	signed, err := note.Sign(&note.Note{Text: text}, s)
	if err != nil {
		return "", fmt.Errorf("ledger: sign: %w", err)
	}
	return string(signed), nil
}

// A Receipt is the promise that a commitment is in the ledger, and that its
// ballot is counted unless its voter sends a later revision.
type Receipt struct {
	Origin     string
	Round      string
	Rules      string // hash of the frozen rules
	Commitment string
	Revision   int
	Hour       time.Time // no finer, so that it does not tell one voter from another
}

const hourFormat = "2006-01-02T15Z"

// Receipt signs a receipt; its origin is the signer's.
func (s *Signer) Receipt(r Receipt) (string, error) {
	return s.sign(lines(
		FormatReceipt, s.origin, "round "+r.Round, "rules "+r.Rules, "commitment "+r.Commitment,
		"revision "+strconv.Itoa(r.Revision), "hour "+r.Hour.UTC().Format(hourFormat)))
}

// A Checkpoint is the size and root of the ledger's tree at some time.
type Checkpoint struct {
	Origin string
	Size   int64
	Root   tlog.Hash
}

// Checkpoint signs the ledger as it is; the origin is the signer's.
func (s *Signer) Checkpoint(size int64, root tlog.Hash) (string, error) {
	return s.sign(lines(s.origin, strconv.FormatInt(size, 10), base64.StdEncoding.EncodeToString(root[:])))
}

// checkKey refuses a verifier key that is not written as Key writes it.
func checkKey(key string) error {
	_, rest, _ := strings.Cut(key, "+")
	hash, encoded, _ := strings.Cut(rest, "+")
	if hash != strings.ToLower(hash) || !isBase64(encoded) {
		return errors.New("the key is not written as a key has to be")
	}
	return nil
}

// isBase64 tells whether a text is the one way to write some bytes.
func isBase64(text string) bool {
	decoded, err := base64.StdEncoding.DecodeString(text)
	return err == nil && base64.StdEncoding.EncodeToString(decoded) == text
}

// oneSignature refuses a note with other signatures beside the one that was
// checked, or with one that is written in another way than it has to be.
func oneSignature(signed string, opened *note.Note) error {
	signature := opened.Sigs[0]
	if signed != opened.Text+"\n— "+signature.Name+" "+signature.Base64+"\n" || !isBase64(signature.Base64) {
		return errors.New("it has to end with one signature line and nothing else")
	}
	return nil
}

// open checks the signature of a note by a verifier key, and returns its lines.
func open(signed, key string, want int) (string, []string, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return "", nil, fmt.Errorf("the key cannot be read: %w", err)
	}
	opened, err := note.Open([]byte(signed), note.VerifierList(verifier))
	if err != nil {
		return "", nil, fmt.Errorf("not signed by this key: %w", err)
	}
	if err := errors.Join(checkKey(key), oneSignature(signed, opened)); err != nil {
		return "", nil, err
	}
	parts := strings.Split(strings.TrimSuffix(opened.Text, "\n"), "\n")
	if len(parts) != want {
		return "", nil, fmt.Errorf("it has %d lines and should have %d", len(parts), want)
	}
	return verifier.Name(), parts, nil
}

// labelled returns what follows the labels of lines; nothing follows those of the
// first ones, as many as whole says.
func labelled(parts []string, whole int, labels ...string) ([]string, error) {
	if len(parts) != len(labels) {
		return nil, fmt.Errorf("it has %d lines and should have %d", len(parts), len(labels))
	}
	values := make([]string, len(parts))
	for i, label := range labels {
		value, named := strings.CutPrefix(parts[i], label)
		if !named || (i < whole && value != "") {
			return nil, fmt.Errorf("line %d does not begin with %q", i+1, label)
		}
		values[i] = value
	}
	return values, nil
}

// OpenReceipt reads a receipt that was signed by a verifier key.
func OpenReceipt(signed, key string) (Receipt, error) {
	origin, parts, err := open(signed, key, 7)
	if err != nil {
		return Receipt{}, fmt.Errorf("receipt: %w", err)
	}
	values, err := labelled(parts, 2, FormatReceipt, origin, "round ", "rules ", "commitment ", "revision ", "hour ")
	if err != nil {
		return Receipt{}, fmt.Errorf("receipt: %w", err)
	}
	revision, err := strconv.Atoi(values[5])
	if err != nil || revision < 1 || strconv.Itoa(revision) != values[5] {
		return Receipt{}, fmt.Errorf("receipt: %q is no revision", values[5])
	}
	hour, err := time.Parse(hourFormat, values[6])
	if err != nil || hour.Format(hourFormat) != values[6] {
		return Receipt{}, fmt.Errorf("receipt: %q is no hour", values[6])
	}
	return Receipt{
		Origin: origin, Round: values[2], Rules: values[3], Commitment: values[4], Revision: revision, Hour: hour,
	}, nil
}

// OpenCheckpoint reads a checkpoint that was signed by a verifier key.
func OpenCheckpoint(signed, key string) (Checkpoint, error) {
	origin, parts, err := open(signed, key, 3)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("checkpoint: %w", err)
	}
	size, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil || size < 0 || size > maxLeaves || strconv.FormatInt(size, 10) != parts[1] || parts[0] != origin {
		return Checkpoint{}, fmt.Errorf("checkpoint: of %q, with %q leaves", parts[0], parts[1])
	}
	root, err := tlog.ParseHash(parts[2])
	if err != nil || root.String() != parts[2] {
		return Checkpoint{}, fmt.Errorf("checkpoint: %q is no hash", parts[2])
	}
	return Checkpoint{Origin: origin, Size: size, Root: root}, nil
}

// NewNonce writes 32 random bytes as a nonce.
func NewNonce(random [32]byte) string { return hex.EncodeToString(random[:]) }
