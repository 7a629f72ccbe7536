package database_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
)

type setting struct {
	Key   string `gorm:"primaryKey"`
	Value string
}

func (setting) TableName() string { return "settings" }

var at = time.Date(2030, time.October, 4, 18, 0, 0, 123456789, time.FixedZone("", 3600))

func TestWriteCommitsAllOrNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		broken := errors.New("broken")
		told := 0
		write := func(key string, end error) error {
			return db.Write(t.Context(), at, func(tx *database.Tx) error {
				tx.After(func() { told++ })
				if err := database.Insert(tx, &setting{Key: key}, "It is taken."); err != nil {
					return err
				}
				return end
			})
		}
		if err := write("undone", broken); !errors.Is(err, broken) || told != 0 {
			t.Errorf("%v, and %d were told", err, told)
		}
		if err := write("done", nil); err != nil || told != 1 {
			t.Errorf("%v, and %d were told", err, told)
		}
		if err := write("done", nil); fault.KindOf(err) != fault.Conflict || told != 1 {
			t.Errorf("a taken key gave %v, and %d were told", err, told)
		}
		err := db.Read(t.Context(), func(q database.Query) error {
			rows, err := database.Many[setting](q.Order("key"), "settings")
			if len(rows) != 1 || rows[0].Key != "done" {
				t.Errorf("stored %+v", rows)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestInstantIsOneUTCAndInMicroseconds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		err := db.Write(t.Context(), at, func(tx *database.Tx) error {
			want := time.Date(2030, time.October, 4, 17, 0, 0, 123456000, time.UTC)
			if tx.Now() != want {
				t.Errorf("now is %v, want %v", tx.Now(), want)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestReadCannotWrite(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		err := db.Read(t.Context(), func(q database.Query) error { return q.Create(&setting{Key: "no"}).Error })
		if err == nil {
			t.Error("a Query wrote")
		}
	})
}

// Those who share a gate are together in it; who excludes waits for them and is
// alone.
func TestGate(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		var mu sync.Mutex
		inside, alone := 0, false
		step := func(enter func(*database.Tx) error, excludes bool) {
			err := db.Write(t.Context(), at, func(tx *database.Tx) error {
				if err := enter(tx); err != nil {
					return err
				}
				mu.Lock()
				if alone || (excludes && inside > 0) {
					t.Error("somebody excluded others and was not alone")
				}
				inside++
				alone = excludes
				mu.Unlock()
				if err := database.Insert(tx, &setting{Key: time.Now().String()}, "taken"); err != nil {
					return err
				}
				mu.Lock()
				inside--
				alone = false
				mu.Unlock()
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		}
		var together sync.WaitGroup
		for range 4 {
			together.Go(func() {
				for range 10 {
					step(func(tx *database.Tx) error { return tx.Share("door") }, false)
				}
			})
			together.Go(func() { step(func(tx *database.Tx) error { return tx.Exclude("door") }, true) })
		}
		together.Wait()
	})
}

// Programs that start together migrate once, and an old program's second start
// finds nothing to do.
func TestMigrateTogether(t *testing.T) {
	configs := map[string]database.Config{
		"sqlite":   {Path: filepath.Join(t.TempDir(), "new.db")},
		"postgres": dbtest.Empty(t),
	}
	for name, cfg := range configs {
		t.Run(name, func(t *testing.T) {
			var together sync.WaitGroup
			for range 4 {
				together.Go(func() {
					db, err := database.Open(context.Background(), cfg)
					if err != nil {
						t.Error(err)
						return
					}
					defer db.Close()
					for range 2 {
						if err := db.Migrate(context.Background()); err != nil {
							t.Error(err)
						}
					}
				})
			}
			together.Wait()
		})
	}
}

func TestWireReachesOtherServers(t *testing.T) {
	cfg := dbtest.Postgres(t)
	here, there := dbtest.Open(t, cfg), dbtest.Open(t, cfg)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	heard := make(chan string)
	listening := make(chan struct{})
	go func() {
		defer close(listening)
		there.NewWire().Listen(ctx, func(message string) {
			select {
			case heard <- message:
			case <-ctx.Done(): // a second one that came late
			}
		}, func(error) {})
	}()
	for wire := here.NewWire(); ; { // a message before the other listens is lost, as said
		if err := wire.Send("hello"); err != nil {
			t.Fatal(err)
		}
		select {
		case message := <-heard:
			if message != "hello" {
				t.Errorf("heard %q", message)
			}
			cancel()
			<-listening
			return
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func TestSQLiteNeedsNoWire(t *testing.T) {
	if dbtest.SQLite(t).NewWire() != nil {
		t.Error("an embedded database talks to others")
	}
}

func TestUnreachablePostgresSaysSo(t *testing.T) {
	for _, url := range []string{"postgres://nobody@127.0.0.1:1/none?connect_timeout=1", "::no url::"} {
		if _, err := database.Open(t.Context(), database.Config{URL: url}); err == nil {
			t.Errorf("%s was opened", url)
		}
	}
}
