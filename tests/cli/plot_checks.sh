# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Known sizes of lists against what the others estimate, and estimates with fewer people observed.

kosovo=$DATA/kosovo-killings-1999.csv
checked=$WORK/sensitivity.json
svg=$WORK/figure.svg
some=(--method bic --replicates 0)
expect_exit 0 sensitivity -q "${some[@]}" --thinnings 40 --format json -o "$checked" "$kosovo"

# A list's size is what fit says of the people on it, whose known size is that of the list.
expect_exit 0 plot consistency --disclosure none -o "$svg" "$checked"
expect_stderr_empty
awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print; next } $at["HRW"] == 1' "$kosovo" >"$WORK/hrw-all.csv"
size=$(awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } { n += $at["count"] } END { print n }' "$WORK/hrw-all.csv")
cut -d , -f "$(head -1 "$kosovo" | tr , '\n' | grep -nvx HRW | cut -d : -f 1 | paste -s -d ,)" "$WORK/hrw-all.csv" | grep -v '^0,0,0,' >"$WORK/hrw.csv"
expect_exit 0 fit -q --method bic --replicates 0 --format csv "$WORK/hrw.csv"
total=$(awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } { print $at["total"] }' <(sed 's|"[^"]*"|-|g' "$STDOUT"))
drawn=$(sed -n 's|^<list name="HRW" known="'"$size"'" estimate="\([0-9]*\)".*|\1|p' "$svg")
expect_close "$drawn" "$total" 0.01
expect_equal "$(grep -c '^<list ' "$svg")" 4
expect_contains "$svg" 'Times the known size. The axis is logarithmic'
expect_contains "$svg" 'NO DISCLOSURE CONTROL'
expect_lacks "$svg" 'nan'

# Fewer people: all of them are the estimate.
expect_exit 0 plot trajectories --disclosure none -o "$WORK/fewer.svg" "$checked"
expect_equal "$(grep -c '^<observed ' "$WORK/fewer.svg")" 6
expect_contains "$WORK/fewer.svg" '<observed percent="100" people="4400" estimate='
expect_contains "$WORK/fewer.svg" 'Share of the people observed'
expect_lacks "$WORK/fewer.svg" 'nan'

# The same bytes again; in Finnish.
expect_exit 0 plot consistency --disclosure none "$checked"
expect_same_bytes "$STDOUT" "$svg"
expect_exit 0 plot consistency --lang fi --disclosure none "$checked"
expect_stdout_contains 'Kertaa tunnettu koko'
expect_exit 0 plot trajectories --lang fi --disclosure none "$checked"
expect_stdout_contains 'Osuus havaituista'

# On a page, where it is not protected.
expect_exit 0 fit -q "${some[@]}" --format json -o "$WORK/fit.json" "$kosovo"
expect_exit 0 report --disclosure none -o "$WORK/open.html" "$WORK/fit.json" "$checked"
expect_contains "$WORK/open.html" 'Where the answer is known'
expect_contains "$WORK/open.html" 'With fewer people observed'
expect_exit 0 report -q -o "$WORK/protected.html" "$WORK/fit.json" "$checked"
expect_lacks "$WORK/protected.html" 'Where the answer is known'
expect_lacks "$WORK/protected.html" 'With fewer people observed'

# Nothing can be said.
none=$(make_file none.csv <<<$'A,B,count\n1,0,12\n0,1,7')
expect_exit 1 sensitivity -q --format json -o "$WORK/none.json" "$none"
for kind in consistency trajectories; do
  expect_exit 1 plot $kind --disclosure none "$WORK/none.json"
  expect_stdout_contains 'All: UNKNOWN, not zero'
done

# What is refused.
for kind in consistency trajectories; do
  expect_exit 2 plot $kind -o "$WORK/no.svg" "$checked"
  expect_stderr_contains "plot $kind draws many estimates of the same lists, from which small numbers could be found, and only with --disclosure none"
  expect_exit 2 plot $kind --disclosure none "$checked" "$checked"
  expect_stderr_contains "plot $kind takes one SOURCE"
  expect_exit 3 plot $kind --disclosure none -o "$WORK/no.svg" "$WORK/fit.json"
  expect_stderr_contains "$WORK/fit.json: this is not what 'darkfigure sensitivity --format json' writes"
done
expect_exit 0 sensitivity -q "${some[@]}" --thinnings 0 --format json -o "$WORK/not-thinned.json" "$kosovo"
expect_exit 3 plot trajectories --disclosure none -o "$WORK/no.svg" "$WORK/not-thinned.json"
expect_stderr_contains "$WORK/not-thinned.json: there are no draws of fewer people in it; write it anew with '--thinnings 200'"
expect_no_file "$WORK/no.svg"
