#!/usr/bin/env bash
# with-postgres.sh COMMAND...: runs a command with FOLKMOOT_TEST_POSTGRES set to
# a Postgres in which it may make databases, and returns the command's status.
#
# If the variable is set already, that server is used. Otherwise a private one
# is made in a temporary directory, listening on the loopback interface only,
# and removed afterwards, however the command ends. No other server is touched.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/lib.sh"
[ $# -gt 0 ] || fail "usage: scripts/with-postgres.sh COMMAND..."
[ -n "${FOLKMOOT_TEST_POSTGRES:-}" ] && exec "$@"

# server_bin prints the directory of the newest installed server.
server_bin() {
  local dir
  for dir in $(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -rV) \
    "$(dirname "$(command -v initdb 2>/dev/null || echo /nowhere/x)")" "$(pg_config --bindir 2>/dev/null || true)"; do
    if [ -x "$dir/initdb" ] && [ -x "$dir/postgres" ]; then
      printf '%s\n' "$dir"
      return 0
    fi
  done
  return 1
}

# Debian's package makes and starts a cluster of its own unless it is told not to.
install_server() {
  is_root || return 1
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  fi
  debian_install postgresql
}

# as_owner runs a command as somebody who is not root: Postgres refuses root.
as_owner() {
  if ! is_root; then
    "$@"
  elif command -v setpriv >/dev/null 2>&1; then
    setpriv --reuid "$owner" --regid "$(id -g "$owner")" --clear-groups --reset-env -- "$@"
  else
    su -s /bin/sh "$owner" -c 'exec "$0" "$@"' -- "$@"
  fi
}

stop() {
  local status=$?
  trap - EXIT INT TERM HUP
  if [ -f "$dir/data/postmaster.pid" ]; then
    as_owner "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1 || true
  fi
  rm -rf "$dir"
  exit "$status"
}

# start tries free ports until the server listens on one.
start() {
  local try
  for try in 1 2 3 4 5 6 7 8; do
    port=$((20000 + (RANDOM + $$ + try) % 12000))
    as_owner "$bin/pg_ctl" -D "$dir/data" -w -t 60 -l "$dir/log" -o "-p $port" start >/dev/null 2>&1 && return 0
    grep -qi 'address already in use\|could not bind' "$dir/log" || break
  done
  cat "$dir/log" >&2
  fail "the temporary Postgres did not start."
}

bin=$(server_bin) || { install_server >&2 && bin=$(server_bin); } || fail "no Postgres server is installed.
  On Debian run: sudo apt-get install postgresql
  or set FOLKMOOT_TEST_POSTGRES to the address of a server for tests, as a superuser:
  postgres://postgres:password@127.0.0.1:5432/postgres?sslmode=disable"
owner=$(id -un)
if is_root; then
  owner=postgres
  id "$owner" >/dev/null 2>&1 || owner=nobody
fi

dir=$(mktemp -d "${TMPDIR:-/tmp}/folkmoot-postgres.XXXXXX")
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
chmod 700 "$dir"
password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '%s\n' "$password" >"$dir/password"
if is_root; then chown "$owner" "$dir" "$dir/password"; fi
cd "$dir" # the owner may not be allowed to look at the directory we came from
as_owner "$bin/initdb" -D "$dir/data" -U postgres -A scram-sha-256 --pwfile="$dir/password" -E UTF8 --locale=C --no-sync >"$dir/initdb" 2>&1 || {
  cat "$dir/initdb" >&2
  fail "the temporary Postgres could not be made."
}
cat >>"$dir/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = off
full_page_writes = off
max_connections = 200
shared_buffers = 64MB
wal_recycle = off
CONF
port=0
start
export FOLKMOOT_TEST_POSTGRES="postgres://postgres:$password@127.0.0.1:$port/postgres?sslmode=disable"
cd "$OLDPWD"
# In a process group of its own and waited for, so that a signal ends the whole
# group at once.
set -m
"$@" &
child=$!
set +m
interrupt() {
  kill -TERM -- "-$child" 2>/dev/null || true
  wait "$child" 2>/dev/null || true
  exit "$1"
}
trap 'interrupt 130' INT
trap 'interrupt 143' TERM HUP
wait "$child"
