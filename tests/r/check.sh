#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The package of R: R CMD check as CRAN does it, its tests with the command at hand, and again with nothing but what it depends on. TAP.
#
#   usage: tests/r/check.sh      R_PACKAGE: the package; DARKFIGURE: the command; CHECK_R=whole: also what takes long
set -eu
package=$(cd "$(dirname "$R_PACKAGE")" && pwd)/$(basename "$R_PACKAGE")
DARKFIGURE=$(cd "$(dirname "$DARKFIGURE")" && pwd)/$(basename "$DARKFIGURE")
here=$(cd "$(dirname "$0")" && pwd)
work=$(dirname "$package")/check

export _R_CHECK_SYSTEM_CLOCK_=0 _R_CHECK_CRAN_INCOMING_=false _R_CHECK_FORCE_SUGGESTS_=true
export DARKFIGURE DARKFIGURE_REPORTER=tap
# make within R is not the one that runs this.
unset MAKEFLAGS MFLAGS MAKELEVEL DARKFIGURE_SYSTEM || true
export MAKEFLAGS="-j$(nproc)"

n=0
tell() { # 0 or not, what
  n=$((n + 1))
  if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}

# Lines "* checking ... ERROR", WARNING or NOTE; of the notes only those on size, a new submission or the age of the clock are taken.
found_in() { # log
  awk '/^\* checking .*\.\.\. *(\[.*\] *)?(ERROR|WARNING|NOTE)$/ || /^\* checking .* (ERROR|WARNING)$/' "$1" |
    grep -vE 'installed package size|CRAN incoming feasibility|future file timestamps' || true
}

check() { # folder, options of R CMD check...
  folder=$1
  shift
  rm -rf "$folder"
  mkdir -p "$folder"
  (cd "$folder" && R CMD check --as-cran --no-manual "$@" "$package" >console 2>&1) || true
  tail -n 1 "$folder/console" | sed 's/^/# /'
  found=$(found_in "$folder/darkfigure.Rcheck/00check.log")
  if [ -n "$found" ] || ! grep -q '^Status: ' "$folder/darkfigure.Rcheck/00check.log"; then
    grep -vE '\.\.\. *(\[.*\] *)?OK$' "$folder/darkfigure.Rcheck/00check.log" | tail -n 100 | sed 's/^/# /'
    return 1
  fi
}

# Results of the package's own tests, numbered on.
tests_of() { # folder
  out=$1/darkfigure.Rcheck/tests/testthat.Rout
  [ -f "$out" ] || out=$out.fail
  if [ ! -f "$out" ]; then tell 1 'tests of the package'; return; fi
  awk -v n="$n" '/^ok [0-9]+/ || /^not ok [0-9]+/ { line = $0; sub(/ok [0-9]+/, "ok " ++n, line); print line }' "$out" >"$1/tap"
  cat "$1/tap"
  n=$((n + $(wc -l <"$1/tap")))
}

status=0
check "$work/whole" || status=1
tell $status 'R CMD check --as-cran finds nothing'
tests_of "$work/whole"

# What is only suggested is not there; the core need not be built again for that.
status=0
whole=$work/whole/darkfigure.Rcheck
if [ "${CHECK_R-}" = whole ]; then
  _R_CHECK_DEPENDS_ONLY_=true check "$work/least" || status=1
else
  cp "$whole/00install.out" "$work/install.out"
  rm -rf "$work/library"
  mkdir -p "$work/library"
  cp -R "$whole/darkfigure" "$work/library/darkfigure"
  _R_CHECK_DEPENDS_ONLY_=true check "$work/least" --install="check:$work/install.out" --library="$work/library" || status=1
fi
tell $status 'R CMD check finds nothing without the packages that are only suggested'

if [ "${CHECK_R-}" = whole ]; then
  status=0
  R_LIBS="$whole" Rscript --vanilla "$here/leaks.R" || status=1
  tell $status 'ten thousand fits leave nothing behind'
fi
echo "1..$n"
