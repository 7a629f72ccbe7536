package mail_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/folkmoot/folkmoot/internal/mail"
)

func newFolder(t *testing.T) (*mail.Folder, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "mail")
	folder, err := mail.NewFolder(mail.FolderConfig{Dir: dir, From: "moot@example.org", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return folder, dir
}

func TestFolderWritesOneFileForEachMessage(t *testing.T) {
	folder, dir := newFolder(t)
	short := greeting
	short.Text = "Zoë,\nhttps://example.org/r/1?a=b"
	for _, m := range []mail.Message{greeting, short} {
		if err := folder.Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	files := list(t, dir)
	if len(files) != 2 {
		t.Fatalf("files %v, want 2", files)
	}
	checkGreeting(t, read(t, dir, files[0]), true)
	if second := read(t, dir, files[1]); !strings.Contains(second, "https://example.org/r/1?a=b") || !strings.Contains(second, "Zoë,") {
		t.Errorf("the short message cannot be read as it is:\n%s", second)
	}
	name := regexp.MustCompile(`^20261121T180500\.123456Z-\d{6}-[a-z0-9]{8}\.eml$`)
	for _, file := range files {
		info, err := os.Stat(filepath.Join(dir, file))
		if err != nil || info.Mode() != 0o600 || !name.MatchString(file) {
			t.Errorf("%s: mode %v, %v", file, info.Mode(), err)
		}
	}
}

func TestFolderKeepsTheOrderOfManySenders(t *testing.T) {
	folder, dir := newFolder(t)
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			_ = folder.Send(context.Background(), mail.Message{To: "a@example.org", Subject: strconv.Itoa(i), Text: "b"})
		})
	}
	all.Wait()
	files := list(t, dir)
	if len(files) != 20 || !slices.IsSorted(files) {
		t.Errorf("%d files", len(files))
	}
}

func TestSendRefusesWhatWouldBecomeAHeader(t *testing.T) {
	good := mail.Message{To: "a@example.org", Subject: "b", Text: "c"}
	tests := []struct {
		name, field string
		change      func(*mail.Message)
	}{
		{"line feed in to", "To", func(m *mail.Message) { m.To = "a@example.org\nBcc: b@example.org" }},
		{"return in to", "To", func(m *mail.Message) { m.To = "a@example.org\rBcc: b@example.org" }},
		{"encoded line feed in a name", "To", func(m *mail.Message) { m.To = "=?utf-8?q?a=0ABcc:_x?= <a@example.org>" }},
		{"two addresses", "To", func(m *mail.Message) { m.To = "a@example.org, b@example.org" }},
		{"no address", "To", func(m *mail.Message) { m.To = "a" }},
		{"empty to", "To", func(m *mail.Message) { m.To = "" }},
		{"line feed in subject", "Subject", func(m *mail.Message) { m.Subject = "b\nBcc: b@example.org" }},
		{"return and line feed in subject", "Subject", func(m *mail.Message) { m.Subject = "b\r\n\r\nbody" }},
		{"null in subject", "Subject", func(m *mail.Message) { m.Subject = "b\x00" }},
		{"next line in subject", "Subject", func(m *mail.Message) { m.Subject = "b\u0085c" }},
		{"line separator in subject", "Subject", func(m *mail.Message) { m.Subject = "b\u2028c" }},
		{"bad UTF-8 in subject", "Subject", func(m *mail.Message) { m.Subject = "b\xff" }},
		{"empty subject", "Subject", func(m *mail.Message) { m.Subject = " " }},
		{"long subject", "Subject", func(m *mail.Message) { m.Subject = strings.Repeat("b", mail.MaxSubject+1) }},
		{"bad UTF-8 in text", "Text", func(m *mail.Message) { m.Text = "c\xff" }},
		{"null in text", "Text", func(m *mail.Message) { m.Text = "c\x00" }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			folder, dir := newFolder(t)
			m := good
			tt.change(&m)
			checkField(t, folder.Send(t.Context(), m), tt.field)
			if files := list(t, dir); len(files) != 0 {
				t.Errorf("files %v", files)
			}
		})
	}
}

func TestFolderFailsWhole(t *testing.T) {
	folder, dir := newFolder(t)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := folder.Send(ended, greeting); err == nil {
		t.Error("no error after the context ended")
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := folder.Send(t.Context(), greeting); err == nil {
		t.Error("no error without the folder")
	}
	if _, err := mail.NewFolder(mail.FolderConfig{Dir: dir, From: "moot", Now: now}); err == nil {
		t.Error("no error for a wrong sender")
	}
}

// list returns every file in the folder, hidden ones too.
func list(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
