#!/usr/bin/env bash
# e2e.sh [ARGUMENT...]: the journeys in a real browser against bin/folkmoot, on
# the embedded database and on Postgres. Arguments go to Playwright. The browser
# is in CHROMIUM.
set -eu
cd "$(dirname "$0")/.."
. scripts/lib.sh
[ -n "${FOLKMOOT_TEST_POSTGRES:-}" ] || exec scripts/with-postgres.sh "$0" "$@"
[ -x bin/folkmoot ] || fail "bin/folkmoot is missing. Run: make build"
need go "Install Go 1.26 or newer."
go build -o bin/newdb ./internal/database/dbtest/newdb
CHROMIUM=$(scripts/chromium.sh)
export CHROMIUM
scripts/frontend.sh install
say "browser journeys in $CHROMIUM"
cd frontend
exec npm run e2e -- "$@"
