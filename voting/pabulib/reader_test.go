package pabulib_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/pabulib"
)

// stream reads all ballots one by one and copies them.
func stream(r io.Reader) (*pabulib.File, error) {
	in, err := pabulib.NewReader(r)
	if err != nil {
		return nil, err
	}
	var votes []pabulib.Vote
	for {
		v, err := in.Next()
		if errors.Is(err, io.EOF) {
			file := *in.File()
			file.Votes = votes
			return &file, nil
		}
		if err != nil {
			return nil, err
		}
		v.Choices, v.Points, v.Extra = slices.Clone(v.Choices), slices.Clone(v.Points), slices.Clone(v.Extra)
		votes = append(votes, v)
	}
}

// sameWays reads the data in all ways and by all sorts of readers: one file, or
// one error.
func sameWays(t *testing.T, data []byte) (*pabulib.File, error) {
	t.Helper()
	want, wantErr := pabulib.Read(bytes.NewReader(data))
	for name, again := range map[string]func() (*pabulib.File, error){
		"ballot by ballot": func() (*pabulib.File, error) { return stream(bytes.NewReader(data)) },
		"byte by byte":     func() (*pabulib.File, error) { return pabulib.Read(iotest.OneByteReader(bytes.NewReader(data))) },
		"end with data":    func() (*pabulib.File, error) { return pabulib.Read(iotest.DataErrReader(bytes.NewReader(data))) },
	} {
		got, err := again()
		if fmt.Sprint(err) != fmt.Sprint(wantErr) || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, %v\nwant %+v, %v", name, got, err, want, wantErr)
		}
	}
	head, profile, err := pabulib.ReadProfile(bytes.NewReader(data))
	if fmt.Sprint(err) != fmt.Sprint(wantErr) {
		t.Errorf("profile: error %v, want %v", err, wantErr)
	}
	if err == nil {
		sameProfile(t, head, profile, want)
	}
	return want, wantErr
}

func sameProfile(t *testing.T, head *pabulib.File, profile *voting.Profile, want *pabulib.File) {
	t.Helper()
	kept, err := want.Profile()
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(profile.Groups(), kept.Groups()) || profile.Voters() != len(want.Votes) {
		t.Errorf("%d ballots in %v\nwant %d in %v", profile.Voters(), profile.Groups(), kept.Voters(), kept.Groups())
	}
	without := *want
	without.Votes = nil
	if !reflect.DeepEqual(head, &without) {
		t.Errorf("got  %+v\nwant %+v", head, &without)
	}
}

func TestReader(t *testing.T) {
	in, err := pabulib.NewReader(strings.NewReader(with(0, "")))
	if err != nil {
		t.Fatal(err)
	}
	head := in.File()
	if head.Votes != nil || head.Budget != 1000 || len(head.Projects) != 2 || !slices.Equal(head.VoteColumns, []string{"age"}) {
		t.Errorf("head %+v", head)
	}
	for _, want := range []string{"v1", "v2"} {
		if vote, err := in.Next(); err != nil || vote.Voter != want {
			t.Errorf("got %+v, %v, want %s", vote, err, want)
		}
	}
	for range 2 {
		if _, err := in.Next(); !errors.Is(err, io.EOF) {
			t.Errorf("error %v at the end", err)
		}
	}
}

// After an error there is no further ballot, whatever follows in the file.
func TestReaderKeepsItsError(t *testing.T) {
	in, err := pabulib.NewReader(strings.NewReader(with(12, "v1;30;a,c;2,1")))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		var syntax *pabulib.SyntaxError
		if _, err := in.Next(); !errors.As(err, &syntax) || syntax.Line != 12 {
			t.Errorf("error %v", err)
		}
	}
	if _, err := in.Profile(); err == nil {
		t.Error("a profile after an error")
	}
}

// Ends of lines at every place of a block, and lines longer than a block.
func TestLineEnds(t *testing.T) {
	for _, size := range []int{0, 1, 65_300, 65_400, 65_500, 65_535, 65_536, 65_537, 200_000} {
		text := with(3, "description;"+strings.Repeat("x", size))
		for _, end := range []string{"\n", "\r", "\r\n"} {
			file, err := sameWays(t, []byte(strings.ReplaceAll(text, "\n", end)))
			if err != nil || len(file.Votes) != 2 || len(file.Get("description")) != size {
				t.Errorf("size %d, end %q: %v", size, end, err)
			}
		}
	}
}

// endless is a line without an end.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return copy(p, bytes.Repeat([]byte("x"), len(p))), nil }

func TestEndlessLine(t *testing.T) {
	var syntax *pabulib.SyntaxError
	_, err := pabulib.Read(io.MultiReader(strings.NewReader("META\n"), endless{}))
	if !errors.As(err, &syntax) || syntax.Line != 2 || !strings.Contains(err.Error(), "longer than") {
		t.Errorf("error %v", err)
	}
}

func TestPoints(t *testing.T) {
	for points, want := range map[string][]int64{
		"2,1": {2, 1}, "5.0, 007": {5, 7}, "1000000000,0": {1_000_000_000, 0}, "999999999,600000000": {999_999_999, 600_000_000},
	} {
		in, err := pabulib.NewReader(strings.NewReader(with(12, "v1;30;a,b;"+points)))
		if err != nil {
			t.Fatal(err)
		}
		if vote, err := in.Next(); err != nil || !slices.Equal(vote.Points, want) {
			t.Errorf("%q: %v, %v", points, vote.Points, err)
		}
	}
}

// stuck is a reader that gives nothing.
type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }

func TestNoProgress(t *testing.T) {
	if _, err := pabulib.Read(stuck{}); !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("error %v", err)
	}
}

// What the metadata promise is no reason to take memory, or to refuse a file.
func TestPromisedVotes(t *testing.T) {
	for _, promised := range []string{"2", "0", "1000000000000", "-1", "many", ""} {
		text := strings.Replace(with(0, ""), "budget;", "num_votes;"+promised+"\nbudget;", 1)
		if f, err := sameWays(t, []byte(text)); err != nil || len(f.Votes) != 2 {
			t.Errorf("num_votes %q: %v", promised, err)
		}
	}
}

// generated is the text of an election with many ballots, made while it is read.
type generated struct {
	head   string
	votes  int
	done   int
	buffer bytes.Buffer
}

func generate(kind, columns string, votes int) *generated {
	var head strings.Builder
	fmt.Fprintf(&head, "META\nkey;value\nbudget;1000\nvote_type;%s\nPROJECTS\nproject_id;cost\n", kind)
	for i := range 100 {
		fmt.Fprintf(&head, "project/%d;%d\n", i, 10+i)
	}
	return &generated{head: head.String() + "VOTES\n" + columns + "\n", votes: votes}
}

func (g *generated) Read(p []byte) (int, error) {
	if g.head != "" {
		g.buffer.WriteString(g.head)
		g.head = ""
	}
	for ; g.buffer.Len() < len(p) && g.done < g.votes; g.done++ {
		a := g.done % 90
		fmt.Fprintf(&g.buffer, "%d;project/%d,project/%d,project/%d;3,2,1;%d;\"internet; or so\"\n", g.done, a, a+3, a+9, a)
	}
	return g.buffer.Read(p)
}

// spent is what a function takes from the heap: pieces and bytes, in all.
func spent(run func()) (pieces, size uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	run()
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs, after.TotalAlloc - before.TotalAlloc
}

// A ballot that is streamed takes no memory of its own: what is read is cut out
// of blocks, and a profile grows only by ballots that it does not have.
func TestStreamTakesLittle(t *testing.T) {
	const votes, line = 100_000, 80 // more bytes than any line has
	for _, kind := range []string{pabulib.Approval, pabulib.Cumulative, pabulib.Ordinal} {
		text, err := io.ReadAll(generate(kind, "voter_id;vote;points;age;method", votes))
		if err != nil {
			t.Fatal(err)
		}
		text = bytes.ReplaceAll(text, []byte(`"internet; or so"`), []byte("internet"))
		var profile *voting.Profile
		pieces, size := spent(func() { _, profile, err = pabulib.ReadProfile(bytes.NewReader(text)) })
		if err != nil || profile.Voters() != votes {
			t.Fatal(err)
		}
		if pieces > votes/20 || size > votes*line {
			t.Errorf("%s: %d ballots took %d pieces and %d bytes", kind, votes, pieces, size)
		}
	}
}

// While ballots are read, only the one at hand is kept, quoted or not.
func TestStreamKeepsLittle(t *testing.T) {
	const votes = 300_000 // 20 MB of text
	in, err := pabulib.NewReader(generate(pabulib.Approval, "voter_id;vote;points;age;method", votes))
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for range votes {
		if _, err := in.Next(); err != nil {
			t.Fatal(err)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if after.HeapAlloc > before.HeapAlloc+1<<20 {
		t.Errorf("%d bytes are kept after %d ballots", after.HeapAlloc-before.HeapAlloc, votes)
	}
	if _, err := in.Next(); !errors.Is(err, io.EOF) {
		t.Errorf("error %v at the end", err)
	}
}

// realFiles returns the real elections, nil if they are not there: they are not
// part of this repository.
func realFiles(t *testing.T) []string {
	t.Helper()
	folder := os.Getenv("FOLKMOOT_PABULIB")
	given := folder != ""
	if !given {
		folder = filepath.Join("..", "shared", "pabulib")
	}
	if !filepath.IsAbs(folder) {
		folder = filepath.Join("..", "..", folder) // seen from the module root
	}
	var names []string
	for _, part := range []string{"dev", "large", "edge"} {
		found, err := filepath.Glob(filepath.Join(folder, part, "*.pb"))
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, found...)
	}
	const how = "no real elections in %q: set FOLKMOOT_PABULIB to a folder with dev/*.pb and large/*.pb from Pabulib"
	switch {
	case len(names) > 0:
	case given || os.Getenv("CI") == "true":
		t.Fatalf(how, folder)
	default:
		t.Logf(how, folder)
	}
	return names
}

// Each real election is read alike in all ways, and what is written is written
// again byte for byte.
func TestRealFiles(t *testing.T) {
	for _, name := range realFiles(t) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			file, err := sameWays(t, data)
			if err != nil {
				t.Fatal(err)
			}
			first, second := written(t, file), []byte(nil)
			if file, err = pabulib.Read(bytes.NewReader(first)); err != nil {
				t.Fatal(err)
			}
			if second = written(t, file); !bytes.Equal(first, second) {
				t.Error("what is written is read differently")
			}
		})
	}
}

func written(t *testing.T, file *pabulib.File) []byte {
	t.Helper()
	var text bytes.Buffer
	if err := file.Write(&text); err != nil {
		t.Fatal(err)
	}
	return text.Bytes()
}

func FuzzReader(f *testing.F) {
	names, _ := filepath.Glob("../testdata/edge/*.pb")
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(strings.ReplaceAll(with(8, "a;10;\"x\n\"\"y\"z;"), "\n", "\r\n")))
	f.Add([]byte(with(13, "META")))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = sameWays(t, data)
	})
}

func ExampleReader() {
	in, err := pabulib.NewReader(strings.NewReader(with(0, "")))
	if err != nil {
		panic(err)
	}
	fmt.Println(in.File().Get("description"))
	for {
		vote, err := in.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			panic(err)
		}
		fmt.Println(vote.Voter, vote.Choices, vote.Points)
	}
	// Output:
	// a small vote
	// v1 [a b] [2 1]
	// v2 [] []
}

func BenchmarkReadProfile(b *testing.B) {
	text, err := io.ReadAll(generate(pabulib.Cumulative, "voter_id;vote;points;age;method", 20_000))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := pabulib.ReadProfile(bytes.NewReader(text)); err != nil {
			b.Fatal(err)
		}
	}
}
