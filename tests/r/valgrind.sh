#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The tests of the package of R under valgrind: no error and no leak in which a frame is ours. What R itself does there is none of our business,
# and there is much of it. TAP.
#
#   usage: tests/r/valgrind.sh [FILTER]     FILTER: of the names of test files, as testthat takes it; none: all
#   R_CHECKED: what R CMD check left, darkfigure.Rcheck, with the installed package and its tests
set -eu
checked=$(cd "$R_CHECKED" && pwd)
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A process of R that a test starts has nothing to do with it; --child-silent-after-fork keeps what a fork would write out of the file.
run() { # file for errors, expression
  R_LIBS="$checked" R --vanilla --no-echo \
    -d "valgrind --quiet --leak-check=full --suppressions=$here/valgrind.supp --child-silent-after-fork=yes --xml=yes --xml-file=$1" -e "$2" 2>&1
}

# Of errors in XML, those with a frame in the library of the package: the frames, a line each, after what it is.
ours_in() { # file
  awk '
    /<error>/ { text = ""; is_ours = 0 }
    /<kind>/ || /<text>/ || /<what>/ { text = text "# " $0 "\n" }
    /<obj>.*\/darkfigure\/libs\/darkfigure\.so<\/obj>/ { is_ours = 1 }
    /<fn>/ { text = text "#   " $0 "\n" }
    /<\/error>/ && is_ours { printf "%s", text; found = 1 }
    END { exit !found }' "$1"
}

# The search itself is tried: of two errors one is ours.
sample() { # library
  printf '<error>\n<kind>Leak</kind>\n<frame><obj>%s</obj><fn>f</fn></frame>\n</error>\n' "$1"
}

echo 1..4
tell() { # 0 or not, what
  if [ "$1" = 0 ]; then echo "ok $((n += 1)) - $2"; else echo "not ok $((n += 1)) - $2"; fi
}
n=0 status=0
{ sample /lib/R/lib/libR.so && sample "$checked/darkfigure/libs/darkfigure.so"; } >"$work/two.xml"
sample /lib/R/lib/libR.so >"$work/one.xml"
[ "$(ours_in "$work/two.xml" | grep -c Leak)" = 1 ] && ! ours_in "$work/one.xml" || status=1
tell $status 'errors that are ours are told from others'

filter=NULL status=0
[ $# = 0 ] || filter="'$1'"
run "$work/tests.xml" "library(testthat); library(darkfigure)
  test_dir('$checked/tests/testthat', filter = $filter, reporter = 'tap', package = 'darkfigure', load_package = 'installed')" >"$work/out" || status=$?
sed 's/^/# /' "$work/out"
tell $status 'tests pass under valgrind'
grep -q '^ok' "$work/out" && grep -q '</valgrindoutput>' "$work/tests.xml" && status=0 || status=1
tell $status 'valgrind saw them to their end'
status=0
! ours_in "$work/tests.xml" || status=1
tell $status 'no error and no leak has a frame of ours'
