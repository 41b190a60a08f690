# SPDX-License-Identifier: GPL-3.0-or-later
# The safety net: races, memory errors, fuzzing, allocation failures. tests/README.md says what each of these is for.

.PHONY: tsan tsan-short check-races valgrind valgrind-short check-memory setup-tsan setup-valgrind clang-build clang-all setup-clang

setup-clang: setup-test
	@build-aux/setup.sh clang

setup-tsan: setup-test
	@build-aux/setup.sh tsan

setup-valgrind: setup-test
	@build-aux/setup.sh valgrind

# Other compilers and flags build in a folder of their own: SLOW is for tools under which everything takes many times as long.
SLOW := CPPFLAGS='$(CPPFLAGS) -DDARK_FEW_ROUNDS'
# The OpenMP of clang is libomp; it must not meet the one of gcc.
CLANG := CC=clang LIBRARIES='$(filter-out -lgomp,$(LIBRARIES))'

# ---- The other compiler. It sees what gcc does not: variables that one branch leaves unset, code that is never reached, comments that
# describe a parameter which is not there. Nothing of what it builds is run here; races and fuzzing run what it builds.

CLANG_WARNINGS := $(WARNINGS) -Wconditional-uninitialized -Wunreachable-code-aggressive -Wloop-analysis -Wassign-enum -Wduplicate-enum \
  -Wextra-semi-stmt -Wmissing-noreturn -Wpointer-arith -Wundef -Wover-aligned -Wformat-security -Wdocumentation -Widiomatic-parentheses

clang-build: setup-clang  ## everything by clang, with its warnings as errors
	@$(MAKE) BUILD=build/clang $(CLANG) WARNINGS='$(CLANG_WARNINGS) -Werror' OPTIMISE=-O1 clang-all

clang-all: all $(TESTS) $(REPLAYS) bench-programs

# ---- Races. libarcher tells the sanitizer what OpenMP orders; system libraries that are not compiled for it are passed over.

THREADED_TESTS := $(shell grep -lE 'dark_bootstrap|dark_results_new|n_threads|pragma omp|<omp\.h>' tests/test_*.c | LC_ALL=C sort)
THREADED_TESTS := $(THREADED_TESTS:tests/%.c=$(BUILD)/tests/%)
THREADED_COMMANDS := same_bytes resampling methods categories formats sensitivity

tsan: setup-tsan  ## tests and commands that use threads, watched for races (clang, libarcher)
	@$(MAKE) BUILD=build/tsan $(CLANG) $(SLOW) OPTIMISE='-O1 -fsanitize=thread' check-races

# For every submission: a suite for each parallel region of src/ (src/resample/replicates/bootstrap.c, src/study/run, both of src/sensitivity), one through
# all estimators, and the command that compares bytes between numbers of threads. Left out are suites that repeat these to compare numbers.
tsan-short: export THREADED_TESTS = $(SHORT_RACES:%=build/tsan/tests/test_%)
tsan-short: setup-tsan  ## the same for a few of them: SHORT_RACES and SHORT_COMMANDS of build-aux/safety.mk
	@$(MAKE) BUILD=build/tsan $(CLANG) $(SLOW) OPTIMISE='-O1 -fsanitize=thread' THREADED_TESTS="$$THREADED_TESTS" \
	  THREADED_COMMANDS='$(SHORT_COMMANDS)' check-races

SHORT_RACES := bootstrap estimators sensitivity study_run
SHORT_COMMANDS := same_bytes

check-races: export OMP_TOOL_LIBRARIES = $(lastword $(sort $(wildcard /usr/lib/llvm-*/lib/libarcher.so)))
check-races: export TSAN_OPTIONS = ignore_noninstrumented_modules=1 exitcode=99
check-races: $(PROGRAM) $(THREADED_TESTS) $(REFERENCE)
	$(run_tests) 'race_detector=tests/races/self_test.sh $(LINK)' 'cli=tests/cli/run.sh $(THREADED_COMMANDS)' \
	  $(foreach test,$(THREADED_TESTS),$(notdir $(test))=$(test))

# ---- Memory errors and leaks, of the program as it is built for users. valgrind knows no AVX-512, and tells the program so.

VALGRIND := valgrind --quiet --error-exitcode=99 --leak-check=full --suppressions=tests/valgrind.supp

# Allocations fail one by one in `check` and `asan`; under valgrind, where that alone would take hours, every seventh.
valgrind: export DARK_ALLOCATION_STRIDE = 7
valgrind: export TEST_SECONDS ?= 5400
# Its numbers are to be those of the command bit by bit, which would run beside valgrind, with kernels that valgrind does not know.
valgrind: export LEFT_OUT = test_bridge_tables
valgrind: setup-valgrind  ## the unit tests under valgrind
	@$(MAKE) BUILD=build/valgrind $(SLOW) check-memory

# For every submission: what reads files and texts of strangers, where an index goes astray most easily, and workspaces through many estimators.
SHORT_MEMORY := csv table link document study_file text model_name report page workspace joint_fit blob

valgrind-short: setup-valgrind  ## the same for a few of them: SHORT_MEMORY of build-aux/safety.mk
	@$(MAKE) BUILD=build/valgrind $(SLOW) TESTS='$(SHORT_MEMORY:%=build/valgrind/tests/test_%)' check-memory

check-memory: $(TESTS) $(REFERENCE)
	$(run_tests) $(foreach test,$(filter-out $(LEFT_OUT:%=$(BUILD)/tests/%),$(TESTS)),'$(notdir $(test))=$(VALGRIND) $(test)')

# ---- Fuzzing. tests/fuzz/fuzz_NAME.c is a target; tests/fuzz/corpus/NAME are inputs that were worth keeping, tried again by `make check`
# without libFuzzer. What `make fuzz` finds comes into build/fuzz/findings, inputs that reached new code into build/fuzz/found.

.PHONY: fuzz fuzz-corpus fuzz-programs setup-fuzz

setup-fuzz: setup-test
	@build-aux/setup.sh fuzz

FUZZ_SOURCES := $(wildcard tests/fuzz/fuzz_*.c)
FUZZ_NAMES := $(FUZZ_SOURCES:tests/fuzz/fuzz_%.c=%)
FUZZ_SUPPORT := $(call object_of,$(filter-out $(FUZZ_SOURCES) tests/fuzz/replay.c,$(wildcard tests/fuzz/*.c)))
FUZZ_OBJECTS := $(call object_of,$(FUZZ_SOURCES) tests/fuzz/replay.c) $(FUZZ_SUPPORT)
FUZZERS := $(FUZZ_NAMES:%=$(BUILD)/fuzz/%)
REPLAYS := $(FUZZ_NAMES:%=$(BUILD)/replay/%)

$(FUZZ_OBJECTS): private MORE_FLAGS := $(TEST_FLAGS)
$(FUZZ_OBJECTS): | setup-test
-include $(FUZZ_OBJECTS:%.o=%.d)

# The command as a part of a test: without `main`, and with it under the name of command_main.
CLI_PART := $(patsubst %/src/cli/main.o,%/tests/command_main.o,$(CLI_OBJECTS))
$(BUILD)/obj/tests/command_main.o: $(BUILD)/obj/src/cli/main.o
	@mkdir -p $(@D)
	$(QUIET)$(OBJCOPY) --redefine-sym main=command_main $< $@

# Functions that a target puts its own in the place of.
WRAPPED := argp_parse dark__request_serve dark__output_deliver dark__complain dark__interrupt_listen
$(BUILD)/fuzz/options $(BUILD)/replay/options: $(CLI_PART)
$(BUILD)/fuzz/options $(BUILD)/replay/options: private LINK += $(WRAPPED:%=-Wl,--wrap=%)

$(FUZZERS): $(BUILD)/fuzz/%: $(BUILD)/obj/tests/fuzz/fuzz_%.o $(FUZZ_SUPPORT) $(LIBRARY)
	$(call say,link,$@)
	@mkdir -p $(@D)
	$(QUIET)$(LINK) -fsanitize=fuzzer -o $@ $(filter %.o,$^) $(LIBRARY) $(LIBRARIES) $(MORE_LIBRARIES)

$(REPLAYS): $(BUILD)/replay/%: $(BUILD)/obj/tests/fuzz/fuzz_%.o $(BUILD)/obj/tests/fuzz/replay.o $(FUZZ_SUPPORT) $(LIBRARY)
	$(call say,link,$@)
	@mkdir -p $(@D)
	$(QUIET)$(LINK) -o $@ $(filter %.o,$^) $(LIBRARY) $(LIBRARIES) $(MORE_LIBRARIES)

check check-programs: $(REPLAYS)
part_suites += $(foreach name,$(FUZZ_NAMES),'fuzz_$(name)=$(BUILD)/replay/$(name) tests/fuzz/corpus/$(name)')

fuzz-programs: $(FUZZERS)
	@:

# libcsv and the other libraries are not compiled for it: what counts is the coverage of our own code.
FUZZ_BUILD := BUILD=build/fuzzing $(CLANG) \
  OPTIMISE='-O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer'

fuzz: setup-fuzz  ## SECONDS=60 for each fuzz target, or TARGETS="table options"; fails when something is found
	@$(MAKE) $(FUZZ_BUILD) fuzz-programs
	@build-aux/fuzz.sh run build/fuzzing/fuzz $(or $(SECONDS),60) $(or $(TARGETS),$(FUZZ_NAMES))

# Two minutes for all targets together, for every submission.
.PHONY: fuzz-short
fuzz-short:  ## two minutes for all fuzz targets together, from the kept inputs
	@$(MAKE) fuzz SECONDS=$(shell expr 120 / $(words $(FUZZ_NAMES)))

fuzz-corpus: setup-fuzz  ## take what fuzzing found into tests/fuzz/corpus, only what is needed
	@$(MAKE) $(FUZZ_BUILD) fuzz-programs
	@build-aux/fuzz.sh keep build/fuzzing/fuzz $(or $(TARGETS),$(FUZZ_NAMES))

# ---- Allocation failures: tests/test_allocation*.c are linked so that memory can run out (tests/allocation/failing_memory.h).

ALLOCATION_TESTS := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/test_allocation*.c))
ALLOCATION_OBJECTS := $(call object_of,$(wildcard tests/allocation/*.c))
ALLOCATORS := malloc calloc realloc aligned_alloc free strdup strndup realpath open_memstream csv_init glp_init_env \
  yaml_parser_initialize yaml_parser_parse sqlite3_open_v2 sqlite3_prepare_v2 sqlite3_prepare_v3 sqlite3_step sqlite3_exec sqlite3_errcode \
  zip_source_buffer_create zip_open_from_source zip_fopen_index
GSL_ALLOCATORS := $(BUILD)/obj/tests/allocation/gsl_allocators

$(ALLOCATION_OBJECTS): private MORE_FLAGS := $(TEST_FLAGS) -I$(dir $(GSL_ALLOCATORS))
$(ALLOCATION_OBJECTS): | setup-test
$(BUILD)/obj/tests/allocation/failing_gsl.o: $(GSL_ALLOCATORS).def
$(ALLOCATION_TESTS): $(ALLOCATION_OBJECTS) $(GSL_ALLOCATORS).def
$(ALLOCATION_TESTS): private LINK += $(ALLOCATORS:%=-Wl,--wrap=%) @$(GSL_ALLOCATORS).flags
$(BUILD)/tests/test_allocation_command: $(CLI_PART)
# A command that was built without what it draws with.
$(BUILD)/tests/test_drawing: $(CLI_PART)
$(BUILD)/tests/test_drawing: private LINK += -Wl,--wrap=dark__raster_is_built -Wl,--wrap=dark__raster_is_there
# A method more than there is.
$(BUILD)/tests/test_groups: private LINK += -Wl,--wrap=dark_estimator_find
# A fit that does not converge, made to order.
$(BUILD)/tests/test_not_converged: private LINK += -Wl,--wrap=dark__judge_fit -Wl,--wrap=dark__explain_model
$(BUILD)/tests/test_wipe: $(BUILD)/obj/src/cli/console/cores.o
$(BUILD)/tests/test_allocation_command: private LINK += -Wl,--wrap=dark__complain -Wl,--wrap=dark__interrupt_listen
-include $(ALLOCATION_OBJECTS:%.o=%.d)

# The allocators of GSL that the library calls, each as a line for the compiler and as options for the linker.
$(GSL_ALLOCATORS).def: $(LIBRARY)
	@mkdir -p $(@D)
	@$(NM) -u $(LIBRARY) | grep -oE '\<gsl_[a-z0-9_]+_c?alloc\>' | sort -u >$(@D)/takes || true
	@sed -E 's/_c?alloc$$/_free/' $(@D)/takes | sort -u >$(@D)/returns
	@sed 's/.*/-Wl,--wrap=&/' $(@D)/takes $(@D)/returns >$(GSL_ALLOCATORS).flags
	@sed 's/.*/TAKES(&)/' $(@D)/takes >$@
	@sed 's/.*/RETURNS(&)/' $(@D)/returns >>$@
