# SPDX-License-Identifier: GPL-3.0-or-later
# The package of R: bindings/r with the core of the library, whose list is build-aux/core.list.

R_BUILD := $(BUILD)/r
R_PACKAGE := $(R_BUILD)/darkfigure_$(VERSION).tar.gz
# What the package has beside the core: drawing populations. Their headers are found as those of the core are.
R_MORE := $(wildcard src/resample/capture/*.c src/resample/population/*.c) src/numeric/feasibility.c
R_MORE_OBJECTS := $(R_MORE:%.c=$(CORE)/obj/%.o)

.PHONY: r-package check-r check-r-short check-r-valgrind setup-r

setup-r: setup-build
	@build-aux/setup.sh r-package

$(R_BUILD)/linked: $(CORE_LIBRARY) $(R_MORE_OBJECTS)
	@mkdir -p $(@D)
	@$(LINK) -shared $(if $(SANITIZE),,-Wl,-z,defs) -o $(R_BUILD)/all.so $(R_MORE_OBJECTS) $(CORE_OBJECTS) $(CORE_LIBRARIES)
	@touch $@

-include $(R_MORE_OBJECTS:%.o=%.d)

# The tables, the core and bindings/r, then vignettes and index, for which the package is built with the library of this folder.
r-package: setup-r all  ## the source package of R, build/r/darkfigure_VERSION.tar.gz
	@$(MAKE) core $(R_BUILD)/linked >&2
	@mkdir -p $(R_BUILD)
	@{ $(MAKE) --silent core-files; printf '%s\n' $(R_MORE); cat $(R_MORE_OBJECTS:%.o=%.d) | tr ' \\' '\n\n' | grep -E '^(src|models|include)/' | sed 's/:$$//'; } | \
	  LC_ALL=C sort -u >$(R_BUILD)/files
	@$(MAKE) --silent install PREFIX='$(CURDIR)/$(R_BUILD)/system' >$(R_BUILD)/install.log
	@build-aux/r-package.sh $(R_BUILD)/darkfigure $(VERSION) <$(R_BUILD)/files
	@build-aux/r-build.sh $(R_BUILD) $(PROGRAM)
	$(call say,pack,$(R_PACKAGE))

# CHECK_R=whole: also the core built anew without what is only suggested, every table with every method, and ten thousand fits.
check-r: r-package  ## R CMD check of the package of R, and its numbers against the command's
	@export TEST_SECONDS=$${TEST_SECONDS:-$(if $(filter whole,$(CHECK_R)),14400,1800)}; \
	  R_PACKAGE=$(R_PACKAGE) DARKFIGURE=$(PROGRAM) build-aux/run-tests.sh $(R_BUILD)/logs r=tests/r/check.sh

# Neither the core nor the vignette is made, and nothing is checked that R CMD check looks for.
check-r-short: setup-r all $(NEWCOMER_LIBRARY)  ## the tests of the package of R, linked with the library of this folder, and its numbers against the command's
	@mkdir -p $(R_BUILD)
	@$(MAKE) --silent install PREFIX='$(CURDIR)/$(R_BUILD)/system' >$(R_BUILD)/install.log
	@DARKFIGURE=$(PROGRAM) NEWCOMER=$(NEWCOMER) build-aux/run-tests.sh $(R_BUILD)/logs-short 'r_short=tests/r/short.sh $(R_BUILD) $(VERSION)'

# R_PART=columns: those files of its tests whose names have this. (R itself reads R_TESTS, and ends where that is no file of R code.)
check-r-valgrind: check-r setup-valgrind  ## the tests of the package of R under valgrind: no error, no leak of ours
	@R_CHECKED=$(R_BUILD)/check/whole/darkfigure.Rcheck build-aux/run-tests.sh $(R_BUILD)/logs 'r_valgrind=tests/r/valgrind.sh $(R_PART)'
