# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Intervals that need no replicates: what they are, and what may not stand beside them.

# A column of CSV output that has quoted model names.
value() { # column [record]
  sed 's/"[^"]*"/quoted/g' "$STDOUT" >"$WORK/plain.csv"
  csv_value "$1" "${2:-1}" "$WORK/plain.csv"
}
kosovo=$DATA/kosovo-killings-1999.csv
hiv=$DATA/rome-hiv.csv
two=$(make_file two.csv <<<$'A,B,count\n1,0,40\n0,1,20\n1,1,20')

# Profile: the reference values of Rome and of Kosovo, to the last digits that they have.
expect_exit 0 fit -q --format csv --method independence --interval profile "$hiv"
expect_close "$(value lower)" 9531.73573631316 1e-9
expect_close "$(value upper)" 13114.1229175826 1e-9
expect_equal "$(value interval)" profile
expect_equal "$(value replicates)" 0
expect_equal "$(value reasons)" below_chao_bound
expect_exit 0 fit -q --format csv --method bic --interval profile "$kosovo"
expect_stdout_matches ',8994\.2575.*,12110\.4092.*,profile,0,0,ok,below_chao_bound;conditional_on_model$'
expect_exit 0 fit -q --method bic --interval profile "$kosovo"
expect_stdout_contains 'Profile likelihood'
expect_stdout_contains 'TOO NARROW'
expect_exit 1 fit -q --format csv --model '[123,124,134,234]' --interval profile "$hiv"
expect_stdout_contains not_identifiable
expect_exit 0 fit -q --format csv --method bic --interval profile --level 0.8,0.95 "$kosovo"
expect_stdout_line 3 "$(sed -n 3p "$STDOUT" | grep ',profile,')"

# Exact and log-normal, for two lists.
expect_exit 0 fit -q --format csv --interval exact "$two"
expect_equal "$(value lower) $(value upper)" "96 168"
expect_equal "$(value interval)" exact
expect_equal "$(value method)" chapman
expect_exit 0 fit -q --format csv --method petersen --interval log-normal "$two"
expect_close "$(value lower)" 99.223852907982334 1e-9
expect_equal "$(value interval)" log-normal
expect_exit 0 fit -q --interval exact "$two"
expect_stdout_contains 'keeps its level'

# Averages over models.
expect_exit 0 fit -q --format csv --method bic --interval mata-aic "$kosovo"
expect_equal "$(value interval)" mata-aic
expect_exit 0 fit -q --format json --method bic --interval mata-bic "$kosovo"
expect_stdout_matches '"models": [1-9]'
expect_stdout_matches '"missed_weight": '
expect_stdout_contains '"interval": "mata-bic"'
expect_exit 0 fit -q --format csv --method averaged "$kosovo"
expect_equal "$(value interval)" mata-aic
expect_equal "$(value replicates)" 0
expect_exit 0 fit -q --format csv --method averaged --set criterion=bic "$kosovo"
expect_equal "$(value interval)" mata-bic
expect_exit 0 fit -q --method averaged "$kosovo"
expect_stdout_contains 'by weights of AIC'
expect_stdout_contains 'AIC units of'

# A posterior: what it supposes is printed, and options change it.
says() { tr -s ' \n' ' ' <"$STDOUT" | grep -c -- "$1" || true; } # text, over ends of lines
expect_exit 0 fit -q --format csv --method hierarchical "$kosovo"
expect_equal "$(value interval) $(value replicates) $(value state)" 'credible 0 ok'
usual=$(value upper)
expect_exit 0 fit -q --format csv --method hierarchical --set mean=0.1 --set pairs=0.1 --set triples=0.1 "$kosovo"
expect_equal "$(awk -v a="$(value upper)" -v b="$usual" 'BEGIN { print (a < 0.8 * b) }')" 1
expect_exit 0 fit -q --method hierarchical --set pairs=0.5 "$kosovo"
expect_equal "$(says 's half-normal with scale 0.5')" 1
expect_equal "$(says 'whose median is the estimate')" 1
expect_exit 0 fit -q --method hierarchical --set mean=0 --set triples=0 "$kosovo"
expect_equal "$(says 'around a mean, the mean 0,') $(says 'interactions of three lists')" '1 0'
expect_exit 0 fit -q --format json --method hierarchical "$kosovo"
expect_stdout_matches '"priors": "log odds ratios of pairs'
expect_exit 2 fit --method hierarchical --set pairs=0 "$kosovo"
expect_stderr_contains "'0' is not a number from 0.001 to 10"
expect_exit 2 fit --method hierarchical "$two"
expect_exit 2 fit --method bic --interval credible "$kosovo"
expect_stderr_matches 'bic .* no interval of type credible'

# The default gives way to replicates that are asked for; replicates 0 leave it as it is.
expect_exit 0 fit -q --format csv --method averaged --replicates 30 "$kosovo"
expect_equal "$(value interval)" percentile
expect_equal "$(value replicates)" 30
expect_exit 0 fit -q --format csv --method averaged --replicates 0 "$kosovo"
expect_equal "$(value interval)" mata-aic
expect_exit 0 fit -q --format csv --replicates 0 --method bic --interval profile "$kosovo"
expect_equal "$(value interval)" profile

# By category: a sum of intervals.
by=$(make_file by.csv <<<$'A,B,C,form,count\n1,0,0,x,40\n0,1,0,x,30\n0,0,1,x,20\n1,1,0,x,6\n1,0,1,x,9\n0,1,1,x,4\n1,0,0,y,80\n0,1,0,y,70\n0,0,1,y,60\n1,1,0,y,16\n1,0,1,y,19\n0,1,1,y,14\n1,0,0,z,3\n0,1,0,z,2')
expect_exit 0 fit -q --format csv --by form --method independence --interval profile "$by"
expect_stdout_matches '^\(all\),.*,profile,0,0,partial,'
expect_stdout_matches '^z,.*,no_estimate,'
expect_exit 0 fit -q --by form --method independence --interval profile "$by"
expect_stdout_contains 'Margins and totals put the intervals'

# Side by side: methods without such an interval say so.
expect_exit 0 methods -q --interval profile "$kosovo"
expect_stdout_matches 'petersen .* 2 lists'
expect_stdout_matches 'averaged .* no interval of type profile'

# Wrong usage.
expect_exit 2 fit --interval profile --replicates 100 "$kosovo"
expect_stderr_contains "options '--interval profile' and '--replicates 100' exclude each other"
expect_exit 2 fit --interval mata-aic --resample imputed "$kosovo"
expect_stderr_contains 'exclude each other'
expect_exit 2 fit --interval exact --resamples "$two" "$kosovo"
expect_stderr_contains 'exclude each other'
expect_exit 2 fit --interval exact "$kosovo"
expect_stderr_contains 'method mixture has no interval of type exact; it has: percentile, bca, log-normal, mixture; methods that have one: petersen, chapman'
expect_exit 2 fit --interval profile "$two"
expect_stderr_contains 'method chapman has no interval of type profile'
expect_exit 2 fit --interval profil "$kosovo"
expect_stderr_contains profile
expect_exit 2 fit --method averaged --replicates 0 --interval percentile "$kosovo"

# The same bytes in any order of rows.
{ head -1 "$kosovo"; tail -n +2 "$kosovo" | sort -r; } >"$WORK/turned.csv"
for interval in profile mata-aic; do
  expect_exit 0 fit -q --format csv --method bic --interval $interval --threads 1 "$kosovo"
  cp "$STDOUT" "$WORK/first"
  expect_exit 0 fit -q --format csv --method bic --interval $interval --threads 2 "$WORK/turned.csv"
  expect_same_bytes "$STDOUT" "$WORK/first"
done
