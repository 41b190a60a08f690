#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Put the source tree of the R package together: bindings/r, the core in src/core, published tables in inst/published.
#
#   usage: build-aux/r-package.sh TREE VERSION <LIST     LIST: files of the core, a path a line; none: only for the installed library
set -eu
tree=$1 version=$2

rm -rf "$tree"
mkdir -p "$tree"
cp -R bindings/r/. "$tree"

core=$(grep -E '^(src|models|include)/' || true)
for file in $core; do
  mkdir -p "$tree/src/core/$(dirname "$file")"
  cp "$file" "$tree/src/core/$file"
done
# Where the library is installed its own headers are read, and no file of the core.

mkdir -p "$tree/inst/published"
cp data/published/*.csv "$tree/inst/published"
cp data/README.md "$tree/inst/published/README.md"

# A variable of make over several lines: names of objects, the last line without a backslash.
objects_of() { sed 's/\.c$/.o/' | sed '$!s/$/ \\/'; }
objects=$(printf '%s\n' "$core" | grep '\.c$' | sed 's|^|core/|' | objects_of)
glue=$(cd "$tree/src" && ls -- *.c | objects_of | tr -d '\\\n')

{
  sed -e "s|@VERSION@|$version|" -e "s|@GLUE@|$glue|" -e '/^@CORE@$/,$d' "$tree/src/Makevars.in"
  printf 'CORE = \\\n%s\n' "$objects"
  sed -e "s|@GLUE@|$glue|" -e '1,/^@CORE@$/d' "$tree/src/Makevars.in"
} >"$tree/src/Makevars.new"
mv "$tree/src/Makevars.new" "$tree/src/Makevars.in"
sed "s|@VERSION@|$version|" bindings/r/DESCRIPTION >"$tree/DESCRIPTION"
