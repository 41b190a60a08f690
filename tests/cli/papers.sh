# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Tables for papers and workbooks: the numbers of the CSV in fit, describe and study compare; where they may go; nothing in them is a formula or
# markup; the same bytes each time.

people=$(make_file people.csv <<'END'
A,B,C,form,count
1,0,0,labour,40
0,1,0,labour,35
0,0,1,labour,30
1,1,0,labour,12
1,0,1,labour,10
0,1,1,labour,9
1,1,1,labour,4
1,0,0,=1+2,60
0,1,0,=1+2,50
0,0,1,=1+2,40
1,1,0,=1+2,15
1,0,1,=1+2,10
0,1,1,=1+2,12
1,1,1,=1+2,3
1,0,0,@c|d *e*,5
0,1,0,@c|d *e*,4
1,0,0,+1,2
0,1,0,-1,1
END
)
fit=(fit -q --replicates 0 --by form)

# ---- md

expect_exit 0 "${fit[@]}" --format md "$people"
cp "$STDOUT" "$WORK/fit.md"
for section in Estimates Overlaps Checks Method; do expect_stdout_contains "## $section"; done
expect_stdout_contains '| \@c\|d \*e\* |'
expect_stdout_contains 'the 2 of 5 that can be estimated; the others come on top (12 observed)'
# Every line of a table has as many cells as its heading, counting no bar behind a backslash.
sed 's/\\|//g' "$STDOUT" | awk -F '|' '/^## /{n = 0} /^\|/ { if (n == 0) n = NF; if (NF != n) exit 1 }' || fail 'a row has other cells than the heading'
# The estimate is that of the table for reading.
expect_exit 0 "${fit[@]}" "$people"
total=$(sed -n 's/^  labour  *140  *\([0-9,]*\) .*/\1/p' "$STDOUT")
expect_contains "$WORK/fit.md" "| labour | 140 | $total |"
expect_exit 0 describe -q --by form --format md "$people"
for section in Observed Lists Overlaps Captures Method; do expect_stdout_contains "## $section"; done
expect_stdout_contains '| labour | A | 66 |'
expect_stdout_contains '| labour | A | B | 16 | 0.267 | 0.242 |'

# ---- xlsx

expect_exit 0 "${fit[@]}" --format xlsx -o "$WORK/fit.xlsx" "$people"
expect_stdout_empty
expect_exit 0 "${fit[@]}" --format xlsx -o "$WORK/again.xlsx" --threads 2 "$people"
expect_same_bytes "$WORK/fit.xlsx" "$WORK/again.xlsx"
# The program reads back what it wrote, a sheet by its name; what is in them, test_papers tries.
expect_exit 0 describe -q --by form --format xlsx -o "$WORK/describe.xlsx" "$people"
expect_exit 2 describe -q "$WORK/describe.xlsx"
expect_stderr_contains 'Overlaps'

# Only into a file, and only where there are such tables.
expect_exit 2 "${fit[@]}" --format xlsx "$people"
expect_stderr_contains "a workbook goes into a file; add '-o tables.xlsx'"
expect_exit 0 "${fit[@]}" --format xlsx -o /dev/stdout "$people"
expect_same_bytes "$STDOUT" "$WORK/fit.xlsx"
expect_exit 2 "${fit[@]}" --format xlsx -o - "$people"
expect_exit 2 models --format md "$people"
expect_stderr_contains "'darkfigure models' writes table, csv or json; 'md' is for fit, describe and study compare"
expect_exit 2 study export --format xlsx -o "$WORK/x.xlsx" none.yaml
expect_stderr_contains "'darkfigure study export' writes table, csv or json"
expect_exit 2 fit --format docx "$people"
expect_no_file "$WORK/x.xlsx"

# ---- studies

cat >"$WORK/study.yaml" <<END
study: papers
data:
  - {name: people, file: people.csv, by: [form]}
scenarios:
  - {name: as-observed}
  - {name: without C, drop_lists: [C]}
methods:
  - {name: plain, method: independence, replicates: 20}
END
expect_exit 0 study run -q "$WORK/study.yaml"
expect_exit 0 study compare -q --baseline as-observed --format csv "$WORK/study.yaml"
cp "$STDOUT" "$WORK/compare.csv"
expect_exit 0 study compare -q --baseline as-observed "$WORK/study.yaml"
tr -s '\n ' ' ' <"$STDOUT" >"$WORK/flat"
expect_contains "$WORK/flat" 'people in the categories that can be estimated'
expect_exit 0 study compare -q --baseline as-observed --format md "$WORK/study.yaml"
for section in Differences Scenarios Method; do expect_stdout_contains "## $section"; done
expect_equal "$(sed -n '/^## Differences/,/^## Scenarios/p' "$STDOUT" | grep -c '^| people')" "$(grep -c '^people' "$WORK/compare.csv")"
expect_exit 0 study compare -q --baseline as-observed --format xlsx -o "$WORK/compare.xlsx" "$WORK/study.yaml"
cp "$WORK/compare.xlsx" "$WORK/first.xlsx"
expect_exit 0 study compare -q --baseline as-observed --format xlsx -o "$WORK/compare.xlsx" "$WORK/study.yaml"
expect_same_bytes "$WORK/compare.xlsx" "$WORK/first.xlsx"
expect_exit 2 study compare -q --baseline as-observed --format xlsx "$WORK/study.yaml"
expect_stderr_contains "add '-o tables.xlsx'"
