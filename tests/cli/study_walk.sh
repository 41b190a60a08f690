# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Random walks over run, kill, merge and resume, on any number of shards: whatever happened before, the export ends with the bytes of a
# straight run, and on the way it never shows a row that is not among them. DARK_WALK_STEPS (default 300) says how many steps,
# DARK_WALK_SEED which; when a process is killed is a matter of the machine in any case.

steps=${DARK_WALK_STEPS:-300}
RANDOM=${DARK_WALK_SEED:-20}

# Many blocks that take little: the commits are what is killed.
cp "$DATA/korea-palembang.csv" "$WORK/korea.csv"
study=$(make_file s.yaml <<'YAML'
study: walk
replicates: 6000
data: [{name: korea, file: korea.csv}]
methods:
  - {name: a, method: chao}
  - {name: b, method: bic, max_order: 2}
  - {name: c, method: bic, max_order: 2, interval: bca, levels: [0.8, 0.95]}
  - {name: d, method: chao, seed: 2}
  - {name: e, method: chao, replicates: 0}
YAML
)
export_of() { # store file: all tasks must be done
  expect_exit 0 study export -q --format csv -o "$2" --store "$1" "$study"
  expect_exit 0 study export -q --format csv --level 0.5 -o "$2.levels" --store "$1" "$study"
}
started=${EPOCHREALTIME/./}
expect_exit 0 study run -q --store "$WORK/straight.db" "$study"
span=$(((${EPOCHREALTIME/./} - started) / 1000)) # milliseconds: a moment of a run is one of these
export_of "$WORK/straight.db" "$WORK/straight.csv"
sort "$WORK/straight.csv" >"$WORK/straight.sorted"

# ---- Steps. `walk` is the folder of the walk, n its number of shards.

n_steps=0 n_killed=0 n_walks=0 n_met=0 with_log=0
done_or_killed() { # what status
  case $2 in
    0 | 137) ;;
    1) [ "$1" = merge ] || fail_with_outputs "$1 ended with 1" ;; # some tasks are missing
    3) grep -qF 'is empty: nothing was run yet' "$STDERR" || fail_with_outputs "$1 ended with 3" ;; # killed before its first commit
    *) fail_with_outputs "$1 ended with $2 (walk $n_walks, step $n_steps)" ;;
  esac
}

# Any moment of the first so many milliseconds.
pause() { # milliseconds
  local pause=$((RANDOM % ($1 + 1)))
  sleep "$((pause / 1000)).$(printf '%03d' $((pause % 1000)))"
}

# Run a command to its end or, with a chance of one half, kill it at some moment.
step() { # what argument...
  local what=$1 status=0 pid
  shift
  n_steps=$((n_steps + 1))
  "$DARKFIGURE" study "$@" >"$STDOUT" 2>"$STDERR" &
  pid=$!
  if [ $((RANDOM % 2)) = 0 ]; then
    pause $((span * 2 / 3))
    if kill -KILL $pid 2>/dev/null; then n_killed=$((n_killed + 1)); fi
  fi
  wait $pid 2>/dev/null || status=$?
  done_or_killed "$what" $status
}

run_shard() { # number
  step run run -q --threads $((RANDOM % 2 + 1)) --shard "$1/$n" --store "$walk/$1.db" "$study"
}
run_whole() { step run run -q --threads $((RANDOM % 2 + 1)) --store "$walk/out.db" "$study"; }

# Some of the shards that there are, in any order, also twice; onto whatever is at OUT.
choose_stores() {
  local i
  chosen=()
  for ((i = 0; i <= n; i++)); do
    local store=$walk/$((RANDOM % n + 1)).db
    [ ! -s "$store" ] || chosen+=("$store")
  done
  [ -s "$walk/out.db" ] || return 0
  [ $((RANDOM % 4)) != 0 ] || chosen+=("$walk/out.db")
}
merge_some() {
  choose_stores
  [ ${#chosen[@]} = 0 ] || step merge merge -q "$walk/out.db" "${chosen[@]}"
}

# While somebody writes into it.
merge_into_a_run() {
  local pid status=0
  choose_stores
  [ ${#chosen[@]} -gt 0 ] || return 0
  "$DARKFIGURE" study run -q --threads 1 --store "$walk/out.db" "$study" >"$WORK/run.out" 2>&1 &
  pid=$!
  pause $((span / 3))
  step merge merge -q "$walk/out.db" "${chosen[@]}"
  if kill -0 $pid 2>/dev/null; then n_met=$((n_met + 1)); fi
  wait $pid || status=$?
  if [ $status != 0 ]; then
    show 'the run' "$WORK/run.out"
    fail "the run that was merged into ended with $status"
  fi
  expect_whole
}

# ---- What must hold

# After a run to its end, whatever came before and whoever wrote meanwhile.
expect_whole() {
  expect_exit 0 study status -q --verify --store "$walk/out.db"
  export_of "$walk/out.db" "$WORK/walk.csv"
  expect_same_bytes "$WORK/straight.csv" "$WORK/walk.csv"
  expect_same_bytes "$WORK/straight.csv.levels" "$WORK/walk.csv.levels"
}

# At any moment: what is shown is right, and what has been begun can be read.
expect_part() {
  [ -s "$walk/out.db" ] || return 0
  darkfigure study export -q --format csv --store "$walk/out.db" "$study"
  [ "$STATUS" -le 1 ] || grep -qF 'is empty: nothing was run yet' "$STDERR" || fail_with_outputs "an export ended with $STATUS"
  [ "$STATUS" -gt 1 ] || [ -z "$(sort "$STDOUT" | comm -23 - "$WORK/straight.sorted")" ] || fail_with_outputs 'a wrong row'
}

# Enough of what the walk is for: on a busy machine it takes more steps to meet that.
has_met_enough() { [ $n_killed -ge $((steps / 10)) ] && [ $with_log -ge $((steps / 30)) ]; }

while [ $n_steps -lt "$steps" ] || { ! has_met_enough && [ $n_steps -lt $((steps * 5)) ]; }; do
  n_walks=$((n_walks + 1))
  walk=$WORK/walk
  rm -rf "$walk"
  mkdir "$walk"
  n=$((RANDOM % 4 + 1))
  for ((s = RANDOM % 12 + 3; s > 0; s--)); do
    [ ! -s "$walk/out.db-wal" ] || with_log=$((with_log + 1))
    case $((RANDOM % 8)) in
      0 | 1 | 2) run_shard $((RANDOM % n + 1)) ;;
      3 | 4) run_whole ;;
      5 | 6) merge_some ;;
      7) merge_into_a_run ;;
    esac
    [ $((RANDOM % 4)) != 0 ] || expect_part
  done
  # Two ends: all shards merged, or the run goes on alone.
  if [ $((RANDOM % 2)) = 0 ]; then
    for ((i = 1; i <= n; i++)); do expect_exit 0 study run -q --shard "$i/$n" --store "$walk/$i.db" "$study"; done
    expect_exit 0 study merge "$walk/out.db" "$walk"/?.db
  else
    expect_exit 0 study run -q --store "$walk/out.db" "$study"
  fi
  expect_whole
  [ -z "$(find "$walk" -name 'out.db?*')" ] || fail "something was left beside the store: $(ls "$walk")"
done
printf '%d walks, %d steps, %d killed, %d steps onto a store with a log, %d merges into a run at work\n' \
  $n_walks $n_steps $n_killed $with_log $n_met
has_met_enough || fail "only $n_killed of $n_steps steps were killed, and only $with_log met a log that a killed process left"
