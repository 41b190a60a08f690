# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Ranking the candidate models of one table.

korea=$DATA/korea-palembang.csv
expect_exit 0 models -q --format csv "$korea"
expect_stdout_line 1 rank,model,parameters,minus_infinity,deviance,log_lik,aic,bic,total,code
expect_equal "$(sed '1d; s/^[0-9]*,"\([^"]*\)".*/\1/' "$STDOUT" | head -n 2 | tr '\n' ' ')" '[12,23] [12,3] '
best=$(sed -n 2p "$STDOUT" | sed 's/"[^"]*"/model/')
expect_close "$(cut -d , -f 8 <<<"$best")" 57.1408098754403 0 1e-6
expect_close "$(cut -d , -f 9 <<<"$best")" 157.166666666667 1e-9
# The saturated model is no candidate: the other eight are, of which two have no estimate.
expect_equal "$(tail -n +2 "$STDOUT" | wc -l)" 8
expect_equal "$(grep -c ',0$' "$STDOUT")" 6

expect_exit 0 models -q --format csv --top 3 "$korea"
expect_equal "$(wc -l <"$STDOUT")" 4
expect_exit 0 models -q --format csv "$DATA/kosovo-killings-1999.csv"
expect_equal "$(wc -l <"$STDOUT")" 11
expect_exit 0 models -q --format csv --top 1000 "$DATA/kosovo-killings-1999.csv"
expect_equal "$(wc -l <"$STDOUT")" 114
expect_exit 0 models -q --format csv --top 1000 --max-order 2 "$DATA/kosovo-killings-1999.csv"
expect_equal "$(wc -l <"$STDOUT")" 65

expect_exit 0 models -q --format json --top 2 "$korea"
expect_stdout_contains '"command": "models"'
expect_stdout_contains '"top": "2"'
expect_stdout_contains '"criterion": "BIC"'
expect_stdout_contains '[12,23]'

# Methods that rank nothing say so.
two=$(make_file two.csv <<<$'A,B,count\n1,0,30\n0,1,60\n1,1,20')
expect_exit 2 models --method chapman "$two"
expect_stdout_empty
expect_stderr_contains chapman

# No overlap, no model: a table without models, and the reason.
none=$(make_file none.csv <<<$'A,B,C,count\n1,0,0,5\n0,1,0,7\n0,0,1,4')
expect_exit 1 models --format csv "$none"
expect_equal "$(wc -l <"$STDOUT")" 1
expect_stderr_contains 'no model has an estimate'
