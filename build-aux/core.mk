# SPDX-License-Identifier: GPL-3.0-or-later
# The core: what a package for another language carries where libdarkfigure is not installed. It reads no files and writes no JSON, and needs GSL,
# GLPK, OpenMP and the C library alone. build-aux/core.list has its sources, which are compiled with DARK_CORE defined.

CORE := $(BUILD)/core
CORE_LIBRARY := $(CORE)/libdarkfigure-core.a
CORE_LIST := build-aux/core.list
CORE_SOURCES := $(shell cat $(CORE_LIST) 2>/dev/null)
CORE_OBJECTS := $(CORE_SOURCES:%.c=$(CORE)/obj/%.o)
CORE_LIBRARIES := -lgsl -lgslcblas -lglpk -lgomp -lm

.PHONY: core core-list core-files

core: $(CORE)/checked  ## the core for other languages, build/core/libdarkfigure-core.a, and that it needs nothing else

# Written anew when a source of the core was added, moved or needs another one.
core-list: $(LIBRARY_OBJECTS)  ## find out which sources that is, and write build-aux/core.list
	@build-aux/core-list.sh $(BUILD)/obj >$(CORE)-list.new
	@mv $(CORE)-list.new $(CORE_LIST)

# What a package copies: sources and headers, a path a line.
core-files: $(CORE_OBJECTS)
	@{ printf '%s\n' $(CORE_SOURCES); cat $(CORE_OBJECTS:%.o=%.d) | tr ' \\' '\n\n' | grep -E '^(src|models|include)/' | sed 's/:$$//'; } | LC_ALL=C sort -u

$(CORE)/obj/%.o: %.c $(BUILD)/flags | setup-build
	$(call say,compile,$@)
	@mkdir -p $(@D)
	$(QUIET)$(COMPILE) -DDARK_CORE -MMD -MP -c -o $@ $<

$(CORE_LIBRARY): $(CORE_OBJECTS) $(CORE_LIST)
	$(call say,archive,$@)
	@rm -f $@
	$(QUIET)$(AR) rcs $@ $(CORE_OBJECTS)

# All of it, linked with these libraries only, and none of the functions that the others have.
$(CORE)/checked: $(CORE_LIBRARY)
	@$(LINK) -shared $(if $(SANITIZE),,-Wl,-z,defs) -o $(CORE)/all.so $(CORE_OBJECTS) $(CORE_LIBRARIES) || \
	  { echo "make core: build-aux/core.list lacks what the core needs; 'make core-list' writes it" >&2; false; }
	@! $(NM) $(CORE_LIBRARY) | grep -E ' U (csv|json|nettle|sodium|crypto|yaml|sqlite3|zip|XML|workbook|worksheet|inflate|iconv|argp)_?'
	@touch $@

-include $(CORE_OBJECTS:%.o=%.d)
