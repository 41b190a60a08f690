#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# How often intervals of differences hold the true difference under the method given unasked: as a user has them, by `simulate` and `study compare`.
#
#   usage: tests/coverage/differences.sh PROGRAM OUT.csv TABLES [DESIGN...]
#
# Designs: drop-free and drop-weak, a scenario without the last of four lists (the people are the same: the true difference is 0) where lists
# are independent, and where all pairs have an odds ratio of 1.5; years-free and years-weak, two years of 2,000 and 2,600 people (600 more).
# A row of OUT.csv a table, of REPLICATES (200) replicates: what is there is not done again, so that a run may be stopped and taken up; what has been
# run of it stands in differences.csv beside this file. The last lines sum up.
set -euo pipefail

[ $# -ge 3 ] || { sed -n '3,10s/^# \{0,1\}//p' "$0" >&2; exit 2; }
program=$(realpath "$1") out=$2 n_tables=$3
shift 3
[ $# -gt 0 ] || set -- drop-free drop-weak years-free years-weak
work=$(mktemp -d)
trap 'status=$?; [ $status = 0 ] || cat "$work/log" >&2; rm -rf "$work"' EXIT
[ -s "$out" ] || echo 'design,table,truth,baseline,other,difference,lower,upper,paired,reasons' >"$out"

write_people() { # design people
  local odds=1
  [ "${1##*-}" = free ] || odds=1.5
  printf 'people,A,B,C,D,A:B,A:C,A:D,B:C,B:D,C:D\n%s,0.10,0.08,0.12,0.06,%s,%s,%s,%s,%s,%s\n' "$2" $odds $odds $odds $odds $odds $odds
}

draw() { # design people table file
  write_people "$1" "$2" >"$work/people.csv"
  "$program" simulate -q --as counts --spec "$work/people.csv" --lists A,B,C,D --seed "$2" --repeat "$3" -o "$work/$4" 2>"$work/log"
}

write_study() { # design
  printf 'study: differences\nreplicates: %s\nlevels: [0.95]\ndata:\n  - {name: first, file: first.csv}\n' "${REPLICATES:-200}"
  [ "${1%-*}" = drop ] || printf '  - {name: second, file: second.csv}\n'
  printf 'methods:\n  - {name: unasked, method: auto, replicates: %s}\nscenarios:\n  - {name: as-observed}\n' "${REPLICATES:-200}"
  [ "${1%-*}" = years ] || printf '  - {name: without, drop_lists: [D]}\n'
  if [ "${1%-*}" = drop ]; then printf 'comparisons:\n  - {baseline: {scenario: as-observed}, against: [without]}\n'
  else printf 'comparisons:\n  - {baseline: {data: first}, against: [{data: second}]}\n'; fi
}

# A table's row; one that cannot be compared has empty limits.
try() { # design table
  local truth=0
  rm -f "$work/study.db"
  draw "$1" 2000 "$2" first.csv
  if [ "${1%-*}" = years ]; then truth=600 && draw "$1" 2600 "$2" second.csv; fi
  write_study "$1" >"$work/study.yaml"
  "$program" study run -q --threads "${OMP_NUM_THREADS:-1}" "$work/study.yaml" --store "$work/study.db" 2>>"$work/log"
  "$program" study compare -q --format csv "$work/study.yaml" --store "$work/study.db" >"$work/compared.csv" 2>>"$work/log" || [ $? = 1 ]
  awk -F , -v design="$1" -v number="$2" -v truth="$truth" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
    NR == 2 { printf "%s,%d,%d,%s,%s,%s,%s,%s,%s,%s\n", design, number, truth, $at["baseline_total"], $at["total"], $at["difference"],
              $at["difference_lower"], $at["difference_upper"], $at["paired"], $at["reasons"] }' "$work/compared.csv" >>"$out"
}

for ((table = 0; table < n_tables; table++)); do
  for design in "$@"; do
    grep -q "^$design,$table," "$out" || try "$design" "$table"
  done
done

awk -F , 'NR > 1 { n[$1]++; has = $7 != "" && $8 != ""; low[$1] += has && $3 < $7; high[$1] += $8 != "" && $3 > $8; none[$1] += !has
            held[$1] += has && $7 <= $3 && $3 <= $8; if (has) width[$1] += $8 - $7 }
  END { for (d in n) printf "%s: %d tables, held %.1f%%, truth below %.1f%%, above %.1f%%, without an interval %.1f%%, mean width %.0f\n", d, n[d],
        100 * held[d] / n[d], 100 * low[d] / n[d], 100 * high[d] / n[d], 100 * none[d] / n[d], width[d] / (n[d] - none[d]) }' "$out" | LC_ALL=C sort
