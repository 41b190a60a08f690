# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The Finnish example: its population agrees with what is published, its lists are those that the program draws, it is labelled synthetic wherever
# it goes, and the numbers of its page are the program's.

finland=data/finland
lists=$finland/synthetic-2017-lists.csv

# Expected clients of the assistance system by condition, against margins.csv. Entries with a comma are quoted there.
expected_clients() { # population conditions: "column=value, column=value" or "(all)"
  awk -F , -v conditions="$2" '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; n = conditions == "(all)" ? 0 : split(conditions, wanted, ", "); next }
    { for (i = 1; i <= n; i++) { split(wanted[i], pair, "="); if ($at[pair[1]] != pair[2]) next }
      sum += $at["people"] * $at["synthetic_assistance_system"] }
    END { print sum }' "$1"
}
for population in population population-no-referrals population-latent; do
  sed '1d; /^people/d; s/^clients,//' "$finland/margins.csv" | sed 's/^"\([^"]*\)",\([0-9.]*\),.*/\1;\2/; t; s/^\([^,]*\),\([0-9.]*\),.*/\1;\2/' |
    while IFS=';' read -r condition value; do
      expect_close "$(expected_clients "$finland/$population.csv" "$condition")" "$value" 1e-4
    done
  expect_equal "$(awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "people") at = i; next } { sum += $at } END { print sum }' "$finland/$population.csv")" 1602
  # Every row says that it is invented.
  expect_equal "$(sed 1d "$finland/$population.csv" | grep -vc ',invented,' || true)" 0
done
expect_equal "$(sed 1d "$lists" | grep -vc ',invented,' || true)" 0

# The lists are what the command on the page draws.
expect_exit 0 simulate --quiet --spec "$finland/population.csv" --seed 2017 -o "$WORK/lists.csv" --truth "$WORK/truth.csv"
expect_same_bytes "$WORK/lists.csv" "$lists"

# Forms that the lists hardly see are unknown, every row carries the word synthetic, and so does the report for people.
options=(--quiet --by form --absorbing synthetic_assistance_system --replicates 0)
expect_exit 0 fit "${options[@]}" --format csv "$lists"
cp "$STDOUT" "$WORK/without.csv"
expect_equal "$(sed 1d "$WORK/without.csv" | grep -vc synthetic_ || true)" 0
grep '^forced-begging,' "$WORK/without.csv" | grep -q 'no_estimate' || fail 'begging is not unknown'
expect_exit 0 fit "${options[@]}" "$lists"
expect_stdout_contains synthetic
expect_stdout_contains 'People           413 known − 19 on left-out lists alone = 394 analysed'
expect_stdout_contains 'the 3 of 5 that can be estimated'
tr -s '\n ' ' ' <"$STDOUT" >"$WORK/flat"
expect_contains "$WORK/flat" 'Observed: 385 there + 9 in the others = 394.'
# "At least" stands before people whom the lists know, two rows, and before no estimate.
expect_equal "$(grep -ci 'at least' "$STDOUT")" 2
expect_equal "$(grep -c 'at least [27] (lower limit only)' "$STDOUT")" 2
expect_exit 0 fit --quiet --by form --replicates 0 --format csv "$lists"
cp "$STDOUT" "$WORK/with.csv"

# Point estimates on the page, to three digits, and truths. Models hold commas inside quotes.
total_of() { sed 's/"[^"]*"//' "$1" | awk -F , -v form="$2" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "total") at = i } $1 == form { print $at }'; }
on_page() { # form column: the first number of a cell of the table
  awk -F '|' -v form="$1" -v at="$2" '{ cell = $2; gsub(/^ +| +$/, "", cell) } cell == form { split($at, word, " "); gsub(/,/, "", word[1]); print word[1]; exit }' \
    <(sed -n '/compared with the program/,/^$/p' "$finland/README.md")
}
for form in labour sexual forced-marriage; do
  page=${form/-/ }
  expect_close "$(on_page "$page" 5)" "$(total_of "$WORK/without.csv" "$form")" 0.006
  expect_close "$(on_page "$page" 6)" "$(total_of "$WORK/with.csv" "$form")" 0.006
  truth=$(awk -F , -v form="$form" '$1 == form && $2 $3 $4 $5 $6 == "(all)(all)(all)(all)(all)" { print $9 }' "$WORK/truth.csv")
  expect_equal "$(on_page "$page" 3)" "$truth"
done

# No page uses the example without saying what it is.
for page in $(grep -rlE 'synthetic-2017|data/finland' --include='*.md' . | grep -v '^\./build'); do
  expect_matches "$page" '[Nn]o overlap (of|between) Finnish lists has been published'
done
