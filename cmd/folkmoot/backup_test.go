package main_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/internal/database/dbtest"
)

// Towards I14: what a backup held that was made while the server worked is there
// again after the loss of everything else.
func TestBackupIsRestored(t *testing.T) {
	for name, places := range map[string]func(t *testing.T) (from, to []string){
		"sqlite": func(t *testing.T) (from, to []string) {
			return []string{"--data-dir", t.TempDir()}, []string{"--data-dir", filepath.Join(t.TempDir(), "new")}
		},
		"postgres": func(t *testing.T) (from, to []string) {
			return []string{"--data-dir", t.TempDir(), "--database-url", dbtest.Postgres(t).URL},
				[]string{"--data-dir", t.TempDir(), "--database-url", dbtest.Empty(t).URL}
		},
	} {
		t.Run(name, func(t *testing.T) {
			from, to := places(t)
			server := start(t, from[1], from[2:]...)
			token := server.first("ada@example.org")
			var made object
			server.ask(token, http.MethodPost, "/processes", object{"name": "Mill", "time_zone": "UTC"}, &made)
			file := filepath.Join(t.TempDir(), "saved")
			saveWhileItWorks(t, server, token, file, from)
			if _, complaint, exit := run(t, append([]string{"backup", file}, from...)...); exit == 0 || !strings.Contains(complaint, "already") {
				t.Errorf("a backup over another: exit %d, %s", exit, complaint)
			}
			server.cmd.Process.Kill()

			printed, complaint, exit := run(t, append([]string{"restore", file}, to...)...)
			if exit != 0 || !strings.Contains(printed, "Restored the database") {
				t.Fatalf("exit %d, %s %s", exit, printed, complaint)
			}
			again := start(t, to[1], to[2:]...)
			if got := again.ask(token, http.MethodGet, "/processes/"+made["id"].(string), nil, nil); got != http.StatusOK {
				t.Errorf("the process is gone: %d", got)
			}
			if _, complaint, exit := run(t, append([]string{"restore", file}, to...)...); exit == 0 {
				t.Errorf("restored over a database that is in use: %s", complaint)
			}
		})
	}
}

// saveWhileItWorks makes a backup while the server writes.
func saveWhileItWorks(t *testing.T, server *process, token, file string, from []string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		for ctx.Err() == nil {
			server.ask(token, http.MethodPost, "/processes", object{"name": "More", "time_zone": "UTC"}, nil)
		}
	}()
	printed, complaint, exit := run(t, append([]string{"backup", file}, from...)...)
	cancel()
	<-stopped
	if exit != 0 || !strings.Contains(printed, "sound") || !strings.Contains(printed, "30 days") {
		t.Fatalf("exit %d, %s %s", exit, printed, complaint)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// A restore takes sound backups to empty places only, and leaves nothing behind
// where it refuses.
func TestRestoreRefuses(t *testing.T) {
	data, empty := t.TempDir(), t.TempDir()
	server := start(t, data)
	file := filepath.Join(t.TempDir(), "saved")
	if _, complaint, exit := run(t, "backup", "--data-dir", data, file); exit != 0 {
		t.Fatal(complaint)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	cut, other := filepath.Join(t.TempDir(), "cut"), filepath.Join(t.TempDir(), "other")
	os.WriteFile(cut, whole[:len(whole)/2], 0o600)
	os.WriteFile(other, []byte("no database"), 0o600)
	for _, bad := range []string{cut, other, filepath.Join(empty, "nowhere")} {
		if printed, complaint, exit := run(t, "restore", "--data-dir", empty, bad); exit == 0 || strings.Contains(complaint, "goroutine") {
			t.Errorf("%s was restored: %s", bad, printed)
		}
	}
	for _, name := range []string{"folkmoot.db", "folkmoot.db.restoring"} {
		if _, err := os.Lstat(filepath.Join(empty, name)); err == nil {
			t.Errorf("%s was left behind", name)
		}
	}
	for _, name := range []string{"folkmoot.db", "folkmoot.db-wal", "folkmoot.db-shm"} {
		os.Remove(filepath.Join(data, name)) // under the server that runs
	}
	if _, complaint, exit := run(t, "restore", "--data-dir", data, file); exit == 0 || !strings.Contains(complaint, "running") {
		t.Errorf("restored under a server that runs: exit %d, %s", exit, complaint)
	}
	server.cmd.Process.Kill()
	if _, complaint, exit := run(t, "backup", "--data-dir", empty, filepath.Join(empty, "b")); exit == 0 || !strings.Contains(complaint, "no database") {
		t.Errorf("nothing was saved: exit %d, %s", exit, complaint)
	}
}

// What opens the database is on no command line, and what is missing is named.
func TestBackupOfPostgresHidesThePassword(t *testing.T) {
	tools, out := t.TempDir(), filepath.Join(t.TempDir(), "saved")
	address := "postgres://somebody:hush@db.example.org:5433/moot?sslmode=require&connect_timeout=7"
	attempt := func(path string) string {
		cmd := command(t, "backup", "--database-url", address, out)
		cmd.Env = []string{"PATH=" + path}
		complaint, err := cmd.CombinedOutput()
		if err == nil {
			t.Errorf("it was saved: %s", complaint)
		}
		if exists(out) {
			t.Error("half a backup was left behind")
		}
		return string(complaint)
	}
	if complaint := attempt(tools); !strings.Contains(complaint, "postgresql-client") {
		t.Errorf("without pg_dump: %s", complaint)
	}
	script := "#!/bin/sh\nprintf '%s\\n' \"$@\" >" + tools + "/arguments\nenv >" + tools + "/environment\nexit 1\n"
	if err := os.WriteFile(filepath.Join(tools, "pg_dump"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	attempt(tools + ":/bin:/usr/bin")
	arguments, _ := os.ReadFile(filepath.Join(tools, "arguments"))
	environment, _ := os.ReadFile(filepath.Join(tools, "environment"))
	if strings.Contains(string(arguments), "hush") || strings.Contains(string(arguments), "db.example.org") {
		t.Errorf("everybody sees %s", arguments)
	}
	for _, want := range []string{
		"PGHOST=db.example.org", "PGPORT=5433", "PGUSER=somebody", "PGPASSWORD=hush", "PGDATABASE=moot",
		"PGSSLMODE=require", "PGCONNECT_TIMEOUT=7",
	} {
		if !strings.Contains(string(environment), want+"\n") {
			t.Errorf("no %s in %s", want, environment)
		}
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
