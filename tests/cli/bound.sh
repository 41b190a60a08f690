# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Chao's bound as it is told: in fit, describe, methods and models, for lists and for counts of captures.

kosovo=$DATA/kosovo-killings-1999.csv
uk=$DATA/uk-trafficking-2013-five-lists.csv

# The last output on one line, so that wrapping does not matter.
flatten() { tr '\n' ' ' <"$STDOUT" | tr -s ' ' >"$WORK/flat"; }

expect_said() { # command... -- text
  local arguments=()
  while [ "$1" != -- ]; do arguments+=("$1"); shift; done
  expect_exit 0 "${arguments[@]}"
  flatten
  expect_contains "$WORK/flat" "$2"
}

# 4,400 observed, and 845 x 306 / (31 + 1) unseen by the one pair that [123,14,34] leaves out.
expect_said fit -q --method bic --replicates 0 "$kosovo" -- "the estimate of 10,400 is BELOW Chao's lower bound of 12,500"
expect_contains "$WORK/flat" 'of the pair that the model leaves out (z = 2.96): people may differ in how easily they are detected, or these lists depend on each other'
expect_said fit -q --method bic --replicates 0 "$uk" -- "is not below Chao's lower bound of 24,400"
expect_contains "$WORK/flat" 'that is no evidence that people do not differ'
expect_said fit -q --replicates 0 --method saturated "$kosovo" -- 'every pair of lists is in the model'
expect_said fit -q --replicates 0 --method averaged "$kosovo" -- 'each model has one of its own'
expect_exit 0 fit -q --replicates 0 --method mth-chao "$kosovo"
expect_stdout_lacks "Chao's bound "

# JSON has what the text is made from; the bound is in people.
expect_exit 0 fit -q --method bic --replicates 0 --format json "$kosovo"
grep -o '"chao_bound": *{[^}]*}' <(tr '\n' ' ' <"$STDOUT" | tr -s ' ') >"$WORK/bound"
expect_close "$(grep -oE '"hidden": [0-9.]+' "$WORK/bound" | grep -oE '[0-9.]+')" 8080.3125 1e-12
expect_close "$(grep -oE '"z": [0-9.]+' "$WORK/bound" | grep -oE '[0-9.]+$')" 2.96 0 0.005

# Every model has its own, and its own name, whatever the method.
expect_exit 0 models -q --top 3 "$kosovo"
expect_stdout_matches '\[123,14,34\] .* 2\.96  BELOW$'
for method in independence averaged bic stepwise; do
  expect_exit 0 models -q --format csv --top 6 --method $method "$DATA/korea-palembang.csv"
  expect_equal "$(sed '1d; s/^[0-9]*,"\([^"]*\)".*/\1/' "$STDOUT" | sort -u | wc -l)" 6
done

# By all pairs before there is a model: (845 x 306 + ...) / (882 + 1) + 4,400.
expect_said describe -q "$kosovo" -- "8,590 people in all, seen and unseen, a lower bound but for chance, by all pairs of lists"
expect_said methods -q "$kosovo" -- 'ok (below_chao_bound)'

# Counts of captures say nothing of lists. Inflated models, and the bound itself, are not held against it.
contacts=$(make_file contacts.csv <<<$'times,count\n1,900\n2,130\n3,40\n4,20\n5,12\n6,8')
expect_said fit -q --replicates 0 --count-of-captures times --method ztpoisson "$contacts" -- 'from the people captured once and twice (z ='
expect_contains "$WORK/flat" 'people may differ in how easily they are captured'
if grep -E 'lists (depend|only)' "$WORK/flat"; then fail 'one list, and lists are spoken of'; fi
for method in oiztpoisson oiztgeom chao-regression; do
  expect_exit 0 fit -q --replicates 0 --count-of-captures times --method $method "$contacts"
  expect_stdout_lacks "Chao's bound "
  expect_stdout_lacks 'BELOW'
done
