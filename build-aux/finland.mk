# SPDX-License-Identifier: GPL-3.0-or-later
# The Finnish example: data/finland/README.md.

.PHONY: finland-coverage

POPULATIONS ?= 200

finland-coverage: $(PROGRAM)  ## how often intervals hold the truth in synthetic Finnish populations (POPULATIONS=200)
	@data/finland/coverage.sh $(PROGRAM) $(POPULATIONS)
