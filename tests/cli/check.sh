# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Existence and identifiability of one model. The codes of this table are those of Silverman, Chan & Vincent (2024), supplement.

artificial=$DATA/artificial-three-lists.csv
codes() { # code model
  expect_exit $(($1 > 0)) check -q --format csv --model "$2" "$artificial"
  expect_stdout_line 1 model,code,parameters,minus_infinity,reason
  expect_stdout_matches "^\"?$(sed 's/[][*]/\\&/g' <<<"$2")\"?,$1,"
}
codes 2 '[12,13,23]'
codes 1 '[12,3]'
codes 0 '[13,23]'
codes 0 '[1,2,3]'

for model in '[12,13,23]' '[12,3]'; do
  expect_exit 1 check -q --model "$model" "$artificial"
  expect_stdout_contains "$model"
  expect_exit 1 check -q --format json --model "$model" "$artificial"
  expect_stdout_contains '"command": "check"'
done
# By names as well as by places.
expect_exit 0 check -q --format csv --model '[A*C,B]' "$artificial"
cp "$STDOUT" "$WORK/names.csv"
expect_exit 0 check -q --format csv --model '[13,2]' "$artificial"
expect_same_bytes "$STDOUT" "$WORK/names.csv"

# Nothing to fit at all.
none=$(make_file none.csv <<<$'A,B,count\n1,0,5\n0,1,7')
expect_exit 1 check -q --format csv --model '[1,2]' "$none"
