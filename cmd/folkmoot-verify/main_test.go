package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const files = "../../ledger/testdata/"

var program string

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "folkmoot-verify")
	if err != nil {
		panic(err)
	}
	program = filepath.Join(folder, "folkmoot-verify")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		panic(string(out))
	}
	code := m.Run()
	os.RemoveAll(folder)
	os.Exit(code)
}

// verify runs the program as somebody would, and returns what it says and ends
// with.
func verify(t *testing.T, stdin []byte, args ...string) (string, int) {
	t.Helper()
	command := exec.Command(program, args...)
	command.Stdin = bytes.NewReader(stdin)
	out, err := command.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return string(out), command.ProcessState.ExitCode()
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	file, err := os.ReadFile(files + name)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// What the program ends with tells a script what it found.
func TestWhatItEndsWith(t *testing.T) {
	file := read(t, "openings.public.json")
	var bundle struct{ Key, Checkpoint string }
	if err := json.Unmarshal(file, &bundle); err != nil {
		t.Fatal(err)
	}
	kept := filepath.Join(t.TempDir(), "checkpoint.txt")
	if err := os.WriteFile(kept, []byte(bundle.Checkpoint), 0o600); err != nil {
		t.Fatal(err)
	}
	changed := bytes.Replace(file, []byte(`"title":"The bell"`), []byte(`"title":"The \u001b[2Jwell"`), 1)
	open := files + "openings.public.json"
	for name, c := range map[string]struct {
		stdin []byte
		args  []string
		code  int
		words string
	}{
		"nothing is wrong":         {nil, []string{open}, 0, "All that could be checked holds."},
		"flags before and after":   {nil, []string{"--key", bundle.Key, open, "--checkpoint", kept}, 0, "All that could be checked holds."},
		"standard input":           {file, []string{"-"}, 0, "All that could be checked holds."},
		"a receipt":                {nil, []string{open, "--receipt", files + "openings.m-ada-1.receipt.txt", "--receipt", files + "openings.m-ada-2.receipt.txt"}, 0, "is counted as"},
		"help":                     {nil, []string{"--help"}, 0, "--last-receipt FILE"},
		"a last receipt":           {nil, []string{open, "--last-receipt", files + "openings.m-ada-1.receipt.txt"}, 1, "This receipt proves that a ballot was dropped."},
		"a lost ballot":            {nil, []string{open, "--receipt", files + "openings.lost.receipt.txt"}, 1, "One thing does not hold."},
		"another title":            {changed, []string{"-"}, 1, "The options[3].title stored now is “The  [2Jwell”"},
		"another key":              {nil, []string{open, "--key", "key"}, 1, "things do not hold."},
		"no bundle":                {[]byte("{}"), []string{"-"}, 2, "The file is no bundle."},
		"no file":                  {nil, []string{"nowhere.json"}, 2, "nowhere.json"},
		"no receipt":               {nil, []string{open, "--receipt", "nowhere.txt"}, 2, "nowhere.txt"},
		"no name":                  {nil, nil, 2, "which bundle?"},
		"two bundles":              {nil, []string{open, open}, 2, "one bundle at a time"},
		"a flag that there is not": {nil, []string{open, "--trust"}, 2, "--help"},
	} {
		t.Run(name, func(t *testing.T) {
			out, code := verify(t, c.stdin, c.args...)
			if code != c.code || !strings.Contains(out, c.words) {
				t.Errorf("it ended with %d and not %d, or does not say “%s”:\n%s", code, c.code, c.words, out)
			}
		})
	}
}

// The report is there for programs too.
func TestTheReportAsJSON(t *testing.T) {
	out, code := verify(t, nil, files+"totals.public.json", "--json")
	var report struct {
		Holds    bool
		Round    string
		Findings []struct {
			Check                    int
			About, Verdict, Sentence string
		}
		Limits []string
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil || code != 0 {
		t.Fatalf("%v, %d: %s", err, code, out)
	}
	if !report.Holds || report.Round != "0195f0aa" || len(report.Findings) < 10 || report.Findings[0].Verdict != "holds" || len(report.Limits) == 0 {
		t.Errorf("%+v", report)
	}
}
