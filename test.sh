#!/usr/bin/env bash
# Everything that has to hold, from a fresh clone. The last line is "N passed, N failed".
# Arguments go to the test runner: ./test.sh -namespace "Plenum.Tests.Chat"
set -u
cd "$(dirname "$0")"

fail() { echo "$1"; echo "0 passed, 1 failed"; exit 1; }

# What the tests need besides the .NET SDK. On Debian as root it is installed; elsewhere its absence is named.
missing=()
for tool in curl jq; do command -v "$tool" > /dev/null || missing+=("$tool"); done
if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" > /dev/null
fi
for tool in curl jq; do command -v "$tool" > /dev/null || fail "Install $tool: the walk-through in docs/ is run with it."; done

dotnet build --nologo -v quiet || fail "The build failed."

report=$(mktemp)
trap 'rm -f "$report"' EXIT
dotnet artifacts/bin/Plenum.Tests/debug/Plenum.Tests.dll -nologo "$@" | tee "$report"
status=${PIPESTATUS[0]}

summary=$(sed 's/\x1b\[[0-9;]*m//g' "$report" | grep -oE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' | tail -n 1)
read -r total errors failed skipped <<< "$(grep -oE '[0-9]+' <<< "$summary" | tr '\n' ' ')"
[ -n "${total:-}" ] && [ "$total" -gt 0 ] || fail "No test ran."
bad=$((failed + errors))
echo "$((total - bad - skipped)) passed, $bad failed"
[ "$status" -eq 0 ] && [ "$bad" -eq 0 ]
