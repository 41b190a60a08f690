#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Prove that the documented commands work on a fresh Debian 12 that has only git, gcc and make.
#
#   usage: build-aux/fresh-debian.sh FOLDER [COMMAND...]        (as root; needs the package debootstrap)
#
# Makes a minimal system in FOLDER/base (kept for the next time) and then, for each COMMAND (default: 'make demo' and 'make check'),
# a copy of it in FOLDER/run-1, FOLDER/run-2, ..., clones the last commit of this project there and runs the command inside. Each command
# so starts from nothing. Network settings (package sources, proxies, name servers, certificates) are those of this machine.
set -euo pipefail

fail() { printf 'fresh-debian: %s\n' "$*" >&2; exit 1; }

[ $# -ge 1 ] || fail 'usage: build-aux/fresh-debian.sh FOLDER [COMMAND...]'
[ "$(id -u)" = 0 ] || fail 'this needs root (debootstrap and chroot do)'
command -v debootstrap >/dev/null || fail 'debootstrap is not installed: apt-get install debootstrap'

folder=$(mkdir -p "$1" && cd "$1" && pwd)
shift
[ $# -gt 0 ] || set -- 'make demo' 'make check'
project=$(cd "$(dirname "$0")/.." && pwd)
suite=bookworm

# The first package source of this machine that carries the suite.
mirror() {
  local found
  found=$(apt-get indextargets --format '$(REPO_URI)' "Codename: $suite" 'Component: main' 2>/dev/null | head -n 1) || true
  printf '%s\n' "${found:-http://deb.debian.org/debian}"
}

make_base() {
  [ ! -e "$folder/base.done" ] || return 0
  [ ! -e "$folder/base" ] || fail "$folder/base is half made: remove it and start again"
  debootstrap --variant=minbase --include=git,gcc,make,ca-certificates "$suite" "$folder/base" "$(mirror)"
  touch "$folder/base.done"
}

# What this machine needs to reach its package sources, the new one needs as well.
copy_network_settings() { # root
  local path
  for path in /etc/apt /etc/resolv.conf /etc/hosts /etc/ssl/certs /usr/share/keyrings /usr/local/share/ca-certificates; do
    [ -e "$path" ] || continue
    if [ -d "$path" ]; then
      mkdir -p "$1$path"
      cp -a "$path/." "$1$path/"
    else
      rm -f "$1$path"
      cp -L "$path" "$1$path"
    fi
  done
}

mounted=()
unmount_all() {
  local i
  for ((i = ${#mounted[@]} - 1; i >= 0; i--)); do umount "${mounted[i]}" || true; done
  mounted=()
}
trap unmount_all EXIT

# A mount that is refused (a container may) is no reason to stop: the commands hardly need it.
mount_system() { # root
  mount -t proc proc "$1/proc" 2>/dev/null && mounted+=("$1/proc")
  mount -t tmpfs tmpfs "$1/dev/shm" 2>/dev/null && mounted+=("$1/dev/shm")
  return 0
}

run_inside() { # root command
  local proxies=() name
  for name in http_proxy https_proxy ftp_proxy no_proxy HTTP_PROXY HTTPS_PROXY FTP_PROXY NO_PROXY; do
    [ -z "${!name-}" ] || proxies+=("$name=${!name}")
  done
  chroot "$1" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "${proxies[@]}" \
    /bin/bash -c "cd && git -c advice.detachedHead=false clone --quiet /darkfigure.bundle darkfigure && cd darkfigure && $2" </dev/null
}

make_base
failures=0
number=0
for command in "$@"; do
  number=$((number + 1))
  root=$folder/run-$number
  [ ! -e "$root" ] || fail "$root exists: remove it and start again"
  cp -a "$folder/base" "$root"
  copy_network_settings "$root"
  git -C "$project" bundle create --quiet "$root/darkfigure.bundle" HEAD || fail 'there is no commit to clone'
  mount_system "$root"
  printf '\n==== %s, on a fresh Debian (%s)\n' "$command" "$root"
  begin=$SECONDS
  if run_inside "$root" "$command"; then outcome='succeeded'; else outcome="FAILED with exit status $?"; failures=$((failures + 1)); fi
  unmount_all
  printf '==== %s %s after %d s\n' "$command" "$outcome" $((SECONDS - begin))
done
[ "$failures" = 0 ]
