package actions_test

import (
	"sync"
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/testkit"
)

// meanwhile does something while a transaction that has written already is still
// open; what it does may wait for the end of that transaction.
func meanwhile(w *testkit.World, written func(tx *database.Tx) error, then func()) {
	w.T.Helper()
	var done sync.WaitGroup
	started := false
	err := w.Service.DB.Write(w.T.Context(), w.Clock.Now(), func(tx *database.Tx) error {
		if err := written(tx); err != nil {
			return err
		}
		if !started {
			started = true
			done.Go(then)
			time.Sleep(300 * time.Millisecond)
		}
		return nil
	})
	if err != nil {
		w.T.Fatal(err)
	}
	done.Wait()
}

// stored reads one row through the models.
func stored[T any](w *testkit.World, find func(q database.Query) (T, error)) (row T) {
	w.T.Helper()
	err := w.Service.DB.Read(w.T.Context(), func(q database.Query) (err error) {
		row, err = find(q)
		return err
	})
	if err != nil {
		w.T.Fatal(err)
	}
	return row
}
