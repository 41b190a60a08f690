#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Put a shared library into a folder together with all that it needs but the C library, so that it runs where none of it is installed.
#
#   usage: build-aux/python-carry.sh LIBRARY FOLDER
#
# What is carried gets a name of its own (libgsl.so.27 becomes libgsl-darkfigure.so.27), so that no other library of the same process is taken
# in its place, and looks for the others beside itself: what auditwheel does, which Debian 12 does not have.
set -euo pipefail

library=$1
folder=$2

# Parts of the C library: every system has them, in the version that its loader needs.
readonly kept='^(linux-vdso|ld-linux.*|libc|libm|libdl|libpthread|librt|libresolv)\.so'

own_name() { printf '%s-darkfigure.so%s\n' "${1%%.so*}" "${1#*.so}"; }

needed_by() { ldd "$1" | awk '$2 == "=>" && $3 ~ /^\// { print $1, $3 }' | grep -vE "$kept" || true; }

# In the file, each name of something carried becomes its own name.
rename_needs() { # file
  local name
  patchelf --print-needed "$1" | { grep -vE "$kept" || true; } | while read -r name; do
    patchelf --replace-needed "$name" "$(own_name "$name")" "$1"
  done
}

rm -rf "$folder"
mkdir -p "$folder"
target=$folder/$(patchelf --print-soname "$library")
cp -L "$library" "$target"
strip --strip-unneeded "$target"

needed_by "$library" | while read -r name path; do
  carried=$folder/$(own_name "$name")
  cp -L "$path" "$carried"
  chmod 644 "$carried"
  patchelf --set-soname "$(own_name "$name")" "$carried"
  rename_needs "$carried"
  # shellcheck disable=SC2016 # the loader reads it
  patchelf --force-rpath --set-rpath '$ORIGIN' "$carried"
done
rename_needs "$target"
# shellcheck disable=SC2016
patchelf --force-rpath --set-rpath '$ORIGIN' "$target"
