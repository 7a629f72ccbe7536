package files_test

import (
	"bytes"
	"context"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/files"
)

// each runs a test on a folder and on a bucket.
func each(t *testing.T, f func(t *testing.T, store files.Store)) {
	t.Helper()
	t.Run("folder", func(t *testing.T) { f(t, open(t, "")) })
	t.Run("bucket", func(t *testing.T) {
		backend := s3mem.New()
		if err := backend.CreateBucket("moot"); err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(gofakes3.New(backend).Server())
		t.Cleanup(server.Close)
		f(t, open(t, "s3+http://key:secret@"+strings.TrimPrefix(server.URL, "http://")+"/moot?region=us-east-1"))
	})
}

func open(t *testing.T, address string) files.Store {
	t.Helper()
	store, err := files.Open(t.Context(), address, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return store
}

const one, other = "aaaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbb"

func list(t *testing.T, store files.Store) (names []string) {
	t.Helper()
	err := store.Each(t.Context(), func(name string, put time.Time) error {
		if put.IsZero() {
			t.Errorf("%s was never put", name)
		}
		names = append(names, name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	return names
}

func TestStoresKeepFiles(t *testing.T) {
	each(t, func(t *testing.T, store files.Store) {
		ctx := t.Context()
		content := bytes.Repeat([]byte("\x00\xffpicture"), 300_000)
		for _, name := range []string{one, other} {
			if err := store.Put(ctx, name, content); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := store.Get(ctx, one); err != nil || !bytes.Equal(got, content) {
			t.Errorf("%d bytes came back, %v", len(got), err)
		}
		if got := list(t, store); !slices.Equal(got, []string{one, other}) {
			t.Errorf("%q", got)
		}
		for range 2 {
			if err := store.Delete(ctx, one); err != nil {
				t.Error(err)
			}
		}
		if _, err := store.Get(ctx, one); fault.KindOf(err) != fault.NotFound {
			t.Errorf("what was deleted: %v", err)
		}
		if got := list(t, store); !slices.Equal(got, []string{other}) {
			t.Errorf("%q", got)
		}
	})
}

// No name leads out of the store.
func TestStoresTakeNamesOnly(t *testing.T) {
	each(t, func(t *testing.T, store files.Store) {
		for _, name := range []string{"", "a", "../../etc/passwd", "aaaaaaaaaaaaaaaaaaaaaaaa/b", strings.Repeat("a", 65), "AAAAAAAAAAAAAAAAAAAAAAAAAA"} {
			if err := store.Put(t.Context(), name, nil); err == nil {
				t.Errorf("%q was put", name)
			}
			if _, err := store.Get(t.Context(), name); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q was got: %v", name, err)
			}
		}
	})
}

func TestWrongAddressesAreRefused(t *testing.T) {
	for _, address := range []string{"http://example.org", "s3://key:secret@127.0.0.1:1/bucket", "%"} {
		ctx, stop := context.WithTimeout(t.Context(), 2*time.Second)
		if _, err := files.Open(ctx, address, t.TempDir()); err == nil {
			t.Errorf("%s was opened", address)
		}
		stop()
	}
}
