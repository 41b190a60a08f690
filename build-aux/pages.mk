# SPDX-License-Identifier: GPL-3.0-or-later
# Pages to hand on in a browser. Where none can be installed the test is skipped and says so.

.PHONY: check-report

check-report: $(PROGRAM) | setup-test  ## figures of `plot` and pages of `report` in a headless browser, at several widths, and printed
	-@build-aux/setup.sh pages
	@DARKFIGURE=$(PROGRAM) TESTS_IN=tests/pages build-aux/run-tests.sh $(BUILD)/logs/report 'report=tests/cli/run.sh report'
