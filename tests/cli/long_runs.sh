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
announces() { # argument...
  local process i
  "$DARKFIGURE" fit "$@" "$WORK/sixteen.csv" >"$STDOUT" 2>"$STDERR" &
  process=$!
  for ((i = 0; i < 400; i++)); do
    if grep -q 'this will take' "$STDERR" || ! kill -0 "$process" 2>/dev/null; then break; fi
    sleep 0.05
  done
  kill -KILL "$process" 2>/dev/null || true
  { wait "$process"; } 2>/dev/null || true
  expect_stderr_matches 'note: this will take about [0-9]+ (seconds|minutes|hours|days) \(method [a-z]+, 16 lists, [0-9]+ replicates, [0-9]+ threads?\)'
  expect_stderr_contains "fewer '--replicates' or another '--method'"
}
announces --threads 1
announces --threads 1 --replicates 1000
announces --threads 2 --method downhill --replicates 100
announces --method bic --max-order 2

# What is short is not announced, nor is anything with --quiet.
expect_exit 0 fit --replicates 200 "$DATA/uk-trafficking-2013-five-lists.csv"
expect_stderr_lacks 'this will take'
expect_exit 0 fit --replicates 0 --method independence "$WORK/sixteen.csv"
expect_stderr_lacks 'this will take'
