# SPDX-License-Identifier: GPL-3.0-or-later
# The safety net: races, memory errors, fuzzing, allocation failures. tests/README.md says what each of these is for.

.PHONY: tsan check-races valgrind check-memory setup-tsan setup-valgrind

setup-tsan: setup-test
	@build-aux/setup.sh tsan

setup-valgrind: setup-test
	@build-aux/setup.sh valgrind

# Other compilers and flags build in a folder of their own: SLOW is for tools under which everything takes many times as long.
SLOW := CPPFLAGS='$(CPPFLAGS) -DDARK_FEW_ROUNDS'
# The OpenMP of clang is libomp; it must not meet the one of gcc.
CLANG := CC=clang LIBRARIES='$(filter-out -lgomp,$(LIBRARIES))'

# ---- Races. libarcher tells the sanitizer what OpenMP orders; system libraries that are not compiled for it are passed over.

THREADED_TESTS := $(shell grep -lE 'dark_bootstrap|dark_results_new|n_threads|pragma omp|<omp\.h>' tests/test_*.c | LC_ALL=C sort)
THREADED_TESTS := $(THREADED_TESTS:tests/%.c=$(BUILD)/tests/%)
THREADED_COMMANDS := same_bytes resampling methods categories formats

tsan: setup-tsan  ## tests and commands that use threads, watched for races (clang, libarcher)
	@$(MAKE) BUILD=build/tsan $(CLANG) $(SLOW) OPTIMISE='-O1 -fsanitize=thread' check-races

check-races: export OMP_TOOL_LIBRARIES = $(lastword $(sort $(wildcard /usr/lib/llvm-*/lib/libarcher.so)))
check-races: export TSAN_OPTIONS = ignore_noninstrumented_modules=1 exitcode=99
check-races: $(PROGRAM) $(THREADED_TESTS) $(REFERENCE)
	$(run_tests) 'race_detector=tests/races/self_test.sh $(LINK)' 'cli=tests/cli/run.sh $(THREADED_COMMANDS)' \
	  $(foreach test,$(THREADED_TESTS),$(notdir $(test))=$(test))

# ---- Memory errors and leaks, of the program as it is built for users. valgrind knows no AVX-512, and tells the program so.

VALGRIND := valgrind --quiet --error-exitcode=99 --leak-check=full --suppressions=tests/valgrind.supp

valgrind: setup-valgrind  ## the unit tests under valgrind
	@$(MAKE) BUILD=build/valgrind $(SLOW) check-memory

check-memory: $(TESTS) $(REFERENCE)
	$(run_tests) $(foreach test,$(TESTS),'$(notdir $(test))=$(VALGRIND) $(test)')
