# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Lists drawn from a population: what the files hold, that they are the same every time, and that they come both or not at all.

spec=$(make_file spec.csv <<'END'
form,sex,people,police,ngo,border,police:ngo,ngo>border
labour,f,4000,0.2,0.3,0.25,3,0.4
labour,m,6000,0.25,0.2,0.2,3,0.4
sexual,f,5000,0.15,0.3,0.3,,0.5
END
)
lists=$WORK/lists.csv truth=$WORK/truth.csv
draw=(simulate --spec "$spec" --seed 7)

expect_exit 0 "${draw[@]}" -o "$lists" --truth "$truth"
expect_stdout_empty
expect_stderr_contains 'darkfigure: note: lists found by their first record: police, ngo, border'
expect_stderr_contains 'darkfigure: note: categories: form, sex'
expect_stderr_contains 'darkfigure: note: seed 7, drawing 0: 15000 people, '
expect_equal "$(head -n 1 "$lists")" form,sex,police,ngo,border
expect_equal "$(head -n 1 "$truth")" \
  form,sex,observed,hidden,total,expected_observed,expected_total,size_police,expected_size_police,size_ngo,expected_size_ngo,size_border,expected_size_border
expect_equal "$(cut -d , -f 1,2 "$truth" | tail -n +2 | tr '\n' ' ')" \
  'labour,f labour,m sexual,f sexual,m (all),f (all),m labour,(all) sexual,(all) (all),(all) '

# A row is a person, nobody is on no list, and the truth counts what is there.
expect_equal "$(($(wc -l <"$lists") - 1))" "$(csv_value observed 9 "$truth")"
if grep -q ',0,0,0$' "$lists"; then fail 'somebody is on no list'; fi
expect_equal "$(csv_value total 9 "$truth")" 15000
expect_equal "$(csv_value total 2 "$truth")" 6000
expect_equal "$(($(csv_value observed 9 "$truth") + $(csv_value hidden 9 "$truth")))" 15000
expect_equal "$(awk -F , '$1 == "labour" && $3 == 1' "$lists" | wc -l)" "$(csv_value size_police 7 "$truth")"
# 0.2 4000 + 0.25 6000 + 0.15 5000; 0.3 4000 + 0.2 6000 + 0.3 5000; within five standard deviations of what was drawn.
expect_close "$(csv_value expected_size_police 9 "$truth")" 3050 1e-10
expect_close "$(csv_value expected_size_ngo 9 "$truth")" 3900 1e-10
expect_close "$(csv_value size_police 9 "$truth")" 3050 0 250
expect_close "$(csv_value expected_total 9 "$truth")" 15000 1e-14

# Counts are the same people; the order of rows and columns of the specification, the threads and the time change nothing.
expect_exit 0 "${draw[@]}" --quiet --as counts
expect_stderr_empty
cp "$STDOUT" "$WORK/counts.csv"
expect_equal "$(head -n 1 "$WORK/counts.csv")" form,sex,police,ngo,border,count
{
  sed 's/$/,count/;q' "$lists"
  tail -n +2 "$lists" | uniq -c | awk '{ print $2 "," $1 }'
} >"$WORK/counted.csv"
expect_same_bytes "$WORK/counts.csv" "$WORK/counted.csv"
OMP_NUM_THREADS=3 expect_exit 0 "${draw[@]}" -q -o "$WORK/again.csv" --truth "$WORK/truth-again.csv"
expect_same_bytes "$WORK/again.csv" "$lists"
expect_same_bytes "$WORK/truth-again.csv" "$truth"
{
  head -n 1 "$spec"
  tail -n +2 "$spec" | sort -r
} | awk -F , -v OFS=, '{ print $8, $1, $2, $4, $5, $6, $3, $7 }' >"$WORK/turned.csv"
expect_exit 0 simulate --spec - --seed 7 -q <"$WORK/turned.csv"
expect_same_bytes "$STDOUT" "$lists"

# Another seed, another drawing of one seed, and a Poisson number of people are other people.
for option in --seed=8 --repeat=1 --population=poisson; do
  expect_exit 0 "${draw[@]}" -q "$option" --truth "$WORK/other-truth.csv"
  expect_different_bytes "$STDOUT" "$lists"
done
total=$(csv_value total 9 "$WORK/other-truth.csv")
expect_close "$total" 15000 0 612
[ "$total" != 15000 ] || fail 'the number of people is not drawn'
expect_exit 0 "${draw[@]}" -q --repeat 0
expect_same_bytes "$STDOUT" "$lists"

# A stratum draws the same alone as in company.
expect_exit 0 simulate --spec - --seed 7 -q <<<"$(sed -n '1p;3p' "$spec")"
tail -n +2 "$STDOUT" >"$WORK/alone"
grep '^labour,m' "$lists" >"$WORK/company"
expect_same_bytes "$WORK/alone" "$WORK/company"

# The truth joins with what fit says: same categories, same rows, same people observed.
expect_exit 0 fit -q --replicates 0 --format csv --by form,sex "$lists"
cut -d , -f 1,2 "$STDOUT" >"$WORK/fit-rows"
cut -d , -f 1,2 "$truth" >"$WORK/truth-rows"
expect_same_bytes "$WORK/fit-rows" "$WORK/truth-rows"
expect_equal "$(csv_value observed 9)" "$(csv_value observed 9 "$truth")"
expect_exit 0 fit -q --replicates 0 --format csv --model '[12,23]' --where form=labour "$lists"
sed 's/"[^"]*"/model/' "$STDOUT" >"$WORK/fit.csv"
expect_close "$(csv_value total 1 "$WORK/fit.csv")" 10000 0.1

# Latent classes: observed shares are those of the mixture, and independence does not see all of it.
expect_exit 0 simulate -q --truth "$WORK/latent.csv" -o /dev/null --spec - <<<$'people,class,A,B,C\n30000,hidden,0.05,0.05,0.05\n10000,seen,0.6,0.6,0.6'
expect_close "$(csv_value expected_size_A 1 "$WORK/latent.csv")" 7500 1e-10
expect_close "$(csv_value size_A 1 "$WORK/latent.csv")" 7500 0 400

# Nobody on any list is still a file, with its header.
expect_exit 0 simulate -q --spec - --truth "$WORK/nobody.csv" <<<$'people,A,B\n10,0,0'
expect_equal "$(cat "$STDOUT")" A,B
expect_equal "$(tail -n 1 "$WORK/nobody.csv")" 0,10,10,0,10,0,0,0,0

# Columns can be named; the delimiter too.
expect_exit 0 simulate -q --as counts --lists A,B --by year --ignore note --delimiter ';' --spec - <<<$'year;A;B;note;people\n1;1;0;x;3'
expect_equal "$(cat "$STDOUT")" $'year,A,B,count\n1,1,0,3'

# The generator is the same on every machine; a change of what is drawn is a change of all studies that were made with it.
expect_exit 0 simulate -q --as counts --seed 1 --spec - <<<$'people,A,B,C\n1000,0.3,0.2,0.1'
expect_equal "$(tail -n +2 "$STDOUT" | cut -d , -f 4 | tr '\n' ' ')" '182 147 43 59 30 15 5 '
