# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What the page on intervals says of the one given unasked is what the experiment counted, and no text of the program has figures of its own.

choice=tests/coverage/CHOICE.md

# Of each family of designs: least and most held, of 100; least and most of upper over lower, from median logarithms.
awk -F '|' '
  function number(cell) { gsub(/[* ]/, "", cell); return cell }
  function ratio(log_width, r) { r = exp(log_width); return sprintf(r < 10 ? "%.1f" : "%.0f", r) }
  function range(low, high) { return low == high ? low : low "–" high }
  $2 == " design " { for (i = 1; i <= NF; i++) if ($i == " mixture triples=0.5 ") at = i; next }
  at && $4 == " 300 " && $3 != " absorbing " {
    family = $3; gsub(/^ | $/, "", family)
    split($at, part, /[()]/)
    held = number(part[1]) + 0; width = number(part[2]) + 0
    if (!(family in least) || held < least[family]) least[family] = held
    if (!(family in most) || held > most[family]) most[family] = held
    if (!(family in narrow) || width < narrow[family]) narrow[family] = width
    if (!(family in wide) || width > wide[family]) wide[family] = width
  }
  END {
    for (family in least)
      printf "%s;| %s | %s |\n", family, range(sprintf("%.0f", least[family]), sprintf("%.0f", most[family])), range(ratio(narrow[family]), ratio(wide[family]))
  }' "$choice" | LC_ALL=C sort >"$WORK/counted"
expect_equal "$(wc -l <"$WORK/counted")" 9

words_for() { # family
  case $1 in
    published) echo 'fitted to published tables' ;;
    strong) echo 'strong dependence, or none' ;;
    sparse) echo 'few people on two lists' ;;
    triple) echo 'an interaction of three lists' ;;
    weak) echo 'weak dependence, everywhere' ;;
    log-normal) echo 'people differ (logit-normal)' ;;
    classes) echo 'two classes of people' ;;
    'three lists') echo 'three lists' ;;
    'other odds ratios') echo 'odds ratios below one, or unequal' ;;
    *) fail "no words for the family $1" ;;
  esac
}
while IFS=';' read -r family figures; do expect_contains docs/intervals.md "| $(words_for "$family") $figures"; done <"$WORK/counted"
expect_equal "$(grep -c '^| ' docs/intervals.md)" 10

# Elsewhere figures of coverage would be forgotten when the experiment is repeated.
if grep -rnE '[0-9]+ (to|in) [0-9]+ of 100|of 100 (simulated )?tables' src/report src/cli README.md docs/guide.md docs/manual.md; then
  fail 'a figure of coverage stands in a text'
fi
