#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Make the package of R from its source tree: values of the command that its tests compare with, vignettes, index. The vignettes take
# the package, which is built for that with the library installed in FOLDER/system: that needs no core.
#
#   usage: build-aux/r-build.sh FOLDER COMMAND       FOLDER: holds the tree `darkfigure` and `system`
set -eu
folder=$(cd "$1" && pwd) command=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
tree=$folder/darkfigure

build-aux/r-values.sh "$tree" "$command"

export DARKFIGURE_SYSTEM=yes
export PKG_CONFIG_PATH="$folder/system/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"
export LD_LIBRARY_PATH="$folder/system/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
cd "$folder"
env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL R CMD build darkfigure >build.log 2>&1 || {
  cat build.log >&2
  exit 1
}
