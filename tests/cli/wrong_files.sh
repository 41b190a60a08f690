# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Wrong files as people have them: each is refused with the place, what stands there, what was expected and what to do. Nothing of a value is
# shown. One row of this table for each: exit status, the sentence behind the file's name, the bytes for printf, options.

none='no list found: no column holds only 0 and 1, or words like yes and no (this record has '
lists='; make a column for each list, with 1 for those who are on it and 0 for the others, or name the lists by --lists and their words by --yes and --no'
one="; there is one column only: columns are separated by ',', ';' or tabs"
n_tried=0

wrong() { # status sentence bytes option...
  # shellcheck disable=SC2059
  printf "$3" >"$WORK/wrong.csv"
  expect_exit "$1" fit --replicates 0 "${@:4}" "$WORK/wrong.csv"
  expect_stdout_empty
  expect_equal "$(tail -n 1 "$STDERR")" "darkfigure: $WORK/wrong.csv$2"
  n_tried=$((n_tried + 1))
}

wrong 3 ': the file is empty; a table begins with a line of column names' ''
wrong 3 ': no header, only blank lines; a table begins with a line of column names' '\n\n\n'
wrong 3 ': no records, only a header; below it each row is a person, or with a column '\''count'\'' so many people' 'A,B,count\n'
wrong 3 ':3: expected 3 fields as in the header, found 2; give the row its other fields, or take out a line that is none of the table' 'A,B,count\n1,0,5\n0,1\n1,1,2\n'
wrong 3 ':3: expected 3 fields as in the header, found 4; put quotes around fields that hold the separator, or take out what stands behind the last column' 'A,B,count\n1,0,5\n0,1,3,9\n1,1,2\n'
wrong 3 ":2: ${none}a text with other signs)${one}" 'A|B|count\n1|0|5\n0|1|3\n1|1|2\n'
wrong 3 ":2: ${none}a text with other signs)${one}" 'A;B;count\n1;0;5\n0;1;3\n1;1;2\n' --delimiter ,
wrong 3 ':1:1: a NUL byte; this is no text: export the table again, as CSV or a workbook' '\001\002\003\004ELF\000\000\000abc'
wrong 3 ': a program; name the file with the table' '\177ELF\002\001\001\000\000'
wrong 3 ': a picture; ask for the data as a workbook or CSV' '\211PNG\r\n\032\n\000\000\000\rIHDR'
wrong 3 ': a picture; ask for the data as a workbook or CSV' '\377\330\377\340\000\020JFIF'
wrong 3 ': a PDF file, which has no table in it but its picture; ask for the data as a workbook or CSV' '%%PDF-1.4\n%%abc\n1 0 obj\n'
wrong 3 ': a data file of Stata (.dta); export it as CSV (export delimited using lists.csv, nolabel)' '<stata_dta><header><release>118</release>'
wrong 3 ': a data file of Stata (.dta); export it as CSV (export delimited using lists.csv, nolabel)' 'r\002\001\000\003\000\012\000\000\000'
wrong 3 ': a data file of SPSS (.sav); export it as CSV (SAVE TRANSLATE /TYPE=CSV /FIELDNAMES, or in R write.csv of haven::read_sav)' '$FL2@(#) SPSS DATA FILE'
wrong 3 ': a portable file of SPSS (.por); export it as CSV (SAVE TRANSLATE /TYPE=CSV /FIELDNAMES)' 'ASCII SPSS PORT FILE'
wrong 3 ': an old Excel workbook (.xls), or one with a password; save it as .xlsx without a password, or as CSV' '\320\317\021\340\241\261\032\341\000\000'
wrong 3 ': a web page, as some systems export under .xls; open it in a spreadsheet program and save it as .xlsx or as CSV' '<html xmlns:x="urn:schemas-microsoft-com:office:excel">\n<table><tr><td>A</td></tr></table></html>'
wrong 3 ': a web page, as some systems export under .xls; open it in a spreadsheet program and save it as .xlsx or as CSV' '<!DOCTYPE html>\n<html><body>404</body></html>\n'
wrong 3 ': an XML file; open it in a spreadsheet program and save it as .xlsx or as CSV' '<?xml version="1.0"?>\n<data><row A="1"/></data>\n'
wrong 3 ': a JSON file; write its table as CSV' '[{"A":1,"B":0,"count":5},\n{"A":0,"B":1,"count":3}]\n'
wrong 3 ': a JSON file; write its table as CSV' '{"A":[1,0,1],"B":[0,1,1]}\n'
wrong 3 ': a study file; '\''darkfigure study check FILE'\'' says what it asks for' 'study: x\ndata:\n  - name: a\n'
wrong 3 ': statements of SQL; export the table itself as CSV' 'INSERT INTO people VALUES (1,0,5);\n'
wrong 3 ': a SQLite database; export a table of it as CSV (sqlite3 -csv -header)' 'SQLite format 3\000\020\000'
wrong 3 ': packed by gzip; unpack it (gunzip), or read it as '\''gunzip <FILE | darkfigure ... -'\''' '\037\213\010\000\000\000'
wrong 3 ': data of R; write them as CSV (write.csv)' 'RDX3\nX\n'
wrong 3 ': a damaged workbook (Not a zip archive); copy or save it again' 'PK\003\004\024\000\000\000'
wrong 3 ': a text document; save its table as a workbook or as CSV' '{\\rtf1\\ansi A,B,count}\n'
wrong 3 ': a data file of SAS (.sas7bdat); export it as CSV (proc export dbms=csv)' '\000\000\000\000\000\000\000\000\000\000\000\000\302\352\201\140\263\024\021\317\275\222\010\000\011\307\061\214'
wrong 3 ': a Parquet file; write it as CSV' 'PAR1\025\004'
wrong 3 ':2:2: a one-digit number is not 0 or 1 (list B); --ignore B leaves the column out, --yes 1 --no 2 reads memberships by these words' 'A,B,count\n1,2,5\n2,1,3\n1,1,2\n'
wrong 3 ':3:2: a one-digit number is not 0 or 1 (list B); --ignore B leaves the column out, --yes 1 --no 0,9 reads memberships by these words' 'A,B,count\n1,0,5\n0,9,3\n1,1,2\n'
wrong 3 ':2:2: an empty field is a missing membership (list B); --ignore B leaves the column out, --yes 1 --no '\''0,""'\'' reads memberships by these words' 'A,B,count\n1,,5\n0,1,3\n1,1,2\n'
wrong 3 ":2: ${none}a date, an empty field, a letter)${lists}" 'A,B,form\n2017-01-03,,x\n,2017-03-04,y\n2017-01-03,2017-02-04,x\n'
wrong 3 ':3:2: a date is not 0 or 1 (list B); --ignore B leaves the column out' 'A,B,count\n1,0,5\n0,03.04.2017,3\n1,1,2\n'
wrong 3 ':2:3: a percentage is not a whole number of people (column count); write it in digits alone' 'A,B,count\n1,0,5%%\n0,1,3%%\n1,1,2%%\n'
wrong 3 ':3:3: a negative number is not a whole number of people (column count); write it in digits alone' 'A,B,count\n1,0,5\n0,1,-3\n1,1,2\n'
wrong 3 ':3:3: a number with a sign or fraction is not a whole number of people (column count); write it in digits alone' 'A,B,count\n1,0,5\n0,1,2.5\n1,1,2\n'
wrong 3 ':3:3: a number with a comma is not a whole number of people (column count); write it in digits alone' 'A;B;count\n1;0;5\n0;1;2,5\n1;1;2\n'
wrong 3 ':2:3: a number with a sign or fraction is not a whole number of people (column count); write it in digits alone' 'A,B,count\n1,0,5.0\n0,1,2.0\n1,1,2.0\n'
wrong 3 ':2:3: a ten-digit number is more than 4294967295 people (column count); is this a column of numbers of people?' 'A,B,count\n1,0,4294967296\n0,1,3\n1,1,2\n'
wrong 3 ':3:3: a ten-digit number brings the total above 4294967295 people (column count)' 'A,B,count\n1,0,4000000000\n0,1,4000000000\n1,1,2\n'
wrong 3 ':2:3: a number with an exponent is not a whole number of people (column count); write it in digits alone' 'A,B,count\n1,0,1E+05\n0,1,3\n1,1,2\n'
wrong 3 ':1:2: column name '\''A'\'' appears twice; rename one of the two' 'A,A,count\n1,0,5\n0,1,3\n1,1,2\n'
wrong 3 ':1:3: column name '\''A'\'' appears twice; rename one of the two' 'A,B,A,count\n1,0,1,5\n0,1,1,3\n1,1,0,2\n'
wrong 3 ':1: a record where the header with the column names should be; put a line of names above it, such as '\''A,B,count'\''' '1,0,5\n0,1,3\n1,1,2\n'
wrong 3 ':1: a record where the header with the column names should be; put a line of names above it, such as '\''A,B,count'\''' '1,0,1\n0,1,1\n1,1,0\n'
wrong 3 ':3:1: a byte order mark within the file is not 0 or 1 (list A); --ignore A leaves the column out' 'A,B,count\n1,0,5\n\357\273\2770,1,3\n1,1,2\n'
wrong 3 ':3:3: a NUL byte (column count); this is no text: export the table again, as CSV or a workbook' 'A,B,count\n1,0,5\n0,1,\0003\n1,1,2\n'
wrong 3 ':2:3: a quote that is not closed (column form); close it, and write a quote inside a quoted field twice' 'A,B,form\n1,0,"open\n0,1,x\n'
wrong 3 ':2:3: text behind a closing quote (column form); put quotes around the whole field, and write its own quotes twice' 'A,B,form\n1,0,"x"y\n0,1,x\n'
wrong 3 ":2: ${none}a text in quotes that are not \", a text in quotes that are not \", a text in quotes that are not \")${lists}" 'A,B,form\n'\''1'\'','\''0'\'','\''x'\''\n'\''0'\'','\''1'\'','\''y'\''\n'\''1'\'','\''1'\'','\''y'\''\n'
wrong 3 ":2: ${none}a text in quotes that are not \", a text in quotes that are not \", a text in quotes that are not \")${lists}" 'A,B,form\n“1”,“0”,“x”\n“0”,“1”,“y”\n'
wrong 3 ':2: expected 3 fields as in the header, found 4; put quotes around fields that hold the separator, or take out what stands behind the last column' 'A,B,count\n1,0,5,\n0,1,3,\n1,1,2,\n'
wrong 3 ':5:1: this row is called a total, so that its people would be counted twice; take it out of the file' 'region,A,B,n\nx,1,0,5\ny,0,1,4\nx,1,1,3\nTotal,1,1,12\n'
wrong 3 ':5:1: an empty field is a missing membership (list A); --ignore A leaves the column out, --yes 1 --no '\''0,""'\'' reads memberships by these words' 'A,B,n\n1,0,5\n0,1,4\n1,1,3\n,,12\n'
wrong 3 ':5:1: this row is called a total, so that its people would be counted twice; take it out of the file' 'A,B,n\n1,0,5\n0,1,4\n1,1,3\nTotal,,12\n'
wrong 3 ': every row is another combination of lists, and column total holds whole numbers: --count total counts people by it, --ignore total takes each row for one person' 'A,B,total\n1,0,5\n0,1,4\n1,1,3\n'
wrong 3 ":2: ${none}a text of several words, an empty field, a two-digit number)${lists}" ',police no,police yes\nngo no,,50\nngo yes,40,10\n'
wrong 3 ':2: this row counts people who are on no list; --drop-unlisted leaves them out' 'ngo,police=0,police=1\n0,NA,50\n1,40,10\n'
wrong 3 ":2: ${none}a two-digit number, a two-digit number, a two-digit number)${lists}" 'police,ngo,both\n50,40,10\n'
wrong 3 ":2: ${none}a word, a two-digit number)${lists}" 'list,people\npolice,60\nngo,50\nboth,10\n'
wrong 3 ':1:1: not UTF-8 at byte \xF6; --encoding cp1252 reads files of Windows and Latin-1' 'P\366lice,Ng\366,count\n1,0,5\n0,1,3\n1,1,2\n'
wrong 3 ': column C says the same of everybody, which may be a property of people and no list; --ignore C leaves it out, --by C makes categories of it; if it is a list, --lists names all lists (here A, B, C)' 'A,B,C,count\n1,0,1,5\n0,1,1,3\n1,1,1,2\n'
wrong 3 ':2:3: a one-digit number counts people who are on no list; --drop-unlisted leaves them out (column count)' 'A,B,count\n0,0,5\n'
wrong 3 ':5:3: a three-digit number counts people who are on no list; --drop-unlisted leaves them out (column count)' 'A,B,count\n1,0,5\n0,1,3\n1,1,2\n0,0,100\n'
wrong 3 ':5: this row counts people who are on no list; --drop-unlisted leaves them out' 'A,B\n1,0\n0,1\n1,1\n0,0\n'
wrong 3 ':4: this row counts people who are on no list; --drop-unlisted leaves them out' 'A,form\n1,x\n1,y\n0,x\n'
wrong 3 ':3: this row counts people who are on no list; --drop-unlisted leaves them out' 'A\n1\n0\n1\n'
wrong 3 ":2: ${none}a letter, a one-digit number)${lists}" 'name,age\nx,3\ny,4\n'
wrong 3 ':1:2: a column without a name, which is not empty; give it one' 'A,,count\n1,0,5\n0,1,3\n'
wrong 3 ':1:2: a column without a name, which is not empty; give it one' 'Lists,,Number\nA,B,count\n1,0,5\n0,1,3\n1,1,2\n'
wrong 3 ':3:3: this row is the header once more; take it out of the file' 'A,B,count\n1,0,5\nA,B,count\n0,1,3\n1,1,2\n'
wrong 3 ':6: expected 3 fields as in the header, found 1; give the row its other fields, or take out a line that is none of the table' 'A,B,count\n1,0,5\n0,1,3\n1,1,2\n\nSource: police\n'
wrong 3 ":2: ${none}a text with other signs)${one}" '| A | B | count |\n|---|---|---|\n| 1 | 0 | 5 |\n'
wrong 3 ': a pointer of Git LFS to the file; fetch that (git lfs pull)' 'version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 12\n'
wrong 3 ': column sex holds 0 and 1 and has a telling name, which may be a property of people and no list; --ignore sex leaves it out, --by sex makes categories of it; if it is a list, --lists names all lists (here A, B, sex)' 'A,B,sex\n1,0,0\n0,1,1\n1,1,0\n1,1,1\n'
wrong 3 ":2: ${none}a word, an empty field)${lists}" 'A,B\n✓,\n,✓\n✓,✓\n'
wrong 3 ':2:2: an empty field is a missing membership (list B); --ignore B leaves the column out, --yes yes --no '\''no,""'\'' reads memberships by these words' 'A,B\nyes,\nno,yes\nyes,yes\n'
wrong 3 ':2:1: a one-digit number is not 0 or 1 (list A); --ignore A leaves the column out' 'A,B,C\n2,0,1\n0,1,1\n1,1,0\n'
wrong 3 ':2:3: a formula is not a whole number of people (column count); write it in digits alone' 'A,B,count\n1,0,=B2+C2\n0,1,3\n1,1,2\n'
wrong 3 ':2:3: a text with other signs is not a whole number of people (column count); write it in digits alone' 'A,B,count\n1,0,###\n0,1,3\n1,1,2\n'
wrong 3 ':3:3: a text with other signs is not a whole number of people (column count); write it in digits alone' 'A,B,count\n1,0,5\n0,1,-\n1,1,2\n'
wrong 3 ':2:3: a number with a mark beside it is not a whole number of people (column count); write it in digits alone' 'A,B,count\n1,0,~5\n0,1,3\n1,1,2\n'
wrong 3 ':2:3: a number with a mark beside it is not a whole number of people (column count); write it in digits alone' 'A,B,count\n1,0,5*\n0,1,3\n1,1,2\n'

[ "$n_tried" -ge 80 ] || fail "only $n_tried files were tried"

# What is proposed works when it is followed to the letter.
follow() { # bytes option...
  # shellcheck disable=SC2059
  printf "$1" >"$WORK/wrong.csv"
  expect_exit 0 describe --format csv "${@:2}" "$WORK/wrong.csv"
}
follow 'A,B\n✓,\n,✓\n✓,✓\n' --lists A,B --yes ✓ --no ,
expect_stdout_contains observed,,3
follow 'A,B,count\n1,2,5\n2,1,3\n1,1,2\n' --yes 1 --no 2
expect_stdout_contains observed,,10
follow 'A,B,n\n1,0,5\n0,1,4\n1,1,3\n0,0,12\n' --drop-unlisted
expect_stdout_contains observed,,12
