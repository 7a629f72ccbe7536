package ledger

import "fmt"

// A Verdict is what came of looking at something in a bundle.
type Verdict string

// The verdicts.
const (
	Holds   Verdict = "holds"
	Fails   Verdict = "does not hold"
	Unknown Verdict = "cannot be checked" // from this file; the sentence says why
)

// A Finding is what one check of docs/bundle.md found about one thing.
type Finding struct {
	Check    int     `json:"check"`    // the number of the check, from 1
	About    string  `json:"about"`    // the field, or the name of a receipt
	Verdict  Verdict `json:"verdict"`  // what came of it
	Sentence string  `json:"sentence"` // for people; of what fails, it names the field that differs
}

// A Report is what [Verify] found in a bundle. Each check has one finding at
// least, but for those of receipts and attestations that nobody gave.
type Report struct {
	Round    string    `json:"round"` // id, as the rules in the file say it
	Title    string    `json:"title"` // of the round, likewise
	Readable bool      `json:"readable"`
	Findings []Finding `json:"findings"` // in the order of the checks
	// Limits are sentences about what nobody can know from a bundle.
	Limits []string `json:"limits"`

	audit *audit // nil unless the file is that of the auditors
}

// The checks of what somebody else has than the file, by their number. Without
// receipts and attestations they have no findings.
const (
	CheckReceipts     = 11
	CheckAttestations = 12
)

// Checks is the number of checks.
const Checks = 12

// Holds tells whether nothing was found that does not hold. What could not be
// checked does not count against it.
func (r Report) Holds() bool {
	for _, f := range r.Findings {
		if f.Verdict == Fails {
			return false
		}
	}
	return true
}

// With returns the findings of one verdict.
func (r Report) With(verdict Verdict) []Finding {
	var with []Finding
	for _, f := range r.Findings {
		if f.Verdict == verdict {
			with = append(with, f)
		}
	}
	return with
}

// Verdict is that of a whole check: it fails if one of its findings does, and
// could not be checked if one of them could not. A check without findings, as
// that of receipts if there are none, could not be checked either.
func (r Report) Verdict(check int) Verdict {
	verdict, found := Holds, false
	for _, f := range r.Findings {
		switch {
		case f.Check != check:
			continue
		case f.Verdict == Fails:
			return Fails
		case f.Verdict == Unknown:
			verdict = Unknown
		}
		found = true
	}
	if !found {
		return Unknown
	}
	return verdict
}

// mostFailures is how many failures of one check are told one by one.
const mostFailures = 20

// A check collects the findings of one number.
type check struct {
	number  int
	report  *Report
	failed  int
	unknown bool
}

func (v *verifier) check(number int) *check { return &check{number: number, report: &v.report} }

func (c *check) add(about string, verdict Verdict, sentence string) {
	c.report.Findings = append(c.report.Findings, Finding{c.number, about, verdict, sentence})
}

// fail says what does not hold.
func (c *check) fail(about, format string, args ...any) {
	if c.failed++; c.failed <= mostFailures {
		c.add(about, Fails, fmt.Sprintf(format, args...))
	}
}

// unsure says what could not be checked, and why.
func (c *check) unsure(about, format string, args ...any) {
	c.unknown = true
	c.add(about, Unknown, fmt.Sprintf(format, args...))
}

// end says that the check holds, unless something was found before.
func (c *check) end(about, format string, args ...any) {
	if more := c.failed - mostFailures; more > 0 {
		c.add(about, Fails, fmt.Sprintf("The same is true of %d more in %s.", more, about))
	}
	if c.failed == 0 && !c.unknown {
		c.add(about, Holds, fmt.Sprintf(format, args...))
	}
}

// same fails unless two values are equal. The names say what they are.
func same[T comparable](c *check, field string, is T, other string, want T) bool {
	if is != want {
		c.fail(field, "%s is %s; %s is %s.", field, show(is), other, show(want))
	}
	return is == want
}

// show writes a value of JSON for people.
func show(value any) string {
	switch value := value.(type) {
	case nil:
		return "null"
	case string:
		return "“" + shorten(value, 80) + "”"
	case object:
		return "{…}"
	case []any:
		return fmt.Sprintf("a list of %d", len(value))
	default:
		return fmt.Sprint(value)
	}
}

// shorten keeps sentences readable.
func shorten(text string, most int) string {
	if len(text) <= most {
		return text
	}
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// many writes a number of things.
func many(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprint(n, " ", more)
}
