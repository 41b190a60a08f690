# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# --contrast: values of a category set against each other, in every format, from replicates and without, and in studies.

years=$(make_file years.csv <<<$'A,B,C,year,count
1,0,0,2015,40\n0,1,0,2015,33\n0,0,1,2015,25\n1,1,0,2015,12\n1,0,1,2015,9\n0,1,1,2015,8\n1,1,1,2015,4
1,0,0,2016,31\n0,1,0,2016,28\n0,0,1,2016,35\n1,1,0,2016,9\n1,0,1,2016,10\n0,1,1,2016,11\n1,1,1,2016,3
1,0,0,2017,62\n0,1,0,2017,51\n0,0,1,2017,47\n1,1,0,2017,16\n1,0,1,2017,14\n0,1,1,2017,13\n1,1,1,2017,5')

# The value of a column of the contrasts.
contrast_of() { csv_value "$1" "${2:-1}" "$WORK/contrasts.csv"; } # column [row]

# Averaged tail areas of one model over all: B - A and B / A of the totals, with limits around them; the estimates stay what they are.
joint=(--by year --joint auto "$years")
expect_exit 0 fit -q --format csv "${joint[@]}"
cp "$STDOUT" "$WORK/plain.csv"
expect_exit 0 fit -q --format csv --contrast year=2015,2017 --contrast-output "$WORK/contrasts.csv" "${joint[@]}"
expect_same_bytes "$WORK/plain.csv" "$STDOUT"
expect_equal "$(head -1 "$WORK/contrasts.csv")" 'column,baseline,value,level,baseline_observed,baseline_total,observed,total,difference,difference_lower,difference_upper,ratio,ratio_lower,ratio_upper,interval,paired,replicates,failed,state,reasons'
expect_equal "$(contrast_of column),$(contrast_of baseline),$(contrast_of value),$(contrast_of interval),$(contrast_of paired)" 'year,2015,2017,mata-aic,1'
a=$(awk -F , '$1 == 2015 { print $(NF - 9) }' "$WORK/plain.csv")
b=$(awk -F , '$1 == 2017 { print $(NF - 9) }' "$WORK/plain.csv")
expect_close "$(contrast_of difference)" "$(awk -v a="$a" -v b="$b" 'BEGIN { printf "%.15g", b - a }')" 1e-9
expect_close "$(contrast_of ratio)" "$(awk -v a="$a" -v b="$b" 'BEGIN { printf "%.15g", b / a }')" 1e-9
between() { awk -v a="$1" -v b="$2" -v c="$3" 'BEGIN { exit !(a < b && b < c) }' || fail "$1 < $2 < $3 does not hold"; }
between "$(contrast_of difference_lower)" "$(contrast_of difference)" "$(contrast_of difference_upper)"
between "$(contrast_of ratio_lower)" "$(contrast_of ratio)" "$(contrast_of ratio_upper)"

# Turned around it is the opposite, and no difference is within one interval when it is within the other.
for name in difference_lower difference_upper ratio_lower; do printf -v "$name" '%s' "$(contrast_of "$name")"; done
expect_exit 0 fit -q --format csv --contrast year=2017,2015 --contrast-output "$WORK/contrasts.csv" "${joint[@]}"
expect_close "$(contrast_of difference_upper)" "$(awk -v x="$difference_lower" 'BEGIN { printf "%.15g", -x }')" 1e-6
expect_close "$(contrast_of difference_lower)" "$(awk -v x="$difference_upper" 'BEGIN { printf "%.15g", -x }')" 1e-6
expect_close "$(contrast_of ratio_upper)" "$(awk -v x="$ratio_lower" 'BEGIN { printf "%.15g", 1 / x }')" 1e-6

# The same bytes on any number of threads, from replicates in which the search is repeated, and by category apart.
for way in '--joint auto --replicates 40' '--method bic --replicates 40' '--joint auto --replicates 20 --interval bca'; do
  # shellcheck disable=SC2086 # several options
  expect_exit 0 fit -q --format csv --threads 1 --by year $way --contrast year --contrast-output "$WORK/one.csv" "$years"
  # shellcheck disable=SC2086
  expect_exit 0 fit -q --format csv --threads 3 --by year $way --contrast year --contrast-output "$WORK/three.csv" "$years"
  expect_same_bytes "$WORK/one.csv" "$WORK/three.csv"
  expect_equal "$(wc -l <"$WORK/one.csv")" 3
done

# In words, and never as a verdict on chance alone.
expect_exit 0 fit -q --contrast year=2015,2016 --contrast year=2016,2017 "${joint[@]}"
tr -s '\n ' ' ' <"$STDOUT" >"$WORK/flat"
expect_contains "$WORK/flat" 'What differs between categories year=2016 against year=2015: '
expect_contains "$WORK/flat" ' year=2017 against year=2016: '
expect_contains "$WORK/flat" '95% interval of the difference: from '
expect_contains "$WORK/flat" 'That includes no difference: sampling alone could have made this one'
expect_contains "$WORK/flat" 'Categories that are estimated together share a part of what is not known'
expect_contains "$WORK/flat" 'Each 95% interval stands for itself; of 2 such intervals 0.10 would be expected to miss'
expect_stdout_lacks 'significan'
expect_exit 0 fit -q --by year --contrast year=2015,2016 "$years"
tr -s '\n ' ' ' <"$STDOUT" >"$WORK/flat"
expect_contains "$WORK/flat" 'The categories are estimated apart, so that their errors are independent.'

# JSON, tables for papers, standard output.
expect_exit 0 fit -q --format json --level 0.5,0.95 --contrast year=2015,2017 "${joint[@]}"
tr -d '\n ' <"$STDOUT" >"$WORK/flat"
expect_contains "$WORK/flat" '"contrasts":[{"category":"year","baseline":"2015","other":"2017","baseline_observed":131.0,"baseline_total":'
expect_contains "$WORK/flat" '"levels":[{"level":0.5,"interval":"mata-aic","difference":{"estimate":'
expect_exit 0 fit -q --format md --contrast year "${joint[@]}"
expect_stdout_contains 'Differences'
expect_stdout_contains 'estimated together'
expect_exit 0 fit -q -o "$WORK/report.txt" --contrast year --contrast-output - "${joint[@]}"
expect_equal "$(csv_value value 2)" 2017
expect_contains "$WORK/report.txt" 'What differs between categories'

# A value without an estimate says why.
sparse=$(make_file sparse.csv <<<$'A,B,C,g,count\n1,0,0,a,40\n0,1,0,a,30\n0,0,1,a,20\n1,1,0,a,9\n1,0,1,a,6\n0,1,1,a,7\n1,1,1,a,2\n0,0,1,b,12')
expect_exit 0 fit -q --replicates 0 --by g --joint '(A + B + C)*g' --contrast g=a,b "$sparse"
tr -s '\n ' ' ' <"$STDOUT" >"$WORK/flat"
expect_contains "$WORK/flat" 'g=b against g=a: cannot be compared: g=b has no estimate; combinations of lists that the model needs are empty, so that any number'
expect_exit 0 fit -q --format csv --replicates 0 --by g --joint '(A + B + C)*g' --contrast g=a,b --contrast-output "$WORK/contrasts.csv" "$sparse"
expect_equal "$(contrast_of state),$(contrast_of reasons),$(contrast_of difference)" 'no_estimate,hidden_undetermined,'

# With missing values: 814 of the people of Kosovo have no sex; the two known values add up to the total, so that their difference has its error.
gzip -dc tests/reference/covariates/tables/em_kosovo_missing.csv.gz >"$WORK/kosovo.csv"
expect_exit 0 fit -q --format csv --by sex --joint auto --contrast sex --contrast-output "$WORK/contrasts.csv" "$WORK/kosovo.csv"
expect_equal "$(contrast_of baseline),$(contrast_of value),$(contrast_of state)" 'F,M,ok'
between "$(contrast_of difference_lower)" "$(contrast_of difference)" "$(contrast_of difference_upper)"

# Refusals, before anything is estimated.
refused() { # message argument...
  expect_exit 2 fit -q "${@:2}"
  expect_stderr_contains "darkfigure: $1"
}
refused "contrast 'yeer=2015,2016': 'yeer' is no category of --by; did you mean 'year'?" --contrast yeer=2015,2016 "${joint[@]}"
refused "contrast 'A=0,1': 'A' is no category of --by" --contrast A=0,1 "${joint[@]}"
refused "contrast 'year=2015,2061': '2061' is no value of year; did you mean '2016'?" --contrast year=2015,2061 "${joint[@]}"
refused "contrast 'year=2015,2015': '2015' stands there twice" --contrast year=2015,2015 "${joint[@]}"
refused "contrast 'year=2015': a second value is missing, as in COLUMN=A,B" --contrast year=2015 "${joint[@]}"
refused 'a contrast is between values of a category, and there is none; see --by' --contrast year=2015,2016 --ignore year "$years"
refused "option '--contrast': CSV is one table" --format csv --contrast year "${joint[@]}"
refused "options '--sdg' and '--contrast' exclude each other" --format csv --sdg --residents "$years" --contrast year --contrast-output "$WORK/x.csv" "${joint[@]}"
refused "option '--contrast-output' is about '--contrast'; add that" --contrast-output "$WORK/x.csv" "${joint[@]}"
refused "$years: the output would overwrite the input" --contrast year --contrast-output "$years" "${joint[@]}"
refused "the estimates and the contrasts cannot both go to $WORK/x.csv" --contrast year -o "$WORK/x.csv" --contrast-output "$WORK/x.csv" "${joint[@]}"
refused 'the estimates and the contrasts cannot both go to standard output' --contrast year --contrast-output - "${joint[@]}"
expect_exit 4 fit -q --contrast year --contrast-output "$WORK/no/x.csv" "${joint[@]}"

# Studies: a comparison of a task with itself, by category. What is missing of age, and years without a form, do not stand in its way.
study=$(make_file years.yaml <<EOF2
study: years
replicates: 60
data: [{name: years, file: $years, by: [year]}]
methods: [{joint: auto}]
comparisons:
  - baseline: {category: {year: 2015}}
    against: [{category: {year: 2016}}, {category: {year: 2017}}]
EOF2
)
expect_exit 0 study run -q --store "$WORK/years.db" "$study"
expect_exit 0 study compare -q --format csv --store "$WORK/years.db" "$study"
expect_exit 0 fit -q --by year --joint auto --replicates 60 --contrast year=2015,2016,2017 -o "$WORK/x.txt" --contrast-output "$WORK/contrasts.csv" "$years"
"$DARKFIGURE" study compare -q --format csv --store "$WORK/years.db" "$study" >"$WORK/compared.csv" # the same numbers
cut -d , -f 9-24 "$WORK/compared.csv" >"$WORK/of_study"
cut -d , -f 4-19 "$WORK/contrasts.csv" >"$WORK/of_fit"
expect_same_bytes "$WORK/of_study" "$WORK/of_fit"
