# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Lists that are dropped and merged.

cat >"$WORK/people.csv" <<'END'
police,shelter,health,church,count
1,0,0,0,40
0,1,0,0,30
0,0,1,0,20
0,0,0,1,10
1,1,0,0,9
1,0,1,0,6
0,1,1,0,8
0,0,1,1,4
1,1,1,0,3
END

expect_exit 0 fit --format csv --replicates 0 --drop-list church,health "$WORK/people.csv"
expect_stdout_matches ',police\+shelter,96,0,'
expect_exit 0 fit --format csv --replicates 0 --drop-list church --drop-list health "$WORK/people.csv"
expect_stdout_matches ',police\+shelter,96,0,'

# A person is on the merged list when on any of its members; everybody stays.
expect_exit 0 describe -q --format csv --merge-lists other=health+church "$WORK/people.csv"
expect_stdout_contains observed,,130
expect_stdout_contains list_size,other,51
expect_stdout_contains overlap,police+other,9
expect_exit 0 describe -q --format csv --merge-lists state=police+shelter --merge-lists other=health+church "$WORK/people.csv"
expect_stdout_contains overlap,state+other,17

# Digits in models are places of lists in the file.
expect_exit 0 fit -q --format csv --replicates 0 --model '[12,3]' --drop-list church "$WORK/people.csv"
expect_stdout_contains police+shelter+health
cp "$STDOUT" "$WORK/digits.csv"
expect_exit 0 fit -q --format csv --replicates 0 --model '[police*shelter,health]' --drop-list church "$WORK/people.csv"
expect_same_bytes "$STDOUT" "$WORK/digits.csv"
