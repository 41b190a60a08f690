# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# All models of a table: a figure, and on the page, for those who may see the lists.

uk=$DATA/uk-trafficking-2013-five-lists.csv
finland=data/finland/synthetic-2017-lists.csv
fit=$WORK/fit.json
models=$WORK/models.json
svg=$WORK/models.svg
expect_exit 0 fit -q --method bic --replicates 0 --format json -o "$fit" "$uk"
expect_exit 0 models -q --top 100 --format json -o "$models" "$uk"

# The models of CSV with their totals, as far as they weigh a thousandth of the best; the difference of the criterion says so.
expect_exit 0 plot models --disclosure none -o "$svg" "$models"
expect_stderr_empty
expect_exit 0 models -q --top 100 --format csv "$uk"
sed 's/"\(\[[0-9]*\(,[0-9]*\)*\]\)"/\n\1\n/' "$STDOUT" | awk 'NR % 3 == 0 { name = $0 } NR % 3 == 1 && NR > 1 { n = split($0, at, ",")
  if (best == "") best = at[n - 2]
  if (exp((best - at[n - 2]) / 2) >= 0.001) printf "<model name=\"%s\" estimate=\"%.0f\" difference=\"%.2f\"\n", name, at[n - 1], at[n - 2] - best }' >"$WORK/expected"
grep -o '<model name="[^"]*" estimate="[0-9]*" difference="[0-9.]*"' "$svg" >"$WORK/drawn"
[ "$(wc -l <"$WORK/drawn")" -ge 10 ] || fail 'too few models are drawn'
expect_same_bytes "$WORK/drawn" "$WORK/expected"
expect_contains "$svg" 'The best of 100 models: [123,25,34], about 25,000 people.'
expect_contains "$svg" 'NO DISCLOSURE CONTROL'
expect_lacks "$svg" 'nan'

# The same bytes again; in Finnish; beside the answer.
expect_exit 0 plot models --disclosure none "$models"
expect_same_bytes "$STDOUT" "$svg"
expect_exit 0 plot models --lang fi --disclosure none "$models"
expect_stdout_contains 'Paras malleista (malleja 100): [123,25,34], noin 25'
expect_exit 0 plot models --disclosure none "$fit" "$models"
expect_stdout_contains 'answer="25000"'
expect_stdout_contains 'The answer stands below the models: ~25,000'

# On the page, for each category that --where chose; the others have none. In any order of the files.
part=(--absorbing synthetic_assistance_system --format json)
expect_exit 0 fit -q --by form --method bic --replicates 0 "${part[@]}" -o "$WORK/by-form.json" "$finland"
expect_exit 0 models -q --where form=labour "${part[@]}" -o "$WORK/labour.json" "$finland"
expect_exit 1 models -q --where form=forced-begging "${part[@]}" -o "$WORK/begging.json" "$finland"
expect_exit 0 models -q "${part[@]}" -o "$WORK/all.json" "$finland"
expect_exit 0 report -q --disclosure none -o "$WORK/report.html" "$WORK/by-form.json" "$WORK/labour.json" "$WORK/begging.json" "$WORK/all.json"
expect_contains "$WORK/report.html" '<h3>All models side by side</h3>'
expect_contains "$WORK/report.html" '<bdi>labour</bdi> <small>Difference in BIC from the best</small>'
expect_contains "$WORK/report.html" 'UNKNOWN, not zero: no model has an estimate.'
expect_exit 0 plot models --disclosure none "$WORK/labour.json" "$WORK/begging.json"
expect_stdout_contains '<models of="forced-begging" n="'
expect_exit 1 plot models --disclosure none "$WORK/begging.json"

# Under protection neither: the page says nothing of them, and the command says so.
expect_exit 2 plot models -o "$WORK/no.svg" "$models"
expect_stderr_contains 'plot models draws many estimates of the same lists, from which small numbers could be found, and only with --disclosure none'
expect_no_file "$WORK/no.svg"
expect_exit 0 report -o "$WORK/report.html" "$fit" "$models"
expect_stderr_contains 'what each model says is not on the page'
expect_lacks "$WORK/report.html" 'All models'

# What is refused: other files, nothing to draw, other people, other lists.
expect_exit 3 plot models --disclosure none "$fit"
expect_stderr_contains "$fit: there are no models in it; plot models draws what 'darkfigure models --format json' wrote"
expect_exit 3 plot models --disclosure none "$models" "$fit"
expect_exit 3 plot forest "$models"
expect_exit 3 report --disclosure none -o "$WORK/no.html" "$fit" "$WORK/labour.json"
expect_stderr_contains "it is about other people or lists than $fit: run 'models' with the same file and the same options for reading as 'fit', or with --where"
sed '/^1,0,0,0,0,/s/54/55/' "$uk" >"$WORK/other.csv"
expect_exit 0 models -q --format json -o "$WORK/other.json" "$WORK/other.csv"
expect_exit 3 plot models --disclosure none -o "$WORK/no.svg" "$fit" "$WORK/other.json"
sed 's/"criterion": "BIC"/"criterion": "X"/' "$models" >"$WORK/odd.json"
expect_exit 3 plot models --disclosure none -o "$WORK/no.svg" "$WORK/odd.json"
expect_stderr_contains "'criterion' is none that is known here; write it anew with 'darkfigure models --format json -o models.json FILE'"
expect_no_file "$WORK/no.svg"
