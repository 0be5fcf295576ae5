#!/usr/bin/env bash
# Everything that has to hold, from a fresh clone. The last line is "N passed, N failed".
set -u
cd "$(dirname "$0")"

dotnet build --nologo -v quiet || { echo "0 passed, 1 failed"; exit 1; }

report=$(mktemp)
trap 'rm -f "$report"' EXIT
dotnet artifacts/bin/Plenum.Tests/debug/Plenum.Tests.dll -nologo "$@" | tee "$report"
status=${PIPESTATUS[0]}

summary=$(sed 's/\x1b\[[0-9;]*m//g' "$report" | grep -oE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' | tail -n 1)
read -r total errors failed skipped <<<"$(grep -oE '[0-9]+' <<<"$summary" | tr '\n' ' ')"
bad=$((${failed:-1} + ${errors:-0}))
echo "$((${total:-0} - bad - ${skipped:-0})) passed, $bad failed"
[ "$status" -eq 0 ] && [ "$bad" -eq 0 ]
