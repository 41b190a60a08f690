# SPDX-License-Identifier: GPL-3.0-or-later
# A library with one method more, made as one is added: a file in models/ and a line in estimators.def. Packages of other languages are
# shown it, and know it without an edit (tests/python.sh, tests/r/short.sh). It is independence, under another name.

NEWCOMER := $(BUILD)/tests/newcomer
NEWCOMER_LIBRARY := $(NEWCOMER)/$(SONAME)
NEWCOMER_OBJECTS := $(NEWCOMER)/newcomer.o $(NEWCOMER)/registry.o
compile_newcomer = $(COMPILE) -iquote $(NEWCOMER) -c -o

$(NEWCOMER_LIBRARY): models/independence.c models/estimators.def $(SHARED) build-aux/newcomer.mk
	$(call say,link,$@)
	@mkdir -p $(NEWCOMER)/models
	@sed 's/dark__independence_estimator/dark__newcomer_estimator/; s/"independence"/"newcomer"/' models/independence.c >$(NEWCOMER)/models/newcomer.c
	@{ cat models/estimators.def && echo 'DARK_ESTIMATOR(newcomer)'; } >$(NEWCOMER)/models/estimators.def
	$(QUIET)$(compile_newcomer) $(NEWCOMER)/newcomer.o $(NEWCOMER)/models/newcomer.c
	$(QUIET)$(compile_newcomer) $(NEWCOMER)/registry.o src/estimator/registry.c
	$(QUIET)$(LINK) -shared -Wl,-soname,$(SONAME) -Wl,--version-script,$(BUILD)/libdarkfigure.map -o $@ \
	  $(filter-out %/estimator/registry.o,$(LIBRARY_OBJECTS)) $(NEWCOMER_OBJECTS) $(LIBRARIES)
