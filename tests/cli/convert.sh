# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What `convert` writes gives the estimates of what it was made from, and says what each column was taken for.

books=tests/books
fast=(--replicates 20 --format csv)

# The canonical table of a workbook is the CSV file itself, up to the order of rows and those without people.
expect_exit 0 convert -o "$WORK/korea.csv" "$books/wide.xlsx"
diff <(LC_ALL=C sort <(grep -v ',0$' "$DATA/korea-palembang.csv")) <(LC_ALL=C sort "$WORK/korea.csv") || fail 'another table'
expect_stdout_contains "$books/wide.xlsx: 7 rows"
expect_stdout_contains '  b: list'
expect_stdout_contains '  count: number of people'
expect_stdout_contains '123 people on 3 lists'

# Categories, missing values, names that need quotes, conditions, lists left out; read back it says the same.
{
  echo 'police,"a, b",ngo,form,year,id,note'
  for i in {1..40}; do echo "$((i % 2)),$((i % 3 == 0)),$((i % 5 == 0 || i % 2 == 0)),$([ $((i % 7)) = 0 ] || echo "f$((i % 3))"),$((2016 + i % 2)),K$((i * 37 % 101)),x$i"; done
} | grep -v '^0,0,0' >"$WORK/people.csv"
expect_exit 0 convert --by form -o "$WORK/lists.csv" "$WORK/people.csv"
expect_stdout_contains '  police: list'
expect_stdout_contains '  form: category'
expect_stdout_contains '  year: not used'
expect_stdout_contains '  id: number or key of a person, left aside'
expect_lacks "$WORK/lists.csv" K37
expect_exit 0 fit "${fast[@]}" --by form "$WORK/people.csv"
cp "$STDOUT" "$WORK/expected.csv"
expect_exit 0 fit "${fast[@]}" --by form "$WORK/lists.csv"
expect_same_bytes "$STDOUT" "$WORK/expected.csv"
expect_exit 0 convert --by form -o "$WORK/again.csv" "$WORK/lists.csv"
expect_same_bytes "$WORK/again.csv" "$WORK/lists.csv"
expect_exit 0 convert --where year=2017 --drop-list ngo --ignore note --dry-run "$WORK/people.csv"
expect_stdout_contains '  year: condition (--where)'
expect_stdout_contains '  ngo: list, left out (--drop-list)'
expect_stdout_contains '  note: left aside (--ignore)'

# To standard output the table alone; quietly nothing else.
expect_exit 0 convert -q "$books/wide.ods"
expect_same_bytes "$STDOUT" "$WORK/korea.csv"
expect_stderr_empty
expect_exit 0 convert "$books/wide.ods"
expect_same_bytes "$STDOUT" "$WORK/korea.csv"
expect_stderr_contains '  b: list'

# Linked sheets, and --dry-run writes nothing.
expect_exit 0 convert --link key -o "$WORK/linked.csv" "$books/lists.xlsx:b" "$books/lists.xlsx:c" "$books/lists.xlsx:d"
expect_same_bytes "$WORK/linked.csv" "$WORK/korea.csv"
expect_stdout_contains '  key: key'
rm "$WORK/linked.csv"
expect_exit 0 convert --dry-run --link key "$books/lists.xlsx:b" "$books/lists.xlsx:c"
[ ! -e "$WORK/linked.csv" ] || fail 'a dry run wrote a table'

# A workbook is not overwritten by the table of one of its sheets.
cp "$books/lists.xlsx" "$WORK/book.xlsx"
expect_exit 2 convert -o "$WORK/book.xlsx" --link key "$WORK/book.xlsx:b" "$WORK/book.xlsx:c"
expect_same_bytes "$WORK/book.xlsx" "$books/lists.xlsx"
expect_exit 2 convert --count-of-captures a "$books/wide.xlsx"
