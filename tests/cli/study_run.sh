# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# A study ends with the same bytes however it was run: in one go, killed and continued, on other threads, in shards, by two processes at once.

cp "$DATA/korea-palembang.csv" "$WORK/korea.csv"
cp "$DATA/uk-trafficking-2013-five-lists.csv" "$WORK/uk.csv"
make_file forms.csv >"$WORK/path" <<'CSV'
police,shelter,ngo,form,count
1,0,0,labour,30
0,1,0,labour,29
0,0,1,labour,20
0,1,1,labour,8
1,1,0,labour,6
1,0,0,sexual,12
0,1,0,sexual,15
1,1,0,sexual,5
1,0,1,sexual,3
0,0,1,begging,3
CSV
study=$(make_file s.yaml <<'YAML'
study: small
replicates: 5300
data:
  - {name: korea, file: korea.csv}
  - {name: uk, file: uk.csv}
  - {name: forms, file: forms.csv, by: [form]}
methods:
  - {name: best, method: bic, max_order: 2, seed: 7}
  - {name: same, method: bic, max_order: 2, seed: 7, interval: bca, levels: [0.8, 0.95], data: [uk]}
  - {name: pairs, method: stepwise}
  - {name: chao, method: chao, replicates: 0}
YAML
)
export_to() { # file store [argument...]
  local file=$1 store=$2
  shift 2
  expect_exit 0 study export -q --format csv -o "$file" --store "$store" "$@" "$study"
}

# ---- In one go

straight=$WORK/straight.db
expect_exit 0 study run --store "$straight" --threads 2 "$study"
expect_stdout_empty
expect_stderr_contains "darkfigure: note: 10 of 10 tasks done in $straight; 'darkfigure study export' writes the results"
expect_no_file "$straight-wal"
export_to "$WORK/straight.csv" "$straight"
expect_exit 0 study export -q --format json --store "$straight" "$study"
cp "$STDOUT" "$WORK/straight.json"
expect_lacks "$WORK/straight.json" "$WORK"
expect_lacks "$WORK/straight.json" '"seconds"'
# Doing nothing changes nothing.
expect_exit 0 study run -q --store "$straight" "$study"
expect_stderr_empty
export_to "$WORK/again.csv" "$straight"
expect_same_bytes "$WORK/straight.csv" "$WORK/again.csv"

# Its rows are those of `fit`.
expect_rows_of_fit() { # data method argument...
  local front=$1,as-observed,$2,
  shift 2
  expect_exit 0 fit -q --format csv "$@"
  sed 1d "$STDOUT" | sed "s/^/$front/; s/\$/,/" >"$WORK/fit"
  grep "^$front" "$WORK/straight.csv" | sed "s/^$front,/$front/" >"$WORK/rows"
  expect_same_bytes "$WORK/fit" "$WORK/rows"
}
expect_rows_of_fit korea best --method bic --max-order 2 --seed 7 --replicates 5300 "$WORK/korea.csv"
expect_rows_of_fit uk same --method bic --max-order 2 --seed 7 --replicates 5300 --interval bca --level 0.8,0.95 "$WORK/uk.csv"
expect_rows_of_fit forms pairs --method stepwise --by form --replicates 5300 "$WORK/forms.csv"
expect_rows_of_fit korea chao --method chao --replicates 0 "$WORK/korea.csv"
# Other levels, from what is stored.
export_to "$WORK/levels.csv" "$straight" --level 0.5,0.9
cp "$WORK/straight.csv" "$WORK/kept.csv"
cp "$WORK/levels.csv" "$WORK/straight.csv"
expect_rows_of_fit uk same --method bic --max-order 2 --seed 7 --replicates 5300 --interval bca --level 0.5,0.9 "$WORK/uk.csv"
expect_rows_of_fit forms best --method bic --max-order 2 --seed 7 --replicates 5300 --level 0.5,0.9 --by form "$WORK/forms.csv"
cp "$WORK/kept.csv" "$WORK/straight.csv"
expect_exit 0 study export -q --format csv --store "$straight" "$study"
expect_same_bytes "$STDOUT" "$WORK/straight.csv"

# ---- Killed at 50 moments, each time continued, on one or two threads

killed=0
rounds=0
store=$WORK/killed.db
while [ $killed -lt 50 ] && [ $rounds -lt 400 ]; do
  rounds=$((rounds + 1))
  "$DARKFIGURE" study run -q --store "$store" --threads $((rounds % 2 + 1)) "$study" >"$STDOUT" 2>"$STDERR" &
  pid=$!
  sleep "0.$(printf '%03d' $((RANDOM % 120 + 5)))"
  if kill -KILL $pid 2>/dev/null; then killed=$((killed + 1)); fi
  status=0
  wait $pid 2>/dev/null || status=$?
  [ $status = 0 ] || [ $status = 137 ] || fail_with_outputs "ended with $status"
  if [ $status = 0 ]; then
    export_to "$WORK/killed.csv" "$store"
    expect_same_bytes "$WORK/straight.csv" "$WORK/killed.csv"
    rm -f "$store" "$store"-*
  fi
done
[ $killed -ge 50 ] || fail "killed only $killed times"
expect_exit 0 study run -q --store "$store" "$study"
export_to "$WORK/killed.csv" "$store"
expect_same_bytes "$WORK/straight.csv" "$WORK/killed.csv"
expect_exit 0 study export -q --format json --store "$store" "$study"
expect_same_bytes "$WORK/straight.json" "$STDOUT"

# ---- Asked to stop: it finishes what it was at, and the same command goes on.

slow=$(make_file slow.yaml <<'YAML'
study: slow
replicates: 400000
data: [{name: uk, file: uk.csv}]
methods: [{method: stepwise}, {method: bic, max_order: 2}]
YAML
)
for signal in INT TERM; do
  darkfigure_stopped $signal 1 study run --store "$WORK/slow.db" "$slow"
  expect_equal "$STATUS" 130
  expect_stdout_empty
  expect_stderr_contains 'darkfigure: interrupted'
  expect_stderr_contains 'the same command goes on'
done
expect_exit 1 study export -q --format csv --store "$WORK/slow.db" "$slow"
expect_equal "$(wc -l <"$STDOUT")" 1
expect_exit 1 study export --format csv --store "$WORK/slow.db" "$slow"
expect_stderr_contains "2 of 2 tasks are missing in $WORK/slow.db; 'darkfigure study run' goes on with them"
expect_exit 1 study status -q --store "$WORK/slow.db"
expect_stdout_contains '  Missing          2'
expect_exit 1 study status --format csv --store "$WORK/slow.db"
expect_stdout_line 1 task,data,scenario,method,state,replicates,stored,reason
expect_stdout_matches '^1,uk,as-observed,stepwise,missing,400000,[1-9][0-9]*,$'

# ---- Shards, also more than there are tasks, and one of them later

for n in 3 12; do
  for ((i = 1; i <= n; i++)); do
    expect_exit 0 study run -q --shard "$i/$n" "$study"
    expect_file "$WORK/s.$i-of-$n.db"
  done
done
rm -f "$WORK/merged.db"
expect_exit 0 study merge "$WORK/merged.db" "$WORK"/s.*-of-3.db
expect_stderr_empty
export_to "$WORK/merged.csv" "$WORK/merged.db"
expect_same_bytes "$WORK/straight.csv" "$WORK/merged.csv"
expect_exit 0 study export -q --format json --store "$WORK/merged.db" "$study"
expect_same_bytes "$WORK/straight.json" "$STDOUT"
expect_exit 1 study merge "$WORK/part.db" "$WORK"/s.1-of-3.db "$WORK"/s.3-of-3.db
expect_stderr_contains 'tasks are still missing'
expect_exit 0 study merge "$WORK/part.db" "$WORK"/s.2-of-3.db
export_to "$WORK/merged.csv" "$WORK/part.db"
expect_same_bytes "$WORK/straight.csv" "$WORK/merged.csv"
expect_exit 0 study merge "$WORK/twelve.db" "$WORK"/s.*-of-12.db
export_to "$WORK/merged.csv" "$WORK/twelve.db"
expect_same_bytes "$WORK/straight.csv" "$WORK/merged.csv"
# What a merge lacks, a run does.
rm -f "$WORK/part.db"
expect_exit 1 study merge -q "$WORK/part.db" "$WORK"/s.3-of-3.db
expect_exit 0 study run -q --store "$WORK/part.db" "$study"
export_to "$WORK/merged.csv" "$WORK/part.db"
expect_same_bytes "$WORK/straight.csv" "$WORK/merged.csv"

# ---- Two processes into one store

store=$WORK/both.db
"$DARKFIGURE" study run -q --store "$store" --threads 1 "$study" >"$WORK/one.out" 2>&1 &
one=$!
"$DARKFIGURE" study run -q --store "$store" --threads 2 "$study" >"$WORK/two.out" 2>&1 &
two=$!
wait $one || { show one "$WORK/one.out"; fail 'the first process failed'; }
wait $two || { show two "$WORK/two.out"; fail 'the second process failed'; }
expect_empty "$WORK/one.out"
expect_empty "$WORK/two.out"
export_to "$WORK/both.csv" "$store"
expect_same_bytes "$WORK/straight.csv" "$WORK/both.csv"

# ---- A task that fails is recorded, and the others are done.

failing=$(make_file failing.yaml <<'YAML'
study: failing
replicates: 100
data: [{name: korea, file: korea.csv}, {name: uk, file: uk.csv}]
methods: [{name: best, method: bic, set: {budget: 1000}}, {name: given, model: '[1,2,3,4,5]', data: [uk]}]
YAML
)
expect_exit 0 study run -q "$failing"
