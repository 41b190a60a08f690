#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every relative link of the pages (*.md) below a folder leads to a file that is there, and its #anchor to a heading of that page.
#
#   usage: tests/links.sh [FOLDER]        default: this project; made files (build, .git) are left out
#
# The output is TAP: first whether this test can fail, then one line for each page. Anchors are those that GitHub and GitLab make of headings.
set -uo pipefail

# Lines outside blocks of code.
prose_of() { # page
  awk '/^```/ { code = !code; next } !code && !/^    /' "$1"
}

# The targets of links, without those of other sites. `code` holds no links.
links_of() { # page
  prose_of "$1" | tr '\n' ' ' | sed 's/`[^`]*`/code/g' | grep -oE '\]\([^)]*\)' | sed 's/^](//; s/)$//' | grep -vE '^[a-z]+:' | LC_ALL=C sort -u
}

anchors_of() { # page
  prose_of "$1" | sed -nE 's/^#+ +(.*[^ ]) *$/\1/p' | sed -E 's/\[([^]]*)\]\([^)]*\)/\1/g' | LC_ALL=C.UTF-8 awk '{
    anchor = tolower($0)
    gsub(/[^[:alnum:] _-]/, "", anchor)
    gsub(/ /, "-", anchor)
    print anchor (seen[anchor]++ ? "-" (seen[anchor] - 1) : "")
  }'
}

# Print what is wrong with each link that leads nowhere.
broken_links_of() { # page
  local link file
  while read -r link; do
    file=$(dirname "$1")/${link%%#*}
    [ "${link%%#*}" != '' ] || file=$1
    if [ ! -e "$file" ]; then
      printf '%s: there is no %s\n' "$1" "$link"
    elif [[ $link == *#* ]] && ! anchors_of "$file" | grep -xF -e "${link#*#}" >/dev/null; then
      printf '%s: no heading is %s\n' "$1" "$link"
    fi
  done < <(links_of "$1")
}

# One page with two good links and one with each fault.
self_test() {
  local work expected
  work=$(mktemp -d)
  printf '# Some `page`, and "more"\n[on\nthis](#some-page-and-more) [it](good.md) [a site](https://example.org/x) `[x](code.md)`\n' >"$work/good.md"
  printf '[a](none.md) [b](good.md#none) [c](#none)\n\n```\n# none\n```\n' >"$work/bad.md"
  expected=$(printf '%s/bad.md: no heading is #none\n%s/bad.md: no heading is good.md#none\n%s/bad.md: there is no none.md' "$work" "$work" "$work")
  diff <(broken_links_of "$work/good.md"; broken_links_of "$work/bad.md") <(printf '%s\n' "$expected")
  local status=$?
  rm -r "$work"
  return $status
}

cd "${1:-$(dirname "$0")/..}" || exit 1
failures=0
result() { # name, complaints
  if [ -z "$2" ]; then
    printf 'ok links_of %s\n' "$1"
  else
    sed 's/^/# /' <<<"$2"
    printf 'not ok links_of %s\n' "$1"
    failures=1
  fi
}

mapfile -t pages < <(find -L . \( -path ./build -o -path ./.git \) -prune -o -name '*.md' -printf '%P\n' | LC_ALL=C sort)
printf '1..%d\n' $((${#pages[@]} + 1))
result 'pages made to be wrong' "$(self_test)"
for page in "${pages[@]}"; do result "$page" "$(broken_links_of "$page")"; done
exit $failures
