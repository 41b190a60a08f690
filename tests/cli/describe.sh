# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What the lists say before any model.

expect_exit 0 describe --format csv "$DATA/korea-palembang.csv"
expect_stdout_line 1 quantity,lists,value
for line in observed,,123 list_size,b,77 list_size,c,71 list_size,d,59 overlap,b+c,66 overlap,b+d,18 overlap,c+d,12 captures_1,,51 \
  captures_2,,60 captures_3,,12; do
  expect_matches "$STDOUT" "^${line//+/\\+}\$"
done
expect_stdout_matches '^sample_coverage,,0\.7'
# 123 + (people on one list alone, pair by pair, multiplied: 435) / (60 + 1)
expect_stdout_matches '^chao_lower_bound,,130\.131'
expect_stderr_contains 'note: '

expect_exit 0 describe -q "$DATA/korea-palembang.csv"
expect_stderr_empty
expect_stdout_contains 123
expect_stdout_lacks nan

# Nothing to estimate is nothing wrong: the description says why.
none=$(make_file none.csv <<<$'A,B,form,count\n1,0,x,5\n0,1,x,7\n1,0,y,3')
expect_exit 0 describe -q --by form "$none"
expect_stdout_contains y
expect_exit 0 describe -q --by form --format csv "$none"
expect_stdout_contains x,overlap,A+B,0
expect_exit 0 describe -q --by form --expect form=z --format csv "$none"
expect_stdout_contains z,observed,,0
expect_exit 0 describe -q --format json "$none"
expect_stdout_lacks nan
