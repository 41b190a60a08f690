# SPDX-License-Identifier: GPL-3.0-or-later
# What takes longer than `make check`, and all of it together: run before an issue is called resolved, and before a release.

# In this order: what fails fastest, first.
CHECKS := format-check clang-build check check-parallel check-slurm asan distcheck lint-deb tidy tsan valgrind fuzz fresh-debian

FRESH := $(BUILD)/fresh-debian

.PHONY: check-all fresh-debian setup-fresh

check-all:  ## check, asan and everything that is slower, then a line for each; CHECKS="tsan tidy" for some
	@MAKE='$(MAKE)' MAKEFLAGS= build-aux/run-targets.sh $(CHECKS)

setup-fresh: setup-test
	@build-aux/setup.sh fresh

# Nothing is mounted below it when it is removed; should something be, it is left alone.
fresh-debian: setup-fresh  ## both commands of the README on a new Debian 12, in build/fresh-debian; as root
	@rm -rf --one-file-system $(FRESH)/run-*
	@build-aux/fresh-debian.sh $(FRESH)
