# SPDX-License-Identifier: GPL-3.0-or-later
# What takes longer than `make check`, and all of it together: run before an issue is called resolved, and before a release.

# In this order: what fails fastest, first.
CHECKS := format-check clang-build check check-abi check-parallel check-slurm check-report check-python-slow check-r-valgrind check-enumeration check-bench-r asan distcheck lint-deb tidy tsan valgrind check-arm64 fuzz fresh-debian

FRESH := $(BUILD)/fresh-debian

.PHONY: check-all check-bench-r check-enumeration fresh-debian setup-fresh

check-all:  ## check, asan and everything that is slower, then a line for each; CHECKS="tsan tidy" for some
	@MAKE='$(MAKE)' MAKEFLAGS= build-aux/run-targets.sh $(CHECKS)

check-enumeration: $(BUILD)/tests/test_enumeration  ## the search for the best model against fitting all of them, on 2,200 tables
	@DARK_ENUMERATION=all TEST_SECONDS=$${TEST_SECONDS:-5400} build-aux/run-tests.sh $(BUILD)/logs/enumeration 'test_enumeration=$<'

# Where R cannot be installed the test is skipped and says so.
check-bench-r: $(BUILD)/bench/bench_bootstrap $(BUILD)/reference/loglinear/boot.csv | setup-test  ## bench-r, with a stand-in for the package of R
	-@build-aux/setup.sh r
	@TESTS_IN=tests/benchmarks build-aux/run-tests.sh $(BUILD)/logs/bench-r 'bench_r=tests/cli/run.sh bench_r'

setup-fresh: setup-test
	@build-aux/setup.sh fresh

# Nothing is mounted below it when it is removed; should something be, it is left alone.
fresh-debian: setup-fresh  ## both commands of the README on a new Debian 12, in build/fresh-debian; as root
	@rm -rf --one-file-system $(FRESH)/run-*
	@build-aux/fresh-debian.sh $(FRESH)
