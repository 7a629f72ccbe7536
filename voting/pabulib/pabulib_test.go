package pabulib_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/pabulib"
)

// lines joins lines of a file.
func lines(list ...string) string { return strings.Join(list, "\n") + "\n" }

// with returns a small file in which one line is replaced.
func with(number int, text string) string {
	list := []string{
		"META", "key;value", "description;a small vote", "budget;100", "vote_type;cumulative",
		"PROJECTS", "project_id;cost;name;district", "a;10;Bench;north", "b;20.50;Tree;",
		"VOTES", "voter_id;age;vote;points", "v1;30;a,b;2,1", "v2;none;;",
	}
	if number > 0 {
		list[number-1] = text
	}
	return lines(list...)
}

func TestRead(t *testing.T) {
	got, err := pabulib.Read(strings.NewReader(with(0, "")))
	if err != nil {
		t.Fatal(err)
	}
	want := &pabulib.File{
		Meta: []pabulib.Entry{{Key: "description", Value: "a small vote"}}, VoteType: pabulib.Cumulative,
		Budget: 1000, Scale: 10, Named: true, ProjectColumns: []string{"district"}, VoteColumns: []string{"age"},
		Projects: []pabulib.Project{{ID: "a", Cost: 100, Name: "Bench", Extra: []string{"north"}}, {ID: "b", Cost: 205, Name: "Tree", Extra: []string{""}}},
		Votes:    []pabulib.Vote{{Voter: "v1", Choices: []string{"a", "b"}, Points: []int64{2, 1}, Extra: []string{"30"}}, {Voter: "v2", Extra: []string{""}}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got.Get("description") != "a small vote" || got.Get("unit") != "" {
		t.Errorf("metadata %+v", got.Meta)
	}
	profile, err := got.Profile()
	if err != nil || profile.Voters() != 2 {
		t.Errorf("profile %v, %v", profile, err)
	}
}

func TestSyntax(t *testing.T) {
	for name, test := range map[string]struct {
		text    string
		line    int
		message string
	}{
		"empty":                {"", 1, "META: this section is missing"},
		"no section":           {"a;b\n", 1, "begins with the section META"},
		"only META":            {lines("META", "key;value", "budget;1", "vote_type;approval"), 4, "PROJECTS: this section is missing"},
		"no votes":             {lines("META", "key;value", "budget;1", "vote_type;approval", "PROJECTS", "project_id;cost", "a;1"), 7, "VOTES: this section is missing"},
		"no header of votes":   {lines("META", "key;value", "budget;1", "vote_type;approval", "PROJECTS", "project_id;cost", "VOTES"), 7, "VOTES: this section has no header"},
		"votes before":         {with(6, "VOTES"), 6, "out of order"},
		"section twice":        {with(10, "PROJECTS"), 10, "out of order"},
		"no header":            {lines("META", "PROJECTS"), 2, "META: this section has no header"},
		"no key":               {with(2, "name;value"), 2, "key: this column is missing"},
		"no budget":            {with(4, "x;y"), 6, "the metadata do not say the budget"},
		"no kind":              {with(5, "x;y"), 6, "the metadata do not say the kind"},
		"two budgets":          {with(3, "budget;1"), 4, "given twice"},
		"two kinds":            {with(4, "vote_type;approval"), 5, "given twice"},
		"unknown kind":         {with(5, "vote_type;shouting"), 5, "no known kind"},
		"empty key":            {with(3, ";x"), 3, "no key"},
		"budget is no number":  {with(4, "budget;much"), 4, "budget:"},
		"long number":          {with(4, "budget;"+strings.Repeat("9", 50)), 4, "9…"},
		"more than the limit":  {with(4, "budget;1000000000000000001"), 4, "no amount"},
		"negative budget":      {with(4, "budget;-5"), 4, "budget:"},
		"exponent":             {with(4, "budget;1e3"), 4, "budget:"},
		"absurd budget":        {with(4, "budget;99999999999999999999999999"), 4, "budget:"},
		"absurd in minor":      {with(4, "budget;1000000000000000000"), 4, "minor units"},
		"absurd cost in minor": {with(8, "a;999999999999999999;x;y"), 8, "minor units"},
		"decimals":             {with(8, "a;1.1234567;x;y"), 8, "more than 6 decimals"},
		"no cost":              {with(8, "a;;x;y"), 8, "cost:"},
		"two points":           {with(8, "a;1,234,567;x;y"), 8, "cost:"},
		"no column cost":       {with(7, "project_id;name;x;y"), 7, "cost: this column is missing"},
		"column twice":         {with(7, "project_id;cost;x;x"), 7, "name of another"},
		"column without name":  {with(7, "project_id;;cost;x"), 7, "no name"},
		"few cells":            {with(8, "a;10"), 8, "2 cells where the header has 4"},
		"many cells":           {with(8, "a;10;x;y;z"), 8, "5 cells where the header has 4"},
		"id none":              {with(8, "None;10;x;y"), 8, "project_id:"},
		"id with comma":        {with(8, "a,c;10;x;y"), 8, "comma"},
		"long id":              {with(8, strings.Repeat("x", 501)+";10;x;y"), 8, "project_id:"},
		"id twice":             {with(9, "a;10;x;y"), 9, "given twice"},
		"id of a section":      {lines("META", "key;value", "budget;1", "vote_type;approval", "PROJECTS", "cost;project_id", "1;votes"), 7, "name of a section"},
		"unknown project":      {with(12, "v1;30;a,c;2,1"), 12, `names "c", which is no project`},
		"space in a vote":      {with(12, "v1;30;a, b;2,1"), 12, `names " b"`},
		"no voter":             {with(12, ";30;a,b;2,1"), 12, "no id of a voter"},
		"few points":           {with(12, "v1;30;a,b;2"), 12, "points for 1 projects"},
		"no points":            {with(12, "v1;30;a,b;"), 12, "no points"},
		"negative points":      {with(12, "v1;30;a,b;2,-1"), 12, "points:"},
		"half points":          {with(12, "v1;30;a,b;2,1.5"), 12, "points:"},
		"absurd points":        {with(12, "v1;30;a,b;2,1000000001"), 12, "points:"},
		"no column points":     {with(11, "voter_id;age;vote;x"), 11, "points: this column is missing"},
		"few cells in a vote":  {with(12, "v1;30"), 12, "2 cells"},
		"open quote":           {with(12, `v1;"30;a,b;2,1`), 12, "quote is not closed"},
		"no UTF-8":             {with(8, "a;10;\xff;y"), 8, "UTF-8"},
		"long line":            {with(8, "a;10;"+strings.Repeat("x", pabulib.MaxRecord)), 8, "longer than"},
		"long record":          {with(8, `a;10;"`+strings.Repeat(strings.Repeat("x", 1000)+"\n", 1100)), 8, "longer than"},
		"long line in a quote": {with(8, "a;10;\"\n"+strings.Repeat("x", pabulib.MaxRecord+1)), 8, "longer than"},
		"many columns":         {with(8, strings.Repeat(";", pabulib.MaxColumns)), 8, "more than 200 cells"},
		"much metadata":        {with(3, strings.TrimSpace(strings.Repeat("x;y\n", pabulib.MaxMeta+1))), 3 + pabulib.MaxMeta, "lines of metadata"},
		"many projects":        {with(9, many("p%d;1;x;y", voting.MaxProjects)), 8 + voting.MaxProjects, "projects"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := pabulib.Read(strings.NewReader(test.text))
			var syntax *pabulib.SyntaxError
			if !errors.As(err, &syntax) || syntax.Line != test.line || !strings.Contains(err.Error(), test.message) {
				t.Errorf("error %v, want line %d: %s", err, test.line, test.message)
			}
		})
	}
}

func many(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format+"\n", i)
	}
	return strings.TrimSpace(b.String())
}

func TestTooManyVotes(t *testing.T) {
	text := lines("META", "key;value", "budget;1", "vote_type;approval", "PROJECTS", "project_id;cost", "a;1", "VOTES", "voter_id;vote")
	vote := "v;a\n"
	_, err := pabulib.Read(io.MultiReader(strings.NewReader(text), strings.NewReader(strings.Repeat(vote, pabulib.MaxVotes+1))))
	var syntax *pabulib.SyntaxError
	if !errors.As(err, &syntax) || syntax.Line != 10+pabulib.MaxVotes {
		t.Errorf("error %v", err)
	}
}

func TestReadErrors(t *testing.T) {
	broken := errors.New("the wire was cut")
	for _, text := range []string{"", "META\n", "META\n\"key"} {
		_, err := pabulib.Read(io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken)))
		if !errors.Is(err, broken) {
			t.Errorf("after %q: error %v", text, err)
		}
	}
}

// What real files do: other line ends, quotes, and semicolons that nobody quoted.
func TestDialects(t *testing.T) {
	text := "\ufeffmeta\r\nkey;value\r\ncomment;one; two;;\r\nbudget;1331751,10\rvote_type;Choose-1\n\n" +
		"Projects ;;\nname;project_id;cost;;\n\"a \"\"quoted\"\"\n name\";1;5000.0;;\n  two \"marks\" ;2;\"7\"0;\n" +
		"VOTES\nvote;voter_id\n1;\"v\"\"1\"\n\n2,2;v2"
	f, err := pabulib.Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	want := &pabulib.File{
		Meta: []pabulib.Entry{{Key: "comment", Value: "one;two"}}, VoteType: pabulib.ChooseOne, Budget: 13317511, Scale: 10, Named: true,
		Projects: []pabulib.Project{{ID: "1", Cost: 50000, Name: "a \"quoted\"\n name"}, {ID: "2", Cost: 700, Name: `two "marks"`}},
		Votes:    []pabulib.Vote{{Voter: `v"1`, Choices: []string{"1"}}, {Voter: "v2", Choices: []string{"2", "2"}}},
	}
	if !reflect.DeepEqual(f, want) {
		t.Errorf("got  %+v\nwant %+v", f, want)
	}
	roundTrip(t, f)
	slow, err := pabulib.Read(iotest.OneByteReader(strings.NewReader(text)))
	if err != nil || !reflect.DeepEqual(slow, f) {
		t.Errorf("byte by byte: %+v, %v", slow, err)
	}
}

// roundTrip writes the file, reads it again and compares.
func roundTrip(t *testing.T, f *pabulib.File) {
	t.Helper()
	var text bytes.Buffer
	if err := f.Write(&text); err != nil {
		t.Fatal(err)
	}
	again, err := pabulib.Read(bytes.NewReader(text.Bytes()))
	if err != nil {
		t.Fatalf("%v in\n%s", err, text.String())
	}
	if !reflect.DeepEqual(f, again) {
		t.Errorf("got  %+v\nwant %+v", again, f)
	}
}

func TestRoundTripFixtures(t *testing.T) {
	names, err := filepath.Glob("../testdata/edge/*.pb")
	if err != nil || len(names) != 20 {
		t.Fatalf("%d fixtures, %v", len(names), err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := pabulib.Read(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		roundTrip(t, f)
	}
}

func small() *pabulib.File {
	f, err := pabulib.Read(strings.NewReader(with(0, "")))
	if err != nil {
		panic(err)
	}
	return f
}

// A scale finer than needed becomes the least one; it is the same money.
func TestScale(t *testing.T) {
	f := small()
	f.Scale, f.Budget, f.Projects[0].Cost, f.Projects[1].Cost = 1000, 7_000, 1_005, 20
	var text bytes.Buffer
	if err := f.Write(&text); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"\nbudget;7\n", "\na;1.005;", "\nb;0.02;"} {
		if !strings.Contains(text.String(), line) {
			t.Errorf("no %q in %s", line, text.String())
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	long := strings.Repeat("x", pabulib.MaxRecord)
	for name, change := range map[string]func(f *pabulib.File){
		"kind":                   func(f *pabulib.File) { f.VoteType = "" },
		"scale":                  func(f *pabulib.File) { f.Scale = 7 },
		"budget":                 func(f *pabulib.File) { f.Budget = -1 },
		"much metadata":          func(f *pabulib.File) { f.Meta = make([]pabulib.Entry, pabulib.MaxMeta+1) },
		"key of a field":         func(f *pabulib.File) { f.Meta[0].Key = "budget" },
		"key of a section":       func(f *pabulib.File) { f.Meta[0].Key = "Votes" },
		"value with semicolon":   func(f *pabulib.File) { f.Meta[0].Value = "x;" },
		"value with space":       func(f *pabulib.File) { f.Meta[0].Value = " x" },
		"value with return":      func(f *pabulib.File) { f.Meta[0].Value = "x\ry" },
		"long value":             func(f *pabulib.File) { f.Meta[0].Value = long },
		"column with meaning":    func(f *pabulib.File) { f.ProjectColumns[0] = "cost" },
		"vote column":            func(f *pabulib.File) { f.VoteColumns[0] = "points" },
		"column without name":    func(f *pabulib.File) { f.VoteColumns[0] = "" },
		"column that is trimmed": func(f *pabulib.File) { f.VoteColumns[0] = "x " },
		"many columns":           func(f *pabulib.File) { f.VoteColumns = strings.Split(many("c%d", pabulib.MaxColumns), "\n") },
		"id with comma":          func(f *pabulib.File) { f.Projects[0].ID = "a,b" },
		"name without column":    func(f *pabulib.File) { f.Named = false },
		"extra of a project":     func(f *pabulib.File) { f.Projects[0].Extra = nil },
		"name none":              func(f *pabulib.File) { f.Projects[0].Name = "None" },
		"unknown project":        func(f *pabulib.File) { f.Votes[0].Choices[0] = "z" },
		"voter":                  func(f *pabulib.File) { f.Votes[0].Voter = "" },
		"number of points":       func(f *pabulib.File) { f.Votes[0].Points = nil },
		"negative points":        func(f *pabulib.File) { f.Votes[0].Points[0] = -1 },
		"extra of a vote":        func(f *pabulib.File) { f.Votes[0].Extra = nil },
		"extra none":             func(f *pabulib.File) { f.Votes[0].Extra[0] = "none" },
	} {
		t.Run(name, func(t *testing.T) {
			f, out := small(), &bytes.Buffer{}
			change(f)
			var syntax *pabulib.SyntaxError
			if err := f.Write(out); !errors.As(err, &syntax) || syntax.Error() == "" || out.Len() > 0 {
				t.Errorf("error %v, %d bytes written", err, out.Len())
			}
		})
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestWriteError(t *testing.T) {
	if err := small().Write(full{}); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("error %v", err)
	}
}

func TestProfileAs(t *testing.T) {
	f := small()
	profile, err := f.ProfileAs(voting.Form{Kind: voting.KindApproval, Imported: true})
	if err != nil || profile.Form().Kind != voting.KindApproval {
		t.Errorf("%v, %v", profile, err)
	}
	var invalid *voting.BallotError
	if _, err := f.ProfileAs(voting.Form{Kind: voting.KindApproval, Max: 1}); !errors.As(err, &invalid) {
		t.Errorf("error %v", err)
	}
}

func FuzzRead(f *testing.F) {
	names, _ := filepath.Glob("../testdata/edge/*.pb")
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(with(8, "a;10;\"x\n\"\"y\"z;")))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := pabulib.Read(bytes.NewReader(data))
		if err != nil {
			var syntax *pabulib.SyntaxError
			if !errors.As(err, &syntax) || syntax.Line < 1 {
				t.Errorf("error %v names no line", err)
			}
			return
		}
		if _, err := file.Profile(); err != nil {
			t.Errorf("profile: %v", err)
		}
		roundTrip(t, file)
	})
}

func ExampleRead() {
	file, err := pabulib.Read(strings.NewReader(`META
key;value
description;Our street
budget;120,50
vote_type;approval
PROJECTS
project_id;cost;name
bench;70;A bench
tree;50.5;A tree
VOTES
voter_id;vote
1;bench,tree
2;tree
`))
	if err != nil {
		panic(err)
	}
	fmt.Println(file.Get("description"), file.Instance().Budget, "/", file.Scale)
	profile, err := file.Profile()
	fmt.Println(profile.Voters(), "ballots", err)
	// Output:
	// Our street 1205 / 10
	// 2 ballots <nil>
}
