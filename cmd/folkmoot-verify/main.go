// Command folkmoot-verify checks the bundle of a closed round, without the server
// that wrote it and without any network. docs/bundle.md says what it checks.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/folkmoot/folkmoot/ledger"
)

// What the command ends with.
const (
	exitHolds      = 0
	exitFails      = 1
	exitUnreadable = 2
)

const usage = `folkmoot-verify checks the bundle of a closed round.

  folkmoot-verify BUNDLE [--receipt FILE]... [--last-receipt FILE]...
                  [--attestation FILE]... [--key KEY] [--checkpoint FILE] [--json]
                  [--attest KEYFILE --auditor ID [--attest-to FILE]]

  BUNDLE               the file, or - to read it from standard input
  --receipt FILE       a receipt that you kept; as often as you have some
  --last-receipt FILE  the same, and you sent nothing after it and did not vote
                       on paper: then it also proves whether your ballot is counted
  --attestation FILE   what an auditor signed; as often as you have some
  --key KEY            the key of the ledger, from elsewhere than the file
  --checkpoint FILE    a checkpoint of the ledger that you kept
  --json               print the report as JSON

For the auditors of a round, who have their file of it:

  --attest KEYFILE     if everything holds, sign that it does with the key in this
                       file: 64 hexadecimal digits, made if there is no such file.
                       Tell the others the key that it then names: it is yours
  --auditor ID         your id as a member, as it stands in the rules
  --attest-to FILE     where what you signed goes; without it, to standard output,
                       and the report to standard error

It ends with 0 if nothing is wrong, 1 if something does not hold or there is nothing
to sign, and 2 if a file cannot be read.
`

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// An order is what the command line asks for.
type order struct {
	bundle   string
	receipts []ledger.NamedReceipt
	options  ledger.Options
	asJSON   bool
	signing
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	o, err := parse(args)
	if errors.Is(err, flag.ErrHelp) {
		_, _ = io.WriteString(stdout, usage)
		return exitHolds
	}
	var report ledger.Report
	if err == nil {
		report, err = verify(o, stdin, o.reportTo(stdout, stderr))
	}
	if err == nil && report.Readable && o.asked() {
		err = o.sign(report, stdout, stderr)
	}
	switch refused := new(refusal); {
	case errors.As(err, refused):
		_, _ = io.WriteString(stderr, "folkmoot-verify: "+err.Error()+"\n")
		return exitFails
	case err != nil:
		_, _ = io.WriteString(stderr, "folkmoot-verify: "+err.Error()+"\n")
		return exitUnreadable
	case !report.Readable:
		return exitUnreadable
	case !report.Holds():
		return exitFails
	default:
		return exitHolds
	}
}

// verify prints the report that it returns.
func verify(o order, stdin io.Reader, stdout io.Writer) (ledger.Report, error) {
	file, err := read(o.bundle, stdin)
	if err != nil {
		return ledger.Report{}, err
	}
	report := ledger.Verify(file, o.receipts, o.options)
	return report, show(stdout, report, o.asJSON)
}

// parse reads the command line, in which flags may stand before and after the
// bundle.
func parse(args []string) (order, error) {
	var o order
	flags := flag.NewFlagSet("folkmoot-verify", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Func("receipt", "", o.receipt(false))
	flags.Func("last-receipt", "", o.receipt(true))
	flags.StringVar(&o.options.Key, "key", "", "")
	flags.BoolVar(&o.asJSON, "json", false, "")
	flags.Func("attestation", "", o.attestation)
	o.signing.flags(flags)
	flags.Func("checkpoint", "", func(name string) error {
		text, err := read(name, nil)
		o.options.Checkpoint = string(text)
		return err
	})
	for {
		if err := flags.Parse(args); err != nil {
			return order{}, fmt.Errorf("%w; folkmoot-verify --help says more", err)
		}
		if flags.NArg() == 0 {
			break
		}
		if o.bundle != "" {
			return order{}, fmt.Errorf("one bundle at a time: %s and %s", o.bundle, flags.Arg(0))
		}
		o.bundle, args = flags.Arg(0), flags.Args()[1:]
	}
	if o.bundle == "" {
		return order{}, errors.New("which bundle? folkmoot-verify --help says more")
	}
	return o, o.complete()
}

func (o *order) receipt(last bool) func(string) error {
	return func(name string) error {
		text, err := read(name, nil)
		o.receipts = append(o.receipts, ledger.NamedReceipt{Name: filepath.Base(name), Text: string(text), Last: last})
		return err
	}
}

func (o *order) attestation(name string) error {
	text, err := read(name, nil)
	o.options.Attestations = append(o.options.Attestations, ledger.NamedAttestation{Name: filepath.Base(name), Text: string(text)})
	return err
}

// read reads a file, or standard input where there is one and the name is -, and
// no more of it than a bundle can have.
func read(name string, stdin io.Reader) ([]byte, error) {
	from := stdin
	if name != "-" || stdin == nil {
		opened, err := os.Open(name) //nolint:gosec // the file that the command line names is the one to read
		if err != nil {
			return nil, err
		}
		defer func() { _ = opened.Close() }() // nothing was written to it
		from = opened
	}
	return io.ReadAll(io.LimitReader(from, ledger.MaxBundle+1))
}

func show(w io.Writer, report ledger.Report, asJSON bool) error {
	if !asJSON {
		_, err := io.WriteString(w, text(report))
		return err
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(struct {
		Holds bool `json:"holds"`
		ledger.Report
	}{report.Holds(), report})
}

// text is the report in sentences.
func text(report ledger.Report) string {
	var out strings.Builder
	if report.Title != "" {
		fmt.Fprintf(&out, "%s (round %s)\n\n", printable(report.Title), printable(report.Round))
	}
	group(&out, "What does not hold", report.With(ledger.Fails))
	group(&out, "What was checked and holds", report.With(ledger.Holds))
	group(&out, "What could not be checked from this file", report.With(ledger.Unknown))
	if len(report.Limits) > 0 {
		out.WriteString("What nobody can know from it\n\n")
		for _, limit := range report.Limits {
			out.WriteString("      " + printable(limit) + "\n")
		}
		out.WriteString("\n")
	}
	out.WriteString(summary(report) + "\n")
	return out.String()
}

func group(out *strings.Builder, heading string, findings []ledger.Finding) {
	if len(findings) == 0 {
		return
	}
	out.WriteString(heading + "\n\n")
	for _, f := range findings {
		fmt.Fprintf(out, "  %2d  %s\n", f.Check, printable(f.Sentence))
	}
	out.WriteString("\n")
}

// printable keeps a text of somebody else from moving the cursor of a terminal.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return ' '
		}
		return r
	}, text)
}

func summary(report ledger.Report) string {
	switch failed := len(report.With(ledger.Fails)); {
	case !report.Readable:
		return "The file is no bundle."
	case failed == 1:
		return "One thing does not hold."
	case failed > 1:
		return fmt.Sprintf("%d things do not hold.", failed)
	default:
		return "All that could be checked holds."
	}
}
