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

# So do those of the interval, whatever was asked for: published practice beside it, and the test of the fit, are there again.
without_run() { sed -e '/"options": {/,/}/d' -e '/^ *"run": {/,/^ *}/d' "$1"; }
shown_options() { sed -n '/"options": {/,/}/s/^ *"\([a-z-]*\)": "\(.*\)",\{0,1\}$/--\1=\2/p' "$1" | grep -vE '=(|no|default|detected|stop)$'; }
expect_repeated() { # table option...
  local given table=$1
  shift
  expect_exit 0 fit -q --format json "$@" "$table"
  without_run "$STDOUT" >"$WORK/asked.json"
  readarray -t given < <(shown_options "$STDOUT")
  [ "${#given[@]}" -ge 4 ] || fail "only ${#given[@]} options are shown"
  expect_exit 0 fit -q --format json "${given[@]}" "$table"
  without_run "$STDOUT" >"$WORK/given.json"
  expect_same_bytes "$WORK/asked.json" "$WORK/given.json"
}
korea=$DATA/korea-palembang.csv
kosovo=$DATA/kosovo-killings-1999.csv
expect_repeated "$korea"
expect_repeated "$korea" --replicates 0
expect_repeated "$DATA/scotland-people-who-inject-drugs-2006.csv" --by Region,Age --method bic --replicates 20 --contrast Age=Old,Young
expect_repeated "$korea" --replicates 20
expect_repeated "$korea" --interval mixture
expect_repeated "$korea" --interval percentile --replicates 20 --method mixture
expect_repeated "$korea" --method bic --replicates 20 --level 0.5,0.9
expect_repeated "$korea" --method bic --replicates 20 --resample imputed
expect_repeated "$korea" --method bic --replicates 0
expect_repeated "$korea" --method bic --interval profile
expect_repeated "$korea" --method averaged --interval mata-aic
expect_repeated "$kosovo" --drop-list ABA,OSCE
expect_repeated "$kosovo" --drop-list ABA,OSCE --replicates 20
expect_repeated "$korea" --method mth-chao --replicates 20
