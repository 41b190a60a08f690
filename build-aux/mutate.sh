#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Put one fault after the other into a copy of the project, and see whether the suite that is named for it fails.
#
#   usage: MUTANTS="PATTERN..." build-aux/mutate.sh FOLDER JOBS
#
# Mutants are read from tests/mutants/ROOM.txt. A line `= NAME SUITE` begins one; the lines below it name a file and say what is
# replaced there, exactly and once: `- ` before the old text, `+ ` before the new one, in as many lines, pairs and files as it takes.
# SUITE is test_NAME for a unit program, cli/NAME for a test of the command line. A PATTERN picks by ROOM/NAME, NAME or SUITE; without
# any, all are tried.
#
# FOLDER has a tree for each of the JOBS, which is built once; a mutant rebuilds what it touches and its suite's program. Every suite is
# run without any mutant first: it must pass. Verdicts stay in FOLDER/verdicts and count as long as neither the mutant, nor its suite,
# nor the code has changed, so that a run that is stopped goes on where it was. The last lines are the survivors and the score; the exit
# status is 1 when there are any, and when a mutant no longer applies or builds.
set -euo pipefail

export folder=$1 n_jobs=$2
shift 2
readonly mutants=$folder/mutants verdicts=$folder/verdicts outputs=$folder/outputs
unset MAKEFLAGS MFLAGS MAKELEVEL OMP_NUM_THREADS
export CMOCKA_MESSAGE_OUTPUT=TAP OMP_WAIT_POLICY=passive
ulimit -c 0

# Any place will do for the paths that -ffile-prefix-map takes out: trees can then be copied with what is built in them.
make_in() { # tree target...
  "${MAKE:-make}" -C "$1" --silent BUILD=build CURDIR=/tree CFLAGS="${CFLAGS-} -g0" "${@:2}"
}

program_of() { # suite
  case $1 in cli/*) echo build/darkfigure ;; *) echo "build/tests/$1" ;; esac
}

source_of() { # suite
  case $1 in cli/*) echo "tests/$1.sh" ;; *) echo "tests/$1.c" ;; esac
}

# ---- Mutants: each into a file of its own, FOLDER/mutants/ROOM/NAME, whose first line is the suite

split_mutants() {
  rm -rf "$mutants"
  local path
  for path in tests/mutants/*.txt; do
    mkdir -p "$mutants/$(basename "$path" .txt)"
    awk -v room="$mutants/$(basename "$path" .txt)" -v place="$path" '
      function fail(what) { print place ":" NR ": " what > "/dev/stderr"; exit 1 }
      /^#/ || /^$/ { next }
      /^= / {
        if (NF != 3) fail("not `= NAME SUITE`")
        if ($2 in seen) fail("a second " $2)
        seen[$2] = 1
        file = room "/" $2
        print $3 > file
        next
      }
      file == "" { fail("not in a mutant") }
      { print > file }' "$path"
  done
}

is_asked() { # mutant suite pattern...
  local pattern
  [ $# -gt 2 ] || return 0
  for pattern in "${@:3}"; do
    # shellcheck disable=SC2053
    if [[ $1 == $pattern || ${1#*/} == $pattern || $2 == $pattern ]]; then return 0; fi
  done
  return 1
}

# Lines `ROOM/NAME SUITE`.
asked_mutants() { # pattern...
  local path suite
  for path in "$mutants"/*/*; do
    read -r suite <"$path"
    if is_asked "${path#"$mutants/"}" "$suite" "$@"; then echo "${path#"$mutants/"} $suite"; fi
  done
}

# ---- Trees

project_files() {
  find . \( -path ./build -o -path ./.git -o -path ./tests/fuzz \) -prune -o -type f -printf '%P\0' | LC_ALL=C sort -z
}

# Make the tree what the project is now, touching nothing that has not changed.
update_tree() { # tree
  mkdir -p "$1"
  restore "$1"
  project_files | xargs -0 cp -u --parents -t "$1"
  LC_ALL=C comm -z -13 <(project_files) <(cd "$1" && project_files) | (cd "$1" && xargs -0 rm -f)
}

make_trees() { # suite...
  local suite tree i targets=(build/darkfigure reference)
  for suite in "$@"; do targets+=("$(program_of "$suite")"); done
  for ((i = 0; i < n_jobs; i++)); do
    tree=$folder/tree-$i
    [ "$i" = 0 ] || [ -d "$tree" ] || cp -a "$folder/tree-0" "$tree"
    update_tree "$tree"
    make_in "$tree" -j "$(nproc)" "${targets[@]}" >"$tree.log" 2>&1 || { tail -n 20 "$tree.log"; return 1; }
  done
}

# Copies of what a mutant changes, sources and objects, so that restoring compiles nothing, and can be done after an interruption.
keep() { # tree file...
  local tree=$1 file
  rm -rf "$tree.keeping"
  for file in "${@:2}"; do
    mkdir -p "$tree.keeping/$(dirname "$file")" "$tree.keeping/build/obj/$(dirname "$file")"
    cp -p "$tree/$file" "$tree.keeping/$file"
    if [[ $file == *.c ]]; then cp "$tree/build/obj/${file%.c}.o" "$tree.keeping/build/obj/${file%.c}.o"; fi
  done
  mv "$tree.keeping" "$tree.kept"
}

# A source comes back with its old time, its object with a new one: older than the archive it would be left out of it. What is included
# comes back with a new time as well, so that what includes it is compiled again.
restore() { # tree
  local file
  [ -d "$1.kept" ] || return 0
  while IFS= read -r -d '' file; do
    case $file in
      *.c) cp -p "$1.kept/$file" "$1/$file" ;;
      *) cp "$1.kept/$file" "$1/$file" ;;
    esac
  done < <(cd "$1.kept" && find . -type f -print0)
  rm -rf "$1.kept"
}

# ---- One mutant

# Replace `old` in the text of `file`, once.
replace() { # tree file old new
  local text rest
  [ -f "$1/$2" ] || { echo "there is no file $2"; return 1; }
  text=$(cat "$1/$2"; echo .)
  text=${text%.}
  rest=${text#*"$3"}
  if [ "$rest" = "$text" ]; then echo "$2 does not have: $3"; return 1; fi
  if [ "${rest#*"$3"}" != "$rest" ]; then echo "$2 has more than once: $3"; return 1; fi
  printf '%s%s%s' "${text%"$3$rest"}" "$4" "$rest" >"$1/$2"
}

files_of() { # mutant
  tail -n +2 "$mutants/$1" | grep -v '^[-+]'
}

apply() { # tree mutant
  local tree=$1 file='' old='' new='' line
  flush() {
    [ -z "$old" ] || replace "$tree" "$file" "${old%$'\n'}" "${new%$'\n'}" || return 1
    old='' new=''
  }
  while IFS= read -r line; do
    case $line in
      -*) [ -z "$new" ] || flush || return 1; old+=${line:2}$'\n' ;;
      +*) new+=${line:2}$'\n' ;;
      *) flush || return 1; file=$line ;;
    esac
  done < <(tail -n +2 "$mutants/$2")
  flush
}

# Runs the suite in the tree; an endless loop, in steps or in memory, comes to its end.
run_suite() { # tree suite seconds log
  (
    cd "$1"
    ulimit -v 12000000
    case $2 in
      cli/*) DARKFIGURE=build/darkfigure timeout -k 10 "$3" tests/cli/run.sh "${2#cli/}" ;;
      *) timeout -k 10 "$3" "build/tests/$2" ;;
    esac
  ) >"$4" 2>&1 </dev/null
}

# What failed first.
first_failure() { # log status
  case $2 in 124 | 137) echo 'the time limit'; return ;; esac
  grep -a -m 1 -oP '^(not ok \d+ - |# (?=tests/cli/))\K.*' "$1" || grep -a -m 1 -oP '^not ok \K.*' "$1" || echo "exit status $2"
}

# Prints a verdict in one line: WORD and what there is to say.
judge() { # tree mutant suite
  local tree=$1 mutant=$2 suite=$3 log=$outputs/$2.log status=0 said
  mkdir -p "$(dirname "$log")"
  # shellcheck disable=SC2046
  keep "$tree" $(files_of "$mutant") 2>"$log" || { echo "stale $(tail -n 1 "$log")"; return; }
  if ! said=$(apply "$tree" "$mutant"); then
    echo "stale ${said//$'\n'/ }"
  elif ! make_in "$tree" "$(program_of "$suite")" >"$log" 2>&1; then
    echo "broken $(grep -m 1 -E 'error|Error' "$log")"
  else
    run_suite "$tree" "$suite" "$(limit_of "$suite")" "$log" || status=$?
    case $status in
      0) echo 'survived' ;;
      125 | 126 | 127) echo "broken the suite could not be run, see $log" ;;
      *) echo "caught $(first_failure "$log" "$status")" ;;
    esac
  fi
  restore "$tree"
}

# A suite without any mutant: it must pass, and says how long a mutant may take.
judge_suite() { # tree suite
  local log=$outputs/suites/$2.log begin=$SECONDS status=0
  mkdir -p "$(dirname "$log")"
  run_suite "$1" "$2" 1800 "$log" || status=$?
  if [ "$status" = 0 ]; then echo "passes $((SECONDS - begin))"; else echo "fails $(first_failure "$log" "$status")"; fi
}

limit_of() { # suite
  local seconds
  read -r _ _ _ seconds <"$verdicts/suites/$1"
  echo $((60 + 20 * seconds))
}

require_passes() { # suite...
  local suite word n_failing=0
  for suite in "$@"; do
    read -r _ _ word _ <"$verdicts/suites/$suite"
    [ "$word" = passes ] || { echo "$suite fails without any mutant; see $outputs/suites/$suite.log"; n_failing=$((n_failing + 1)); }
  done
  [ "$n_failing" = 0 ]
}

# ---- Verdicts: FINGERPRINT, processor seconds, WORD and detail, in FOLDER/verdicts/ROOM/NAME or .../suites/SUITE

fingerprint() { # what suite
  {
    printf '%s\n' "$code" "$2"
    cat "$folder/tree-0/$(source_of "$2")"
    [ "$1" = suites/"$2" ] || cat "$mutants/$1"
  } | sha256sum | cut -c 1-16
}

is_known() { # what suite
  local known=
  [ ! -f "$verdicts/$1" ] || read -r known _ <"$verdicts/$1"
  [ "$known" = "$(fingerprint "$1" "$2")" ]
}

# Judge a mutant, or a suite, in the tree of this job, and write it down with the processor time that this took.
find_verdict() { # what suite
  local tree=$folder/tree-${slot:?} user system
  TIMEFORMAT='%U %S'
  {
    time case $1 in
      suites/*) judge_suite "$tree" "$2" ;;
      *) judge "$tree" "$1" "$2" ;;
    esac >"$tree.verdict" 2>"$tree.errors"
  } 2>"$tree.time"
  read -r user system <"$tree.time"
  mkdir -p "$(dirname "$verdicts/$1")"
  awk -v fingerprint="$(fingerprint "$1" "$2")" -v user="$user" -v system_="$system" \
    '{ printf "%s %.1f %s\n", fingerprint, user + system_, $0 }' "$tree.verdict" >"$tree.line"
  mv "$tree.line" "$verdicts/$1"
}

settle() { # "ROOM/NAME SUITE" or "suites/SUITE"
  local what=${1% *} suite=${1#suites/} verdict seconds
  suite=${suite#* }
  is_known "$what" "$suite" || find_verdict "$what" "$suite"
  read -r _ seconds verdict <"$verdicts/$what"
  printf '  %-9s %6s s  %-44s %s\n' "${verdict%% *}" "$seconds" "$what" "$suite: ${verdict#* }"
}

settle_all() { # "what suite"...
  [ $# = 0 ] || printf '%s\0' "$@" | xargs -0 -P "$n_jobs" --process-slot-var=slot -I {} "$0" "$folder" "$n_jobs" settle {}
}

# ---- All

summarise() { # "mutant suite"...
  local line mutant word n_caught=0 n_survived=0 n_bad=0 seconds=0 own
  for line in "$@"; do
    mutant=${line% *}
    read -r _ own word _ <"$verdicts/$mutant"
    seconds=$(awk -v a="$seconds" -v b="$own" 'BEGIN { print a + b }')
    case $word in
      caught) n_caught=$((n_caught + 1)) ;;
      survived) n_survived=$((n_survived + 1)); printf '\n---- survived: %s\n' "$line"; tail -n +2 "$mutants/$mutant" ;;
      *) n_bad=$((n_bad + 1)); printf '\n---- %s\n' "$line: $(cut -d ' ' -f 3- "$verdicts/$mutant")" ;;
    esac
  done
  printf '\n%d mutants: %d caught (%s%%), %d survived, %d no longer apply or build; %.0f s of processor time\n' $# "$n_caught" \
    "$(awk -v n="$n_caught" -v of=$# 'BEGIN { printf "%.1f", 100 * n / of }')" "$n_survived" "$n_bad" "$seconds"
  [ "$n_survived" = 0 ] && [ "$n_bad" = 0 ]
}

# What every verdict depends on.
code_hash() {
  (
    cd "$folder/tree-0"
    { find src models include tests/*/ -name '*.[ch]' -o -name '*.inc' -o -name '*.def'; printf '%s\n' Makefile tests/cli/lib.sh; } |
      LC_ALL=C sort | xargs cat | sha256sum
  )
}

main() {
  local patterns asked suites code_now
  split_mutants
  read -ra patterns <<<"${MUTANTS-}"
  mapfile -t asked < <(asked_mutants "${patterns[@]}")
  [ ${#asked[@]} != 0 ] || { echo "no mutant is called $MUTANTS" >&2; return 1; }
  mapfile -t suites < <(printf '%s\n' "${asked[@]#* }" | LC_ALL=C sort -u)
  printf '  %d mutants, %d suites; building\n' "${#asked[@]}" "${#suites[@]}"
  make_trees "${suites[@]}"
  code_now=$(code_hash)
  export code=$code_now
  settle_all "${suites[@]/#/suites/}"
  require_passes "${suites[@]}"
  settle_all "${asked[@]}"
  summarise "${asked[@]}"
}

if [ "${1-}" = settle ]; then settle "$2"; else main; fi
