#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# How often intervals of categories hold the truth where one model serves all of them (`fit --joint auto`), beside each category by itself: as a user has
# them, by `simulate` and `fit`.
#
#   usage: tests/coverage/joint.sh run PROGRAM OUT.csv TABLES [METHOD...]    tables that are not in OUT.csv yet
#          tests/coverage/joint.sh sum OUT.csv[.gz]                          what is in it, as Markdown: the tables of coverage/JOINT.md
#
# Designs: four lists; people of each category differ in how likely lists are to catch them. three-alike: 1,500, 900 and 400 people, A and B with an odds
# ratio of 2.5 everywhere. three-apart: the same people, the odds ratio 1, 2.5 and 5. five-small: 400, 250, 120, 60 and 30 people, 2.5 everywhere.
# A row of OUT.csv a table and method: what became of the interval of each category and of their sum ('=' holds the truth, '<' the truth is below it,
# '>' above, '-' there is none), the logs of upper over lower limit, and which were called unstable ('u').
set -euo pipefail

usage() { sed -n '6,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }

write_people() { # design
  printf 'form,people,A,B,C,D,A:B,A:C,A:D,B:C,B:D,C:D\n'
  case $1 in
    three-alike) set -- 1500 2.5 900 2.5 400 2.5 ;;
    three-apart) set -- 1500 1 900 2.5 400 5 ;;
    five-small) set -- 400 2.5 250 2.5 120 2.5 60 2.5 30 2.5 ;;
  esac
  local margins=('0.20,0.16,0.24,0.12' '0.16,0.20,0.18,0.15' '0.24,0.14,0.20,0.10' '0.18,0.18,0.22,0.14' '0.22,0.15,0.19,0.16') i=0
  while [ $# -gt 0 ]; do
    printf '%s,%s,%s,%s,1,1,1,1,1\n' "$(printf '%b' "\\x$((61 + i))")" "$1" "${margins[i]}" "$2"
    shift 2 && i=$((i + 1))
  done
}

options_of() { # method
  case $1 in
    joint) echo --joint auto --set certify=0 ;;
    joint-bic) echo --joint auto --set certify=0 --set criterion=bic ;;
    joint-given) echo --joint auto --set certify=0 --set criterion=bic --replicates 0 --interval log-normal ;;
    joint-bootstrap) echo --joint auto --set certify=0 --replicates 200 ;;
    joint-pool) echo --joint auto --set certify=0 --pool ;;
    joint-pool-all) echo --joint 'A*B*form+A*C*form+A*D*form+B*C*form+B*D*form+C*D*form' --pool ;; # nothing is chosen
    apart) echo --replicates 0 ;;
    apart-mata) echo --method bic --interval mata-aic --replicates 0 ;;
    *) echo "joint.sh: no method '$1'" >&2 && exit 2 ;;
  esac
}

# The row of a method from truth and estimates; pooled ones have columns of their own.
judge() { # design table method truth.csv fit.csv
  awk -v design="$1" -v number="$2" -v method="$3" '
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
    FNR == 1 { delete at; for (i = 1; i <= n; i++) at[field[i]] = i; prefix = ("shrunken" in at) ? "shrunken_" : ""; next }
    NR == FNR { truth[field[1]] = field[at["total"]]; next }
    {
      from = field[at[prefix "lower"]] == "" ? "" : prefix # nothing differs by category: nothing is shrunken
      lower = field[at[from "lower"]]; upper = field[at[from "upper"]]; total = truth[field[1]] + 0
      has = lower != "" && upper != ""
      held = held (!has ? "-" : total < lower + 0 ? "<" : total > upper + 0 ? ">" : "=")
      widths = widths (widths == "" ? "" : " ") (has ? sprintf("%.3f", log(upper / lower)) : "-")
      flags = flags (field[at["state"]] == "ok" ? "." : "u")
    }
    END { printf "%s,%d,%s,%s,%s,%s\n", design, number, method, held, widths, flags }' "$4" "$5"
}

try() { # design table out method...
  local design=$1 table=$2 out=$3 method is_drawn=no
  shift 3
  for method in "$@"; do
    ! grep -q "^$design,$table,$method," "$out" || continue
    if [ $is_drawn = no ]; then
      write_people "$design" >"$work/people.csv"
      "$program" simulate -q --as counts --spec "$work/people.csv" --lists A,B,C,D --seed 2026 --repeat "$table" -o "$work/lists.csv" --truth "$work/truth.csv"
      is_drawn=yes
    fi
    # shellcheck disable=SC2046
    "$program" fit -q --threads 1 --format csv --by form $(options_of "$method") "$work/lists.csv" >"$work/fit.csv" || [ $? = 1 ]
    judge "$design" "$table" "$method" "$work/truth.csv" "$work/fit.csv" >>"$out"
  done
}

run() { # program out tables method...
  program=$(realpath "$1") out=$2
  local n_tables=$3 table design
  shift 3
  [ $# -gt 0 ] || set -- joint joint-bic joint-given joint-pool apart apart-mata
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  [ -s "$out" ] || echo 'design,table,method,held,log_widths,unstable' >"$out"
  for ((table = 0; table < n_tables; table++)); do
    for design in three-alike three-apart five-small; do try "$design" "$table" "$out" "$@"; done
  done
}

# Shares in percent of all tables, a table without an interval counted as one that does not hold; medians of the widths that there are.
sum() { # out
  awk -F , '
    function median(key,   v, left) { # of widths to a thousandth
      if (!(key in n_widths)) return "–"
      left = int((n_widths[key] + 1) / 2)
      for (v = 0; (left -= n_alike[key SUBSEP v]) > 0;) v++
      return sprintf("%.2f", v / 1000)
    }
    NR == 1 { next }
    !(($1, $3) in n_tables) { order[++n_rows] = $1 SUBSEP $3 }
    {
      key = $1 SUBSEP $3; n_tables[key]++; n_parts[key] = length($4); split($5, w, " ")
      for (i = 1; i <= length($4); i++) {
        held[key, i] += substr($4, i, 1) == "="; unstable[key, i] += substr($6, i, 1) == "u"
        if (w[i] != "-") { n_widths[key, i]++; n_alike[key, i, int(1000 * w[i] + 0.5)]++ }
      }
    }
    END {
      people["three-alike"] = people["three-apart"] = "1,500 900 400"; people["five-small"] = "400 250 120 60 30"
      for (r = 1; r <= n_rows; r++) {
        key = order[r]; split(key, name, SUBSEP)
        if (!(name[1] in seen)) {
          seen[name[1]] = 1; n = split(people[name[1]], title, " ")
          printf "\n## %s\n\n| method | tables |", name[1]
          for (i = 1; i <= n; i++) printf " %s |", title[i]
          printf " sum | unstable |\n|---|---|"
          for (i = 1; i <= n + 2; i++) printf "---|"
          printf "\n"
        }
        printf "| %s | %d |", name[2], n_tables[key]; all = 0
        for (i = 1; i <= n_parts[key]; i++) {
          printf " %.1f (%s) |", 100 * held[key, i] / n_tables[key], median(key SUBSEP i); all += unstable[key, i]
        }
        printf " %.0f%% |\n", 100 * all / n_tables[key] / n_parts[key]
      }
    }' <(gunzip -cf "$1" | awk 'NR == 1 { print; next } { print | "LC_ALL=C sort -t , -k1,1r -k3,3 -k2,2n" }')
}

case ${1:-} in
  run) [ $# -ge 4 ] || usage; shift; run "$@" ;;
  sum) [ $# = 2 ] || usage; sum "$2" ;;
  *) usage ;;
esac
