# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# How far an estimate depends on lists, people and assumptions.

kosovo=$DATA/kosovo-killings-1999.csv
header=analysis,item,list_a,list_b,value,observed,hidden,total,known,change_percent,level,lower,upper,interval,method,model,lists,replicates,failed,state,reasons

# Fields of the row whose first fields are given, with commas inside quotes taken out.
row() { # file fields...
  sed 's/"[^"]*"/model/g' "$1" | awk -F , -v start="$2" 'index($0, start) == 1 { print; found = 1; exit } END { if (!found) print "(no row " start ")" }'
}
total_of() { row "$1" "$2" | cut -d , -f 8; }

# ---- Without one list: what fit says of the table without it, bit for bit, its interval too.

expect_exit 0 sensitivity -q --format csv --thinnings 4 "$kosovo"
expect_stdout_line 1 "$header"
expect_stderr_empty
cp "$STDOUT" "$WORK/all.csv"
for list in EXH ABA OSCE HRW; do
  expect_exit 0 fit -q --format csv --replicates 0 --drop-list "$list" "$kosovo"
  # method, model, lists, observed, excluded, hidden, total, se, level, lower, upper, interval, ...
  expected=$(sed '1d; s/"[^"]*"/model/g' "$STDOUT" | cut -d , -f 4,6,7,10,11,12,15,16)
  expect_equal "$(row "$WORK/all.csv" "list_left_out,$list," | cut -d , -f 6,7,8,12,13,14,20,21)" "$expected"
done

# Two lists as one, and a pair whose odds ratio is set.
expect_exit 0 fit -q --format csv --replicates 0 --merge-lists 'EXH&HRW=EXH+HRW' "$kosovo"
expect_equal "$(total_of "$WORK/all.csv" lists_merged,EXH+HRW,)" "$(sed 1d "$STDOUT" | sed 's/"[^"]*"/model/g' | cut -d , -f 7)"
expect_exit 0 fit -q --format csv --replicates 0 --odds-ratio ABA:HRW=2 "$kosovo"
expect_equal "$(total_of "$WORK/all.csv" odds_ratio,ABA:HRW=2,)" "$(sed 1d "$STDOUT" | sed 's/"[^"]*"/model/g' | cut -d , -f 7)"

# 4 lists, 6 pairs, 15 histories, 7 values of xi, 5 of each odds ratio, 4 sizes of lists, 6 shares of the people.
for count in estimate:1 list_left_out:4 lists_merged:6 case_left_out:15 xi:7 odds_ratio:30 internal_consistency:4 thinning:6; do
  expect_equal "$(grep -c "^${count%:*}," "$WORK/all.csv")" "${count#*:}"
done

# ---- Published: the saturated estimate and its departures from xi = 1; fit --xi says the same.

expect_exit 0 sensitivity -q --format csv --method saturated --thinnings 0 "$kosovo"
cp "$STDOUT" "$WORK/saturated.csv"
expect_close "$(total_of "$WORK/saturated.csv" estimate,)" 16942 0 0.5
expect_close "$(total_of "$WORK/saturated.csv" xi,xi=0.5,)" 29484 0 0.5
expect_close "$(total_of "$WORK/saturated.csv" xi,xi=2,)" 10671 0 0.5
expect_exit 0 fit -q --format csv --replicates 0 --method saturated --xi 2 "$kosovo"
expected=$(sed '1d; s/"[^"]*"/model/g' "$STDOUT" | cut -d , -f 4,6,7,10,11,12,15,16)
expect_equal "$(row "$WORK/saturated.csv" xi,xi=2, | cut -d , -f 6,7,8,12,13,14,20,21)" "$expected"

# ---- With replicates: those of fit on the same table.

expect_exit 0 sensitivity -q --format csv --method bic --replicates 50 --seed 7 --level 0.8 --thinnings 0 "$kosovo"
cp "$STDOUT" "$WORK/replicates.csv"
expect_exit 0 fit -q --format csv --method bic --replicates 50 --seed 7 --level 0.8 --drop-list OSCE "$kosovo"
expected=$(sed '1d; s/"[^"]*"/model/g' "$STDOUT" | cut -d , -f 7,10-16)
expect_equal "$(row "$WORK/replicates.csv" list_left_out,OSCE, | cut -d , -f 8,12-14,18-21)" "$expected"

# ---- The same bytes on any number of threads, with replicates and without; other draws with another seed.

for more in '--thinnings 3' '--replicates 20 --thinnings 3'; do
  # shellcheck disable=SC2086
  expect_exit 0 sensitivity -q --format csv --method bic --threads 1 $more "$kosovo"
  cp "$STDOUT" "$WORK/one.csv"
  for n in 2 5; do
    # shellcheck disable=SC2086
    expect_exit 0 sensitivity -q --format csv --method bic --threads "$n" $more "$kosovo"
    expect_same_bytes "$STDOUT" "$WORK/one.csv"
  done
done
expect_exit 0 sensitivity -q --format csv --method bic --seed 2 --replicates 20 --thinnings 3 "$kosovo"
expect_different_bytes "$STDOUT" "$WORK/one.csv"

# ---- Categories: a section for each, as if it were alone, and one for all together.

people=$(make_file people.csv <<<$'A,B,C,form,count
1,0,0,x,30\n0,1,0,x,20\n0,0,1,x,20\n1,1,0,x,6\n1,0,1,x,5\n0,1,1,x,4\n1,1,1,x,2
1,0,0,y,12\n0,1,0,y,9\n0,0,1,y,14\n1,1,0,y,4\n1,0,1,y,3\n0,1,1,y,2\n1,0,0,z,3')
expect_exit 0 sensitivity -q --format csv --by form --thinnings 3 "$people"
expect_stdout_line 1 "form,$header"
grep '^x,' "$STDOUT" | cut -d , -f 2- >"$WORK/x.csv"
grep '^z,' "$STDOUT" >"$WORK/z.csv"
grep -v '^[xyz],' "$STDOUT" | sed 1d >"$WORK/rest.csv"
expect_equal "$(wc -l <"$WORK/z.csv")" 1
expect_contains "$WORK/z.csv" no_estimate,one_list
expect_equal "$(cut -d , -f 1 "$WORK/rest.csv" | sort -u)" '(all)'
# Alone it draws other random people, for its streams have no name then.
expect_exit 0 sensitivity -q --format csv --where form=x --thinnings 3 "$people"
sed 1d "$STDOUT" | grep -v ^thinning >"$WORK/alone.csv"
grep -v ^thinning "$WORK/x.csv" | diff "$WORK/alone.csv" -
expect_exit 0 sensitivity -q --by form --thinnings 3 "$people"
expect_stdout_contains 'form=x'
expect_stdout_contains 'All categories in one table'
expect_stdout_contains 'cannot be estimated, because only one list caught anybody'

# ---- What cannot be asked is said: two lists, a list that joins all others, a given model, a method that takes no odds ratio.

two=$(make_file two.csv <<<$'A,B,count\n1,0,30\n0,1,20\n1,1,5')
expect_exit 0 sensitivity -q --thinnings 3 "$two"
expect_stdout_contains 'No list can be left out'
expect_stdout_contains 'Cannot be estimated, because only one list caught anybody'
expect_stdout_contains 'Of no list can the size be estimated from the other lists'
expect_exit 0 sensitivity -q --format csv --thinnings 0 "$two"
expect_close "$(row "$STDOUT" odds_ratio,A:B=2, | cut -d , -f 7)" 240 1e-9
expect_equal "$(row "$STDOUT" list_left_out,A, | cut -d , -f 8,20,21)" ,no_estimate,one_list

star=$(make_file star.csv <<<$'A,B,C,count\n1,0,0,10\n0,1,0,12\n0,0,1,15\n1,0,1,4\n0,1,1,5')
expect_exit 0 sensitivity -q --thinnings 0 "$star"
expect_stdout_contains 'There would be no estimate without list C.'
expect_stdout_contains 'C: cannot be estimated, because no person is on more than one list'

expect_exit 0 sensitivity -q --thinnings 0 --model '[12,3]' "$people" --where form=x
expect_stdout_contains 'the model given is one of all lists'
expect_stdout_contains 'A:B: cannot be estimated, because'
expect_exit 0 sensitivity -q --thinnings 0 --method coverage --format csv "$people" --where form=x
expect_equal "$(row "$STDOUT" odds_ratio,A:B=2, | cut -d , -f 8,20,21)" ,no_estimate,not_applicable

none=$(make_file none.csv <<<$'A,B,C,count\n1,0,0,5\n0,1,0,7\n0,0,1,4')
expect_exit 1 sensitivity -q "$none"
expect_stdout_contains 'cannot be estimated, because no person is on more than one'
expect_exit 1 sensitivity -q --format csv "$none"
expect_equal "$(wc -l <"$STDOUT")" 2

contacts=$(make_file contacts.csv <<<$'times,count\n1,100\n2,30\n3,8\n4,2')
expect_exit 0 sensitivity -q --count-of-captures times --thinnings 3 "$contacts"
expect_stdout_contains 'one person with'
expect_stdout_lacks 'Without one list'

# ---- The text says what must not be read into it, and begins with a verdict.

expect_exit 0 sensitivity -q --method bic --thinnings 20 "$kosovo"
tr '\n' ' ' <"$STDOUT" | tr -s ' ' >"$WORK/flat"
expect_contains "$WORK/flat" 'Of all lists, pairs of lists and assumptions tried here, this moves the estimate furthest. If the odds'
expect_contains "$WORK/flat" 'with xi = 0.5, it would be 16,300'
expect_stdout_contains 'illustrative, not a plausible range'
expect_stdout_contains 'A single case moves the estimate by 79%'
if grep -nE ' $' "$STDOUT"; then fail 'a line ends in a space'; fi
expect_exit 0 sensitivity -q --format json --thinnings 20 --xi 0.5 "$kosovo"
expect_stdout_contains '"command": "sensitivity"'
expect_stdout_contains '"known_in_interval": false'
expect_stdout_contains '"assumed"'

# What moves furthest may be xi: with independent lists nothing else that is tried comes near half or twice the hidden people.
even=$(make_file even.csv <<<$'A,B,C,count\n1,0,0,4000\n0,1,0,4000\n0,0,1,4000\n1,1,0,400\n1,0,1,400\n0,1,1,400\n1,1,1,40')
expect_exit 0 sensitivity -q --thinnings 0 --method independence "$even"
tr '\n' ' ' <"$STDOUT" | tr -s ' ' >"$WORK/flat"
expect_contains "$WORK/flat" 'this moves the estimate furthest. If all lists together interacted'
expect_exit 0 sensitivity -q --thinnings 0 "$two"
expect_stdout_lacks 'with xi ='

# ---- The manual shows what the program prints.

sed -n '/^    \$ darkfigure sensitivity/,/^How to read it/s/^    \([^$].*\)/\1/p' docs/manual.md >"$WORK/shown"
[ "$(wc -l <"$WORK/shown")" -ge 40 ] || fail 'the example of the manual was not found'
expect_exit 0 sensitivity -q "$kosovo"
while read -r line; do expect_contains "$STDOUT" "$line"; done <"$WORK/shown"

# ---- Names as they are: quoted where CSV wants it, harmless on a terminal.

odd=$(make_file odd.csv <<<$'"A,1","B\x1b",C,count\n1,0,0,30\n0,1,0,20\n0,0,1,20\n1,1,0,6\n1,0,1,5\n0,1,1,4')
expect_exit 0 sensitivity -q --format csv --thinnings 0 "$odd"
expect_stdout_contains '"A,1'
expect_exit 0 sensitivity -q --thinnings 0 "$odd"
if grep -q $'\x1b' "$STDOUT"; then fail 'a control character reached the terminal'; fi

# ---- What makes no sense.

expect_exit 2 sensitivity --level 0.8,0.9 "$kosovo"
expect_stderr_contains "'--level' takes one level"
expect_exit 2 sensitivity --resamples "$two" "$kosovo"
expect_stderr_contains "'--resamples' has no meaning here"
expect_exit 2 sensitivity --thinnings -1 "$kosovo"
expect_exit 2 sensitivity --by item "$(make_file item.csv <<<$'A,B,item,count\n1,0,x,3\n0,1,x,4\n1,1,x,1')"

# Priors, half and twice: what `fit --set` gives; one that is off is switched on.
expect_exit 0 sensitivity -q --format csv --method hierarchical --set pairs=0.8 --set triples=0 "$DATA/kosovo-killings-1999.csv"
cp "$STDOUT" "$WORK/priors.csv"
expect_equal "$(grep '^prior,' "$WORK/priors.csv" | cut -d , -f 2 | tr '\n' ' ')" 'mean=0.5 mean=2 pairs=0.4 pairs=1.6 triples=1 '
expect_exit 0 fit -q --format csv --method hierarchical --set pairs=1.6 --set triples=0 "$DATA/kosovo-killings-1999.csv"
expect_equal "$(grep '^prior,pairs=1.6,' "$WORK/priors.csv" | cut -d , -f 8)" "$(csv_value total)"
expect_exit 0 sensitivity -q --method hierarchical "$DATA/kosovo-killings-1999.csv"
expect_stdout_contains 'With other priors'
expect_stdout_contains 'With the prior mean=0.5'
