package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/handlers"
	"github.com/folkmoot/folkmoot/internal/clock"
)

type token struct {
	Email string `arg:"" help:"The address of an account."`
}

// Run prints a token and nothing else.
func (t *token) Run(storage *Storage) error {
	if err := storage.mustExist(); err != nil {
		return err
	}
	ctx := context.Background()
	tool, err := storage.tool(ctx)
	if err != nil {
		return err
	}
	account, err := actions.AccountIDOf(ctx, tool.service, t.Email)
	if err != nil {
		return err
	}
	issued, _, err := tool.keys.Issue(account, clock.System{}.Now())
	if err != nil {
		return err
	}
	fmt.Println(issued)
	return tool.db.Close()
}

type openAPI struct{}

// Run prints the document that the server gives at /api/v1/openapi.json.
func (openAPI) Run() error {
	document, err := json.MarshalIndent(handlers.OpenAPI(version), "", "  ")
	if err != nil {
		return fmt.Errorf("print the OpenAPI document: %w", err)
	}
	_, err = fmt.Fprintln(os.Stdout, string(document))
	return err
}

type health struct {
	Listen string `env:"FOLKMOOT_LISTEN" default:":3000" help:"Address that the server listens on."`
}

const healthTimeout = 3 * time.Second

// Run fails unless the server is ready.
func (h *health) Run() error {
	address := h.Listen
	if strings.HasPrefix(address, ":") {
		address = "127.0.0.1" + address
	}
	ctx, cancel := context.WithTimeout(context.Background(), healthTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/readyz", nil)
	if err != nil {
		return fmt.Errorf("address of the server: %w", err)
	}
	reply, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("the server does not answer: %w", err)
	}
	defer func() { _ = reply.Body.Close() }()
	if reply.StatusCode != http.StatusOK {
		return fmt.Errorf("the server is not ready: %s", reply.Status)
	}
	return nil
}
