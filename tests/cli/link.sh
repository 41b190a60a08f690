# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# One file per list, linked by a key: the same as the joined table, and no key is ever shown.

scotland=$DATA/scotland-people-who-inject-drugs-2006.csv

# Every run below keeps what it said; keys all begin with SECRET.
keep() { cat "$STDOUT" "$STDERR" >>"$WORK/everything"; }
links() { # status argument...
  expect_exit "$@"
  keep
}

# People of a published table: with a key each, one row per person in one file, and on each list in a file of its own.
awk -F , -v OFS=, 'NR == 1 { print $1, $2, $3, $4, $5, $6; next }
  { for (i = 0; i < $8; i++) print $1, $2, $3, $4, $5, $6 }' "$scotland" >"$WORK/joined.csv"
shuffle() { # seed
  awk -v seed="$1" 'BEGIN { srand(seed) } { print rand() "\t" $0 }' | LC_ALL=C sort | cut -f 2-
}
split_list() { # list header
  printf '%s\n' "$2" >"$WORK/S$1.csv"
  awk -F , -v l="$1" -v order="$2" 'NR > 1 && $l == 1 {
    key = sprintf("SECRET%07d", NR * 7919 % 1000003)
    if (order == "id,Gender") print key "," $6
    else if (order == "Region;Gender;id") print $5 ";" $6 ";" key
    else print key "\t" $5 }' "$WORK/joined.csv" | shuffle "$1" >>"$WORK/S$1.csv"
}
split_list 1 id,Gender
split_list 2 'Region;Gender;id'
split_list 3 $'id\tRegion'
split_list 4 'Region;Gender;id'
files=("$WORK/S1.csv" "$WORK/S2.csv" "S3=$WORK/S3.csv" "$WORK/S4.csv")

# Somebody on S1 only has no region, and somebody on S3 only no gender; the joined file says so too.
awk -F , -v OFS=, 'NR > 1 && !($2 + $4) { if (!$3) $5 = ""; if (!$1) $6 = "" } { print }' "$WORK/joined.csv" >"$WORK/told.csv"

same() { # argument...
  expect_exit 0 "$@" "$WORK/told.csv"
  cp "$STDOUT" "$WORK/expected"
  links 0 "$@" --link id "${files[@]}"
  grep -v '^[^"]*linked_' "$STDOUT" >"$WORK/linked"
  expect_same_bytes "$WORK/linked" "$WORK/expected"
}
for options in '' '--by Gender' '--by Gender,Region --expect Gender=Unknown' '--by Gender --where Region=GGC' '--drop-list S2' \
  '--merge-lists T=S2+S4 --by Region' '--where Gender= --where Gender=Male'; do
  # shellcheck disable=SC2086
  same fit -q --format csv --replicates 100 $options
  # shellcheck disable=SC2086
  same describe -q --format csv $options
done
same models -q --format csv --where Gender=Female
same check -q --format csv --model '[S1*S2,S3*S4]'
same methods -q --format csv --replicates 20 --by Gender

# From standard input, in any order of rows and on any number of threads.
links 0 fit -q --format csv --replicates 100 --threads 1 --by Gender --link id "${files[@]}"
cp "$STDOUT" "$WORK/expected"
{ head -n 1 "$WORK/S2.csv"; tail -n +2 "$WORK/S2.csv" | LC_ALL=C sort; } >"$WORK/sorted.csv"
links 0 fit -q --format csv --replicates 100 --by Gender --link id "$WORK/S1.csv" "S2=-" "$WORK/S3.csv" "$WORK/S4.csv" <"$WORK/sorted.csv"
expect_same_bytes "$STDOUT" "$WORK/expected"

# What was linked.
n_rows() { echo $(($(wc -l <"$1") - 1)); }
links 0 describe --format csv --by Gender --link id "${files[@]}"
for l in 1 2 3 4; do
  expect_stdout_contains "(all),linked_rows,S$l,$(n_rows "$WORK/S$l.csv")"
  expect_stdout_contains "(all),linked_people,S$l,$(n_rows "$WORK/S$l.csv")"
  expect_stdout_contains "(all),linked_repeats,S$l,0"
  expect_stdout_contains "(all),linked_on_$l,,$(awk -F , -v k="$l" 'NR > 1 && $1 + $2 + $3 + $4 == k { n++ } END { print n + 0 }' "$WORK/joined.csv")"
done
expect_stdout_contains "(all),linked_people,,$(n_rows "$WORK/joined.csv")"
expect_stdout_contains '(all),linked_contradictory,,0'
expect_stderr_contains "note: 4 files were linked by id: "
links 0 describe --link id "${files[@]}"
expect_stdout_contains "Files            S1: $WORK/S1.csv"
expect_stdout_contains 'What was linked by id'
for command in describe fit models; do
  links 0 "$command" -q --format json --hashes --link id "${files[@]}"
  expect_stdout_contains '"path": null'
  expect_stdout_contains '"sha256": null'
  expect_stdout_contains '"key": "id"'
  for file in "$WORK"/S?.csv; do
    sha=$(sha256sum "$file")
    expect_stdout_contains "\"path\": \"$file\""
    expect_stdout_contains "\"sha256\": \"${sha%% *}\""
  done
done

# Conflicts: u twice in A, v with different values in A and B; w has one value that is missing in A.
a=$(make_file a.csv <<<$'id,form\nSECRETu,x\nSECRETu,x\nSECRETv,x\nSECRETw,NA')
b=$(make_file b.csv <<<$'id,form\nSECRETw,y\n\nSECRETv,y')
links 3 fit --by form --link id "$a" "$b"
expect_stdout_empty
expect_stderr_contains "darkfigure: $a:3 repeats the key of line 2 (1 row repeats a key of its list); $b:4 has form 'y' after 'x' (1 person"
links 3 fit --link id "$a" "$b"
expect_stderr_lacks contradictory
for conflict in first missing; do
  links 0 describe --format csv --by form --conflict $conflict --link id A="$a" B="$b"
  for line in linked_rows,A,4 linked_people,A,3 linked_repeats,A,1 linked_people,,3 linked_on_1,,1 linked_on_2,,2 linked_contradictory,,1 \
    linked_filled,,1; do
    expect_matches "$STDOUT" "^\\(all\\),$line\$"
  done
  expect_stderr_contains 'note: 1 row repeats a key of its list; a key counts once'
  cp "$STDOUT" "$WORK/$conflict"
done
expect_contains "$WORK/first" 'x,observed,,2'
expect_lacks "$WORK/first" '(missing)'
expect_contains "$WORK/missing" '(missing),observed,,1'
expect_contains "$WORK/missing" 'x,observed,,1'
links 0 describe --by form --conflict missing --link id A="$a" B="$b"
expect_stdout_contains 'people with different values in different rows: 1 (form 1);'
expect_stdout_contains 'they count as missing'
links 0 describe -q --format json --by form --conflict first --link id A="$a" B="$b"
expect_stdout_contains '"contradictory": 1'
expect_stdout_contains '"filled": 1'
expect_stdout_contains '"conflict": "first"'

# Names: of the file without folder and ending, or those given; a sign behind a slash is part of a path.
mkdir "$WORK/year=2017"
cp "$b" "$WORK/year=2017/border.police.csv"
links 0 describe -q --format csv --link id --conflict first "$a" "$WORK/year=2017/border.police.csv"
expect_stdout_contains list_size,border.police,2
complains() { # message argument...
  local message=$1
  shift
  links 2 "$@"
  expect_stdout_empty
  expect_stderr_contains "darkfigure: $message"
}
# Keys in columns of other names; a file whose name has a colon is that file.
sed '1s/\<id\>/case no/' "$b" >"$WORK/named.csv"
cp "$WORK/named.csv" "$WORK/named.csv:case no"
links 0 describe -q --format csv --conflict first --link id "$a" "B=$b"
cp "$STDOUT" "$WORK/expected"
for file in "$WORK/named.csv:case no" "$WORK/named.csv:case no:case no"; do
  [ "$file" = "$WORK/named.csv:case no" ] && rm "$WORK/named.csv:case no" || cp "$WORK/named.csv" "$WORK/named.csv:case no"
  links 0 describe --format csv --conflict first --link id "$a" "B=$file"
  expect_same_bytes "$STDOUT" "$WORK/expected"
  expect_stderr_contains 'note: the keys of list B are in column case no'
done
links 0 describe -q --format csv --conflict first --link id "$a" 'B=-:case no' <"$WORK/named.csv"
expect_same_bytes "$STDOUT" "$WORK/expected"
rm "$WORK/named.csv:case no"
links 0 describe -q --format csv --conflict first --link id "$a" "$WORK/named.csv:case no"
expect_stdout_contains list_size,named,
books=tests/books
links 0 describe -q --format csv --link key "$books/lists.xlsx:b" "$books/lists.ods:c"
cp "$STDOUT" "$WORK/expected"
links 0 describe --format csv --link who "$books/lists.xlsx:b:key" "$books/lists.ods:c:key"
expect_same_bytes "$STDOUT" "$WORK/expected"
expect_stderr_contains 'note: the keys of list c are in column key'

complains "lists 1 and 2 are both called 'a'" fit --link id "$a" "$a"
complains "a name is missing in front of '=$a'" fit --link id "=$a" "$b"
complains "a file is missing behind 'A='" fit --link id A= "$b"
complains 'a list from standard input needs a name' fit --link id - "$b"
complains 'standard input is there for one list only' fit --link id A=- B=-
complains "option '--resamples': standard input can be read only once" fit --link id --resamples - A=- B="$b"
complains 'fit --link needs a NAME=FILE for each list' fit --link id
complains "option '--link' needs a FILE" methods --link id
complains "fit takes one FILE, and '$b' is one more" fit "$a" "$b"
complains "option '--conflict' is about rows of one person" fit --conflict first "$a"
complains "option '--conflict': 'last' is not stop, first or missing" fit --conflict last --link id "$a"
complains '--link makes no sense with --count' fit --count n --link id "$a" "$b"
complains '--link makes no sense with --lists' fit --lists A --link id "$a" "$b"
complains "linked files: there is no column 'from' (--by); did you mean 'form'?" fit --by from --link id "$a" "$b"
complains "$a: there is no column 'ID' (--link); did you mean 'id'?" fit --link ID "$a" "$b"
complains "$a: there is no column 'SECRETUU' (--link); FILE:COLUMN names that of one file" fit --link SECRETUU "$a" "$b"
complains "column 'id' is the key (--link)" fit --by id --link id "$a" "$b"
complains "column 'id' is the key (--link)" fit --where id=u --link id "$a" "$b"

# Bad input, by every command; nothing is written, and no input overwritten.
none=$(make_file none.csv <<<$'id,form\nSECRETx,x\n ,y')
ragged=$(make_file ragged.csv <<<$'id,form\nSECRETx\n')
headless=$(make_file headless.csv <<<$'SECRETx,x\nSECRETy,y\n')
header=$(make_file header.csv <<<$'form,id')
for command in fit describe models methods check; do
  more=(-o "$WORK/out")
  if [ "$command" = check ]; then more+=(--model '[1,2]'); fi
  links 3 "$command" "${more[@]}" --link id "$b" "$none"
  expect_stderr_contains "darkfigure: $none:3:1: the key is empty or NA (column id)"
  links 3 "$command" "${more[@]}" --link id "$b" "$ragged"
  links 2 "$command" "${more[@]}" --link id "$b" "$headless"
  links 3 "$command" "${more[@]}" --link id "$header"
  links 4 "$command" "${more[@]}" --link id "$b" "$WORK/no-such-file.csv"
  expect_no_file "$WORK/out"
done
cp "$b" "$WORK/copy.csv"
links 2 describe -o "$b" --link id "$header" "$b"
expect_stderr_contains 'would overwrite the input'
expect_same_bytes "$b" "$WORK/copy.csv"

# A list that caught nobody.
links 0 describe --format csv --link id "$header" "$b"
expect_stderr_contains 'note: list header caught nobody and was dropped'
expect_stdout_contains linked_people,header,0

# Not one key, in more than a thousand lines of messages, notes and results.
sed -i "/SECRETUU/d" "$WORK/everything"
[ "$(wc -l <"$WORK/everything")" -gt 1000 ] || fail 'too little was said to be sure'
expect_lacks "$WORK/everything" SECRET
