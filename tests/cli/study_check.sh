# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# `study check` as its user meets it: the example, mistakes with their place, the formats; nothing is written.

example=data/examples/uk-and-new-orleans.yaml
expect_exit 0 study check "$example"
expect_stdout_line 1 'Study uk-and-new-orleans: what it asks for; nothing was run'
expect_stdout_contains '  Tasks            25'
expect_stdout_matches '^  Time             (less than 0\.1|about [0-9.]+) seconds of one core: an estimate'
expect_stdout_contains '2,744 people on 5 lists: LA, NG, PFNCA, GO, GP'
expect_stdout_contains '  best-model       bic, max_order 3; intervals: 80%, 95% percentile, from 1,000'
expect_stdout_contains '"What if police and National Crime Agency (PFNCA) had kept no'
expect_stdout_contains '  dependent=4      lists NG and PFNCA depend on each other with an odds ratio of'
expect_stdout_contains '  uk-2013, as-observed, pairs | uk-2013, without-police, pairs'
expect_stderr_contains "darkfigure: note: $example:13: data uk-2013: lists found by their values: LA, NG, PFNCA, GO, GP (1 more data set has a note of this kind)"
expect_exit 0 study check -q "$example"
expect_stderr_empty
# What people the scenarios leave is what reading the table that way leaves.
expect_stdout_matches '^ +4 +uk-2013 +without-police +best-model +1,749 +4 +1,000'
expect_exit 0 describe -q --format csv --drop-list PFNCA "$DATA/uk-trafficking-2013-five-lists.csv"
expect_stdout_contains observed,,1749

# CSV and JSON: the same tasks; the JSON is a document.
expect_exit 0 study check -q --format csv "$example"
expect_stdout_line 1 task,id,data,scenario,method,lists,parts,people,replicates,seconds,same_as
expect_equal "$(wc -l <"$STDOUT")" 26
expect_stdout_matches '^4,[0-9a-f]{64},uk-2013,without-police,best-model,4,1,1749,1000,[0-9.]+,$'
cp "$STDOUT" "$WORK/csv"
expect_exit 0 study check -q --format csv -o "$WORK/out.csv" "$example"
expect_stdout_empty
expect_same_bytes "$WORK/out.csv" "$WORK/csv"
expect_exit 0 study check -q --format json "$example"
for key in '"command": "study check"' '"name": "uk-and-new-orleans"' '"definition": "the data as they are"' '"group": "dependent"' \
  "$(sed -n '5s/^4,\([0-9a-f]*\),.*/"id": "\1"/p' "$WORK/csv")"; do expect_stdout_contains "$key"; done
expect_stdout_matches '"plan_sha256": "[0-9a-f]{64}"'

# A study of its own folder: paths begin there, and may be read from anywhere.
mkdir -p "$WORK/studies/data"
forms=$WORK/studies/data/forms.csv
cat >"$forms" <<'CSV'
police,shelter,ngo,form,sex,count
1,0,0,labour,f,10
0,1,0,labour,m,9
0,1,1,labour,m,4
1,1,0,sexual,f,5
1,0,1,sexual,f,3
0,0,1,begging,m,3
CSV
study=$WORK/studies/s.yaml
head='study: x
replicates: 20
data:
  - name: forms
    file: data/forms.csv
    by: [form]'
printf '%s\n' "$head" >"$study"
expect_exit 0 study check -q --format csv "$study"
cp "$STDOUT" "$WORK/first"
(cd "$WORK/studies/data" && "$DARKFIGURE" study check -q --format csv ../s.yaml) >"$WORK/second"
expect_same_bytes "$WORK/first" "$WORK/second"
(cd "$WORK/studies" && "$DARKFIGURE" study check -q --format csv - <s.yaml) >"$WORK/second"
expect_same_bytes "$WORK/first" "$WORK/second"
# The same as JSON, in other words and another order: the same tasks.
printf '{"data": [{"by": ["form"], "name": "forms", "file": "data/forms.csv"}], "replicates": 2e1, "study": "y"}\n' >"$WORK/studies/s.json"
expect_exit 0 study check -q --format csv "$WORK/studies/s.json"
expect_same_bytes "$WORK/first" "$STDOUT"

# Scenarios that split a list, or estimate otherwise: said in words, and what people and lists they leave is counted.
printf '%s\n' "$head" 'methods: [{method: bic, replicates: 20}, {method: averaged, replicates: 0, levels: [0.9]}]' \
  'scenarios: [{name: parts, split_lists: {ngo: sex}}, {name: low, max_order: 1, methods: [bic]}]' >"$study"
expect_exit 0 study check -q "$study"
expect_stdout_contains '  averaged         averaged; intervals: 90% of the method'"'"'s own type, without'
expect_stdout_contains '  parts            list ngo counts as a list for each value of sex among the'
expect_stdout_contains '  low              the data as they are; without interactions of lists'
expect_stdout_matches '^ +1 +forms +parts +bic +34 +4 +20'
expect_stdout_matches '^ +2 +forms +parts +averaged +34 +4 +0'
expect_exit 0 study check -q --format json "$study"
expect_stdout_contains '"max_order": 1'
expect_stdout_contains '"interval": null'
printf '%s\n' "$head" >"$study"

# Mistakes, each with its place and what was probably meant.
find "$WORK/studies" | LC_ALL=C sort >"$WORK/before"
complains() { # status message; the study on standard input
  cat >"$study"
  expect_exit "$1" study check "$study"
  expect_stdout_empty
  expect_equal "$(grep -v ': note: ' "$STDERR")" "darkfigure: $study:$2"
}
complains 2 "2:1: unknown key 'replicats' in a study; did you mean 'replicates'?" <<<$'study: x\nreplicats: 10\ndata: []'
complains 2 "2:13: replicates: '1_000' is not a whole number from 0 to 100000000" <<<$'study: x\nreplicates: 1_000\ndata: []'
complains 2 "4:1: a key appears twice, first on line 2" <<<$'study: x\nseed: 1\ndata: []\nseed: 2'
complains 2 '3:1: a tab; indent and separate with spaces' <<<$'study: x\ndata:\n\t- name: a'
complains 2 '3:5: an alias (*): repeat what it stands for' <<<$'study: x\ndata:\n  - *a'
complains 2 "4:4: no '-' where one should be; items of one list begin in the same column" <<<$'study: x\ndata:\n  - name: a\n   file: b'
complains 4 "5:11: $WORK/studies/data/froms.csv: cannot be read: no such file or directory" <<<"${head/forms.csv/froms.csv}"
complains 2 "6:10: $forms: there is no column 'from' (by); did you mean 'form'?" <<<"${head/\[form\]/[from]}"
complains 3 "5:11: $forms:2:4: a word is not 0 or 1 (list form); by form takes it for a category of people" <<<"${head/by: \[form\]/lists: [police, form]}"
complains 2 "7:15: $forms: there is no column 'seks' (where); did you mean 'sex'?" <<<"$head"$'\n    where: {  seks: f}'
complains 2 "7:20: unknown method 'stepwize'; did you mean 'stepwise'?" <<<"$head"$'\nmethods: [{method: stepwize}]'
complains 2 "7:36: set pp=0.1: method stepwise has no option 'pp'; did you mean 'p'?" <<<"$head"$'\nmethods: [{method: stepwise, set: {pp: 0.1}}]'
complains 2 "7:36: 'polise' is no list in data set 'forms'; did you mean 'police'?" <<<"$head"$'\nscenarios: [{name: s, drop_lists: [polise]}]'
complains 2 "7:46: 'labor' is no value of form in data set 'forms'; did you mean 'labour'?" \
  <<<"$head"$'\nscenarios: [{name: s, regroup: {form: {all: [labor]}}}]'
complains 2 "7:65: value: '-2' is not a number from 0.001 to 1000" \
  <<<"$head"$'\nscenarios: [{name: s, odds_ratio: {lists: [police, ngo], value: -2}}]'
complains 2 "7:26: scenario: 'as_observed' is none of as-observed; did you mean 'as-observed'?" \
  <<<"$head"$'\ncomparisons: [{baseline: as_observed, against: []}]'
# A place with a terminal's control characters in a name cannot play with the terminal.
complains 2 "1:1: a text with other signs where a study has one of the keys study, seed, replicates, levels, data, methods, scenarios, comparisons" \
  <<<'"\e[31m": 1'

# Nothing was written, neither by what was right nor by what was wrong.
find "$WORK/studies" | LC_ALL=C sort >"$WORK/after"
expect_same_bytes "$WORK/before" "$WORK/after"

# The output must not take the place of the study or its data.
printf '%s\n' "$head" >"$study"
for file in "$study" "$forms"; do
  cp "$file" "$WORK/kept"
  expect_exit 2 study check -o "$file" "$study"
  expect_stderr_contains "$file: the output would overwrite the input"
  expect_same_bytes "$WORK/kept" "$file"
done

# The manual has every key.
sed -n '/keys\[\] = {/,/};/p' src/study/*/*.c | grep -oE '"[a-z_]+"' | tr -d '"' | LC_ALL=C sort -u >"$WORK/keys"
[ "$(wc -l <"$WORK/keys")" -ge 40 ] || fail 'the keys were not found'
while read -r key; do expect_contains docs/manual.md "\`$key"; done <"$WORK/keys"

# The command line itself.
says() { # message argument...
  local message=$1
  shift
  expect_exit 2 "$@"
  expect_stdout_empty
  expect_stderr_contains "darkfigure: $message"
}
says "study check needs a STUDY ('-' for standard input)" study check
says "study check takes one STUDY, and 'b.yaml' is one more" study check "$study" b.yaml
says "unknown command 'chek'; did you mean 'check'?" study chek
says "unknown option '--by'; see 'darkfigure study check --help'" study check --by form "$study"
says "unknown command 'studi'; did you mean 'study'?" studi
expect_exit 4 study check "$WORK/none.yaml"
expect_stderr_contains "darkfigure: $WORK/none.yaml: cannot be opened: No such file or directory"
expect_exit 2 study
expect_stderr_contains 'Usage: darkfigure study COMMAND'
expect_exit 0 help study
expect_stdout_matches '^  check +[a-z]'
cp "$STDOUT" "$WORK/overview"
expect_exit 0 study --help
expect_same_bytes "$STDOUT" "$WORK/overview"
expect_exit 0 help study check
cp "$STDOUT" "$WORK/help"
for arguments in 'study help check' 'study check --help' 'study check -h'; do
  # shellcheck disable=SC2086
  expect_exit 0 $arguments
  expect_same_bytes "$STDOUT" "$WORK/help"
done
expect_stdout_contains 'Exit status:'
if grep -nE '^.{81}| $' "$WORK/help" "$WORK/overview"; then fail 'a line of help is too wide or ends in a space'; fi
