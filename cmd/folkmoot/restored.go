package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/auth"
)

type restored struct{}

// Run lets the ledger go on under another name, after its database was set back.
func (restored) Run(storage *Storage) error {
	if err := storage.mustExist(); err != nil {
		return err
	}
	ctx := context.Background()
	t, err := storage.tool(ctx)
	if err != nil {
		return err
	}
	err = t.service.KeepLedger(ctx)
	if err == nil {
		fmt.Println("The ledger is the one that was signed before: nothing has to be done.")
		return t.db.Close()
	}
	if !errors.Is(err, actions.ErrFork) {
		return errors.Join(err, t.db.Close())
	}
	in := actions.NewLedger{Origin: newOrigin(), Seed: auth.NewSeed()}
	if _, err := actions.Run(ctx, t.service, actions.Actor{System: true}, actions.BeginLedger, in, ""); err != nil {
		return errors.Join(err, t.db.Close())
	}
	fmt.Printf("The ledger goes on as %s. Start the server again.\n"+
		"Tell those who voted in rounds that were open: their receipts show whether their ballots are here.\n"+
		"Compare them with: folkmoot receipts FILE...\n", in.Origin)
	return t.db.Close()
}

type receipts struct {
	Files []string `arg:"" type:"existingfile" help:"Receipts that people kept."`
}

// Run says of each receipt whether its ballot is in the database. It fails if one
// is missing.
func (r *receipts) Run(storage *Storage) error {
	if err := storage.mustExist(); err != nil {
		return err
	}
	ctx := context.Background()
	t, err := storage.tool(ctx)
	if err != nil {
		return err
	}
	texts := make([]string, len(r.Files))
	for i, file := range r.Files {
		content, err := os.ReadFile(file) //nolint:gosec // whoever runs the command names the file
		if err != nil {
			return errors.Join(err, t.db.Close())
		}
		texts[i] = string(content)
	}
	states, err := actions.CompareReceipts(ctx, t.service, texts)
	if err != nil {
		return errors.Join(err, t.db.Close())
	}
	lacking := 0
	for i, state := range states {
		if state.State != "here" {
			lacking++
		}
		fmt.Printf("%s: %s %s\n", r.Files[i], state.State, state.Title)
	}
	if lacking > 0 {
		return errors.Join(fmt.Errorf("%d of %d receipts promise what is not here", lacking, len(states)), t.db.Close())
	}
	return t.db.Close()
}
