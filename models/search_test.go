package models_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/models"
)

// A shelf is a process in which documents are found.
type shelf struct {
	t       *testing.T
	db      *database.DB
	process models.Process
}

func newShelf(t *testing.T, db *database.DB, language string) *shelf {
	t.Helper()
	s := &shelf{t: t, db: db}
	s.write(func(tx *database.Tx) (err error) {
		s.process, err = models.NewProcess(tx, models.Process{Name: "Mill", TimeZone: "UTC", Language: language})
		return err
	})
	return s
}

func (s *shelf) write(f func(*database.Tx) error) {
	s.t.Helper()
	if err := s.db.Write(s.t.Context(), time.Unix(0, 0), f); err != nil {
		s.t.Fatal(err)
	}
}

// put indexes a document whose id is its title's first word.
func (s *shelf) put(d models.Document) {
	s.t.Helper()
	d.ProcessID, d.Thing = s.process.ID, strings.Fields(d.Title)[0]
	if d.Kind == "" {
		d.Kind = models.KindProposal
	}
	s.write(func(tx *database.Tx) error { return models.Index(tx, d) })
}

func (s *shelf) read(f func(q database.Query) error) {
	s.t.Helper()
	if err := s.db.Read(s.t.Context(), f); err != nil {
		s.t.Fatal(err)
	}
}

// search returns the ids of what is found, in order.
func (s *shelf) search(query string, kinds ...models.DocumentKind) string {
	s.t.Helper()
	var found models.Finding
	s.read(func(q database.Query) (err error) {
		found, err = models.Search(q, s.process, query, kinds...)
		return err
	})
	return things(found)
}

func (s *shelf) similar(title, text string) string {
	s.t.Helper()
	var found models.Finding
	s.read(func(q database.Query) (err error) {
		found, err = models.Similar(q, s.process, title, text, "", models.KindProposal)
		return err
	})
	return things(found)
}

func things(found models.Finding) string {
	var ids []string
	for _, hit := range found.Hits {
		ids = append(ids, hit.Thing)
	}
	return strings.Join(ids, " ")
}

func TestSearchFinds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := newShelf(t, db, "en")
		s.put(models.Document{Title: "a Night on the bridge", Text: "Lamps, please."})
		s.put(models.Document{Title: "b Lamps along the path", Text: "From the bridges to the mill."})
		s.put(models.Document{Title: "c Bathing place", Text: "Slippery steps; the lifebelt is gone."})
		s.put(models.Document{Title: "d Withdrawn bridge at night", State: access.Withdrawn, Aside: true})
		s.put(models.Document{Title: "e About the lifebelt", Text: "It hangs there again.", Kind: models.KindComment})
		s.put(models.Document{Title: "f Café Zürich", Text: "Привет, дороги"})
		for query, want := range map[string]string{
			"bridge":            "a b d", // in the title first, what was withdrawn last
			"Bridges":           "a b d",
			"brigde":            "a b d", // misspelt
			"bridge night":      "a b d",
			"lamp":              "b a",
			"lifeb":             "e c", // begun
			"slippry":           "c",
			"cafe ZURICH":       "f",
			"дороги":            "f",
			"the":               "",
			"":                  "",
			"§proposal":         "",
			`"bridge" OR (x*`:   "a b d",
			"bridge' | 'x":      "a b d",
			"elephant":          "",
			"lif":               "e c",
			"lamps unheard-of ": "b a",
		} {
			if got := s.search(query); got != want {
				t.Errorf("%q finds %q, want %q", query, got, want)
			}
		}
		if got := s.search("lifebelt", models.KindProposal, models.KindQuestion); got != "c" {
			t.Errorf("among proposals and questions: %q", got)
		}
	})
}

// Nobody finds what stands in another process, nor what is not there any more.
func TestSearchKeepsToItsProcess(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ours, theirs := newShelf(t, db, "en"), newShelf(t, db, "en")
		ours.put(models.Document{Title: "ours bridge"})
		theirs.put(models.Document{Title: "theirs bridge secretly"})
		if got := ours.search("bridge"); got != "ours" {
			t.Errorf("%q", got)
		}
		if got := ours.search("secretly"); got != "" {
			t.Errorf("a word of another process: %q", got)
		}
		if got := ours.search("sekretly "); got != "" {
			t.Errorf("a misspelt word of another process: %q", got)
		}
		ours.put(models.Document{Title: "ours ferry"})
		if got := ours.search("bridge") + ours.search("bridg") + "," + ours.search("ferry"); got != ",ours" {
			t.Errorf("after a change: %q", got)
		}
		ours.write(func(tx *database.Tx) error {
			return models.Unindex(tx, ours.process.ID, models.KindProposal, "ours")
		})
		if got := ours.search("ferry"); got != "" {
			t.Errorf("what is gone is found: %q", got)
		}
		ours.read(func(q database.Query) error {
			for _, record := range []any{&models.Document{}, &models.Word{}, &models.Gram{}} {
				var n int64
				if err := q.Model(record).Where(map[string]any{"process_id": ours.process.ID}).Count(&n).Error; err != nil || n > 0 {
					t.Errorf("%d rows are left of %T, %v", n, record, err)
				}
			}
			return nil
		})
		theirs.write(func(tx *database.Tx) error { return models.DeleteProcess(tx, theirs.process.ID) })
		if got := theirs.search("bridge"); got != "" {
			t.Errorf("of a process that is gone: %q", got)
		}
	})
}

// The counts of words stay true, however a document changes and whoever writes at once.
func TestWordsAreCounted(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := newShelf(t, db, "en")
		failed := make(chan error)
		const writers, rounds = 6, 8
		for i := range writers {
			go func() {
				var err error
				for round := 0; round < rounds && err == nil; round++ {
					err = db.Write(t.Context(), time.Unix(0, 0), func(tx *database.Tx) error {
						title := fmt.Sprintf("river word%d own%d", round, i)
						return models.Index(tx, models.Document{ProcessID: s.process.ID, Kind: models.KindComment, Thing: fmt.Sprint(i), Title: title})
					})
				}
				failed <- err
			}()
		}
		for range writers {
			if err := <-failed; err != nil {
				t.Error(err)
			}
		}
		want := []string{fmt.Sprint(" ", writers), fmt.Sprint("river ", writers), fmt.Sprintf("word%d %d", rounds-1, writers)}
		for i := range writers {
			want = append(want, fmt.Sprintf("own%d 1", i))
		}
		slices.Sort(want)
		var got []string
		s.read(func(q database.Query) error {
			rows, err := database.Many[models.Word](q.Where(map[string]any{"process_id": s.process.ID}), "words")
			for _, row := range rows {
				got = append(got, fmt.Sprint(row.Word, " ", row.Documents))
			}
			return err
		})
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("counted %q, want %q", got, want)
		}
	})
}

func TestSimilarProposals(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := newShelf(t, db, "en")
		s.put(models.Document{Title: "bathing Who looks after the bathing place?", Text: "The steps are slippery and the lifebelt is gone. Everybody thinks that somebody else is responsible."})
		s.put(models.Document{Title: "calendar A shared calendar for events on the bank", Text: "Twice last summer two events met on the same meadow. A calendar that all of us write into would do."})
		s.put(models.Document{Title: "water Water tests: what do the numbers tell us?", Text: "We have three years of measurements and have never looked at them together."})
		s.put(models.Document{Title: "outside Meet outside once a year", Text: "The next summer meeting on the meadow, on blankets."})
		s.put(models.Document{Title: "gone Repair the bathing place", State: access.Withdrawn, Aside: true})
		s.put(models.Document{Title: "said The bathing place again", Kind: models.KindComment})
		for title, want := range map[string]string{
			"Repair the steps at the bathing place": "bathing",
			"One calendar for all of our events":    "calendar",
			"Bicycles":                              "",
			"The and of":                            "",
			"":                                      "",
		} {
			if got := s.similar(title, ""); got != want {
				t.Errorf("%q is similar to %q, want %q", title, got, want)
			}
		}
		if got := s.similar("Something for the bank", "When two events meet on the meadow, a calendar would help all of us."); !strings.HasPrefix(got, "calendar") {
			t.Errorf("by its text: %q", got)
		}
	})
}

// Both databases find the same and put it in the same order.
func TestBothDatabasesGiveTheSameOrder(t *testing.T) {
	byDatabase := map[string][]string{}
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := newShelf(t, db, "en")
		w := newWriter()
		var documents []models.Document
		for i := range 600 {
			kind := models.KindProposal
			if i%3 > 0 {
				kind = models.KindComment
			}
			documents = append(documents, models.Document{Kind: kind, Thing: fmt.Sprint(i), Title: w.text(5), Text: w.text(30), Aside: i%50 == 0})
		}
		s.write(func(tx *database.Tx) error { return models.IndexAll(tx, s.process, documents) })
		var found []string
		for range 60 {
			query := w.text(1 + w.random.IntN(4))
			found = append(found, query+": "+s.search(query), query[1:]+": "+s.search(query[1:]), query+"~ "+s.similar(query, w.text(20)))
		}
		byDatabase[db.Describe()] = found
	})
	one, other := byDatabase["embedded SQLite"], byDatabase["Postgres"]
	for i := range one {
		if one[i] != other[i] {
			t.Errorf("SQLite:   %s\nPostgres: %s", one[i], other[i])
		}
	}
}
