# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Where the tables of two pages are the same bytes although the data differ, so is all else that is handed on: the pages with what their script and pictures
# carry, figures, workbooks with what they say of themselves. Then no form tells more of the small numbers than the tables do, however it is taken apart;
# these are attacked in test_attack.

finland=data/finland/synthetic-2017-lists.csv
options=(--by form --absorbing synthetic_assistance_system --method bic)

study() {
  cat <<END
study: alike
data: [{name: lists, file: data.csv, by: [form]}]
replicates: 100
methods: [{name: bic, method: bic}]
scenarios:
  - {name: base, drop_lists: [synthetic_assistance_system]}
  - {name: fewer, drop_lists: [synthetic_assistance_system, synthetic_police]}
comparisons: [{baseline: {scenario: base}, against: [fewer]}]
END
}

# All forms, of the data in a folder; what stays in the house goes elsewhere.
hand_on() { # folder
  mkdir "$1/out"
  study >"$1/study.yaml"
  expect_exit 0 fit -q --replicates 200 "${options[@]}" --format json -o "$1/fit.json" "$1/data.csv"
  expect_exit 0 sensitivity -q --replicates 0 --thinnings 0 "${options[@]}" --format json -o "$1/moved.json" "$1/data.csv"
  expect_exit 0 fit -q --replicates 0 "${options[@]}" --format json -o "$1/point.json" "$1/data.csv"
  expect_exit 0 study run -q "$1/study.yaml" --store "$1/study.db"
  for format in csv md xlsx table; do expect_exit 0 report -q --format $format -o "$1/out/table.$format" "$1/fit.json"; done
  for lang in en 'fi'; do
    expect_exit 0 report -q --lang $lang -o "$1/out/page-$lang.html" "$1/fit.json"
    expect_exit 0 report -q --lang $lang -o "$1/out/moved-$lang.html" "$1/point.json" "$1/moved.json"
    expect_exit 0 report -q --lang $lang --store "$1/study.db" -o "$1/out/study-$lang.html" "$1/study.yaml"
  done
  for kind in forest flow; do expect_exit 0 plot -q $kind -o "$1/out/$kind.svg" "$1/fit.json"; done
  expect_exit 0 plot -q tornado -o "$1/out/tornado.svg" "$1/point.json" "$1/moved.json"
  expect_exit 0 plot -q differences --store "$1/study.db" -o "$1/out/differences.svg" "$1/study.yaml"
  rm -f "$1"/out/*.repro.json
}

# Two are forced to beg and a few into crime, the first `dropped` left out; in the other data number `moved` of these begs, and the lists that he is on stay as
# they are.
for pair in '3 3' '2 4'; do
  read -r dropped moved <<<"$pair"
  one=$WORK/$dropped-one other=$WORK/$dropped-other
  mkdir "$one" "$other"
  awk -F , -v n="$dropped" '$1 != "forced-criminality" || ++seen > n' "$finland" >"$one/data.csv"
  awk -F , -v OFS=, -v n="$moved" '$1 == "forced-criminality" && ++seen == n { $1 = "forced-begging" } { print }' "$one/data.csv" >"$other/data.csv"
  if cmp -s "$one/data.csv" "$other/data.csv"; then fail 'the data are the same'; fi
  hand_on "$one"
  hand_on "$other"
  expect_same_bytes "$one/out/table.csv" "$other/out/table.csv"
  n=0
  for file in "$one"/out/*; do
    expect_same_bytes "$file" "$other/out/${file##*/}"
    n=$((n + 1))
  done
  expect_equal "$n" 14
  for data in "$one" "$other"; do expect_exit 0 report -q --disclosure none --format csv -o "$data/open.csv" "$data/fit.json"; done
  if cmp -s "$one/open.csv" "$other/open.csv"; then fail 'without protection the tables are the same too: nothing was tried'; fi
done
