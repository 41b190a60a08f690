# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The table of SDG indicator 16.2.2: everybody who was detected, per 100,000 residents, and the estimates behind them; columns that are recognised or
# named; what is refused.

people=$(make_file people.csv <<'END'
A,B,C,R,gender,age_group,exploitation,count
1,0,0,0,f,adult,labour,40
0,1,0,0,f,adult,labour,35
0,0,1,0,f,adult,labour,30
1,1,0,1,f,adult,labour,12
1,0,1,0,f,adult,labour,10
0,1,1,0,f,adult,labour,9
1,1,1,1,f,adult,labour,4
1,0,0,0,m,adult,labour,60
0,1,0,0,m,adult,labour,50
0,0,1,0,m,adult,labour,40
1,1,0,1,m,adult,labour,15
1,0,1,0,m,adult,labour,10
0,1,1,0,m,adult,labour,12
1,1,1,1,m,adult,labour,3
1,0,0,0,f,child,sexual,5
0,0,0,1,f,child,sexual,4
0,0,0,1,m,child,labour,2
END
)
residents=$(make_file residents.csv <<'END'
gender,age_group,people
f,adult,200000
m,adult,100000
f,child,50000
m,child,50000
END
)
sdg=(fit -q --method independence --replicates 0 --by 'gender,age_group,exploitation' --residents "$residents" --sdg --format csv)

expect_exit 0 "${sdg[@]}" --absorbing R "$people"
cp "$STDOUT" "$WORK/sdg.csv"
expect_stdout_line 1 'indicator,part,sex,age,form_of_exploitation,people,lower,upper,level,residents,rate,rate_lower,rate_upper,state,note'
# Detected: 3 x 3 x 3 rows first, everybody on any list, also those on the list that the estimate leaves out.
expect_equal "$(cut -d , -f 2 "$STDOUT" | sed -n '2,28p' | sort -u)" detected
expect_stdout_contains '16.2.2,detected,f,adult,labour,140,,,,200000,70,,,counted,'
expect_stdout_contains '16.2.2,detected,f,child,sexual,9,,,,50000,18,,,counted,'
expect_stdout_contains '16.2.2,detected,m,child,labour,2,,,,50000,4,,,counted,'
expect_stdout_contains '16.2.2,detected,m,adult,sexual,0,,,,100000,0,,,counted,'
expect_stdout_contains '16.2.2,detected,(all),(all),(all),341,,,,400000,85.25,,,counted,'
# Estimates: all behind them, under another name, with limits, and the number that fit has.
expect_equal "$(cut -d , -f 2 "$STDOUT" | sed -n '29,$p' | sort -u)" 'detected and undetected (estimate)'
expect_equal "$(grep -c estimate "$STDOUT")" 27
expect_exit 0 fit -q --method independence --replicates 0 --by gender,age_group,exploitation --absorbing R --format csv "$people"
sed 's/"[^"]*"/quoted/g' "$STDOUT" >"$WORK/fit.csv"
total=$(awk -F , '$1 == "f" && $2 == "adult" && $3 == "labour" { print $10 }' "$WORK/fit.csv")
expect_equal "$(awk -F , '$2 ~ /estimate/ && $3 == "f" && $4 == "adult" && $5 == "labour" { print $6 }' "$WORK/sdg.csv")" "$total"
expect_close "$(awk -F , '$2 ~ /estimate/ && $3 == "f" && $4 == "adult" && $5 == "labour" { print $11 }' "$WORK/sdg.csv")" \
  "$(awk "BEGIN { printf \"%.15g\", $total / 2 }")" 1e-14
expect_matches "$WORK/sdg.csv" 'the [0-9] of [0-9] that can be estimated; the others come on top$'

# Without lists left out the detected are the same people. More categories are summed over.
expect_exit 0 "${sdg[@]}" "$people"
grep ',detected,' "$STDOUT" >"$WORK/all"
grep ',detected,' "$WORK/sdg.csv" >"$WORK/absorbing"
expect_same_bytes "$WORK/all" "$WORK/absorbing"
sed 's/count$/place,count/; s/\(,[0-9]*\)$/,north\1/' "$people" >"$WORK/places.csv"
expect_exit 0 fit -q --method independence --replicates 0 --by 'place,gender,age_group,exploitation' --residents "$residents" --sdg --format csv \
  "$WORK/places.csv"
grep ',detected,' "$STDOUT" >"$WORK/places"
expect_same_bytes "$WORK/places" "$WORK/all"
expect_equal "$(grep -c 'estimate)' "$STDOUT")" 27

# Columns that nobody knows are named, in the order of the indicator.
sed '1s/gender/q1/; 1s/age_group/q2/; 1s/exploitation/q3/' "$people" >"$WORK/odd.csv"
sed '1s/gender/q1/; 1s/age_group/q2/' "$residents" >"$WORK/odd-residents.csv"
odd=(fit -q --method independence --replicates 0 --by 'q1,q2,q3' --residents "$WORK/odd-residents.csv" --sdg --format csv)
expect_exit 2 "${odd[@]}" "$WORK/odd.csv"
expect_stderr_contains "no category is known as the sex (categories: q1, q2, q3)"
expect_stderr_contains '--sdg-columns SEX,AGE,FORM'
expect_exit 0 "${odd[@]}" --sdg-columns q1,q2,q3 "$WORK/odd.csv"
grep ',detected,' "$STDOUT" >"$WORK/named"
expect_same_bytes "$WORK/named" "$WORK/all"
expect_exit 2 "${odd[@]}" --sdg-columns q1,q2,q4 "$WORK/odd.csv"
expect_stderr_contains "'q4' is no category of the estimates, which are: q1, q2, q3"
expect_exit 2 "${odd[@]}" --sdg-columns q1,q1,q3 "$WORK/odd.csv"
expect_stderr_contains "'q1' cannot be both the sex and the age"
expect_exit 2 "${odd[@]}" --sdg-columns q1,q2 "$WORK/odd.csv"
expect_stderr_contains 'takes three names, SEX,AGE,FORM, and 2 are given'

expect_exit 2 fit --sdg --format csv --by gender,age_group,exploitation "$people"
expect_stderr_contains "needs the residents that people are divided by: '--residents FILE'"
expect_exit 2 fit --sdg --residents "$residents" "$people"
expect_stderr_contains "so it needs '--format csv'"
expect_exit 2 fit --sdg-columns a,b,c "$people"
expect_stderr_contains "is about the table of '--sdg'"
sed '1s/$/,exploitation/; 2,$s/$/,labour/' "$residents" >"$WORK/forms.csv"
sed '2,$s/labour$/sexual/; 1d' "$WORK/forms.csv" >"$WORK/more"
sed 's/labour$/sexual/' "$WORK/more" >>"$WORK/forms.csv"
expect_exit 2 fit -q --by gender,age_group,exploitation --residents "$WORK/forms.csv" --sdg --format csv "$people"
expect_stderr_contains "divides every form of exploitation by the same residents; leave the column 'exploitation' out"

expect_exit 2 "${sdg[@]}" --absorbing R - <"$people"
expect_stderr_contains 'reads the input twice'

# Small numbers of detected people, and what would give them away.
expect_exit 0 "${sdg[@]}" "$people"
cp "$STDOUT" "$WORK/open.csv"
expect_exit 0 "${sdg[@]}" --disclosure k=5 "$people"
cp "$STDOUT" "$WORK/protected.csv"
expect_contains "$WORK/protected.csv" '16.2.2,detected,m,child,labour,,,,,50000,,,,suppressed,'
expect_contains "$WORK/protected.csv" '16.2.2,detected and undetected (estimate),m,child,labour,,,,0.95,50000,,,,suppressed,'
expect_contains "$WORK/protected.csv" '16.2.2,detected,m,adult,labour,190,,,,100000,190,,,counted,'
expect_equal "$(grep -c ',counted,' "$WORK/open.csv")" 27
# What is printed as it is, is as it was; the adults' estimates are still there, no finer than to two digits.
grep ',counted,' "$WORK/protected.csv" | while read -r row; do expect_contains "$WORK/open.csv" "$row"; done
awk -F , '$2 ~ /estimate/ && $4 == "adult" && $5 == "labour" && $3 != "(all)" { n++; if ($6 % 10 != 0) exit 1 } END { exit n != 2 }' \
  "$WORK/protected.csv" || fail 'an estimate is missing, or too fine'
# Whoever knows all that is printed cannot tell whether they are 1, 2, 3 or 4: for each there is a number of girls with which everything agrees.
awk -F , '
  function agrees(boys, girls,    key, part, people) {
    for (key in printed) {
      split(key, part, SUBSEP)
      people = 0
      if (part[1] != "m" && part[2] != "child" && part[3] != "sexual") people += 140
      if (part[1] != "f" && part[2] != "child" && part[3] != "sexual") people += 190
      if (part[1] != "f" && part[2] != "adult" && part[3] != "sexual") people += boys
      if (part[1] != "m" && part[2] != "adult" && part[3] != "labour") people += girls
      if (state[key] == "suppressed" ? people == 0 : state[key] == "rounded" ? int(people / 10 + 0.5) * 10 != printed[key] : people != printed[key]) return 0
    }
    return 1
  }
  $2 == "detected" { printed[$3, $4, $5] = $6; state[$3, $4, $5] = $14 }
  END {
    for (boys = 1; boys <= 4; boys++) {
      found = 0
      for (girls = 0; girls < 30; girls++) found = found || agrees(boys, girls)
      if (!found) exit 1
    }
  }' "$WORK/protected.csv" || fail 'a small number can be worked out'
expect_exit 0 "${sdg[@]}" --disclosure none "$people"
expect_same_bytes "$STDOUT" "$WORK/open.csv"
expect_exit 2 fit -q --replicates 0 --by gender --disclosure k=5 "$people"
expect_stderr_contains "option '--disclosure' is about the table of '--sdg' here"
expect_exit 2 "${sdg[@]}" --disclosure k=0 "$people"
expect_stderr_contains "'k=0' is neither none nor"
