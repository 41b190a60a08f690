# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# -o writes whole or not at all, and special files are written to.

korea=$DATA/korea-palembang.csv
fast=(--replicates 50 --quiet --format csv)
expect_exit 0 fit "${fast[@]}" "$korea"
cp "$STDOUT" "$WORK/expected.csv"

expect_exit 0 fit "${fast[@]}" -o "$WORK/new.csv" "$korea"
expect_stdout_empty
expect_same_bytes "$WORK/new.csv" "$WORK/expected.csv"
expect_equal "$(stat -c %a "$WORK/new.csv")" "$(printf '%o' $((0666 & ~$(umask))))"

# An existing file is replaced and keeps its permissions; a link stays a link.
echo old >"$WORK/old.csv"
chmod 640 "$WORK/old.csv"
ln -s old.csv "$WORK/link.csv"
expect_exit 0 fit "${fast[@]}" --output "$WORK/link.csv" "$korea"
expect_same_bytes "$WORK/old.csv" "$WORK/expected.csv"
expect_equal "$(stat -c %a "$WORK/old.csv")" 640
[ -L "$WORK/link.csv" ] || fail 'the link was replaced'
# Also one that leads to a file that is not there yet, over another link in another folder.
mkdir "$WORK/far"
ln -s far/second.csv "$WORK/first.csv"
ln -s ../late.csv "$WORK/far/second.csv"
expect_exit 0 fit "${fast[@]}" -o "$WORK/first.csv" "$korea"
expect_same_bytes "$WORK/late.csv" "$WORK/expected.csv"
[ -L "$WORK/first.csv" ] && [ -L "$WORK/far/second.csv" ] || fail 'a link was replaced'
ln -s loop.csv "$WORK/loop.csv"
expect_exit 4 fit "${fast[@]}" -o "$WORK/loop.csv" "$korea"
expect_stderr_contains "$WORK/loop.csv: cannot write: too many levels of symbolic links"
ln -s nowhere/x.csv "$WORK/astray.csv"
expect_exit 4 fit "${fast[@]}" -o "$WORK/astray.csv" "$korea"
expect_stderr_contains "$WORK/astray.csv: cannot write: no such file or directory"
rm "$WORK/loop.csv" "$WORK/astray.csv"
expect_exit 0 fit "${fast[@]}" -o - "$korea"
expect_same_bytes "$STDOUT" "$WORK/expected.csv"
(cd "$WORK" && "$DARKFIGURE" fit "${fast[@]}" -o here.csv "$OLDPWD/$korea")
expect_same_bytes "$WORK/here.csv" "$WORK/expected.csv"

# Nothing is touched when something fails, wherever it fails.
echo precious >"$WORK/precious.csv"
cp "$WORK/precious.csv" "$WORK/copy.csv"
bad=$(make_file bad.csv <<<$'A,B,count\n1,0,5\n0,1,x')
untouched() { # status argument...
  local before
  before=$(ls -A "$WORK")
  expect_exit "$@" -o "$WORK/precious.csv"
  expect_stdout_empty
  expect_same_bytes "$WORK/precious.csv" "$WORK/copy.csv"
  expect_equal "$(ls -A "$WORK")" "$before"
}
untouched 3 fit "$bad"
untouched 4 fit "$WORK/no-such-file.csv"
untouched 2 fit --method nothing "$korea"
untouched 2 fit --model '[12]' "$korea"
untouched 3 describe "$bad"
untouched 3 models "$bad"
untouched 3 check --model '[1,2]' "$bad"
untouched 3 methods "$bad"

# No estimate is a result: it is written.
none=$(make_file none.csv <<<$'A,B,count\n1,0,5\n0,1,7')
expect_exit 1 fit "${fast[@]}" -o "$WORK/none.out" "$none"
expect_contains "$WORK/none.out" no_estimate

# Places that cannot be written are found before the work begins.
expect_exit 4 fit -o "$WORK/no-such-folder/out.csv" "$korea"
expect_stderr_matches '^darkfigure: .*/no-such-folder/out.csv: cannot write: no such file or directory$'
expect_exit 4 fit -o "$WORK" "$korea"
expect_exit 2 fit -o '' "$korea"
cp "$korea" "$WORK/input.csv"
expect_exit 2 fit -o "$WORK/input.csv" "$WORK/input.csv"
expect_stderr_contains 'would overwrite the input'
expect_same_bytes "$WORK/input.csv" "$korea"

# A file that may not grow: nothing is left of it.
before=$(ls -A "$WORK")
status=$(ulimit -f 0 && { "$DARKFIGURE" fit "${fast[@]}" -o "$WORK/too-large.csv" "$korea" 2>/dev/null || echo $?; })
expect_equal "$status" 4
expect_equal "$(ls -A "$WORK")" "$before"

# Devices, pipes and open files are written to.
expect_exit 0 fit "${fast[@]}" -o /dev/null "$korea"
[ -c /dev/null ] || fail '/dev/null was replaced'
expect_exit 0 fit "${fast[@]}" -o /dev/stdout "$korea"
expect_same_bytes "$STDOUT" "$WORK/expected.csv"
echo before >"$WORK/appended"
"$DARKFIGURE" fit "${fast[@]}" -o /dev/stdout "$korea" >>"$WORK/appended"
expect_equal "$(head -n 1 "$WORK/appended")" before
expect_equal "$(wc -l <"$WORK/appended")" 3
mkfifo "$WORK/pipe"
"$DARKFIGURE" fit "${fast[@]}" -o "$WORK/pipe" "$korea" &
cat "$WORK/pipe" >"$WORK/from-pipe.csv"
wait $!
expect_same_bytes "$WORK/from-pipe.csv" "$WORK/expected.csv"
expect_equal "$("$DARKFIGURE" fit "${fast[@]}" -o /dev/fd/3 "$korea" 3>&1 | cksum)" "$(cksum <"$WORK/expected.csv")"
