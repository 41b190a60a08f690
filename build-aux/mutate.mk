# SPDX-License-Identifier: GPL-3.0-or-later
# Deliberate faults, each of which a named suite must catch: tests/mutants (tests/README.md says how they are written).
#
#   make mutate                            all of them; what was tried on the same code before is not tried again
#   make mutate MUTANTS='table/* *seed*'   some: patterns of ROOM/NAME, NAME or the suite
#   MUTATE_JOBS=1                          trees in which they are tried side by side; one for each processor

MUTATE := $(BUILD)/mutate
MUTATE_JOBS ?= $(shell nproc)

.PHONY: mutate reference

# What tests read, unpacked: for a tree of which only some suites are built.
reference: $(REFERENCE)

# In the environment, where no shell takes patterns for names of files.
mutate: export MUTANTS := $(MUTANTS)
mutate: setup-test  ## put faults in on purpose: does the suite that is named for each fail? MUTANTS="patterns" for some
	@MAKE='$(MAKE)' build-aux/mutate.sh $(MUTATE) $(MUTATE_JOBS)
