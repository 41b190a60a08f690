#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The Debian packages of R and Python: unpacked together, each gives a first answer, takes the library
# from libdarkfigure0, and has its pages.
#
#   usage: tests/deb.sh FOLDER [NAME...]       FOLDER: holds the packages, and the source tree that they were built in (make deb)
#
# Nothing is installed. The output is TAP. A test is a function of the same name that runs in a shell of its own and ends at the first
# command that fails.
set -uo pipefail

cd "$(dirname "$0")/.." || exit 1
packages=$(cd "$1" && pwd) || exit 1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
dist=$root/usr/lib/python3/dist-packages
site=$root/usr/lib/R/site-library

all_tests=(
  packages_unpack_beside_each_other
  lines_of_the_readme_for_r_give_the_numbers_of_the_command
  lines_of_the_readme_for_python_give_the_numbers_of_the_command
  package_of_r_is_linked_with_the_library_and_carries_none
  package_of_python_loads_the_library_and_carries_none
  example_of_python_prints_what_lies_beside_it
  pages_examples_and_licences_are_there
  nothing_in_them_names_where_they_were_built
  profile_without_bindings_leaves_them_out
)

fail() { # message...
  printf 'line %s: %s\n' "${BASH_LINENO[0]}" "$*"
  exit 1
}

field() { dpkg-deb -f "$packages"/"$1"_*.deb "$2"; }

# Where programs of the packages find each other, as they do where they are installed.
multiarch=$(dpkg-architecture -q DEB_HOST_MULTIARCH)
export DARKFIGURE_ROOT=$root PATH=$root/usr/bin:$PATH LD_LIBRARY_PATH=$root/usr/lib/$multiarch R_LIBS=$site PYTHONPATH=$dist
export PYTHONDONTWRITEBYTECODE=1
unset DARKFIGURE_LIBRARY

packages_unpack_beside_each_other() {
  local name
  for name in libdarkfigure0 darkfigure r-cran-darkfigure python3-darkfigure; do dpkg-deb -x "$packages"/"$name"_*.deb "$root"; done
  for name in "$site/darkfigure/libs/darkfigure.so" "$dist/darkfigure/__init__.py" "$root/usr/lib/$multiarch/libdarkfigure.so.0"; do
    [ -s "$name" ] || fail "there is no $name"
  done
}

lines_of_the_readme_for_r_give_the_numbers_of_the_command() { debian/tests/readme-r; }

lines_of_the_readme_for_python_give_the_numbers_of_the_command() { debian/tests/readme-python; }

# Of libraries that the engine needs itself, the package knows nothing.
package_of_r_is_linked_with_the_library_and_carries_none() {
  local needed others
  needed=$(readelf -d "$site/darkfigure/libs/darkfigure.so" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
  grep -qx 'libdarkfigure\.so\.0' <<<"$needed" || fail "it needs $needed"
  others=$(grep -vxE 'lib(darkfigure|R|c|gomp|pthread)(\.so[.0-9]*)?' <<<"$needed") || true
  [ -z "$others" ] || fail "it needs $others as well"
  [ -z "$(readelf -d "$site/darkfigure/libs/darkfigure.so" | grep -E 'RPATH|RUNPATH')" ] || fail 'it names a folder to search'
  [ -z "$(nm -D --defined-only "$site/darkfigure/libs/darkfigure.so" | grep ' dark_')" ] || fail 'it has functions of the library'
  field r-cran-darkfigure Depends | grep -E '(^|, )libdarkfigure0 \(>= ' | grep -E '(^|, )r-api-[0-9.]+(,|$)' | grep -q 'r-base-core (>= '
}

package_of_python_loads_the_library_and_carries_none() {
  local loaded
  [ -z "$(find "$dist" -name '*.so*')" ] || fail 'it carries a library'
  loaded=$(/usr/bin/python3 -c 'import darkfigure; print(open("/proc/self/maps").read())' | grep -o '/.*libdarkfigure\.so.*' | sort -u)
  [[ $loaded = "$root/usr/lib/$multiarch/libdarkfigure.so"* ]] || fail "it loads $loaded"
  [ "$(field python3-darkfigure Architecture)" = all ]
  field python3-darkfigure Depends | grep -qE '(^|, )libdarkfigure0 \(>= '
  field python3-darkfigure Suggests | grep -q python3-pandas
}

example_of_python_prints_what_lies_beside_it() {
  local examples=$root/usr/share/doc/python3-darkfigure/examples
  /usr/bin/python3 "$examples/example.py" | diff "$examples/example.out" -
}

pages_examples_and_licences_are_there() {
  local name
  for name in r-cran-darkfigure python3-darkfigure; do
    [ -s "$root/usr/share/doc/$name/README.Debian" ] || fail "$name has no README.Debian"
    grep -q '^License: GPL-3' "$root/usr/share/doc/$name/copyright"
  done
  Rscript --vanilla -e 'stopifnot(nrow(vignette(package = "darkfigure")$results) == 1)
    stopifnot(length(help("dark_fit", package = "darkfigure")) == 1)'
  [ -s "$site/darkfigure/doc/published.html" ] || fail 'the vignette was not made'
  /usr/bin/python3 -c 'import darkfigure; assert darkfigure.fit.__doc__'
}

# Nor when: who builds them again gets the same bytes.
nothing_in_them_names_where_they_were_built() {
  local day
  [ -z "$(grep -rl "$packages" "$site" "$dist")" ] || fail "$(grep -rl "$packages" "$site" "$dist")"
  day=$(date -u -d "$(sed -n 's/^ -- .*>  //p' debian/changelog | head -n 1)" '+%F %T')
  grep -q "^Built: .* $day UTC; unix" "$site/darkfigure/DESCRIPTION"
  [ -z "$(grep '^Packaged:' "$site/darkfigure/DESCRIPTION")" ] || fail 'DESCRIPTION says who packed it'
}

profile_without_bindings_leaves_them_out() {
  local asked
  cd "$packages"/darkfigure-*/
  dh_listpackages | grep -qx r-cran-darkfigure
  [ -z "$(DEB_BUILD_PROFILES=pkg.darkfigure.nobindings dh_listpackages | grep -E '^(r|python3)-')" ] || fail 'they are still there'
  # What they are built with is not asked for then.
  asked=$(sed -n '/^Build-Depends:/,/^Standards/p' debian/control | grep -E '^ (r-|python|pybuild|dh-python|pandoc)' |
    grep -v '<!pkg.darkfigure.nobindings>') || true
  [ -z "$asked" ] || fail "debian/control asks for $asked whatever the profile"
}

[ $# = 0 ] || all_tests=(packages_unpack_beside_each_other "$@")
printf '1..%d\n' "${#all_tests[@]}"
failures=0
for name in "${all_tests[@]}"; do
  # Not in a condition: there, bash would not end a test at the first command that fails.
  (set -eE; trap 'echo "line $LINENO: failed: $BASH_COMMAND"' ERR; "$name") >"$work/$name.log" 2>&1
  if [ $? = 0 ]; then # shellcheck disable=SC2181
    printf 'ok %s\n' "$name"
  else
    failures=1
    sed 's/^/# /' "$work/$name.log"
    printf 'not ok %s\n' "$name"
  fi
done
exit $failures
