package database

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Saved tells what a backup is.
type Saved struct {
	Database string // what kind it is of, in words
	Size     int64  // bytes
}

const privately = 0o600 // a backup holds everything

// Backup saves a database in a new file, while a server may be running on it, and
// reads the file again to see that it is sound. A file that is there already is
// refused; one that could not be finished is removed.
func Backup(ctx context.Context, cfg Config, file string) (saved Saved, err error) {
	cfg, kept := cfg.filled(), keeperOf(cfg)
	made, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, privately) //nolint:gosec // the name is the operator's
	if errors.Is(err, fs.ErrExist) {
		return Saved{}, fmt.Errorf("%s is there already; choose another name", file)
	}
	if err != nil {
		return Saved{}, fmt.Errorf("make the backup: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file))
		}
	}()
	if err := made.Close(); err != nil {
		return Saved{}, fmt.Errorf("make the backup: %w", err)
	}
	if err := kept.save(ctx, cfg, file); err != nil {
		return Saved{}, err
	}
	if err := flush(file); err != nil {
		return Saved{}, err
	}
	if err := kept.check(ctx, file); err != nil {
		return Saved{}, err
	}
	return measure(kept, file)
}

// Restore fills an empty place with a backup: a folder without a database, or a
// Postgres database without tables. Any other is refused and left as it is.
func Restore(ctx context.Context, cfg Config, file string) (Saved, error) {
	cfg, kept := cfg.filled(), keeperOf(cfg)
	if err := kept.check(ctx, file); err != nil {
		return Saved{}, err
	}
	if err := kept.load(ctx, cfg, file); err != nil {
		return Saved{}, err
	}
	return measure(kept, file)
}

// A keeper saves databases of one kind. The file that it saves to is there and
// empty.
type keeper interface {
	title() string
	save(ctx context.Context, cfg Config, file string) error
	check(ctx context.Context, file string) error
	load(ctx context.Context, cfg Config, file string) error
}

func keeperOf(cfg Config) keeper {
	if cfg.URL != "" {
		return postgres{}
	}
	return sqlite{}
}

func measure(kept keeper, file string) (Saved, error) {
	info, err := os.Stat(file)
	if err != nil {
		return Saved{}, fmt.Errorf("measure the backup: %w", err)
	}
	return Saved{Database: kept.title(), Size: info.Size()}, nil
}

// flush returns once a file and its name are on the disk.
func flush(path string) error {
	for _, name := range []string{path, filepath.Dir(path)} {
		file, err := os.Open(name) //nolint:gosec // our own file
		if err != nil {
			return fmt.Errorf("bring %s to the disk: %w", name, err)
		}
		if err := errors.Join(file.Sync(), file.Close()); err != nil {
			return fmt.Errorf("bring %s to the disk: %w", name, err)
		}
	}
	return nil
}

// duplicate copies a file into one that must not be there yet.
func duplicate(from, to string) (err error) {
	source, err := os.Open(from) //nolint:gosec // the name is the operator's
	if err != nil {
		return fmt.Errorf("read the backup: %w", err)
	}
	defer func() { _ = source.Close() }()
	target, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, privately) //nolint:gosec // beside the database
	if err != nil {
		return fmt.Errorf("copy the backup: %w", err)
	}
	_, err = io.Copy(target, source)
	if err := errors.Join(err, target.Close()); err != nil {
		return fmt.Errorf("copy the backup: %w", err)
	}
	return flush(to)
}
