# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Every command that docs/from-r.md offers to people who come from R runs on a table of four lists, and gives the numbers R gave.

{ echo A,B,C,D,count && tail -n +2 "$DATA/kosovo-killings-1999.csv"; } >"$WORK/lists.csv"
sed '1s/.*/y,sex,age,reason,nation,n/' "$DATA/netherlands-immigrants.csv" >"$WORK/clients.csv"
grep '^|' docs/from-r.md >"$WORK/table"
grep -oE '`darkfigure [^`]*`' "$WORK/table" | tr -d '`' | LC_ALL=C sort -u >"$WORK/commands"
[ "$(wc -l <"$WORK/commands")" -ge 12 ] || fail "only $(wc -l <"$WORK/commands") commands were found"
while read -r line; do
  [[ $line =~ ^darkfigure\ .*\ (lists|clients)\.csv$ ]] || fail "not a command on lists.csv or clients.csv: $line"
  line=${line//\'/}
  line=${line/lists.csv/$WORK/lists.csv}
  read -ra words <<<"${line/clients.csv/$WORK/clients.csv}"
  expect_exit 0 "${words[@]:1}"
  [ -s "$STDOUT" ] || fail "prints nothing: $line"
done <"$WORK/commands"

# In the second column stands a command or that there is none.
if grep -vE '^\|.*\| (`darkfigure .*|not offered.*|the same here|) ?\|$|^\|---' "$WORK/table"; then fail 'a row of the table offers nothing'; fi

# Values of R, from the packages in the table; SE and limits in brackets. closedp.t, Kosovo, Mt: 7394.58666307745 (129.625973966).
expect_exit 0 fit --method independence --replicates 0 --format csv "$DATA/kosovo-killings-1999.csv"
sed -i 's/"[^"]*"//g' "$STDOUT"
expect_close "$(csv_value total)" 7394.58666307745 1e-7
expect_close "$(csv_value se)" 129.625973966002 1e-6

# closedpMS.t, Korea: [12,23] first with 157.166666666667, BIC 57.1408098754402; of [12,13,23] it says 1.8e11 people.
expect_exit 0 models --max-order 2 --format csv "$DATA/korea-palembang.csv"
grep -q '^1,"\[12,23\]",' "$STDOUT" || fail_with_outputs 'another model is first'
grep -q '"\[12,13,23\]",.*,,1$' "$STDOUT" || fail_with_outputs 'a model without an estimate has one'
sed -i 's/"[^"]*"//g' "$STDOUT"
expect_close "$(csv_value total)" 157.166666666667 1e-7
expect_close "$(csv_value bic)" 57.1408098754402 1e-7

# estN.pair, hepatitis A in Taiwan, P and Q: Chapman 333.56 (28.6997142842921; 288.679055680433, 403.40776062682). estN.stat: C 0.5126897.
expect_exit 0 fit --drop-list E --method chapman --interval log-normal --format csv "$DATA/taiwan-hepatitis-a-1995.csv"
expect_close "$(csv_value total)" 333.56 1e-9
expect_close "$(csv_value se)" 28.6997142842921 1e-9
expect_close "$(csv_value lower)" 288.679055680433 1e-9
expect_close "$(csv_value upper)" 403.40776062682 1e-9
expect_exit 0 describe --format csv "$DATA/taiwan-hepatitis-a-1995.csv"
expect_close "$(sed -n 's/^sample_coverage,,//p' "$STDOUT")" 0.5126897 1e-6

# checkident on the artificial table: all pairs 2, A and B 1, the other two pairs 0. The exit status is 1 where there is no estimate.
for model_code in '[12,13,23] 2' '[12,3] 1' '[13,23] 0'; do
  expect_exit "$([ "${model_code##* }" = 0 ] && echo 0 || echo 1)" \
    check --model "${model_code% *}" --format csv "$DATA/artificial-three-lists.csv"
  expect_stdout_contains "\"${model_code% *}\",${model_code##* },"
done
