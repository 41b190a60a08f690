# SPDX-License-Identifier: GPL-3.0-or-later
# The example of the README shows what the program really prints, and the manual names every reason code.

awk '/^```console$/ { inside = 1; next } /^```$/ { inside = 0 } inside' README.md >"$WORK/example"
command=$(head -n 1 "$WORK/example")
[ "${command#\$ darkfigure }" != "$command" ] || fail "the example does not begin with a darkfigure command: $command"
# shellcheck disable=SC2086
expect_exit 0 ${command#\$ darkfigure }
tail -n +2 "$WORK/example" | diff - "$STDOUT" || fail "README.md and the program differ"

sed -n 's/^ *X(DARK_REASON_[A-Z_]*, *"\([a-z_]*\)".*/\1/p' include/darkfigure/reason.h >"$WORK/codes"
[ "$(wc -l <"$WORK/codes")" -ge 15 ] || fail "the reason codes were not found"
while read -r code; do expect_contains docs/manual.md "\`$code\`"; done <"$WORK/codes"
