# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# A run that is asked to stop ends with 130, soon, and leaves nothing behind.

slow=(fit --replicates 100000 --progress never "$DATA/netherlands-trafficking-2010-2015-six-lists.csv")
before=$(ls -A "$WORK")

for signal in INT TERM HUP; do
  is_stopped() { # argument...
    darkfigure_stopped "$signal" 1 "$@"
    expect_equal "$STATUS" 130
    expect_stdout_empty
    expect_stderr_contains 'darkfigure: interrupted'
  }
  is_stopped "${slow[@]}"
  is_stopped "${slow[@]}" -o "$WORK/out.csv"
  expect_no_file "$WORK/out.csv"
done
rm -f "$STDOUT" "$STDERR"
expect_equal "$(ls -A "$WORK")" "$before"

# While it waits for its input.
mkfifo "$WORK/pipe"
exec 3<>"$WORK/pipe"
darkfigure_stopped INT 0.5 fit - <&3
expect_equal "$STATUS" 130

# From a terminal, whose shell lets no job ignore interrupts.
status=0
timeout --preserve-status --signal=INT --kill-after=60 5 "$DARKFIGURE" "${slow[@]}" >"$STDOUT" 2>"$STDERR" || status=$?
expect_equal "$status" 130
expect_stdout_empty
