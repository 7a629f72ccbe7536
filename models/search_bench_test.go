package models_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/models"
)

// A writer writes as people do: few words make most of a text, many stand in few.
type writer struct {
	random *rand.Rand
	zipf   *rand.Zipf
	words  []string
}

func newWriter() *writer {
	random := rand.New(rand.NewPCG(1, 2))
	const begin, middle, end = "b br c ch d f fl g gr h j k l m n p pl r s st t tr v w", "a e i o u ea ou ai", "n r t l m nd st ck sh ng p"
	part := func(of string) string { return strings.Fields(of)[random.IntN(len(strings.Fields(of)))] }
	w := &writer{random: random, zipf: rand.NewZipf(random, 1.2, 10, 39_999)}
	for range 40_000 {
		word := part(begin) + part(middle) + part(end)
		if random.IntN(3) > 0 {
			word += part(middle) + part(end)
		}
		w.words = append(w.words, word)
	}
	return w
}

func (w *writer) text(words int) string {
	said := make([]string, words)
	for i := range said {
		said[i] = w.words[w.zipf.Uint64()]
	}
	return strings.Join(said, " ")
}

const (
	benchProposals = 10_000
	benchComments  = 100_000
	benchBatch     = 500
)

// crowded is a process in which much was said.
func crowded(b *testing.B, db *database.DB, w *writer) (process models.Process) {
	b.Helper()
	write := func(f func(*database.Tx) error) {
		if err := db.Write(b.Context(), time.Unix(0, 0), f); err != nil {
			b.Fatal(err)
		}
	}
	write(func(tx *database.Tx) (err error) {
		process, err = models.NewProcess(tx, models.Process{Name: "City", TimeZone: "UTC", Language: "en"})
		return err
	})
	add := func(kind models.DocumentKind, n, title, text int) {
		for from := 0; from < n; from += benchBatch {
			documents := make([]models.Document, benchBatch)
			for i := range documents {
				documents[i] = models.Document{Kind: kind, Thing: models.NewID(), Title: w.text(title), Text: w.text(text/2 + w.random.IntN(text)), State: "published"}
			}
			write(func(tx *database.Tx) error { return models.IndexAll(tx, process, documents) })
		}
	}
	add(models.KindProposal, benchProposals, 6, 120)
	add(models.KindComment, benchComments, 0, 40)
	return process
}

// Search and the similar check among 10,000 proposals and 100,000 comments.
func BenchmarkSearch(b *testing.B) {
	for name, open := range map[string]func(testing.TB) database.Config{"sqlite": dbtest.SQLiteFile, "postgres": dbtest.Postgres} {
		db, err := database.Open(context.Background(), open(b))
		if err != nil {
			b.Fatal(err)
		}
		w := newWriter()
		process := crowded(b, db, w)
		misspelt := func(s string) string {
			runes := []rune(s)
			slices.Reverse(runes[1:3])
			return string(runes)
		}
		for what, ask := range map[string]func(q database.Query) (models.Finding, error){
			"one":   func(q database.Query) (models.Finding, error) { return models.Search(q, process, w.text(1)) },
			"three": func(q database.Query) (models.Finding, error) { return models.Search(q, process, w.text(3)) },
			"begun": func(q database.Query) (models.Finding, error) {
				return models.Search(q, process, w.text(1)+" "+w.text(1)[:3])
			},
			"misspelt": func(q database.Query) (models.Finding, error) {
				return models.Search(q, process, misspelt(w.text(1))+" ")
			},
			"common": func(q database.Query) (models.Finding, error) { return models.Search(q, process, w.words[0]+" ") },
			"proposals": func(q database.Query) (models.Finding, error) {
				return models.Search(q, process, w.text(3), models.KindProposal)
			},
			"similar": func(q database.Query) (models.Finding, error) {
				return models.Similar(q, process, w.text(6), w.text(120), "", models.KindProposal)
			},
		} {
			b.Run(name+"/"+what, func(b *testing.B) {
				var took []time.Duration
				rows := 0
				for b.Loop() {
					begin := time.Now()
					err := db.Read(b.Context(), func(q database.Query) error {
						found, err := ask(q)
						rows += len(found.Hits)
						return err
					})
					if err != nil {
						b.Fatal(err)
					}
					took = append(took, time.Since(begin))
				}
				slices.Sort(took)
				b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
				b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
				b.ReportMetric(float64(rows)/float64(len(took)), "rows")
			})
		}
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	}
}
