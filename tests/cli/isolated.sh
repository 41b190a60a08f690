# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# A list that shares nobody with any other is told beside the estimate of fit, and only where others share somebody.
make_file isolated.csv <<'END'
a,b,c,ngo,count
1,0,0,0,30
0,1,0,0,28
0,0,1,0,25
1,1,0,0,9
1,0,1,0,8
0,1,1,0,7
1,1,1,0,3
0,0,0,1,12
END
expect_exit 0 fit -q --replicates 0 "$WORK/isolated.csv"
expect_stdout_contains 'CHECK: ngo shares nobody with any other list: check its linkage.'
[ "$(grep -n CHECK "$STDOUT" | cut -d : -f 1)" -lt "$(grep -n '^Checks' "$STDOUT" | cut -d : -f 1)" ] || fail 'not beside the headline'
sed 's/^0,0,0,1,12/1,0,0,1,12/' "$WORK/isolated.csv" >"$WORK/shares.csv"
expect_exit 0 fit -q --replicates 0 "$WORK/shares.csv"
expect_stdout_lacks 'shares nobody'
