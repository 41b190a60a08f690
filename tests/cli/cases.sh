# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Files as people have them (tests/cases/README.md): each gives its number, or an error whose advice, followed literally, gives it.

cases=tests/cases
fast=(fit --method bic --format csv --replicates 0)

# The first option with its value that the last error proposes under that name.
advice() { # option
  local line
  line=$(tail -n 1 "$STDERR")
  [[ $line =~ (--$1\ [^\ ]+) ]] || fail_with_outputs "no --$1 is proposed"
  printf '%s\n' "${BASH_REMATCH[1]}"
}

# Run what the last error proposes; words are those of a shell.
follow() { # option argument...
  local proposed words
  proposed=$(advice "$1")
  shift
  eval "words=($proposed)"
  expect_exit 0 "$@" "${words[@]}"
}

# The model, in quotes for its commas, people observed, and the total within what rounding there is in the publication.
expect_answer() { # model observed total tolerance
  sed 's/"\[[^"]*"//' "$STDOUT" >"$WORK/answer.csv"
  [ "$1" = '' ] || expect_stdout_contains ",\"$1\","
  expect_equal "$(csv_value observed 1 "$WORK/answer.csv")" "$2"
  expect_close "$(csv_value total 1 "$WORK/answer.csv")" "$3" 0 "$4"
}

# Counts under a capital N.
expect_exit 0 "${fast[@]}" "$cases/case-01-count-column-called-N.csv"
expect_stderr_contains 'note: people are counted by column N'
expect_answer '[13,23]' 306 688 1
sed '1s/N$/antal/' "$cases/case-01-count-column-called-N.csv" >"$WORK/antal.csv"
cp "$STDOUT" "$WORK/expected.csv"
expect_exit 3 "${fast[@]}" "$WORK/antal.csv"
follow count "${fast[@]}" "$WORK/antal.csv"
expect_same_bytes "$STDOUT" "$WORK/expected.csv"

# An id and an index that count from 1.
expect_exit 0 describe --format csv "$cases/case-03-id-counts-from-1.csv"
expect_stderr_contains 'note: lists found by their values: list1, list2, list3'
expect_stderr_contains 'note: column id was left aside'
expect_stderr_contains 'columns not used: age, gender, month, month_index'
expect_stdout_contains 'observed,,10'
expect_exit 3 describe --count id "$cases/case-03-id-counts-from-1.csv"
follow ignore describe --format csv "$cases/case-03-id-counts-from-1.csv"
expect_stdout_contains 'observed,,10'

# Names of rows.
expect_exit 0 "${fast[@]}" "$cases/case-04-r-row-names.csv"
expect_stderr_contains 'note: the first column has no name'
expect_answer '[12,3,4]' 856 1656 1

# One row per sighting: the error says what reads it.
long=$cases/case-07-long-sample-id.csv
expect_exit 3 "${fast[@]}" "$long"
follow long "${fast[@]}" --method independence "$long"
expect_stderr_contains 'note: rows were joined by id, with lists in sample: 68 rows, 57 people, 4 lists'
expect_answer '' 57 139.0 0.05
expect_exit 0 describe --format csv --long id,sample "$long"
for list in first,27 second,18 third,14 fourth,9; do expect_stdout_contains "list_size,$list"; done
expect_exit 2 "${fast[@]}" --long sample,id "$long"
follow long "${fast[@]}" --method independence "$long"
expect_answer '' 57 139.0 0.05

# Yes and No; the same with NA in place of a No, and in codes, by the words that are proposed.
expect_exit 0 "${fast[@]}" "$cases/case-10-yes-no.csv"
expect_stderr_contains 'note: memberships are written as yes and no'
expect_answer '[12,3,4]' 856 1656 1
cp "$STDOUT" "$WORK/expected.csv"
follow_words() { # the file on standard input
  local words
  cat >"$WORK/words.csv"
  expect_exit 3 "${fast[@]}" "$WORK/words.csv"
  [[ $(tail -n 1 "$STDERR") =~ (--yes\ .*)\ reads\ memberships ]] || fail_with_outputs 'no words are proposed'
  eval "words=(${BASH_REMATCH[1]})"
  expect_exit 0 "${fast[@]}" "${words[@]}" "$WORK/words.csv"
  expect_same_bytes "$STDOUT" "$WORK/expected.csv"
}
sed '3s/"No"/NA/' "$cases/case-10-yes-no.csv" | follow_words
sed '3s/"No"//' "$cases/case-10-yes-no.csv" | follow_words
sed 's/"Yes"/1/g; s/"No"/2/g' "$cases/case-10-yes-no.csv" | follow_words
sed 's/"Yes"/1/g; s/"No"/0/g; 4s/0/9/' "$cases/case-10-yes-no.csv" | follow_words

# A property of 0 and 1 beside six lists.
expect_exit 3 "${fast[@]}" --method m0 "$cases/case-11-binary-covariate.csv"
follow ignore "${fast[@]}" --method m0 "$cases/case-11-binary-covariate.csv"
expect_answer '' 38 38.47 0.005

# Under a name that tells nothing it is a list, which the text says beside the estimate.
sed '1s/"sex"/"origin"/' "$cases/case-11-binary-covariate.csv" >"$WORK/origin.csv"
expect_exit 0 fit --method m0 --replicates 20 "$WORK/origin.csv"
expect_stdout_contains 'CHECK: nobody is on'
expect_exit 0 fit --method m0 --replicates 20 --ignore origin "$WORK/origin.csv"
expect_stdout_lacks 'CHECK: nobody is on any of the lists origin'

# Three passes that take everybody out who is caught: nobody is on two lists.
removal=$cases/case-02-removal-three-passes.csv
expect_exit 0 "${fast[@]}" --ordered --method mb "$removal"
expect_answer '' 164 243.1 0.05
expect_close "$(csv_value se 1 "$WORK/answer.csv")" 36.4 0 0.05
expect_exit 0 "${fast[@]}" --ordered --method mbh "$removal"
expect_answer '' 164 269.3 0.05
expect_close "$(csv_value se 1 "$WORK/answer.csv")" 102.1 0 0.05
sed '2s/77/30/' "$removal" >"$WORK/rising.csv"
expect_exit 1 "${fast[@]}" --ordered --method mb "$WORK/rising.csv"
expect_stdout_contains negative_estimate

# A first occasion that found nobody says something where occasions are alike, and nothing where each has a chance of its own.
lizards=$cases/case-13-empty-first-occasion.csv
for expected in 'm0 82.86' 'mh-chao 101.40' 'mh-darroch 101.49'; do
  expect_exit 0 "${fast[@]}" --method "${expected% *}" "$lizards"
  expect_answer '' 68 "${expected#* }" 0.005
done
expect_exit 0 "${fast[@]}" --method mt "$lizards"
cp "$STDOUT" "$WORK/expected.csv"
expect_exit 0 "${fast[@]}" --method mt --ignore d1 "$lizards"
expect_same_bytes "$STDOUT" "$WORK/expected.csv"
expect_exit 0 "${fast[@]}" --method m0 --ignore d1 "$lizards"
expect_answer '' 68 82.61 0.005

# The same in a study.
cat >"$WORK/lizards.yaml" <<YAML
study: lizards
replicates: 0
data:
  - name: lizards
    file: $(realpath "$lizards")
methods:
  - name: m0
    method: m0
YAML
expect_exit 0 study run --store "$WORK/lizards.db" "$WORK/lizards.yaml"
expect_exit 0 study export --format csv --store "$WORK/lizards.db" "$WORK/lizards.yaml"
expect_stdout_contains ',82.860326'

# Eighteen occasions: too many histories to look at one by one, but not too many for these methods, with or without knowing which those were.
rabbits=$cases/case-08-eighteen-occasions.csv
for expected in 'm0 97.2' 'mh-chao 130.6' 'mh-darroch 125.0'; do
  expect_exit 0 "${fast[@]}" --method "${expected% *}" "$rabbits"
  expect_answer '' 76 "${expected#* }" 0.05
  expect_exit 0 "${fast[@]}" --occasions 18 --method "${expected% *}" "$rabbits"
  expect_answer '' 76 "${expected#* }" 0.05
done
expect_exit 2 "${fast[@]}" --occasions 17 --method m0 "$rabbits"
expect_stderr_contains 'there are 18 lists, not 17'

# The same as numbers of captures.
tail -n +2 "$rabbits" | awk -F , '{ n = 0; for (i = 1; i <= NF; i++) n += $i; f[n]++ } END { print "y,n"; for (k in f) print k "," f[k] }' >"$WORK/captures.csv"
for expected in 'm0 97.2' 'mh-chao 130.6' 'mh-darroch 125.0'; do
  expect_exit 0 "${fast[@]}" --count-of-captures y --occasions 18 --method "${expected% *}" "$WORK/captures.csv"
  expect_answer '' 76 "${expected#* }" 0.05
done
expect_exit 2 "${fast[@]}" --count-of-captures y --method m0 "$WORK/captures.csv"
expect_stderr_contains 'see --occasions'
expect_exit 3 "${fast[@]}" --count-of-captures y --occasions 5 --method m0 "$WORK/captures.csv"
expect_stderr_contains 'more captures than there are occasions'

# Nobody was captured once: no rate of capture, and nobody unseen.
twice=$cases/case-12-nobody-captured-once.csv
expect_exit 1 "${fast[@]}" --method auto --count-of-captures freq "$twice"
expect_stdout_contains nobody_once
expect_exit 0 "${fast[@]}" --count-of-captures freq --method chao-bc "$twice"
expect_answer '' 105 105 0

# With up to sixteen lists the two ways to the same methods agree.
tail -n +2 "$lizards" | awk -F , '{ n = 0; for (i = 1; i <= NF; i++) n += $i; print n }' | sed '1i y' >"$WORK/captures.csv"
for method in m0 mh-chao mh-poisson mh-darroch mh-gamma mh-normal m0-bc mh-darroch-bc chao chao-bc mh-chao-bc zelterman; do
  expect_exit 0 "${fast[@]}" --method "$method" "$lizards"
  cp "$STDOUT" "$WORK/lists.csv"
  expect_exit 0 "${fast[@]}" --count-of-captures y --occasions 14 --method "$method" "$WORK/captures.csv"
  expect_close "$(csv_value total 1 "$STDOUT")" "$(csv_value total 1 "$WORK/lists.csv")" 1e-9 0
  expect_close "$(csv_value se 1 "$STDOUT")" "$(csv_value se 1 "$WORK/lists.csv")" 1e-9 0
done

# Histories in one text each.
deer=$cases/case-06-ch-freq-sex.csv
expect_exit 3 "${fast[@]}" --method m0 "$deer"
follow history "${fast[@]}" --method m0 "$deer"
expect_answer '' 51 51.40 0.005
expect_exit 0 "${fast[@]}" --history ch --method mh-chao "$deer"
expect_answer '' 51 54.75 0.005
expect_exit 0 "${fast[@]}" --history ch --by sex --method m0 "$deer"
expect_stdout_contains 'f,m0,,ch1+ch2+ch3+ch4+ch5+ch6,'

# A column for each occasion says the same; so do histories of eighteen.
sed 's/^"\([01]\)\([01]\)\([01]\)\([01]\)\([01]\)\([01]\)"/\1,\2,\3,\4,\5,\6/; 1s/"ch"/ch1,ch2,ch3,ch4,ch5,ch6/' "$deer" >"$WORK/wide.csv"
expect_exit 0 "${fast[@]}" --method mh-chao "$WORK/wide.csv"
cp "$STDOUT" "$WORK/expected.csv"
expect_exit 0 "${fast[@]}" --history ch --method mh-chao "$deer"
expect_same_bytes "$STDOUT" "$WORK/expected.csv"
{ echo ch; tail -n +2 "$rabbits" | tr -d ,; } >"$WORK/rabbits.csv"
expect_exit 0 "${fast[@]}" --history ch --method m0 "$WORK/rabbits.csv"
expect_answer '' 76 97.2 0.05

# What is no history: zeros that a spreadsheet dropped, another sign, one too long, no such column, lists as well.
sed 's/^"000100"/100/' "$deer" >"$WORK/dropped.csv"
expect_exit 3 "${fast[@]}" --history ch "$WORK/dropped.csv"
expect_stderr_contains ':3:1: a three-digit number has another number of occasions than the first history'
sed 's/^"000100"/"0.0100"/' "$deer" >"$WORK/sign.csv"
expect_exit 3 "${fast[@]}" --history ch "$WORK/sign.csv"
expect_stderr_contains 'is not a history of captures in 0 and 1 (column ch)'
printf 'ch\n%065d\n' 1 >"$WORK/long.csv"
expect_exit 3 "${fast[@]}" --history ch "$WORK/long.csv"
expect_stderr_contains 'more than 64 occasions'
expect_exit 2 "${fast[@]}" --history cx "$deer"
expect_stderr_contains "did you mean 'ch'"
expect_exit 2 "${fast[@]}" --history ch --lists sex "$deer"

# What waits: histories of program MARK, and numbers marked, caught and recaptured; what is proposed can be done by hand.
expect_exit 3 "${fast[@]}" --method m0 "$cases/case-05-mark-histories.inp"
expect_stderr_contains 'program MARK'
{
  echo ch,freq
  sed -n 's/^\([01]*\) *\([0-9]*\) *\([0-9]*\);.*/\1,\2\n\1,\3/p' "$cases/case-05-mark-histories.inp"
} >"$WORK/mark.csv"
expect_exit 0 "${fast[@]}" --history ch --method m0 "$WORK/mark.csv"
expect_answer '' 38 38.47 0.005
expect_exit 0 "${fast[@]}" --history ch --method mh-chao "$WORK/mark.csv"
expect_answer '' 38 43.6 0.05
expect_exit 3 "${fast[@]}" "$cases/case-14-marked-caught-recaptured.csv"
expect_stderr_contains 'numbers marked, caught and recaptured'
printf 'first,second,count\n1,0,%d\n0,1,%d\n1,1,%d\n' $((72 - 33)) $((54 - 33)) 33 >"$WORK/chapman.csv"
expect_exit 0 "${fast[@]}" --method chapman "$WORK/chapman.csv"
expect_answer '' 93 117.1 0.05

# A row of totals, by its name only; a file where a command should be.
for word in Total sum SUMME Totalt Yhteensä; do
  printf 'region,A,B,n\nx,1,0,5\ny,0,1,4\nx,1,1,3\n%s,1,1,12\n' "$word" >"$WORK/totals.csv"
  expect_exit 3 "${fast[@]}" "$WORK/totals.csv"
  expect_stderr_contains ':5:1: this row is called a total'
  sed -i 5d "$WORK/totals.csv"
  expect_exit 0 "${fast[@]}" "$WORK/totals.csv"
done
printf 'region,A,B,n\nx,1,0,5\ny,0,1,4\nx,1,1,9\n' >"$WORK/totals.csv"
expect_exit 0 "${fast[@]}" "$WORK/totals.csv"
expect_exit 2 "$WORK/totals.csv"
expect_stderr_contains 'is a file and no command'

# A workbook is the table that its sheet saved as CSV would be.
expect_exit 0 convert -q -o "$WORK/sheet.csv" "$cases/case-09-workbook.xlsx"
expect_exit 0 "${fast[@]}" "$WORK/sheet.csv"
cp "$STDOUT" "$WORK/expected.csv"
expect_exit 0 "${fast[@]}" "$cases/case-09-workbook.xlsx"
expect_same_bytes "$STDOUT" "$WORK/expected.csv"
expect_answer '' 10 17 0.5

# Sixteen sparse lists: an answer at once; whoever wants replicates of a search hears what they will take.
sparse=$cases/case-15-sixteen-sparse-lists.csv
expect_exit 0 "${fast[@]}" --method auto "$sparse"
expect_answer '' 167 294.98 0.01
expect_exit 0 "${fast[@]}" --method mh-chao "$sparse"
expect_answer '' 167 323.20 0.01
{ timeout -s INT 3 "$DARKFIGURE" fit --threads 1 "$sparse" || true; } >/dev/null 2>"$STDERR"
expect_stderr_matches 'note: this will take about [0-9]+ minutes .*; fewer .--replicates. or another .--method. take less'

# Studies read the same forms.
{ printf 'ch,who\n01,caf\351\n'; printf '11,x\n%.0s' 1 2; printf '10,y\n%.0s' 1 2 3; } >"$WORK/latin.csv"
cat >"$WORK/forms.yaml" <<YAML
study: forms
replicates: 0
data:
  - {name: rabbits, file: $(realpath "$rabbits"), occasions: 18}
  - {name: latin, file: latin.csv, encoding: cp1252, history: ch}
methods:
  - {name: m0, method: m0}
YAML
expect_exit 0 study run --store "$WORK/forms.db" "$WORK/forms.yaml"
expect_exit 0 study export --format csv --store "$WORK/forms.db" "$WORK/forms.yaml"
expect_stdout_contains ',97.159'
expect_exit 0 "${fast[@]}" --encoding cp1252 --history ch --method m0 "$WORK/latin.csv"
expect_stdout_contains "$(csv_value total)"
expect_exit 2 study check <(sed 's/occasions: 18/occasions: 65/' "$WORK/forms.yaml")
expect_stderr_contains "occasions: '65' is not a whole number from 2 to 64"
