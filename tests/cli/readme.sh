# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The example of the README shows what the program really prints, the guide's numbers are the program's, and the manual names every reason code.

awk '/^```console$/ { inside = 1; next } /^```$/ { inside = 0 } inside' README.md >"$WORK/example"
command=$(head -n 1 "$WORK/example")
[ "${command#\$ build/darkfigure }" != "$command" ] || fail "the example does not begin with build/darkfigure: $command"
# shellcheck disable=SC2086
expect_exit 0 ${command#\$ build/darkfigure }
# "[...]" stands for lines that are left out: there are more where it stands, and nowhere else.
tail -n +2 "$WORK/example" | grep -vxF '  [...]' | diff - "$STDOUT" >"$WORK/more" || true
if grep -q '^<' "$WORK/more"; then fail "README.md and the program differ: $(grep '^<' "$WORK/more")"; fi
[ "$(grep -c '^[0-9]' "$WORK/more")" = "$(grep -cxF '  [...]' "$WORK/example")" ] || fail "README.md leaves out lines without saying so"

# The same table with other intervals, each on one line of the guide; the text wraps there.
tr '\n' ' ' <docs/guide.md | tr -s ' ' >"$WORK/guide"
for option in '--method bic' '--method bic --replicates 0' '--method bic --interval bca'; do
  # shellcheck disable=SC2086
  expect_exit 0 ${command#\$ build/darkfigure } $option
  interval=$(sed -n 's/^ *2,744 *25,300 (\([0-9,]*–[0-9,]*\)).*/\1/p' "$STDOUT")
  expect_matches "$WORK/guide" "\`$option\`[^*]*[^0-9,]$interval"
done


# Checks that say nothing are left out.
for table in data/published/*-lists.csv data/published/kosovo-killings-1999.csv data/published/korea-palembang.csv; do
  for method in stepwise independence; do
    expect_exit 0 fit -q --replicates 100 --method $method "$table"
    tr '\n' ' ' <"$STDOUT" | tr -s ' ' >"$WORK/flat"
    if grep -oE '([0-9,]+) instead of \1[^0-9,]|over the 1 model' "$WORK/flat"; then fail "$table, $method: a check says nothing"; fi
  done
done

sed -n 's/^ *X(DARK_REASON_[A-Z_]*, *"\([a-z_]*\)".*/\1/p' include/darkfigure/reason.h >"$WORK/codes"
[ "$(wc -l <"$WORK/codes")" -ge 15 ] || fail "the reason codes were not found"
while read -r code; do expect_contains docs/manual.md "\`$code\`"; done <"$WORK/codes"
