# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# A run that is asked to stop ends with 130, soon, and leaves nothing behind.

slow=(fit --replicates 100000 --progress never "$DATA/netherlands-trafficking-2010-2015-six-lists.csv")
before=$(ls -A "$WORK")

for signal in INT TERM HUP; do
  darkfigure_stopped() {
    STATUS=0
    timeout --preserve-status --signal="$signal" --kill-after=60 2 "$DARKFIGURE" "$@" >"$STDOUT" 2>"$STDERR" || STATUS=$?
    expect_equal "$STATUS" 130
    expect_stdout_empty
    expect_stderr_contains 'darkfigure: interrupted'
    if grep -qE 'Sanitizer|runtime error:' "$STDERR"; then fail_with_outputs 'a sanitizer complains'; fi
  }
  darkfigure_stopped "${slow[@]}"
  darkfigure_stopped "${slow[@]}" -o "$WORK/out.csv"
  expect_no_file "$WORK/out.csv"
done
rm -f "$STDOUT" "$STDERR"
expect_equal "$(ls -A "$WORK")" "$before"

# A job in the background, too, although shells let those ignore interrupts.
"$DARKFIGURE" "${slow[@]}" >"$STDOUT" 2>"$STDERR" &
sleep 1
kill -INT $!
status=0
wait $! || status=$?
expect_equal "$status" 130
expect_stdout_empty

# And while it waits for its input.
mkfifo "$WORK/pipe"
exec 3<>"$WORK/pipe"
status=0
timeout --preserve-status --signal=INT --kill-after=60 1 "$DARKFIGURE" fit - <&3 >"$STDOUT" 2>"$STDERR" || status=$?
expect_equal "$status" 130
