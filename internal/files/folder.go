package files

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/folkmoot/folkmoot/internal/fault"
)

// A folder keeps files in a directory, in subfolders by the first signs of their
// names.
type folder struct{ root string }

const (
	folderMode = 0o700
	fileMode   = 0o600
	prefix     = 2
	coming     = ".coming-" // before the name of what is not whole yet
)

func openFolder(path string) (Store, error) {
	if err := os.MkdirAll(path, folderMode); err != nil {
		return nil, fmt.Errorf("folder of files: %w", err)
	}
	return folder{root: path}, nil
}

func (f folder) path(name string) string { return filepath.Join(f.root, name[:prefix], name) }

// Put writes under another name first, so that nobody ever finds half of a file.
func (f folder) Put(_ context.Context, name string, content []byte) error {
	if err := mustBeName(name); err != nil {
		return err
	}
	path := f.path(name)
	if err := os.MkdirAll(filepath.Dir(path), folderMode); err != nil {
		return fmt.Errorf("folder of files: %w", err)
	}
	part, err := os.CreateTemp(filepath.Dir(path), coming)
	if err != nil {
		return fmt.Errorf("keep a file: %w", err)
	}
	defer func() { _ = os.Remove(part.Name()) }() // if it did not get its name
	if err := fill(part, content); err != nil {
		return err
	}
	if err := os.Rename(part.Name(), path); err != nil {
		return fmt.Errorf("keep a file: %w", err)
	}
	return errors.Join(flush(filepath.Dir(path)), flush(f.root))
}

func fill(part *os.File, content []byte) error {
	_, err := part.Write(content)
	if err = errors.Join(err, part.Chmod(fileMode), part.Sync(), part.Close()); err != nil {
		return fmt.Errorf("keep a file: %w", err)
	}
	return nil
}

// flush makes the names in a folder durable.
func flush(path string) error {
	handle, err := os.Open(path) //nolint:gosec // it is made of checked names
	if err != nil {
		return fmt.Errorf("flush a folder: %w", err)
	}
	if err := errors.Join(handle.Sync(), handle.Close()); err != nil {
		return fmt.Errorf("flush a folder: %w", err)
	}
	return nil
}

// Get reads a file.
func (f folder) Get(_ context.Context, name string) ([]byte, error) {
	if err := mustBeName(name); err != nil {
		return nil, err
	}
	content, err := os.ReadFile(f.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.Gone("file")
	}
	if err != nil {
		return nil, fmt.Errorf("read a file: %w", err)
	}
	return content, nil
}

// Delete removes a file.
func (f folder) Delete(_ context.Context, name string) error {
	if err := mustBeName(name); err != nil {
		return err
	}
	if err := os.Remove(f.path(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove a file: %w", err)
	}
	return nil
}

// Each walks through the folder.
func (f folder) Each(ctx context.Context, visit func(name string, put time.Time) error) error {
	err := filepath.WalkDir(f.root, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !names.MatchString(entry.Name()) {
			return err
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil // it went while we walked
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		return visit(entry.Name(), info.ModTime())
	})
	if err != nil {
		return fmt.Errorf("walk through the files: %w", err)
	}
	return nil
}
