# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What the answer depends on, on a page to hand on.

page=$WORK/report.html
fit=$WORK/fit.json
moved=$WORK/sensitivity.json
data=$(make_file lists.csv <<'END'
form,A,B,C,D,count
labour,1,0,0,0,80
labour,0,1,0,0,61
labour,0,0,1,0,50
labour,0,0,0,1,33
labour,1,1,0,0,30
labour,1,0,1,0,21
labour,0,1,1,0,18
labour,1,0,0,1,12
labour,0,1,0,1,7
labour,1,1,1,0,9
labour,1,1,0,1,4
sexual,1,0,0,0,40
sexual,0,1,0,0,31
sexual,0,0,1,0,20
sexual,0,0,0,1,17
sexual,1,1,0,0,12
sexual,1,0,1,0,9
sexual,0,1,1,0,8
sexual,0,0,1,1,5
begging,1,0,0,0,1
begging,0,1,0,0,1
begging,1,1,0,0,1
END
)
both=(--by form --method bic --replicates 0 --format json)
expect_exit 0 fit -q "${both[@]}" -o "$fit" "$data"
expect_exit 0 sensitivity -q --thinnings 0 "${both[@]}" -o "$moved" "$data"

expect_exit 0 report -q -o "$page" "$fit" "$moved"
expect_contains "$page" 'What moves the estimate most (labour): '
expect_contains "$page" '<tr role="row" class="if">'
expect_lacks "$page" 'Nothing else was computed beside it'
# At most three of each category that has a number, and none of three people who are not shown.
expect_equal "$(grep -c '<tr role="row" class="if">' "$page")" 6
expect_lacks "$page" 'What moves the estimate most (begging)'

# The numbers are those of `sensitivity --format csv`, rounded: labour with two lists as one.
expect_exit 0 sensitivity -q --thinnings 0 --by form --method bic --replicates 0 --format csv "$data"
awk -F , 'function two(x,    unit) { unit = 1; while (x >= 100 * unit) unit *= 10; if (unit < 5) unit = 5; return int(x / unit + 0.5) * unit }
  NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
  $at["form"] == "labour" && $at["analysis"] == "lists_merged" { printf "%s %s %d\n", $at["list_a"], $at["list_b"], two($at["total"]) }' "$STDOUT" >"$WORK/merged"
sed -n '/class="forest what-if"/,$p' "$page" | sed -n '/<bdi>labour</,/<bdi>sexual</p' >"$WORK/labour"
n=0
while read -r first second total; do
  grep -q "As one list: $first, $second</bdi>" "$WORK/labour" || continue
  grep -A3 "As one list: $first, $second</bdi>" "$WORK/labour" | grep -q "<td role=\"cell\">~$total</td>" || fail "with $first and $second as one it is not $total"
  n=$((n + 1))
done <"$WORK/merged"
[ $n -gt 0 ] || fail 'no lists are one on the page'

# The same bytes again; beside scenarios in any order; in Finnish.
expect_exit 0 report -q "$fit" "$moved"
expect_same_bytes "$STDOUT" "$page"
expect_exit 0 report -q --lang fi "$fit" "$moved"
expect_stdout_contains 'Mikä siirtää arviota eniten (labour): '

# Of other lists, another method, other categories; a second one; the other order.
sed '/^labour,1,0,0,0/s/80/81/' "$data" >"$WORK/other.csv"
expect_exit 0 sensitivity -q --thinnings 0 "${both[@]}" -o "$WORK/other.json" "$WORK/other.csv"
expect_exit 3 report -q -o "$WORK/no.html" "$fit" "$WORK/other.json"
expect_stderr_contains "its estimates are not those of $fit: run 'sensitivity' with the same file and the same options"
expect_exit 0 sensitivity -q --thinnings 0 --method bic --replicates 0 --format json -o "$WORK/all.json" --ignore form "$data"
expect_exit 3 report -q -o "$WORK/no.html" "$fit" "$WORK/all.json"
expect_stderr_contains "run 'sensitivity' with the same '--by' as 'fit'"
expect_exit 3 report -q -o "$WORK/no.html" "$fit" "$moved" "$moved"
expect_stderr_contains "a second file of 'sensitivity'"
expect_exit 3 report -q -o "$WORK/no.html" "$moved" "$fit"
expect_no_file "$WORK/no.html"
expect_exit 2 report -q -o "$moved" "$fit" "$moved"
expect_stderr_contains 'the output would overwrite the input'
