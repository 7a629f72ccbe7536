#!/usr/bin/env bash
# lint.sh: everything that can be seen without running the product. It does all
# checks before it ends, and then fails if one of them did.
set -eu
cd "$(dirname "$0")/.."
. scripts/lib.sh
need go "Install Go 1.26 or newer."

failed=""
check() {
  say "$1"
  shift
  "$@" || failed="$failed $1"
}

# sources GLOB... lists files of ours, without what is installed or built
sources() {
  local names=() glob
  for glob in "$@"; do names+=(-o -name "$glob"); done
  find . -type d \( -name .git -o -name node_modules -o -name .svelte-kit -o -name paraglide -o -name testdata \
    -o -path ./frontend/build -o -path ./bin -o -path ./data -o -path ./.cache \) -prune -o -type f \( "${names[@]:1}" \) -print
}

formatted() {
  local wrong
  wrong=$(sources '*.go' | tr '\n' '\0' | xargs -0 gofmt -l)
  [ -z "$wrong" ] || { printf 'not formatted, run gofmt -w:\n%s\n' "$wrong"; return 1; }
}

# The linter keeps paths in its cache and mistakes one checkout for another when
# both share it; so each checkout has its own.
linted() {
  local program
  program=$(scripts/golangci-lint.sh) && GOLANGCI_LINT_CACHE=$PWD/.cache/golangci-lint "$program" run ./...
}

checked() {
  scripts/frontend.sh install && (cd frontend && npm run check)
}

# A file that is generated says so in one of its first lines.
small() {
  local file lines wrong=0
  while IFS= read -r file; do
    lines=$(wc -l <"$file")
    if [ "$lines" -gt 500 ] && ! head -n 5 "$file" | grep -qi 'generated'; then
      printf '%s has %s lines; the limit is 500\n' "$file" "$lines"
      wrong=1
    fi
  done < <(sources '*.go' '*.sql' '*.ts' '*.svelte' '*.js' '*.mjs' '*.css' '*.html' '*.sh')
  return "$wrong"
}

readable() {
  local file wrong=0
  for file in scripts/*.sh .ci/run; do bash -n "$file" || wrong=1; done
  return "$wrong"
}

# The plugin reads the file as it will be used; the Go test asks what we need of
# it and runs everywhere.
composed() {
  if docker compose version >/dev/null 2>&1; then
    POSTGRES_PASSWORD=check docker compose config -q || return 1
  fi
  go test ./internal/ops
}

check "gofmt" formatted
check "golangci-lint" linted
check "frontend: types and templates" checked
check "no file over 500 lines" small
check "scripts can be read" readable
check "compose file and dependencies" composed
[ -z "$failed" ] || fail "these checks failed:$failed"
say "nothing to complain about"
