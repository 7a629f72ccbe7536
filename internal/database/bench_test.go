package database_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
)

// BenchmarkWrite compares bare statements that commit alone, writes one after the
// other, and writes of many at once, which share commits.
func BenchmarkWrite(b *testing.B) {
	databases := map[string]func(testing.TB) *database.DB{
		"sqlite":   dbtest.SQLite,
		"postgres": func(t testing.TB) *database.DB { return dbtest.Open(t, dbtest.Postgres(t)) },
	}
	for name, open := range databases {
		b.Run(name+"/bare", func(b *testing.B) {
			db := open(b)
			many(b, 1, func(key string) error { return db.Bare(b.Context(), key) })
		})
		for _, callers := range []int{1, 8, 64} {
			b.Run(fmt.Sprintf("%s/%d", name, callers), func(b *testing.B) {
				db := open(b)
				many(b, callers, func(key string) error { return db.Write(b.Context(), at, put(key)) })
			})
		}
	}
}

// many writes from so many goroutines.
func many(b *testing.B, callers int, write func(key string) error) {
	b.Helper()
	work := make(chan string)
	var together sync.WaitGroup
	for range callers {
		together.Go(func() {
			for key := range work {
				if err := write(key); err != nil {
					b.Error(err)
				}
			}
		})
	}
	b.ResetTimer()
	for i := range b.N {
		work <- fmt.Sprint(i)
	}
	close(work)
	together.Wait()
}
