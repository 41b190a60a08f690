# SPDX-License-Identifier: GPL-3.0-or-later
# Studies in shards under the engines that docs/manual.md names. What an engine needs is installed; where it cannot be, or cannot work, the
# test is skipped and says why.

.PHONY: check-slurm check-parallel

run_engine = @DARKFIGURE=$(PROGRAM) TESTS_IN=tests/engines build-aux/run-tests.sh $(BUILD)/logs/$(1) '$(1)=tests/cli/run.sh $(1)'

check-slurm: $(PROGRAM) | setup-test  ## a study as a job array on a Slurm cluster of one node, made for it; a shard is lost
	-@build-aux/setup.sh slurm
	$(call run_engine,slurm)

check-parallel: $(PROGRAM) | setup-test  ## a study in shards under GNU parallel; a shard is lost
	-@build-aux/setup.sh parallel
	$(call run_engine,parallel)
