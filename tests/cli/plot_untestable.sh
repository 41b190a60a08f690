# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The map of what cannot be tested: estimates by odds ratio and xi.

italy=$DATA/italy-diabetes.csv
moved=$WORK/sensitivity.json
svg=$WORK/map.svg
some=(--method bic --max-order 2 --replicates 0)
expect_exit 0 sensitivity -q "${some[@]}" --thinnings 0 --format json -o "$moved" "$italy"

# A cell is what fit says when both are supposed.
expect_exit 0 plot untestable --disclosure none -o "$svg" "$moved"
expect_stderr_empty
title=$(sed -n 's|^<map of="All · \([^"]*\)".*|\1|p' "$svg" | sed -n 1p)
sed -n '/^<map of="All · '"$title"'"/,/^<\/map>/p' "$svg" >"$WORK/first"
for xi in 0.5 1 2; do
  for odds in 0.25 2; do
    expect_exit 0 fit -q "${some[@]}" --xi $xi --odds-ratio "${title/, /:}=$odds" --format csv "$italy"
    people=$(awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } { printf "%.0f", $at["total"] }' <(sed 's|"[^"]*"|-|g' "$STDOUT"))
    expect_contains "$WORK/first" "<cell xi=\"$xi\" odds-ratio=\"$odds\" people=\"$people\"/>"
  done
  expect_exit 0 fit -q "${some[@]}" --xi $xi --format csv "$italy"
  people=$(awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } { printf "%.0f", $at["total"] }' <(sed 's|"[^"]*"|-|g' "$STDOUT"))
  expect_contains "$WORK/first" "<cell xi=\"$xi\" people=\"$people\"/>"
done
expect_equal "$(grep -c '^<map ' "$svg")" 6
expect_contains "$svg" 'NO DISCLOSURE CONTROL'
expect_lacks "$svg" 'nan'

# The same bytes again; in Finnish.
expect_exit 0 plot untestable --disclosure none "$moved"
expect_same_bytes "$STDOUT" "$svg"
expect_exit 0 plot untestable --lang fi --disclosure none "$moved"
expect_stdout_contains 'vähintään kaksi kertaa arvio'

# A threshold.
expect_exit 0 plot untestable --threshold 1200 --disclosure none "$moved"
expect_stdout_contains 'A line stands where it reaches the threshold: 1,200 people.'
expect_stdout_contains '<threshold people="1200"/>'
expect_stdout_lacks 'twice'
for wrong in 0 -5 many 1.5; do
  expect_exit 2 plot untestable --threshold=$wrong --disclosure none "$moved"
  expect_stderr_contains '--threshold'
done
expect_exit 2 plot consistency --threshold 9 --disclosure none "$moved"
expect_stderr_contains "option '--threshold' goes with plot untestable, and plot consistency has no such line: leave it out"

# Two lists; categories without a number; nothing at all.
two=$(make_file two.csv <<<$'A,B,form,count\n1,0,x,30\n0,1,x,60\n1,1,x,20\n1,0,y,3\n0,1,y,2')
expect_exit 0 sensitivity -q --by form --thinnings 0 --format json -o "$WORK/two.json" "$two"
expect_exit 0 plot untestable --disclosure none "$WORK/two.json"
expect_stdout_contains '<map of="x" estimate='
expect_stdout_lacks 'odds-ratio='
none=$(make_file none.csv <<<$'A,B,count\n1,0,12\n0,1,7')
expect_exit 1 sensitivity -q --thinnings 0 --format json -o "$WORK/none.json" "$none"
expect_exit 1 plot untestable --disclosure none "$WORK/none.json"
expect_stdout_contains 'All: UNKNOWN, not zero.'

# What is refused.
expect_exit 2 plot untestable -o "$WORK/no.svg" "$moved"
expect_stderr_contains 'plot untestable draws many estimates of the same lists, from which small numbers could be found, and only with --disclosure none'
expect_exit 2 plot untestable --disclosure none "$moved" "$moved"
expect_stderr_contains 'plot untestable takes one SOURCE'
expect_exit 0 fit -q "${some[@]}" --format json -o "$WORK/fit.json" "$italy"
expect_exit 3 plot untestable --disclosure none -o "$WORK/no.svg" "$WORK/fit.json"
expect_stderr_contains "$WORK/fit.json: this is not what 'darkfigure sensitivity --format json' writes"
expect_no_file "$WORK/no.svg"
