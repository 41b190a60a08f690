# SPDX-License-Identifier: GPL-3.0-or-later
# Another processor: the unit tests, compiled for arm64 and run by qemu. It has none of the vector forms that x86-64 has beside the portable one,
# `char` is unsigned, and its C library rounds some functions otherwise. What draws is found by pkg-config, which knows this machine's libraries.

ARM64 := $(CURDIR)/build/arm64
ARM64_TOOLS := CC='aarch64-linux-gnu-gcc --sysroot=$(ARM64)/sysroot' AR=aarch64-linux-gnu-ar NM=aarch64-linux-gnu-nm \
  OBJCOPY=aarch64-linux-gnu-objcopy DRAWING=no

.PHONY: check-arm64 check-units-of-arm64 setup-arm64

setup-arm64: setup-test
	@build-aux/setup.sh arm64

# Unpacked again when other packages are needed.
$(ARM64)/packages: FORCE
	@mkdir -p $(@D)
	@build-aux/setup.sh --names build test | grep -- '-dev$$' >$@.new
	@cmp -s $@.new $@ || cp $@.new $@

$(ARM64)/unpacked: $(ARM64)/packages build-aux/arm64-sysroot.sh | setup-arm64
	$(call say,unpack,$(ARM64:$(CURDIR)/%=%)/sysroot)
	@build-aux/arm64-sysroot.sh $(ARM64) $$(cat $<)
	@touch $@

# An allocation that fails does so on any processor: every seventh here, each of them in `check`.
check-arm64: export DARK_ALLOCATION_STRIDE = 7
check-arm64: export TEST_SECONDS ?= 5400
check-arm64: setup-arm64 $(ARM64)/unpacked  ## the unit tests, compiled for arm64 and run by qemu
	@$(MAKE) BUILD=build/arm64/tree $(ARM64_TOOLS) $(SLOW) check-units-of-arm64

check-units-of-arm64: $(TESTS) $(REFERENCE)
	$(run_tests) $(foreach test,$(TESTS),'$(notdir $(test))=qemu-aarch64 -L $(ARM64)/sysroot $(test)')
