# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The hash of a file of people is in no output and in no store unless --hashes asks for it: its keys can be found by trying. A store
# recognises its data by what was counted.

a=$(make_file a.csv <<<$'id,form\nK4711,x\nK4712,y\nK4713,x\nK4714,y')
b=$(make_file b.csv <<<$'id,form\nK4712,y\nK4713,x\nK4799,x')
rows=$(make_file rows.csv <<<$'A,B,form\n1,0,x\n0,1,x\n1,1,x\n1,1,y')
counts=$WORK/counts.csv
printf 'A,B,count\n1,0,10\n0,1,9\n1,1,8\n' >"$counts"
hash_of() { sha256sum <"$1" | cut -d ' ' -f 1; }

shows() { # file argument...
  local file=$1
  shift
  darkfigure "$@"
  [ "$STATUS" -le 1 ] || fail_with_outputs "exit status $STATUS: darkfigure $*"
  expect_stdout_contains "$(hash_of "$file")"
}
hides() { # file argument...
  local file=$1
  shift
  darkfigure "$@"
  [ "$STATUS" -le 1 ] || fail_with_outputs "exit status $STATUS: darkfigure $*"
  expect_stdout_lacks "$(hash_of "$file")"
}

for command in 'fit --replicates 0' describe models methods; do
  # shellcheck disable=SC2086 # a command and its options
  {
    hides "$a" $command --format json --link id "$a" "$b"
    expect_stdout_lacks "$(hash_of "$b")"
    hides "$rows" $command --format json "$rows"
    shows "$counts" $command --format json "$counts"
    shows "$a" $command --format json --hashes --link id "$a" "$b"
    expect_stdout_contains "$(hash_of "$b")"
    shows "$rows" $command --format json --hashes "$rows"
  }
done

write_study() {
  cat >"$WORK/s.yaml" <<END
study: hashes
replicates: 20
data:
  - {name: linked, link: {key: id, files: {A: $a, B: $b}}, by: [form]}
  - {name: rows, file: $rows}
  - {name: counts, file: $counts}
methods: [{method: bic}, {method: chapman}]
scenarios:
  - {name: all}
  - {name: x, data: [rows, linked], where: {form: x}}
END
}
write_study
study=$WORK/s.yaml
for command in check export; do
  if [ "$command" = export ]; then darkfigure study run --threads 1 "$study"; fi
  hides "$a" study "$command" --format json "$study"
  hides "$b" study "$command" --format json "$study"
  hides "$rows" study "$command" --format json "$study"
  shows "$counts" study "$command" --format json "$study"
  shows "$b" study "$command" --format json --hashes "$study"
  shows "$rows" study "$command" --format json --hashes "$study"
done
for file in "$a" "$b" "$rows"; do expect_lacks "$WORK/s.db" "$(hash_of "$file")"; done
if grep -q K47 "$WORK/s.db"; then fail 'a key is in the store'; fi

ids() {
  expect_exit 0 study check --format json "$study"
  grep -oE '"id": "[0-9a-f]{64}"' "$STDOUT"
}

# Other keys, rows in another order, another way to say it: the same people, so the same tasks, and the store goes on.
ids >"$WORK/before"
expect_exit 0 study export --format csv "$study"
cp "$STDOUT" "$WORK/results"
sed -i 's/K47/Z99/' "$a" "$b"
printf 'B;A;form\r\n1;1;"y"\r\n1;1;x\r\n1;0;x\r\n0;1;x\r\n' | awk -F ';' -v OFS=';' '{ print $2, $1, $3 }' >"$rows"
printf 'A,B,count\n1,1,3\n1,0,10\n0,1,9\n1,1,5\n' >"$counts"
ids >"$WORK/after"
expect_same_bytes "$WORK/before" "$WORK/after"
expect_exit 0 study export --format csv "$study"
expect_same_bytes "$STDOUT" "$WORK/results"

# One person more in a value that only one scenario looks at changes the tasks of that scenario, also where the table as read is the same.
printf 'A,B,form\n1,0,x\n0,1,x\n1,1,y\n1,1,y\n' >"$rows"
ids >"$WORK/after"
expect_different_bytes "$WORK/before" "$WORK/after"
n_other=$(paste "$WORK/before" "$WORK/after" | awk '$2 != $4' | wc -l)
expect_equal "$n_other" 2
printf 'A,B,count\n1,1,3\n1,0,10\n0,1,9\n1,1,6\n' >"$counts"
expect_exit 2 study export --format csv "$study"
