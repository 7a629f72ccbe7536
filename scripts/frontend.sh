#!/usr/bin/env bash
# frontend.sh [install|build]: installs the packages of the frontend when their
# lock file has changed, and with "build" builds the pages when a source has.
set -eu
cd "$(dirname "$0")/.."
. scripts/lib.sh
need node "Install Node 20 or newer (on Debian: the packages nodejs and npm)."
need npm "Install npm (on Debian: the package npm)."

sum() { sha256sum | cut -d ' ' -f 1; }

# fingerprint of everything that the built pages depend on
sources() {
  find frontend -type d \( -name node_modules -o -name build -o -name .svelte-kit -o -name test-results \
    -o -name paraglide -o -name e2e \) -prune -o -type f ! -name '*.go' ! -name '*.test.ts' \
    ! -path '*/project.inlang/.*' ! -path '*/project.inlang/README.md' -print0 | # the build itself writes these
    LC_ALL=C sort -z | xargs -0 sha256sum | sum
}

install() {
  local stamp=frontend/node_modules/.folkmoot-lock now
  now=$(sum <frontend/package-lock.json)
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ] && return 0
  say "frontend: npm ci"
  (cd frontend && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund)
  printf '%s\n' "$now" >"$stamp"
}

build() {
  local stamp=.cache/frontend-sources now
  mkdir -p .cache
  now=$(sources)
  [ -f frontend/build/index.html ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ] && return 0
  say "frontend: npm run build"
  (cd frontend && npm run build)
  printf '%s\n' "$now" >"$stamp"
}

case "${1:-build}" in
install) install ;;
build)
  install
  build
  ;;
*) fail "usage: scripts/frontend.sh [install|build]" ;;
esac
