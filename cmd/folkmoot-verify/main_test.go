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
		"attestations":             {nil, []string{files + "ballots.public.json", "--attestation", files + "ballots.m-ada.attestation.txt", "--attestation", files + "ballots.m-olga.attestation.txt"}, 0, "m-olga, one of the auditors, signed with"},
		"another's attestation":    {nil, []string{files + "ballots.public.json", "--attestation", files + "ballots.other-auditor.attestation.txt"}, 1, "is none of rules.auditors"},
		"no attestation":           {nil, []string{open, "--attestation", "nowhere.txt"}, 2, "nowhere.txt"},
		"a key and nobody":         {nil, []string{open, "--attest", kept}, 2, "--attest and --auditor go together"},
		"somebody and no key":      {nil, []string{open, "--auditor", "m-ada"}, 2, "--attest and --auditor go together"},
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

// An auditor signs that everything holds, with a key that the program makes and
// then uses again; and everybody can check it.
func TestAttest(t *testing.T) {
	folder := t.TempDir()
	key, signed := filepath.Join(folder, "key"), filepath.Join(folder, "attestation.txt")
	audit := files + "ballots.auditors.json"
	out, code := verify(t, nil, audit, "--attest", key, "--auditor", "m-ada", "--attest-to", signed)
	if code != 0 || !strings.Contains(out, "Tell the others that it is yours.") {
		t.Fatalf("%d: %s", code, out)
	}
	if info, err := os.Stat(key); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	first, err := os.ReadFile(signed)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := exec.Command(program, audit, "--attest", key, "--auditor", "m-ada").Output(); err != nil || !bytes.Equal(again, first) {
		t.Errorf("%v: %s and %s", err, first, again)
	}
	if out, code := verify(t, nil, files+"ballots.public.json", "--attestation", signed); code != 0 {
		t.Errorf("%d: %s", code, out)
	}
}

// Nothing is signed, and no key is made, where not everything holds, or for
// somebody who is no auditor.
func TestNothingToAttest(t *testing.T) {
	key := filepath.Join(t.TempDir(), "key")
	audit := read(t, "ballots.auditors.json")
	for name, c := range map[string]struct {
		file    []byte
		auditor string
		code    int
		words   string
	}{
		"the public's file": {read(t, "ballots.public.json"), "m-ada", 1, "nothing was signed: only the auditors' file"},
		"no auditor":        {audit, "m-ben", 1, "nothing was signed: \"m-ben\" is none of the auditors"},
		"a changed file":    {bytes.Replace(audit, []byte(`"voted":8`), []byte(`"voted":7`), 1), "m-ada", 1, "nothing was signed: not everything"},
		"no bundle":         {[]byte("{}"), "m-ada", 2, "The file is no bundle."},
	} {
		t.Run(name, func(t *testing.T) {
			out, code := verify(t, c.file, "-", "--attest", key, "--auditor", c.auditor)
			if code != c.code || !strings.Contains(out, c.words) || strings.Contains(out, "folkmoot/attestation") {
				t.Errorf("%d: %s", code, out)
			}
			if _, err := os.Stat(key); err == nil {
				t.Error("a key was made")
			}
		})
	}
	if err := os.WriteFile(key, []byte("a shopping list"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, code := verify(t, audit, "-", "--attest", key, "--auditor", "m-ada"); code != 2 || !strings.Contains(out, "holds no key") {
		t.Errorf("%d: %s", code, out)
	}
}
