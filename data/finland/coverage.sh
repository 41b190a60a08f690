#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One seed beside one truth is an anecdote. Draw many synthetic populations and count how often the intervals hold the truth, per form of
# exploitation, without referrals, with an assistance system that receives them, and
# with a half of the people whom every list is likely to miss.
#
#   usage: data/finland/coverage.sh DARKFIGURE [POPULATIONS]        (default 200; in the project's top folder; needs some minutes)
#
# Prints a table in Markdown. POPULATIONS drawings of seed 2017, 95% intervals: percentiles of 500 replicates, or averaged over the models of
# one model over all forms.
set -euo pipefail
darkfigure=$1
populations=${2:-200}
seed=2017
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Analyses of the same lists: a word, then options.
analyses=(
  'bic:--drop-list synthetic_assistance_system --max-order 2 --method bic --replicates 500'
  'stepwise:--drop-list synthetic_assistance_system --method stepwise --replicates 500'
  'with-system:--method stepwise --replicates 500'
  'joint:--drop-list synthetic_assistance_system --joint auto --set certify=0'
)

# One drawing: rows "analysis,form,truth,total,lower,upper,state" of the six rows of each analysis; form (all) is the total.
one() { # file repeat
  local base=$folder/$1-$2 analysis
  "$darkfigure" simulate --quiet --spec "data/finland/$1.csv" --seed "$seed" --repeat "$2" --as counts -o "$base-lists.csv" --truth "$base-truth.csv"
  for analysis in "${analyses[@]}"; do
    # shellcheck disable=SC2086
    "$darkfigure" fit --quiet --format csv --by form --expect form=forced-begging,forced-criminality,forced-marriage,labour,sexual \
      --threads 1 ${analysis#*:} "$base-lists.csv" >"$base.csv" || [ $? = 1 ]
    awk -v analysis="${analysis%%:*}" '
      function split_row(line,   i, c, quoted) { # models hold commas inside quotes
        n = 1; field[1] = ""
        for (i = 1; i <= length(line); i++) {
          c = substr(line, i, 1)
          if (c == "\"") quoted = !quoted
          else if (c == "," && !quoted) field[++n] = ""
          else field[n] = field[n] c
        }
      }
      { split_row($0) }
      FNR == 1 { delete at; for (i = 1; i <= n; i++) at[field[i]] = i; next }
      NR == FNR { # the truth: rows of one form, or of all, summed over everything else
        for (i = 2; i <= 6; i++) if (field[i] != "(all)") next
        truth[field[1]] = field[at["total"]]
        next
      }
      { print analysis "," field[1] "," truth[field[1]] "," field[at["total"]] "," field[at["lower"]] "," field[at["upper"]] "," field[at["state"]] "," field[at["excluded"]] }
    ' "$base-truth.csv" "$base.csv"
  done
  rm -f "$base"*
}
export -f one
export darkfigure seed folder
declare -p analyses >"$folder/analyses"

for world in population-no-referrals population population-latent; do
  seq 0 $((populations - 1)) |
    xargs -P "$(nproc)" -I {} bash -c '. "$folder/analyses"; set -euo pipefail; one "$1" "$2" >"$folder/$1.$2.rows"' one "$world" {}
  cat "$folder/$world".*.rows >"$folder/$world.rows"
done

echo "| world | analysis | form | truth | no estimate | unstable | holds the truth | truth below | truth above | median estimate |"
echo "|---|---|---|---|---|---|---|---|---|---|"
for world in population-no-referrals population population-latent; do
  sort -t , -k 1,2 -k 4,4g "$folder/$world.rows" | awk -F , -v world="$world" '
    function share(x, of) { return of > 0 ? sprintf("%.0f%%", 100 * x / of) : "–" }
    function put() {
      if (key == "") return
      median = m == 0 ? "–" : sprintf("%.0f", m % 2 ? value[(m + 1) / 2] : (value[m / 2] + value[m / 2 + 1]) / 2)
      split(key, part, SUBSEP)
      printf "| %s | %s | %s | %d | %s | %s | %s | %s | %s | %s |\n", name[world], words[part[1]], part[2], truth, share(none, n),
        share(unstable, n), share(held, m), share(below, m), share(above, m), median
    }
    BEGIN {
      name["population-no-referrals"] = "no referrals"; name["population"] = "referrals"; name["population-latent"] = "hidden half"
      words["bic"] = "five lists, bic"; words["stepwise"] = "five lists, stepwise"; words["joint"] = "five lists, joint auto"; words["with-system"] = "with the assistance system, stepwise"
    }
    { now = $1 SUBSEP $2 }
    now != key { put(); key = now; n = m = none = unstable = held = below = above = 0; truth = $3 }
    { n++ }
    $4 == "" { none++; next }
    { value[++m] = $4; unstable += $7 == "unstable" }
    $5 != "" && $3 < $5 - 1e-9 { below++; next }
    $6 != "" && $3 > $6 + 1e-9 { above++; next }
    { held++ }
    END { put() }'
done
