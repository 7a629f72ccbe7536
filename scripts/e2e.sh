#!/usr/bin/env bash
# e2e.sh [ARGUMENT...]: the journeys in a real browser against bin/folkmoot.
# Arguments go to Playwright. The browser is in CHROMIUM.
set -eu
cd "$(dirname "$0")/.."
. scripts/lib.sh
[ -x bin/folkmoot ] || fail "bin/folkmoot is missing. Run: make build"
CHROMIUM=$(scripts/chromium.sh)
export CHROMIUM
scripts/frontend.sh install
say "browser journeys in $CHROMIUM"
cd frontend
exec npm run e2e -- "$@"
