# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The table of a page in other forms: the numbers of the page, protected in the same way.

finland=data/finland/synthetic-2017-lists.csv
source=$WORK/fit.json
expect_exit 0 fit -q --by form --absorbing synthetic_assistance_system --method bic --replicates 500 --format json -o "$source" "$finland"
expect_exit 0 report -q -o "$WORK/report.html" "$source"

# ---- CSV: a row for each row of the page; what is not shown there is empty here

expect_exit 0 report -q --format csv "$source"
cp "$STDOUT" "$WORK/report.csv"
expect_equal "$(sed 1q "$STDOUT")" 'form,recorded,recorded_display,total,lower,upper,level,hidden,state,remark'
expect_equal "$(wc -l <"$STDOUT")" 7
expect_stdout_contains 'forced-begging,,suppressed,,,,0.95,,not_shown,not shown'
expect_stdout_contains 'forced-criminality,'
expect_stdout_contains ',no_estimate,"UNKNOWN, not zero"'
for away in 413 394 ,2, heavy_tail 'bic' ; do expect_lacks "$STDOUT" "$away"; done
# Recorded, estimate and limits of each form, as the page has them.
page_rows() {
  sed -nE 's|^<tr[^>]*><th scope="row"><bdi>([^<]*)</bdi>.*</th><td>([^<]*)</td><td>([^<]*)</td><td>([^<]*)</td>.*|\1 \2 \3 \4|p' "$(page_cells "$WORK/report.html")" |
    tr -d , | sed 's/range only/-/; s/–/ /' | grep -E '^[a-z-]+ [0-9]+ ' | LC_ALL=C sort -u
}
table_rows() { awk -F , '$3 == "exact" && $5 != "" && $1 !~ /all/ { print $1, $2, $4 == "" ? "-" : $4, $5, $6 }' "$WORK/report.csv" | LC_ALL=C sort -u; }
[ "$(table_rows | wc -l)" -ge 2 ] || fail 'too few rows have an estimate'
expect_equal "$(table_rows)" "$(page_rows)"

# ---- md, a terminal, a workbook; labels and language

labels=$(make_file labels.yaml <<<$'form: Muoto\nlabour: "=1+2"\nsexual: "Seksuaalinen | hyväksikäyttö"')
expect_exit 0 report -q --format md --lang fi --labels "$labels" "$source"
expect_stdout_contains '| Muoto | Luetteloissa | Arvio kaikkiaan | Alaraja | Yläraja |'
expect_stdout_contains '| Seksuaalinen \| hyväksikäyttö |'
expect_stdout_contains 'ei näytetä |'
expect_stdout_contains 'KEKSITTYÄ AINEISTOA'
sed 's/\\|//g' "$STDOUT" | awk -F '|' '/^## /{n = 0} /^\|/ { if (n == 0) n = NF; if (NF != n) exit 1 }' || fail 'a row has other cells than the heading'
about=$(make_file about.yaml <<<$'question: How many?\npopulation: people in Finland\nperiod: "2017"\nstatus: final')
expect_exit 0 report -q --format table --about "$about" "$source"
expect_stdout_contains 'Counted: people in Finland.'
expect_stdout_contains 'Final.'
expect_stdout_contains 'in this table together: each number from 1 to 4'
# Columns stand below each other: every number of people recorded ends where its heading ends.
awk 'NR == 1 { end = index($0, "Recorded") + 7 } NR > 1 && NF == 0 { exit } NR > 1 && substr($0, end, 1) !~ /[0-9n]/ { bad = 1 } END { exit bad }' "$STDOUT" ||
  fail 'the columns are not below each other'
expect_exit 0 report -q --format xlsx --labels "$labels" -o "$WORK/report.xlsx" "$source"
expect_exit 0 report -q --format xlsx --labels "$labels" -o "$WORK/again.xlsx" "$source"
expect_same_bytes "$WORK/report.xlsx" "$WORK/again.xlsx"
[ -f "$WORK/report.repro.json" ] || fail 'there is no private file beside the workbook'
# The workbook read back by the program: its sheets, and a column of numbers that are numbers.
expect_exit 2 describe -q "$WORK/report.xlsx"
expect_stderr_contains '2 sheets: Estimates, About'
expect_exit 3 describe -q --lists 'Lower limit,Upper limit' "$WORK/report.xlsx:Estimates"
expect_stderr_contains 'Lower limit'

expect_exit 0 report -q --format csv --csv-safe --labels "$labels" "$source"
expect_stdout_contains 'labour,'

# Rates are of what is shown; nothing is protected where that was asked for.
residents=$(make_file residents.csv <<<$'people\n5500000')
expect_exit 0 fit -q --by form --residents "$residents" --absorbing synthetic_assistance_system --method bic --replicates 100 --format json -o "$WORK/rates.json" "$finland"
expect_exit 0 report -q --format csv --disclosure none "$WORK/rates.json"
expect_stdout_contains 'rate,rate_lower,rate_upper'
awk -F , 'NR > 1 && $5 != "" { n++; if (($5 / 55 - $10) ^ 2 > 1e-6) exit 1 } END { exit n < 1 }' "$STDOUT" || fail 'a rate is of another number'
expect_stdout_contains 'forced-begging,2,exact'
expect_exit 0 report -q --format table --disclosure none "$source"
expect_stdout_contains 'NO DISCLOSURE CONTROL WAS APPLIED'

# ---- After another page; on standard output; where it may go

expect_exit 0 report -q --format csv --released "$WORK/report.repro.json" -o "$WORK/next.csv" "$source"
expect_same_bytes "$WORK/next.csv" "$WORK/report.csv"
expect_contains "$WORK/next.repro.json" '"released"'
expect_exit 0 report --format md "$source"
expect_stderr_contains 'what repeats the table is not in it, and goes into a file beside it: give -o report.md'
refused() { # sentence argument...
  expect_exit 2 report -q "${@:2}"
  expect_stderr_contains "$1"
  expect_stdout_empty
}
refused "tables have the estimates alone; leave out all files but the first" --format csv "$source" "$source"
refused "a workbook goes into a file; add '-o" --format xlsx "$source"
refused "'json' is not html, table, csv, md or xlsx" --format json "$source"

# Nothing can be estimated.
alone=$(make_file alone.csv <<<$'A,B,count\n1,0,20\n0,1,30')
expect_exit 1 fit -q --format json -o "$WORK/alone.json" "$alone"
expect_exit 1 report -q --format table "$WORK/alone.json"
expect_stdout_contains 'UNKNOWN, not zero'
