package mail

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// FolderConfig says where a Folder writes.
type FolderConfig struct {
	Dir  string           // made if missing, for its owner only
	From string           // the sender's address, with or without a name
	Now  func() time.Time // the clock; needed
}

// Folder writes each message to a file of its own instead of sending it: for a
// first look without a mail server, and for tests.
type Folder struct {
	dir      string
	envelope envelope
	sequence atomic.Uint64
}

// NewFolder makes the folder if it is missing. It returns an Invalid fault if the
// sender's address or the clock is missing or wrong.
func NewFolder(cfg FolderConfig) (*Folder, error) {
	envelope, err := newEnvelope(cfg.From, cfg.Now)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(cfg.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("mail: make the folder: %w", err)
	}
	return &Folder{dir: cfg.Dir, envelope: envelope}, nil
}

// Send writes the message to a new file that ends in ".eml" and that only its
// owner may read. Names sort by time. The file appears whole or not at all.
// The body is not transfer-encoded unless a line is too long for that, so that
// an address in it can be copied.
func (f *Folder) Send(ctx context.Context, m Message) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	msg, err := f.envelope.compose(m, readableEncoding(m.Text))
	if err != nil {
		return err
	}
	return f.write(msg, f.name())
}

// name sorts by time and, at one instant, by the order of sending.
func (f *Folder) name() string {
	at := f.envelope.now().UTC().Format("20060102T150405.000000Z")
	return fmt.Sprintf("%s-%06d-%s.eml", at, f.sequence.Add(1), strings.ToLower(rand.Text()[:8]))
}

// write puts the message under another name first: who lists *.eml never sees half
// a message, whether or not their program passes over hidden files.
func (f *Folder) write(msg *gomail.Msg, name string) error {
	hidden := filepath.Join(f.dir, "."+name+".part")
	if err := writeFile(hidden, msg); err != nil {
		_ = os.Remove(hidden)
		return err
	}
	if err := os.Rename(hidden, filepath.Join(f.dir, name)); err != nil {
		_ = os.Remove(hidden)
		return fmt.Errorf("mail: name the file: %w", err)
	}
	return nil
}

func writeFile(path string, msg *gomail.Msg) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // the folder is the operator's, the name is ours
	if err != nil {
		return fmt.Errorf("mail: make the file: %w", err)
	}
	_, err = msg.WriteTo(file)
	if err == nil {
		err = file.Sync()
	}
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return fmt.Errorf("mail: write the file: %w", err)
	}
	return nil
}

// maxLine is the greatest length of a line in octets without its end (RFC 5322, 2.1.1).
const maxLine = 998

func readableEncoding(text string) gomail.Encoding {
	for line := range strings.Lines(text) {
		if len(line) > maxLine {
			return gomail.EncodingQP
		}
	}
	return gomail.NoEncoding
}
