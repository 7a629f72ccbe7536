package tally

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"

	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/pabulib"
)

func unitOf(file *pabulib.File) voting.Unit {
	return voting.Unit{Name: clean(file.Get("currency")), Scale: file.Scale}
}

// decimal writes minor units as the exact decimal number that they are.
func decimal(minor, scale int64) json.Number {
	whole := fmt.Sprint(minor / scale)
	if minor%scale == 0 {
		return json.Number(whole)
	}
	digits := len(fmt.Sprint(scale)) - 1
	return json.Number(strings.TrimRight(fmt.Sprintf("%s.%0*d", whole, digits, minor%scale), "0"))
}

// units turns an exact number for minor units into one for units of the file. No
// number stays none.
func units(amount string, scale int64) string {
	r, ok := new(big.Rat).SetString(amount)
	if !ok {
		return amount
	}
	return r.Quo(r, big.NewRat(scale, 1)).RatString()
}

// worth is the scale of money for one of satisfaction, and of satisfaction
// itself, as [units] needs it.
//
// By cost, satisfaction is itself counted in minor units: what is paid for one
// of it is money for money, and has no unit.
func worth(s voting.Settings, scale int64) (price, satisfaction int64) {
	if s.Satisfaction == voting.SatisfactionCost {
		return 1, scale
	}
	return scale, 1
}
