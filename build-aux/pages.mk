# SPDX-License-Identifier: GPL-3.0-or-later
# Pages to hand on in a browser. Where none can be installed the tests are skipped and say so.

.PHONY: check-report
BROWSED := $(BUILD)/pages

# axe-core finds what keeps people out of a page. It is fetched for the tests, and is part of nothing that is handed on; where it cannot be, that part is skipped.
AXE_VERSION := 4.10.3
AXE_SHA256 := 880970c081707360e64f34cea25ff91892f5bc95675b0776925b9709dd8a68bb

check-report: $(PROGRAM) $(BROWSED)/sources | setup-test  ## figures of `plot` and pages of `report` in a headless browser, at several widths, printed, by keyboard, without colours
	-@build-aux/setup.sh pages
	-@build-aux/axe.sh $(AXE_VERSION) $(AXE_SHA256) $(BROWSED)/axe.js
	@DARKFIGURE=$(PROGRAM) PAGES=$(BROWSED)/sources AXE=$(BROWSED)/axe.js TESTS_IN=tests/pages build-aux/run-tests.sh $(BUILD)/logs/report \
	  'report=tests/cli/run.sh report' 'access=tests/cli/run.sh access'

# What they are made from, once for both.
$(BROWSED)/sources: $(PROGRAM) tests/pages/sources.bash
	$(call say,sources,$@)
	@rm -rf $@ $@.part
	@mkdir -p $@.part
	$(QUIET)WORK=$@.part DARKFIGURE=$(abspath $(PROGRAM)) bash -u -c '. tests/cli/lib.sh; . tests/pages/sources.bash'
	@mv $@.part $@
