package auth_test

import (
	"crypto/ed25519"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/folkmoot/folkmoot/internal/auth"
)

var now = time.Date(2030, time.October, 4, 18, 0, 0, 0, time.UTC)

func keys(t *testing.T, seed []byte) *auth.Keys {
	t.Helper()
	k, err := auth.NewKeys([]string{"one"}, [][]byte{seed})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestTokenLivesTenMinutes(t *testing.T) {
	k := keys(t, auth.NewSeed())
	token, expires, err := k.Issue("account", now)
	if err != nil || !expires.Equal(now.Add(10*time.Minute)) {
		t.Fatalf("issued until %v, %v", expires, err)
	}
	if account, err := k.Check(token, now.Add(9*time.Minute)); err != nil || account != "account" {
		t.Errorf("after nine minutes: %q, %v", account, err)
	}
	if _, err := k.Check(token, now.Add(11*time.Minute)); err == nil {
		t.Error("it lives longer than ten minutes and the leeway")
	}
	if _, err := k.Check(token, now.Add(-time.Minute)); err == nil {
		t.Error("it was good before it was issued")
	}
}

// Tokens that confuse (RFC 8725): another algorithm, another key, other claims.
func TestConfusingTokensAreRefused(t *testing.T) {
	seed := auth.NewSeed()
	k, private := keys(t, seed), ed25519.NewKeyFromSeed(seed)
	good := func() jwt.MapClaims {
		return jwt.MapClaims{
			"iss": "folkmoot", "aud": "folkmoot/access", "sub": "account",
			"nbf": now.Unix(), "iat": now.Unix(), "exp": now.Add(time.Minute).Unix(),
		}
	}
	make := func(method jwt.SigningMethod, key any, kid string, alter func(jwt.MapClaims)) string {
		claims := good()
		alter(claims)
		token := jwt.NewWithClaims(method, claims)
		token.Header["kid"] = kid
		signed, err := token.SignedString(key)
		if err != nil {
			t.Fatal(err)
		}
		return signed
	}
	same := func(jwt.MapClaims) {}
	set := func(name string, value any) func(jwt.MapClaims) {
		return func(c jwt.MapClaims) { c[name] = value }
	}
	without := func(name string) func(jwt.MapClaims) { return func(c jwt.MapClaims) { delete(c, name) } }
	if _, err := k.Check(make(jwt.SigningMethodEdDSA, private, "one", same), now); err != nil {
		t.Fatalf("the good one is refused: %v", err)
	}
	public := private.Public().(ed25519.PublicKey)
	other := ed25519.NewKeyFromSeed(auth.NewSeed())
	for name, token := range map[string]string{
		"no signature":           make(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, "one", same),
		"HMAC by the public key": make(jwt.SigningMethodHS256, []byte(public), "one", same),
		"another key":            make(jwt.SigningMethodEdDSA, other, "one", same),
		"an unknown key":         make(jwt.SigningMethodEdDSA, private, "two", same),
		"a path as key":          make(jwt.SigningMethodEdDSA, private, "../../dev/null", same),
		"another issuer":         make(jwt.SigningMethodEdDSA, private, "one", set("iss", "other")),
		"another audience":       make(jwt.SigningMethodEdDSA, private, "one", set("aud", "folkmoot/refresh")),
		"no audience":            make(jwt.SigningMethodEdDSA, private, "one", without("aud")),
		"no end":                 make(jwt.SigningMethodEdDSA, private, "one", without("exp")),
		"no beginning":           make(jwt.SigningMethodEdDSA, private, "one", without("nbf")),
		"no subject":             make(jwt.SigningMethodEdDSA, private, "one", without("sub")),
		"nothing":                "",
		"far too much":           strings.Repeat("a.", 50_000),
	} {
		if account, err := k.Check(token, now); err == nil {
			t.Errorf("%s signed in %q", name, account)
		}
	}
}

func TestDamagedKeysAreRefused(t *testing.T) {
	if _, err := auth.NewKeys(nil, nil); err == nil {
		t.Error("no key will do")
	}
	if _, err := auth.NewKeys([]string{"one"}, [][]byte{[]byte("short")}); err == nil {
		t.Error("a short seed will do")
	}
}

func TestCodesAreSixDigitsBoundToTheirAddress(t *testing.T) {
	code, err := auth.NewCode()
	if err != nil || len(code) != 6 || strings.Trim(code, "0123456789") != "" {
		t.Errorf("code %q, %v", code, err)
	}
	if auth.HashCode("a@example.org", code) == auth.HashCode("b@example.org", code) {
		t.Error("one code opens two addresses")
	}
}
