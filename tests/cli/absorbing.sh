# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# A list to which the others refer people: left out on request with a note, and told by describe where one looks like it.

flat() { tr '\n' ' ' <"$1" | tr -s ' '; }
finland=data/finland/synthetic-2017-lists.csv
register=synthetic_assistance_system

# The numbers are those without the list; a note says why it is left out, the head which it is.
expect_exit 0 fit -q --format csv --by form --drop-list $register "$finland"
cp "$STDOUT" "$WORK/dropped.csv"
expect_exit 0 fit --format csv --by form --absorbing $register "$finland"
expect_same_bytes "$STDOUT" "$WORK/dropped.csv"
expect_stderr_contains "left out, because the other lists refer people to it: $register; people on nothing else count among the unseen"
expect_exit 0 fit -q --by form --absorbing $register "$finland"
expect_stdout_matches "^  Absorbing +$register$"
expect_exit 0 fit -q --format json --absorbing $register "$finland"
expect_stdout_contains "\"absorbing\": \"$register\""

# The mistakes of --drop-list are told as its own.
expect_exit 2 fit --absorbing synthetic_assistance_sistem "$finland"
expect_stderr_contains "--absorbing"
expect_stderr_contains $register

# In a study it is a key of the data, and another table.
cp "$finland" "$WORK/lists.csv"
study=$(make_file s.yaml <<YAML
study: absorbing
data:
  - {name: left-out, file: lists.csv, absorbing: [$register]}
  - {name: as-it-is, file: lists.csv}
methods: [{method: independence, replicates: 0}]
YAML
)
expect_exit 0 study run -q "$study"
expect_exit 0 study export -q --format csv "$study"
sed -n 2p "$STDOUT" >"$WORK/left-out"
expect_exit 0 fit -q --format csv --method independence --replicates 0 --drop-list $register "$finland"
expect_contains "$WORK/left-out" "$(sed -n '2s/.*"[^"]*",\([^,]*,[0-9]*\),.*/\1/p' "$STDOUT")"

# describe sees a register of three thousand people on it in the overlaps, and does not where lists only depend on each other.
make_file population.csv >"$WORK/path" <<'CSV'
people,A,B,C,D,A>D,B>D,C>D
3000,0.12,0.10,0.08,0.13,0.3,0.3,0.3
CSV
expect_exit 0 simulate -q --spec "$WORK/population.csv" --as counts -o "$WORK/drawn.csv"
expect_exit 0 describe -q "$WORK/drawn.csv"
flat "$STDOUT" >"$WORK/flat"
expect_contains "$WORK/flat" 'D looks like a list to which the others refer people'
expect_contains "$WORK/flat" 'see --absorbing'
expect_exit 0 describe -q --format json "$WORK/drawn.csv"
expect_stdout_contains '"absorbing": "D"'
expect_exit 0 describe -q --absorbing D "$WORK/drawn.csv"
expect_stdout_lacks 'looks like a list'
sed 's/>D//g; s/,0\.3,0\.3,0\.3$//; s/,A,B,C$//' "$WORK/population.csv" | awk -F , -v OFS=, 'NR == 1 { print "people,A,B,C,D" } NR == 2 { print $1, $2, $3, $4, $5 }' >"$WORK/plain.csv"
expect_exit 0 simulate -q --spec "$WORK/plain.csv" --as counts -o "$WORK/plain-drawn.csv"
expect_exit 0 describe -q "$WORK/plain-drawn.csv"
expect_stdout_lacks 'looks like a list'
for table in "$DATA"/kosovo-killings-1999.csv "$DATA"/uk-trafficking-2013-five-lists.csv "$DATA"/western-us-trafficking.csv; do
  expect_exit 0 describe -q "$table"
  expect_stdout_lacks 'looks like a list'
done
