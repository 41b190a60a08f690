#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Install files, or remove the same files again.
#
#   usage: build-aux/install.sh install DESTDIR FILE...
#          build-aux/install.sh uninstall DESTDIR FILE... -- FOLDER...
#
# FILE is MODE:SOURCE:TARGET, or link:TEXT:TARGET for a symbolic link to TEXT. Targets lie below DESTDIR, which may be empty. Of the FOLDERs
# (ours alone) uninstall removes what is empty then.
set -eu

verb=$1 destination=$2
shift 2

install_file() { # mode source target
  case $1 in
    link) mkdir -p "${3%/*}" && ln -sfn "$2" "$3" ;;
    *) install -D -m "$1" "$2" "$3" ;;
  esac
}

while [ $# -gt 0 ] && [ "$1" != -- ]; do
  rest=${1#*:}
  target=$destination${rest#*:}
  case $verb in
    install) install_file "${1%%:*}" "${rest%%:*}" "$target" ;;
    uninstall) rm -f "$target" ;;
  esac
  shift
done

[ $# = 0 ] || shift
for folder in "$@"; do
  [ ! -d "$destination$folder" ] || find "$destination$folder" -depth -type d -empty -delete
done
