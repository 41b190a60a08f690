# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Replicates, levels and intervals.

# A column of CSV output that has quoted model names.
value() { # column [record]
  sed 's/"[^"]*"/quoted/g' "$STDOUT" >"$WORK/plain.csv"
  csv_value "$1" "${2:-1}" "$WORK/plain.csv"
}
korea=$DATA/korea-palembang.csv

# One row per level, in the order given.
expect_exit 0 fit -q --format csv --method bic --replicates 500 --level 0.95,0.5 --level 0.8 "$korea"
expect_equal "$(value level 1) $(value level 2) $(value level 3)" '0.95 0.5 0.8'
awk "BEGIN { exit !($(value upper 1) >= $(value upper 3) && $(value upper 3) >= $(value upper 2)) }" || fail 'levels do not nest'
expect_equal "$(value interval)" percentile
expect_equal "$(value replicates)" 500
expect_exit 0 fit -q --format csv --method bic "$korea"
expect_equal "$(value level)" 0.95
expect_equal "$(value replicates)" 10000

# Without replicates: the standard error of the model and its interval.
expect_exit 0 fit -q --format csv --method bic --replicates 0 "$korea"
expect_equal "$(value replicates)" 0
expect_equal "$(value interval)" log-normal
awk "BEGIN { exit !($(value se) > 0) }" || fail 'no standard error'

# BCa, and the ways to resample.
expect_exit 0 fit -q --format csv --method bic --replicates 300 --interval bca "$korea"
expect_equal "$(value interval)" bca
expect_exit 0 fit -q --format csv --method bic --replicates 300 --resample imputed "$korea"
expect_exit 0 fit -q --format csv --method bic --replicates 300 --resample parametric "$korea"
expect_stdout_contains parametric_too_narrow
expect_exit 0 fit -q --format csv --method bic --replicates 1 "$korea"

# Tables from outside. Estimates of [1,2,3] with the seven cells of the observed table are the estimate itself.
cat >"$WORK/tables.csv" <<'END'
rep,h100,h010,h001,h110,h101,h011,h111
1,5,5,41,54,6,0,12
2,5,5,41,54,6,0,12
3,5,5,41,54,6,0,12
END
expect_exit 0 fit -q --format csv --method independence --resamples "$WORK/tables.csv" "$korea"
expect_equal "$(value replicates)" 3
expect_close "$(value lower)" 141.992647349988 1e-9
expect_close "$(value upper)" 141.992647349988 1e-9
expect_exit 0 fit -q --format csv --method independence --resamples "$WORK/tables.csv" --replicates 3 "$korea"
expect_exit 2 fit --resamples "$WORK/tables.csv" --replicates 4 "$korea"
expect_stderr_contains 'holds 3 tables'
sed 's/h//g' "$WORK/tables.csv" >"$WORK/bare.csv"
expect_exit 0 fit -q --format csv --method independence --resamples "$WORK/bare.csv" "$korea"
expect_exit 4 fit --resamples "$WORK/none.csv" "$korea"
sed 's/h111/h11/' "$WORK/tables.csv" >"$WORK/short.csv"
expect_exit 3 fit --resamples "$WORK/short.csv" "$korea"
expect_stdout_empty
sed '3s/54/x/' "$WORK/tables.csv" >"$WORK/letters.csv"
expect_exit 3 fit --resamples "$WORK/letters.csv" "$korea"
expect_stderr_contains "letters.csv:3:5: a letter"

# The tables of the published studies, where they are at hand: Kosovo to nine digits, 6,947-18,010 in print.
kosovo=tests/reference/loglinear/resamples/boot_counts_Kosovo_mo3_n1000.csv.gz
if [ -e "$kosovo" ]; then
  gzip -dc "$kosovo" >"$WORK/kosovo.csv"
  expect_exit 0 fit -q --format csv --method bic --interval bca --resamples "$WORK/kosovo.csv" --level 0.8,0.95 "$DATA/kosovo-killings-1999.csv"
  expect_close "$(value lower 1)" 7414.59494167941 1e-9
  expect_close "$(value upper 1)" 12198.3646813747 1e-9
  expect_close "$(value lower 2)" 6947.03703703704 1e-9
  expect_close "$(value upper 2)" 18009.9865856853 1e-9
fi
