# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Scenarios on a page to hand on, beside the baseline that they are compared with.

page=$WORK/report.html
fit=$WORK/fit.json
compared=$WORK/compare.json
data=$(lists_by_form | make_file lists.csv)
study=$(study_of_inspections "$data" | make_file study.yaml)
expect_exit 0 fit -q --by form --method bic --replicates 100 --format json -o "$fit" "$data"
expect_exit 0 study run -q "$study" --store "$WORK/s.db"
darkfigure study compare -q --format json -o "$compared" "$study" --store "$WORK/s.db"
for kind in assumptions people detection; do expect_contains "$compared" "\"kind\": \"$kind\""; done
expect_equal "$(grep -c '"kind": "people"' "$compared")" 3

expect_exit 0 report -q -o "$page" "$fit" "$compared"
order=$(grep -oE '<h3>[^<]*' "$page" | tr '\n' '|')
expect_equal "$order" '<h3>Other assumptions about the same people|<h3>Other people|<h3>What agencies would find|<h3>From lists to the estimate|'
expect_contains "$page" 'Such a difference is not an effect of anything.'
expect_contains "$page" '<th scope="col">Newly found</th>'
expect_contains "$page" 'The lists as they are, with &lt;b&gt;all&lt;/b&gt;.'
expect_contains "$page" '<small lang="en">without list C; people who are on no other list are left out</small>'
# Every table begins with its baseline: one of assumptions and of detection each, two of other people.
expect_equal "$(grep -c '<span>Baseline:</span>' "$page")" 4
# Three people forced to beg: nothing is shown of them here either.
expect_contains "$page" '<bdi>as-observed · begging</bdi></th><td>not shown</td><td>not shown</td><td>not shown</td>'

# The numbers are those of study compare, rounded.
darkfigure study compare -q --format csv "$study" --store "$WORK/s.db"
sed 's|"[^"]*"|-|g' "$STDOUT" | awk -F , '
  function two(x,    unit) { unit = 1; while (x >= 100 * unit) unit *= 10; if (unit < 5) unit = 5; return int(x / unit + 0.5) * unit }
  NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
  $at["scenario"] == "without-c" { printf "<td>%d</td>\n", two($at["total"]) }' >"$WORK/cells"
expect_equal "$(wc -l <"$WORK/cells")" 1
expect_contains "$(page_cells "$page")" "$(cat "$WORK/cells")"

# Rows are sorted by what is printed, and by no digit more: a difference has its sign.
grep -oE '<td data-sort="[^"]*">[^<]*' "$page" | sed -E 's/<td data-sort="([^"]*)">(.*)/\1|\2/' >"$WORK/keys"
[ "$(wc -l <"$WORK/keys")" -ge 10 ] || fail 'too few cells can be sorted by'
awk -F '|' '{ text = $2; gsub(/,/, "", text); match(text, /[0-9.]+/)
  printed = RSTART > 0 ? substr(text, RSTART, RLENGTH) : text == "hardly a difference" ? 0 : "none"
  if (text ~ /fewer/) printed = -printed
  if (printed != $1) { print; bad = 1 } } END { exit bad }' "$WORK/keys" || fail 'a row is sorted by what is not printed'

# One of several scenarios can be chosen: each has its number, which its rows have.
expect_contains "$page" '<p id="choice" hidden><label><span>Beside the baseline:</span> <select><option value="">all scenarios ('
grep -oE '<option value="[0-9]+">[^<]*' "$page" | sed 's/.*">//' | LC_ALL=C sort >"$WORK/options"
expect_equal "$(tr '\n' '|' <"$WORK/options")" 'as-observed|inspections|labour-only|without-c|'
grep -oE '<tr data-scenario="[0-9]+"' "$page" | tr -cd '0-9\n' | while read -r number; do
  expect_contains "$page" "<option value=\"$number\">"
done

# Without protection all of it; in Finnish; the same bytes again.
expect_exit 0 report -q --disclosure none --lang fi -o "$page" "$fit" "$compared"
expect_contains "$page" 'Mitä viranomaiset löytäisivät'
expect_lacks "$page" 'ei näytetä'
expect_exit 0 report -q --disclosure none --lang fi "$fit" "$compared"
expect_same_bytes "$STDOUT" "$page"

# Other files, in the other order, and two of a kind.
expect_exit 3 report -q -o "$WORK/no.html" "$fit" "$fit"
expect_stderr_contains "this is what none of 'darkfigure study compare', 'darkfigure sensitivity', 'darkfigure methods FILE' and 'darkfigure models' writes"
expect_exit 3 report -q -o "$WORK/no.html" "$compared" "$fit"
expect_no_file "$WORK/no.html"
expect_exit 3 report -q -o "$WORK/no.html" "$fit" "$compared" "$compared"
expect_stderr_contains "a second file of 'study compare'; a page has one"
expect_exit 2 report -q -o "$compared" "$fit" "$compared"
expect_stderr_contains 'the output would overwrite the input'
sed 's/"kind": "people"/"kind": "other"/' "$compared" >"$WORK/odd.json"
expect_exit 3 report -q -o "$WORK/no.html" "$fit" "$WORK/odd.json"
expect_stderr_contains "'kind' is none that is known here; write it anew with 'darkfigure study compare --format json -o compare.json STUDY'"

# What is not shown is not said by scenarios of sums either: the total less the other categories is the estimate of the one that is hidden; nor by scenarios that
# leave few people out.
small=$(make_file small.csv <<'END'
A,B,form,place,count
1,0,f0,x,1
0,1,f0,x,1
1,1,f0,x,1
1,0,f1,x,25
0,1,f1,x,12
1,1,f1,x,14
1,0,f2,x,25
0,1,f2,x,13
1,1,f2,x,12
1,0,f2,y,3
END
)
scenarios_of() { # where each of them stands beside as-observed
  printf '%s\n' 'study: small' 'replicates: 100' "data: [{name: d, file: $small, by: [form]}]" 'methods: [{name: m, method: petersen}]' \
    'scenarios: [{name: as-observed}, {name: others, where: {form: [f1, f2]}}, {name: more, detection: {list: A, factor: 2}}, {name: there, where: {place: x}}]' \
    'comparisons:' "  - {baseline: $1, against: [$2]}"
}
told() { # baseline scenario words: what the page says of a comparison
  scenarios_of "$1" "$2" >"$WORK/small.yaml"
  rm -f "$WORK/small.db"
  expect_exit 0 study run -q "$WORK/small.yaml" --store "$WORK/small.db"
  expect_exit 0 plot differences -q --store "$WORK/small.db" -o "$WORK/small.svg" "$WORK/small.yaml"
  expect_contains "$WORK/small.svg" "$3"
}
told as-observed others '<difference of="others" shown="not shown"/>'
expect_contains "$WORK/small.svg" 'Estimate: not shown.'
told as-observed more '<difference of="more" shown="not shown"/>'
told '{scenario: as-observed, category: {form: f2}}' there '<difference of="there" shown="not shown"/>'
told '{scenario: as-observed, category: {form: f2}}' more '<difference of="more" found='
expect_exit 0 report -q --store "$WORK/small.db" -o "$WORK/small.html" "$WORK/small.yaml"
expect_contains "$WORK/small.html" 'not shown'

# Where the estimate of the baseline is a range alone, so it is beside its scenarios.
awk 'BEGIN { print "A,B,form,count"; for (f = 1; f <= 2; f++) printf "1,0,g%d,40\n0,1,g%d,38\n1,1,g%d,%d\n", f, f, f, f }' >"$WORK/range.csv"
printf '%s\n' 'study: range' 'replicates: 100' "data: [{name: d, file: $WORK/range.csv, by: [form]}]" 'methods: [{name: m, method: petersen}]' \
  'scenarios: [{name: as-observed}, {name: one, where: {form: g1}}]' 'comparisons: [{baseline: as-observed, against: [one]}]' >"$WORK/range.yaml"
expect_exit 0 study run -q "$WORK/range.yaml" --store "$WORK/range.db"
expect_exit 0 report -q --store "$WORK/range.db" -o "$WORK/range.html" "$WORK/range.yaml"
range=$(sed -n 's|.*<bdi>All</bdi></th><td role="cell" class="picture">.*<td role="cell">\([^<]*: range only\)</td>.*|\1|p' "$WORK/range.html")
[ -n "$range" ] || fail 'the total is no range'
expect_contains "$WORK/range.html" "Baseline: as-observed. Estimate: $range."
grep '<bdi>as-observed</bdi>' "$WORK/range.html" | grep -qF "<td>$range</td>" || fail "the table of scenarios lacks: $range"
