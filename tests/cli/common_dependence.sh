# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# --common-dependence and +H: what they do, what reports say of it, and what is refused.

uk=$DATA/uk-trafficking-2013-five-lists.csv
kosovo=$DATA/kosovo-killings-1999.csv

value_of() { # column
  sed 's/"\[[^"]*"/m/' "$STDOUT" >"$WORK/plain"
  csv_value "$1" 1 "$WORK/plain"
}

# Darroch's model by two ways.
expect_exit 0 fit -q --format csv --replicates 0 --model '[1,2,3,4,5]+H' "$uk"
expect_close "$(value_of total)" 14649.660184966153 1e-9
expect_stdout_contains '"[1,2,3,4,5]+H"'
expect_exit 0 fit -q --format csv --replicates 0 --method independence --common-dependence always "$uk"
expect_close "$(value_of total)" 14649.660184966153 1e-9
expect_exit 0 check -q --model '[1,2,3,4,5]+H' "$uk"
expect_stdout_contains '[1,2,3,4,5]+H'
expect_stdout_contains '7 parameters'

# The average over all pairs with and without: median limits of another program, to its digits.
expect_exit 0 fit -q --format csv --replicates 0 --method averaged --common-dependence search "$uk"
expect_close "$(value_of lower)" 7100 0.01
expect_close "$(value_of upper)" 23900 0.01

# The report says what H is; only an odds ratio above 1 may come from people who differ.
expect_exit 0 fit -q --replicates 0 --model '[1,2,3,4,5]+H' "$uk"
expect_stdout_contains 'Common           each pair of lists that the model leaves out has an odds'
expect_stdout_contains 'people may differ in how easily'
expect_exit 0 fit -q --replicates 0 --model '[1,2,3,4,5]' "$uk"
expect_stdout_lacks 'Common  '

# Models with it are ranked among the others, and a rank's name is a model that can be given back.
expect_exit 0 models -q --format csv --top 200 --max-order 2 --common-dependence search "$kosovo"
grep -o '"\[[^"]*+H"' "$STDOUT" | head -n 1 | tr -d '"' >"$WORK/name"
grep -q H "$WORK/name" || fail 'no model with H was ranked'
expect_exit 0 fit -q --format csv --replicates 0 --model "$(cat "$WORK/name")" "$kosovo"

# The same bytes on any number of threads, replicates and all.
expect_exit 0 fit -q --method bic --format csv --replicates 200 --threads 1 --common-dependence search "$kosovo"
cp "$STDOUT" "$WORK/one"
expect_exit 0 fit -q --method bic --format csv --replicates 200 --threads 3 --common-dependence search "$kosovo"
cmp "$STDOUT" "$WORK/one" || fail 'threads change the answer'

# By itself the search is one without it.
expect_exit 0 fit -q --method bic --format csv --replicates 50 "$kosovo"
cp "$STDOUT" "$WORK/usual"
expect_exit 0 fit -q --method bic --format csv --replicates 50 --common-dependence no "$kosovo"
cmp "$STDOUT" "$WORK/usual" || fail 'no is not what methods do by themselves'

expect_exit 2 fit --common-dependence maybe "$kosovo"
expect_stderr_contains "--common-dependence is 'maybe'; it is no, search or always"
expect_exit 2 fit --common-dependence search --model '[12,3,4]' "$kosovo"
expect_stderr_contains "+H behind the model says it, as in '[12,3]+H'"
expect_exit 2 fit --method chao --common-dependence search "$kosovo"
expect_stderr_contains 'method chao knows no common dependence'
expect_exit 2 fit --model '[12,13,14,23,24]+H' "$kosovo"
expect_stderr_contains 'write that pair, OSCE*HRW, in place of +H'
