# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Categories estimated apart against all people in one table: said where both cannot be right, and what to use.

# The report without its line breaks.
flat() { tr -s '\n ' ' ' <"$STDOUT" >"$WORK/flat"; }

# In a, A finds nearly everybody and B few; in b it is the other way round: 1000 x 10 / 10 hidden in each, and 1010 x 1010 / 20 in one table.
crossed=$(make_file crossed.csv <<<$'A,B,g,count\n1,0,a,1000\n0,1,a,10\n1,1,a,10\n1,0,b,10\n0,1,b,1000\n1,1,b,10')
expect_exit 0 fit -q --by g "$crossed"
expect_stdout_contains 'TWO TOTALS: categories estimated apart'
expect_stdout_contains '--joint auto'
flat
expect_lacks "$WORK/flat" 'rely on the sum'
expect_exit 0 fit -q --format csv --by g "$crossed"
expect_equal "$(grep -c totals_differ "$STDOUT")" 1
expect_equal "$(grep totals_differ "$STDOUT" | cut -d , -f 1)" '(all)'

# One model is not compared with itself, and one that allows for the difference has the sum of the categories.
expect_exit 0 fit -q --format csv --replicates 0 --by g --joint 'A*g + B*g' "$crossed"
expect_stdout_lacks totals_differ
expect_close "$(csv_value hidden 3)" 2000 1e-9

# Categories that are alike differ by chance alone; where they are left out that is no difference either.
alike=$(make_file alike.csv <<<$'A,B,g,count\n1,0,a,100\n0,1,a,50\n1,1,a,20\n1,0,b,90\n0,1,b,60\n1,1,b,19\n1,0,c,30')
expect_exit 0 fit -q --by g "$alike"
expect_stdout_lacks 'TWO TOTALS'
flat
expect_contains "$WORK/flat" 'rely on the sum'
