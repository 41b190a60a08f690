# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What moves an estimate furthest, as a figure: the rows of the page.

finland=data/finland/synthetic-2017-lists.csv
fit=$WORK/fit.json
moved=$WORK/sensitivity.json
svg=$WORK/moves.svg
both=(--by form --absorbing synthetic_assistance_system --method independence --replicates 500 --format json)
expect_exit 0 fit -q "${both[@]}" -o "$fit" "$finland"
expect_exit 0 sensitivity -q --thinnings 0 "${both[@]}" -o "$moved" "$finland"

# Each row of the page is there with its words, as often as there.
expect_exit 0 plot tornado -o "$svg" "$fit" "$moved"
expect_stderr_empty
expect_exit 0 report -q -o "$WORK/report.html" "$fit" "$moved"
grep '<tr role="row" class="if">' "$WORK/report.html" | sed -n 's|.*<bdi>\(.*\)</bdi>.*|\1|p' | sort >"$WORK/expected"
sed -n 's|^<moved by="\([^"]*\)".*|\1|p' "$svg" | sort >"$WORK/drawn"
[ "$(wc -l <"$WORK/drawn")" -ge 3 ] || fail 'there are too few rows'
expect_same_bytes "$WORK/drawn" "$WORK/expected"
expect_contains "$svg" 'Small numbers are protected'
expect_contains "$svg" 'INVENTED DATA'
expect_lacks "$svg" 'name="forced-begging"'
expect_lacks "$svg" 'nan'

# The same bytes again; in Finnish.
expect_exit 0 plot tornado "$fit" "$moved"
expect_same_bytes "$STDOUT" "$svg"
expect_exit 0 plot tornado --lang fi --disclosure none "$fit" "$moved"
expect_stdout_contains 'Ilman luetteloa: '

# It needs both, of the same lists; other kinds take one.
expect_exit 2 plot tornado "$fit"
expect_stderr_contains "needs two files about the same lists: 'plot tornado fit.json sensitivity.json'"
expect_exit 2 plot forest "$fit" "$moved"
expect_stderr_contains "plot forest takes one SOURCE, and '$moved' is one more"
expect_exit 3 plot tornado -o "$WORK/no.svg" "$moved" "$fit"
expect_exit 3 plot tornado -o "$WORK/no.svg" "$fit" "$fit"
expect_stderr_contains "$fit: this is what none of"
sed 's/"total": 4/"total": 5/' "$moved" >"$WORK/other.json"
expect_exit 3 plot tornado -o "$WORK/no.svg" "$fit" "$WORK/other.json"
expect_stderr_contains 'its estimates are not those of'
expect_no_file "$WORK/no.svg"
cp "$moved" "$WORK/moved.svg"
expect_exit 2 plot tornado -o "$WORK/moved.svg" "$fit" "$WORK/moved.svg"
expect_same_bytes "$moved" "$WORK/moved.svg"
