package sheet_test

import (
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/internal/sheet"
)

func TestReadsWhatPeoplePaste(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want [][]string
	}{
		"tabs":              {"title\tminutes\nA bench\t20\n", [][]string{{"title", "minutes"}, {"A bench", "20"}}},
		"tabs with commas":  {"A bench, a tree\t20", [][]string{{"A bench, a tree", "20"}}},
		"commas":            {"A bench,20\r\nA tree,10", [][]string{{"A bench", "20"}, {"A tree", "10"}}},
		"semicolons":        {"\uFEFFA bench, long;20", [][]string{{"A bench, long", "20"}}},
		"lines in a cell":   {"\"one\ntwo\"\t5", [][]string{{"one\ntwo", "5"}}},
		"quotes in a cell":  {`"say ""yes""",5`, [][]string{{`say "yes"`, "5"}}},
		"a quote in a cell": {"5\" pipes\t5", [][]string{{`5" pipes`, "5"}}},
		"empty rows":        {"\n\t\t\nA\n\t\n", [][]string{{"A"}}},
		"one column":        {"A bench\nA tree", [][]string{{"A bench"}, {"A tree"}}},
		"nothing":           {"", nil},
		"from our own file": {"'=1+1,'- a list,'tis", [][]string{{"=1+1", "- a list", "'tis"}}},
	} {
		got, err := sheet.Read(c.text, 10)
		if err != nil || !slices.EqualFunc(got, c.want, slices.Equal[[]string]) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := sheet.Read(strings.Repeat("a\n", 11), 10); !errors.Is(err, sheet.ErrTooLong) {
		t.Errorf("eleven rows: %v", err)
	}
}

// No cell of a file that we write is a formula to a spreadsheet, and all of it comes
// back.
func TestNothingThatIsWrittenIsAFormula(t *testing.T) {
	cells := []string{
		"=1+1", "+49 1", "-5", "@SUM(A1)", "\tx", "\rx", "=HYPERLINK(\"http://x\",\"y\")", "=cmd|' /C calc'!A0",
		"plain", "", "5", "a=b", "with, comma", "two\nlines", `"quoted"`, "'single",
	}
	written, err := sheet.Write([][]string{cells})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(written), "\uFEFF") {
		t.Error("there is no byte order mark")
	}
	plain, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(written), "\uFEFF"))).Read()
	if err != nil || len(plain) != len(cells) {
		t.Fatalf("%d cells, %v", len(plain), err)
	}
	for _, cell := range plain {
		if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
			t.Errorf("a formula: %q", cell)
		}
	}
	back, err := sheet.Read(string(written), 10)
	if err != nil {
		t.Fatal(err)
	}
	for i, cell := range back[0] {
		if strings.TrimSpace(cell) != strings.TrimSpace(cells[i]) {
			t.Errorf("%q came back as %q", cells[i], cell)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("title\tminutes\nA \"bench\"\t20")
	f.Add("a;b,c\n\"")
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := sheet.Read(text, 50)
		if err != nil {
			return
		}
		if _, err := sheet.Write(rows); err != nil {
			t.Error(err)
		}
	})
}
