# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What the page on intervals says of the one given unasked, and of published practice, is what the experiment counted, and no text of the program
# has figures of its own.

page=tests/COVERAGE.md

# From a page of coverage a line for each family of designs, and one for those that had no part in the choice: least and most held of 100 by
# `mixture`, least and most of upper over lower, from median logarithms; least and most held by re-selection. Then the fewest tables of a design.
count_figures() {
  awk -F '|' '
    function trim(cell) { gsub(/^[* ]+|[* ]+$/, "", cell); return cell }
    function ratio(log_width, r) { r = exp(log_width); return sprintf(r < 10 ? "%.1f" : "%.0f", r) }
    function range(low, high) { return low == high ? low : low "–" high }
    function widen(low, high, key, x) {
      if (!(key in low) || x < low[key]) low[key] = x
      if (!(key in high) || x > high[key]) high[key] = x
    }
    function take(family, held, width, practice) {
      seen[family] = 1
      widen(least, most, family, held + 0); widen(narrow, wide, family, width + 0); widen(worst, best, family, practice + 0)
    }
    /^## / { section = $0 }
    section == "## Candidates for the default" && $2 == " design " {
      for (i = 1; i <= NF; i++) { if ($i == " mixture ") mine = i; if ($i == " bic percentile ") theirs = i }
      next
    }
    section == "## Candidates for the default" && mine && $4 + 0 > 0 && $3 != " absorbing " {
      split($mine, own, /[()]/); split($theirs, other, /[()]/)
      take(trim($3), trim(own[1]), trim(own[2]), trim(other[1]))
      if (fewest == 0 || $4 + 0 < fewest) fewest = $4 + 0
    }
    section == "## All figures" && /^\*\*/ { design = $0; sub(/^\*\*/, "", design) }
    section == "## All figures" && design ~ /^fresh-/ && $2 == " bic percentile " { practice = trim($3) }
    section == "## All figures" && design ~ /^fresh-/ && $2 == " mixture " { own_held = trim($3); own_width = trim($6) }
    section == "## All figures" && design ~ /^fresh-/ && $2 ~ / (bic percentile|mixture) / && own_held != "" && practice != "" {
      take("fresh", own_held, own_width, practice); own_held = practice = ""
    }
    END {
      for (family in seen)
        printf "%s;%s | %s | %s |\n", family, range(sprintf("%.0f", least[family]), sprintf("%.0f", most[family])),
          range(ratio(narrow[family]), ratio(wide[family])), range(sprintf("%.0f", worst[family]), sprintf("%.0f", best[family]))
      printf "fewest;%d\n", fewest
    }' "$1" | LC_ALL=C sort
}

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
    fresh) echo 'no part in the choice (five populations)' ;;
    *) fail "no words for the family $1" ;;
  esac
}

count_figures "$page" >"$WORK/counted"
expect_equal "$(wc -l <"$WORK/counted")" 11
while IFS=';' read -r family figures; do
  if [ "$family" = fewest ]; then expect_contains docs/intervals.md "$figures tables of each population"
  else expect_contains docs/intervals.md "| $(words_for "$family") | $figures"; fi
done <"$WORK/counted"
expect_equal "$(grep -c '^| ' docs/intervals.md)" 11

# Small categories and their totals, from the page of that experiment: least and most held of 100, unasked and by published practice.
count_sums() { # page
  awk -F '|' '
    function widen(key, x) { if (!(key in low) || x < low[key]) low[key] = x; if (!(key in high) || x > high[key]) high[key] = x }
    function range(key) { return sprintf("%.0f–%.0f", low[key], high[key]) }
    /^## / { section = $0 }
    section == "## Strata" && $3 + 0 == 1000 {
      gsub(/[* ]/, "")
      part = $2 == "(all)/all" ? "total" : $2 ~ /^n.*\/all$/ ? "category" : ""
      if (part != "") { widen(part " mine", $5 + 0); widen(part " theirs", $6 + 0) }
    }
    END { print range("category mine") ";" range("total mine") ";" range("category theirs") " and " range("total theirs") }' "$1"
}
sums=$(count_sums tests/coverage/SUMS.md)
text=$(tr '\n' ' ' <docs/intervals.md)
while IFS=';' read -r category total practice; do
  for said in "of a category in $category of 100 tables" "that of their total in $total" "published practice in $practice"; do
    [[ $text == *"$said"* ]] || fail "docs/intervals.md does not say: $said"
  done
done <<<"$sums"

# Six lists: least and most held, unasked and by published practice.
count_six() { # page
  awk -F '|' '
    /^## / { section = $0 }
    section == "## In span" && $3 + 0 > 0 {
      gsub(/[* ]/, ""); n++; fewest = fewest == "" || $3 + 0 < fewest ? $3 + 0 : fewest
      if (low == "" || $5 + 0 < low) low = $5 + 0; if ($5 + 0 > high) high = $5 + 0
      if (worst == "" || $6 + 0 < worst) worst = $6 + 0; if ($6 + 0 > best) best = $6 + 0
    }
    END { printf "%d;%d;%.0f–%.0f;%.0f–%.0f\n", n, fewest, low, high, worst, best }' "$1"
}
expect_equal "$(count_six tests/coverage/SIX.md | cut -d ';' -f 1,2)" '4;300'
while IFS=';' read -r _ tables mine theirs; do
  for said in "$tables tables each, the intervals given unasked held the truth in $mine of 100 tables; published practice in $theirs "; do
    [[ $text == *"$said"* ]] || fail "docs/intervals.md does not say: $said"
  done
done <<<"$(count_six tests/coverage/SIX.md)"

# Differences of scenarios and years: tables, how many of 100 held the true difference, and that in the designs; the fewest tables of one.
count_differences() { # file
  awk -F , '
    NR > 1 { n[$1]++; all++; hit = $7 != "" && $8 != "" && $7 <= $3 && $3 <= $8; held[$1] += hit; total += hit }
    END {
      for (d in n) {
        share = 100 * held[d] / n[d]
        if (low == "" || share < low) low = share
        if (high == "" || share > high) high = share
        if (fewest == "" || n[d] < fewest) fewest = n[d]
      }
      printf "%d;%.0f;%.0f–%.0f;%d\n", all, 100 * total / all, low, high, fewest
    }' "$1"
}
while IFS=';' read -r tables held range fewest; do
  for said in "Of $tables pairs of tables" "in $held of 100" "($range in the four designs, of $fewest tables or more each;"; do
    [[ $text == *"$said"* ]] || fail "docs/intervals.md does not say: $said"
  done
done <<<"$(count_differences tests/coverage/differences.csv)"

# One model over all categories: the tables are those of the raw figures; how many of 100 held the truth, and how wide the smallest category's interval is.
tests/coverage/joint.sh sum tests/coverage/joint.csv.gz >"$WORK/joint"
sed -n '/^## three-apart/,$p' tests/coverage/JOINT.md | diff - <(sed -n '/^## three-apart/,$p' "$WORK/joint") || fail 'tests/coverage/JOINT.md is not what joint.sh sum makes of joint.csv.gz'
count_joint() { # method: least and most of categories, of sums, fewest tables; the median width of the smallest category by design
  awk -F '|' -v method="$1" '
    $2 ~ "^ " method " $" {
      if (fewest == "" || $3 + 0 < fewest) fewest = $3 + 0
      last = NF - 2
      for (i = 4; i < last; i++) { if (low == "" || $i + 0 < low) low = $i + 0; if ($i + 0 > high) high = $i + 0 }
      if (least == "" || $last + 0 < least) least = $last + 0; if ($last + 0 > most) most = $last + 0
      smallest = $(last - 1); gsub(/.*\(|\).*/, "", smallest); widths = widths " " smallest
    }
    END { printf "%.0f–%.0f;%.0f–%.0f;%d;%s\n", low, high, least, most, fewest, widths }' "$WORK/joint"
}
IFS=';' read -r categories sums tables widths <<<"$(count_joint joint)"
IFS=';' read -r given _ _ _ <<<"$(count_joint joint-given)"
IFS=';' read -r pooled _ _ _ <<<"$(count_joint joint-pool)"
IFS=';' read -r _ _ _ apart <<<"$(count_joint apart-mata)"
narrower=$(awk -v a="$widths" -v b="$apart" 'BEGIN { n = split(a, x, " "); split(b, y, " "); for (i = 1; i <= n; i++) { r = x[i] / y[i]
  if (low == "" || r < low) low = r; if (r > high) high = r } printf "%.2f–%.2f", low, high }')
for said in "$tables tables of each, \`--joint auto\` held the truth of a category in $categories of 100 and that of the sum in $sums," "$narrower times as wide" \
  "taken for true, as in official studies, $given" "a searched model $pooled "; do
  [[ $text == *"$said"* ]] || fail "docs/intervals.md does not say: $said"
done

# Elsewhere figures of coverage would be forgotten when the experiment is repeated.
if grep -rnE '[0-9]+ (to|in) [0-9]+ of 100|of 100 (simulated )?tables' src/report src/cli README.md docs/guide.md docs/manual.md; then
  fail 'a figure of coverage stands in a text'
fi
