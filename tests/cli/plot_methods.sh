# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What each method says of the same lists: a figure, and on the page, for those who may see the lists.

uk=$DATA/uk-trafficking-2013-five-lists.csv
fit=$WORK/fit.json
methods=$WORK/methods.json
svg=$WORK/methods.svg
expect_exit 0 fit -q --method independence --replicates 0 --format json -o "$fit" "$uk"
expect_exit 0 methods -q --replicates 0 --format json -o "$methods" "$uk"

# A row for each method that applies, with the numbers of CSV rounded to two digits; the others have their names.
expect_exit 0 plot methods --disclosure none -o "$svg" "$methods"
expect_stderr_empty
expect_exit 0 methods -q --replicates 0 --format csv "$uk"
awk -F , 'function two(x,    unit) { x += 0; unit = 1; while (x >= 100 * unit) unit *= 10; return int(x / unit + 0.5) * unit }
  NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
  $at["state"] == "ok" { printf "name=\"%s\" recorded=\"2744\" estimate=\"%d\"\n", $at["method"], two($at["total"]) }' <(sed 's|"[^"]*"|-|g' "$STDOUT") >"$WORK/expected"
[ "$(wc -l <"$WORK/expected")" -ge 5 ] || fail 'too few methods have an estimate'
while read -r row; do expect_contains "$svg" "$row"; done <"$WORK/expected"
expect_matches "$svg" 'Not applicable to these lists: petersen, chapman'
expect_contains "$svg" 'NO DISCLOSURE CONTROL'
expect_lacks "$svg" 'nan'

# On the page, in any order of the files; the same bytes again; in Finnish.
expect_exit 0 report -q --disclosure none -o "$WORK/report.html" "$fit" "$methods"
expect_contains "$WORK/report.html" '<h3>Methods side by side</h3>'
expect_contains "$WORK/report.html" '<bdi>independence</bdi>'
expect_exit 0 plot methods --disclosure none "$methods"
expect_same_bytes "$STDOUT" "$svg"
expect_exit 0 plot methods --lang fi --disclosure none "$methods"
expect_stdout_contains 'Eivät sovellu näihin luetteloihin: petersen'

# Under protection neither: the page says nothing of them, and the command says so.
expect_exit 2 plot methods -o "$WORK/no.svg" "$methods"
expect_stderr_contains 'only with --disclosure none: for those who may see the lists'
expect_no_file "$WORK/no.svg"
expect_exit 0 report -o "$WORK/report.html" "$fit" "$methods"
expect_stderr_contains 'what each method says is not on the page'
expect_lacks "$WORK/report.html" 'Methods side by side'

# What is refused: other files, other lists, two of them.
expect_exit 3 plot methods --disclosure none "$fit"
expect_stderr_contains "$fit: this is not what 'darkfigure methods FILE --format json' writes"
expect_exit 3 plot forest "$methods"
expect_exit 3 report --disclosure none -o "$WORK/no.html" "$fit" "$methods" "$methods"
expect_stderr_contains "a second file of 'methods'"
sed '/^1,0,0,0,0,/s/54/55/' "$uk" >"$WORK/other.csv"
expect_exit 0 methods -q --replicates 0 --format json -o "$WORK/other.json" "$WORK/other.csv"
expect_exit 3 report --disclosure none -o "$WORK/no.html" "$fit" "$WORK/other.json"
expect_stderr_contains "it is about other people or lists than $fit: run 'methods' with the same file"
expect_no_file "$WORK/no.html"
