# SPDX-License-Identifier: GPL-3.0-or-later
# `make` builds build/darkfigure and build/libdarkfigure.a; `make help` lists the rest.
#
# Sources are found, not listed: a new file under src/, models/ or tests/test_*.c needs no line here. Debian packages that are missing are
# installed before the first compilation (build-aux/setup.sh). CC, CPPFLAGS, CFLAGS and LDFLAGS of the user come after ours and win.

VERSION := 0.1.0

ifeq ($(origin CC),default)
CC := gcc
endif
NM := nm
OBJCOPY := objcopy
export CC CPPFLAGS LDFLAGS

BUILD := build

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
SANITIZERS := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
ifdef SANITIZE
OPTIMISE := -O1 $(SANITIZERS)
else
OPTIMISE := -O2
endif

# -ffp-contract=off: the same bits on every processor. -ffile-prefix-map: no path of this machine in what is built.
# -fPIC -fvisibility=hidden: one object serves the static and the shared library; what the latter exports, include/darkfigure/*.h say.
LANGUAGE := -std=c11 -D_POSIX_C_SOURCE=200809L -DDARK_VERSION='"$(VERSION)"' -Iinclude -Isrc -I.
COMPILE := $(CC) $(LANGUAGE) $(OPTIMISE) -g -fPIC -fvisibility=hidden -fopenmp -ffp-contract=off \
  -ffile-prefix-map='$(CURDIR)'=. $(WARNINGS) $(CPPFLAGS) $(CFLAGS)
LINK := $(CC) $(OPTIMISE) -g -fopenmp $(CFLAGS) $(LDFLAGS)
LIBRARIES := -lgsl -lgslcblas -lglpk -lcsv -ljansson -lnettle -lsodium -lyaml -lsqlite3 -lzip -lxlsxwriter -lz -lexpat -lgomp -lm

# What draws PDF and PNG from SVG, in the command only, where pkg-config finds it (make setup-drawing installs it); DRAWING=no leaves it out.
DRAWING := yes
drawing = $(if $(filter yes,$(DRAWING)),$(shell pkg-config --exists librsvg-2.0 cairo-pdf 2>/dev/null && pkg-config $(1) librsvg-2.0 cairo-pdf))
DRAWING_FLAGS := $(patsubst -I%,-isystem %,$(call drawing,--cflags))
# The command loads them when it draws: with them linked it takes three times as long to start.
ifneq ($(call drawing,--libs),)
DRAWING_FLAGS += -DDARK_HAS_DRAWING
endif

# Tests run in this folder and find their files by these relative paths; DARK_TEST_DATA is tests/reference, unpacked, and DARK_TEST_LOCALES
# holds a locale with a decimal comma.
TEST_FLAGS := -Itests -DDARK_TEST_DATA='"build/reference"' -DDARK_DATA='"data/published"' -DDARK_TEST_LOCALES='"build/locale"'

sources_in = $(shell find $(1) -name '*.c' 2>/dev/null | LC_ALL=C sort)
object_of = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))

CLI_SOURCES := $(call sources_in,src/cli)
LIBRARY_SOURCES := $(filter-out $(CLI_SOURCES),$(call sources_in,src models))
SUPPORT_SOURCES := $(call sources_in,tests/support)
TEST_SOURCES := $(wildcard tests/test_*.c)

CLI_OBJECTS := $(call object_of,$(CLI_SOURCES))
LIBRARY_OBJECTS := $(call object_of,$(LIBRARY_SOURCES))
SUPPORT_OBJECTS := $(call object_of,$(SUPPORT_SOURCES))
TEST_OBJECTS := $(call object_of,$(TEST_SOURCES))

PROGRAM := $(BUILD)/darkfigure
LIBRARY := $(BUILD)/libdarkfigure.a
# The number changes when programs that were linked with an older library would break.
SOVERSION := 0
SONAME := libdarkfigure.so.$(SOVERSION)
SHARED := $(BUILD)/libdarkfigure.so.$(VERSION)
TESTS := $(TEST_SOURCES:tests/%.c=$(BUILD)/tests/%)

REFERENCE := $(patsubst tests/%,build/%,$(patsubst %.gz,%,$(shell find tests/reference -type f 2>/dev/null)))

# V=1 shows whole commands.
ifndef V
QUIET := @
say = @printf '  %-7s %s\n' $(1) $(2)
endif

MAKEFLAGS += --no-builtin-rules --no-print-directory
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: all check check-unit check-cli check-arrows check-install check-programs asan asan-short tidy tidy-short format format-check demo clean distclean help \
  bench bench-programs bench-against bench-r bench-languages setup setup-build setup-test setup-drawing setup-tidy setup-format FORCE

all: $(PROGRAM) $(LIBRARY)  ## build the command and the library (default)

# ---- What this machine lacks. Order-only before everything that compiles; costs some milliseconds when all is there.

setup: setup-test  ## install the packages that building and testing need

setup-build:
	@build-aux/setup.sh build

setup-test: setup-build
	@build-aux/setup.sh test

setup-drawing:  ## install what the command draws PDF and PNG with; then make builds it in
	@build-aux/setup.sh drawing

setup-tidy: setup-test
	@build-aux/setup.sh tidy

setup-format:
	@build-aux/setup.sh format

# ---- Building

# Notes that change only when what they say changes: other flags rebuild everything, a removed source rebuilds the archive, and whether there is
# something to draw with rebuilds what draws.
$(BUILD)/flags: export NOTE = $(COMPILE) $(TEST_FLAGS) $(LINK) $(LIBRARIES)
$(BUILD)/members: export NOTE = $(LIBRARY_OBJECTS) $(CLI_OBJECTS)
$(BUILD)/drawing: export NOTE = $(DRAWING_FLAGS)
$(BUILD)/flags $(BUILD)/members $(BUILD)/drawing: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' "$$NOTE" | cmp -s - $@ || printf '%s\n' "$$NOTE" >$@

$(TEST_OBJECTS) $(SUPPORT_OBJECTS): private MORE_FLAGS := $(TEST_FLAGS)
$(TEST_OBJECTS) $(SUPPORT_OBJECTS): | setup-test

$(BUILD)/obj/src/cli/figure/raster.o: private MORE_FLAGS := $(DRAWING_FLAGS)
$(BUILD)/obj/src/cli/figure/raster.o: $(BUILD)/drawing

$(BUILD)/obj/%.o: %.c $(BUILD)/flags | setup-build
	$(call say,compile,$<)
	@mkdir -p $(@D)
	$(QUIET)$(COMPILE) $(MORE_FLAGS) -MMD -MP -c -o $@ $<

$(LIBRARY): $(LIBRARY_OBJECTS) $(BUILD)/members
	$(call say,archive,$@)
	@rm -f $@
	$(QUIET)$(AR) rcs $@ $(LIBRARY_OBJECTS)

$(PROGRAM): $(CLI_OBJECTS) $(LIBRARY) $(BUILD)/members $(BUILD)/drawing
	$(call say,link,$@)
	$(QUIET)$(LINK) -o $@ $(CLI_OBJECTS) $(LIBRARY) $(LIBRARIES)

$(TESTS): $(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(SUPPORT_OBJECTS) $(LIBRARY)
	$(call say,link,$@)
	@mkdir -p $(@D)
	$(QUIET)$(LINK) -o $@ $(filter %.o,$^) $(LIBRARY) -lcmocka $(LIBRARIES) $(MORE_LIBRARIES)

-include $(patsubst %.o,%.d,$(CLI_OBJECTS) $(LIBRARY_OBJECTS) $(SUPPORT_OBJECTS) $(TEST_OBJECTS))

# ---- Testing. Every suite is run to its end; the last line says `N passed, N failed, N skipped`.

run_tests = @DARKFIGURE=$(PROGRAM) build-aux/run-tests.sh $(BUILD)/logs
# LEFT_OUT: the names of unit tests that are built and not run.
unit_suites = $(foreach test,$(filter-out $(LEFT_OUT:%=$(BUILD)/tests/%),$(TESTS)),$(notdir $(test))=$(test))
# CLI_TESTS: the names of some of tests/cli; all of them when it is empty.
cli_suite = 'cli=tests/cli/run.sh $(CLI_TESTS)'
arrows_suite := 'arrows=tests/arrows.sh $(BUILD)/obj'
install_suite := install=tests/install.sh
pages_suite := links=tests/links.sh release=tests/release.sh
sums_suite := sums=tests/sums.sh
# Suites that build-aux/*.mk add.
part_suites :=

check: all man $(TESTS) $(REFERENCE)  ## build, then run all tests: units, command line, include arrows, what gets installed, pages
	$(run_tests) $(sums_suite) $(arrows_suite) $(install_suite) $(pages_suite) $(cli_suite) $(unit_suites) $(part_suites)

check-unit: $(TESTS) $(REFERENCE)  ## the unit tests; TESTS=build/tests/test_foo for one of them
	$(run_tests) $(unit_suites)

check-cli: $(PROGRAM)  ## the command-line tests
	$(run_tests) $(cli_suite)

check-arrows: all  ## which room may use which, and no circle of calls
	$(run_tests) $(arrows_suite)

check-install: all man | setup-test  ## what make install puts into place works there
	$(run_tests) $(install_suite)

check-programs: $(PROGRAM) $(TESTS) $(REFERENCE)
	$(run_tests) $(cli_suite) $(unit_suites) $(part_suites)

asan:  ## unit and command-line tests under the address and undefined-behaviour sanitizers
	@LSAN_OPTIONS='suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0' $(MAKE) BUILD=build/asan SANITIZE=yes check-programs

asan-short: export DARK_ALLOCATION_STRIDE = 8
asan-short: export DARK_WALK_STEPS = 150
# Those that take longest, and walk through code that the others walk through as well.
LONG_CLI_TESTS := completion csv_safe example_studies finland joint many_lists methods practice printed_commands same_bytes sensitivity study_walk
LONG_UNIT_TESTS := test_bridge_tables
asan-short: export LEFT_OUT = $(LONG_UNIT_TESTS)
asan-short: export CLI_TESTS = $(filter-out $(LONG_CLI_TESTS) lib run,$(patsubst tests/cli/%.sh,%,$(wildcard tests/cli/*.sh)))
asan-short asan: export TEST_SECONDS ?= 3600
asan-short: asan  ## asan, but every eighth allocation fails, walks over stores are short, LONG_CLI_TESTS and LONG_UNIT_TESTS are left out

# Tests read build/reference/...: the files of tests/reference, those that are packed there unpacked.
build/reference/%: tests/reference/%.gz
	@mkdir -p $(@D)
	@gzip -dc $< >$@

build/reference/%: tests/reference/%
	@mkdir -p $(@D)
	@cp $< $@

# Made here and not in the system, which would take root. Where it cannot be made a test is skipped, and says so.
COMMA_LOCALE := build/locale/de_DE.UTF-8
$(BUILD)/tests/test_report_numbers: | $(COMMA_LOCALE)
$(COMMA_LOCALE): | setup-test
	@mkdir -p $(@D)
	@localedef -i de_DE -f UTF-8 $@ || rm -rf $@

# ---- Benchmarks (benchmarks/README.md states the rules). BENCH="options patterns" go to the programs: BENCH="--seconds 0.2 'fits-*'".

BENCH_SOURCES := $(wildcard benchmarks/bench_*.c)
BENCH_SUPPORT := $(filter-out $(BENCH_SOURCES),$(wildcard benchmarks/*.c))
BENCHES := $(BENCH_SOURCES:benchmarks/%.c=$(BUILD)/bench/%)
PAIRS ?= 5

# benchmarks/effort.c hears of every block of lanes that the library lets go.
BENCH_LINK = $(LINK) -Wl,--wrap=dark__block_free

$(BENCHES): $(BUILD)/bench/%: $(BUILD)/obj/benchmarks/%.o $(call object_of,$(BENCH_SUPPORT)) $(LIBRARY)
	$(call say,link,$@)
	@mkdir -p $(@D)
	$(QUIET)$(BENCH_LINK) -o $@ $< $(call object_of,$(BENCH_SUPPORT)) $(LIBRARY) $(LIBRARIES)

$(BUILD)/tests/test_benchmarks: $(call object_of,$(BENCH_SUPPORT))
$(BUILD)/tests/test_benchmarks: private LINK := $(BENCH_LINK)

-include $(patsubst %.o,%.d,$(call object_of,$(BENCH_SOURCES) $(BENCH_SUPPORT)))

bench-programs: $(BENCHES)
	@:

# What is built is told on standard error: standard output holds rows only.
bench:  ## measure: rows of CSV, and the machine beside them in build/bench
	@$(MAKE) bench-programs >&2
	@BENCH_FLAGS='$(OPTIMISE) -fPIC -fvisibility=hidden -fopenmp -ffp-contract=off $(CPPFLAGS) $(CFLAGS)' benchmarks/run.sh $(BUILD)/bench $(BENCH)

bench-against:  ## REV=<commit>: this tree against that one, in alternation (PAIRS=5)
	@$(MAKE) bench-programs >&2
	@COMPILE='$(subst ','\'',$(COMPILE))' LINK='$(BENCH_LINK)' LIBRARIES='$(LIBRARIES)' \
	  benchmarks/against.sh $(BUILD)/bench '$(REV)' $(PAIRS) $(BENCH)

bench-r:  ## the same jobs in R, where R and MultipleSystemsEstimation are installed
	@$(MAKE) bench-programs >&2
	@benchmarks/r.sh $(BUILD)/bench $(BENCH)

bench-languages: $(SHARED)  ## what a fit costs from Python and from R, against C
	@R_LIBS="$${R_LIBS-$(BUILD)/r/check/whole/darkfigure.Rcheck}" benchmarks/languages.sh $(BUILD)/bench $(SHARED)

# ---- What has a file of its own: build-aux/*.mk

PARTS := $(sort $(wildcard build-aux/*.mk))
include $(PARTS)

# ---- Reading the code

C_FILES = $(shell find src models include tests benchmarks -name '*.[ch]' 2>/dev/null | LC_ALL=C sort)
# What is compiled elsewhere: glue of packages for other languages.
BINDING_FILES = $(shell find bindings -name '*.[ch]' 2>/dev/null | LC_ALL=C sort)

# Two files include what is made: tests/test_contract.c and tests/allocation/failing_gsl.c.
TIDY_INCLUDES := $(DECLARATIONS) $(GSL_ALLOCATORS).def
tidy: setup-tidy $(TIDY_INCLUDES)  ## static checks (clang-tidy); ends without a finding
	@printf '%s\n' $(filter %.c,$(C_FILES)) | \
	  xargs -P "$$(nproc)" -I {} clang-tidy --quiet {} -- $(LANGUAGE) $(TEST_FLAGS) $(addprefix -I,$(dir $(TIDY_INCLUDES))) -fopenmp $(TIDY_PATHS) \
	  2>build/tidy.log || \
	  { grep -v ' generated\.$$' build/tidy.log >&2; false; }

# Nearly all of the time goes into paths through loops; a function that has more paths than can be looked at costs in proportion (clang looks at 225,000 states).
tidy-short: TIDY_PATHS := -Xclang -analyzer-config -Xclang max-nodes=50000
tidy-short: tidy  ## the same with fewer paths through each function: what .ci/run does

format: setup-format  ## rewrite the sources in the code style (clang-format)
	@clang-format -i $(C_FILES) $(BINDING_FILES)

format-check: setup-format  ## fail if `make format` would change anything
	@clang-format --dry-run --Werror $(C_FILES) $(BINDING_FILES)

# ---- For people

demo: all  ## estimates from published tables and a synthetic one, each command shown
	@build-aux/demo.sh $(PROGRAM)

clean:  ## remove everything that was built
	rm -rf build

distclean: clean  ## the same, and what editors and language servers left
	rm -rf compile_commands.json .cache tags

help:  ## this list
	@echo 'make TARGET, where TARGET is'
	@awk -F ':.*  ## ' '/^[a-z-]+:.*  ## / { printf "  %-13s %s\n", $$1, $$2 }' Makefile $(PARTS)
