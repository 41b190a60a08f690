#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Run benchmarks/bench.R where R and the package it measures are installed; say so and end well where they are not.
#
#   usage: benchmarks/r.sh FOLDER [OPTION...] [PATTERN...]
#
# FOLDER/bench_bootstrap does the same jobs here. Options and patterns: benchmarks/bench.R.
set -eu

folder=$1
shift

if ! command -v Rscript >/dev/null 2>&1; then
  echo 'bench-r: R is not installed here, so nothing is compared; benchmarks/README.md has figures measured elsewhere' >&2
  exit 0
fi
if ! Rscript --vanilla -e 'quit(status = !requireNamespace("MultipleSystemsEstimation", quietly = TRUE))' >/dev/null 2>&1; then
  echo 'bench-r: R is installed, but not its package MultipleSystemsEstimation, so nothing is compared (in R: install.packages("MultipleSystemsEstimation"))' >&2
  exit 0
fi

exec Rscript --vanilla benchmarks/bench.R --program="$folder/bench_bootstrap" "$@"
