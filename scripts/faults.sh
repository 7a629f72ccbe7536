#!/usr/bin/env bash
# faults.sh [FLAG...]: what make faults runs, with the tools that it needs. It
# starts servers and a Postgres of its own, and ends nothing else.
# -help lists the flags.
set -eu
cd "$(dirname "$0")/.."
. scripts/lib.sh
need go "Install Go 1.26 or newer."
fault_tools
mkdir -p bin
go build -o bin/faults ./internal/faults/cmd # and not go run, which keeps signals to itself
exec bin/faults "$@"
