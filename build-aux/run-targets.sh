#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Make targets one after the other, all of them and all of each whatever fails, and sum up.
#
#   usage: build-aux/run-targets.sh TARGET...
#
# A target that runs tests ends with a line `N passed, N failed, N skipped` (the last part may be missing), which counts; any other target
# counts as one test. So does one that fails without a failed test (a broken build, say). At the end stand what was skipped and why, what
# failed by name, a line for each target with its time and processor time, and a last line with the sums.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1

work=$(mktemp -d)
output=$work/output
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
skipped=0
verdicts=()
skips=()
failures=()

# Seconds of processor time of all that ended so far, into cpu. `times` knows them in this shell alone, in no part of a pipe.
read_clock() {
  times >"$work/times"
  cpu=$(($(sed -nE '2s/([0-9]+)m([0-9]+)[^ ]* ([0-9]+)m([0-9]+).*/(\1 + \3) * 60 + \2 + \4/p' "$work/times")))
}

run() { # target
  local status begin=$SECONDS cpu cpu_before n_passed n_failed n_skipped verdict=passed line
  read_clock
  cpu_before=$cpu
  printf '==== make %s\n' "$1"
  "${MAKE:-make}" --keep-going -j "$(nproc)" "$1" 2>&1 </dev/null | tee "$output"
  status=$?
  read -r n_passed n_failed n_skipped < <(
    sed -nE 's/^([0-9]+) passed, ([0-9]+) failed(, ([0-9]+) skipped)?$/\1 \2 \4/p' "$output" | tail -n 1)
  if [ "$status" != 0 ] && [ "${n_failed:-0}" = 0 ]; then n_failed=1; fi
  if [ "$status" = 0 ] && [ -z "${n_passed-}" ]; then n_passed=1; fi
  passed=$((passed + ${n_passed:-0}))
  failed=$((failed + ${n_failed:-0}))
  skipped=$((skipped + ${n_skipped:-0}))
  while read -r line; do skips+=("skipped in $1: $line"); done < <(sed -n 's/^  skipped //p' "$output")
  while read -r line; do failures+=("failed in $1: $line"); done < <(sed -n 's/^  failed //p' "$output")
  [ "${n_failed:-0}" = 0 ] || verdict=FAILED
  read_clock
  verdicts+=("$(printf '%-6s %-14s %5d passed %3d failed %3d skipped %6d s, %6d s of processor time' "$verdict" "$1" "${n_passed:-0}" \
    "${n_failed:-0}" "${n_skipped:-0}" $((SECONDS - begin)) $((cpu - cpu_before)))")
}

for target in "$@"; do run "$target"; done

printf '\n'
printf '%s\n' "${skips[@]}" "${failures[@]}" "${verdicts[@]}"
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
