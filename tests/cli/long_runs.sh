# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# A run that will take more than half a minute says so before it starts, with what takes less; a short one says nothing.

# Sixteen sparse lists: everybody on two of them, in a fixed pattern.
{
  printf 'm%d,' {1..15}
  printf 'm16\n'
  for ((i = 0; i < 64; i++)); do
    line=
    for ((l = 0; l < 16; l++)); do line+=$((l == i % 16 || l == (7 * i + i / 16 + 3) % 16)),; done
    printf '%s\n' "${line%,}"
  done
} >"$WORK/sixteen.csv"

# Start it, and end it as soon as it has spoken.
starts() { # argument...
  local process i
  : >"$STDERR" # what was said before is nothing that this run says
  "$DARKFIGURE" "$@" >"$STDOUT" 2>"$STDERR" &
  process=$!
  for ((i = 0; i < 400; i++)); do
    if grep -q 'this will take' "$STDERR" || ! kill -0 "$process" 2>/dev/null; then break; fi
    sleep 0.05
  done
  kill -KILL "$process" 2>/dev/null || true
  { wait "$process"; } 2>/dev/null || true
}

announces() { # argument...
  starts fit "$@" "$WORK/sixteen.csv"
  expect_stderr_matches 'note: this will take about [0-9]+ (seconds|minutes|hours|days) \(method [a-z]+, 16 lists, [0-9]+ replicates, [0-9]+ threads?\)'
  expect_stderr_contains "fewer '--replicates' or another '--method'"
}
announces --threads 1
announces --threads 1 --replicates 1000
announces --threads 2 --method downhill --replicates 100
announces --method bic --max-order 2

# So do the other commands that estimate.
starts models --max-order 2 "$WORK/sixteen.csv"
expect_stderr_matches 'this will take about [0-9]+ [a-z]+ \(method bic, 16 lists\); a lower'
starts sensitivity --threads 1 "$WORK/sixteen.csv"
expect_stderr_matches 'this will take about [0-9]+ [a-z]+ \(method stepwise, 16 lists, 1 thread\); fewer'

# What the method does not take is refused without saying how long it would have taken.
expect_exit 2 fit --method averaged "$WORK/sixteen.csv"
expect_stderr_lacks 'this will take'

# So does a study.
study() { # replicates
  printf '%s\n' 'study: long' 'data:' '  - name: sixteen' "    file: $WORK/sixteen.csv" 'methods:' '  - name: stepwise' '    method: stepwise' \
    "    replicates: $1" >"$WORK/long.yaml"
}
study 1000
starts study run --threads 1 --store "$WORK/long.db" "$WORK/long.yaml"
expect_stderr_matches 'this will take about [0-9]+ [a-z]+ \(1 task, 1 thread\); it can be interrupted'

# What is short is not announced, nor is anything with --quiet.
expect_exit 0 fit --replicates 200 "$DATA/uk-trafficking-2013-five-lists.csv"
expect_stderr_lacks 'this will take'
expect_exit 0 fit --replicates 0 --method independence "$WORK/sixteen.csv"
expect_stderr_lacks 'this will take'
