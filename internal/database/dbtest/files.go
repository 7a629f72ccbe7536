package dbtest

import (
	"testing"

	"github.com/folkmoot/folkmoot/internal/database"
)

// ServerFiles reads the files of a Postgres database, and the write-ahead log of
// its server, through a superuser's connection. Of SQLite it reads none.
func ServerFiles(t testing.TB, db *database.DB) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	if db.Describe() != "Postgres" {
		return files
	}
	// Others of the same server write meanwhile, so a file may be gone.
	const statement = `
		WITH folders(path) AS (
			SELECT 'base/' || oid FROM pg_database WHERE datname = current_database() UNION ALL SELECT 'pg_wal')
		SELECT path || '/' || name AS name, pg_read_binary_file(path || '/' || name, 0, 64 << 20, true) AS content
		FROM folders, pg_ls_dir(path, true, false) AS name
		WHERE NOT (pg_stat_file(path || '/' || name, true)).isdir`
	var rows []struct {
		Name    string
		Content []byte
	}
	err := db.Read(t.Context(), func(q database.Query) error { return q.Raw(statement).Scan(&rows).Error })
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		files[row.Name] = row.Content
	}
	return files
}
