package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/big"
)

const codeRange = 1_000_000

// NewCode makes a one-time code of six digits.
func NewCode() (string, error) {
	n, err := rand.Int(rand.Reader, big.NewInt(codeRange))
	if err != nil {
		return "", fmt.Errorf("auth: new code: %w", err)
	}
	return fmt.Sprintf("%06d", n), nil
}

// HashCode is what is stored of a code, bound to its address.
func HashCode(email, code string) string {
	sum := sha256.Sum256([]byte(email + "\x00" + code))
	return hex.EncodeToString(sum[:])
}
