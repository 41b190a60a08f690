#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Put a section into a page of Markdown, in place of the one with the same heading, else in front of another heading. The rest of the page stands.
#
#   usage: build-aux/section.sh PAGE SECTION HEADING        SECTION begins with its own heading, "## ..."
set -euo pipefail
readonly page=$1 section=$2 before=$3
heading=$(head -n 1 "$section")
draft=$(mktemp "$page.XXXXXX")
trap 'rm -f "$draft"' EXIT
awk -v heading="$heading" -v before="$before" -v section="$section" '
  function put(line) { while ((getline line <section) > 0) print line; is_put = 1 }
  $0 == heading { is_old = 1; put(); next }
  /^## / { is_old = 0 }
  $0 == before && !is_put { put() }
  !is_old
  END { exit !is_put }' "$page" >"$draft"
cat "$draft" >"$page"
