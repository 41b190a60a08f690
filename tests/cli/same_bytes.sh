# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The same input, options and seed give the same CSV: on any number of threads, in any order of rows, again and again.

uk=$DATA/uk-trafficking-2013-five-lists.csv
scotland=$DATA/scotland-people-who-inject-drugs-2006.csv

same_on_threads() { # argument...
  local n
  expect_exit 0 "$@" --threads 1
  cp "$STDOUT" "$WORK/one.csv"
  for n in 2 5; do
    expect_exit 0 "$@" --threads "$n"
    expect_same_bytes "$STDOUT" "$WORK/one.csv"
  done
  export OMP_NUM_THREADS=3
  expect_exit 0 "$@"
  expect_same_bytes "$STDOUT" "$WORK/one.csv"
  unset OMP_NUM_THREADS
}
same_on_threads fit -q --format csv --replicates 200 --level 0.8,0.95 "$uk"
same_on_threads fit -q --format csv --method bic --replicates 200 --level 0.8,0.95 "$uk"
same_on_threads fit -q --format csv --replicates 200 --interval bca --method stepwise "$uk"
same_on_threads fit -q --format csv --method bic --replicates 200 --resample imputed "$uk"
same_on_threads fit -q --format csv --method bic --replicates 200 --resample parametric --seed 99 "$uk"
same_on_threads fit -q --format csv --method bic --replicates 100 --by Region,Age "$scotland"
same_on_threads methods -q --format csv --replicates 10 "$scotland"

# Any instruction set of this processor, which it must name when it is asked for another: every way in which models are fitted to several
# tables at once, few lists and many, and a base measure.
export DARKFIGURE_INSTRUCTION_SET=avx1024
expect_exit 2 fit "$uk"
expect_stderr_matches "DARKFIGURE_INSTRUCTION_SET is 'avx1024'; this processor runs: .*portable"
sets=$(sed -n 's/.*this processor runs: //p' "$STDERR" | tr -d ,)
unset DARKFIGURE_INSTRUCTION_SET

for set in $sets; do
  export DARKFIGURE_INSTRUCTION_SET=$set
  expect_exit 0 --version
  expect_stdout_contains "instruction set $set"
  unset DARKFIGURE_INSTRUCTION_SET
done

same_on_instruction_sets() { # argument...
  local set
  expect_exit 0 "$@"
  cp "$STDOUT" "$WORK/widest.csv"
  for set in $sets; do
    export DARKFIGURE_INSTRUCTION_SET=$set
    expect_exit 0 "$@"
    unset DARKFIGURE_INSTRUCTION_SET
    expect_same_bytes "$STDOUT" "$WORK/widest.csv"
  done
}
eight=$DATA/new-orleans-trafficking-186-eight-lists.csv
same_on_instruction_sets fit -q --format csv --replicates 200 "$uk"
same_on_instruction_sets fit -q --format csv --replicates 50 --max-order 4 "$uk"
same_on_instruction_sets fit -q --format csv --replicates 50 --method averaged "$uk"
same_on_instruction_sets fit -q --format csv --replicates 50 --method downhill "$uk"
same_on_instruction_sets fit -q --format csv --replicates 50 --method stepwise "$eight"
same_on_instruction_sets fit -q --format csv --replicates 50 --method independence "$eight"
same_on_instruction_sets fit -q --format csv --replicates 50 --model '[12,13,4,5]' "$uk"
same_on_instruction_sets fit -q --format csv --replicates 50 --odds-ratio LA:NG=2 --xi 1.5 "$uk"
same_on_instruction_sets fit -q --format csv --method bic --replicates 0 --max-order 2 --interval mata-aic "$uk"
same_on_instruction_sets fit -q --format csv --replicates 50 --by Gender "$scotland"

# What varies from run to run is in one object of the JSON.
without_run() { sed '/^  "run": {/,/^  }/d' "$STDOUT"; }
expect_exit 0 fit -q --format json --replicates 100 --threads 1 "$uk"
without_run >"$WORK/one.json"
expect_exit 0 fit -q --format json --replicates 100 --threads 4 "$uk"
without_run >"$WORK/four.json"
expect_same_bytes "$WORK/one.json" "$WORK/four.json"

# Rows in another order.
for file in "$uk" "$scotland"; do
  {
    head -n 1 "$file"
    tail -n +2 "$file" | LC_ALL=C sort -t , -k 3 -r
  } >"$WORK/shuffled.csv"
  options=(fit -q --format csv --replicates 200)
  if [ "$file" = "$scotland" ]; then options+=(--by Gender); fi
  expect_exit 0 "${options[@]}" "$file"
  cp "$STDOUT" "$WORK/in-order.csv"
  expect_exit 0 "${options[@]}" "$WORK/shuffled.csv"
  expect_same_bytes "$STDOUT" "$WORK/in-order.csv"
done

# Columns in another order: digits and the names of lists follow the columns, no number changes.
awk -F , -v OFS=, '{ print $6, $5, $3, $1, $4, $2 }' "$uk" >"$WORK/permuted.csv"
for interval in percentile bca; do
  numbers() { sed 's/"[^"]*"/model/g' "$STDOUT" | cut -d , -f 1,4-; }
  expect_exit 0 fit -q --format csv --replicates 200 --interval $interval "$uk"
  numbers >"$WORK/in-order.csv"
  expect_exit 0 fit -q --format csv --replicates 200 --interval $interval "$WORK/permuted.csv"
  expect_stdout_contains GP+PFNCA+LA+GO+NG
  numbers >"$WORK/permuted.out"
  expect_same_bytes "$WORK/permuted.out" "$WORK/in-order.csv"
done

# A category has the same numbers whichever other categories the file has.
expect_exit 0 fit -q --format csv --replicates 100 --by Region "$scotland"
grep -v '(all)' "$STDOUT" | head -n 2 >"$WORK/all"
region=$(sed -n 2p "$WORK/all" | cut -d , -f 1)
expect_exit 0 fit -q --format csv --replicates 100 --by Region --where "Region=$region" "$scotland"
head -n 2 "$STDOUT" >"$WORK/alone"
expect_same_bytes "$WORK/alone" "$WORK/all"

# Another seed is another drawing.
expect_exit 0 fit -q --format csv --method bic --replicates 200 --seed 1 "$uk"
cp "$STDOUT" "$WORK/one.csv"
expect_exit 0 fit -q --format csv --method bic --replicates 200 --seed 2 "$uk"
expect_different_bytes "$STDOUT" "$WORK/one.csv"
expect_exit 0 fit -q --format csv --method bic --replicates 200 "$uk"
expect_same_bytes "$STDOUT" "$WORK/one.csv"
