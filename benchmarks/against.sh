#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Compare this tree with another revision: the same cases on both, in alternation, so that what the machine does otherwise meets both alike.
#
#   usage: benchmarks/against.sh FOLDER REV PAIRS [OPTION...] [PATTERN...]
#
# FOLDER holds this tree's programs bench_*. REV is built in a temporary git worktree by its own Makefile, and this tree's benchmarks are
# compiled against its headers and library; where they do not compile, a program of the same name that REV has itself takes their place.
# COMPILE, LINK and LIBRARIES (whole command lines, as in the Makefile) and CFLAGS come from the environment. Options and patterns go to the
# programs (FOLDER/bench_fits --help).
#
# Prints, for each row, the processor time of this tree over that of REV (rows without a time: the amounts themselves): the median, the least of
# each side, and pair by pair. Below 1, this tree is faster. Where a program of REV tells no processor time, that of the clock. Then the cases that
# cannot be compared. The worktree is removed in the end, also after an interrupt.
set -uo pipefail

fail() { printf 'bench-against: %s\n' "$*" >&2; exit 2; }

[ $# -ge 3 ] || fail 'usage: benchmarks/against.sh FOLDER REV PAIRS [OPTION...] [PATTERN...]'
here=$(git rev-parse --show-toplevel) || fail 'this is no git repository'
folder=$1 revision=$2 n_pairs=$3
shift 3
[ -n "${COMPILE-}${LINK-}" ] || fail 'run it by make bench-against REV=<commit>'
[ -n "$revision" ] || fail 'which revision? make bench-against REV=<commit>'
[[ $n_pairs =~ ^[1-9][0-9]*$ ]] || fail "PAIRS=$n_pairs is no number of pairs"
commit=$(git rev-parse --verify --quiet "$revision^{commit}") || fail "there is no revision '$revision'"
label=$(git rev-parse --short=12 "$commit")

# ---- A job of its own for everything that takes long, so that an interrupt can end it and clean up.

set -m
job=''
work=$(mktemp -d)
clean_up() {
  trap - EXIT INT TERM HUP
  [ -z "$job" ] || kill -TERM -- "-$job" 2>/dev/null
  git -C "$here" worktree remove --force "$work/tree" 2>/dev/null
  rm -rf "$work"
  git -C "$here" worktree prune
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

run_job() { # command... ; input and output as the caller has them
  "$@" </dev/null &
  job=$!
  wait "$job"
  local status=$?
  job=''
  return $status
}

# ---- The other revision

build_library() {
  git -C "$here" worktree add --quiet --detach "$work/tree" "$commit" || return 1
  run_job env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -C "$work/tree" -j "$(nproc)" CFLAGS="${CFLAGS-}" BUILD=build \
    build/libdarkfigure.a >"$work/build.log" 2>&1
}

# This tree's benchmarks, copied so that no quoted include can reach beside them; compiled in the other tree, whose headers they see.
compile_one() { # source object
  (cd "$work/tree" && eval "$COMPILE -w -c -o '$2' '$1'")
}

build_programs() {
  local source name objects=()
  mkdir -p "$work/benchmarks" "$work/bench"
  cp "$here"/benchmarks/*.[ch] "$work/benchmarks"
  for source in "$work"/benchmarks/*.c; do
    compile_one "$source" "${source%.c}.o" >>"$work/build.log" 2>&1
  done
  for source in "$work"/benchmarks/*.o; do
    [[ ${source##*/} == bench_* ]] || objects+=("$source")
  done
  ar rcs "$work/benchmarks/shared.a" "${objects[@]}"
  for source in "$work"/benchmarks/bench_*.c; do
    name=$(basename "$source" .c)
    [ ! -f "${source%.c}.o" ] ||
      eval "$LINK -o '$work/bench/$name' '${source%.c}.o' '$work/benchmarks/shared.a' '$work/tree/build/libdarkfigure.a' $LIBRARIES" \
        >>"$work/build.log" 2>&1
    [ -x "$work/bench/$name" ] || borrow_program "$name"
  done
}

# What the other revision measures itself under this name, if it does.
borrow_program() { # name
  if [ -f "$work/tree/benchmarks/$1.c" ] &&
    env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -C "$work/tree" CFLAGS="${CFLAGS-}" BUILD=build "build/bench/$1" \
      >>"$work/build.log" 2>&1; then
    cp "$work/tree/build/bench/$1" "$work/bench/$1"
    echo "bench-against: $1: the other revision's own program is used" >&2
  fi
}

# ---- Measuring

# The column of seconds that both sides of a program have: a header is printed also when no case is wanted.
clock_of() { # name
  local program
  for program in "$folder/$1" "$work/bench/$1"; do
    "$program" 'no case' | grep -q min_cpu_seconds || { echo min_seconds; return; }
  done
  echo min_cpu_seconds
}

# Rows of one side of a pair, as: side, pair, row, seconds (empty for an amount), rate, checksum. Which column is which, the first line says.
measure() { # side pair program case option...
  local side=$1 pair=$2 program=$3 name=$4
  shift 4
  run_job "$program" "$@" "$name" >"$work/output" 2>"$work/errors" || return 1
  awk -F, -v OFS=, -v side="$side" -v pair="$pair" -v clock="$clock" '
    NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
    { print side, pair, $column["case"], $column[clock], $column["rate"], $column["checksum"] }' "$work/output" >>"$work/rows"
}

# One line for each row name in $work/rows that both sides have.
summarise() {
  awk -F, -v label="$label" '
    {
      row = $3; time = $4 == "" ? $5 : $4
      unit[row] = $4 == "" ? "" : " s"
      if (!(row in seen)) { seen[row] = 1; order[++n_rows] = row }
      value[row, $1, $2] = time
      if (!((row, $1) in least) || time + 0 < least[row, $1] + 0) least[row, $1] = time
      checksum[row, $1] = $6
      if ($2 > n_pairs) n_pairs = $2
    }
    function median(values, n,   i, j, held) {
      for (i = 2; i <= n; i++)
        for (j = i; j > 1 && values[j] < values[j - 1]; j--) { held = values[j]; values[j] = values[j - 1]; values[j - 1] = held }
      return (values[int((n + 1) / 2)] + values[int(n / 2) + 1]) / 2
    }
    END {
      for (i = 1; i <= n_rows; i++) {
        row = order[i]; text = ""; n = 0
        for (pair = 1; pair <= n_pairs; pair++) {
          if (!((row, "this", pair) in value) || !((row, "other", pair) in value) || value[row, "other", pair] + 0 == 0) continue
          ratios[++n] = value[row, "this", pair] / value[row, "other", pair]
          text = text sprintf(" %.3f", ratios[n])
        }
        if (n == 0) continue
        printf "%-44s %.3f   (%.4g%s, %s %.4g%s)  %s", row, median(ratios, n), least[row, "this"], unit[row], label,
               least[row, "other"], unit[row], text
        if (unit[row] != "" && checksum[row, "this"] != checksum[row, "other"])
          printf "   RESULT DIFFERS: %s, %s %s", checksum[row, "this"], label, checksum[row, "other"]
        printf "\n"
      }
    }' "$work/rows"
}

# Pairs of one case: which side comes first alternates too.
compare_case() { # name program case option...
  local name=$1 case=$2 pair side sides program
  shift 2
  : >"$work/rows"
  for ((pair = 1; pair <= n_pairs; pair++)); do
    if ((pair % 2)); then sides='this other'; else sides='other this'; fi
    for side in $sides; do
      if [ "$side" = this ]; then program=$folder/$name; else program=$work/bench/$name; fi
      if ! measure "$side" "$pair" "$program" "$case" "$@"; then
        printf '%s: fails on %s: %s\n' "$case" "$side" "$(tail -n 1 "$work/errors")" >>"$work/missing"
        return
      fi
    done
  done
  summarise
}

compare_program() { # name
  local name=$1 case cases clock=min_seconds
  [ ! -x "$work/bench/$name" ] || clock=$(clock_of "$name")
  cases=$("$folder/$name" --list "${options[@]}" "${patterns[@]}")
  for case in $cases; do
    if [ ! -x "$work/bench/$name" ]; then
      printf '%s: %s neither compiles nor exists there\n' "$case" "$name" >>"$work/missing"
    elif ! "$work/bench/$name" --list | grep -qxF "$case"; then
      printf '%s: %s has no such case there\n' "$case" "$name" >>"$work/missing"
    else
      compare_case "$name" "$case" "${options[@]}"
    fi
  done
}

# Short runs, many pairs: that is what alternation is for.
options=(--seconds 0.3 --repeats 1)
patterns=()
while [ $# -gt 0 ]; do
  case $1 in
    --seconds | --repeats | --replicates | --threads | -s | -r) options+=("$1" "${2-}"); shift ;;
    -*) options+=("$1") ;;
    *) patterns+=("$1") ;;
  esac
  shift
done

build_library || { tail -n 20 "$work/build.log" >&2; fail "$label does not build"; }
build_programs
: >"$work/missing"
echo "this tree / $label: median, least time of each, then pair by pair; below 1 this tree is faster"
for program in "$folder"/bench_*; do
  if [ -f "$program" ] && [ -x "$program" ]; then compare_program "${program##*/}"; fi
done
if [ -s "$work/missing" ]; then
  echo 'not compared:'
  sed 's/^/  /' "$work/missing"
fi
