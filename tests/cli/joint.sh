# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# --joint: one model over all categories, given or searched, on the command line and in studies.

scotland=$DATA/scotland-people-who-inject-drugs-2006.csv

# The value of a column in the row of all categories, whose model has no comma here.
total_of() { # column [file]
  awk -F , -v column="$1" '
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == column) wanted = i }
    { is_total = 1; for (i = 1; i <= 3; i++) if ($i != "(all)") is_total = 0 }
    NR > 1 && is_total { print $wanted }' "${2:-$STDOUT}"
}

# Totals of R: all main effects, and all pairs of lists and categories (tests/reference/covariates/joint.csv, ScotPWID m1 and m6).
expect_exit 0 fit -q --format csv --replicates 0 --by Region,Gender,Age --joint 'S1+S2+S3+S4+Region+Gender+Age' "$scotland"
expect_close "$(total_of total)" 22096.6904306814 1e-8
expect_exit 0 fit -q --format csv --replicates 0 --by Region,Gender,Age \
  --joint '(S1 + S2 + S3 + S4 + Region + Gender + Age)^2' "$scotland"
expect_close "$(total_of total)" 39523.062232014068 1e-8
expect_close "$(total_of se)" 8378.5592625679674 1e-8
expect_equal "$(total_of method)" joint

# Margins add up, and the model is named once for all categories.
awk -F , '$1 != "(all)" && $2 != "(all)" && $3 != "(all)" { sum += $10 } $1 == "(all)" && $2 == "(all)" && $3 == "(all)" { total = $10 }
  END { exit !(sum - total < 1e-6 && total - sum < 1e-6 && total > 20000) }' <(sed 1d "$STDOUT")
expect_exit 0 fit -q --by Region,Gender,Age --joint 'S1*S2 + S3 + S4*Age' --replicates 0 "$scotland"
expect_stdout_matches 'all 8 categories together +joint +S3 \+ S1\*S2 \+ S4\*Age$'
[ "$(grep -c 'S1\*S2' "$STDOUT")" = 2 ] || fail_with_outputs 'the model is named more often than once, and once for one table'

# A search: the same bytes on any number of threads, with the whole search in every replicate.
expect_exit 0 fit -q --format csv --replicates 30 --threads 1 --by Region,Age --joint auto "$scotland"
cp "$STDOUT" "$WORK/one"
expect_exit 0 fit -q --format csv --replicates 30 --threads 3 --by Region,Age --joint auto "$scotland"
expect_same_bytes "$WORK/one" "$STDOUT"
expect_contains "$WORK/one" ',percentile,30,0,'
expect_exit 0 fit -q --format csv --by Region,Age --joint auto "$scotland"
expect_contains "$STDOUT" ',mata-aic,0,0,'
name=$(awk -F , 'NR == 2 { print $4 }' "$STDOUT")
expect_exit 0 models -q --format csv --top 3 --by Region,Age --joint auto "$scotland"
expect_equal "$(csv_value model)" "$name"
expect_close "$(csv_value total)" "$(awk -F , '$1 == "(all)" && $2 == "(all)" { print $9 }' "$WORK/one")" 1e-9
expect_exit 0 fit -q --format csv --by Region,Age --joint auto --set criterion=bic "$scotland"
expect_contains "$STDOUT" ',mata-bic,0,0,'

# The best model of all, or by how much another may be better; by AIC the search of few refits misses one, which more find.
expect_exit 0 fit -q --by Region --joint auto --set criterion=bic "$scotland"
tr -s '\n ' ' ' <"$STDOUT" >"$WORK/flat"
expect_contains "$WORK/flat" 'all 2 categories together: certified: no other model that is searched has a smaller BIC (295 models fitted to show it).'
expect_exit 0 fit -q --by Region --joint auto --set refits=20 "$scotland"
tr -s '\n ' ' ' <"$STDOUT" >"$WORK/flat"
expect_contains "$WORK/flat" 'all 2 categories together: NOT THE BEST: a model was met afterwards whose AIC is smaller by 5.68, and none can be better by more than 5.68; a larger --set refits searches further.'
expect_exit 0 fit -q --by Region --joint auto "$scotland"
expect_stdout_contains 'all 2 categories together: certified'
expect_exit 0 fit -q --by Region --joint auto --set refits=20 --set certify=2 "$scotland"
tr -s '\n ' ' ' <"$STDOUT" >"$WORK/flat"
expect_contains "$WORK/flat" 'all 2 categories together: NOT CERTIFIED: a model that was not fitted may have a smaller AIC, by'
expect_exit 0 fit -q --format json --by Region --joint auto "$scotland"
expect_stdout_contains '"certified": true'
expect_exit 0 fit -q --by Region --joint auto --set certify=0 "$scotland"
expect_stdout_lacks 'certified'
expect_stdout_lacks 'CERTIFIED'
expect_exit 0 fit -q --joint auto "$scotland"
expect_stdout_matches '^  Search +certified: no other model'

# Shrunken effects beside the estimates, which stay as they are; the smaller the prior's scale the fewer effects are left.
pooled=(--by Region,Age --joint 'S1*S3*Region + S2*S4*Age + S1*Age + S2*S3' "$scotland")
expect_exit 0 fit -q --format csv --replicates 0 "${pooled[@]}"
cp "$STDOUT" "$WORK/plain"
expect_exit 0 fit -q --format csv --replicates 0 --pool "${pooled[@]}"
expect_equal "$(head -1 "$STDOUT")" "$(head -1 "$WORK/plain"),shrunken,shrunken_lower,shrunken_upper"
sed 's/,[^,]*,[^,]*,[^,]*$//' "$STDOUT" >"$WORK/without"
expect_same_bytes "$WORK/plain" "$WORK/without"
awk -F , 'NR > 1 && !($(NF - 1) < $(NF - 2) && $(NF - 2) < $NF && $(NF - 2) > 0.9 * $9 && $(NF - 2) < 1.1 * $9) { exit 1 }' "$STDOUT" ||
  fail_with_outputs 'shrunken totals are far from the others, or outside their limits'
cp "$STDOUT" "$WORK/one"
expect_exit 0 fit -q --format csv --replicates 0 --threads 3 --pool "${pooled[@]}"
expect_same_bytes "$WORK/one" "$STDOUT"
last=0
for scale in 0.01 0.1 1 10; do
  expect_exit 0 fit -q --format json --replicates 0 --pool --set "scale=$scale" "${pooled[@]}"
  left=$(sed -n 's/.*"effects_left": \([0-9.]*\).*/\1/p' "$STDOUT")
  awk -v last="$last" -v left="$left" 'BEGIN { exit !(left > last && left < 7) }' || fail_with_outputs "$left of 7 effects are left after $last"
  last=$left
done
expect_stdout_contains '"effects": 7'
expect_exit 0 fit -q --replicates 0 --pool "${pooled[@]}"
tr -s '\n ' ' ' <"$STDOUT" >"$WORK/flat"
expect_contains "$WORK/flat" 'With effects that differ by category shrunken (--pool) Of 7 effects that differ by category 6.3 are left; standard deviation of lists over categories 0.58; standard deviation of pairs of lists over categories 0.44'
expect_exit 0 fit -q --replicates 0 --pool --by Region --joint auto "$scotland"
expect_stdout_contains 'shrunken (--pool)'
tr -s ' \n' ' ' <"$STDOUT" >"$WORK/flat"
expect_contains "$WORK/flat" 'though it was chosen from these people: they are too narrow.'
expect_exit 0 fit -q --replicates 0 --pool --by Region --joint '(S1 + S2 + S3 + S4)^2*Region' "$scotland"
tr -s ' \n' ' ' <"$STDOUT" >"$WORK/flat"
expect_contains "$WORK/flat" 'The intervals take the model for true.'
expect_exit 2 fit --pool "$scotland"
expect_stderr_contains '--pool goes with --joint'
expect_exit 2 fit --pool --joint auto "$scotland"
expect_stderr_contains '--pool shrinks effects that differ by category, and there is none; see --by'
expect_exit 2 fit --pool --by Region --joint 'S1 + S2 + S3 + S4' "$scotland"
expect_stderr_contains '--joint: the model has no effect of a list, or of two, that differs by category: nothing to pool'
expect_exit 2 fit --pool --by Region,Age --joint 'S1*Region + S2 + S3 + S4 + Region + Age' "$scotland"
expect_stderr_contains '--pool is for formulas without terms of categories alone'

# Every margin of a search has tail areas of its own, which need no replicates: narrower than limits put together, never outside what its strata allow.
expect_exit 0 fit -q --format csv --by Region,Age --joint auto "$scotland"
awk -F , 'NR > 1 && ($12 == "" || $13 == "" || !($12 < $9 && $9 < $13)) { exit 1 }
  NR > 1 && $1 != "(all)" && $2 != "(all)" { low += $12; high += $13 }
  $1 == "(all)" && $2 == "(all)" { exit !($12 >= low && $13 <= high) }' "$STDOUT" || fail_with_outputs 'limits of sums are wrong'
expect_exit 0 fit -q --by Region,Age --joint auto "$scotland"
expect_stdout_contains 'Margins and totals have intervals of their own'
expect_stdout_lacks 'no interval'

# One table without categories is the log-linear fit.
expect_exit 0 fit -q --format csv --replicates 0 --joint 'S1*S2 + S3*S4' "$scotland"
joint=$(csv_value total)
expect_exit 0 fit -q --format csv --replicates 0 --model '[12,34]' "$scotland"
expect_close "$joint" "$(sed 's/"\[12,34\]"/m/' "$STDOUT" >"$WORK/fixed" && csv_value total 1 "$WORK/fixed")" 1e-9

# A category whose hidden number the likelihood does not determine has no estimate, and a reason in words; others have theirs.
sparse=$(make_file sparse.csv <<<$'A,B,C,g,count\n1,0,0,a,40\n0,1,0,a,30\n0,0,1,a,20\n1,1,0,a,9\n1,0,1,a,6\n0,1,1,a,7\n1,1,1,a,2\n0,0,1,b,12')
expect_exit 0 fit -q --replicates 0 --by g --joint '(A + B + C)*g' "$sparse"
expect_stdout_matches 'b +12 +cannot be estimated'
expect_stdout_contains 'so that any number of unseen people fits'
expect_exit 0 fit -q --format csv --replicates 0 --by g --joint '(A + B + C)*g' "$sparse"
expect_stdout_matches '^b,joint,.*,no_estimate,hidden_undetermined$'

# Numeric values of a category may be a polynomial; one of its highest degree is the category itself.
years=$(make_file years.csv < <(
  echo A,B,year,count
  for year in 2015 2016 2018; do printf '1,0,%s,%s\n0,1,%s,%s\n1,1,%s,%s\n' "$year" $((year - 1970)) "$year" $((year - 1985)) "$year" $((year - 2005)); done
))
expect_exit 0 fit -q --format csv --replicates 0 --by year --joint 'A*poly(year,2) + B' "$years"
sed 's/"[^"]*"/m/' "$STDOUT" >"$WORK/plain"
expect_close "$(csv_value total 4 "$WORK/plain")" "$("$DARKFIGURE" fit -q --format csv --replicates 0 --by year --joint 'A*year + B' "$years" | awk -F , '$1 == "(all)" { print $8 }')" 1e-9

# A list that did not exist in the first year: 2,923 and 4,356 (tests/reference/covariates/em.csv, t2; truth 3,015 and 4,140), where its zeros would
# give 2,358 and 4,921. The standard errors there are of means: people vary around these.
gzip -dc tests/reference/covariates/tables/em_twoyear.csv.gz | sed 's/NA/0/' >"$WORK/two.csv"
absent=(--by year --joint 'A*B + C + year' --absent C:year=y1 "$WORK/two.csv")
expect_exit 0 fit -q --format csv --replicates 0 "${absent[@]}"
expect_close "$(csv_value total 1)" 2923.4333333333334 1e-9
expect_close "$(csv_value total 2)" 4356.0422222222223 1e-9
expect_close "$(csv_value total 3)" 7279.4755555555557 1e-9
expect_close "$(csv_value se 1)" "$(awk 'BEGIN { printf "%.12g", sqrt(119.1483437765351^2 + 1768.4333333333334) }')" 1e-8
expect_close "$(csv_value se 3)" "$(awk 'BEGIN { printf "%.12g", sqrt(237.43031730208224^2 + 3714.4755555555557) }')" 1e-8
expect_exit 0 fit -q --format csv --replicates 0 --by year --joint 'A*B + C + year' "$WORK/two.csv"
expect_close "$(csv_value total 1)" 2358.4275642823732 1e-9
expect_exit 0 fit -q --format csv --replicates 40 --threads 1 "${absent[@]}"
cp "$STDOUT" "$WORK/one"
expect_exit 0 fit -q --format csv --replicates 40 --threads 3 "${absent[@]}"
expect_same_bytes "$WORK/one" "$STDOUT"
expect_exit 0 fit -q --format csv --replicates 0 --by year --joint 'A*B*year + C' --absent C:year=y1 "$WORK/two.csv"
expect_stdout_matches '^y1,.*,no_estimate,not_identifiable$'
refused() { # message argument...
  expect_exit 2 fit -q --by year --joint 'A*B + C + year' "${@:2}" "$WORK/two.csv"
  expect_stderr_contains "darkfigure: $1"
}
refused "--absent 'C' is not of the form LIST:COLUMN=VALUE" --absent C
refused "--absent: 'D' is no list" --absent D:year=y1
refused "--absent: 'yea' is no category of --by; did you mean 'year'?" --absent C:yea=y1
refused "--absent: category 'year' has no value like the one given" --absent C:year=y3
refused "--absent: the list 'C' is absent everywhere; leave it out with --drop-list" --absent C:year=y1 --absent C:year=y2
refused "--absent: somebody is on the list 'C' where it is said not to have existed" --absent C:year=y2
expect_exit 0 fit -q --format csv --by year --joint auto --absent C:year=y1 "$WORK/two.csv"
expect_contains "$STDOUT" ',mata-aic,0,0,'
searched=$(awk -F , '$1 == "(all)" { print $8 }' "$STDOUT")
expect_exit 0 models -q --format csv --top 1 --by year --joint auto --absent C:year=y1 "$WORK/two.csv"
expect_close "$(csv_value total)" "$searched" 1e-9
expect_exit 0 models -q --format csv "${absent[@]}"
expect_close "$(csv_value total)" 7279.4755555555557 1e-9
expect_exit 2 fit --by year --absent C:year=y1 "$WORK/two.csv"
expect_stderr_contains 'method mixture knows no lists that did not exist everywhere; --joint does'

# Refusals.
expect_exit 2 fit --by Region --joint 'S1*S2 + S3 + S4*Regio' "$scotland"
expect_stderr_contains "--joint: formula, character 17: 'Regio' is no list or category; did you mean 'Region'?"
expect_exit 2 fit --joint 'S1*S2 + S3 + S4*Region' "$scotland"
expect_stderr_contains "'Region' is no list or category; categories are named with --by"
expect_exit 2 fit --joint 'S1*S2' "$scotland"
expect_stderr_contains "leaves out the list 'S3'"
expect_exit 2 fit --joint auto --method bic "$scotland"
expect_stderr_contains "options '--joint' and '--method bic' exclude each other"
expect_exit 2 fit --joint auto --model '[1,2]' "$scotland"
expect_exit 2 fit --joint auto --max-order 2 "$scotland"
expect_exit 2 fit --joint auto --common-dependence always "$scotland"
expect_exit 2 models --by Region "$scotland"
expect_stderr_contains "option '--by' goes with '--joint' here"
many=$(make_file many.csv < <(
  echo A,B,g,count
  for ((i = 0; i < 10000; i++)); do printf '1,0,g%d,5\n0,1,g%d,4\n1,1,g%d,2\n' "$i" "$i" "$i"; done
))
expect_exit 2 fit -q --by g --joint auto "$many"
expect_stderr_contains "--joint: 10000 combinations of categories are too many for a search, which takes up to 4000; give the model as a formula; category 'g' has 10000 values"
expect_exit 2 fit -q --by g --joint 'A*g + B' "$many"
expect_stderr_contains "--joint: the model has more than 4096 effects; at most so many can be fitted; category 'g' has 10000 values"
expect_exit 0 fit -q --format csv --replicates 0 --by g --joint 'A + B' "$many"
expect_close "$(awk -F , '$1 == "(all)" { print $8 }' "$STDOUT")" 210000 1e-9

# Studies.
two=$(make_file two.yaml <<EOF2
study: two
replicates: 0
data: [{name: two, file: $WORK/two.csv, by: [year]}]
methods: [{joint: A*B + C + year, absent: ['C:year=y1']}]
EOF2
)
expect_exit 0 study run -q --store "$WORK/two.db" "$two"
expect_exit 0 study export -q --format csv --store "$WORK/two.db" "$two"
expect_stdout_contains ',7279.4755555'
# What cannot be absent is said before anything runs.
not_absent() { # text message
  sed "s/C:year=y1/$1/" "$two" >"$WORK/bad.yaml"
  expect_exit 2 study check "$WORK/bad.yaml"
  expect_stderr_contains "$2"
}
not_absent C:year=y3 "absent: category 'year' has no value like the one given"
not_absent C:year=y2 "absent: somebody is on the list 'C' where it is said not to have existed"
not_absent C:yea=y1 "absent: 'yea' is no category of by; did you mean 'year'?"
not_absent D:year=y1 "absent: 'D' is no list"
not_absent "C:year=y1', 'C:year=y2" "absent: the list 'C' is absent everywhere"
study=$(make_file study.yaml <<EOF2
study: joint
replicates: 3
data: [{name: scotland, file: $PWD/$scotland, by: [Region, Age]}]
methods:
  - {joint: auto, name: searched}
  - {method: joint, joint: S1*S2 + S3 + S4*Region, name: given}
EOF2
)
expect_exit 0 study run -q --store "$WORK/joint.db" "$study"
expect_exit 0 study export -q --format csv --store "$WORK/joint.db" "$study"
expect_stdout_contains 'S3 + S1*S2 + S4*Region'
sed 's/method: joint, //; s/joint: S1/method: bic, joint: S1/' "$study" >"$WORK/bad.yaml"
expect_exit 2 study check "$WORK/bad.yaml"
expect_stderr_contains "'joint' goes with method joint, and the method is bic"
sed 's/S4[*]Region/S4*Regio/' "$study" >"$WORK/bad.yaml"
expect_exit 2 study check "$WORK/bad.yaml"
expect_stderr_contains "'Regio' is no list or category; did you mean 'Region'?"

# Pooling in studies: the shrunken totals of `fit --pool`, in columns of their own where any method pools.
pooled_study=$(make_file pooled.yaml <<EOF2
study: pooled
replicates: 0
data: [{name: scotland, file: $PWD/$scotland, by: [Region, Age]}]
methods:
  - {joint: 'S1*S3*Region + S2*S4*Age + S1*Age + S2*S3', name: pooled, pool: true}
  - {joint: 'S1*S3*Region + S2*S4*Age + S1*Age + S2*S3', name: plain}
EOF2
)
expect_exit 0 study run -q --store "$WORK/pooled.db" "$pooled_study"
expect_exit 0 study export -q --format csv --store "$WORK/pooled.db" "$pooled_study"
cp "$STDOUT" "$WORK/exported"
expect_contains "$WORK/exported" ',reasons,failure,shrunken,shrunken_lower,shrunken_upper'
expect_exit 0 fit -q --format csv --replicates 0 --pool "${pooled[@]}"
awk -F , '$1 == "(all)" && $2 == "(all)" { print $(NF - 2) "," $(NF - 1) "," $NF }' "$STDOUT" >"$WORK/of_fit"
awk -F , '$3 == "pooled" && $4 == "(all)" && $5 == "(all)" { print $(NF - 2) "," $(NF - 1) "," $NF }' "$WORK/exported" >"$WORK/of_study"
expect_same_bytes "$WORK/of_fit" "$WORK/of_study"
expect_equal "$(awk -F , '$3 == "plain" && $4 == "(all)" && $5 == "(all)" { print $(NF - 2) $(NF - 1) $NF }' "$WORK/exported")" ''
expect_exit 0 study export -q --level 0.5 --format json --store "$WORK/pooled.db" "$pooled_study"
expect_stdout_contains '"shrunken_upper": '
expect_exit 0 study export -q --store "$WORK/pooled.db" "$pooled_study"
expect_stdout_contains 'shrunken total'
expect_exit 0 study query -q --format csv "$WORK/pooled.db" "SELECT count(*) FROM answers WHERE shrunken IS NOT NULL AND method = 'pooled'"
expect_equal "$(sed 1d "$STDOUT")" 9
expect_exit 0 study merge -q "$WORK/merged.db" "$WORK/pooled.db"
expect_exit 0 study export -q --format csv --store "$WORK/merged.db" "$pooled_study"
expect_same_bytes "$WORK/exported" "$STDOUT"
# What pools is another task than what does not; without a method that pools there are no such columns.
expect_exit 0 study check -q --format csv "$pooled_study"
[ "$(awk -F , 'NR > 1 { print $2 }' "$STDOUT" | sort -u | wc -l)" = 2 ] || fail_with_outputs 'both tasks are the same'
expect_exit 0 study export -q --format csv --store "$WORK/joint.db" "$study"
expect_stdout_lacks shrunken
sed "s/joint: 'S1.*pool/method: bic, pool/" "$pooled_study" >"$WORK/bad.yaml"
expect_exit 2 study check "$WORK/bad.yaml"
expect_stderr_contains 'method bic pools no effects; pool goes with joint'
sed 's/pool: true/pool: maybe/' "$pooled_study" >"$WORK/bad.yaml"
expect_exit 2 study check "$WORK/bad.yaml"
expect_stderr_contains "pool"

# models says of the first model what fit says of the chosen one; what is listed comes from more fits.
expect_exit 0 models -q --by Region --joint auto --set criterion=bic "$scotland"
expect_stdout_contains 'The first model: certified: no other model that is searched has a smaller BIC'
expect_exit 0 models -q --format json --by Region --joint auto --set criterion=bic "$scotland"
expect_stdout_contains '"certified": true'
expect_stdout_contains '"certifying_fits": 295'
expect_exit 0 models -q --by Region --joint auto --set refits=20 --set certify=2 "$scotland"
expect_stdout_contains 'The first model: NOT CERTIFIED'
for given in '--joint auto --set certify=0' '--joint S1*S2+S3+S4' '--method bic'; do
  # shellcheck disable=SC2086 # several options
  expect_exit 0 models -q $given "$scotland"
  expect_stdout_lacks ertified
  expect_stdout_lacks CERTIFIED
done

# A search of few refits says what it leaves out.
expect_exit 0 fit -q --by Region --joint auto --set refits=20 "$scotland"
tr -s '\n ' ' ' <"$STDOUT" >"$WORK/flat"
expect_contains "$WORK/flat" 'all 2 categories together: the model is chosen, here and in every replicate, among the most promising ones: 20 of two factors, with 64% of the weight of all; below '
expect_exit 0 fit -q --format json --by Region --joint auto --set refits=20 "$scotland"
expect_stdout_contains '"fitted_models": 20'
expect_stdout_contains '"fitted_weight": 0.641909'
expect_exit 0 fit -q --by Region --joint S1*S2+S3+S4 --replicates 0 "$scotland"
expect_stdout_lacks 'the model is chosen'

# Categories of two and of seven people keep no others from being estimated, and have the effects of these: the synthetic Finnish year.
expect_exit 0 fit -q --by form --drop-list synthetic_assistance_system --joint auto --set certify=0 --format csv data/finland/synthetic-2017-lists.csv
expect_equal "$(grep -c ',ok,' "$STDOUT")" 4
# What is borrowed says so, and is not to be quoted: these lists know two and seven of them, and nobody twice.
expect_equal "$(grep -c ',unstable,borrowed' "$STDOUT")" 2
expect_stdout_matches '^forced-criminality,.*,unstable,borrowed$'
for form in forced-begging,joint forced-criminality,joint labour,joint; do expect_stdout_contains "$form"; done
# With few models an average lacks too much weight to be relied on.
expect_exit 0 fit -q --by form --drop-list synthetic_assistance_system --joint auto --set certify=0 --set models=4 --format csv data/finland/synthetic-2017-lists.csv
expect_stdout_matches '^labour,.*,unstable,search_incomplete$'
