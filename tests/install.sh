#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What `make install` puts into place works there: the libraries, the C program of docs/library.md against them, manual pages, and `make uninstall`.
#
#   usage: tests/install.sh [NAME...]        all tests, or those named; everything must be built (make check sees to it)
#
# The output is TAP. A test is a function of the same name that runs in a shell of its own and ends at the first command that fails.
set -uo pipefail

cd "$(dirname "$0")/.." || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix
read -ra cc <<<"${CC:-cc}"
strict=(-std=c11 -Wall -Wextra -pedantic -Werror)
build=$(dirname "${DARKFIGURE:-build/darkfigure}")
version=$("$build/darkfigure" --version | sed -n '1s/^darkfigure //p')
library=$build/libdarkfigure.so.$version
kosovo=data/published/kosovo-killings-1999.csv
korea=data/published/korea-palembang.csv

all_tests=(
  shared_library_exports_what_the_headers_declare
  shared_library_has_its_name_and_needs_known_libraries
  install_puts_everything_below_the_prefix
  install_obeys_destdir_and_folders
  links_of_the_installed_pages_lead_somewhere
  headers_stand_alone_in_c
  headers_stand_alone_in_cxx
  program_of_the_page_prints_what_the_page_says_and_the_command
  program_of_the_page_says_why_there_is_no_estimate
  program_links_statically
  program_links_below_a_destdir
  version_is_the_same_everywhere
  debian_packages_name_the_libraries_that_building_needs
  what_debian_packages_are_built_with_is_asked_of_dpkg
  variables_of_make_mean_nothing_to_r
  manual_pages_describe_every_option_of_every_command
  manual_pages_render_without_warnings
  uninstall_leaves_nothing_of_ours_and_all_of_others
)

fail() { # message...
  printf 'line %s: %s\n' "${BASH_LINENO[0]}" "$*"
  exit 1
}

# Everything is up to date, so that make only copies. It is no part of the make above it, whose job tokens it has not got.
run_make() { # argument...
  env -u MAKELEVEL MAKEFLAGS="$(sed -E 's/ ?--jobserver[^ ]*//g; s/ ?-j[0-9]*//g' <<<"${MAKEFLAGS-}")" make --no-print-directory "$@"
}

pkg() { PKG_CONFIG_PATH=$prefix/lib/pkgconfig pkg-config "$@"; }

# Commands of the program, or of one of its commands.
commands() { # command...
  "$prefix/bin/darkfigure" "$@" --help | sed -n '/^Commands:$/,/^$/s/^  \([a-z][a-z-]*\) .*/\1/p'
}

# All of them, each with the command that it belongs to in front ("study check").
all_commands() {
  local name
  for name in $(commands); do
    echo "$name"
    commands "$name" | sed "s/^/$name /"
  done
}

# The value of a column in the last record of $work/fit.csv; quoted values are left out.
fit_value() { # column
  awk -F , -v column="$1" '
    { gsub(/"[^"]*"/, "") }
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == column) wanted = i }
    END { print $wanted }' "$work/fit.csv"
}

# ---- The shared library

# What is declared, a compiler says; clang has no such option.
shared_library_exports_what_the_headers_declare() {
  printf '#include <%s>\n' include/darkfigure/*.h | sed 's|include/darkfigure/|darkfigure/|' |
    gcc -std=c11 -Iinclude -aux-info "$work/prototypes" -fsyntax-only -x c -
  sed -n 's|^/\* include/darkfigure.*[ *]\(dark_[a-z0-9_]*\) (.*|\1|p' "$work/prototypes" | LC_ALL=C sort -u >"$work/declared"
  nm -D --defined-only "$library" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | LC_ALL=C sort -u >"$work/exported"
  [ "$(wc -l <"$work/declared")" -ge 80 ] || fail "only $(wc -l <"$work/declared") declarations were found"
  if ! diff "$work/declared" "$work/exported" >"$work/difference"; then
    echo 'declared in a header and not exported (<; between DARK_PUBLIC_BEGIN and _END? defined?), exported and not declared (>):'
    grep '^[<>]' "$work/difference"
    exit 1
  fi
}

shared_library_has_its_name_and_needs_known_libraries() {
  local unknown
  readelf -d "$library" | grep 'SONAME.*\[libdarkfigure\.so\.0\]' >/dev/null
  unknown=$(readelf -d "$library" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p' |
    grep -vE '^lib(gsl|gslcblas|glpk|csv|jansson|nettle|sodium|sqlite3|yaml-0|zip|xlsxwriter|z|expat|gomp|m|c)\.so\.[0-9]+$|^ld-linux') || true
  [ -z "$unknown" ] || fail "needs $unknown, of which darkfigure.pc knows nothing"
  [ "$(LC_ALL=C readelf -lW "$library" | awk '/GNU_STACK/ { print $7 }')" = RW ]
}

# ---- What goes where

install_puts_everything_below_the_prefix() {
  local file name
  for file in bin/darkfigure lib/libdarkfigure.a lib/libdarkfigure.so lib/libdarkfigure.so.0 lib/pkgconfig/darkfigure.pc \
    include/darkfigure.h share/bash-completion/completions/darkfigure share/doc/darkfigure/LICENSE share/doc/darkfigure/README.md \
    share/doc/darkfigure/docs/manual.md share/doc/darkfigure/examples/total.c share/man/man1/darkfigure.1; do
    [ -s "$prefix/$file" ] || fail "there is no $file"
  done
  diff -r include/darkfigure "$prefix/include/darkfigure"
  diff -r data "$prefix/share/darkfigure/data"
  while read -r name; do [ -s "$prefix/share/man/man1/darkfigure-${name// /-}.1" ] || fail "there is no manual page of $name"; done < <(all_commands)
  [ "$(all_commands | wc -l)" = "$(find "$prefix/share/man/man1" -name 'darkfigure-*' | wc -l)" ]
  [ "$(readlink "$prefix/lib/libdarkfigure.so")" = libdarkfigure.so.0 ]
  [ "$(readlink "$prefix/lib/libdarkfigure.so.0")" = "$(basename "$library")" ]
  [ "$(stat -c %a "$prefix/bin/darkfigure" "$prefix/include/darkfigure/plan.h" | xargs)" = '755 644' ]
  [ -z "$(grep -rIl "$work" "$prefix" --exclude=darkfigure.pc)" ] || fail "a file names the folder it was installed to"
  cmp "$prefix/bin/darkfigure" "$build/darkfigure"
  (cd / && "$prefix/bin/darkfigure" describe "$prefix/share/darkfigure/$kosovo" >/dev/null 2>&1)
}

install_obeys_destdir_and_folders() {
  run_make install DESTDIR="$work/stage" PREFIX=/usr LIBDIR=/usr/lib/some-machine MANDIR=/usr/man BINDIR=/opt/bin INCLUDEDIR=/usr/include/df
  for file in opt/bin/darkfigure usr/lib/some-machine/libdarkfigure.so.0 usr/lib/some-machine/pkgconfig/darkfigure.pc usr/man/man1/darkfigure.1 \
    usr/include/df/darkfigure/table.h usr/share/doc/darkfigure/README.md; do
    [ -s "$work/stage/$file" ] || fail "there is no $file"
  done
  [ "$(find "$work/stage" -mindepth 1 -maxdepth 2 | sed "s|$work/stage/||" | LC_ALL=C sort | xargs)" = \
    'opt opt/bin usr usr/include usr/lib usr/man usr/share' ]
  grep -qx 'prefix=/usr' "$work/stage/usr/lib/some-machine/pkgconfig/darkfigure.pc"
  [ "$(PKG_CONFIG_PATH=$work/stage/usr/lib/some-machine/pkgconfig pkg-config --variable=libdir darkfigure)" = /usr/lib/some-machine ]
  [ "$(PKG_CONFIG_PATH=$work/stage/usr/lib/some-machine/pkgconfig pkg-config --variable=includedir darkfigure)" = /usr/include/df ]
}

# Where folders are those of others, too; and once more over what is there already.
links_of_the_installed_pages_lead_somewhere() {
  local page
  run_make install DESTDIR="$work/linked" PREFIX=/usr DOCDIR=/usr/share/doc/some/place/darkfigure DATADIR=/opt/data
  run_make install DESTDIR="$work/linked" PREFIX=/usr DOCDIR=/usr/share/doc/some/place/darkfigure DATADIR=/opt/data
  tests/links.sh "$work/linked/usr/share/doc/some/place/darkfigure"
  tests/links.sh "$prefix/share/doc/darkfigure" >"$work/links"
  [ "$(grep -c '^ok ' "$work/links")" -ge 15 ] || { cat "$work/links"; fail 'few pages were found'; }
  for page in README.md CHANGELOG.md CONTRIBUTING.md data/README.md data/finland/README.md docs/manual.md docs/library.md; do
    grep -qx "ok links_of $page" "$work/links" || { cat "$work/links"; fail "there is no $page"; }
  done
}

# ---- Headers

# Twice each: the second time, nothing may be left to declare.
header_alone() { # compiler-and-flags... header
  local header=${*: -1}
  printf '#include <%s>\n#include <%s>\n' "$header" "$header" | "${@:1:$#-1}" -I"$prefix/include" -fsyntax-only -
}

installed_headers() { (cd "$prefix/include" && ls darkfigure.h darkfigure/*.h); }

headers_stand_alone_in_c() {
  local header
  for header in $(installed_headers); do header_alone "${cc[@]}" "${strict[@]}" -x c "$header"; done
  for header in $(installed_headers); do
    [ "$header" = darkfigure.h ] || grep -x "#include <$header>" "$prefix/include/darkfigure.h" >/dev/null || fail "darkfigure.h does not include $header"
  done
}

# With the initialisers, which are of C++20.
headers_stand_alone_in_cxx() {
  local cxx=${CXX:-c++} header
  for header in $(installed_headers); do header_alone "$cxx" -std=c++11 -Wall -Wextra -pedantic -Werror -x c++ "$header"; done
  cat >"$work/total.cc" <<'PROGRAM'
#include <darkfigure.h>
int main() {
  dark_error err = DARK_ERROR_INIT;
  dark_read_options reading = DARK_READ_OPTIONS_INIT;
  dark_table *table = nullptr;
  const dark_status status = dark_table_read_csv(&table, "there-is-no-such-file.csv", &reading, &err);
  dark_table_free(table);
  return status == DARK_EIO ? 0 : 1;
}
PROGRAM
  # shellcheck disable=SC2046 # a list of words
  "$cxx" -std=c++20 -Wall -Wextra -pedantic -Wno-missing-field-initializers -Werror -o "$work/total-cxx" "$work/total.cc" $(pkg --cflags --libs darkfigure)
  LD_LIBRARY_PATH=$prefix/lib "$work/total-cxx"
}

# ---- The program of docs/library.md

build_total() { # output link-word...
  # shellcheck disable=SC2046 # a list of words
  "${cc[@]}" "${strict[@]}" -o "$1" "$prefix/share/doc/darkfigure/examples/total.c" $(pkg --cflags darkfigure gsl) "${@:2}"
}

total_shared() { # file
  # shellcheck disable=SC2046 # a list of words
  [ -x "$work/total" ] || build_total "$work/total" $(pkg --libs darkfigure gsl)
  LD_LIBRARY_PATH=$prefix/lib "$work/total" "$1"
}

# The sentence of a reason, which the header may break into several strings.
sentence() { # reason
  tr -d '\\\n' <include/darkfigure/reason.h | sed 's/"  *"//g' | grep -o "\"$1\", *\"[^\"]*\"" | sed 's/.*, *"\(.*\)"/\1/'
}

# The same sentences, made of the command's CSV: `interval` only where the state is ok.
total_by_command() { # file
  "$prefix/bin/darkfigure" fit --method bic --format csv --quiet "$1" >"$work/fit.csv"
  printf '%.0f people, %.0f of them on no list\n' "$(fit_value total)" "$(fit_value hidden)"
  if [ "$(fit_value state)" = ok ]; then
    printf '95%% interval %.0f to %.0f\n' "$(fit_value lower)" "$(fit_value upper)"
  fi
  for reason in $(fit_value reasons | tr ';' ' '); do sentence "$reason"; done
}

program_of_the_page_prints_what_the_page_says_and_the_command() {
  grep -qF 'cc -std=c11 -o total total.c $(pkg-config --cflags --libs darkfigure gsl)' docs/library.md
  grep -qF "./total $(basename "$kosovo")" docs/library.md
  total_shared "$kosovo" >"$work/printed"
  awk '/^prints$/ { inside = 1; next } inside && /^[^ ]/ { exit } inside && NF { sub(/^    /, ""); print }' docs/library.md | diff - "$work/printed"
  total_by_command "$kosovo" | diff - "$work/printed"
  LD_LIBRARY_PATH=$prefix/lib ldd "$work/total" | grep -F "$prefix/lib/libdarkfigure.so.0" >/dev/null
}

program_of_the_page_says_why_there_is_no_estimate() {
  printf 'A,B,C,count\n1,0,0,20\n0,1,0,30\n0,0,1,10\n' >"$work/disjoint.csv"
  total_shared "$work/disjoint.csv" >"$work/printed"
  if "$prefix/bin/darkfigure" fit --format csv --quiet "$work/disjoint.csv" >"$work/fit.csv"; then fail 'the command found an estimate'; fi
  [ "$(fit_value reasons)" = no_overlap ]
  printf 'no estimate\n%s\n' "$(sentence no_overlap)" | diff - "$work/printed"
  if total_shared "$work/there-is-no-such-file" 2>"$work/printed"; then fail 'a missing file is no failure'; fi
  grep -q '^total: .*there-is-no-such-file' "$work/printed"
}

program_links_statically() {
  local words
  grep -qF "\$(pkg-config --static --cflags --libs darkfigure gsl | sed 's/-ldarkfigure/-l:libdarkfigure.a/')" docs/library.md
  read -ra words <<<"$(pkg --static --cflags --libs darkfigure gsl | sed 's/-ldarkfigure/-l:libdarkfigure.a/')"
  build_total "$work/total-static" "${words[@]}"
  if readelf -d "$work/total-static" | grep libdarkfigure >/dev/null; then fail 'the shared library is still needed'; fi
  "$work/total-static" "$korea" >"$work/printed"
  total_by_command "$korea" | diff - "$work/printed"
}

# As package builders do: what was staged for /usr is found through the system root.
program_links_below_a_destdir() {
  local words stage=$work/root
  run_make install DESTDIR="$stage" PREFIX=/usr
  read -ra words <<<"$(PKG_CONFIG_SYSROOT_DIR=$stage PKG_CONFIG_PATH=$stage/usr/lib/pkgconfig PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1 \
    PKG_CONFIG_ALLOW_SYSTEM_LIBS=1 pkg-config --cflags --libs darkfigure)"
  [ "${words[*]}" = "-I$stage/usr/include -L$stage/usr/lib -ldarkfigure" ] || fail "pkg-config says ${words[*]}"
  "${cc[@]}" "${strict[@]}" -o "$work/total-staged" "$stage/usr/share/doc/darkfigure/examples/total.c" "${words[@]}" -lgsl
  LD_LIBRARY_PATH=$stage/usr/lib "$work/total-staged" "$korea" >"$work/printed"
  total_by_command "$korea" | diff - "$work/printed"
}

version_is_the_same_everywhere() {
  [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || fail "the version is '$version'"
  [ "$(pkg --modversion darkfigure)" = "$version" ]
  [ -s "$prefix/lib/libdarkfigure.so.$version" ]
  grep -q "^\.TH DARKFIGURE \"1\" .* \"darkfigure $version\"" "$prefix/share/man/man1/darkfigure.1"
  [ "$(grep -rlwF "$version" Makefile build-aux src models debian | LC_ALL=C sort)" = "$(printf 'Makefile\ndebian/changelog\ndebian/libdarkfigure0.symbols')" ]
}

# Those of build-aux/setup.sh; in debian/control, building needs all of them, and programs that link what darkfigure.pc names as well.
debian_packages_name_the_libraries_that_building_needs() {
  local package development
  sed -n '/^ *build) /,/^TABLE/s/^\(lib[a-z0-9-]*\)|.*/\1/p' build-aux/setup.sh | grep -vx libc6-dev >"$work/needed"
  [ "$(wc -l <"$work/needed")" -ge 5 ]
  development=$(sed -n '/^Package: libdarkfigure-dev/,$p' debian/control)
  while read -r package; do
    sed -n '1,/^Standards/p' debian/control | grep -E "^ $package( |,|$)" >/dev/null || fail "Build-Depends of debian/control lacks $package"
    [ "$package" = librandom123-dev ] || grep -qE "^ $package," <<<"$development" || fail "libdarkfigure-dev lacks $package"
  done <"$work/needed"
}

# dpkg-buildpackage asks dpkg, to which a header or command that came another way is none of a package. Here dpkg knows of none.
what_debian_packages_are_built_with_is_asked_of_dpkg() {
  local package bin=$work/no-packages
  mkdir "$bin"
  for package in cat cut id ls sed tr; do ln -s "$(command -v "$package")" "$bin"; done
  printf '#!/bin/sh\nexit 1\n' >"$bin/dpkg-query"
  chmod 755 "$bin/dpkg-query"
  if PATH=$bin /bin/sh build-aux/setup.sh --packages build man test deb drawing deb-bindings 2>"$work/said"; then fail 'nothing is missing'; fi
  sed -n '/^Build-Depends:/,/^Standards/s/^ \([a-z0-9-]*\).*/\1/p' debian/control | sed 's/^debhelper-compat$/debhelper/' >"$work/asked"
  [ "$(wc -l <"$work/asked")" -ge 20 ]
  while read -r package; do
    grep -qE "[: ]$package( |\$)" "$work/said" || fail "setup.sh does not install $package: $(cat "$work/said")"
  done <"$work/asked"
}

# What is given to make as a variable is in the environment of all that it calls, and R reads some there.
variables_of_make_mean_nothing_to_r() {
  local known='TESTS|LIBS|LIBS_USER|LIBS_SITE|HOME|PROFILE|PROFILE_USER|ENVIRON|ENVIRON_USER|DEFAULT_PACKAGES|BATCH|ARCH|INCLUDE_DIR|SHARE_DIR|DOC_DIR'
  if grep -nE "[$][({]R_($known)[)}]|^R_($known) *[:?+]?=" Makefile build-aux/*.mk; then fail 'R reads these'; fi
}

# ---- Manual pages

# As a reader sees a page: no bold letters, no hyphens at line ends.
rendered() { # page
  groff -man -Tascii -P-cbou -rHY=0 -rLL=200n "$prefix/share/man/man1/$1.1"
}

# The page of the program, or of a command that has commands.
check_overview() { # page command...
  local page=$1 name
  shift
  rendered "$page" >"$work/overview"
  for name in $(commands "$@"); do
    grep -E "^ +$name( |$)" "$work/overview" >/dev/null || fail "$page(1) lacks $name"
    grep -F "$page-$name(1)" "$work/overview" >/dev/null || fail "$page(1) does not refer to $page-$name(1)"
  done
}

check_page() { # command...
  local page=darkfigure option heading example
  page=$page$(printf -- '-%s' "$@")
  "$prefix/bin/darkfigure" "$@" --help >"$work/help"
  rendered "$page" >"$work/page"
  for option in $(grep -oE '^ +(-[a-zA-Z], )?--[a-z-]+' "$work/help" | grep -oE -e '--[a-z-]+'); do
    grep -qE "^ +(-[a-zA-Z], )?$option(=| |$)" "$work/page" || fail "$page(1) lacks $option"
  done
  for heading in NAME SYNOPSIS DESCRIPTION EXAMPLES 'EXIT STATUS' 'SEE ALSO'; do
    grep -qx "$heading" "$work/page" || fail "$page(1) lacks $heading"
  done
  grep -qE "^ +darkfigure $* \[OPTION\.\.\.\] (\[?FILE|--spec=FILE|(KIND )?SOURCE|STUDY|STORE SQL|OUT STORE\.\.\.)" "$work/page" || fail "$page(1) lacks its synopsis"
  if grep -q -e '--link=KEY \[NAME=\]FILE' "$work/help"; then
    grep -qF "darkfigure $* [OPTION...] --link=KEY [NAME=]FILE..." "$work/page" || fail "$page(1) lacks the synopsis of --link"
  fi
  grep -oE '^ *(Example: )?darkfigure .*' "$work/help" | sed -E 's/^ *(Example: )?//' >"$work/examples"
  while read -r example; do grep -qF "$example" "$work/page" || fail "$page(1) lacks: $example"; done <"$work/examples"
}

manual_pages_describe_every_option_of_every_command() {
  local name words
  check_overview darkfigure
  while read -r name; do
    read -ra words <<<"$name"
    if [ -n "$(commands "${words[@]}")" ]; then check_overview "darkfigure-$name" "${words[@]}"; else check_page "${words[@]}"; fi
  done < <(all_commands)
}

manual_pages_render_without_warnings() {
  local page
  for page in "$prefix"/share/man/man1/*.1; do
    groff -man -ww -Tutf8 -K utf8 -z "$page" >"$work/warnings" 2>&1
    [ ! -s "$work/warnings" ] || { cat "$work/warnings"; fail "${page##*/} has faults"; }
  done
  [ "$(MANPATH=$prefix/share/man man -w darkfigure-fit)" = "$prefix/share/man/man1/darkfigure-fit.1" ]
  MANPATH=$prefix/share/man MANWIDTH=80 LC_ALL=C man darkfigure-fit >"$work/page" 2>"$work/warnings"
  [ ! -s "$work/warnings" ] || { cat "$work/warnings"; fail 'man complains'; }
  grep -q -- '--replicates' "$work/page"
}

# ---- And away again

uninstall_leaves_nothing_of_ours_and_all_of_others() {
  local place=$work/shared-place
  mkdir -p "$place/share/man/man1" "$place/include/darkfigure" "$place/bin" "$place/share/doc/other"
  echo other >"$place/share/man/man1/other.1"
  echo other >"$place/include/darkfigure/other.h"
  echo other >"$place/bin/darkfigure-other"
  (cd "$place" && find . | LC_ALL=C sort) >"$work/before"
  run_make install PREFIX="$place"
  run_make uninstall PREFIX="$place"
  (cd "$place" && find . -type f -o -type l | LC_ALL=C sort) >"$work/files"
  diff "$work/files" - <<'OTHERS'
./bin/darkfigure-other
./include/darkfigure/other.h
./share/man/man1/other.1
OTHERS
  (cd "$place" && find . | LC_ALL=C sort) >"$work/after"
  [ -z "$(comm -23 "$work/before" "$work/after")" ] || fail 'a folder of others is gone'
  [ ! -e "$place/share/darkfigure" ] && [ ! -e "$place/share/doc/darkfigure" ] || fail 'a folder of ours is left'
  run_make uninstall PREFIX="$place" # twice does no harm
}

# ---- Running them

[ $# -gt 0 ] && tests=("$@") || tests=("${all_tests[@]}")
printf '1..%d\n' "${#tests[@]}"
if ! run_make install PREFIX="$prefix" >"$work/install.log" 2>&1; then
  sed 's/^/# /' "$work/install.log"
  exit 1
fi
failures=0
for name in "${tests[@]}"; do
  if [ "$name" = headers_stand_alone_in_cxx ] && ! command -v "${CXX:-c++}" >/dev/null; then
    printf 'ok # SKIP %s: there is no C++ compiler\n' "$name"
    continue
  fi
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
