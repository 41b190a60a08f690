# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# A page to hand on, from the JSON of fit.

finland=data/finland/synthetic-2017-lists.csv
fit=$WORK/fit.json
page=$WORK/report.html
expect_exit 0 fit -q --by form --absorbing synthetic_assistance_system --method bic --replicates 2000 --format json -o "$fit" "$finland"
expect_contains "$fit" '"left_out": 19'

expect_exit 0 report --disclosure none -o "$page" "$fit"
expect_stdout_empty
expect_stderr_empty
expect_contains "$page" 'NO DISCLOSURE CONTROL WAS APPLIED'
expect_contains "$page" 'INVENTED DATA. Not figures about any real people. Do not quote.'
expect_contains "$page" 'NOT STATED: who is counted'
expect_contains "$page" 'Known to any of 6 lists: 413 people.'
expect_contains "$page" 'Analysed: 413 − 19 = 394.'
expect_contains "$page" 'UNKNOWN, NOT ZERO: forced-begging'
expect_lacks "$page" 'nan'
if grep -qE '>([0-9,]+)–\1<' "$page"; then fail 'a range says nothing'; fi
# At most twelve lines before the first section.
lines=$(sed '/<\/section>/q' "$page" | grep -oE '<(p|h1)[ >]' | wc -l)
[ "$lines" -le 12 ] || fail "the first screen has $lines lines"

# The same bytes again, on standard output too, and from standard input.
expect_exit 0 report --disclosure none "$fit"
expect_same_bytes "$STDOUT" "$page"
darkfigure report --disclosure none - <"$fit"
expect_same_bytes "$STDOUT" "$page"

# Its command line gives the same estimates.
command=$(sed -n 's|.*<pre><code>darkfigure \(.*\)</code></pre>$|\1|p' "$page")
[ -n "$command" ] || fail 'there is no command line on the page'
read -ra words <<<"$command"
expect_exit 0 "${words[@]}" -q
sed '/"run": {/,$d' "$STDOUT" >"$WORK/again"
sed '/"run": {/,$d' "$fit" >"$WORK/first"
expect_same_bytes "$WORK/again" "$WORK/first"

# The numbers of the page are those of CSV, rounded to two digits.
expect_exit 0 fit -q --by form --absorbing synthetic_assistance_system --method bic --replicates 2000 --format csv "$finland"
sed 's|"[^"]*"|-|g' "$STDOUT" | awk -F , '
  function two(x,    unit) { x += 0; unit = 1; while (x >= 100 * unit) unit *= 10; return int(x / unit + 0.5) * unit }
  function shown(x) { return x >= 1000 ? int(x / 1000) "," substr(1000 + x % 1000, 2) : x "" }
  $1 == "labour" || $1 == "sexual" { printf "<bdi>%s</bdi></th><td>%d</td><td>%s</td><td>%s–%s</td>\n", $1, $5, shown(two($8)), shown(two($11)), shown(two($12)) }
' >"$WORK/expected"
expect_equal "$(wc -l <"$WORK/expected")" 2
while read -r cells; do expect_contains "$(page_cells "$page")" "$cells"; done <"$WORK/expected"

# With residents there are rates, of the numbers that are printed.
expect_lacks "$page" 'Per 100,000 residents'
residents=$(make_file residents.csv <<'END'
form,people
labour,1000000
sexual,1000000
forced-marriage,1000000
forced-begging,1000000
forced-criminality,1000000
END
)
expect_exit 0 fit -q --by form --absorbing synthetic_assistance_system --method bic --replicates 0 --residents "$residents" --format json \
  -o "$WORK/rates.json" "$finland"
expect_exit 0 report --disclosure none -o "$page" "$WORK/rates.json"
expect_contains "$page" '<th scope="col">Per 100,000 residents</th>'
total=$(sed -n 's|.*<bdi>labour</bdi></th><td>197</td><td>\([0-9]*\)</td>.*|\1|p' "$(page_cells "$page")")
ratio=$(awk -v total="$total" 'BEGIN { printf "%.1f", total / 197 }') rate=$(awk -v total="$total" 'BEGIN { printf "%d", total / 10 }')
expect_contains "$(page_cells "$page")" "<td>$ratio</td><td>$rate ("

# What is stated, and other names.
about=$(make_file about.yaml <<'END'
question: How many <victims> were there & "where"?
population: people in Finland in 2017
place: Finland
period: "2017"
source: a synthetic year
status: final
data: invented
END
)
labels=$(make_file labels.yaml <<'END'
forced-begging: <script>alert('x')</script>
labour: Työ & "palvelut"
END
)
expect_exit 0 report --disclosure none --lang fi --date 2026-11-29 --about "$about" --labels "$labels" -o "$page" "$fit"
expect_contains "$page" '<html lang="fi">'
expect_contains "$page" 'Laskettu joukko: people in Finland in 2017.'
expect_contains "$page" 'How many &lt;victims&gt; were there &amp; &quot;where&quot;?'
expect_contains "$page" '&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;'
expect_contains "$page" 'Työ &amp; &quot;palvelut&quot;'
expect_contains "$page" 'Päiväys: 2026-11-29.'
expect_contains "$page" 'Lopullinen.'
expect_lacks "$page" '<script>alert'
expect_equal "$(grep -c '<script' "$page")" 1
expect_lacks "$page" 'LUONNOS'

# A table where nothing can be estimated has a page too.
none=$(make_file none.csv <<<$'A,B,count\n1,0,12\n0,1,7')
expect_exit 1 fit -q --format json -o "$WORK/none.json" "$none"
expect_exit 1 report --disclosure none -o "$page" "$WORK/none.json"
expect_contains "$page" 'UNKNOWN, NOT ZERO: how many people there are cannot be estimated'

# Other sources and files are refused where they stand, and the page stays as it was.
cp "$page" "$WORK/before.html"
refused() { # status sentence argument...
  expect_exit "$1" report --disclosure none -o "$page" "${@:3}"
  expect_stderr_contains "$2"
  expect_same_bytes "$page" "$WORK/before.html"
}
refused 3 "$none: this is not what 'darkfigure fit --format json' writes" "$none"
expect_exit 0 describe -q --format json -o "$WORK/describe.json" "$none"
refused 3 'so far report and plot read nothing else' "$WORK/describe.json"
refused 4 "$WORK/nothing.json" "$WORK/nothing.json"
head -c 17000000 /dev/zero | tr '\0' ' ' >"$WORK/huge.json"
refused 2 'larger than 16 MiB: more categories than pages and figures are for;' "$WORK/huge.json"
refused 2 'report needs a SOURCE'
refused 2 "option '--date': '2026-13-01' is no date such as 2026-11-29" --date 2026-13-01 "$fit"
refused 2 "option '--lang': 'sv' is not en or fi" --lang sv "$fit"
printf 'populaton: x\n' >"$WORK/wrong.yaml"
refused 2 "$WORK/wrong.yaml:1:1: unknown key 'populaton'" --about "$WORK/wrong.yaml" "$fit"
printf 'labour: [a]\n' >"$WORK/wrong.yaml"
refused 2 "$WORK/wrong.yaml:1:9:" --labels "$WORK/wrong.yaml" "$fit"
expect_exit 2 report --disclosure none -o "$fit" "$fit"
expect_exit 2 report --disclosure none --about "$about" -o "$about" "$fit"
