# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# From lists to the estimate: a figure, and on the page.

finland=data/finland/synthetic-2017-lists.csv
fit=$WORK/fit.json
svg=$WORK/flow.svg
expect_exit 0 fit -q --by form --absorbing synthetic_assistance_system --method bic --replicates 500 --format json -o "$fit" "$finland"

# People of the input, counted anew: on each list, on any, on those of the estimate.
expect_exit 0 plot flow --disclosure none -o "$svg" "$fit"
expect_stderr_empty
awk -F , '
  NR == 1 { for (i = 1; i <= NF; i++) if ($i ~ /^synthetic_/) name[i] = $i; next }
  { any = analysed = 0
    for (i in name) if ($i == 1) { people[name[i]]++; any = 1; if (name[i] != "synthetic_assistance_system") analysed = 1 }
    n_known += any; n_analysed += analysed }
  END { delete people["synthetic_assistance_system"]
    for (list in people) printf "<list says=\"%s: %d\" people=\"%d\"/>\n", list, people[list], people[list]
    printf "<step says=\"Known to any list: %d\" people=\"%d\"/>\n", n_known, n_known
    printf "<aside says=\"Left out, known only to lists that were set aside: %d\" people=\"%d\"/>\n", n_known - n_analysed, n_known - n_analysed
    printf "<step says=\"Analysed: %d\" people=\"%d\"/>\n", n_analysed, n_analysed }' "$finland" >"$WORK/expected"
[ "$(wc -l <"$WORK/expected")" = 8 ] || fail 'this is not the file of Finland'
while read -r line; do expect_contains "$svg" "$line"; done <"$WORK/expected"
expect_contains "$svg" 'Set aside: synthetic_assistance_system'
sed -n 's/^<aside .*estimated: \([0-9]*\)".*/\1/p; s/^<step .*\(Analysed\|estimated\): \([0-9]*\)".*/\2/p' "$svg" | xargs >"$WORK/sums"
awk '{ exit !($1 - $2 == $3) }' "$WORK/sums" || fail "the last step does not add up: $(cat "$WORK/sums")"

# Small numbers are protected, on the page as well.
expect_exit 0 plot flow -o "$svg" "$fit"
expect_exit 0 report -q -o "$WORK/report.html" "$fit"
for file in "$svg" "$WORK/report.html"; do
  expect_contains "$file" 'In categories that cannot be estimated: not shown'
  for away in ': 19' ': 9"' ': 9<' 394 'synthetic_police:'; do expect_lacks "$file" "$away"; done
done

# The same bytes; in Finnish; a table where nothing can be estimated.
expect_exit 0 plot flow "$fit"
expect_same_bytes "$STDOUT" "$svg"
expect_exit 0 plot flow --lang fi "$fit"
expect_stdout_contains 'Luetteloista arvioon'
none=$(make_file none.csv <<<$'A,B,count\n1,0,12\n0,1,7')
expect_exit 1 fit -q --format json -o "$WORK/none.json" "$none"
expect_exit 1 plot flow --disclosure none "$WORK/none.json"
expect_stdout_contains '<step says="Analysed: 19" people="19"/>'
