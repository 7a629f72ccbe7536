package pabulib

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/folkmoot/folkmoot/voting"
)

// amount is a decimal number as it stands in a file: digits / 10^decimals, with
// the least number of decimals.
type amount struct {
	digits   int64
	decimals int
}

// parseAmount reads "5000", "5000.0" or "1331751,11".
func parseAmount(text string) (amount, error) {
	whole, decimals, _ := strings.Cut(strings.Replace(text, ",", ".", 1), ".")
	decimals = strings.TrimRight(decimals, "0")
	if len(decimals) > MaxDecimals {
		return amount{}, fmt.Errorf("%q has more than %d decimals", shorten(text), MaxDecimals)
	}
	digits, err := parseWhole(whole+decimals, voting.MaxMoney)
	if err != nil || whole == "" {
		return amount{}, fmt.Errorf("%q is no amount from 0 to %d", shorten(text), voting.MaxMoney)
	}
	return amount{digits, len(decimals)}, nil
}

// parseWhole reads decimal digits only: no sign, no space, no underscore.
func parseWhole(text string, most int64) (int64, error) {
	if strings.Trim(text, "0123456789") != "" {
		return 0, strconv.ErrSyntax
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err == nil && n > most {
		err = strconv.ErrRange
	}
	return n, err
}

// parsePoints reads whole points, also written "5.0".
func parsePoints(text string) (int64, error) {
	if n, err := strconv.ParseUint(text, 10, 29); err == nil {
		return int64(n), nil // how nearly all are written; the limit is above
	}
	a, err := parseAmount(strings.TrimSpace(text))
	if err != nil || a.decimals > 0 || a.digits > voting.MaxPoints {
		return 0, fmt.Errorf("%q is no whole number of points from 0 to %d", shorten(text), voting.MaxPoints)
	}
	return a.digits, nil
}

// minor returns the amount in minor units, of which 10^decimals are one unit.
func (a amount) minor(decimals int) (int64, error) {
	n := a.digits
	for range decimals - a.decimals {
		if n > voting.MaxMoney/10 {
			return 0, fmt.Errorf("the amount is more than %d minor units", voting.MaxMoney)
		}
		n *= 10
	}
	return n, nil
}

// formatAmount writes minor units in units of the file.
func formatAmount(minor, scale int64) string {
	text := strconv.FormatInt(minor/scale, 10)
	rest := minor % scale
	if rest == 0 {
		return text
	}
	decimals := strconv.FormatInt(scale+rest, 10)[1:] // with leading zeros
	return text + "." + strings.TrimRight(decimals, "0")
}

// pow10 returns 10^n for n up to MaxDecimals.
func pow10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

// shorten keeps error messages readable.
func shorten(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}
