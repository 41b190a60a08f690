# SPDX-License-Identifier: GPL-3.0-or-later
# Debian packages of the tree as it is, built from a copy in build/deb. What is in them, debian/ says.

DEB := $(BUILD)/deb

.PHONY: deb setup-deb

setup-deb: setup-test
	@build-aux/setup.sh deb

# The flags are those of the distribution, not those of this make. Tests are for `make check`; `debuild` by itself runs them too.
deb: setup-deb  ## Debian packages, in build/deb
	@rm -rf $(DEB)
	@mkdir -p $(DEB)/darkfigure-$(VERSION)
	@tar -c --exclude=./build --exclude=./.git . | tar -x -C $(DEB)/darkfigure-$(VERSION)
	@cd $(DEB)/darkfigure-$(VERSION) && env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u CC -u CPPFLAGS -u LDFLAGS \
	  DEB_BUILD_OPTIONS="nocheck parallel=$$(nproc)" dpkg-buildpackage --no-sign --build=binary
	@ls $(DEB)/*.deb
