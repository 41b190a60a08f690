#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Make targets one after the other, all of them whatever fails, and sum up.
#
#   usage: build-aux/run-targets.sh TARGET...
#
# A target that runs tests ends with a line `N passed, N failed`, which counts; any other target counts as one test. So does one that fails
# without a failed test (a broken build, say). At the end stands a line for each target, with its time, and a last line with the sums.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1

output=$(mktemp)
trap 'rm -f "$output"' EXIT
passed=0
failed=0
verdicts=()

run() { # target
  local status begin=$SECONDS n_passed n_failed verdict=passed
  printf '==== make %s\n' "$1"
  "${MAKE:-make}" -j "$(nproc)" "$1" 2>&1 </dev/null | tee "$output"
  status=$?
  read -r n_passed n_failed < <(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$output" | tail -n 1)
  if [ "$status" != 0 ] && [ "${n_failed:-0}" = 0 ]; then n_failed=1; fi
  if [ "$status" = 0 ] && [ -z "${n_passed-}" ]; then n_passed=1; fi
  passed=$((passed + ${n_passed:-0}))
  failed=$((failed + ${n_failed:-0}))
  [ "${n_failed:-0}" = 0 ] || verdict=FAILED
  verdicts+=("$(printf '%-6s %-14s %5d passed %3d failed %6d s' "$verdict" "$1" "${n_passed:-0}" "${n_failed:-0}" $((SECONDS - begin)))")
}

for target in "$@"; do run "$target"; done

printf '\n'
printf '%s\n' "${verdicts[@]}"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
