package files

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"time"

	"github.com/folkmoot/folkmoot/internal/fault"
)

// A Store keeps files under names. It is safe for concurrent use.
type Store interface {
	// Put keeps a new file; it is durable when Put returns.
	Put(ctx context.Context, name string, content []byte) error
	// Get returns a file. It returns NotFound if there is none.
	Get(ctx context.Context, name string) ([]byte, error)
	// Delete takes a file away. One that is not there is no error.
	Delete(ctx context.Context, name string) error
	// Each calls f with every file and when it was put, until f returns an error.
	Each(ctx context.Context, f func(name string, put time.Time) error) error
}

// Open opens the store at an address such as s3://key:secret@host/bucket?region=…,
// or the folder if there is none.
func Open(ctx context.Context, address, folder string) (Store, error) {
	if address == "" {
		return openFolder(folder)
	}
	parsed, err := url.Parse(address)
	if err != nil || parsed.Scheme != "s3" && parsed.Scheme != "s3+http" {
		return nil, fmt.Errorf("files: the address begins with s3:// and says key, secret, host and bucket")
	}
	return openBucket(ctx, parsed)
}

// names are what a file may be called: letters and digits, so that no name leads
// anywhere else.
var names = regexp.MustCompile(`^[a-z0-9]{20,64}$`)

func mustBeName(name string) error {
	if !names.MatchString(name) {
		return fault.Gone("file")
	}
	return nil
}
