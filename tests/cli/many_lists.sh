# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# More than sixteen lists: the same people in several forms give the same bytes, every command takes the table or says what to type, and what it says
# does it.

wide=$WORK/wide.csv long=$WORK/long.csv
awk 'BEGIN {
  srand(7); t = 22
  for (j = 1; j <= t; j++) printf("%sN%02d", (j > 1 ? "," : ""), j)
  print ""
  for (i = 0; i < 900; i++) {
    n = 0
    for (j = 1; j <= t; j++) { h[j] = rand() < 0.01 * (1 + j % 7); n += h[j] }
    for (j = 1; j <= t && n > 0; j++) printf("%s%d", (j > 1 ? "," : ""), h[j])
    if (n > 0) print ""
  }
}' >"$wide"
awk -F , 'NR == 1 { for (j = 1; j <= NF; j++) name[j] = $j; print "id,list"; next }
  { for (j = 1; j <= NF; j++) if ($j == 1) printf "k%05d,%s\n", NR, name[j] }' "$wide" >"$long"

fast=(fit -q --replicates 50 --format csv)
for method in independence mt m0 mth-chao coverage-low chao zelterman; do
  expect_exit 0 "${fast[@]}" --method "$method" "$wide"
  cp "$WORK/stdout" "$WORK/answer"
  expect_exit 0 "${fast[@]}" --method "$method" --long id,list "$long"
  cmp "$WORK/stdout" "$WORK/answer" || fail "the long form gives other bytes ($method)"
done

# The plain table is read back as the same people.
expect_exit 0 convert -q -o "$WORK/plain.csv" "$wide"
expect_exit 0 "${fast[@]}" --method mth-chao "$wide"
cp "$WORK/stdout" "$WORK/answer"
expect_exit 0 "${fast[@]}" --method auto "$WORK/plain.csv"
cmp "$WORK/stdout" "$WORK/answer" || fail 'convert changed the people, or auto is not mth-chao'
expect_exit 0 fit -q --replicates 50 "$wide"
expect_stdout_contains 'which chose mth-chao; a lower bound'
expect_stdout_contains 'not tested: 22'

for command in describe methods; do expect_exit 0 "$command" -q "$wide"; done
expect_exit 0 sensitivity -q --format csv "$wide"
expect_stdout_contains 'lists_merged'

# What is refused says what to type, and that does it.
expect_exit 2 "${fast[@]}" --method stepwise "$wide"
expect_stderr_contains 'at most 16 of them, and the table has 22'
merger=$(sed -n 's/.*--merge-lists \([^ ]*\) makes one of the smallest.*/\1/p' "$WORK/stderr")
[ "$(tr -cd + <<<"$merger" | wc -c)" = 6 ] || fail "seven lists should become one: $merger"
expect_exit 0 fit -q --replicates 0 --format csv --method stepwise --merge-lists "$merger" "$wide"
expect_exit 2 models -q "$wide"
expect_stderr_contains '--merge-lists OTHERS='
expect_exit 2 check -q --model '[N01,N02]' "$wide"
expect_stderr_contains 'at most 16 of them, and the table has 22'
expect_exit 2 "${fast[@]}" --resample parametric --method mt "$wide"
expect_stderr_contains '--resample observed'
expect_exit 2 "${fast[@]}" --odds-ratio N01:N02=2 --method independence "$wide"
expect_stderr_contains 'for at most 16 lists'

# Two of them at a time.
expect_exit 0 fit -q --drop-unlisted --lists N05,N06 --method chapman --format csv "$wide"
expect_stdout_contains 'N05+N06'

# A study says so beside the data set.
printf 'study: many\ndata:\n  - name: a\n    file: %s\nmethods:\n  - name: m\n    method: mt\n' "$wide" >"$WORK/many.yaml"
expect_exit 2 study check "$WORK/many.yaml"
expect_stderr_contains "has 22 lists and a study takes at most 16; 'merge_lists'"
