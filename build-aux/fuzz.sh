#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Run fuzz targets one after the other, or take what they found into the corpus.
#
#   usage: build-aux/fuzz.sh run PROGRAMS SECONDS NAME...
#          build-aux/fuzz.sh keep PROGRAMS NAME...
#
# PROGRAMS is the folder of the programs. A finding is an input that ends the program, takes ten seconds or two gigabytes; it is left in
# build/fuzz/findings/NAME-..., and the log in build/fuzz/NAME.log. Inputs that reached new code are kept in build/fuzz/found/NAME.
set -uo pipefail

found=build/fuzz/found
findings=build/fuzz/findings
corpus=tests/fuzz/corpus
limits=(-timeout=10 -rss_limit_mb=2048)

# The longest input: a store of several pages is larger than what people type.
longest() { # name
  case $1 in store) echo 16384 ;; *) echo 4096 ;; esac
}

fuzz() { # program name seconds: fails on a finding
  local log=build/fuzz/$2.log
  mkdir -p "$found/$2" "$findings" "$corpus/$2"
  "$1" "${limits[@]}" -max_len="$(longest "$2")" -max_total_time="$3" -print_final_stats=1 -artifact_prefix="$findings/$2-" \
    "$found/$2" "$corpus/$2" >"$log" 2>&1 </dev/null
}

# What libFuzzer says of the run: inputs, edges and features reached, inputs added.
summary() { # log
  awk '
    / cov: / { for (i = 1; i < NF; i++) { if ($i == "cov:") cov = $(i + 1); if ($i == "ft:") ft = $(i + 1) } }
    /^stat::number_of_executed_units/ { runs = $2 }
    /^stat::new_units_added/ { added = $2 }
    END { printf "%d inputs, %d edges, %d features, %d inputs kept", runs, cov, ft, added }' "$1"
}

run() { # programs seconds name...
  local programs=$1 seconds=$2 n_findings=0 n=0 found_in=() name status
  shift 2
  for name in "$@"; do
    n=$((n + 1))
    status=0
    fuzz "$programs/$name" "$name" "$seconds" || status=$?
    printf '  %-10s %s\n' "$name" "$(summary "build/fuzz/$name.log")"
    [ "$status" = 0 ] && continue
    n_findings=$((n_findings + 1))
    found_in+=("$name")
    grep -aE -A 30 'does not hold|^==[0-9]+==|runtime error' "build/fuzz/$name.log" | head -60
    printf -- '---- %s: a finding (exit status %s); log in build/fuzz/%s.log, input in %s\n' "$name" "$status" "$name" "$findings"
  done
  # Once more at the end, where a long log is still read.
  for name in "${found_in[@]}"; do
    printf '%s: %s\n' "$name" "$(grep -aE -m 1 'does not hold|ERROR: |runtime error' "build/fuzz/$name.log" | cut -c 1-600)"
    find "$findings" -name "$name-*" -size -6k -newer "build/fuzzing/fuzz/$name" -exec base64 -w 0 {} \; -exec echo \; | head -2
  done
  printf '%d targets, %d findings\n' "$n" "$n_findings"
  [ "$n_findings" = 0 ]
}

# Inputs that somebody named stay; of the others, called by their hash, the smallest that reach what no named one reaches.
keep() { # programs name...
  local programs=$1 name merged path
  shift
  for name in "$@"; do
    merged=build/fuzz/merged/$name
    rm -rf "$merged"
    mkdir -p "$merged" "$found/$name" "$corpus/$name"
    for path in "$corpus/$name"/*; do
      [[ $path =~ /[0-9a-f]{40}$ ]] || [ ! -e "$path" ] || cp "$path" "$merged/"
    done
    "$programs/$name" "${limits[@]}" -max_len="$(longest "$name")" -merge=1 -use_counters=0 "$merged" "$corpus/$name" "$found/$name" \
      >"build/fuzz/$name-merge.log" 2>&1 </dev/null || { printf 'fuzz: merging %s failed\n' "$name" >&2; return 1; }
    rm -rf "${corpus:?}/$name"
    mv "$merged" "$corpus/$name"
    printf '  %-10s %d inputs, %d bytes\n' "$name" "$(find "$corpus/$name" -type f | wc -l)" "$(cat "$corpus/$name"/* | wc -c)"
  done
}

"$@"
