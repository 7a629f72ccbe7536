package models

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/ledger"
)

// NewID makes an id whose order is its age.
func NewID() string {
	id, err := uuid.NewV7()
	if err != nil {
		panic(fmt.Sprintf("models: the machine has no random numbers: %v", err))
	}
	return id.String()
}

const tokenBytes = 32

// NewToken makes a secret of 256 random bits that can stand in a link.
func NewToken() string {
	raw := make([]byte, tokenBytes)
	_, _ = rand.Read(raw) // never fails: the program ends if the machine has no random numbers
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw))
}

// NewNonce makes the nonce of a ballot that no voter's device sends.
func NewNonce() string {
	var random [32]byte
	_, _ = rand.Read(random[:]) // never fails: the program ends if the machine has no random numbers
	return ledger.NewNonce(random)
}

// HashToken is what is stored of a token: it can be compared and not used.
func HashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

const (
	slugLength = 40
	tailLength = 6
)

// NewProcessID makes an address from a process's name and a random tail: easy to
// read aloud, hard to guess, and the same for as long as the process lives.
func NewProcessID(name string) string {
	var slug strings.Builder
	for _, r := range text.Fold(name) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			slug.WriteRune(r)
		case slug.Len() > 0 && !strings.HasSuffix(slug.String(), "-"):
			slug.WriteByte('-')
		}
		if slug.Len() >= slugLength {
			break
		}
	}
	head := strings.Trim(slug.String(), "-")
	if head == "" {
		head = "process"
	}
	return head + "-" + NewToken()[:tailLength]
}

// instant is an optional time, stored as UTC in whole microseconds.
func instant(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	trimmed := t.UTC().Truncate(time.Microsecond)
	return &trimmed
}
