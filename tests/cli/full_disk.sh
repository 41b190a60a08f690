# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What cannot be written is a failure of the system, said once and never ignored.

[ -w /dev/full ] || exit 0
korea=$DATA/korea-palembang.csv
full() { # argument...
  local status=0
  "$DARKFIGURE" "$@" >/dev/full 2>"$STDERR" || status=$?
  expect_equal "$status" 4
  expect_stderr_contains 'darkfigure: standard output: cannot write: no space left on device'
}
full fit -q --replicates 10 "$korea"
full fit -q --replicates 10 --format json "$korea"
full describe -q "$korea"
full models -q "$korea"
full check -q --model '[12,3]' "$korea"
full methods
full --help
full --version
full fit --help

expect_exit 4 fit -q --replicates 10 -o /dev/full "$korea"
expect_stderr_contains '/dev/full: cannot write: no space left on device'

# A closed standard output is no file that happens to be opened next.
status=0
"$DARKFIGURE" fit -q --replicates 10 "$korea" >&- 2>"$STDERR" || status=$?
expect_equal "$status" 4
expect_stderr_contains 'standard output: cannot write'
status=0
"$DARKFIGURE" fit -q --replicates 10 - <&- 2>"$STDERR" || status=$?
expect_equal "$status" 4
