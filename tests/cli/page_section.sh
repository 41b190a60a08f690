# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# build-aux/section.sh puts a section of a page in place and leaves the rest, as `make coverage FLAGS=1` does with tests/COVERAGE.md.

printf '# Page\n\nwords\n\n## One\n\n1\n\n## Last\n\nend\n' >"$WORK/page"
printf '## Two\n\nfirst\n\n' >"$WORK/section"
build-aux/section.sh "$WORK/page" "$WORK/section" '## Last'
printf '# Page\n\nwords\n\n## One\n\n1\n\n## Two\n\nfirst\n\n## Last\n\nend\n' | diff - "$WORK/page" || fail 'the section is not in front of the last'
printf '## Two\n\nsecond\n### in it\n\n' >"$WORK/section"
build-aux/section.sh "$WORK/page" "$WORK/section" '## Last'
printf '# Page\n\nwords\n\n## One\n\n1\n\n## Two\n\nsecond\n### in it\n\n## Last\n\nend\n' | diff - "$WORK/page" ||
  fail 'the section was not replaced'
cp "$WORK/page" "$WORK/before"
printf '## Three\n' >"$WORK/section"
if build-aux/section.sh "$WORK/page" "$WORK/section" '## Missing'; then fail 'there is no place for it, and nothing is said'; fi
diff "$WORK/before" "$WORK/page" || fail 'the page was changed nevertheless'
[ "$(ls "$WORK"/page*)" = "$WORK/page" ] || fail 'a draft was left behind'

# The section on the bound is there, and it is what a run wrote.
expect_contains tests/COVERAGE.md "## Chao's bound"
