// Command newdb makes an empty database on the server that
// FOLKMOOT_TEST_POSTGRES names and prints its address, for tests that are not
// written in Go. The server is a private one that is removed afterwards; on a
// server of your own, drop folkmoot_e2e_* yourself.
package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"os"
	"strings"

	"github.com/jackc/pgx/v5"
)

func main() {
	address, err := newDatabase(context.Background(), os.Getenv("FOLKMOOT_TEST_POSTGRES"))
	if err != nil {
		fmt.Fprintln(os.Stderr, "newdb:", err)
		os.Exit(1)
	}
	fmt.Println(address)
}

func newDatabase(ctx context.Context, server string) (string, error) {
	parsed, err := url.Parse(server)
	if err != nil || server == "" {
		return "", fmt.Errorf("FOLKMOOT_TEST_POSTGRES names no server; scripts/with-postgres.sh starts one")
	}
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return "", fmt.Errorf("connect: %w", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	name := "folkmoot_e2e_" + strings.ToLower(rand.Text())
	if _, err := conn.Exec(ctx, "CREATE DATABASE "+name); err != nil {
		return "", fmt.Errorf("make a database: %w", err)
	}
	parsed.Path = "/" + name
	return parsed.String(), nil
}
