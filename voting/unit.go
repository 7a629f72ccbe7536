package voting

import (
	"fmt"
	"math/big"
	"strings"
)

// Unit says how amounts are written for people.
type Unit struct {
	// Name follows the number: "minutes", "EUR". It may be empty.
	Name string
	// Scale is the number of minor units in one: 1 for minutes, 100 for euros
	// that are counted in cents. 0 is taken as 1.
	Scale int64
	// One is the name for exactly one: "minute". Empty means Name.
	One string
}

// Format writes an amount of whole minor units: "7,200 EUR".
func (u Unit) Format(minor int64) string {
	return u.format(new(big.Rat).SetInt64(minor), roundNearest)
}

// FormatExact writes an exact amount of minor units, "a/b" or "a" as in an
// [Outcome]: "0.6 minutes", or "about 0.67 minutes" where it had to be rounded.
// It returns an error if amount is no such number.
func (u Unit) FormatExact(amount string) (string, error) {
	r, err := parseFraction(amount)
	if err != nil {
		return "", err
	}
	return u.format(r, roundNearest), nil
}

// rounding is added before digits are cut off.
type rounding int64

const (
	roundDown    rounding = 0 // for money that somebody has: never too much
	roundNearest rounding = 1
)

// format computes the text from the exact number; there is no binary fraction.
func (u Unit) format(minor *big.Rat, how rounding) string {
	value := new(big.Rat).Quo(minor, new(big.Rat).SetInt64(max(1, u.Scale)))
	digits := max(2, u.decimals())
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
	scaled := new(big.Rat).Mul(value, new(big.Rat).SetInt(power))
	exact := scaled.IsInt()
	scaled.Add(scaled, big.NewRat(int64(how), 2))
	whole := new(big.Int).Quo(scaled.Num(), scaled.Denom())
	switch {
	case exact:
		return u.named(u.decimal(whole, digits))
	case whole.Sign() == 0:
		return "less than " + u.named(u.decimal(big.NewInt(1), digits))
	default:
		return "about " + u.named(u.decimal(whole, digits))
	}
}

// decimals is the number of decimals that minor units need, 0 if the scale is
// no power of ten.
func (u Unit) decimals() int {
	n, scale := 0, u.Scale
	for scale > 1 && scale%10 == 0 {
		scale /= 10
		n++
	}
	if scale > 1 {
		return 0
	}
	return n
}

// decimal writes number / 10^digits without needless zeros; money keeps its
// cents: 12.50.
func (u Unit) decimal(number *big.Int, digits int) string {
	text := fmt.Sprintf("%0*s", digits+1, number.String())
	whole, rest := text[:len(text)-digits], strings.TrimRight(text[len(text)-digits:], "0")
	if rest == "" {
		return group3(whole)
	}
	for len(rest) < u.decimals() {
		rest += "0"
	}
	return group3(whole) + "." + rest
}

// group3 puts commas between thousands.
func group3(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func (u Unit) named(number string) string {
	name := u.Name
	if number == "1" && u.One != "" {
		name = u.One
	}
	return strings.TrimSpace(number + " " + name)
}

// parseFraction reads what fraction wrote.
func parseFraction(text string) (*big.Rat, error) {
	// SetString alone would also take exponents, and build huge numbers.
	if strings.Trim(text, "0123456789/") == "" {
		if r, ok := new(big.Rat).SetString(text); ok {
			return r, nil
		}
	}
	return nil, fmt.Errorf("voting: %q is no exact amount", text)
}
