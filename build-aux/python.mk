# SPDX-License-Identifier: GPL-3.0-or-later
# The package of Python, bindings/python: its tests, and a wheel that carries the library. Nothing is fetched from a registry of Python.

PYTHON := /usr/bin/python3
PYTHON_SOURCE := bindings/python
PYTHON_BUILD := $(BUILD)/python
WHEELS := $(PYTHON_BUILD)/wheels
PYTHON_FILES = $(shell find $(PYTHON_SOURCE) -type f ! -path '*/__pycache__/*' ! -path '*/.*' 2>/dev/null | LC_ALL=C sort)
PYTHON_PACKAGE = $(filter $(PYTHON_SOURCE)/src/% %.toml %setup.py %README.md,$(PYTHON_FILES))

.PHONY: check-python check-python-slow python-wheel setup-python

setup-python: setup-test
	@build-aux/setup.sh python

# A wheel is made in a copy: setuptools leaves files where it builds.
$(WHEELS)/stamp: $(PYTHON_PACKAGE) $(SHARED) build-aux/python-carry.sh build-aux/python.mk | setup-python
	$(call say,wheel,$(WHEELS))
	@rm -rf $(PYTHON_BUILD)
	@mkdir -p $(WHEELS) $(PYTHON_BUILD)/tree
	@cd $(PYTHON_SOURCE) && cp --parents $(PYTHON_PACKAGE:$(PYTHON_SOURCE)/%=%) $(CURDIR)/$(PYTHON_BUILD)/tree
	@cp LICENSE $(PYTHON_BUILD)/tree
	@echo $(VERSION) >$(PYTHON_BUILD)/tree/VERSION
	@build-aux/python-carry.sh $(SHARED) $(PYTHON_BUILD)/tree/src/darkfigure/lib
	$(QUIET)$(PYTHON) -m pip --quiet --disable-pip-version-check --no-cache-dir wheel --no-index --no-deps --no-build-isolation \
	  --wheel-dir $(WHEELS) ./$(PYTHON_BUILD)/tree
	@touch $@

python-wheel: $(WHEELS)/stamp  ## a wheel of the package for Python, which carries the library, in build/python/wheels
	@ls $(WHEELS)/*.whl

python_suites = 'python=tests/python.sh units' 'python-types=tests/python.sh types' 'python-newcomer=tests/python.sh newcomer' \
  'python-wheel=tests/python.sh wheel'

run_python = @DARKFIGURE=$(CURDIR)/$(PROGRAM) DARKFIGURE_LIBRARY=$(CURDIR)/$(SHARED) PYTHON=$(PYTHON) \
  NEWCOMER=$(CURDIR)/$(NEWCOMER_LIBRARY) WHEELS=$(CURDIR)/$(WHEELS) \
  build-aux/run-tests.sh $(BUILD)/logs/python

check-python: $(PROGRAM) $(SHARED) $(NEWCOMER_LIBRARY) $(WHEELS)/stamp | setup-python  ## the package for Python: tests, types, and its wheel in an environment that has nothing else
	$(run_python) $(python_suites)

check-python-slow: export DARKFIGURE_SLOW = yes
check-python-slow: check-python  ## the same, with 10,000 fits that must leave nothing behind, and all methods on all tables
