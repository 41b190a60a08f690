# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The files of `simulate` come both or not at all, whatever fails, and never in the place of the specification.

spec=$(make_file spec.csv <<<$'form,people,A,B\nx,100,0.3,0.2')
echo precious >"$WORK/lists.csv"
echo treasure >"$WORK/truth.csv"
touch "$STDOUT" "$STDERR"

# Runs that fail leave everything as it was.
untouched() { # status message argument...
  local status=$1 message=$2 before
  shift 2
  before=$(ls -A "$WORK")
  expect_exit "$status" simulate "$@"
  expect_stdout_empty
  expect_stderr_contains "$message"
  expect_equal "$(ls -A "$WORK")" "$before"
  expect_equal "$(cat "$WORK/lists.csv" "$WORK/truth.csv")" $'precious\ntreasure'
}
both=(-o "$WORK/lists.csv" --truth "$WORK/truth.csv")
bad=$(make_file bad.csv <<<$'form,people,A,B\nx,100,0.3,1.2')
untouched 3 "bad.csv:2:4: a number with a sign or fraction" --spec "$bad" "${both[@]}"
untouched 4 'no-such-file.csv: ' --spec "$WORK/no-such-file.csv" "${both[@]}"
untouched 2 "simulate needs --spec FILE" "${both[@]}"
untouched 2 'would overwrite the input' --spec "$spec" -o "$spec" --truth "$WORK/truth.csv"
untouched 2 'would overwrite the input' --spec "$spec" -o "$WORK/lists.csv" --truth "$spec"
ln -s spec.csv "$WORK/link.csv"
untouched 2 'would overwrite the input' --spec "$spec" -o "$WORK/lists.csv" --truth "$WORK/link.csv"
untouched 2 'the lists and the truth cannot both go to' --spec "$spec" -o "$WORK/lists.csv" --truth "$WORK/lists.csv"
untouched 2 'the lists and the truth cannot both go to' --spec "$spec" -o "$WORK/new.csv" --truth "$WORK/./new.csv"
untouched 2 'the lists and the truth cannot both go to standard output' --spec "$spec" --truth -
untouched 4 'no such file or directory' --spec "$spec" -o "$WORK/lists.csv" --truth "$WORK/no-folder/truth.csv"
untouched 4 'no such file or directory' --spec "$spec" -o "$WORK/no-folder/lists.csv" --truth "$WORK/truth.csv"
untouched 4 'is a directory' --spec "$spec" -o "$WORK/lists.csv" --truth "$WORK"
untouched 2 "option '--truth': a name is missing" --spec "$spec" -o "$WORK/lists.csv" --truth ''
if [ -w /dev/full ]; then
  untouched 4 '/dev/full: cannot write: no space left on device' --spec "$spec" -o "$WORK/lists.csv" --truth /dev/full
  untouched 4 '/dev/full: cannot write: no space left on device' --spec "$spec" -o /dev/full --truth "$WORK/truth.csv"
fi

# A file that may not grow, a reader that goes away, a request to stop: the other file is not written either.
large=$(make_file large.csv <<<$'people,A,B\n3000000000,0.5,0.5')
before=$(ls -A "$WORK")
kept() {
  expect_equal "$(ls -A "$WORK")" "$before"
  expect_equal "$(cat "$WORK/lists.csv" "$WORK/truth.csv")" $'precious\ntreasure'
}
status=$(ulimit -f 8 && { "$DARKFIGURE" simulate -q --spec "$large" "${both[@]}" 2>/dev/null || echo $?; })
expect_equal "$status" 4
kept
("$DARKFIGURE" simulate --spec "$large" --truth "$WORK/truth.csv" 2>"$WORK.stderr" || echo $? >"$WORK.status") | head -n 1 >"$WORK.head"
expect_equal "$(cat "$WORK.head" "$WORK.status")" $'A,B\n4'
expect_contains "$WORK.stderr" 'darkfigure: standard output: cannot write: broken pipe'
kept
STDOUT=$WORK.stdout STDERR=$WORK.stderr darkfigure_stopped INT 0.3 simulate --spec "$large" "${both[@]}"
expect_equal "$STATUS" 130
expect_contains "$WORK.stderr" 'darkfigure: interrupted'
kept

# One that cannot be replaced, since something is mounted on it, is found out when the other is in its place already: that comes back, or goes
# if it was new.
cat >"$WORK.in_mount" <<'SCRIPT'
mount --bind "$1" "$1" || exit 99
shift
exec "$@"
SCRIPT
mounted=(unshare -m sh "$WORK.in_mount" "$WORK/truth.csv")
if "${mounted[@]}" true 2>/dev/null; then
  for lists in lists.csv new.csv; do
    status=0
    "${mounted[@]}" "$DARKFIGURE" simulate -q --spec "$spec" -o "$WORK/$lists" --truth "$WORK/truth.csv" 2>"$WORK.stderr" || status=$?
    expect_equal "$status" 4
    expect_contains "$WORK.stderr" 'truth.csv: cannot write: device or resource busy'
    kept
  done
fi

# What succeeds replaces both, and keeps permissions and links.
chmod 640 "$WORK/truth.csv"
ln -s lists.csv "$WORK/lists-link.csv"
expect_exit 0 simulate -q --spec "$spec" -o "$WORK/lists-link.csv" --truth "$WORK/truth.csv"
expect_equal "$(head -n 1 "$WORK/lists.csv")" form,A,B
[ -L "$WORK/lists-link.csv" ] || fail 'the link was replaced'
expect_equal "$(stat -c %a "$WORK/truth.csv")" 640
expect_equal "$(csv_value total 1 "$WORK/truth.csv")" 100
rm "$STDOUT" "$STDERR"
expect_equal "$(echo "$WORK"/.darkfigure*)" "$WORK/.darkfigure*"
expect_equal "$(ls -A "$WORK" | tr '\n' ' ')" 'bad.csv large.csv link.csv lists-link.csv lists.csv spec.csv truth.csv '

# Standard output and pipes take either; the truth may come alone to standard output.
expect_exit 0 simulate -q --spec "$spec" -o /dev/null --truth -
expect_same_bytes "$STDOUT" "$WORK/truth.csv"
expect_exit 0 simulate -q --spec "$spec" -o - --truth "$WORK/truth.csv"
expect_same_bytes "$STDOUT" "$WORK/lists.csv"
mkfifo "$WORK/pipe"
"$DARKFIGURE" simulate -q --spec "$spec" -o "$WORK/pipe" --truth "$WORK/truth.csv" &
cat "$WORK/pipe" >"$WORK/from-pipe.csv"
wait $!
expect_same_bytes "$WORK/from-pipe.csv" "$WORK/lists.csv"
