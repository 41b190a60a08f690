# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The options that JSON shows, given back, mean the same.

names=$(make_file names.csv <<'END'
"A ","B, C"," D","E""F",count
1,0,0,1,30
0,1,1,0,20
1,1,0,0,5
END
)
expect_exit 0 describe -q --format json --lists '"A ","B, C"," D","E""F"' "$names"
expect_stdout_contains '"lists": "\"A \",\"B, C\",\" D\",\"E\"\"F\""'

expect_exit 0 fit -q --format json --replicates 0 --level 0.9500000000000001,0.5,1e-6 "$DATA/korea-palembang.csv"
expect_stdout_contains '"level": "0.9500000000000001,0.5,1e-06"'

# Messages stay on one line, whatever they quote.
expect_exit 2 check -q --model $'[1\n2]\x1b[31m' "$DATA/korea-palembang.csv"
expect_stderr_contains 'model '"'"'[1\x0A2]\x1B[31m'"'"
expect_equal "$(wc -l <"$STDERR")" 1
