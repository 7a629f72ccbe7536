#!/usr/bin/env bash
# bench.sh: large real elections, and ballots a second, beside what else does the
# same on this machine; then the benchmarks of Go. Best on a machine with nothing
# else to do.
set -eu
cd "$(dirname "$0")/.."
. scripts/lib.sh
need go "Install Go 1.26 or newer."
fault_tools # strace makes a disk slow
go run ./internal/bench/cmd "$@"
scripts/with-postgres.sh go test -run '^$' -bench . -benchmem ./...
