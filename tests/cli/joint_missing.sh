# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Missing values of categories in one model over all of them: people are where they may be, and margins add up.

for table in em_kosovo_missing em_scot_missing msei_impute; do
  gzip -dc "tests/reference/covariates/tables/$table.csv.gz" >"$WORK/$table.csv"
done

# Values of R's EM and our Newton finish: tests/reference/covariates/em.csv, kosovo_sex20 k4, scot_gender s2, impute e1.
kosovo=(--by sex --joint '(EXH*ABA + EXH*OSCE + ABA*HRW + OSCE*HRW)*sex + ABA*OSCE' "$WORK/em_kosovo_missing.csv")
expect_exit 0 fit -q --format csv --replicates 0 "${kosovo[@]}"
expect_stdout_matches '^\(missing\),.*,no_estimate,category_missing$'
expect_close "$(csv_value total 2)" 3053.4540727955018 1e-9
expect_close "$(csv_value total 4)" 11319.681890401114 1e-9
# The people whose sex is missing are seen: of the total, not of one sex.
expect_close "$(csv_value hidden 4)" 6919.6818904011134 1e-9
expect_equal "$(csv_value observed 4)" 4400
expect_equal "$(csv_value excluded 4)" 0
expect_equal "$(csv_value state 4)" ok
expect_close "$(csv_value total 3)" "$(awk 'BEGIN { printf "%.12f", 11319.681890401114 - 3053.4540727955018 }')" 1e-9
expect_exit 0 fit -q --format csv --replicates 0 --by Region,Gender,Age \
  --joint '(S1 + S2 + S3 + S4)*Gender + S1*Region + S2*Age + Region*Gender*Age' "$WORK/em_scot_missing.csv"
expect_close "$(awk -F , '$1 == "GGC" && $2 == "Female" && $3 == "Old" { print $10 }' "$STDOUT")" 375.73826041438673 1e-9
expect_close "$(awk -F , '$1 == "(all)" && $2 == "(all)" && $3 == "(all)" { print $10 }' "$STDOUT")" 22212.03947757612 1e-9
expect_exit 0 fit -q --format csv --replicates 0 --drop-unlisted --by a,b,c --joint 'A + B + C + a + b + c' "$WORK/msei_impute.csv"
expect_close "$(awk -F , '$1 == "(all)" && $2 == "(all)" && $3 == "(all)" { print $10 }' "$STDOUT")" 7767.2104896368046 1e-9

# The standard error of the total: the mean's, of the reference, and that people vary around it.
expect_exit 0 fit -q --format csv --replicates 0 "${kosovo[@]}"
expect_close "$(csv_value se 4)" "$(awk 'BEGIN { printf "%.12g", sqrt(671.06981960795065^2 + 6919.6818904011134) }')" 1e-8
expect_equal "$(csv_value interval 4)" log-normal

# Every replicate is fitted anew, the same on any number of threads.
expect_exit 0 fit -q --format csv --replicates 30 --threads 1 "${kosovo[@]}"
cp "$STDOUT" "$WORK/one"
expect_equal "$(csv_value interval 4)" percentile
expect_exit 0 fit -q --format csv --replicates 30 --threads 3 "${kosovo[@]}"
expect_same_bytes "$WORK/one" "$STDOUT"
expect_exit 0 fit -q --replicates 0 "${kosovo[@]}"
tr -s '\n ' ' ' <"$STDOUT" >"$WORK/flat"
expect_contains "$WORK/flat" 'people of whom a category is not known are counted in'
expect_contains "$WORK/flat" 'sex is missing of 814 of 4,400 people (19%): 223 of 1,131 (20%) on EXH and no other list; 175'
expect_stdout_lacks 'IN PART'
expect_stdout_lacks 'NEVER KNOWN'
expect_exit 0 fit -q --format json --replicates 0 "${kosovo[@]}"
tr -d '\n ' <"$STDOUT" >"$WORK/flat"
expect_contains "$WORK/flat" '"missing":[{"category":"sex","on":null,"people":4400,"missing":814,"never_known":false},{"category":"sex","on":"EXH","people":1131,"missing":223,'

# As a category of their own they are a row, and the others lose them; left out they are nowhere, and it says so.
expect_exit 0 fit -q --format csv --replicates 0 --missing category "${kosovo[@]}"
expect_stdout_lacks category_missing
expect_exit 0 fit -q --format csv --replicates 0 --missing drop "${kosovo[@]}"
expect_stdout_matches '^\(missing\),.*,no_estimate,category_dropped$'
expect_equal "$(csv_value excluded 4)" 814
expect_equal "$(csv_value state 4)" partial
expect_equal "$(csv_value reasons 4)" 'category_dropped;part_without_estimate'
dropped=$(csv_value total 4)
expect_exit 0 fit -q --format csv --replicates 0 --where sex=F --where sex=M "${kosovo[@]}"
expect_close "$(csv_value total 3)" "$dropped" 1e-9
expect_exit 0 fit -q --replicates 0 --missing drop "${kosovo[@]}"
tr -s '\n ' ' ' <"$STDOUT" >"$WORK/flat"
expect_contains "$WORK/flat" 'were left out: biased, since what is missing mostly depends on the lists'
expect_exit 2 fit --by sex --pool --joint auto "$WORK/em_kosovo_missing.csv"
expect_stderr_contains '--pool knows no missing values of categories and no lists that did not exist everywhere; --missing drop and'
expect_exit 0 fit -q --pool --replicates 0 --missing drop "${kosovo[@]}"
expect_stdout_contains 'shrunken (--pool)'
expect_exit 2 fit --by sex --joint auto --missing guess "$WORK/em_kosovo_missing.csv"
expect_stderr_contains "--missing is 'guess'; it is model, category or drop"
expect_exit 2 fit --by sex --method bic --missing drop "$WORK/em_kosovo_missing.csv"
expect_stderr_contains 'method bic takes people of whom a category is not known for a category; --missing drop goes with --joint'
expect_exit 0 fit -q --format csv --replicates 0 --by sex --method bic --missing category "$WORK/em_kosovo_missing.csv"

# A history that was never seen with the category known.
never=$(make_file never.csv <<<$'A,B,C,g,count\n1,0,0,a,40\n0,1,0,a,30\n0,0,1,a,20\n1,1,0,a,9\n1,0,1,,6\n0,1,1,a,7\n1,1,1,a,2\n1,0,0,b,31\n0,1,0,b,22\n0,0,1,b,12\n1,1,0,b,8\n0,1,1,b,4\n1,1,1,b,1')
expect_exit 0 fit -q --replicates 0 --by g --joint 'A*g + B*g + C*g' "$never"
expect_stdout_contains 'NEVER KNOWN: g of anybody on A+C'

# Deaths in Gaza (Jamaluddine et al. 2025): age is missing for two thirds of those who are on list 3 alone. By nothing, sex, age and both the same
# number, within 5%; what drops or counts apart those of whom something is missing gives others.
gaza=$WORK/gaza.csv
gzip -dc tests/reference/covariates/tables/gaza_2023_2024.csv.gz >"$gaza"
for by in '' sex age sex,age; do
  # shellcheck disable=SC2086 # without categories no option
  expect_exit 0 fit -q --format csv ${by:+--by $by} --joint auto "$gaza"
  sed 1d "$STDOUT" | tail -1 | sed 's/^(all),(all),/(all),/; s/^(all),//' >>"$WORK/totals"
done
awk -F , '{ n++; if (n == 1 || $7 < low) low = $7; if ($7 > high) high = $7 } END { exit !(n == 4 && low > 60500 && high < 66000 && high < 1.05 * low) }' "$WORK/totals" ||
  fail_with_outputs "totals are $(cut -d , -f 7 "$WORK/totals" | xargs)"
# Every row has an interval, sums add up, and the total's is near 62,400 (56,300-70,100).
awk -F , 'NR == 1 || $1 == "(missing)" || $2 == "(missing)" { next }
  $13 == "" || !($12 < $9 && $9 < $13) { exit 1 }
  $1 != "(all)" && $2 != "(all)" { both += $9 }
  $1 == "(all)" && $2 != "(all)" { by_age += $9 }
  $1 != "(all)" && $2 == "(all)" { by_sex += $9 }
  $1 == "(all)" && $2 == "(all)" { total = $9; low = $12; high = $13 }
  END { exit !(both - total < 1e-6 && total - both < 1e-6 && by_age - total < 1e-6 && total - by_age < 1e-6 && by_sex - total < 1e-6 && total - by_sex < 1e-6 &&
    low > 55200 && low < 57400 && high > 68700 && high < 71500) }' "$STDOUT" || fail_with_outputs 'sums or limits are wrong'
expect_exit 0 models -q --format csv --top 1 --by sex,age --joint auto "$gaza"
expect_close "$(csv_value total)" "$(tail -1 "$WORK/totals" | cut -d , -f 7)" 1e-9
expect_exit 0 fit -q --format csv --by sex,age --joint auto --missing drop "$gaza"
dropped=$(tail -1 "$STDOUT")
[[ $(cut -d , -f 9 <<<"$dropped") == 39[67]* ]] || fail_with_outputs 'complete cases are not about 39,700'
expect_exit 0 fit -q --format csv --by sex --joint auto --replicates 8 --threads 1 "$gaza"
cp "$STDOUT" "$WORK/one"
expect_exit 0 fit -q --format csv --by sex --joint auto --replicates 8 --threads 3 "$gaza"
expect_same_bytes "$WORK/one" "$STDOUT"

# Not at random: half and twice the odds of each value among the people of whom it is missing, of two values the first.
expect_exit 0 sensitivity -q --format csv --thinnings 0 --by sex --joint 'EXH*ABA*sex + OSCE*sex + HRW*sex' "$WORK/em_kosovo_missing.csv"
sed 's/"[^"]*"/model/g' "$STDOUT" >"$WORK/plain"
expect_equal "$(grep -c ',missing_odds,' "$WORK/plain")" 4
# Totals of women and men with half the odds, at random and with twice the odds of women.
for odds in ',sex=F:0.5,' ',estimate,' ',sex=F:2,'; do awk -F , -v odds="$odds" 'index($0, odds) { printf "%s,", $9 }' "$WORK/plain"; echo; done >"$WORK/odds"
awk -F , '{ women[NR] = NR == 2 ? $2 : $1; men[NR] = NR == 2 ? $3 : $2 }
  END { exit !(women[1] < women[2] && women[2] < women[3] && men[1] > men[2] && men[2] > men[3]) }' "$WORK/odds" || fail_with_outputs "odds do not shift totals: $(cat "$WORK/odds")"
expect_exit 0 sensitivity -q --thinnings 0 --by sex --joint auto "$WORK/em_kosovo_missing.csv"
expect_stdout_contains 'If what is missing were not missing at random'
expect_stdout_matches '^  ABA +[0-9]' # a search is asked about lists left out
expect_exit 0 sensitivity -q --thinnings 0 --format csv --by sex --joint auto --missing drop "$WORK/em_kosovo_missing.csv"
expect_stdout_lacks missing_odds

# Studies: what is done with them is part of the task.
study=$(make_file missing.yaml <<EOF2
study: missing
replicates: 0
data: [{name: kosovo, file: $WORK/em_kosovo_missing.csv, by: [sex]}]
methods:
  - {joint: EXH*ABA*sex + OSCE*sex + HRW*sex, name: usual}
  - {joint: EXH*ABA*sex + OSCE*sex + HRW*sex, missing: drop, name: dropped}
  - {joint: EXH*ABA*sex + OSCE*sex + HRW*sex, missing: category, name: apart}
EOF2
)
expect_exit 0 study run -q --store "$WORK/missing.db" "$study"
expect_exit 0 study export -q --format csv --store "$WORK/missing.db" "$study"
expect_stdout_contains category_missing
expect_stdout_contains category_dropped
sed 's/drop,/guess,/' "$study" >"$WORK/bad.yaml"
expect_exit 2 study check "$WORK/bad.yaml"
expect_stderr_contains "missing"

# The note on the input says what is done with them.
missing=(--by sex --joint 'EXH*ABA*sex + OSCE*sex + HRW*sex' --replicates 0 --format csv "$WORK/em_kosovo_missing.csv")
expect_exit 0 fit "${missing[@]}"
expect_stderr_contains '814 people have no value of sex and are counted where the model says that they may be'
expect_exit 0 fit --missing drop "${missing[@]}"
expect_stderr_contains '814 people have no value of sex and are left out of the fit, which is biased'
expect_exit 0 fit --missing category "${missing[@]}"
expect_stderr_contains '814 people have no value of sex and are counted as (missing)'
expect_exit 0 fit --by sex --method bic --replicates 0 --format csv "$WORK/em_kosovo_missing.csv"
expect_stderr_contains '814 people have no value of sex and are counted as (missing)'
sed '/drop,/d; /category,/d' "$study" >"$WORK/one.yaml"
expect_exit 0 study check "$WORK/one.yaml"
cat "$STDOUT" "$STDERR" | tr -s '\n ' ' ' >"$WORK/flat"
expect_contains "$WORK/flat" 'sex and are counted where the model says that they may be'
