package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/folkmoot/folkmoot/internal/database"
)

type backup struct {
	File string `arg:"" type:"path" help:"The file to write. It must not be there yet."`
}

// Run saves the database and says what was saved.
func (b *backup) Run(storage *Storage) error {
	if err := storage.mustExist(); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	saved, err := database.Backup(ctx, storage.config(), b.File)
	if err != nil {
		return err
	}
	fmt.Printf("Saved the database (%s) to %s: %s. The file was read again and is sound.\n", saved.Database, b.File, size(saved.Size))
	fmt.Printf("What people attached is not in it: copy %s as well, or the bucket.\n", storage.files())
	fmt.Println("It holds everything else, also what seals the rounds that are open. Keep it where nobody else can read it,\n" +
		"and no longer than 30 days.")
	return nil
}

type restore struct {
	File string `arg:"" type:"existingfile" help:"A file that the command backup has written."`
}

// Run fills an empty place with a backup.
func (r *restore) Run(storage *Storage) error {
	if err := os.MkdirAll(storage.DataDir, folderMode); err != nil {
		return fmt.Errorf("folder for the data: %w", err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	saved, err := database.Restore(ctx, storage.config(), r.File)
	if err != nil {
		return err
	}
	fmt.Printf("Restored the database (%s) from %s: %s. Start the server to use it.\n", saved.Database, r.File, size(saved.Size))
	return nil
}

const step = 1024

// size words a number of bytes for people.
func size(bytes int64) string {
	if bytes < step*step {
		return fmt.Sprintf("%d KiB", (bytes+step-1)/step)
	}
	return fmt.Sprintf("%.1f MiB", float64(bytes)/(step*step))
}
