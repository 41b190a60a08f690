# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The same people in many forms give the same bytes of estimates. The workbooks of tests/books were written by openpyxl 3.0.9 and odfpy 1.4 from
# data/published/korea-palembang.csv: its table, and a sheet of keys for each list.

korea=$DATA/korea-palembang.csv
books=tests/books
fast=(--replicates 20 --format csv)
expect_exit 0 fit "${fast[@]}" "$korea"
cp "$STDOUT" "$WORK/expected.csv"

same() { # argument...
  expect_exit 0 fit "${fast[@]}" "$@"
  expect_same_bytes "$STDOUT" "$WORK/expected.csv"
}

# Tables: counts, persons, words, R's names of rows.
awk -F , 'NR == 1 { print $1 "," $2 "," $3; next } { for (i = 0; i < $4; i++) print $1 "," $2 "," $3 }' "$korea" >"$WORK/people.csv"
same "$WORK/people.csv"
sed '2,$s/1/yes/g; 2,$s/0/no/g' "$WORK/people.csv" >"$WORK/words.csv"
same "$WORK/words.csv"
awk -F , -v OFS=, 'NR == 1 { print "\"\"", $0; next } { print "\"" NR - 1 "\"", $0 }' "$korea" >"$WORK/row-names.csv"
same "$WORK/row-names.csv"

# R's write.table, a title, thousands set apart; advice followed literally.
awk -F , 'NR == 1 { print "\"" $1 "\" \"" $2 "\" \"" $3 "\" \"" $4 "\""; next } { print "\"" NR - 1 "\"", $1, $2, $3, $4 }' "$korea" >"$WORK/table.txt"
same "$WORK/table.txt"
tr -d '"' <"$WORK/table.txt" | sed '2,$s/^[0-9]* //' >"$WORK/blanks.txt"
expect_exit 3 fit "${fast[@]}" "$WORK/blanks.txt"
expect_stderr_contains '--delimiter blank reads columns that blanks separate'
same --delimiter blank "$WORK/blanks.txt"
{ echo 'Comfort women, Palembang;;;'; tr , ';' <"$korea"; } >"$WORK/title.csv"
same "$WORK/title.csv"
expect_stderr_contains '1 line above the header was left out'
sed '2,$s/,\([0-9]*\)$/;\1/; 1,$s/,/;/g; 2s/;\([0-9]*\)$/;1,0\1/' "$korea" >"$WORK/thousands.csv"
sed '2s/,\([0-9]*\)$/,10\1/' "$korea" >"$WORK/plain.csv"
expect_exit 0 fit "${fast[@]}" "$WORK/plain.csv"
cp "$STDOUT" "$WORK/expected-thousands.csv"
expect_exit 3 fit "${fast[@]}" "$WORK/thousands.csv"
expect_stderr_contains '; --thousands , reads it if commas set thousands apart'
expect_exit 0 fit "${fast[@]}" --thousands , "$WORK/thousands.csv"
expect_same_bytes "$STDOUT" "$WORK/expected-thousands.csv"
expect_exit 2 fit --thousands x "$korea"
expect_stderr_contains "option '--thousands': 'x' is not ',', '.', \"'\" or 'blank'"

# Files and sheets of lists.
awk -F , -v folder="$WORK" '
  NR == 1 { for (l = 1; l <= 3; l++) { file[l] = folder "/" $l ".csv"; print "key" >file[l] }; next }
  { for (i = 0; i < $4; i++) { n++; for (l = 1; l <= 3; l++) if ($l) print "K" n >file[l] } }' "$korea"
same --link key "$WORK/b.csv" "$WORK/c.csv" "$WORK/d.csv"
same --link key "$books/lists.xlsx:b" "$books/lists.xlsx:c" "$books/lists.xlsx:d"
same --link key "$books/lists.ods:b" c="$books/lists.xlsx:c" "$books/lists.ods:d"

# One row per sighting, in any order, more than once, and from standard input.
awk -F , 'NR == 1 { print "list,key"; for (l = 1; l <= 3; l++) name[l] = $l; next }
  { for (i = 0; i < $4; i++) { n++; for (l = 1; l <= 3; l++) if ($l) print name[l] ",K" n } }' "$korea" >"$WORK/long.csv"
same --long key,list "$WORK/long.csv"
{ cat "$WORK/long.csv"; tail -n +2 "$WORK/long.csv" | LC_ALL=C sort -r; } >"$WORK/twice.csv"
same --long key,list "$WORK/twice.csv"
expect_stderr_contains 'rows repeat a person on a list, who is on it once'
{ head -n 1 "$WORK/long.csv"; tail -n +2 "$WORK/long.csv" | LC_ALL=C sort -t , -k 2; } | expect_exit 0 fit "${fast[@]}" --long key,list -
expect_same_bytes "$STDOUT" "$WORK/expected.csv"
expect_exit 0 convert -q -o "$WORK/converted.csv" --long key,list "$WORK/long.csv"
same "$WORK/converted.csv"
expect_exit 2 fit --long key,list,more "$WORK/long.csv"
expect_stderr_contains "option '--long' takes two columns, ID,LIST, and 'more' is one more"
expect_exit 2 fit --conflict first "$WORK/long.csv"
expect_stderr_contains "option '--conflict' is about rows of one person, so it needs '--link' or '--long'"
expect_exit 2 fit --link key --long key,list "$WORK/long.csv"
expect_stderr_contains '--link makes no sense with --long: each file is a list'
for shown in K1 K42; do
  expect_exit 2 fit --long list,key "$WORK/long.csv"
  expect_stderr_lacks "$shown"
  sed '1s/key/who/' "$WORK/long.csv" >"$WORK/who.csv"
  expect_exit 3 fit --long list,who "$WORK/who.csv"
  expect_stderr_lacks "$shown"
  expect_exit 0 describe --format json --long key,list "$WORK/long.csv"
  expect_stdout_lacks "$shown"
done

# Periods: the rows of a year, by each form of date; where it matters which number is the day, advice followed.
awk -F , 'NR == 1 { print $0 ",seen"; next } { print $0 "," "2017-0" NR - 1 "-0" 9 - NR; print $1 "," $2 "," $3 ",9,2018-01-0" NR }' "$korea" >"$WORK/dated.csv"
same --date seen --period 2017-01-01..2017-12-31 "$WORK/dated.csv"
expect_stderr_contains 'rows outside the period were left out'
same --date seen --where 'year(seen)=2017' "$WORK/dated.csv"
sed -E 's/(20..)-0(.)-0(.)$/\3.\2.\1/' "$WORK/dated.csv" >"$WORK/dots.csv"
same --date seen --period 2017..2017 "$WORK/dots.csv"
sed -E 's/(20..)-0(.)-0(.)$/\3\/\2\/\1/' "$WORK/dated.csv" >"$WORK/slashes.csv"
same --date seen --period 2017..2017 "$WORK/slashes.csv"
expect_exit 0 fit "${fast[@]}" --date seen --period 2017-01..2017-05 "$WORK/dots.csv"
cp "$STDOUT" "$WORK/expected-months.csv"
expect_exit 3 fit "${fast[@]}" --date seen --period 2017-01..2017-05 "$WORK/slashes.csv"
expect_stderr_contains '--date-form d/m/y or --date-form m/d/y says it (column seen)'
expect_exit 0 fit "${fast[@]}" --date seen --period 2017-01..2017-05 --date-form d/m/y "$WORK/slashes.csv"
expect_same_bytes "$STDOUT" "$WORK/expected-months.csv"
expect_exit 0 describe -q --format csv --date seen --by 'year(seen)' "$WORK/slashes.csv"
expect_stdout_contains '2018,observed,,'
expect_exit 2 fit --period 2017.. "$korea"
expect_stderr_contains '--period needs the column of dates (--date)'

# Workbooks, whatever their names say.
same "$books/wide.xlsx"
same "$books/wide.ods"
cp "$books/wide.xlsx" "$WORK/wide.csv"
same "$WORK/wide.csv"
same "$books/wide.xlsx:Table"
expect_exit 0 fit "${fast[@]}" - <"$books/wide.ods"
expect_same_bytes "$STDOUT" "$WORK/expected.csv"

# Encodings: a category with letters that are no ASCII.
sed '1s/$/,caf\xE9/; 2,$s/$/,\x80/' "$korea" >"$WORK/windows.csv"
expect_exit 3 fit "${fast[@]}" "$WORK/windows.csv"
expect_stderr_contains 'windows.csv:1:5: not UTF-8 at byte \xE9; --encoding cp1252 reads files of Windows and Latin-1'
same --encoding cp1252 --ignore café "$WORK/windows.csv"
expect_exit 0 describe --encoding cp1252 --by café "$WORK/windows.csv"
expect_stdout_contains '€'
for encoding in UTF-16LE UTF-16BE; do
  { [ $encoding = UTF-16LE ] && printf '\377\376' || printf '\376\377'; iconv -f cp1252 -t $encoding "$WORK/windows.csv"; } >"$WORK/wide-letters.csv"
  same --ignore café "$WORK/wide-letters.csv"
  expect_stderr_contains "is in $encoding"
  iconv -f cp1252 -t $encoding "$WORK/windows.csv" >"$WORK/no-mark.csv"
  expect_exit 3 fit "${fast[@]}" "$WORK/no-mark.csv"
  expect_stderr_contains "--encoding $encoding reads it"
  same --encoding $encoding --ignore café "$WORK/no-mark.csv"
done
expect_exit 2 fit --encoding cp1525 "$korea"
expect_stderr_contains "there is no encoding 'cp1525' (--encoding)"
printf 'A,B\n1,0\n\x81,1\n' >"$WORK/bad.csv"
expect_exit 3 fit --encoding cp1252 "$WORK/bad.csv"
expect_stderr_contains 'bad.csv:3: bytes that are not cp1252 (--encoding)'

# The hash is that of the file, in every form.
for form in "$books/wide.xlsx" "$WORK/windows.csv"; do
  expect_exit 0 describe --encoding cp1252 --format json "$form"
  expect_stdout_contains "$(sha256sum <"$form" | cut -c 1-64)"
done

# Sheets are not guessed, and what is typed as proposed works.
expect_exit 2 fit "$books/lists.xlsx"
expect_stderr_contains "lists.xlsx: 3 sheets: b, c, d; say which, as in '$books/lists.xlsx:b'"
expect_exit 0 describe --link key "$books/lists.xlsx:b" "$books/lists.xlsx:c"

# Other files are named as what they are.
named() { # bytes words
  printf '%b' "$1" >"$WORK/file.csv"
  expect_exit 3 fit "$WORK/file.csv"
  expect_stderr_contains "file.csv: $2"
}
named '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1more' 'an old Excel workbook (.xls)'
named '$FL2@(#) SPSS' 'a data file of SPSS (.sav)'
named '<stata_dta><header>' 'a data file of Stata (.dta)'
named '\x72\x02\x01\x00\x05' 'a data file of Stata (.dta)'
named '\x1F\x8B\x08\x00' 'packed by gzip'
named '%PDF-1.4' 'a PDF file'
named 'RDX3\nX' 'data of R'
named ' <html><table>' 'a web page'
named '<?xml version="1.0"?>' 'an XML file'
named '{"a": 1}' 'a JSON file'
named 'PK\x03\x04' 'a damaged workbook'
