# SPDX-License-Identifier: GPL-3.0-or-later
# How often the intervals hold the truth: tests/coverage. Blocks of tables are kept in build/coverage and never computed twice; a run that is
# stopped goes on where it was.
#
#   make coverage                      the quick designs, 100 tables each, B = 500: some minutes; the page is build/coverage/COVERAGE.md
#   make coverage FULL=1               all designs, 1,000 tables each, B = 2,000: days; the page is tests/COVERAGE.md
#   make coverage FLAGS=1              1,000 tables of the designs `bound`, no replicates: the section of tests/COVERAGE.md on Chao's bound, 3 minutes
#   make coverage FULL=1 MINUTES=60    as much of it as can be begun in an hour; MINUTES=0: the page only
#   DESIGNS='kosovo* four-600'         these only (build/coverage/run --list names them; `quick`: the quick ones,
#                                      `choice`: those that a default is chosen by, tests/coverage/RULE.md)
#   METHODS='mixture*,bic BCa'         these only, patterns separated by commas; their blocks are kept apart from those of all methods
#   TABLES=  REPLICATES=  SEED=        other numbers

COVERAGE_SOURCES := $(wildcard tests/coverage/*.c)
COVERAGE_OBJECTS := $(call object_of,$(filter-out tests/coverage/main.c,$(COVERAGE_SOURCES)))
COVERAGE_RUN := $(BUILD)/coverage/run
COVERAGE_FULL := $(filter-out 0 no,$(FULL))
COVERAGE_FLAGS := $(filter-out 0 no,$(FLAGS))
COVERAGE_PAGE := $(if $(COVERAGE_FLAGS),$(BUILD)/coverage/bound.md,$(if $(COVERAGE_FULL),tests/COVERAGE.md,$(BUILD)/coverage/COVERAGE.md))

# What outcomes depend on: code of the library and of the experiment, and the tables that truths are fitted to. Writers are left out.
COVERAGE_PROGRAM = $(shell { find src models include data/published -type f ! -path 'src/cli/*' ! -path 'src/report/*' ! -path 'src/writing/*'; \
  ls tests/coverage/*.[ch] | grep -v -e summary -e tally -e schedule -e main; } | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c 1-16)

# What repeats the outcomes; how long it took does not.
coverage_variables = $(strip $(foreach name,FULL FLAGS DESIGNS METHODS TABLES REPLICATES SEED,$(if $($(name)),$(name)=$(if $(word 2,$($(name))),'$($(name))',$($(name))))))

.PHONY: coverage

$(call object_of,$(COVERAGE_SOURCES)): private MORE_FLAGS := $(TEST_FLAGS)

$(COVERAGE_RUN): $(call object_of,$(COVERAGE_SOURCES)) $(LIBRARY)
	$(call say,link,$@)
	@mkdir -p $(@D)
	$(QUIET)$(LINK) -o $@ $(filter %.o,$^) $(LIBRARY) $(LIBRARIES)

$(BUILD)/tests/test_coverage $(BUILD)/tests/test_coverage_truths: $(COVERAGE_OBJECTS)

-include $(patsubst %.o,%.d,$(call object_of,$(COVERAGE_SOURCES)))

coverage: $(COVERAGE_RUN)  ## how often the intervals hold the truth; FULL=1 for all of it (build-aux/coverage.mk)
	@nice $(COVERAGE_RUN) --program $(COVERAGE_PROGRAM) --folder $(BUILD)/coverage --report $(COVERAGE_PAGE) \
	  --command "$(strip make coverage $(coverage_variables))" $(if $(COVERAGE_FULL),--full) $(if $(COVERAGE_FLAGS),--flags) $(if $(MINUTES),--minutes $(MINUTES)) \
	  --designs '$(DESIGNS)' --methods '$(METHODS)' $(if $(TABLES),--tables $(TABLES)) $(if $(REPLICATES),--replicates $(REPLICATES)) $(if $(SEED),--seed $(SEED))
	$(if $(COVERAGE_FLAGS),@build-aux/section.sh tests/COVERAGE.md $(COVERAGE_PAGE) '## Designs')
