# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# benchmarks/bench.R against a stand-in for the R package that it measures, which like it finds its data only when it is attached: it runs,
# times as many replicates here as there, and fails where estimates or limits differ.

command -v Rscript >/dev/null || skip 'R is not installed'

mkdir "$WORK/library"
export R_LIBS=$WORK/library STAND_IN_REFERENCE=build/reference/loglinear/boot.csv
R CMD INSTALL --no-docs --library="$R_LIBS" tests/benchmarks/MultipleSystemsEstimation >"$WORK/install.log" 2>&1 ||
  fail "$(cat "$WORK/install.log")"

bench_r() { # status argument...
  local expected=$1 status=0
  shift
  benchmarks/r.sh "$FOLDER" "$@" bootstrap-kosovo-order3 >"$STDOUT" 2>"$STDERR" || status=$?
  [ "$status" = "$expected" ] || fail_with_outputs "exit status $status, not $expected: r.sh $*"
}
FOLDER=build/bench

# Not attached, the stand-in finds nothing.
if Rscript --vanilla -e 'MultipleSystemsEstimation::estimate_population_bic(
    as.matrix(read.csv("data/published/kosovo-killings-1999.csv")), 2, c(0.025, 0.975), 3, Inf)' >"$STDOUT" 2>"$STDERR"; then
  fail 'the stand-in finds its data without being attached'
fi
expect_stderr_contains "object 'hiermodels' not found"

# The estimate of both, and limits of both at 95%.
bench_r 0
expect_stderr_contains 'bootstrap-kosovo-order3, 1000 replicates in each: '
expect_stderr_contains 'estimate 10356.519 in R, 10356.519 here; limits 6947.04 to 18010 in R, 6602.63 to 17819.8 here'
expect_stdout_line 1 "$(build/bench/bench_bootstrap 'no case')"
expect_close "$(csv_value total)" 10356.5189572518 1e-11
expect_close "$(csv_value lower)" 6947.03703703704 1e-11
expect_close "$(csv_value upper)" 18009.9865856853 1e-11

# As many replicates here as there.
bench_r 0 --replicates=20
expect_stderr_contains ', 20 replicates in each: '
expect_equal "$(csv_value replicates)" 20

# It fails where it should.
STAND_IN_ESTIMATE=1.00001 bench_r 1
expect_stderr_contains 'THE ESTIMATES DIFFER'
STAND_IN_LIMITS=1.6 bench_r 1
expect_stderr_contains 'THE LIMITS DIFFER'
STAND_IN_LIMITS=nan bench_r 1
FOLDER=$WORK bench_r 1
expect_stderr_contains '--program names no file'
printf '#!/bin/sh\nexit 1\n' >"$WORK/bench_bootstrap"
chmod +x "$WORK/bench_bootstrap"
FOLDER=$WORK bench_r 1
expect_stderr_contains 'fails on bootstrap-kosovo-order3'
