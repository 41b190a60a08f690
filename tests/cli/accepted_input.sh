# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Forms of files that are all the same table, and what is accepted with a note.

korea=$DATA/korea-palembang.csv
fast=(--replicates 20 --format csv)
expect_exit 0 fit "${fast[@]}" "$korea"
cp "$STDOUT" "$WORK/expected.csv"

same() { # argument... (the file on standard input)
  cat >"$WORK/form.csv"
  expect_exit 0 fit "${fast[@]}" "$@" "$WORK/form.csv"
  expect_same_bytes "$STDOUT" "$WORK/expected.csv"
}
same <"$korea"
sed 's/$/\r/' "$korea" | same
tr '\n' '\r' <"$korea" | same
{
  printf '\357\273\277'
  cat "$korea"
} | same
head -c -1 "$korea" | same
tr , ';' <"$korea" | same
tr , '\t' <"$korea" | same
tr , '\t' <"$korea" | same --delimiter tab
tr , ';' <"$korea" | same --delimiter ';'
same --delimiter , <"$korea"
sed 's/[^,]*/"&"/g' "$korea" | same
sed '2,$s/^1,/TRUE,/; 2,$s/^0,/FALSE,/; 2,$s/,1,\([01]\),/,true,\1,/' "$korea" | same
sed 's/count/n/' "$korea" | same
sed 's/count/people/' "$korea" | same --count people
same --lists d,b,c --count count <"$korea"
sed 's/^/anything,/; 1s/anything/remark/' "$korea" | same
sed 's/^/1,/; 1s/^1/extra/' "$korea" | same --ignore extra
sed '1s/$/,a "quoted", name/; 1s/a "quoted", name/"a ""quoted"", name"/; 2,$s/$/,1/' "$korea" |
  same --ignore '"a ""quoted"", name"'

# One row for each person is the same as counts.
awk -F , 'NR == 1 { print $1 "," $2 "," $3; next } { for (i = 0; i < $4; i++) print $1 "," $2 "," $3 }' "$korea" | same --quiet
expect_stderr_empty

# Standard input.
expect_exit 0 fit "${fast[@]}" - <"$korea"
expect_same_bytes "$STDOUT" "$WORK/expected.csv"

# Repeated histories are added up, and that is said.
{
  cat "$korea"
  tail -n +2 "$korea"
} >"$WORK/twice.csv"
expect_exit 0 fit "${fast[@]}" "$WORK/twice.csv"
expect_stderr_matches '^darkfigure: note: .*repeat'
awk -F , -v OFS=, 'NR > 1 { $4 *= 2 } 1' "$korea" >"$WORK/doubled.csv"
cp "$STDOUT" "$WORK/twice.out"
expect_exit 0 fit "${fast[@]}" "$WORK/doubled.csv"
expect_same_bytes "$STDOUT" "$WORK/twice.out"

# The unknown cell may be written down as unknown.
for unknown in '' NA; do
  {
    cat "$korea"
    echo "0,0,0,$unknown"
  } | same
  expect_stderr_contains 'note: '
done

# People known to be on no list are refused unless one says to leave them out.
{
  cat "$korea"
  echo 0,0,0,1000
} >"$WORK/unlisted.csv"
expect_exit 3 fit "$WORK/unlisted.csv"
expect_stderr_contains --drop-unlisted
same --drop-unlisted <"$WORK/unlisted.csv"
expect_stderr_contains 1000

# A list that caught nobody is dropped.
sed '1s/^/e,/; 2,$s/^/0,/' "$korea" | same
expect_stderr_contains 'note: list e caught nobody'

# Very large counts.
awk -F , -v OFS=, 'NR > 1 { $4 *= 10000000 } 1' "$korea" >"$WORK/large.csv"
expect_exit 0 fit -q --method bic --replicates 0 --format csv "$WORK/large.csv"
expect_stdout_contains 1571666666.6

# Sixteen lists.
{
  printf 'L%s,' {1..16}
  printf 'count\n'
  for ((i = 0; i < 16; i++)); do
    for ((j = 0; j < 16; j++)); do printf '%d,' $((j == i || j == (i + 1) % 16)); done
    printf '20\n'
    for ((j = 0; j < 16; j++)); do printf '%d,' $((j == i)); done
    printf '30\n'
  done
} >"$WORK/sixteen.csv"
expect_exit 0 describe -q --format csv "$WORK/sixteen.csv"
expect_equal "$(grep -c '^list_size,' "$STDOUT")" 16
