#!/usr/bin/env bash
# test.sh: every test there is, with its own set-up. It stops at the first
# thing that is wrong, and skips nothing.
set -eu
cd "$(dirname "$0")/.."
. scripts/lib.sh
need go "Install Go 1.26 or newer."

scripts/frontend.sh build
say "frontend: unit tests"
(cd frontend && npm test)
say "go vet"
go vet ./...
fault_tools
say "go test with the race detector, on SQLite and Postgres"
# The count has one place where a second goroutine helps, and is looked at there;
# all of it would take longer with the detector than everything else together. The
# ledger has none.
scripts/race.sh $(go list ./... | grep -v '/voting\|/ledger\|/folkmoot-verify')
scripts/race.sh -run Ladder ./voting
say "the count, on real elections if they are here, and the ledger"
go test ./voting/... ./ledger/... ./cmd/folkmoot-verify/...
say "the same outcomes where an int has 32 bits"
GOARCH=386 CGO_ENABLED=0 go test -run 'SameBytes|GoldenEdge|Ladder' ./voting
say "bin/folkmoot"
mkdir -p bin
CGO_ENABLED=0 go build -trimpath -o bin/ ./cmd/...
scripts/e2e.sh
say "all tests passed"
