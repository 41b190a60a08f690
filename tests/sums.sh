#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What sums up the checks can itself fail: build-aux/run-tests.sh with made-up suites, build-aux/run-targets.sh with made-up targets.
#
#   usage: tests/sums.sh
#
# The output is TAP. A test is a function of the same name that runs in a shell of its own and ends at the first command that fails.
set -uo pipefail

cd "$(dirname "$0")/.." || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

all_tests=(
  suites_are_summed
  a_failed_test_fails_the_suite
  a_test_that_never_reported_has_failed
  a_suite_that_ends_with_an_error_has_failed
  a_suite_that_takes_too_long_has_failed
  skips_are_counted_and_shown_with_their_reason
  a_skip_does_not_hide_a_test_that_never_reported
  targets_are_summed
  failed_tests_are_named_at_the_end
  a_target_without_tests_counts_as_one
  every_target_is_made_whatever_fails
  a_target_that_breaks_after_its_tests_has_failed
  a_failed_test_counts_whatever_make_says
  older_sums_without_skips_count
  nothing_made_is_a_failure
)

fail() { # message...
  printf 'line %s: %s\n' "${BASH_LINENO[0]}" "$*"
  exit 1
}

# Run a summing script; its last line and its exit status must be these. $seen holds the output.
expect() { # status last-line command...
  local wanted=$1 last=$2 status=0
  shift 2
  seen=$("$@" 2>&1) || status=$?
  printf '%s\n' "$seen"
  [ "$status" = "$wanted" ] || fail "exit status $status, not $wanted"
  [ "$(tail -n 1 <<<"$seen")" = "$last" ] || fail "the last line is not '$last'"
}

expect_line() { # text
  grep -qxF -e "$1" <<<"$seen" || fail "no line '$1'"
}

# ---- Suites. A made-up suite is a file that prints what it holds and ends with a status.

suite() { # name status, TAP on standard input
  { echo "cat <<'TAP'"; cat; echo TAP; echo "exit $2"; } >"$work/$1.suite"
}

run_suites() { # name...
  local suites=() name
  for name in "$@"; do suites+=("$name=bash $work/$name.suite"); done
  build-aux/run-tests.sh "$work/logs" "${suites[@]}"
}

good_suite() { printf '1..2\nok 1 - a\nok 2 - b\n' | suite good 0; }

suites_are_summed() {
  good_suite
  printf '1..1\nok c\n1..1\nok d\n' | suite groups 0
  expect 0 '4 passed, 0 failed, 0 skipped' run_suites good groups
}

a_failed_test_fails_the_suite() {
  good_suite
  printf '1..2\nok a\n# because\nnot ok b\n' | suite bad 1
  expect 1 '3 passed, 1 failed, 0 skipped' run_suites bad good
  expect_line '# because'
  printf '1..1\nnot ok b\n' | suite bad 0
  expect 1 '2 passed, 1 failed, 0 skipped' run_suites bad good
}

a_test_that_never_reported_has_failed() {
  printf '1..3\nok a\n' | suite short 0
  expect 1 '1 passed, 2 failed, 0 skipped' run_suites short
}

a_suite_that_ends_with_an_error_has_failed() {
  printf '1..1\nok a\n' | suite crash 139
  expect 1 '1 passed, 1 failed, 0 skipped' run_suites crash
  : | suite silent 1
  expect 1 '0 passed, 1 failed, 0 skipped' run_suites silent
}

a_suite_that_takes_too_long_has_failed() {
  printf 'echo 1..1; exec sleep 60\n' >"$work/slow.suite"
  TEST_SECONDS=1 expect 1 '0 passed, 1 failed, 0 skipped' run_suites slow
}

# As cmocka says it, as our scripts do, and a part of a test that passed.
skips_are_counted_and_shown_with_their_reason() {
  printf '1..5\n# because: no such locale\nnot ok 1 # SKIP commas\nok 2 - b\nok # SKIP cxx: no C++ compiler\n# SKIP no parallel\nok d\nok e\n' |
    suite skips 0
  expect 0 '3 passed, 0 failed, 3 skipped' run_suites skips
  expect_line '  skipped skips: commas: no such locale'
  expect_line '  skipped skips: cxx: no C++ compiler'
  expect_line '  skipped skips: no parallel'
}

a_skip_does_not_hide_a_test_that_never_reported() {
  printf '1..3\nok a\n# SKIP a part\nok # SKIP b: why\n' | suite short 0
  expect 1 '1 passed, 1 failed, 2 skipped' run_suites short
}

# ---- Targets, of a makefile that the real one knows nothing of

run_targets() { # target...
  cat >"$work/Makefile" <<'MAKEFILE'
.PHONY: tests plain skips broken after lies older
tests: ; @echo '7 passed, 0 failed, 0 skipped'
plain: ; @echo hello
skips: ; @echo '  skipped suite: a: because'; echo '2 passed, 0 failed, 1 skipped'
broken: ; @false
red: ; @echo '  failed suite: a'; echo '3 passed, 2 failed, 1 skipped'; false
after: ; @echo '4 passed, 0 failed, 0 skipped'; false
lies: ; @echo '1 passed, 1 failed, 0 skipped'
older: ; @echo '5 passed, 0 failed'
MAKEFILE
  printf '#!/bin/sh\nexec make --no-print-directory -f %s/Makefile "$@"\n' "$work" >"$work/make"
  chmod +x "$work/make"
  env -u MAKEFLAGS -u MAKELEVEL MAKE="$work/make" build-aux/run-targets.sh "$@"
}

targets_are_summed() {
  expect 0 '9 passed, 0 failed, 1 skipped' run_targets tests skips
  expect_line 'skipped in skips: suite: a: because'
}

# So that the end of a long output says it.
failed_tests_are_named_at_the_end() {
  printf '1..4\nok 1 - a\nnot ok 2 - b_c\nnot ok d\n' | suite named 1
  expect 1 '1 passed, 3 failed, 0 skipped' run_suites named
  expect_line '  failed named: b_c'
  expect_line '  failed named: d'
  expect_line '  failed named: 1 that never reported'
  printf '1..1\nok a\n' | suite late 3
  expect 1 '1 passed, 1 failed, 0 skipped' run_suites late
  expect_line '  failed late: exit status 3'
  expect 1 '3 passed, 2 failed, 1 skipped' run_targets red
  expect_line 'failed in red: suite: a'
}

a_target_without_tests_counts_as_one() {
  expect 0 '8 passed, 0 failed, 0 skipped' run_targets plain tests
}

every_target_is_made_whatever_fails() {
  expect 1 '10 passed, 3 failed, 1 skipped' run_targets broken red tests
  [ "$(grep -c '^FAILED' <<<"$seen")" = 2 ] || fail 'not two lines of failed targets'
  [ "$(grep -c '^passed tests' <<<"$seen")" = 1 ] || fail 'no line of the target that passed'
  expect 1 '0 passed, 1 failed, 0 skipped' run_targets no-such-target
}

a_target_that_breaks_after_its_tests_has_failed() {
  expect 1 '4 passed, 1 failed, 0 skipped' run_targets after
}

a_failed_test_counts_whatever_make_says() {
  expect 1 '1 passed, 1 failed, 0 skipped' run_targets lies
}

older_sums_without_skips_count() {
  expect 0 '5 passed, 0 failed, 0 skipped' run_targets older
}

nothing_made_is_a_failure() {
  expect 1 '0 passed, 0 failed, 0 skipped' run_targets
}

# ---- Running them

printf '1..%d\n' "${#all_tests[@]}"
failures=0
for name in "${all_tests[@]}"; do
  # Not in a condition: there, bash would not end a test at the first command that fails.
  (set -eE; trap 'echo "line $LINENO: failed: $BASH_COMMAND"' ERR; "$name") >"$work/$name.log" 2>&1
  if [ $? = 0 ]; then # shellcheck disable=SC2181
    printf 'ok %s\n' "$name"
  else
    failures=1
    sed 's/^/# /' "$work/$name.log"
    printf 'not ok %s\n' "$name"
  fi
done
exit $failures
