# SPDX-License-Identifier: GPL-3.0-or-later
# tests/test_contract.c calls every public function with every argument wrong. What there is to call, the headers say.

CONTRACT_OBJECTS := $(call object_of,$(wildcard tests/contract/*.c))
DECLARATIONS := $(BUILD)/contract/declarations.def

$(CONTRACT_OBJECTS): private MORE_FLAGS := $(TEST_FLAGS)
$(CONTRACT_OBJECTS): | setup-test
$(BUILD)/tests/test_contract: $(CONTRACT_OBJECTS)
$(BUILD)/obj/tests/test_contract.o: private MORE_FLAGS := $(TEST_FLAGS) -I$(BUILD)/contract
$(BUILD)/obj/tests/test_contract.o: $(DECLARATIONS)
-include $(CONTRACT_OBJECTS:%.o=%.d)

$(DECLARATIONS): build-aux/declarations.awk include/darkfigure.h $(wildcard include/darkfigure/*.h) $(BUILD)/flags | setup-build
	@mkdir -p $(@D)
	@printf '#include <%s>\n' darkfigure.h $(HEADERS:include/%=%) | $(CC) $(LANGUAGE) $(CPPFLAGS) -E -P -x c - | \
	  awk -f build-aux/declarations.awk | LC_ALL=C sort -u >$@
