package main_test

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/models"
)

// canaries join voters to their choices as long as a round is open: the secret of
// the round, and the slots in which ballots lie.
func canaries(t *testing.T, db *database.DB, round string) [][]byte {
	t.Helper()
	var planted [][]byte
	err := db.Read(t.Context(), func(q database.Query) error {
		row, err := database.One[models.Round](q.Where("id = ?", round), "round")
		if err != nil {
			return err
		}
		planted = append(planted, row.Secret, []byte(hex.EncodeToString(row.Secret)))
		ballots, err := database.Many[models.Ballot](q.Where("round_id = ?", round), "ballots")
		for _, b := range ballots {
			planted = append(planted, []byte(b.Slot))
		}
		return err
	})
	if err != nil || len(planted) < 5 {
		t.Fatalf("%d canaries, %v", len(planted), err)
	}
	return planted
}

// found tells where a canary is in files.
func found(planted [][]byte, files map[string][]byte) string {
	for name, content := range files {
		for i, canary := range planted {
			if bytes.Contains(content, canary) {
				return fmt.Sprintf("canary %d in %s", i, name)
			}
		}
	}
	return ""
}

// filesIn reads all files of a folder. The server writes meanwhile: when a letter
// gets its name between the look at the folder and the reading, it looks again.
func filesIn(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	for {
		files, err := filesNow(folder)
		if err == nil {
			return files
		}
		if !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
}

func filesNow(folder string) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files[path], err = os.ReadFile(path)
		return err
	})
	return files, err
}

// Proves I9: once a round is sealed, neither the files of the database and its
// log, nor what the server wrote down, nor letters, nor a backup hold anything
// that joins a voter to choices.
func TestNothingJoinsVotersToChoicesAfterTheSeal(t *testing.T) {
	for name, storage := range map[string]func() database.Config{
		"sqlite":   func() database.Config { return database.Config{} },
		"postgres": func() database.Config { return dbtest.Postgres(t) },
	} {
		t.Run(name, func(t *testing.T) {
			cfg, data := storage(), t.TempDir()
			flags := []string{"--log-level", "debug"}
			if cfg.URL != "" {
				flags = append(flags, "--database-url", cfg.URL)
			} else {
				cfg.Path = filepath.Join(data, "folkmoot.db")
			}
			log, err := os.Create(filepath.Join(data, "log"))
			if err != nil {
				t.Fatal(err)
			}
			defer log.Close()
			server := startLogging(t, log, data, flags...)
			token := server.first("ada@example.org")
			round, rules, voters := prepare(t, server, token, 4, cfg, data)
			for i, voter := range voters {
				for revision := range 2 {
					server.ask(voter, http.MethodPut, "/rounds/"+round+"/ballot", ballot(round, rules, revision+1, fmt.Sprint(1+(i+revision)%2)), nil)
				}
			}
			db := dbtest.Open(t, cfg)
			planted := canaries(t, db, round)
			if where := found(planted, read(t, db, data)); where == "" {
				t.Fatal("the scan does not see what is there")
			}
			server.ask(token, http.MethodPost, "/rounds/"+round+"/close", object{}, nil)
			where := "not looked"
			for deadline := time.Now().Add(60 * time.Second); where != "" && time.Now().Before(deadline); time.Sleep(300 * time.Millisecond) {
				where = found(planted, read(t, db, data))
			}
			if where != "" {
				t.Errorf("after the seal there is still %s", where)
			}
			backedUp(t, planted, data, flags[2:])
			sameAge(t, db, round)
		})
	}
}

// read reads all that is written: the data folder, and the files of Postgres.
func read(t *testing.T, db *database.DB, data string) map[string][]byte {
	t.Helper()
	files := filesIn(t, data)
	for name, content := range dbtest.ServerFiles(t, db) {
		files[name] = content
	}
	return files
}

// backedUp makes a backup and looks into it.
func backedUp(t *testing.T, planted [][]byte, data string, flags []string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "backup")
	if _, complaint, exit := run(t, append([]string{"backup", "--data-dir", data, path}, flags...)...); exit != 0 {
		t.Fatal(complaint)
	}
	if where := found(planted, filesIn(t, filepath.Dir(path))); where != "" {
		t.Errorf("in a backup after the seal there is %s", where)
	}
}

// sameAge looks whether Postgres' own bookkeeping tells rows of a roll apart, or
// keeps them in the order in which people voted.
func sameAge(t *testing.T, db *database.DB, round string) {
	t.Helper()
	if db.Describe() != "Postgres" {
		return // SQLite keeps none
	}
	for _, table := range []string{"roll", "commitments", "sealed_ballots"} {
		var ages int64
		err := db.Read(t.Context(), func(q database.Query) error {
			return q.Raw("SELECT count(DISTINCT CAST(xmin AS text)) FROM "+table+" WHERE round_id = ?", round).Scan(&ages).Error
		})
		if err != nil || ages != 1 {
			t.Errorf("rows of %s are of %d ages, %v", table, ages, err)
		}
	}
	var members []string
	err := db.Read(t.Context(), func(q database.Query) error {
		return q.Raw("SELECT member_id FROM roll WHERE round_id = ? ORDER BY ctid", round).Scan(&members).Error
	})
	for i := 1; i < len(members); i++ {
		if members[i-1] > members[i] {
			t.Errorf("the roll lies in another order than that of its keys, %v", err)
		}
	}
}
