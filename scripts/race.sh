#!/usr/bin/env bash
# race.sh PACKAGE...: Go tests with the race detector, on SQLite and Postgres.
set -eu
cd "$(dirname "$0")/.."
. scripts/lib.sh
need go "Install Go 1.26 or newer."
if ! command -v gcc >/dev/null 2>&1 && ! command -v clang >/dev/null 2>&1; then
  debian_install build-essential || fail "the race detector needs a C compiler and there is none.
  On Debian run: sudo apt-get install build-essential"
fi
CGO_ENABLED=1 exec scripts/with-postgres.sh go test -race -timeout "${TIMEOUT:-20m}" "$@"
