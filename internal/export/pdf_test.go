package export_test

import (
	"bytes"
	"compress/zlib"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/folkmoot/folkmoot/internal/export"
)

func pdf(t *testing.T, a export.Agenda, paper string) []byte {
	t.Helper()
	data, err := export.PDF(a, paper)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

var (
	object    = regexp.MustCompile(`(?s)(\d+) 0 obj\n(.*?)\nendobj\n`)
	reference = regexp.MustCompile(`(\d+) 0 R`)
	contents  = regexp.MustCompile(`(?s)<</Filter/FlateDecode/Length (\d+)[^>]*>>\nstream\n`)
)

// objects reads the file by its table of places, as readers do.
func objects(t *testing.T, data []byte) map[string]string {
	t.Helper()
	_, rest, found := bytes.Cut(data, []byte("\nstartxref\n"))
	if !found || !bytes.HasPrefix(data, []byte("%PDF-1.7\n")) || !bytes.HasSuffix(data, []byte("%%EOF\n")) {
		t.Fatal("this is no PDF")
	}
	at, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(string(rest), "%%EOF\n")))
	if err != nil || at > len(data) || !bytes.HasPrefix(data[at:], []byte("xref\n")) {
		t.Fatalf("the table of places is not at %d: %v", at, err)
	}
	all := map[string]string{}
	for i, row := range strings.Split(string(data[at:]), "\n")[3:] {
		if !strings.HasSuffix(row, " 00000 n ") {
			break
		}
		place, err := strconv.Atoi(row[:10])
		if err != nil {
			t.Fatal(err)
		}
		number := strconv.Itoa(i + 1)
		if !bytes.HasPrefix(data[place:], []byte(number+" 0 obj\n")) {
			t.Fatalf("object %s is not at %d", number, place)
		}
		all[number] = object.FindStringSubmatch(string(data[place:]))[2]
	}
	return all
}

func unpacked(t *testing.T, body string) string {
	t.Helper()
	at := contents.FindStringIndex(body)
	if at == nil {
		return ""
	}
	reader, err := zlib.NewReader(strings.NewReader(body[at[1]:]))
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestPDFIsReadBack(t *testing.T) {
	least := map[string]int{"forty": 5, "full": 2}
	for name, agenda := range samples(t) {
		for _, paper := range []string{export.A4, export.Letter} {
			all := objects(t, pdf(t, agenda, paper))
			pages := 0
			for number, body := range all {
				for _, to := range reference.FindAllStringSubmatch(contents.ReplaceAllString(body, ""), -1) {
					if strings.HasPrefix(body, "<</Type") && all[to[1]] == "" {
						t.Errorf("%s: object %s points to %s, which is not there", name, number, to[1])
					}
				}
				if strings.HasPrefix(body, "<</Type/Page/") {
					pages++
				}
				content := unpacked(t, body)
				if strings.Count(content, " BDC\n")+strings.Count(content, " BMC\n") != strings.Count(content, "EMC\n") {
					t.Errorf("%s: what is read aloud does not end", name)
				}
			}
			if pages < max(1, least[name]) {
				t.Errorf("%s on %s has %d pages", name, paper, pages)
			}
			for _, wrong := range []string{"/JavaScript", "/JS", "/Launch", "/OpenAction", "/EmbeddedFile", "javascript:"} {
				if slices.ContainsFunc(slices.Collect(values(all)), func(body string) bool { return strings.Contains(body, wrong) }) {
					t.Errorf("%s: the file has %s", name, wrong)
				}
			}
		}
	}
}

func values(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for _, v := range m {
			if !yield(v) {
				return
			}
		}
	}
}

func TestPDFIsTheSameEachTimeAndFitsItsPaper(t *testing.T) {
	agenda := full(t)
	first := pdf(t, agenda, export.A4)
	if !bytes.Equal(first, pdf(t, agenda, export.A4)) {
		t.Error("two files of one agenda differ")
	}
	letter := pdf(t, agenda, export.Letter)
	if !bytes.Contains(first, []byte("/MediaBox[0 0 595.276 841.89]")) || !bytes.Contains(letter, []byte("/MediaBox[0 0 612 792]")) {
		t.Error("the paper has another size")
	}
	if !bytes.Contains(first, []byte("/URI<"+strings.ToUpper(hexed("https://example.org/letter"))+">")) {
		t.Error("the paper of a slot is no link")
	}
}

// Requests draw at the same time and share the fonts.
func TestDrawingAtOnce(t *testing.T) {
	agenda := arabic(t)
	want := pdf(t, agenda, export.A4)
	var together sync.WaitGroup
	for range 4 {
		together.Go(func() {
			got, err := export.PDF(agenda, export.A4)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("drawn beside others it differs, %v", err)
			}
			if _, err := export.Picture(agenda); err != nil {
				t.Error(err)
			}
		})
	}
	together.Wait()
}

func hexed(s string) string {
	var out strings.Builder
	for i := range len(s) {
		out.WriteString(strconv.FormatInt(int64(s[i]), 16))
	}
	return out.String()
}

// A reader that is not ours finds the words, also those that are joined and
// those from right to left.
func TestPDFIsFoundByItsWords(t *testing.T) {
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed")
	}
	for name, want := range map[string][]string{
		"full":   {"Who holds the keys to the yard?", "Ten keys, or one?", "Μαρία Παπαδοπούλου", "Олена Шевченко", "Piotr Żuk", "What did not fit", "20 minutes", "Version 2"},
		"arabic": {"اجتماع ديسمبر في الحي", "مفاتيح", "שלט חדש בכניסה", "Questions"},
		"forty":  {"Γενική συνέλευση", "Загальні", "Sunday 6 December 2026", "Item 40"},
	} {
		file := filepath.Join(t.TempDir(), name+".pdf")
		if err := os.WriteFile(file, pdf(t, samples(t)[name], export.A4), 0o600); err != nil {
			t.Fatal(err)
		}
		found, err := exec.CommandContext(t.Context(), program, file, "-").Output()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		words := strings.Map(func(r rune) rune {
			if r >= 0x202a && r <= 0x202e { // the directions that the reader adds
				return -1
			}
			return r
		}, strings.Join(strings.Fields(string(found)), " "))
		for _, w := range want {
			if !strings.Contains(words, w) {
				t.Errorf("%s lacks %q:\n%s", name, w, words)
			}
		}
	}
}

func TestPicture(t *testing.T) {
	for _, name := range []string{"full", "long", "arabic", "empty", "cancelled", "hostile"} {
		agenda := samples(t)[name]
		data, err := export.Picture(agenda)
		if err != nil {
			t.Fatal(err)
		}
		if name == "full" {
			if again, err := export.Picture(agenda); err != nil || !bytes.Equal(data, again) {
				t.Errorf("two pictures of one agenda differ, %v", err)
			}
		}
		drawn, err := png.Decode(bytes.NewReader(data))
		if err != nil || drawn.Bounds().Dx() != 1200 || drawn.Bounds().Dy() != 630 {
			t.Errorf("%s: %v, %v", name, drawn.Bounds(), err)
		}
		for x := range 1200 { // nothing runs into the margins
			if drawn.At(x, 20) != drawn.At(0, 0) || drawn.At(x, 615) != drawn.At(0, 0) || drawn.At(20, min(x, 629)) != drawn.At(0, 0) || drawn.At(1185, min(x, 629)) != drawn.At(0, 0) {
				t.Errorf("%s: something is drawn in the margin", name)
				break
			}
		}
	}
}

// A wall does not wait, and neither does who prints.
func BenchmarkPDF(b *testing.B) {
	agenda := forty(b)
	for b.Loop() {
		if _, err := export.PDF(agenda, export.A4); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPicture(b *testing.B) {
	agenda := forty(b)
	for b.Loop() {
		if _, err := export.Picture(agenda); err != nil {
			b.Fatal(err)
		}
	}
}

// Whatever people write, there is a file, and it is a whole one.
func FuzzPDF(f *testing.F) {
	for _, seed := range []string{"", "a", "اجتماع", "שלום (world) 12", "\u202e\u2066x", "e\u0301\u0301\u0301", "\x00\xff", "👩‍👩‍👧", strings.Repeat("x", 500)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, words string) {
		agenda := three(t)
		agenda.Title, agenda.Slots[0].Title, agenda.Slots[1].Question, agenda.Place = words, words, words, words
		objects(t, pdf(t, agenda, export.A4))
		if _, err := export.Picture(agenda); err != nil {
			t.Fatal(err)
		}
	})
}
