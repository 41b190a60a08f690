# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Closed-population estimators from the command line. Values: Rcapture 1.4-4 and CARE1 1.1.0, see tests/reference/README.md.

# A column of the first record.
value() { csv_value "$1" 1 "$STDOUT"; }

# estimates TOTAL SE METHOD TABLE ARGUMENT...; SE '' for none
estimates() {
  local total=$1 se=$2 method=$3 table=$4
  shift 4
  expect_exit 0 fit -q --replicates 0 --format csv --method "$method" "$@" "$DATA/$table.csv"
  expect_equal "$(value method)" "$method"
  expect_close "$(value total)" "$total" 1e-6
  if [ -n "$se" ]; then expect_close "$(value se)" "$se" 1e-6; else expect_equal "$(value se)" ''; fi
}

estimates 11576.700146414 946.068128569277 m0 rome-hiv
estimates 11124.5784692241 904.753047027412 mt rome-hiv
estimates 30623.153370414 18463.1461599221 mth-gamma rome-hiv
estimates 4045.90333263546 386.925845711265 mb rome-hiv --ordered
estimates 12064.0021551724 1060.60819436972 mh-chao-bc rome-hiv
estimates 583.223214285714 64.3288590094679 chao taiwan-hepatitis-a-1995 --set finite=no
estimates 479.14880952381 43.6873422227784 chao taiwan-hepatitis-a-1995
estimates 601.418879503003 72.1742775736604 zelterman taiwan-hepatitis-a-1995
estimates 407.003789673141 '' coverage taiwan-hepatitis-a-1995
estimates 970.804763623241 '' coverage-high taiwan-hepatitis-a-1995
estimates 507.771995547061 '' coverage-low taiwan-hepatitis-a-1995

# What has no standard error by formula says so, has no interval without replicates, and one with them.
expect_equal "$(value interval)$(value lower)$(value upper)" ''
expect_equal "$(value reasons)" no_standard_error
expect_exit 0 fit -q --replicates 200 --format csv --method coverage "$DATA/taiwan-hepatitis-a-1995.csv"
expect_equal "$(value interval)" percentile
expect_stdout_lacks no_standard_error

# Shapes have parameters.
estimates 29202.3128574583 17511.6213595522 mh-gamma rome-hiv --set a=3.5
expect_exit 2 fit -q --replicates 0 --method mh-gamma --set a=0 "$DATA/rome-hiv.csv"
expect_stderr_contains "'0' is not a number from 0.1 to 1000"
expect_exit 2 fit -q --replicates 0 --method mh-poisson --set theta=1 "$DATA/rome-hiv.csv"
expect_exit 2 fit -q --replicates 0 --method mt --set theta=2 "$DATA/rome-hiv.csv"
expect_stderr_contains "method mt has no option 'theta'"

# The order of lists: vouched for, or refused; and what does not fit it is no estimate.
expect_exit 2 fit -q --method mb "$DATA/rome-hiv.csv"
expect_stderr_contains '--ordered'
expect_exit 1 fit -q --replicates 0 --format csv --ordered --method mb "$DATA/uk-trafficking-2013-five-lists.csv"
expect_equal "$(value total)$(value hidden)$(value se)" ''
expect_equal "$(value state)" no_estimate
expect_equal "$(value reasons)" negative_estimate

# The columns' order counts, not their names.
ordered=$(make_file ordered.csv <<<$'z,y,a,count\n1,0,0,50\n1,1,0,10\n0,1,0,15\n0,1,1,5\n0,0,1,10')
expect_exit 0 fit -q --replicates 0 --format csv --ordered --method mb "$ordered"
expect_close "$(value total)" "$(awk 'BEGIN { q = (-5 + sqrt(249)) / 28; print 90 / (1 + q + q * q) / (1 - q) }')" 1e-5
reversed=$(make_file reversed.csv <<<$'a,y,z,count\n0,0,1,50\n0,1,1,10\n0,1,0,15\n1,1,0,5\n1,0,0,10')
expect_exit 1 fit -q --replicates 0 --format csv --ordered --method mb "$reversed"

# Too few lists: refused for a file, a reason for a category.
two=$(make_file two.csv <<<$'A,B,C,form,count\n1,0,0,x,30\n0,1,0,x,60\n0,0,1,x,20\n1,1,0,x,20\n1,0,1,x,15\n0,1,1,x,12\n1,1,1,x,9\n1,0,0,y,40\n0,1,0,y,60\n1,1,0,y,30')
expect_exit 0 fit -q --replicates 0 --format csv --method mth-darroch --by form "$two"
expect_stdout_matches '^x,mth-darroch,.*,ok,'
expect_stdout_matches '^y,mth-darroch,.*,no_estimate,too_few_lists$'
expect_stdout_matches '^\(all\),mth-darroch,.*,partial,part_without_estimate'
expect_exit 2 fit -q --method mth-darroch --drop-list C --where form=y "$two"
expect_stderr_contains 'needs at least 3 lists and the table has 2'

# Nobody on two lists, on exactly two lists, on k and k + 1 lists: reasons, not numbers.
none=$(make_file none.csv <<<$'A,B,C,count\n1,0,0,30\n0,1,0,60\n0,0,1,20')
for method in chao chao-bc coverage m0 mth-gamma mh-normal m0-bc; do
  expect_exit 1 fit -q --replicates 0 --format csv --method $method "$none"
  expect_equal "$(value reasons)" no_overlap
done
unpaired=$(make_file unpaired.csv <<<$'A,B,C,count\n1,0,0,30\n0,1,0,60\n0,0,1,20\n1,1,1,4')
expect_exit 1 fit -q --replicates 0 --format csv --method chao "$unpaired"
expect_equal "$(value reasons)" nobody_on_two_lists
expect_exit 0 fit -q --replicates 0 --format csv --method chao-bc "$unpaired"
edge=$(make_file edge.csv <<<$'A,B,C,count\n1,0,0,30\n0,1,0,60\n0,0,1,20\n1,1,0,4\n1,0,1,5\n0,1,1,6')
expect_exit 1 fit -q --replicates 0 --format csv --method mh-darroch "$edge"
expect_equal "$(value reasons)" no_mle

# Words for people: a lower bound is not compared with another, and where people do not differ it is said.
expect_exit 0 fit -q --replicates 0 --method mth-chao "$DATA/rome-hiv.csv"
expect_stdout_lacks "Chao's bound"
expect_exit 0 fit -q --replicates 0 --method mth-normal "$DATA/korea-palembang.csv"
expect_stdout_contains 'people do not differ more in how often they were caught than by chance'

# Coefficients and fitted counts in JSON; replicates from the fitted model.
expect_exit 0 fit -q --replicates 50 --resample parametric --format json --method mth-poisson "$DATA/rome-hiv.csv"
expect_stdout_contains '"term": "heterogeneity"'
expect_stdout_contains '"term": "c1"'
expect_exit 0 fit -q --replicates 50 --resample parametric --format csv --ordered --method mbh "$DATA/rome-hiv.csv"
expect_stdout_contains parametric_too_narrow
expect_exit 0 fit -q --replicates 50 --resample imputed --format csv --method mt-bc "$DATA/rome-hiv.csv"

# Occasions picked from a file that has more of them than a table can have lists.
expect_exit 0 fit -q --replicates 0 --format csv --lists c31,c32,c33,c34,c35 --drop-unlisted --method mh-chao "$DATA/meadow-voles-1981.csv"
expect_equal "$(value observed)" 49
