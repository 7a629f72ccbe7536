package actions

import (
	"context"
	"fmt"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
)

// A NewLedger is the input of BeginLedger.
type NewLedger struct {
	Origin string
	Seed   []byte
}

// BeginLedger lets the ledger go on under another name, after its database was
// set back: what the old name signed and is lost stands in the first entry.
var BeginLedger = Write[NewLedger, struct{}, Accepted]{
	Verb: access.LedgerBegin,
	Find: func(q database.Query, _ NewLedger) (Found[struct{}], error) {
		return Found[struct{}]{}, q.Exclude("ledger")
	},
	Do: func(c *Call, in NewLedger, _ struct{}) (Accepted, error) {
		size, err := models.LedgerSize(c.Query)
		if err != nil {
			return Accepted{}, err
		}
		note, err := c.Service.Witness.Last()
		if err != nil {
			return Accepted{}, err
		}
		lost := "an unknown number of leaves"
		if last, err := ledger.OpenCheckpoint(note, c.Service.Signer.Key()); err == nil {
			lost = fmt.Sprintf("%d leaves with the root %s", last.Size, last.Root)
		}
		c.About("ledger", in.Origin)
		c.Note("goes on from %d leaves; %s had signed %s", size, c.Service.Signer.Origin(), lost)
		return Accepted{}, models.AddLedgerKey(c.Tx, in.Origin, in.Seed)
	},
}

// A ReceiptState says whether what a receipt promises is in the database.
type ReceiptState struct {
	Round string
	Title string
	State string // "here", "missing", "unknown round" or "not signed here"
}

// CompareReceipts looks for what receipts promise, after a backup was restored.
// It returns the state of each, in their order.
func CompareReceipts(ctx context.Context, s *Service, texts []string) (states []ReceiptState, err error) {
	states = make([]ReceiptState, len(texts))
	err = s.DB.Read(ctx, func(q database.Query) error {
		keys, err := verifierKeys(q)
		for i := 0; err == nil && i < len(texts); i++ {
			states[i], err = compareReceipt(q, keys, texts[i])
		}
		return err
	})
	return states, err
}

// verifierKeys are the keys of all names that the ledger has had.
func verifierKeys(q database.Query) ([]string, error) {
	rows, err := models.ListLedgerKeys(q)
	if err != nil {
		return nil, err
	}
	keys := make([]string, len(rows))
	for i, row := range rows {
		signer, err := ledger.NewSigner(row.Origin, row.Seed)
		if err != nil {
			return nil, err
		}
		keys[i] = signer.Key()
	}
	return keys, nil
}

func compareReceipt(q database.Query, keys []string, text string) (ReceiptState, error) {
	var receipt ledger.Receipt
	err := fmt.Errorf("nobody has signed anything here")
	for _, key := range keys {
		if receipt, err = ledger.OpenReceipt(text, key); err == nil {
			break
		}
	}
	if err != nil {
		return ReceiptState{State: "not signed here"}, nil //nolint:nilerr // that is the answer
	}
	state := ReceiptState{Round: receipt.Round, State: "here"}
	title, err := models.RoundTitle(q, receipt.Round)
	if fault.KindOf(err) == fault.NotFound {
		state.State = "unknown round"
		return state, nil
	}
	if err != nil {
		return state, err
	}
	state.Title = title
	err = models.FindCommitment(q, receipt.Round, receipt.Commitment)
	if fault.KindOf(err) == fault.NotFound {
		state.State = "missing"
		return state, nil
	}
	return state, err
}
