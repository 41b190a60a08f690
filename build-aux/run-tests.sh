#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Run test suites and sum up.
#
#   usage: build-aux/run-tests.sh LOGS NAME=COMMAND...
#
# A suite prints TAP: a plan `1..N` (one per group) and lines `ok ...` and `not ok ...`; cmocka does so when asked. Suites run side by side,
# one per processor (TEST_JOBS), each under a time limit (TEST_SECONDS). All are run, whatever fails. What failed is shown in full at the
# end, then each skip with its reason and each failed test by name, and the last line is `N passed, N failed, N skipped`. A test that the plan announced and that never
# reported has failed; so has a suite that exits with an error none of its tests explains. The outputs stay in LOGS/NAME.log.
#
# `ok ... # SKIP NAME` is a skipped test, whose reason stands in the same line or in the one before it, `# because: REASON`. A line
# `# SKIP REASON` is a part of a test that was left out while the rest was run: a skip too.
set -uo pipefail

export logs=$1
shift
rm -rf "$logs"
mkdir -p "$logs"

export CMOCKA_MESSAGE_OUTPUT=TAP
# Waiting threads sleep: suites share the processors. Results never depend on it.
export OMP_WAIT_POLICY=${OMP_WAIT_POLICY-passive}
# Exit codes that the command itself never uses, so that no test takes a finding for an expected failure.
export ASAN_OPTIONS=exitcode=99${ASAN_OPTIONS:+:$ASAN_OPTIONS}
export LSAN_OPTIONS=exitcode=99${LSAN_OPTIONS:+:$LSAN_OPTIONS}
export UBSAN_OPTIONS=exitcode=99:print_stacktrace=1${UBSAN_OPTIONS:+:$UBSAN_OPTIONS}

# Reads TAP of a suite that ended with `status`. First "passed failed skipped silent"; silent: announced and never reported, counted as
# failed. Then a line for each skip and each failed test: "skipped WHAT", "failed WHAT".
count_results() { # status
  awk -v status="$1" '
    function skip(what) { lines = lines "skipped " what "\n"; skipped++ }
    function fail(what) { lines = lines "failed " what "\n"; failed++ }
    /^# because: / { reason = substr($0, 12); next }
    /^# SKIP / { skip(substr($0, 8)) }
    /^(not )?ok .*# SKIP/ { # cmocka says "not ok" of a skipped test
      sub(/^.*# SKIP */, "")
      skip($0 (reason == "" ? "" : ": " reason))
      reported++
      next
    }
    { reason = "" }
    /^1\.\.[0-9]+/ { planned += substr($1, 4) }
    /^ok( |$)/ { passed++; reported++ }
    /^not ok( |$)/ { sub(/^not ok *([0-9]+ *-? *)?/, ""); fail($0); reported++ }
    END {
      silent = planned > reported ? planned - reported : 0
      if (silent) { fail(silent " that never reported"); failed += silent - 1 }
      if (status != 0 && !failed) fail("exit status " status)
      printf "%d %d %d %d\n%s", passed, failed, skipped, silent, lines
    }'
}

run_suite() { # NAME=COMMAND
  local name=${1%%=*} begin=$EPOCHREALTIME status passed failed skipped silent verdict=pass seconds
  timeout -k 10 "${TEST_SECONDS:-1800}" ${1#*=} >"$logs/$name.log" 2>&1 </dev/null
  status=$?
  count_results "$status" <"$logs/$name.log" >"$logs/$name.result"
  read -r passed failed skipped silent <"$logs/$name.result"
  printf '%s\n' "$status" >"$logs/$name.status"
  [ "$failed" = 0 ] || verdict=FAIL
  seconds=$(((${EPOCHREALTIME/[.,]/} - ${begin/[.,]/}) / 100000))
  printf '  %-5s %-28s %4s passed %3s failed %3s skipped %6s s\n' "$verdict" "$name" "$passed" "$failed" "$skipped" \
    "$((seconds / 10)).$((seconds % 10))"
}
export -f run_suite count_results

[ $# = 0 ] || printf '%s\0' "$@" | xargs -0 -P "${TEST_JOBS:-$(nproc)}" -I {} bash -c 'run_suite "$1"' run_suite {}

total_passed=0
total_failed=0
total_skipped=0
for suite in "$@"; do
  name=${suite%%=*}
  passed=0 failed=1 skipped=0 silent=0 status='unknown: the suite was not run'
  if [ -s "$logs/$name.status" ]; then
    read -r passed failed skipped silent <"$logs/$name.result"
    read -r status <"$logs/$name.status"
  fi
  total_passed=$((total_passed + passed))
  total_failed=$((total_failed + failed))
  total_skipped=$((total_skipped + skipped))
  if [ "$failed" != 0 ]; then
    printf '\n---- %s (exit status %s), from %s\n' "$name" "$status" "$logs/$name.log"
    grep -v '^ok ' "$logs/$name.log" | tail -n 200
    [ "$silent" = 0 ] || printf '%s tests never reported; the last that did: %s\n' "$silent" \
      "$(grep -E '^(not )?ok ' "$logs/$name.log" | tail -n 1)"
  fi
done
[ "$total_failed" = 0 ] || echo
for suite in "$@"; do
  [ ! -s "$logs/${suite%%=*}.result" ] || tail -n +2 "$logs/${suite%%=*}.result" | sed "s/^[a-z]*/  & ${suite%%=*}:/"
done
printf '%d passed, %d failed, %d skipped\n' "$total_passed" "$total_failed" "$total_skipped"
[ "$total_failed" = 0 ]
