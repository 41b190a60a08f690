# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# One list with counts of captures.

file=$DATA/netherlands-immigrants.csv
options=(--count-of-captures capture --quiet)

# The estimate of van der Heijden et al. (2003) as recomputed by others, and the same from one row per person.
expect_exit 0 fit "${options[@]}" --covariates gender,age,nation --method ztpoisson --replicates 0 --format csv "$file"
expect_close "$(csv_value total)" 12690.353653 1e-9
expect_close "$(csv_value se)" 2808.168836 1e-6
expect_equal "$(csv_value model)" '~gender+age+nation'
expect_equal "$(csv_value lists)" capture
cp "$STDOUT" "$WORK/counts.csv"
awk -F , 'NR == 1 { sub(/,n$/, ""); print; next } { for (n = $NF; n > 0; n--) { $NF = ""; print } }' OFS=, "$file" | sed 's/,$//' >"$WORK/people.csv"
expect_exit 0 fit "${options[@]}" --covariates gender,age,nation --method ztpoisson --replicates 0 --format csv "$WORK/people.csv"
expect_same_bytes "$STDOUT" "$WORK/counts.csv"

# The default is Chao's regression, resampled; a report for people; levels of factors in JSON.
expect_exit 0 fit "${options[@]}" --covariates gender "$file" --replicates 500
expect_stdout_contains 'auto, which chose chao-regression; model ~gender'
expect_stdout_contains 'gender=male'
expect_stdout_contains 'By covariate'
expect_stdout_lacks 'Sample coverage'
expect_exit 0 fit "${options[@]}" --covariates gender "$file" --replicates 0 --format json
expect_stdout_contains '"by_covariate"'

# By category, the same bytes on any number of threads.
expect_exit 0 fit "${options[@]}" --by gender --threads 1 --format csv "$file"
cp "$STDOUT" "$WORK/one.csv"
expect_exit 0 fit "${options[@]}" --by gender --threads 2 --format csv "$file"
expect_same_bytes "$STDOUT" "$WORK/one.csv"

expect_exit 0 describe "${options[@]}" "$file"
expect_stdout_contains 'once: 1,645 people, twice: 183, 3 times: 37'
expect_exit 0 methods "${options[@]}" --replicates 100 "$file"
expect_stdout_contains 'oiztgeom'
expect_stdout_lacks 'chapman'
expect_exit 1 fit "${options[@]}" --method ztnegbin "$file"
expect_exit 1 fit "${options[@]}" --method ztnegbin --format csv "$file"
expect_equal "$(csv_value reasons)" dispersion_infinite

# Bad input.
refuses() { # status text argument...
  local status=$1 text=$2
  shift 2
  cat >"$WORK/bad.csv"
  expect_exit "$status" fit -o "$WORK/out" "$@" "$WORK/bad.csv"
  expect_no_file "$WORK/out"
  expect_stderr_contains "$text"
}
refuses 3 ":3:1: a one-digit number is a person without captures" --count-of-captures y <<<$'y,g\n1,a\n0,b'
refuses 3 ":3:2: an empty field is a missing value of a covariate (column g)" --count-of-captures y --covariates g <<<$'y,g\n1,a\n2,'
expect_exit 1 fit --count-of-captures y --format csv - <<<$'y\n1\n1'
expect_equal "$(csv_value reasons)" single_count
refuses 2 'need --count-of-captures' --covariates g <<<$'A,B,g\n1,0,a'
refuses 2 'makes no sense with --count-of-captures' --count-of-captures y --lists A <<<$'y,A\n1,0'
refuses 2 'method bic is for several lists' --count-of-captures y --method bic <<<$'y\n1\n2'
refuses 2 'see --count-of-captures' --method ztpoisson <<<$'A,B\n1,0\n1,1\n0,1'
