#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Fetch axe-core, which checks pages, and only the file that has the hash that is known.
#
#   usage: build-aux/axe.sh VERSION SHA256 FILE
set -eu

version=$1 hash=$2 file=$3
has_hash() { [ -f "$1" ] && [ "$(sha256sum <"$1" | cut -d ' ' -f 1)" = "$hash" ]; }

if has_hash "$file"; then exit 0; fi
rm -f "$file"
command -v npm >/dev/null || { echo 'axe-core: npm is not installed' >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm pack --silent --ignore-scripts "axe-core@$version" >/dev/null) || { echo 'axe-core: npm cannot fetch it' >&2; exit 1; }
tar -xzf "$work"/axe-core-*.tgz -C "$work" package/axe.min.js
has_hash "$work/package/axe.min.js" || { echo "axe-core: $version is not the file that was known" >&2; exit 1; }
mkdir -p "$(dirname "$file")"
mv "$work/package/axe.min.js" "$file"
