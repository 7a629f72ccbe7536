package auth

import (
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// AccessLife is how long an access token is good for.
const AccessLife = 10 * time.Minute

const (
	issuer   = "folkmoot"
	audience = "folkmoot/access"
	leeway   = 30 * time.Second
)

// Keys are the signing keys of an installation. The last one signs; all are
// good for checking.
type Keys struct {
	signer string
	keys   map[string]ed25519.PrivateKey
}

// NewKeys takes the keys by id, the newest last.
func NewKeys(ids []string, seeds [][]byte) (*Keys, error) {
	if len(ids) == 0 || len(ids) != len(seeds) {
		return nil, errors.New("auth: no signing key")
	}
	k := &Keys{keys: make(map[string]ed25519.PrivateKey, len(ids))}
	for i, id := range ids {
		if len(seeds[i]) != ed25519.SeedSize {
			return nil, fmt.Errorf("auth: signing key %s is damaged", id)
		}
		k.keys[id] = ed25519.NewKeyFromSeed(seeds[i])
		k.signer = id
	}
	return k, nil
}

// NewSeed makes the secret of a new signing key.
func NewSeed() []byte {
	seed := make([]byte, ed25519.SeedSize)
	_, _ = rand.Read(seed) // never fails: the program ends if the machine has no random numbers
	return seed
}

// Issue makes an access token for an account.
func (k *Keys) Issue(accountID string, now time.Time) (token string, expires time.Time, err error) {
	expires = now.Add(AccessLife)
	claims := jwt.RegisteredClaims{
		Issuer: issuer, Audience: jwt.ClaimStrings{audience}, Subject: accountID,
		IssuedAt: jwt.NewNumericDate(now), NotBefore: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(expires),
	}
	unsigned := jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims)
	unsigned.Header["kid"] = k.signer
	token, err = unsigned.SignedString(k.keys[k.signer])
	if err != nil {
		return "", time.Time{}, fmt.Errorf("auth: sign token: %w", err)
	}
	return token, expires, nil
}

// Check returns the account of a good token, or an error that must not be shown.
func (k *Keys) Check(token string, now time.Time) (accountID string, err error) {
	var claims jwt.RegisteredClaims
	_, err = jwt.ParseWithClaims(token, &claims, k.find,
		jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}),
		jwt.WithIssuer(issuer), jwt.WithAudience(audience), jwt.WithExpirationRequired(),
		jwt.WithNotBeforeRequired(), jwt.WithLeeway(leeway),
		jwt.WithTimeFunc(func() time.Time { return now }))
	if err != nil {
		return "", fmt.Errorf("auth: %w", err)
	}
	if claims.Subject == "" {
		return "", errors.New("auth: token without subject")
	}
	return claims.Subject, nil
}

func (k *Keys) find(token *jwt.Token) (any, error) {
	id, _ := token.Header["kid"].(string)
	key, known := k.keys[id]
	if !known {
		return nil, errors.New("auth: unknown key")
	}
	return key.Public(), nil
}
