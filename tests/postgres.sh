#!/usr/bin/env bash
# A PostgreSQL cluster of its own for the tests, in a scratch folder, on a free loopback port.
#   tests/postgres.sh start FOLDER   prints the connection string
#   tests/postgres.sh stop FOLDER    stops it and removes the folder
set -eu

bin=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -n 1)
folder=$2
# PostgreSQL refuses to run as root.
as_owner() { if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

case $1 in
  start)
    mkdir -p "$folder"
    [ "$(id -u)" -ne 0 ] || chown postgres "$folder"
    as_owner "$bin/initdb" -D "$folder/data" -U plenum --auth=trust --encoding=UTF8 --locale=C > "$folder/initdb.log" 2>&1
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2> /dev/null || echo 54399)
    # The tests prove what a crash of Plenum leaves behind, not one of PostgreSQL: no need to wait for the disk.
    as_owner "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/server.log" start > /dev/null \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=400 -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    echo "Host=127.0.0.1;Port=$port;Username=plenum;Database=postgres"
    ;;
  stop)
    as_owner "$bin/pg_ctl" -D "$folder/data" -m immediate stop > /dev/null || true
    rm -rf "$folder"
    ;;
esac
