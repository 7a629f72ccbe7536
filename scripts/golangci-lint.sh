#!/usr/bin/env bash
# golangci-lint.sh: prints the path of golangci-lint in exactly the version that
# .golangci.yml was written for, and builds it into bin/ if it is not there.
set -eu
cd "$(dirname "$0")/.."
. scripts/lib.sh
need go "Install Go 1.26 or newer."

version=v2.12.2
program=$PWD/bin/golangci-lint-$version
if [ ! -x "$program" ]; then
  say "building golangci-lint $version (once, a few minutes)" >&2
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  GOBIN=$work CGO_ENABLED=0 go install -trimpath "github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$version" >&2
  mkdir -p bin
  mv "$work/golangci-lint" "$program"
fi
printf '%s\n' "$program"
