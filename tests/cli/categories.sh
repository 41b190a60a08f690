# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Estimates for each category, for margins and in total; what cannot be estimated stays visible.

# A column of CSV output that has quoted model names.
value() { # column record
  sed 's/"[^"]*"/quoted/g' "$STDOUT" >"$WORK/plain.csv"
  csv_value "$1" "$2" "$WORK/plain.csv"
}

people=$(make_file people.csv <<'END'
A,B,C,form,sex,count
1,0,0,labour,f,40
0,1,0,labour,f,35
0,0,1,labour,f,30
1,1,0,labour,f,12
1,0,1,labour,f,10
0,1,1,labour,f,9
1,1,1,labour,f,4
1,0,0,labour,m,60
0,1,0,labour,m,50
0,0,1,labour,m,40
1,1,0,labour,m,15
1,0,1,labour,m,10
0,1,1,labour,m,12
1,1,1,labour,m,3
1,0,0,sexual,f,5
0,1,0,sexual,f,4
1,0,0,begging,m,3
END
)

expect_exit 0 fit -q --format csv --replicates 200 --by form,sex --expect form=labour,sexual,organs "$people"
expect_stdout_line 1 \
  form,sex,method,model,lists,observed,excluded,hidden,total,se,level,lower,upper,interval,replicates,failed,state,reasons
# Eight combinations, four and two margins, the total.
expect_equal "$(cut -d , -f 1,2 "$STDOUT" | tail -n +2 | tr '\n' ' ')" \
  'begging,f begging,m labour,f labour,m organs,f organs,m sexual,f sexual,m (all),f (all),m begging,(all) labour,(all) organs,(all) sexual,(all) (all),(all) '
expect_equal "$(value state 1)" no_estimate
expect_equal "$(value reasons 1)" no_records
expect_equal "$(value reasons 2)" one_list
expect_equal "$(value total 2)" ''
expect_equal "$(value observed 3)" 140
expect_equal "$(value observed 4)" 190
expect_equal "$(value reasons 5)" no_records
expect_matches "$WORK/plain.csv" '^sexual,f,.*,no_estimate,no_overlap'
# The total excludes what has no estimate, counts whom it excludes, and adds up.
expect_equal "$(value observed 15)" 330
expect_equal "$(value excluded 15)" 12
expect_matches "$WORK/plain.csv" '^\(all\),\(all\),.*,(partial|unstable),.*part_without_estimate'
expect_close "$(value total 15)" "$(awk "BEGIN { print $(value total 3) + $(value total 4) }")" 1e-5
expect_close "$(awk "BEGIN { print $(value observed 15) + $(value hidden 15) }")" "$(value total 15)" 1e-5

expect_exit 0 fit -q --replicates 200 --by form "$people"
expect_stdout_contains 'the 1 of 3 that can be estimated'
expect_stdout_lacks 'AT LEAST'

# What one asks for with --where is the stratum.
expect_exit 0 fit -q --format csv --replicates 100 --by form "$people"
expect_equal "$(value observed 2)" 330
expect_exit 0 fit -q --format csv --replicates 100 --where form=labour --where sex=m "$people"
expect_equal "$(value observed 1)" 190
expect_exit 0 fit -q --format csv --replicates 100 --where form=labour --where form=sexual "$people"
expect_equal "$(value observed 1)" 339

# Nobody with an estimate: the rows are written, and the status says so.
expect_exit 1 fit -q --format csv --by form --where form=sexual "$people"
expect_matches "$STDOUT" '^sexual,.*no_estimate'
expect_exit 1 fit -q --where form=begging "$people"
expect_exit 1 fit -q --format json --where form=begging "$people"
expect_stdout_contains one_list

# Names and values with commas and quotes come back as they went in.
sed '1s/form/"the ""form"", of it"/; s/labour/"labour, forced"/' "$people" >"$WORK/odd.csv"
expect_exit 0 fit -q --format csv --replicates 0 --by '"the ""form"", of it"' "$WORK/odd.csv"
expect_matches "$STDOUT" '^"the ""form"", of it",method,'
expect_matches "$STDOUT" '^"labour, forced",'

expect_exit 0 describe -q --format csv --by form "$people"
expect_stdout_line 1 form,quantity,lists,value
expect_stdout_contains 'labour,observed,,330'
expect_stdout_contains '(all),observed,,342'

# ---- counts far apart

# Small counts beside millions, on which fits used to go round in the last digits for ever: the whole fit ended, and named nothing.
far_apart=$(make_file far-apart.csv <<'END'
A,B,C,D,E,g,count
1,0,0,0,0,far,1
1,0,1,0,0,far,1
0,1,1,0,0,far,1
1,1,1,0,0,far,1
0,0,0,1,0,far,1
1,0,0,1,0,far,2
0,1,0,1,0,far,2
1,1,0,1,0,far,2
0,0,1,1,0,far,2
1,0,1,1,0,far,2
0,1,1,1,0,far,2
0,0,0,0,1,far,2
1,0,0,0,1,far,1
0,1,0,0,1,far,3225806
1,1,0,0,1,far,1
1,0,1,0,1,far,2
1,1,1,0,1,far,3225806
1,0,0,1,1,far,3225806
0,1,0,1,1,far,1
1,1,0,1,1,far,1
0,0,1,1,1,far,2
0,1,1,1,1,far,3225806
1,0,0,0,0,near,40
0,1,0,0,0,near,35
0,0,1,0,0,near,30
1,1,0,0,0,near,12
1,0,1,0,0,near,10
0,1,1,0,0,near,9
1,1,1,0,0,near,4
END
)
expect_exit 0 fit -q --method bic --format csv --replicates 4 --by g "$far_apart"
expect_equal "$(value state 1)" unstable
near="$(value total 2) $(value lower 2) $(value upper 2)"
expect_exit 0 fit -q --method bic --format csv --replicates 4 --by g --where g=near "$far_apart"
expect_equal "$(value observed 1)" 140
expect_equal "$near" "$(value total 1) $(value lower 1) $(value upper 1)"
expect_exit 0 fit -q --method bic --format csv --replicates 8 --by g --where g=far "$far_apart"
expect_equal "$(value observed 1)" 12903251

# No category may have the name of a column that results have: a reader of the CSV could not tell them apart.
for command in fit sensitivity; do
  expect_exit 0 "$command" -q --format csv --replicates 0 "$people" --where form=labour --ignore sex
  columns=$(head -n 1 "$STDOUT" | tr , ' ')
  [ "$(wc -w <<<"$columns")" -gt 12 ] || fail "few columns: $columns"
  for column in $columns; do
    sed "1s/,form,/,$column,/" "$people" >"$WORK/taken.csv"
    expect_exit 2 describe --by "$column" --ignore sex "$WORK/taken.csv"
    expect_stderr_contains "'$column'"
  done
done
