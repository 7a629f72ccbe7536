# Functions for the scripts beside this file, which source it.
# shellcheck shell=bash

say() { printf '\n== %s\n' "$*"; }

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

is_root() { [ "$(id -u)" -eq 0 ]; }

# need PROGRAM WHAT-TO-DO
need() { command -v "$1" >/dev/null 2>&1 || fail "$1 is missing. $2"; }

# debian_install PACKAGE... installs packages when we are root on Debian or a
# system like it, and returns 1 when we may not.
debian_install() {
  is_root && command -v apt-get >/dev/null 2>&1 || return 1
  say "installing $* from the distribution"
  export DEBIAN_FRONTEND=noninteractive
  apt-get install -y --no-install-recommends "$@" >/dev/null 2>&1 && return 0
  apt-get update >/dev/null && apt-get install -y --no-install-recommends "$@" >/dev/null
}

# fault_tools installs what internal/faults breaks things with. with-postgres.sh
# installs a server if there is none.
fault_tools() {
  [ "$(uname -s)" = Linux ] || return 0
  command -v strace >/dev/null 2>&1 || debian_install strace || fail "strace is missing.
  On Debian run: sudo apt-get install strace"
  env -u FOLKMOOT_TEST_POSTGRES scripts/with-postgres.sh true
}
