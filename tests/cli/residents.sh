# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Rates per 100,000 residents: the same in all formats and in studies, and files that do not go with the estimates.

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
END
)
residents=$(make_file residents.csv <<'END'
sex,people
f,200000
m,100000
END
)
options=(-q --replicates 0 --by 'form,sex' --residents "$residents")

# Columns of their own behind those that there always are; sums over forms divide by the same people.
expect_exit 0 fit "${options[@]}" --format csv "$people"
expect_matches "$STDOUT" '^form,sex,method,.*,state,reasons,residents,rate,rate_lower,rate_upper$'
sed 's/"[^"]*"/quoted/g' "$STDOUT" >"$WORK/plain.csv"
expect_equal "$(csv_value residents 1 "$WORK/plain.csv")" 200000
for row in 1 2 9; do
  for column in total:rate lower:rate_lower upper:rate_upper; do
    expect_close "$(csv_value "${column#*:}" $row "$WORK/plain.csv")" \
      "$(awk "BEGIN { printf \"%.15g\", 1e5 * $(csv_value "${column%:*}" $row "$WORK/plain.csv") / $(csv_value residents $row "$WORK/plain.csv") }")" 1e-14
  done
done
expect_equal "$(csv_value residents 9 "$WORK/plain.csv")" 300000
# What has no estimate has no rate, and a lower limit where there is one.
expect_equal "$(csv_value rate 3 "$WORK/plain.csv")" ''
expect_close "$(csv_value rate_lower 3 "$WORK/plain.csv")" "$(awk "BEGIN { print $(csv_value lower 3 "$WORK/plain.csv") / 2 }")" 1e-5
# Without the option nothing changes.
expect_exit 0 fit -q --replicates 0 --by form,sex --format csv "$people"
expect_stdout_lacks residents
expect_matches "$STDOUT" ',state,reasons$'

expect_exit 0 fit "${options[@]}" "$people"
expect_stdout_contains 'total per 100,000'
expect_matches "$STDOUT" '^  labour +f .* 131\.[0-9] \([0-9.]+–[0-9.]+\)$'
expect_matches "$STDOUT" '^  Residents +.*residents.csv$'
expect_exit 0 fit "${options[@]}" --format json "$people"
expect_stdout_contains '"residents": 200000'
expect_equal "$(grep -c '"rate_upper": ' "$STDOUT")" 10
expect_exit 0 fit "${options[@]}" --format md "$people"
expect_stdout_contains '| total per 100,000 | lower limit per 100,000 | upper limit per 100,000 |'

# Limits of the residents widen those of the rate.
printf 'sex,people,lower,upper\nf,200000,150000,250000\nm,100000,,\n' >"$WORK/limits.csv"
expect_exit 0 fit -q --replicates 0 --by form,sex --residents "$WORK/limits.csv" --format csv "$people"
sed 's/"[^"]*"/quoted/g' "$STDOUT" >"$WORK/wide.csv"
expect_equal "$(csv_value rate 1 "$WORK/wide.csv")" "$(csv_value rate 1 "$WORK/plain.csv")"
awk "BEGIN { exit !($(csv_value rate_lower 1 "$WORK/wide.csv") < $(csv_value rate_lower 1 "$WORK/plain.csv") && $(csv_value rate_upper 1 "$WORK/wide.csv") > $(csv_value rate_upper 1 "$WORK/plain.csv")) }" ||
  fail 'no wider'
expect_equal "$(csv_value rate_lower 2 "$WORK/wide.csv")" "$(csv_value rate_lower 2 "$WORK/plain.csv")"

# What does not go with the estimates is said before anything is estimated.
refuse() { # status words, residents on standard input
  cat >"$WORK/bad.csv"
  expect_exit "$1" fit -q --by form,sex --residents "$WORK/bad.csv" "$people"
  expect_stderr_contains "$2"
}
refuse 3 "no row for sex=m, which the estimates have; add its residents" <<<$'sex,people\nf,200000'
refuse 3 'bad.csv:3:2: 0 residents' <<<$'sex,people\nf,200000\nm,0'
refuse 3 'bad.csv:4: the same categories as in line 2' <<<$'sex,people\nf,200000\nm,1\nf,200000'
refuse 3 'do not enclose 10 people' <<<$'sex,people,lower,upper\nf,10,12,9\nm,1,,'
refuse 2 "column 'sexx' is no category of the estimates: did you mean 'sex'?" <<<$'sexx,people\nf,10\nm,1'
refuse 3 "is it the one called 'labor' there?" <<<$'form,people\nlabor,10\nsexual,10'
expect_exit 4 fit -q --by form,sex --residents "$WORK/none.csv" "$people"
expect_exit 2 fit -q --by form,sex --residents "$residents" -o "$residents" "$people"
expect_stderr_contains 'the output would overwrite the input'

# In a study the same columns, behind those of the export.
cat >"$WORK/study.yaml" <<END
study: rates
data:
  - {name: people, file: people.csv, by: [form, sex]}
methods:
  - {name: plain, method: independence, replicates: 20}
END
expect_exit 0 study run -q "$WORK/study.yaml"
expect_exit 0 study export -q --format csv "$WORK/study.yaml"
cp "$STDOUT" "$WORK/export.csv"
expect_exit 0 study export -q --residents "$residents" --format csv "$WORK/study.yaml"
expect_matches "$STDOUT" ',reasons,failure,residents,rate,rate_lower,rate_upper$'
expect_equal "$(cut -d , -f 1-22 "$STDOUT" | tail -n +2 | head -n 1)" "$(cut -d , -f 1-22 "$WORK/export.csv" | tail -n +2 | head -n 1)"
sed 's/"[^"]*"/quoted/g' "$STDOUT" >"$WORK/plain.csv"
expect_close "$(csv_value rate 1 "$WORK/plain.csv")" "$(awk "BEGIN { printf \"%.15g\", $(csv_value total 1 "$WORK/plain.csv") / 2 }")" 1e-14
expect_exit 0 study export -q --residents "$residents" --format json "$WORK/study.yaml"
expect_stdout_contains '"residents": 200000'
expect_exit 0 study export -q --residents "$residents" "$WORK/study.yaml"
expect_stdout_contains 'total per 100,000'
expect_exit 3 study export -q --residents "$WORK/bad.csv" "$WORK/study.yaml"
expect_stderr_contains "no row for form=labour"
