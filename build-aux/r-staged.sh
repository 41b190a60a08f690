#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Install the package of R below a root that is being put together, linked with the shared library there; it carries nothing of the library.
#
#   usage: build-aux/r-staged.sh ROOT LIBDIR VERSION FOLDER       LIBDIR: of the library, below ROOT; FOLDER: to work in
#
# Vignettes are made first, for which the package is built twice: it is small. No time and no name of who built it is written into it.
set -eu
root=$1 libdir=$2 version=$3 folder=$4
site=$root/usr/lib/R/site-library
day=$(date -u -d "@${SOURCE_DATE_EPOCH:-$(date +%s)}" '+%Y-%m-%d %H:%M:%S UTC')

export DARKFIGURE_SYSTEM=yes
export PKG_CONFIG_SYSROOT_DIR="$root" PKG_CONFIG_PATH="$root$libdir/pkgconfig"
export PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1 PKG_CONFIG_ALLOW_SYSTEM_LIBS=1
export LD_LIBRARY_PATH="$root$libdir${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
unset MAKEFLAGS MFLAGS MAKELEVEL || true

# Nothing of the core is asked for.
build-aux/r-package.sh "$folder/darkfigure" "$version" </dev/null
mkdir -p "$site"
cd "$folder"
R CMD build darkfigure
rm -rf darkfigure
tar -x -z -f "darkfigure_$version.tar.gz"
sed -i '/^Packaged: /d' darkfigure/DESCRIPTION
R CMD INSTALL --library="$site" --no-test-load --built-timestamp="$day" darkfigure
