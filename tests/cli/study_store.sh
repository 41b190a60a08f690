# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The store of a study: status, queries, what cannot be mixed, what cannot be written, and job arrays.

cp "$DATA/korea-palembang.csv" "$WORK/korea.csv"
cp "$DATA/uk-trafficking-2013-five-lists.csv" "$WORK/uk.csv"
# A covariate that is a name: only the estimate finds out that there are too many of them.
{
  echo sightings,person
  for ((i = 0; i < 1001; i++)); do echo "$((i % 7 == 0 ? 2 : 1)),p$i"; done
} >"$WORK/named.csv"
study=$(make_file s.yaml <<'YAML'
study: "two, tables"
replicates: 700
data:
  - {name: korea, file: korea.csv}
  - {name: uk, file: uk.csv}
  - {name: named, file: named.csv, count_of_captures: sightings, covariates: [person]}
methods:
  - {method: bic, max_order: 2, data: [korea, uk]}
  - {method: chao, data: [korea, uk]}
  - {method: auto, data: [named]}
YAML
)
store=$WORK/s.db
says() { # status message argument...
  local status=$1 message=$2
  shift 2
  expect_exit "$status" "$@"
  expect_stdout_empty
  expect_stderr_contains "darkfigure: $message"
}

# ---- Before anything was run

says 4 "$store: there is no such store; 'darkfigure study run' makes it" study status -q "$study"
says 4 "$store: there is no such store; 'darkfigure study run' makes it" study export -q "$study"
: >"$store"
says 3 "$store: is empty: nothing was run yet" study status -q "$study"

# ---- A task that fails is recorded, and the others are done.

expect_exit 1 study run "$study"
expect_stderr_contains "4 of 5 tasks done, 1 failed in $store; 'darkfigure study status' says why"
expect_exit 1 study run -q "$study"
expect_exit 1 study status -q "$study"
expect_stdout_line 1 'Study two, tables'
expect_stdout_contains '  Done             4 of 5 tasks'
expect_stdout_contains '  Missing          0'
expect_stdout_matches '^  5  named  as-observed  auto  covariates with 1001 effects in all, more than 1000'
expect_exit 1 study status -q --missing --format csv --store "$store"
expect_equal "$(wc -l <"$STDOUT")" 2
expect_stdout_matches '^5,named,as-observed,auto,failed,700,0,"covariates with 1001 effects'
expect_exit 1 study status -q --format json --store "$store"
expect_stdout_contains '"failed": 1'
expect_exit 1 study export -q --format csv "$study"
expect_stdout_line 1 data,scenario,method,estimator,model,lists,observed,excluded,hidden,total,se,level,lower,upper,interval,replicates,failed,state,reasons,failure
expect_stdout_matches '^named,as-observed,auto,,,,,,,,,,,,,,,failed,,"covariates with 1001'
expect_equal "$(wc -l <"$STDOUT")" 6
expect_exit 1 study export -q --format json "$study"
expect_stdout_matches '"failure": "covariates with 1001 effects'
expect_exit 1 study export -q "$study"
expect_stdout_line 1 'Study two, tables: 4 of 5 tasks done'
if grep -n ' $' "$STDOUT"; then fail 'a line ends in a space'; fi

# ---- Queries: they read, and nothing else.

expect_exit 0 study query --format csv "$store" "SELECT method, count(*) AS n FROM answers WHERE total > observed GROUP BY method"
expect_same_bytes "$STDOUT" <(printf 'method,n\nbic,2\nchao,2\n')
expect_exit 0 study query --format json "$store" "SELECT reason, task, 0.5 AS half, 1e999 AS much FROM tasks WHERE task = 1"
expect_stdout_matches '"reason": null'
expect_stdout_matches '"half": 0\.5'
expect_stdout_matches '"much": null'
expect_exit 0 study query "$store" "SELECT value FROM meta WHERE key = 'study'"
expect_same_bytes "$STDOUT" <(printf 'value\ntwo, tables\n')
expect_exit 0 study query --format csv "$store" 'SELECT jackknife FROM points WHERE task = 1'
expect_stdout_matches '^6a01[0-9a-f]+$'
cp "$store" "$WORK/kept.db"
find "$WORK" ! -name before | LC_ALL=C sort >"$WORK/before"
for query in 'DELETE FROM tasks' "UPDATE tasks SET state = 'done'" 'DROP TABLE blocks' 'CREATE TABLE x (y)' "ATTACH '$WORK/new.db' AS new" \
  "VACUUM INTO '$WORK/new.db'" 'PRAGMA user_version = 3' 'PRAGMA journal_mode = wal' 'BEGIN EXCLUSIVE' 'CREATE TEMP TABLE x (y)' 'REINDEX'; do
  says 2 'a query may only read the store' study query "$store" "$query"
done
says 2 'the query makes no sense: not authorized to use function: load_extension' study query "$store" "SELECT load_extension('x')"
says 2 'the query makes no sense: no such column: totl' study query "$store" 'SELECT totl FROM results'
says 2 "one query at a time, and here are more: 'SELECT 2'" study query "$store" 'SELECT 1; SELECT 2'
says 2 'the query is empty' study query "$store" ' -- nothing'
says 2 'study query needs a STORE and a query in SQL' study query "$store"
find "$WORK" ! -name before ! -name after | LC_ALL=C sort >"$WORK/after"
diff "$WORK/before" "$WORK/after" || fail "a query left something"
expect_same_bytes "$store" "$WORK/kept.db"

# ---- What must not be mixed

printf 'CREATE\n' >"$WORK/foreign.db"
says 3 "$WORK/foreign.db: is no results store, nor any SQLite database; name another file" study run -q --store "$WORK/foreign.db" "$study"
expect_equal "$(cat "$WORK/foreign.db")" CREATE
says 3 "$WORK/foreign.db: is no results store" study query "$WORK/foreign.db" 'SELECT 1'
sed 's/replicates: 700/replicates: 701/' "$study" >"$WORK/other.yaml"
says 2 "$store: the study with its data is '" study run -q --store "$store" "$WORK/other.yaml"
expect_stderr_contains 'a study that was changed needs another store'
says 2 "$store: the study with its data is '" study export -q --store "$store" "$WORK/other.yaml"
expect_exit 1 study run -q "$WORK/other.yaml"
says 2 "$store: the study with its data is '" study merge "$WORK/mixed.db" "$WORK/other.db" "$store"
expect_stderr_contains "in $WORK/mixed.db: results of both must not be mixed"
expect_no_file "$WORK/mixed.db"
says 2 "$store: the study with its data is '" study merge "$WORK/other.db" "$store"
says 2 "$store: holds shard 1/1 of the study, not 2/3; each shard needs a store of its own" study run -q --shard 2/3 --store "$store" "$study"
says 3 "$WORK/foreign.db: is no results store" study merge "$WORK/mixed.db" "$store" "$WORK/foreign.db"
says 3 "$WORK/foreign.db: is no results store" study merge "$WORK/foreign.db" "$store"
expect_equal "$(find "$WORK" -name 'mixed*')" ''
# Data that have changed are another study.
printf '1,1,1,1\n' >>"$WORK/korea.csv"
says 2 "$store: the study with its data is '" study run -q "$study"
cp "$DATA/korea-palembang.csv" "$WORK/korea.csv"
expect_exit 1 study run -q "$study"
expect_same_bytes "$store" "$WORK/kept.db"

# ---- What cannot be written is said, and what is there stays whole.

expect_exit 1 study export -q --format csv "$study"
cp "$STDOUT" "$WORK/straight.csv"
for limit in 8 44 72; do
  rm -f "$WORK"/limited.db*
  status=0
  (ulimit -f $limit && "$DARKFIGURE" study run -q --store "$WORK/limited.db" "$study" >"$STDOUT" 2>"$STDERR") || status=$?
  [ "$limit" -gt 44 ] || expect_equal "$status" 4
  [ "$status" = 1 ] || expect_stderr_matches "^darkfigure: $WORK/limited\.db: cannot be written: [a-zA-Z /]+$"
  expect_exit 1 study run -q --store "$WORK/limited.db" "$study"
  expect_exit 1 study export -q --format csv --store "$WORK/limited.db" "$study"
  expect_same_bytes "$STDOUT" "$WORK/straight.csv"
done
says 4 "/proc/x.db: cannot be written: " study run -q --store /proc/x.db "$study"
says 3 "/dev/null: is no regular file; name another file" study run -q --store /dev/null "$study"
# A store that nobody may write: only where that holds for this user.
mkdir "$WORK/locked"
cp "$store" "$WORK/locked/s.db"
chmod 444 "$WORK/locked/s.db"
chmod 555 "$WORK/locked"
if ! [ -w "$WORK/locked/s.db" ]; then
  says 4 "$WORK/locked/s.db: cannot be written: " study run -q --store "$WORK/locked/s.db" "$study"
else
  skip_part 'this user may write any file, so that a locked store cannot be tried'
fi
expect_exit 1 study export -q --format csv --store "$WORK/locked/s.db" "$study"
expect_same_bytes "$STDOUT" "$WORK/straight.csv"
expect_same_bytes "$WORK/locked/s.db" "$WORK/kept.db"
chmod 755 "$WORK/locked"

# ---- The output takes the place of nothing that is read.

for file in "$study" "$WORK/uk.csv" "$store"; do
  cp "$file" "$WORK/copy"
  says 2 "$file: the output would overwrite the input" study export -q -o "$file" "$study"
  expect_same_bytes "$file" "$WORK/copy"
done

# ---- The command lines

says 2 "study run needs a STUDY ('-' for standard input)" study run
says 2 'a study from standard input needs a name for its store: --store FILE' study run -
says 2 "option '--shard': '4/3' is no I/N with 1 <= I <= N, such as 3/8" study run --shard 4/3 "$study"
says 2 "option '--shard': '1/0x3' is no I/N with 1 <= I <= N" study run --shard 1/0x3 "$study"
says 2 'study status needs a STUDY, or a store: --store FILE' study status
says 2 'study merge needs OUT and the STOREs to be put together' study merge "$WORK/x.db"
says 2 'study slurm needs the number of tasks of the job array: --tasks N' study slurm "$study"
says 2 "option '--level': '1.5' is not a number between 0 and 1" study export --level 1.5 "$study"

# ---- A job array: each task a shard, those that are not complete again, then merged.

rm -f "$store"
expect_exit 0 study slurm -q --tasks 3 -o "$WORK/s.sbatch" "$study"
bash -n "$WORK/s.sbatch"
expect_contains "$WORK/s.sbatch" '#SBATCH --array=1-3'
expect_contains "$WORK/s.sbatch" '#SBATCH --job-name=two__tables'
if command -v shellcheck >/dev/null; then shellcheck "$WORK/s.sbatch"; else skip_part 'there is no shellcheck for the script'; fi
mkdir "$WORK/bin"
ln -s "$DARKFIGURE" "$WORK/bin/darkfigure"
expect_exit 0 study slurm -q --tasks 3 --missing "$study"
expect_same_bytes "$STDOUT" <(echo 1-3)
# What Slurm says of a task that was submitted again alone must not count.
array_task() { # number
  PATH=$WORK/bin:$PATH SLURM_ARRAY_TASK_ID=$1 SLURM_ARRAY_TASK_COUNT=1 SLURM_CPUS_PER_TASK=2 bash "$WORK/s.sbatch" || [ $? = 1 ]
}
array_task 2
expect_exit 0 study slurm -q --tasks 3 --missing "$study"
expect_same_bytes "$STDOUT" <(echo 1,3)
array_task 1
array_task 3
expect_exit 0 study slurm --tasks 3 --missing "$study"
expect_stdout_empty
expect_stderr_contains 'all shards are complete'
expect_exit 0 study merge "$store" "$WORK"/s.?-of-3.db
expect_exit 1 study export -q --format csv "$study"
expect_same_bytes "$STDOUT" "$WORK/straight.csv"
# A name that the shell could take for something else.
cp "$study" "$WORK/it's \$(a) study.yaml"
expect_exit 0 study slurm -q --tasks 2 -o "$WORK/odd.sbatch" "$WORK/it's \$(a) study.yaml"
bash -n "$WORK/odd.sbatch"
PATH=$WORK/bin:$PATH SLURM_ARRAY_TASK_ID=1 bash "$WORK/odd.sbatch" || [ $? = 1 ]
expect_file "$WORK/it's \$(a) study.1-of-2.db"
