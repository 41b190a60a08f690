# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Paired differences of a study as a figure: the numbers of study compare, rounded as in the tables of the page; from its JSON and from the study.

svg=$WORK/differences.svg
fit=$WORK/fit.json
compared=$WORK/compare.json
data=$(lists_by_form | make_file lists.csv)
study=$(study_of_inspections "$data" | make_file study.yaml)
expect_exit 0 fit -q --by form --method bic --replicates 100 --format json -o "$fit" "$data"
expect_exit 0 study run -q "$study" --store "$WORK/s.db"
darkfigure study compare -q --format json -o "$compared" "$study" --store "$WORK/s.db"

# Each row has the words of the page's picture, whose numbers are those of its tables; of three people nothing is said.
expect_exit 0 plot differences -o "$svg" "$fit" "$compared"
expect_stderr_empty
expect_equal "$(grep -c '^<difference ' "$svg")" 5
expect_equal "$(grep -c '^<baseline ' "$svg")" 4
expect_exit 0 report -q -o "$WORK/report.html" "$fit" "$compared"
sed -n 's|^<difference .* shown="\([^"]*\)"/>|\1|p' "$svg" | sort >"$WORK/drawn"
grep 'class="if" data-scenario' "$WORK/report.html" | sed -n 's|.*<td role="cell">\(.*\)</td></tr>|\1|p' | sort >"$WORK/expected"
expect_same_bytes "$WORK/drawn" "$WORK/expected"
expect_contains "$svg" '<difference of="as-observed · begging" shown="not shown"/>'
expect_contains "$svg" 'as-observed: The lists as they are, with &lt;b&gt;all&lt;/b&gt;.'
expect_contains "$svg" 'Newly found: '
expect_contains "$svg" 'Such a difference is not an effect of anything.'
expect_contains "$svg" 'Small numbers are protected'
expect_lacks "$svg" 'nan'
expect_lacks "$svg" '<b>'
tr -d ',' <"$WORK/report.html" | grep -oE '<td data-sort="-?[0-9]+">[0-9]+ (fewer|more)' | sed 's/.*>//' | sort -u >"$WORK/table"
[ "$(wc -l <"$WORK/table")" -ge 3 ] || fail 'the tables have too few differences'
while IFS= read -r words; do tr -d ',' <"$svg" | grep -qF "$words" || fail "the figure lacks: $words"; done <"$WORK/table"

# The same from the study itself and its store, in the same bytes as from its baseline's answer; in Finnish; as another form.
expect_exit 0 plot differences -q --store "$WORK/s.db" -o "$WORK/study.svg" "$study"
expect_stderr_empty
grep -E '^<(difference|baseline) ' "$WORK/study.svg" >"$WORK/of-study"
grep -E '^<(difference|baseline) ' "$svg" >"$WORK/of-files"
expect_same_bytes "$WORK/of-study" "$WORK/of-files"
cp "$WORK/study.svg" "$WORK/before.svg"
expect_exit 0 plot differences -q --store "$WORK/s.db" -o "$WORK/study.svg" "$study"
expect_same_bytes "$WORK/study.svg" "$WORK/before.svg"
expect_exit 0 plot differences -q --lang fi --disclosure none "$fit" "$compared"
expect_stdout_contains 'Uusia löytyneitä: '
expect_stdout_contains 'TIETOSUOJAA EI OLE VARMISTETTU'

# What a scenario is, in words of the language of the page or figure, where the study has them; else in English, which is said.
sed -e 's/says: "The lists.*"/says: {fi: "Luettelot\\n  sellaisinaan.", en: As they are.}/' "$study" >"$WORK/languages.yaml"
expect_exit 0 study run -q "$WORK/languages.yaml" --store "$WORK/languages.db"
for language in fi en; do
  expect_exit 0 plot differences -q --lang $language --store "$WORK/languages.db" -o "$WORK/$language.svg" "$WORK/languages.yaml"
  expect_exit 0 report -q --lang $language --store "$WORK/languages.db" -o "$WORK/$language.html" "$WORK/languages.yaml"
done
expect_contains "$WORK/fi.svg" 'as-observed: Luettelot sellaisinaan.'
expect_contains "$WORK/fi.svg" 'without-c: without list C; people who are on no other list are left out (englanniksi)'
expect_contains "$WORK/fi.html" '<small>Luettelot sellaisinaan.</small></th>'
expect_contains "$WORK/fi.html" '<small lang="en">without list C; people who are on no other list are left out</small> <small>(englanniksi)</small>'
expect_contains "$WORK/fi.html" '<small>What if inspections found more?</small></th>'
expect_contains "$WORK/en.svg" 'as-observed: As they are.'
expect_lacks "$WORK/en.svg" '(in English)'
expect_lacks "$WORK/en.html" '(in English)'
sed 's/says: {fi: [^,]*, en: /says: {sv: Som de är., en: /' "$WORK/languages.yaml" >"$WORK/other.yaml"
expect_exit 0 study run -q "$WORK/other.yaml" --store "$WORK/other.db"
expect_exit 0 plot differences -q --lang fi --store "$WORK/other.db" -o "$WORK/other.svg" "$WORK/other.yaml"
expect_contains "$WORK/other.svg" 'as-observed: As they are. (englanniksi)'
sed 's/says: What if.*, detection/says: {Finnish: Entä jos?}, detection/' "$study" >"$WORK/refused.yaml"
expect_exit 2 study check "$WORK/refused.yaml"
expect_stderr_contains "'says' has words by language, 'says: {en: ..., fi: ...}', and 'Finnish' is no code of one"

# Where one axis would crush what stands beside a baseline, each baseline has its own, in the figure and on the page, and that is said; with baselines of like
# size all have one.
own='Each baseline has an axis of its own: lengths can be compared within a baseline, not from one to another.'
n_axes() { grep -c 'Estimated people more (+) or fewer (−) than in the baseline</text>' "$1"; }
compare_sizes() { # factor: the second category in so many times as many people
  {
    lists_by_form | sed -n '1p; /^labour/p'
    lists_by_form | sed -n 's/^labour/large/p' | awk -F, -v OFS=, -v times="$1" '{ $5 *= times; print }'
  } >"$WORK/sizes.csv"
  {
    study_of_inspections "$WORK/sizes.csv" | sed '/^comparisons:/,$d; /labour-only/d'
    printf '%s\n' 'comparisons:'
    for form in labour large; do printf '  - {baseline: {scenario: as-observed, category: {form: %s}}, against: [without-c]}\n' $form; done
  } >"$WORK/sizes.yaml"
  rm -f "$WORK/sizes.db"
  expect_exit 0 study run -q "$WORK/sizes.yaml" --store "$WORK/sizes.db"
  expect_exit 0 plot differences -q --store "$WORK/sizes.db" -o "$WORK/sizes.svg" "$WORK/sizes.yaml"
  expect_exit 0 report -q --store "$WORK/sizes.db" -o "$WORK/sizes.html" "$WORK/sizes.yaml"
}
compare_sizes 2
expect_equal "$(n_axes "$WORK/sizes.svg")" 1
expect_equal "$(grep -c '<tr role="row" class="scale"><th scope="row" role="rowheader"><span>Estimated people more' "$WORK/sizes.html")" 1
expect_lacks "$WORK/sizes.html" "$own"
compare_sizes 40
expect_equal "$(n_axes "$WORK/sizes.svg")" 2
expect_equal "$(grep -c '<tr role="row" class="scale"><th scope="row" role="rowheader"><span>Estimated people more' "$WORK/sizes.html")" 2
expect_contains "$WORK/sizes.html" "$own"
sed -n 's/<[^>]*>/ /gp' "$WORK/sizes.svg" | tr -s ' \n' ' ' >"$WORK/words"
expect_contains "$WORK/words" "$own"
# Of intervals in proportion to their people the marks are of like length.
sed -n 's/^<line class="interval" x1="\([0-9.]*\)" [^>]* x2="\([0-9.]*\)".*/\1 \2/p' "$WORK/sizes.svg" | awk '$2 - $1 < 100 { exit 1 }' || fail 'a mark is crushed'

# What is missing or another file is said.
expect_exit 2 plot differences "$fit"
expect_stderr_contains "needs two files about the same lists: 'plot differences fit.json compare.json'"
expect_stderr_contains "or a study: 'plot differences study.yaml'"
expect_exit 2 plot differences "$fit" "$compared" "$compared"
expect_stderr_contains "plot differences takes one SOURCE and one COMPARISONS, and '$compared' is one more"
expect_exit 2 plot differences --store "$WORK/s.db" "$study" "$compared"
expect_stderr_contains "plot differences takes one SOURCE, and '$compared' is one more"
expect_exit 3 plot differences -o "$WORK/no.svg" "$fit" "$fit"
expect_stderr_contains "$fit: this is what none of"
expect_exit 3 plot differences -o "$WORK/no.svg" "$compared" "$fit"
sed '/^comparisons:/,$d' "$study" >"$WORK/alone.yaml"
expect_exit 0 study run -q "$WORK/alone.yaml" --store "$WORK/alone.db"
expect_exit 3 plot differences -q --store "$WORK/alone.db" -o "$WORK/no.svg" "$WORK/alone.yaml"
expect_stderr_contains "alone.yaml: nothing is compared; plot differences draws what the key 'comparisons' of a study asks for"
expect_no_file "$WORK/no.svg"
