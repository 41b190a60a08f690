#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Whether two builds of darkfigure answer alike, byte by byte: every command on every published table, in every format, and the studies that ship.
# For changes that move code and must change nothing.
#
#   usage: build-aux/same-outputs.sh OLD NEW [REPLICATES]
#
# OLD and NEW are programs. What differs is printed as the arguments with which to see it; the last line counts. Exit status 1 when
# anything differs. A job that takes longer than LIMIT seconds (60) with the old program is left out, and counted; the new one has four times
# as long, so that a busy machine is no difference.
set -uo pipefail

[ $# -ge 2 ] || { sed -n '3,11s/^# \{0,1\}//p' "$0" >&2; exit 2; }
old=$1 new=$2 replicates=${3:-100} limit=${LIMIT:-60}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n_same=0 n_different=0 n_slow=0

# What varies from run to run is no part of an answer.
run() { # seconds program file argument...
  local limit=$1 program=$2 to=$3
  shift 3
  timeout "$limit" "$program" "$@" >"$to" 2>"$to.err"
  local status=$?
  sed -i -e '/^ *"run": {/,/^ *}/d' "$to"
  printf '%s\n' "$status" >>"$to"
  return "$status"
}

compare() { # argument...
  run "$limit" "$old" "$work/old" "$@"
  [ $? = 124 ] && { n_slow=$((n_slow + 1)); return; }
  run $((4 * limit)) "$new" "$work/new" "$@"
  if cmp -s "$work/old" "$work/new" && cmp -s "$work/old.err" "$work/new.err"; then
    n_same=$((n_same + 1))
  else
    n_different=$((n_different + 1))
    printf 'differs: %s\n' "$*"
  fi
}

compare_study() { # file
  local program
  for program in old new; do
    (cd "$work" && rm -rf "$program.db" && "${!program}" study run -q --threads 2 --store "$program.db" "$1") >"$work/$program.log" 2>&1
    "${!program}" study export -q --format csv --store "$work/$program.db" "$1" >"$work/$program.csv" 2>>"$work/$program.log"
  done
  if [ -s "$work/old.csv" ] && cmp -s "$work/old.csv" "$work/new.csv"; then n_same=$((n_same + 1)); else
    n_different=$((n_different + 1))
    printf 'differs: study run %s\n' "$1"
  fi
}

root=$(cd "$(dirname "$0")/.." && pwd)
methods=$("$old" methods --format csv 2>/dev/null | sed -n '2,$s/,.*//p')
[ -n "$methods" ] || methods='auto petersen chapman independence bic stepwise downhill saturated averaged hierarchical chao m0 mt'
for table in "$root"/data/published/*.csv; do
  for format in table csv json; do
    compare fit -q --threads 2 --replicates "$replicates" --format "$format" "$table"
    compare describe -q --format "$format" "$table"
  done
  for method in $methods; do compare fit -q --threads 2 --replicates "$replicates" --method "$method" --format csv "$table"; done
  compare fit -q --threads 2 --replicates "$replicates" --interval bca --format csv "$table"
  compare fit -q --interval mata-aic --max-order 2 --format csv "$table"
  compare models -q --top 40 --max-order 2 --format csv "$table"
  compare methods -q "$table"
  compare sensitivity -q --threads 2 --format csv "$table"
done
for method in auto stepwise; do
  compare fit -q --threads 2 --replicates "$replicates" --by form --method "$method" --format json "$root/data/finland/synthetic-2017-lists.csv"
done
for study in "$root"/data/examples/*.yaml; do compare_study "$study"; done
printf '%d the same, %d different, %d left out as too slow\n' "$n_same" "$n_different" "$n_slow"
[ "$n_different" = 0 ]
