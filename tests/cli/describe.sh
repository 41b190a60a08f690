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
expect_stdout_contains 'lists found by their values'
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

# It begins with how the input was read: what each column was taken for, rows and people, what was left out; once, and not on standard error too.
people=$(make_file people.csv <<<$'id,A,B,form,year,remark\n17,1,0,x,2017,a\n18,0,1,x,2017,b\n19,1,1,y,2018,c\n20,0,1,,2017,d')
expect_exit 0 describe --by form --where year=2017 "$people"
expect_stderr_empty
expect_stdout_contains 'How the input was read: 4 rows, 3 people on 2 lists'
for line in 'list: A, B' 'category: form' 'condition (--where): year' 'number or key of a person, left aside: id' 'not used: remark'; do
  expect_stdout_contains "  $line"
done
expect_equal "$(grep -c 'lists found by their values: A, B' "$STDOUT")" 1
expect_stdout_matches '^  - 1 person has no value of form'
expect_exit 0 describe --by form --where year=2017 -o "$WORK/described" "$people"
expect_stderr_contains 'note: lists found by their values: A, B'
expect_exit 0 describe --by form --format json "$people"
tr -d ' \n' <"$STDOUT" >"$WORK/one-line.json"
expect_contains "$WORK/one-line.json" '"account":{"rows":4,"columns":[{"column":"id",'
expect_contains "$WORK/one-line.json" '{"column":"A","use":"list"},{"column":"B","use":"list"},{"column":"form","use":"category"}'
expect_exit 0 describe --link key tests/books/lists.xlsx:b tests/books/lists.xlsx:c
expect_stdout_contains '  key: key'
expect_stdout_contains '  list: b, c'

# The same of fit and sensitivity; whoever fails hears them before the reason.
for command in fit sensitivity; do
  expect_exit 0 $command --method chapman --replicates 0 "$people"
  expect_stderr_lacks 'note: lists found'
  expect_equal "$(grep -c 'lists found by their values: A, B' "$STDOUT")" 1
done
expect_exit 2 fit --method saturated --model '[1,2]' "$people"
expect_exit 2 fit --method fixed --model '[1,2,3]' "$people"
expect_stderr_contains 'note: lists found by their values: A, B'
