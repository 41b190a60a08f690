# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# --csv-safe: no text of a CSV file is a formula to a spreadsheet, numbers stay numbers, and without it nothing changes.

{
  printf 'A,B,=C,f\n'
  for value in '=1+1' '+49 30 1234' '-x' '@SUM(A1)' $'"\tx"' $'"\rx"' '"=""a"",b"' '-5' '+5' '-1.5e3' plain 'a=b' $'"z\342\200\213z"' $'"e\033[31m"' '＝1'; do
    printf '1,0,1,%s\n0,1,1,%s\n1,1,0,%s\n1,1,1,%s\n' "$value" "$value" "$value" "$value"
  done
} >"$WORK/formulas.csv"
file=$WORK/formulas.csv

first_fields() { tail -n +2 "$STDOUT" | sed 's/\(^"\([^"]\|""\)*"\|^[^,]*\),.*/\1/' | LC_ALL=C sort -u; }

expect_exit 0 fit --replicates 0 --by f --format csv "$file"
cp "$STDOUT" "$WORK/plain"
expect_stdout_contains '=1+1,'
expect_stdout_contains $'z\342\200\213z'
expect_exit 0 fit --replicates 0 --by f --format csv --csv-safe "$file"
cp "$STDOUT" "$WORK/safe"
cat >"$WORK/expected" <<'END'
"'=""a"",b"
'+49 30 1234
'-x
'=1+1
'@SUM(A1)
'\rx
'\tx
'＝1
(all)
+5
-1.5e3
-5
a=b
e\x1b[31m
plain
z\u200bz
END
first_fields >"$WORK/found"
LC_ALL=C sort "$WORK/expected" >"$WORK/sorted"
expect_same_bytes "$WORK/found" "$WORK/sorted"
# All else is the same: the guards taken away, the numbers are there to the last digit.
expect_equal "$(cut -d , -f 5-20 "$WORK/safe" | grep -c .)" "$(tr -d '\r' <"$WORK/plain" | cut -d , -f 5-20 | grep -c .)"

# Where there is nothing to guard, not a byte changes: negative numbers of all kinds and names with commas among it.
for command in describe 'fit --replicates 50' models methods 'check --model [1,2]' 'sensitivity --replicates 0'; do
  # shellcheck disable=SC2086 # a command and its options
  {
    darkfigure $command --format csv "$DATA/uk-trafficking-2013-five-lists.csv"
    cp "$STDOUT" "$WORK/plain"
    darkfigure $command --format csv --csv-safe "$DATA/uk-trafficking-2013-five-lists.csv"
  }
  expect_same_bytes "$STDOUT" "$WORK/plain"
done

# A study: names of data sets and scenarios are texts too.
cat >"$WORK/s.yaml" <<END
study: formulas
replicates: 20
data: [{name: "=data", file: $file}]
scenarios: [{name: "-all"}, {name: "@fewer", drop_lists: [B]}]
methods: [{name: "+bic", method: bic}]
comparisons: [{baseline: {scenario: "-all"}, against: [{scenario: "@fewer"}]}]
END
guarded() { # argument...
  darkfigure study "$@" --format csv
  [ "$STATUS" -le 1 ] || fail_with_outputs "exit status $STATUS"
  expect_stdout_matches '(^|,)[-=+@][a-z]'
  darkfigure study "$@" --format csv --csv-safe
  expect_stdout_matches "'[-=+@][a-z]"
  if grep -qE '(^|,)"?[-=+@][^0-9,]' "$STDOUT"; then fail_with_outputs "not guarded: study $*"; fi
}
guarded check "$WORK/s.yaml"
darkfigure study run --quiet "$WORK/s.yaml"
guarded status "$WORK/s.yaml"
guarded export "$WORK/s.yaml"
guarded compare "$WORK/s.yaml"
guarded query "$WORK/s.db" 'SELECT data, scenario, method, total FROM answers'

expect_exit 2 fit --csv-safe "$file"
expect_stderr_contains "option '--csv-safe' is about CSV, so it needs '--format csv'"
expect_exit 2 fit --hashes --format csv "$file"
expect_stderr_contains "option '--hashes' is about JSON, so it needs '--format json'"

# Text shows what cannot be seen.
expect_exit 0 fit --replicates 0 --by f "$file"
expect_stdout_contains 'z\u200bz'
expect_stdout_contains 'e\x1b[31m'
if grep -q $'\033' "$STDOUT"; then fail 'a control character reaches the terminal'; fi
