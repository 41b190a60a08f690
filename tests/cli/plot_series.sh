# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Estimates by year: a figure, and on the page.

fit=$WORK/fit.json
svg=$WORK/years.svg
awk 'BEGIN {
  print "A,B,C,year,form,count"
  for (f = 1; f <= 2; f++)
    for (year = 2015; year <= 2020; year++)
      for (h = 1; h < 8; h++) {
        n_lists = h % 2 + int(h / 2) % 2 + int(h / 4)
        if (year == 2017 && n_lists > 1) continue
        n = (n_lists == 1 ? 300 : n_lists == 2 ? 70 : 30) * f + (h * year) % 17
        if (f == 1 && year == 2019) n = n_lists == 1 ? 1 : 0
        printf "%d,%d,%d,%d,%s,%d\n", h % 2, int(h / 2) % 2, int(h / 4), year, f == 1 ? "labour" : "sexual", n
      }
}' >"$WORK/years.csv"
expect_exit 0 fit -q --by year,form --method bic --replicates 1000 --format json -o "$fit" "$WORK/years.csv"

# A row for each year and panel: two forms and their sum.
expect_exit 0 plot series --disclosure none -o "$svg" "$fit"
expect_stderr_empty
expect_equal "$(grep -c '<row ' "$svg")" 18
expect_contains "$svg" 'UNKNOWN, not zero: 2017, 2019.'
expect_contains "$svg" 'no trend is meant'
expect_contains "$svg" '<polygon class="band"'
expect_lacks "$svg" 'nan'
for name in text desc title metadata data style; do
  expect_equal "$(grep -oE "<$name[ >]" "$svg" | wc -l)" "$(grep -o "</$name>" "$svg" | wc -l)"
done
# Its numbers are those of CSV, rounded to two digits.
expect_exit 0 fit -q --by year,form --method bic --replicates 1000 --format csv "$WORK/years.csv"
sed 's|"[^"]*"|-|g' "$STDOUT" | awk -F , '
  function two(x,    unit) { x += 0; unit = 1; while (x >= 100 * unit) unit *= 10; return int(x / unit + 0.5) * unit }
  NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
  $1 ~ /^20/ && $2 == "sexual" && $at["state"] == "ok" {
    printf "name=\"%s · sexual\" recorded=\"%d\" estimate=\"%d\" lower=\"%d\" upper=\"%d\"\n", $1, $at["observed"], two($at["total"]), two($at["lower"]), two($at["upper"]) }
' >"$WORK/expected"
[ "$(wc -l <"$WORK/expected")" -ge 3 ] || fail 'too few years have an estimate'
while read -r row; do expect_contains "$svg" "$row"; done <"$WORK/expected"

# Small numbers are protected: three people of 2019.
expect_exit 0 plot series -o "$svg" "$fit"
expect_contains "$svg" 'name="2019 · labour" shown="not shown"/>'
expect_matches "$svg" 'Not shown: (20[0-9, –]*)?2019'
expect_lacks "$svg" 'recorded="3"'

# On the page too, between the forest and the table; the same bytes again.
expect_exit 0 report -q --lang fi -o "$WORK/report.html" "$fit"
expect_contains "$WORK/report.html" '<h3>Vuosittain</h3>'
expect_equal "$(grep -c '<figure class="year">' "$WORK/report.html")" 3
expect_exit 0 plot series "$fit"
expect_same_bytes "$STDOUT" "$svg"
expect_exit 0 plot series --lang fi "$fit"
expect_stdout_contains 'se ei tarkoita kehityssuuntaa'

# Where no category is a year there is none.
expect_exit 0 fit -q --by form --method bic --replicates 0 --format json -o "$WORK/form.json" --ignore year "$WORK/years.csv"
expect_exit 3 plot series -o "$WORK/no.svg" "$WORK/form.json"
expect_stderr_contains "$WORK/form.json: none of its categories is a year, whole numbers from 1900 to 2100"
expect_no_file "$WORK/no.svg"
expect_exit 0 report -q -o "$WORK/report.html" "$WORK/form.json"
expect_lacks "$WORK/report.html" '<figure'
