#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Make the package of R from its source tree: values of the command that its tests compare with, vignettes, index. The vignettes take
# the package, which is built for that with the library installed in FOLDER/system: that needs no core.
#
#   usage: build-aux/r-build.sh FOLDER COMMAND       FOLDER: holds the tree `darkfigure` and `system`
set -eu
folder=$(cd "$1" && pwd) command=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
tree=$folder/darkfigure

# One file of values for each line of cases.csv.
values=$tree/tests/testthat/values
mkdir -p "$values"
tail -n +2 "$tree/tests/testthat/cases.csv" | while IFS=, read -r name table lists count by method replicates levels; do
  "$command" fit --quiet --format csv --seed 1 --lists "$(echo "$lists" | tr ';' ',')" ${count:+--count "$count"} ${by:+--by "$by"} --method "$method" \
    ${replicates:+--replicates "$replicates"} ${levels:+--level "$(echo "$levels" | tr ';' ',')"} --output "$values/$name.csv" \
    "data/published/$table.csv" </dev/null || [ $? = 1 ]
done

export DARKFIGURE_SYSTEM=yes
export PKG_CONFIG_PATH="$folder/system/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"
export LD_LIBRARY_PATH="$folder/system/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
cd "$folder"
env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL R CMD build darkfigure >build.log 2>&1 || {
  cat build.log >&2
  exit 1
}
