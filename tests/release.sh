#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What must be right before a release can be made: one version everywhere, a citation that tools can read, a tarball that is the same whoever
# packs it, and a README that a newcomer reads to its end.
#
#   usage: tests/release.sh
#
# The output is TAP. A test is a function of the same name that runs in a shell of its own and ends at the first command that fails.
set -uo pipefail

cd "$(dirname "$0")/.." || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$(sed -n 's/^VERSION := //p' Makefile)

all_tests=(
  readme_is_short_and_narrow
  version_and_day_agree_everywhere
  citation_has_what_its_format_asks_for
  citation_names_the_papers_of_the_library
  tarball_holds_what_is_tracked
  tarball_has_the_same_bytes_whoever_packs_it
  tarball_holds_no_dumps_or_programs
)

fail() { # message...
  printf 'line %s: %s\n' "${BASH_LINENO[0]}" "$*"
  exit 1
}

# No part of the make above, whose job tokens it has not got.
pack() { # folder [BUILD=folder]
  env -u MAKELEVEL -u MAKEFLAGS -u MFLAGS -u SOURCE_DATE_EPOCH make --no-print-directory -C "$1" "${2:-BUILD=build}" dist >"$work/make.log" 2>&1 ||
    { cat "$work/make.log"; return 1; }
}

# Lines that the program prints are as long as they are.
readme_is_short_and_narrow() {
  local wide
  [ "$(wc -l <README.md)" -le 130 ] || fail "README.md has $(wc -l <README.md) lines"
  wide=$(sed '/^```/,/^```/d' README.md | LC_ALL=C.UTF-8 grep -E '^.{111}') || true
  [ -z "$wide" ] || fail "wider than 110 columns: $wide"
}

# The newest entry of debian/changelog, and of CHANGELOG.md. Before a release the latter and the citation say no day.
version_and_day_agree_everywhere() {
  local day released
  [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || fail "the version in the Makefile is '$version'"
  [ "$(sed -n '1s/^darkfigure (\([^)]*\)) .*/\1/p' debian/changelog)" = "$version" ] || fail 'debian/changelog has another version'
  # Programs that are built with this version get a library that is as new: it may have functions that older ones lack.
  grep -qx " (symver)LIBDARKFIGURE_[0-9]* $version" debian/libdarkfigure0.symbols || fail 'debian/libdarkfigure0.symbols has another version'
  [ "$(sed -n 's/^version: "*\([^"]*\)"*$/\1/p' CITATION.cff)" = "$version" ] || fail 'CITATION.cff has another version'
  [ "$(grep -m 1 '^## ' CHANGELOG.md | sed -n 's/^## \[\(.*\)\] - .*/\1/p')" = "$version" ] || fail 'CHANGELOG.md has another version'
  day=$(grep -m 1 '^## ' CHANGELOG.md | sed 's/.* - //')
  released=$(sed -n 's/^date-released: "*\([^"]*\)"*$/\1/p' CITATION.cff)
  if [ "$day" = 'not yet released' ]; then
    [ -z "$released" ] || fail "CITATION.cff says that it was released on $released, CHANGELOG.md that it was not"
  else
    [ "$released" = "$day" ] || fail "CHANGELOG.md says $day, CITATION.cff '$released'"
    [ "$(date -u -d "$(sed -n 's/^ -- .*>  //p' debian/changelog | head -n 1)" +%F)" = "$day" ] || fail 'debian/changelog has another day'
  fi
}

# Citation File Format 1.2.0: keys that must be there, and no others than it knows.
citation_has_what_its_format_asks_for() {
  local key
  for key in authors cff-version message title; do grep -qE "^$key:" CITATION.cff || fail "CITATION.cff lacks $key"; done
  grep -qx 'cff-version: 1.2.0' CITATION.cff
  grep -oE '^[a-z-]+:' CITATION.cff | LC_ALL=C sort >"$work/keys"
  [ "$(uniq "$work/keys" | wc -l)" = "$(wc -l <"$work/keys")" ] || fail "CITATION.cff has a key twice: $(uniq -d "$work/keys")"
  for key in $(tr -d : <"$work/keys"); do
    case $key in
      abstract | authors | cff-version | commit | contact | date-released | doi | identifiers | keywords | license | license-url | message | \
        preferred-citation | references | repository | repository-artifact | repository-code | title | type | url | version) ;;
      *) fail "CITATION.cff has the key $key, which its format does not know" ;;
    esac
  done
  [ "$(grep -cE '^  - type: ' CITATION.cff)" = "$(grep -cE '^    title: ' CITATION.cff)" ] || fail 'a reference has no title'
  [ "$(grep -cE '^  - type: ' CITATION.cff)" = "$(grep -cE '^    authors:$' CITATION.cff)" ] || fail 'a reference has no authors'
}

citation_names_the_papers_of_the_library() {
  local name
  for name in Fienberg Rinaldo Chan Silverman Vincent Efron Chao Tsay; do
    grep -qE "^ +- family-names: $name\$" CITATION.cff || fail "CITATION.cff does not name $name"
  done
}

tarball_holds_what_is_tracked() {
  pack . BUILD="$work/build"
  tar -t -z -f "$work/build/darkfigure-$version.tar.gz" | LC_ALL=C sort >"$work/packed"
  if [ -e .git ]; then
    git ls-files | sed "s|^|darkfigure-$version/|" | LC_ALL=C sort | diff - "$work/packed"
  fi
  for file in Makefile README.md LICENSE debian/rules src/cli/main.c tests/release.sh; do
    grep -qxF "darkfigure-$version/$file" "$work/packed" || fail "$file is not in the tarball"
  done
  [ -z "$(grep -E '/(build|\.git)/|\.db$' "$work/packed")" ] || fail 'the tarball holds what was made here'
}

# Another user's mask, other times, no .git, and packed out of what was packed.
tarball_has_the_same_bytes_whoever_packs_it() {
  local tarball=darkfigure-$version.tar.gz
  pack . BUILD="$work/build"
  mkdir "$work/other"
  (umask 077 && tar -x -z -m --no-same-permissions -f "$work/build/$tarball" -C "$work/other")
  [ "$(stat -c %a "$work/other/darkfigure-$version/Makefile")" = 600 ]
  pack "$work/other/darkfigure-$version"
  cmp "$work/build/$tarball" "$work/other/darkfigure-$version/build/$tarball"
  # What was packed, a results store and what building packages leaves are no part of it.
  touch "$work/other/darkfigure-$version/data/examples/study.db-journal" "$work/other/darkfigure-$version/debian/files"
  pack "$work/other/darkfigure-$version"
  cmp "$work/build/$tarball" "$work/other/darkfigure-$version/build/$tarball"
}

# Sources are small and can be read: a dump of a process's memory, which may hold what somebody's files held, is neither.
tarball_holds_no_dumps_or_programs() {
  local odd
  pack . BUILD="$work/build"
  mkdir "$work/unpacked"
  tar -x -z -f "$work/build/darkfigure-$version.tar.gz" -C "$work/unpacked"
  odd=$(find "$work/unpacked" -type f -size +1000k)
  [ -z "$odd" ] || fail "larger than a megabyte: $odd"
  odd=$(find "$work/unpacked" -type f -exec grep -lUP '\A\x7fELF' {} +) || true
  [ -z "$odd" ] || fail "programs or dumps: $odd"
}

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
