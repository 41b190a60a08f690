# SPDX-License-Identifier: GPL-3.0-or-later
# make install PREFIX=/usr/local DESTDIR= BINDIR= LIBDIR= ...: one table says what goes where; `make uninstall` with the same variables removes it.

PREFIX := /usr/local
BINDIR = $(PREFIX)/bin
LIBDIR = $(PREFIX)/lib
INCLUDEDIR = $(PREFIX)/include
DATADIR = $(PREFIX)/share
MANDIR = $(DATADIR)/man
DOCDIR = $(DATADIR)/doc/darkfigure
PKGCONFIGDIR = $(LIBDIR)/pkgconfig
COMPLETIONDIR = $(DATADIR)/bash-completion/completions

.PHONY: install uninstall man setup-man

# ---- What is made for installing only

# Manual pages are the program's own help, so they are made of it and not kept beside it, where they could differ. One per command; commands
# below `study` are those that study.h declares.
COMMANDS := $(shell sed -n 's/^int dark__cmd_\([a-z]*\).int argc.*/\1/p' src/cli/commands/commands.h src/cli/study/study.h)
COMMANDS += $(shell sed -n 's/^int dark__study_\([a-z]*\).int argc.*/study-\1/p' src/cli/study/study.h)
MANUAL_PAGES := $(patsubst %,$(BUILD)/man/%.1,darkfigure $(addprefix darkfigure-,$(COMMANDS)))

# The day of the release stands in the pages, not the day they were made.
RELEASED = $(shell date -u -d "$$(sed -n 's/^ -- .*>  //p' debian/changelog | head -n 1)" +%s)

man: $(MANUAL_PAGES)  ## the manual pages, in build/man

# Part of setup-test, so that two of them never install at a time.
setup-test: setup-man
setup-man: setup-build
	@build-aux/setup.sh man

$(MANUAL_PAGES): $(BUILD)/man/%.1: $(PROGRAM) build-aux/manual-page.sh debian/changelog | setup-man
	$(call say,man,$@)
	@mkdir -p $(@D)
	$(QUIET)SOURCE_DATE_EPOCH=$(RELEASED) build-aux/manual-page.sh $(PROGRAM) $(VERSION) $(subst -, ,$(patsubst darkfigure-%,%,$(filter darkfigure-%,$*))) >$@

# The C program of its page.
$(BUILD)/examples/total.c: docs/library.md
	@mkdir -p $(@D)
	@awk 'code && /^```$$/ { exit } code { print } /^```c$$/ { code = 1 }' $< >$@

# Written anew each time, for it holds the folders.
below_prefix = $(patsubst $(PREFIX)/%,$${prefix}/%,$(1))
$(BUILD)/darkfigure.pc: build-aux/darkfigure.pc.in FORCE
	@mkdir -p $(@D)
	@sed -e 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|' -e 's|@LIBDIR@|$(call below_prefix,$(LIBDIR))|' \
	  -e 's|@INCLUDEDIR@|$(call below_prefix,$(INCLUDEDIR))|' $< >$@

# ---- What goes where: MODE:SOURCE:TARGET, or link:TEXT:TARGET

# Pages keep their places among each other, so that their links work where they are installed. The pages of data/ are with the data, and a link
# stands in their place.
PAGES := LICENSE CITATION.cff $(sort $(wildcard *.md docs/*.md benchmarks/*.md tests/*.md tests/coverage/*.md tests/reference/*.md))
DATA_LINK = $(shell realpath -m --relative-to='$(DOCDIR)' '$(DATADIR)/darkfigure/data')
DATA_FILES := $(shell find data -type f ! -name '.*' 2>/dev/null | LC_ALL=C sort)
to = $(foreach file,$(2),644:$(file):$(1)/$(notdir $(file)))

INSTALLED = 755:$(PROGRAM):$(BINDIR)/darkfigure \
  755:$(SHARED):$(LIBDIR)/$(notdir $(SHARED)) \
  link:$(notdir $(SHARED)):$(LIBDIR)/$(SONAME) \
  link:$(SONAME):$(LIBDIR)/libdarkfigure.so \
  $(call to,$(LIBDIR),$(LIBRARY)) \
  $(call to,$(PKGCONFIGDIR),$(BUILD)/darkfigure.pc) \
  $(call to,$(INCLUDEDIR),include/darkfigure.h) \
  $(call to,$(INCLUDEDIR)/darkfigure,$(HEADERS)) \
  $(call to,$(MANDIR)/man1,$(MANUAL_PAGES)) \
  644:build-aux/completion.bash:$(COMPLETIONDIR)/darkfigure \
  $(foreach page,$(PAGES),644:$(page):$(DOCDIR)/$(page)) \
  link:$(DATA_LINK):$(DOCDIR)/data \
  $(call to,$(DOCDIR)/examples,$(BUILD)/examples/total.c) \
  $(foreach file,$(DATA_FILES),$(if $(filter %.sh,$(file)),755,644):$(file):$(DATADIR)/darkfigure/$(file))

# Folders that nobody else uses.
OWN_FOLDERS = $(INCLUDEDIR)/darkfigure $(DATADIR)/darkfigure $(DOCDIR)

# The loader keeps a list of the libraries in its folders; it changes when one of this system's own does.
refresh_loader = @[ -n '$(DESTDIR)' ] || [ "$$(id -u)" != 0 ] || ! ldconfig -vNX 2>/dev/null | grep '^$(LIBDIR):' >/dev/null || ldconfig

install: all man $(BUILD)/darkfigure.pc $(BUILD)/examples/total.c  ## install below PREFIX (/usr/local), with DESTDIR in front
	@build-aux/install.sh install '$(DESTDIR)' $(INSTALLED)
	$(refresh_loader)
	$(call say,install,$(DESTDIR)$(PREFIX))

uninstall:  ## remove what install put there; give it the same variables
	@build-aux/install.sh uninstall '$(DESTDIR)' $(INSTALLED) -- $(OWN_FOLDERS)
	$(refresh_loader)
	$(call say,removed,$(DESTDIR)$(PREFIX))
