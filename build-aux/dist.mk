# SPDX-License-Identifier: GPL-3.0-or-later
# The source tarball. It holds what is tracked, sorted, owned by nobody in particular and dated as the release, so that it has the same bytes
# whoever packs it. An unpacked tarball has no .git and packs what it holds.

DIST_NAME := darkfigure-$(VERSION)
DIST := $(BUILD)/$(DIST_NAME).tar.gz
DIST_CHECK := $(BUILD)/distcheck
DIST_EPOCH = $(or $(SOURCE_DATE_EPOCH),$(RELEASED))

.PHONY: dist distcheck check-part

# Names of files, each ended by a zero byte. Without .git: all but what .gitignore names, each line of which is a path from here.
DIST_IGNORED = $(shell sed 's|/$$||; s|.*|-o -path ".&"|' .gitignore)
dist_files = if [ -e .git ]; then git ls-files -z; else \
  find . \( -path ./.git $(DIST_IGNORED) \) -prune -o \( -type f -o -type l \) -printf '%P\0'; fi

dist:  ## the source tarball, in build
	@mkdir -p $(BUILD)
	@{ $(dist_files); } | LC_ALL=C sort -z | tar --create --file=$(DIST).tar --null --verbatim-files-from --files-from=- --format=ustar \
	  --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX --mtime=@$(DIST_EPOCH) --transform='flags=r;s|^|$(DIST_NAME)/|'
	@gzip --no-name --best <$(DIST).tar >$(DIST)
	@rm $(DIST).tar
	$(call say,pack,$(DIST))

distcheck: dist setup-test  ## unpack the tarball; build, install and test in part there, and pack the same tarball again
	@rm -rf $(DIST_CHECK)
	@mkdir -p $(DIST_CHECK)
	@cp $(DIST) $(DIST_CHECK)
	@tar -x -z -f $(DIST) -C $(DIST_CHECK)
	@$(MAKE) -C $(DIST_CHECK)/$(DIST_NAME) BUILD=build dist check-part
	@cmp $(DIST_CHECK)/$(DIST_NAME).tar.gz $(DIST_CHECK)/$(DIST_NAME)/build/$(DIST_NAME).tar.gz

# What a file forgotten in the tarball would break first. All of it is `make check`.
PART_TESTS := $(patsubst %,$(BUILD)/tests/test_%,csv document estimators loglinear reference_models report resamples table)
PART_COMMANDS := readme published formats help finland simulate_files

check-part: all man $(PART_TESTS) $(REFERENCE)
	$(run_tests) $(arrows_suite) $(install_suite) $(pages_suite) 'cli=tests/cli/run.sh $(PART_COMMANDS)' \
	  $(foreach test,$(PART_TESTS),$(notdir $(test))=$(test))
