#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The package of R linked with the library of this folder: it is installed without its core and without its vignette, and all of its tests
# are run, with the command at hand for their numbers. TAP.
#
#   usage: tests/r/short.sh FOLDER VERSION       FOLDER: to work in, and in it `system`, the library as installed; DARKFIGURE: the command;
#   NEWCOMER: the folder of a library that has a method more
set -eu
mkdir -p "$1/short"
folder=$(cd "$1" && pwd) version=$2
DARKFIGURE=$(cd "$(dirname "$DARKFIGURE")" && pwd)/$(basename "$DARKFIGURE") NEWCOMER=$(cd "$NEWCOMER" && pwd)
tree=$folder/short/darkfigure library=$folder/short/library
export DARKFIGURE DARKFIGURE_REPORTER=tap DARKFIGURE_SYSTEM=yes
export PKG_CONFIG_PATH="$folder/system/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"
export LD_LIBRARY_PATH="$folder/system/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
# make within R is not the one that runs this.
unset MAKEFLAGS MFLAGS MAKELEVEL || true

# Nothing of the core is asked for.
build-aux/r-package.sh "$tree" "$version" </dev/null
build-aux/r-values.sh "$tree" "$DARKFIGURE"
rm -rf "$library"
mkdir -p "$library"
if R CMD INSTALL --no-docs --library="$library" "$tree" >"$folder/short/install.out" 2>&1; then
  echo 'ok - the package is installed'
else
  sed 's/^/# /' "$folder/short/install.out"
  echo 'not ok - the package is installed'
  exit 1
fi

status=0
(cd "$tree/tests" && R_LIBS="$library" Rscript --vanilla testthat.R) >"$folder/short/tests.out" 2>&1 || status=$?
grep -vE '^1\.\.[0-9]+$' "$folder/short/tests.out"
grep -q '^ok' "$folder/short/tests.out" && [ $status = 0 ] || echo 'not ok - all tests of the package were run and passed'
if LD_LIBRARY_PATH="$NEWCOMER" R_LIBS="$library" Rscript --vanilla tests/r/newcomer.R >"$folder/short/newcomer.out" 2>&1; then
  echo 'ok - a method of the library needs no edit'
else
  sed 's/^/# /' "$folder/short/newcomer.out"
  echo 'not ok - a method of the library needs no edit'
fi
echo "1..$(($(grep -cE '^(not )?ok' "$folder/short/tests.out") + 2))"
