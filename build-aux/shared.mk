# SPDX-License-Identifier: GPL-3.0-or-later
# The shared library, of the same objects as the static one. It exports the functions that the public headers declare and nothing else: the
# compiler hides what no public header declares, and the linker what its map does not name. A new function needs no line here.

HEADERS := $(sort $(wildcard include/darkfigure/*.h))

all: $(SHARED)

# After the preprocessor a public name before a parenthesis is a declaration: comments and macros are gone.
$(BUILD)/libdarkfigure.map: include/darkfigure.h $(HEADERS) build-aux/shared.mk $(BUILD)/flags | setup-build
	@{ echo 'LIBDARKFIGURE_$(SOVERSION) {'; \
	  echo '  global:'; \
	  printf '#include <%s>\n' darkfigure.h $(HEADERS:include/%=%) | $(CC) $(LANGUAGE) $(CPPFLAGS) -E -P -x c - | \
	    grep -oE '\bdark_[a-z0-9][a-z0-9_]* *\(' | sed 's/ *($$//; s/.*/    &;/' | LC_ALL=C sort -u; \
	  echo '  local:'; \
	  echo '    *;'; \
	  echo '};'; } >$@

# -z defs: the library names every other library that it needs. (Under sanitizers it cannot: their symbols come from the program.)
$(SHARED): $(LIBRARY_OBJECTS) $(BUILD)/libdarkfigure.map $(BUILD)/members
	$(call say,link,$@)
	$(QUIET)$(LINK) -shared -Wl,-soname,$(SONAME) -Wl,--version-script,$(BUILD)/libdarkfigure.map $(if $(SANITIZE),,-z defs) \
	  -o $@ $(LIBRARY_OBJECTS) $(LIBRARIES)
