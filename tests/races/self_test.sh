#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Before its silence means anything: the race detector finds a race, and accuses no program without one. TAP.
#
#   usage: tests/races/self_test.sh COMPILER...        compiler and flags as for the tests themselves; TSAN_OPTIONS and
#                                                      OMP_TOOL_LIBRARIES as they run
set -uo pipefail

cd "$(dirname "$0")" || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# A program must build and then report races or none.
expect() { # name "a report" or "no report", flag...
  local name=$1 wanted=$2 seen='no report' status=0
  shift 2
  "${compile[@]}" "$@" -o "$work/$name" sum.c >"$work/output" 2>&1 || status=1
  if [ "$status" = 0 ]; then
    "$work/$name" >"$work/output" 2>&1 || status=$?
    if grep -q 'WARNING: ThreadSanitizer: data race' "$work/output" && [ "$status" != 0 ]; then seen='a report'; fi
  fi
  if [ "$seen" = "$wanted" ] && { [ "$wanted" = 'a report' ] || [ "$status" = 0 ]; }; then
    printf 'ok %s\n' "$name"
  else
    printf '# wanted %s; exit status %s\n' "$wanted" "$status"
    sed 's/^/# /' "$work/output"
    printf 'not ok %s\n' "$name"
    failures=1
  fi
}

compile=("$@")
echo 1..2
expect race_is_found 'a report' -DRACY
expect clean_program_is_not_accused 'no report'
exit $failures
