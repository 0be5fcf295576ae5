#!/usr/bin/env bash
# Everything that has to hold, from a fresh clone, on SQLite and on PostgreSQL. The last line is "N passed, N failed".
#   ./test.sh -namespace "Plenum.Tests.Chat"   arguments go to the test runner
#   DATABASES="SQLite" ./test.sh               only this database (SQLite, PostgreSQL or both, separated by a space), "" for none
#   CI=true ./test.sh                          what is missing is a failure, not a skip
set -u
cd "$(dirname "$0")"

fail() { echo "$1"; echo "0 passed, 1 failed"; exit 1; }

databases=()
for database in ${DATABASES-SQLite PostgreSQL}; do
  case $database in
    SQLite | PostgreSQL) databases+=("$database") ;;
    *) fail "DATABASES knows SQLite and PostgreSQL, not $database." ;;
  esac
done
wants() { [[ " ${databases[*]} " == *" $1 "* ]]; }

# What the tests need besides the .NET SDK. On Debian as root it is installed; elsewhere what is missing is named.
missing=()
look() {
  missing=()
  command -v node > /dev/null && command -v npm > /dev/null || missing+=(nodejs npm)
  for tool in curl jq chromium janus; do command -v "$tool" > /dev/null || missing+=("$tool"); done
  command -v turnserver > /dev/null || missing+=(coturn)
  command -v ip > /dev/null || missing+=(iproute2)
  ! wants PostgreSQL || tests/postgres.sh available || missing+=(postgresql)
  command -v nextcloud-spreed-signaling-server > /dev/null || missing+=(nextcloud-spreed-signaling)
  [ -x /usr/sbin/nats-server ] || command -v nats-server > /dev/null || missing+=(nats-server)
}
look
if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" > /dev/null
  look
fi
for thing in ${missing[@]+"${missing[@]}"}; do
  [ "${CI:-}" != true ] || fail "$thing is missing."
  case $thing in
    postgresql)
      echo "PostgreSQL is missing: skipped there."
      databases=("${databases[@]/PostgreSQL/}")
      ;;
    chromium | janus | coturn | iproute2) echo "$thing is missing: what needs it of the media tests is skipped." ;;
    nodejs | npm) echo "$thing is missing: the web app is neither built nor tested." ;;
    nextcloud-spreed-signaling | nats-server) echo "$thing is missing: the tests with a standalone signaling server are skipped." ;;
    *) echo "$thing is missing: the commands in docs/ are not run." ;;
  esac
done

dotnet build --nologo -v quiet || fail "The build failed."

scratch=$(mktemp -d)
trap '[ ! -d "$scratch/postgres" ] || tests/postgres.sh stop "$scratch/postgres"; rm -rf "$scratch"' EXIT
chmod 755 "$scratch"

all=0 failed=0

# The web app: types and style, the tests of its rules, and the stories of several people in a real browser.
vitest() {
  (cd web && npx --no-install vitest run --reporter=default --reporter=json --outputFile.json="$scratch/vitest.json" "$@")
  local status=$? total wrong
  read -r total wrong < <(jq -r '"\(.numTotalTests - .numPendingTests) \(.numFailedTests)"' "$scratch/vitest.json")
  [ "${total:-0}" -gt 0 ] || fail "No test of the web app ran."
  [ "$status" -eq 0 ] || [ "$wrong" -gt 0 ] || wrong=1
  all=$((all + total)) failed=$((failed + wrong))
  rm -f "$scratch/vitest.json"
}
if [ $# -eq 0 ] && command -v node > /dev/null; then
  echo "== web"
  (cd web && npm run --silent check) || fail "The web app has mistakes."
  vitest
  ! command -v chromium > /dev/null || vitest --config e2e/vitest.config.ts stories/
fi
for database in ${databases[*]}; do
  echo "== $database"
  unset PLENUM_TEST_POSTGRES
  if [ "$database" = PostgreSQL ]; then
    PLENUM_TEST_POSTGRES=$(tests/postgres.sh start "$scratch/postgres") || fail "PostgreSQL did not start."
    export PLENUM_TEST_POSTGRES
  fi

  dotnet artifacts/bin/Plenum.Tests/debug/Plenum.Tests.dll -nologo -noColor "$@" | tee "$scratch/report"
  status=${PIPESTATUS[0]}
  numbers=$(grep -oE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$scratch/report" | tail -n 1 | grep -oE '[0-9]+' | tr '\n' ' ')
  read -r total errors wrong skipped <<< "$numbers"
  [ "${total:-0}" -gt 0 ] || fail "No test ran on $database."
  [ "$status" -eq 0 ] || [ $((wrong + errors)) -gt 0 ] || errors=1
  all=$((all + total - skipped))
  failed=$((failed + wrong + errors))
done

[ "$all" -gt 0 ] || fail "No test ran."
echo "$((all - failed)) passed, $failed failed"
[ "$failed" -eq 0 ]
