#!/usr/bin/env bash
# chromium.sh: prints the path of a Chromium to test with. It takes $CHROMIUM,
# then what is installed, then Debian's package if we are root.
set -eu
cd "$(dirname "$0")/.."
. scripts/lib.sh

find_browser() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome-stable google-chrome; do
    if [ -n "$name" ] && command -v "$name" 2>/dev/null; then return 0; fi
  done
  return 1
}

if [ -n "${CHROMIUM:-}" ] && ! command -v "$CHROMIUM" >/dev/null 2>&1; then
  fail "CHROMIUM is $CHROMIUM, which cannot be run."
fi
find_browser && exit 0
debian_install chromium >&2 || fail "no Chromium was found.
  On Debian run: sudo apt-get install chromium
  or set CHROMIUM to the path of a Chromium or Chrome."
find_browser || fail "Chromium was installed and still cannot be found."
