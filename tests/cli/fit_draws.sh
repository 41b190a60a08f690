# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The line on the fit: what it says of the table, how many tables are drawn for it, and that nothing else moves with them.

uk=$DATA/uk-trafficking-2013-five-lists.csv
kosovo=$DATA/kosovo-killings-1999.csv

expect_said() { # text command...
  local text=$1
  shift
  expect_exit 0 "$@"
  tr '\n' ' ' <"$STDOUT" | tr -s ' ' >"$WORK/flat"
  expect_contains "$WORK/flat" "$text"
}

expect_said 'selection repeated); this says nothing about people on no list' fit -q --method bic --replicates 200 --fit-draws 99 "$uk"
expect_contains "$WORK/flat" 'the table does not contradict the model (p = 0.'
expect_said 'the observed counts contradict this model (p = 0.01)' fit -q --replicates 200 --fit-draws 99 --model '[12,13,14,15]' "$uk"
expect_said 'was not tested: no tables were drawn from it' fit -q --method bic --replicates 0 "$uk"
expect_said 'the observed counts contradict this model (p = 0.01)' fit -q --replicates 0 --fit-draws 99 --method mth-chao "$uk"
expect_said 'degrees of freedom 0, which leaves nothing to test' fit -q --replicates 0 --fit-draws 99 --method saturated "$kosovo"

# A tenth of the replicates unless said otherwise, and JSON has what the text is made from.
expect_exit 0 fit -q --method bic --replicates 200 --format json "$uk"
expect_stdout_contains '"fit-draws": "20"'
tr '\n' ' ' <"$STDOUT" | tr -s ' ' | grep -oE '"goodness": \{[^}]*\}' >"$WORK/goodness"
expect_contains "$WORK/goodness" '"draws": 20, "compared": 20, "as_far": '
as_far=$(grep -oE '"as_far": [0-9]+' "$WORK/goodness" | grep -oE '[0-9]+')
expect_close "$(grep -oE '"p": [0-9.]+' "$WORK/goodness" | grep -oE '[0-9.]+')" "$(awk "BEGIN { printf \"%.17g\", (1 + $as_far) / 21 }")" 1e-12
expect_exit 0 fit -q --method bic --replicates 0 --format json "$uk"
expect_stdout_contains '"fit-draws": "0"'
expect_stdout_contains '"goodness": null'

# Of an average the largest model, by draws of its own: the same p as that model by itself. Nothing where it leaves nothing to test.
expect_exit 0 fit -q --method saturated --max-order 2 --replicates 0 --fit-draws 99 --format json "$uk"
tr '\n' ' ' <"$STDOUT" | tr -s ' ' | grep -oE '"compared": [^}]*' >"$WORK/alone"
[ -s "$WORK/alone" ] || fail 'the model by itself was not tested'
for method in auto averaged; do
  expect_exit 0 fit -q --method "$method" --replicates 50 --max-order 2 --fit-draws 99 --format json "$uk"
  tr '\n' ' ' <"$STDOUT" | tr -s ' ' >"$WORK/flat"
  expect_contains "$WORK/flat" '"of_largest_of_order": 2'
  expect_contains "$WORK/flat" "$(cat "$WORK/alone")"
done
expect_said 'does not contradict the largest model, with all interactions of up to 2 lists (p = 0.' fit -q "$uk"
expect_said 'observed counts contradict even the largest model, with all interactions of up to 2 lists (p = 0.01)' \
  fit -q --max-order 2 --replicates 50 --fit-draws 99 "$kosovo"
expect_said 'no model with counts of its own Priors' fit -q --replicates 100 "$kosovo"
expect_said 'no model with counts of its own Priors' fit -q --replicates 0 "$uk"

# Intervals are the same with and without.
expect_exit 0 fit -q --method bic --replicates 200 --format csv "$uk"
cp "$STDOUT" "$WORK/with.csv"
expect_exit 0 fit -q --method bic --replicates 200 --fit-draws 0 --format csv "$uk"
cmp "$STDOUT" "$WORK/with.csv" || fail 'draws move the intervals'

expect_exit 2 fit --fit-draws -1 "$uk"
expect_exit 2 methods --fit-draws 9 "$uk"
