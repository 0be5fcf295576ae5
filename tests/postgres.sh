#!/usr/bin/env bash
# A PostgreSQL cluster of its own for the tests, in a scratch folder, on a free loopback port.
#   tests/postgres.sh start FOLDER     prints the connection string
#   tests/postgres.sh stop FOLDER      stops it and removes the folder
#   tests/postgres.sh available        succeeds when PostgreSQL is installed
set -eu

bin=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb || echo /nowhere/initdb)")
folder=${2:-}
# PostgreSQL refuses to run as root.
as_owner() { if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

# The tests prove what a crash of Plenum leaves behind, not one of PostgreSQL: no need to wait for the disk.
# What is measured waits for it (PLENUM_POSTGRES_DURABLE).
hasty="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
[ -z "${PLENUM_POSTGRES_DURABLE:-}" ] || hasty=""
serve() {
  as_owner "$bin/pg_ctl" -D "$folder/data" -w -t 60 -l "$folder/server.log" start > /dev/null 2>&1 \
    -o "-p $1 -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=400 $hasty"
}

case ${1:-} in
  available)
    [ -x "$bin/initdb" ] && [ -x "$bin/pg_ctl" ]
    ;;
  start)
    mkdir -p "$folder"
    [ "$(id -u)" -ne 0 ] || chown postgres "$folder"
    as_owner "$bin/initdb" -D "$folder/data" -U plenum --auth=trust --encoding=UTF8 --locale=C > "$folder/initdb.log" 2>&1 \
      || { cat "$folder/initdb.log" >&2; exit 1; }
    # Whether a port is free, only binding it tells: below those that the system hands out itself, until one is.
    for _ in $(seq 30); do
      port=$((10240 + RANDOM % 20000))
      if serve "$port"; then
        echo "Host=127.0.0.1;Port=$port;Username=plenum;Database=postgres"
        exit 0
      fi
      grep -qi 'in use' "$folder/server.log" || break
      rm -f "$folder/server.log"
    done
    cat "$folder/server.log" >&2
    exit 1
    ;;
  stop)
    as_owner "$bin/pg_ctl" -D "$folder/data" -m immediate stop > /dev/null || true
    rm -rf "$folder"
    ;;
  *)
    sed -n '2,5p' "$0" >&2
    exit 2
    ;;
esac
