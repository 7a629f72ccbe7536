#!/usr/bin/env bash
# fuzz.sh: runs every fuzz target for FUZZTIME (15s), one after the other.
set -eu
cd "$(dirname "$0")/.."
. scripts/lib.sh
need go "Install Go 1.26 or newer."

count=0
for package in $(go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}' ./...); do
  dir=$(go list -f '{{.Dir}}' "$package")
  grep -q '^func Fuzz' "$dir"/*_test.go || continue
  # Only what the test program lists: build tags may leave files out.
  for target in $(go test -list '^Fuzz' "$package" | grep '^Fuzz'); do
    say "$package $target"
    go test -run '^$' -fuzz "^$target\$" -fuzztime "${FUZZTIME:-15s}" "$package"
    count=$((count + 1))
  done
done
say "$count fuzz targets found nothing"
