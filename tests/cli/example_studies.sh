# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The studies of data/examples run, and docs/studies.md shows what comparing them prints.

# Lines of the page between ```text and ```, the block that begins with a line.
page_block() { # first line
  awk -v first="$1" '/^```text$/ { inside = 1; next } /^```$/ { inside = shown = 0 } inside && $0 == first { shown = 1 } inside && shown' docs/studies.md
}

# The block stands in a file, as it is.
expect_block() { # first line, file
  page_block "$1" >"$WORK/block"
  [ "$(wc -l <"$WORK/block")" -ge 5 ] || fail "docs/studies.md has no block that begins with '$1'"
  awk -v n="$(wc -l <"$WORK/block")" -v first="$1" '$0 == first { left = n } left-- > 0' "$2" | diff "$WORK/block" - ||
    fail "docs/studies.md and study compare differ"
}

study=data/examples/uk-and-new-orleans.yaml
expect_exit 0 study run -q --store "$WORK/uk.db" "$study"
expect_exit 0 study compare -q --store "$WORK/uk.db" "$study"
cp "$STDOUT" "$WORK/uk.txt"
expect_block 'Compared with as-observed, data uk-2013, method best-model: 25,300 people' "$WORK/uk.txt"

# The data as they are against themselves differ by nothing at all; every number of the CSV is one of the JSON.
expect_exit 0 study compare -q --format csv --store "$WORK/uk.db" "$study"
cp "$STDOUT" "$WORK/uk.csv"
awk -F, '$6 == "no-top-interaction=1" && ($14 != 0 || $15 != 0 || $16 != 0 || $17 != 1 || $18 != 1 || $19 != 1 || $21 != 1) { bad = 1 }
  $6 == "no-top-interaction=1" { n++ } END { exit bad || n < 2 }' "$WORK/uk.csv" || fail 'xi 1 makes a difference'
expect_exit 0 study compare -q --format json --store "$WORK/uk.db" "$study"
grep -oE '"(estimate|lower|upper)": [-0-9.e+]+' "$STDOUT" | grep -oE '[-0-9.e+]+$' | awk '{ printf "%.10g\n", $1 }' | sort >"$WORK/json"
tail -n +2 "$WORK/uk.csv" | cut -d , -f 14-19 | tr , '\n' | grep . | awk '{ printf "%.10g\n", $1 }' | sort >"$WORK/csv"
[ "$(wc -l <"$WORK/csv")" -gt 100 ] || fail 'the CSV has few numbers'
diff "$WORK/csv" "$WORK/json" || fail 'JSON and CSV differ'

# Levels are written as they were asked for, and nothing is said that says nothing.
[ "$(cut -d , -f 9 "$WORK/uk.csv" | tail -n +2 | sort -u | tr '\n' ' ')" = '0.8 0.95 ' ] || fail "levels: $(cut -d , -f 9 "$WORK/uk.csv" | sort -u)"
tr '\n' ' ' <"$WORK/uk.txt" | tr -s ' ' >"$WORK/flat"
expect_contains "$WORK/flat" 'no difference, nor in any replicate: the answers are the same.'
expect_contains "$WORK/flat" 'sampling alone could have made this one, which does not show that there is none.'
if grep -oE 'from (no difference|hardly a difference) to (no difference|hardly a difference)' "$WORK/flat"; then fail 'an interval says nothing'; fi

# Every scenario against one, another level, and what goes wrong.
expect_exit 0 study compare -q --baseline as-observed --level 0.5 --format csv --store "$WORK/uk.db" "$study"
[ "$(wc -l <"$STDOUT")" -gt 15 ] || fail 'few scenarios are compared with the baseline'
expect_exit 2 study compare -q --baseline as-obsered --store "$WORK/uk.db" "$study"
expect_stderr_contains "did you mean 'as-observed'?"
expect_exit 4 study compare -q --store "$WORK/none.db" "$study"

# Without the scenario of six lists, which takes half a minute.
sed -e '/- name: with-assistance-system/,/^$/d' -e '/- with-assistance-system/d' -e "s|\.\./finland|$PWD/data/finland|" \
  data/examples/finland-2017-synthetic.yaml >"$WORK/finland.yaml"
expect_exit 0 study check -q data/examples/finland-2017-synthetic.yaml
expect_exit 0 study run -q "$WORK/finland.yaml"
expect_exit 0 study compare -q "$WORK/finland.yaml"
cp "$STDOUT" "$WORK/finland.txt"
expect_block '  police-look-for-labour, form=labour' "$WORK/finland.txt"
grep -q 'without list synthetic_' "$WORK/finland.txt" || fail 'the lists are not called synthetic'
