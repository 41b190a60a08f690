# SPDX-License-Identifier: GPL-3.0-or-later
# Debian packages of the tree as it is, source and binary, built from an unpacked tarball in build/deb. What is in them, debian/ says. The
# source package is a native one: packaging and program are one tree with one version.

DEB := $(BUILD)/deb

# Tests are for `make check`; `debuild` by itself runs them too.
DEB_OPTIONS := nocheck
# pkg.darkfigure.nobindings: no packages of R and Python, and nothing of what they are built with.
DEB_PROFILES :=

.PHONY: deb lint-deb setup-deb

setup-deb: setup-test
	@build-aux/setup.sh --packages build man test deb drawing $(if $(filter pkg.darkfigure.nobindings,$(DEB_PROFILES)),,deb-bindings)

# The flags are those of the distribution, not those of this make.
deb: dist setup-deb  ## Debian packages, source and binary, in build/deb; DEB_PROFILES=pkg.darkfigure.nobindings without R and Python
	@rm -rf $(DEB)
	@mkdir -p $(DEB)
	@tar -x -z -f $(DIST) -C $(DEB)
	@cd $(DEB)/$(DIST_NAME) && env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u CC -u CPPFLAGS -u LDFLAGS \
	  DEB_BUILD_OPTIONS="$(DEB_OPTIONS) parallel=$$(nproc)" dpkg-buildpackage --no-sign $(DEB_PROFILES:%=--build-profiles=%)
	@ls $(DEB)/*.deb $(DEB)/*.dsc

run_bindings = @build-aux/run-tests.sh $(BUILD)/logs/deb 'deb=tests/deb.sh $(DEB)'

# What is left out: that the first upload to Debian closes no request for the package, since nobody has made one. Pages have their links where
# the package puts them, beside Debian's copies of licences.
lint-deb: deb  ## the same, what Debian's own checks (lintian) say of them, and that those of R and Python work
	lintian --allow-root --no-cfg --display-info --fail-on error,warning,info --suppress-tags initial-upload-closes-no-bugs $(DEB)/*.changes
	@mkdir -p $(DEB)/root/usr/share
	@ln -sfn /usr/share/common-licenses $(DEB)/root/usr/share/common-licenses
	@dpkg-deb -x $(DEB)/darkfigure_$(VERSION)_*.deb $(DEB)/root
	@tests/links.sh $(DEB)/root/usr/share/doc/darkfigure
	$(if $(filter pkg.darkfigure.nobindings,$(DEB_PROFILES)),,$(run_bindings))
