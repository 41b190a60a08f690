# SPDX-License-Identifier: GPL-3.0-or-later
# What programs that were linked with the shared library rely on: docs/api.md says what that is.

ABI_DUMP := tests/abi/libdarkfigure.abi
ABI_FLAGS := --headers-dir include --drop-private-types --exported-interfaces-only --no-show-locs --no-corpus-path --no-comp-dir-path --no-elf-needed

.PHONY: check-abi abi-dump setup-abi

# An object that is compiled against the headers of version 1 is linked with today's library.
OLD_CALLER := $(BUILD)/tests/abi/old_caller
$(OLD_CALLER): tests/abi/old_caller.c tests/abi/version-1.h $(SHARED) | setup-test
	$(call say,link,$@)
	@mkdir -p $(@D)
	@ln -sf ../../$(notdir $(SHARED)) $(@D)/$(SONAME)
	$(QUIET)$(CC) -std=c11 -D_DEFAULT_SOURCE -Itests $(OPTIMISE) $(CFLAGS) -fopenmp -o $@ $< $(SHARED) -lgsl -lgslcblas -lm -Wl,-rpath,'$$ORIGIN'

check check-programs: $(OLD_CALLER)
part_suites += 'symbols=tests/symbols.sh $(SHARED)' 'old_caller=$(OLD_CALLER) data/published/kosovo-killings-1999.csv'

setup-abi: setup-test
	@build-aux/setup.sh abi

# Functions and structs may be added, and structs that carry a version may grow at their end: that changes the dump, and `make abi-dump` writes it anew.
# What else abidiff finds breaks programs.
check-abi: $(SHARED) setup-abi  ## the ABI of the shared library against the dump in tests/abi
	@abidw $(ABI_FLAGS) --out-file $(BUILD)/libdarkfigure.abi $(SHARED)
	@gzip -dc $(ABI_DUMP).gz >$(BUILD)/libdarkfigure-kept.abi
	@abidiff --no-added-syms $(BUILD)/libdarkfigure-kept.abi $(BUILD)/libdarkfigure.abi

abi-dump: $(SHARED) setup-abi
	@abidw $(ABI_FLAGS) --out-file $(BUILD)/libdarkfigure.abi $(SHARED)
	@gzip --no-name --best <$(BUILD)/libdarkfigure.abi >$(ABI_DUMP).gz
