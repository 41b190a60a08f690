#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Run benchmark programs one after the other: one CSV on standard output, the same in FOLDER/<commit>.csv, and the machine, compiler, flags and
# commit in FOLDER/machine.json.
#
#   usage: benchmarks/run.sh FOLDER [OPTION...] [PATTERN...]
#
# FOLDER holds the programs bench_*; options and patterns go to each of them (FOLDER/bench_fits --help). BENCH_FLAGS says how they were
# compiled, for the record. Ends with failure when a case failed; the others are measured all the same. Rows of a tree with changes that
# are not committed go to FOLDER/<commit>-dirty.csv.
set -uo pipefail

folder=$1
shift

programs=()
for program in "$folder"/bench_*; do
  if [ -f "$program" ] && [ -x "$program" ]; then programs+=("$program"); fi
done

if [ "${1-}" = --list ]; then
  for program in "${programs[@]}"; do "$program" "$@" || exit; done
  exit 0
fi

commit=$(git rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
if [ -n "$(git status --porcelain 2>/dev/null)" ]; then dirty=true; else dirty=false; fi
rows=$folder/$commit.csv
[ $dirty = false ] || rows=$folder/$commit-dirty.csv

quote() { printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g' | tr -d '\000-\037')"; }

first_of() { sed -n "s/^$1[[:space:]]*: *//p" "$2" 2>/dev/null | head -n 1; }

# The load is what others were doing when the measuring began.
write_machine() {
  local kilobytes
  kilobytes=$(first_of MemTotal /proc/meminfo)
  cat <<JSON
{
  "cpu": $(quote "$(first_of 'model name' /proc/cpuinfo)"),
  "instruction_sets": $(quote "$(first_of flags /proc/cpuinfo | tr ' ' '\n' | grep -xE 'sse2|avx2|fma|avx512f' | sort -u | xargs)"),
  "cores": $(nproc),
  "memory_megabytes": $((${kilobytes%% *} / 1000)),
  "load": $(cut -d ' ' -f 1 /proc/loadavg),
  "compiler": $(quote "$(${CC:-cc} --version | head -n 1)"),
  "flags": $(quote "${BENCH_FLAGS-}"),
  "commit": $(quote "$commit"),
  "dirty": $dirty,
  "date": $(quote "$(date -u +%Y-%m-%dT%H:%M:%SZ)")
}
JSON
}

# One header for all; each program prints it first.
run_all() {
  local program first_line=1 failed=0
  for program in "${programs[@]}"; do
    "$program" "$@" | tail -n "+$first_line"
    [ "${PIPESTATUS[0]}" = 0 ] || failed=1
    first_line=2
  done
  return $failed
}

write_machine >"$folder/machine.json"
run_all "$@" | tee "$rows"
status=${PIPESTATUS[0]}
printf 'bench: rows in %s, the machine in %s\n' "$rows" "$folder/machine.json" >&2
exit "$status"
