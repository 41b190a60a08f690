# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# A figure to hand on, from the JSON of fit.

finland=data/finland/synthetic-2017-lists.csv
fit=$WORK/fit.json
svg=$WORK/figure.svg
expect_exit 0 fit -q --by form --absorbing synthetic_assistance_system --method bic --replicates 2000 --format json -o "$fit" "$finland"

# What stands in it: what the data are, title, description, numbers; each row with its words.
expect_exit 0 plot forest --disclosure none -o "$svg" "$fit"
expect_stdout_empty
expect_stderr_empty
expect_matches "$svg" '^<svg xmlns="http://www.w3.org/2000/svg" width="[0-9]+" height="[0-9]+" viewBox="0 0 [0-9]+ [0-9]+" role="img" lang="en"'
expect_contains "$svg" '<title>How many people are there, on the lists and on none of them?</title>'
expect_contains "$svg" 'INVENTED DATA. Not figures about any real people. Do not quote. DRAFT. NO DISCLOSURE CONTROL'
expect_contains "$svg" 'NOT STATED: who is counted'
expect_contains "$svg" '<row kind="category" name="forced-begging" recorded="2" shown="UNKNOWN, not zero"/>'
expect_contains "$svg" 'The axis is logarithmic'
expect_lacks "$svg" 'nan'
[ "$(grep -o '<row ' "$svg" | wc -l)" = 6 ] || fail 'there are not six rows'
[ "$(tail -n 1 "$svg")" = '</svg>' ] || fail 'the figure has no end'
# Every element that is opened is closed.
for name in text desc title metadata data style; do
  expect_equal "$(grep -oE "<$name[ >]" "$svg" | wc -l)" "$(grep -o "</$name>" "$svg" | wc -l)"
done

# Its numbers are those of CSV, rounded to two digits.
expect_exit 0 fit -q --by form --absorbing synthetic_assistance_system --method bic --replicates 2000 --format csv "$finland"
sed 's|"[^"]*"|-|g' "$STDOUT" | awk -F , '
  function two(x,    unit) { x += 0; unit = 1; while (x >= 100 * unit) unit *= 10; return int(x / unit + 0.5) * unit }
  $1 == "labour" || $1 == "sexual" { printf "name=\"%s\" recorded=\"%d\" estimate=\"%d\" lower=\"%d\" upper=\"%d\"\n", $1, $5, two($8), two($11), two($12) }
' >"$WORK/expected"
expect_equal "$(wc -l <"$WORK/expected")" 2
while read -r row; do expect_contains "$svg" "$row"; done <"$WORK/expected"

# The same bytes again, on standard output too, and from standard input.
expect_exit 0 plot --disclosure none forest "$fit"
expect_same_bytes "$STDOUT" "$svg"
darkfigure plot --disclosure none forest - <"$fit"
expect_same_bytes "$STDOUT" "$svg"

# Small numbers are protected unless somebody says otherwise, and then nothing of them is drawn.
expect_exit 0 plot forest -o "$svg" "$fit"
expect_contains "$svg" 'Small numbers are protected: of people on the lists, numbers below 5 are not shown'
expect_contains "$svg" '<row kind="category" name="forced-begging" shown="not shown"/>'
expect_lacks "$svg" 'NO DISCLOSURE'
expect_lacks "$svg" 'recorded="2"'
expect_no_file "$WORK/figure.repro.json"
expect_exit 0 report -q -o "$WORK/report.html" "$fit"
grep -o 'Recorded: [0-9,]*\.' "$svg" | tr -cd '0-9\n' | while read -r n; do expect_contains "$(page_cells "$WORK/report.html")" "<td>$n</td>"; done

# What is stated, other names, and the other language.
about=$(make_file about.yaml <<'END'
question: How many <victims> were there & "where"?
population: people in Finland in 2017
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
expect_exit 0 plot forest --lang fi --date 2026-11-29 --about "$about" --labels "$labels" -o "$svg" "$fit"
expect_contains "$svg" 'lang="fi"'
expect_contains "$svg" '>How many &lt;victims&gt; were there &amp; &quot;where&quot;?</text>'
expect_contains "$svg" '&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</text>'
expect_contains "$svg" 'Työ &amp; &quot;palvelut&quot;</text>'
expect_contains "$svg" 'Laskettu joukko: people in Finland in 2017. Ajanjakso: 2017. Lähde: a synthetic year. Päiväys: 2026-11-29. Lopullinen.'
expect_lacks "$svg" '<script'
expect_lacks "$svg" 'LUONNOS'

# Sixty categories, of which one has a name of 130 letters: a row each, within the height.
awk 'BEGIN {
  print "A,B,C,form,count"
  for (k = 1; k <= 60; k++)
    for (h = 1; h < 8; h++)
      printf "%d,%d,%d,%s,%d\n", h % 2, int(h / 2) % 2, int(h / 4), k == 7 ? "an exceptionally long label that goes on and on for more than a hundred and twenty characters so that there are more lines of it than one" : "category " k, h * 7 + k
}' >"$WORK/sixty.csv"
expect_exit 0 fit -q --by form --method independence --replicates 0 --format json -o "$WORK/sixty.json" "$WORK/sixty.csv"
expect_exit 0 plot forest -o "$svg" "$WORK/sixty.json"
[ "$(grep -o '<row ' "$svg" | wc -l)" = 61 ] || fail 'there are not 61 rows'
expect_matches "$svg" '>an exceptionally long label that( goes)?( on)?</text>'
height=$(sed -n 's|^<svg .* height="\([0-9]*\)".*|\1|p' "$svg")
grep -oE ' y[12]?="[0-9]+' "$svg" | sed 's/.*"//' | awk -v height="$height" '$1 > height { exit 1 }' || fail 'something is drawn below the figure'

# Overlaps: the counts of the input, each combination of lists with its people, and the pairs that share nobody.
uk=$DATA/uk-trafficking-2013-five-lists.csv
expect_exit 0 fit -q --method independence --replicates 0 --format json -o "$WORK/uk.json" "$uk"
expect_exit 0 plot overlaps --disclosure none -o "$svg" "$WORK/uk.json"
awk -F , '
  NR == 1 { for (i = 1; i < NF; i++) name[i] = $i; next }
  $NF > 0 { lists = ""; for (i = 1; i < NF; i++) if ($i == 1) lists = lists (lists == "" ? "" : " + ") name[i]
            printf "<combination lists=\"%s\" people=\"%d\"/>\n", lists, $NF }' "$uk" | sort >"$WORK/expected"
grep '<combination ' "$svg" | sort >"$WORK/drawn"
expect_same_bytes "$WORK/drawn" "$WORK/expected"
expect_contains "$svg" '<empty-pair lists="LA + GP" people="0"/>'
expect_contains "$svg" 'NO DISCLOSURE CONTROL WAS APPLIED'
expect_exit 0 plot overlaps --disclosure none --lang fi "$WORK/uk.json"
expect_stdout_contains 'Täsmälleen näissä luetteloissa'
# They are small numbers.
expect_exit 2 plot overlaps -o "$WORK/small.svg" "$WORK/uk.json"
expect_stderr_contains 'draws them only with --disclosure none: for those who may see the lists'
expect_no_file "$WORK/small.svg"
# More lists than 16 have no histories; of 16 there may be more than are drawn.
awk 'BEGIN { for (n = 16; n <= 17; n++) { file = ARGV[1] "/lists" n ".csv"
  for (i = 1; i <= n; i++) printf "L%d,", i >file; print "count" >file
  for (a = 1; a <= n; a++) for (b = a; b <= n; b++) { for (i = 1; i <= n; i++) printf "%d,", i == a || i == b >file; print 200 - a - b >file } } }' "$WORK"
for n in 16 17; do expect_exit 0 fit -q --method independence --replicates 0 --format json -o "$WORK/lists$n.json" "$WORK/lists$n.csv"; done
expect_exit 0 plot overlaps --disclosure none -o "$svg" "$WORK/lists16.json"
expect_contains "$svg" 'Not drawn: 96 more combinations of lists, none with more people than those'
expect_exit 3 plot overlaps --disclosure none -o "$svg" "$WORK/lists17.json"
expect_stderr_contains "there are no 'histories' in it"

# A table where nothing can be estimated has a figure too.
none=$(make_file none.csv <<<$'A,B,count\n1,0,12\n0,1,7')
expect_exit 1 fit -q --format json -o "$WORK/none.json" "$none"
expect_exit 1 plot forest -o "$svg" "$WORK/none.json"
expect_contains "$svg" 'UNKNOWN, not zero'

# Other forms, where they are built in; else it is said what is missing.
darkfigure plot forest -o "$WORK/figure.pdf" "$fit"
if [ "$STATUS" = 0 ]; then
  for form in pdf png; do
    expect_exit 0 plot forest -o "$WORK/figure.$form" "$fit"
    expect_stderr_empty
    expect_exit 0 plot forest -o "$WORK/again.$form" "$fit"
    expect_same_bytes "$WORK/figure.$form" "$WORK/again.$form"
  done
  [ "$(head -c 5 "$WORK/figure.pdf")" = %PDF- ] || fail 'this is no PDF'
  [ "$(head -c 4 "$WORK/figure.png" | tail -c 3)" = PNG ] || fail 'this is no PNG'
else
  for form in pdf png; do
    expect_exit 2 plot forest -o "$WORK/figure.$form" "$fit"
    expect_stderr_contains "librsvg and cairo, which make $form of a figure"
    expect_no_file "$WORK/figure.$form"
  done
fi

# What is refused, and the figure stays as it was.
cp "$svg" "$WORK/before.svg"
refused() { # status sentence argument...
  expect_exit "$1" plot -o "$svg" "${@:3}"
  expect_stderr_contains "$2"
  expect_same_bytes "$svg" "$WORK/before.svg"
}
refused 2 'plot needs a KIND (forest, overlaps, tornado, series, flow, methods, models, replicates, untestable, consistency, trajectories or differences) and a SOURCE' "$fit"
refused 2 "'tree' is no KIND of figure; there are forest, overlaps, tornado, series, flow, methods, models, replicates, untestable, consistency, trajectories and differences" tree "$fit"
refused 2 "plot forest takes one SOURCE, and '$fit' is one more" forest "$fit" "$fit"
refused 3 "$none: this is not what 'darkfigure fit --format json' writes" forest "$none"
refused 4 "$WORK/nothing.json" forest "$WORK/nothing.json"
printf 'populaton: x\n' >"$WORK/wrong.yaml"
refused 2 "$WORK/wrong.yaml:1:1: unknown key 'populaton'" --about "$WORK/wrong.yaml" forest "$fit"
expect_exit 2 plot forest -o "$WORK/figure.jpg" "$fit"
expect_stderr_contains "figure.jpg' ends in none of .svg, .pdf, .png"
expect_no_file "$WORK/figure.jpg"
cp "$fit" "$WORK/fit.svg"
expect_exit 2 plot forest -o "$WORK/fit.svg" "$WORK/fit.svg"
expect_same_bytes "$fit" "$WORK/fit.svg"
