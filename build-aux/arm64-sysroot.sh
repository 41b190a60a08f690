#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Unpack the libraries of another architecture into a folder that a cross compiler and qemu take for the root of a system. Nothing is
# installed, no list of packages of this system changes, and root is not needed.
#
#   usage: build-aux/arm64-sysroot.sh FOLDER PACKAGE...
#
# FOLDER/sysroot holds the packages with all that they depend on, FOLDER/apt the lists and archives that they came from. They are fetched from
# where this system has its own packages from; libgsl-dev is not multi-arch, so that dpkg itself could not install two of it side by side.
set -euo pipefail

folder=$(mkdir -p "$1" && cd "$1" && pwd)
shift
apt=$folder/apt

fail() { printf 'arm64-sysroot: %s\n' "$*" >&2; exit 1; }

command -v apt-get >/dev/null 2>&1 || fail 'there is no apt-get here: the libraries are taken from packages of Debian'

# An apt of its own, which knows one architecture and of no package that it is installed.
options=(-q -y -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o "Dir::State=$apt/state" -o "Dir::State::status=$apt/status"
  -o "Dir::Cache=$apt/cache" -o Dir::Etc::preferencesparts=/dev/null -o APT::Sandbox::User= -o APT::Install-Recommends=false
  -o APT::Keep-Downloaded-Packages=true)
mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial"
: >"$apt/status"

run_apt() { apt-get "${options[@]}" "$@" >>"$apt/log" 2>&1; }

# Lists of other architectures may be missing where somebody else's packages come from: what counts is whether ours are there.
: >"$apt/log"
run_apt update || true
if ! run_apt install --download-only "$@"; then
  tail -n 20 "$apt/log" >&2
  fail "the packages of arm64 cannot be had (the last lines of apt-get stand above): $*"
fi

rm -rf "$folder/sysroot"
mkdir "$folder/sysroot"
for package in "$apt"/cache/archives/*.deb; do dpkg-deb -x "$package" "$folder/sysroot"; done

# Links that begin at the root of a system would lead into this one.
find "$folder/sysroot" -type l -lname '/*' | while read -r link; do
  ln -sfn "$(realpath -m --relative-to="$(dirname "$link")" "$folder/sysroot$(readlink "$link")")" "$link"
done
