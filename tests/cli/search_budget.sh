# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What the checks say of a search, and what the row says of it, are about the same search: the one behind the estimate.

uk6=$DATA/uk-trafficking-2013-six-lists.csv

# The checks of the text, the row of the CSV and the JSON with so many steps allowed.
told_with() { # option...
  expect_exit 0 fit -q --replicates 0 --method bic --max-order 2 "$@" "$uk6"
  TEXT=$(grep -c 'NOT COMPLETE' "$STDOUT" || true)
  grep -oE 'stopped after [0-9,]+ steps' "$STDOUT" >"$WORK/steps" || true
  GAP=$(tr -s ' \n' ' ' <"$STDOUT" | grep -cE 'better by [0-9]+\.[0-9][0-9] at most' || true)
  expect_exit 0 fit -q --replicates 0 --method bic --max-order 2 "$@" --format json "$uk6"
  JSON=$(grep -c '"search_complete": false' "$STDOUT" || true)
  expect_exit 0 fit -q --replicates 0 --method bic --max-order 2 "$@" --format csv "$uk6"
  STATE=$(awk -F , 'END { print $(NF - 1) }' "$STDOUT") # a model has commas of its own
  REASONS=$(awk -F , 'END { print $NF }' "$STDOUT")
}

n_complete=0
n_open=0
for budget in 1 100 1000 10000; do
  for top in '' top=3; do
    told_with --set "budget=$budget" ${top:+--set "$top"}
    case $STATE in
      ok)
        expect_equal "$budget $top: $TEXT $JSON" "$budget $top: 0 0"
        ! grep -q search_incomplete <<<"$REASONS" || fail "ok, and $REASONS"
        n_complete=$((n_complete + 1))
        ;;
      unstable)
        expect_equal "$budget $top: $TEXT $JSON" "$budget $top: 1 1"
        grep -q search_incomplete <<<"$REASONS" || fail "unstable, for $REASONS"
        [ -s "$WORK/steps" ] || fail 'after how many steps is not said'
        expect_equal "$budget $top: $GAP" "$budget $top: 1"
        n_open=$((n_open + 1))
        ;;
      *) fail "state $STATE" ;;
    esac
  done
done
if [ "$n_complete" -lt 3 ] || [ "$n_open" -lt 2 ]; then fail "$n_complete complete, $n_open not: the budgets try one of the two only"; fi

# With many tables each search that is open says how much there can be in it.
awk 'NR == 1 { print $0 ",group"; next } { print $0 ",a"; print $0 ",b" }' "$uk6" >"$WORK/two.csv"
expect_exit 0 fit -q --replicates 0 --method bic --max-order 2 --set budget=1 --by group "$WORK/two.csv"
n_gaps=$(tr -s ' \n' ' ' <"$STDOUT" | grep -oE 'not complete: a model that it did not reach may be better by [0-9]+\.[0-9][0-9]' | wc -l)
expect_equal "$n_gaps" 2

# Without a budget a table that was searched to the end allows its replicates ten times the nodes that it took itself.
eight=benchmarks/data/eight-sparse-lists.csv
reasons_with() { # option...
  expect_exit 0 fit -q --replicates 20 --seed 8 --method bic --max-order 2 --format csv "$@" "$eight"
  REASONS=$(awk -F , 'END { print $NF }' "$STDOUT")
}
reasons_with --set budget=10000
grep -q search_incomplete <<<"$REASONS" || fail "all replicates within 10,000 nodes: $REASONS"
reasons_with
! grep -q search_incomplete <<<"$REASONS" || fail "unasked, $REASONS"
