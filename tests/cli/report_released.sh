# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Pages after others from the same records: small numbers stay safe from whoever has all of them.

finland=data/finland/synthetic-2017-lists.csv
page=$WORK/page.html
aside=(--absorbing synthetic_assistance_system)
fit() { expect_exit "${expected:-0}" fit -q --method bic --max-order 2 --replicates 50 --format json "$@" "$finland"; }
fit --by form -o "$WORK/six.json"
fit --by form "${aside[@]}" -o "$WORK/five.json"
fit --by form,age "${aside[@]}" -o "$WORK/both.json"
fit --by age "${aside[@]}" -o "$WORK/age.json"
fit --by form,age -o "$WORK/both6.json"
fit --by form --drop-list synthetic_police -o "$WORK/other.json"
for name in six five both age; do expect_exit 0 report -q -o "$WORK/$name.html" "$WORK/$name.json"; done

make_page() { # name of what is made; of what was released...
  local released=() name
  for name in "${@:2}"; do released+=(--released "$WORK/$name"); done
  expect_exit 0 report -q "${released[@]}" -o "$page" "$WORK/$1.json"
}
# "what of whom: people, display", in a line each, of a private file.
numbers_of() {
  awk '/"numbers"/ { inside = 1 } /"source": / { exit }
    inside && /"what"/ { gsub(/[",]/, ""); what = $2; whom = "" }
    inside && /"(form|age)"/ { gsub(/^ *|[",]/, ""); sub(/^[^ ]* /, ""); whom = whom " " $0 }
    inside && /"people"/ { gsub(/[,]/, ""); people = $2 }
    inside && /"shown"/ { gsub(/[,]/, ""); print what whom ":", people, $2 }' "$1"
}
expect_number() { # file line
  numbers_of "$1" | grep -qxF -e "$2" || { numbers_of "$1" >&2; fail "$1 has no '$2'"; }
}

# By itself the page says how many are known and how many were left out; six.html tells how many each form has with the list that is left out.
make_page five six.repro.json
expect_contains "$page" 'handed on before from the same records (1 publication)'
expect_number "$WORK/page.repro.json" 'recorded forced-begging: 2 null'
expect_number "$WORK/page.repro.json" 'recorded labour: 197 197'
expect_contains "$WORK/page.repro.json" "\"$WORK/six.repro.json\""
make_page five
expect_lacks "$page" 'handed on before from the same'
expect_contains "$page" 'what was published before or elsewhere'

# What a reader of two pages can try: every number of people forced to beg, with all sums that both show (units of rounding are 10 and 50). Forms of
# six.html less those of five.html are the 19 on the list that was left out, and all else is shown, so that only these sums hide it.
expect_exit 0 report -q --lang fi --released "$WORK/six.repro.json" -o "$page" "$WORK/five.json"
expect_contains "$page" 'aiempia julkaisuja 1'
make_page five six.repro.json
sums=$(numbers_of "$WORK/page.repro.json" | grep -E '^(known|analysed):' && numbers_of "$WORK/six.repro.json" | grep -E '^(known|analysed):')
expect_equal "$(wc -l <<<"$sums")" 4
awk '{ unit = $3 == $2 ? 1 : $3 % 50 == 0 ? 50 : 10
       for (small = 1; small <= 4; small++) if ($3 != "null" && ($2 - 2 + small < $3 - unit / 2 || $2 - 2 + small >= $3 + unit / 2)) exit 1
     }' <<<"$sums" || fail "the number of people forced to beg can be worked out: $sums"

# A finer page after a coarser one, and the other way round; itself again; several.
make_page both age.repro.json
expect_number "$WORK/page.repro.json" 'recorded labour minor: 3 null'
make_page age both.repro.json
expect_contains "$page" 'Small numbers are protected'
make_page five five.repro.json
expect_equal "$(numbers_of "$WORK/page.repro.json")" "$(numbers_of "$WORK/five.repro.json")"
make_page six both.repro.json
expect_number "$WORK/page.repro.json" 'recorded forced-begging: 2 null'

# A figure too. What was published whole counts by itself.
expect_exit 0 plot forest --released "$WORK/six.repro.json" -o "$WORK/forest.svg" "$WORK/five.json"
expect_contains "$WORK/forest.svg" 'Small numbers are protected'
fit -o "$WORK/whole.json" "${aside[@]}"
make_page age whole.json

# Refused, with what to type; nothing takes the place of what is there.
refused() { # status sentence argument...
  cp "$page" "$WORK/before.html"
  expect_exit "$1" report -q -o "$page" "${@:3}"
  expect_stderr_contains "$2"
  expect_same_bytes "$page" "$WORK/before.html"
}
refused 3 "one is by 'form', the other is not" --released "$WORK/five.repro.json" "$WORK/age.json"
expect_stderr_contains "make the page from a 'darkfigure fit' with the categories of both in --by"
refused 3 'each leaves out a list that the other has' --released "$WORK/five.repro.json" "$WORK/other.json"
refused 3 'with the same lists left out (--drop-list, --absorbing)' --released "$WORK/five.repro.json" "$WORK/both6.json"
refused 3 'what was printed before gives away a small number of this table' --released "$WORK/five.json" "$WORK/five.json"
refused 3 'give --disclosure k=5' --disclosure k=3 --released "$WORK/five.repro.json" "$WORK/five.json"
refused 2 "with '--disclosure none' nothing is protected" --disclosure none --released "$WORK/five.repro.json" "$WORK/five.json"
refused 2 'the output would overwrite the input' -o "$WORK/five.html" --released "$WORK/five.repro.json" "$WORK/five.json"
refused 4 'cannot be opened' --released "$WORK/none.json" "$WORK/five.json"
refused 3 'the private file that' --released "$WORK/five.html" "$WORK/five.json"
fewer=$(grep -v '^labour,finland,adult' "$finland" | make_file fewer.csv)
finland=$fewer fit --by form "${aside[@]}" -o "$WORK/fewer.json"
refused 3 'are not of the same people as those of' --released "$WORK/five.repro.json" "$WORK/fewer.json"

# A private file that was written by hand.
broken() { # sentence sed-script
  sed "$2" "$WORK/five.repro.json" >"$WORK/broken.json"
  refused 3 "$1" --released "$WORK/broken.json" "$WORK/five.json"
}
broken "'unit' is missing; write it anew with 'darkfigure report -o report.html SOURCE'" '0,/"unit"/s/"unit"/"units"/'
broken "'unit' is no number of people" '0,/"unit": [0-9]*/s/"unit": [0-9]*/"unit": 0/'
broken "'display' is none that is known here" 's/"display": "exact"/"display": "erased"/'
broken "'what' is none that is known here" 's/"what": "recorded"/"what": "counted"/'
broken "'categories' are those of no row" '0,/"form": "labour"/s/"form": "labour"/"form": "labor"/'
broken "'suppress_zeros' is neither true nor false" 's/"suppress_zeros": false/"suppress_zeros": 0/'
