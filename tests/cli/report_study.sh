# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# A page and a figure straight from a study and its store: the same as from what `fit` and `study compare` write of it.

data=$(lists_by_form | make_file lists.csv)
study=$(make_file study.yaml <<END
study: pages
replicates: 100
data:
  - {name: year, file: $data, by: [form]}
methods:
  - {name: best, method: bic, interval: percentile}
scenarios:
  - {name: as-observed}
  - {name: without-c, drop_lists: [C]}
comparisons:
  - {baseline: {scenario: as-observed, category: {form: labour}}, against: [without-c]}
END
)
store=${study%.yaml}.db

# Nothing has been run; something has, but not the baseline.
expect_exit 4 report -q "$study"
expect_stderr_contains "darkfigure: $store: there is no such store; 'darkfigure study run' makes it"
expect_exit 0 study run -q --shard 2/2 "$study"
expect_exit 3 report -q --store "${study%.yaml}.2-of-2.db" "$study"
expect_stderr_contains "the baseline (data 'year', scenario 'as-observed', method 'best') has no results there: run 'darkfigure study run' with the same study and store"
expect_stdout_empty
expect_exit 0 study run -q "$study"

# The same bytes as from two files, protected and in another language; and as a table, and as a figure.
expect_exit 0 fit -q --by form --method bic --interval percentile --replicates 100 --format json -o "$WORK/fit.json" "$data"
expect_exit 0 study compare -q --format json -o "$WORK/compare.json" "$study"
expect_exit 0 report -q --lang fi -o "$WORK/two.html" "$WORK/fit.json" "$WORK/compare.json"
expect_exit 0 report -q --lang fi -o "$WORK/page.html" "$study"
expect_same_bytes "$WORK/page.html" "$WORK/two.html"
expect_contains "$WORK/page.html" 'without-c'
[ -s "$WORK/page.repro.json" ] || fail 'there is no private file'
expect_exit 0 report -q --format csv "$WORK/fit.json"
cp "$STDOUT" "$WORK/two.csv"
expect_exit 0 report -q --format csv --store "$store" "$study"
expect_same_bytes "$STDOUT" "$WORK/two.csv"
expect_exit 0 plot forest -q -o "$WORK/two.svg" "$WORK/fit.json"
expect_exit 0 plot forest -q -o "$WORK/figure.svg" "$study"
expect_same_bytes "$WORK/figure.svg" "$WORK/two.svg"

# Without protection it says which commands repeat it.
expect_exit 0 report -q --disclosure none -o "$WORK/page.html" "$study"
expect_contains "$WORK/page.html" "<pre><code>darkfigure study run --store $store $study</code></pre>"
expect_contains "$WORK/page.html" "<pre><code>darkfigure report --disclosure none --store $store $study</code></pre>"
expect_contains "$WORK/page.html" "<li>$data</li>"

# The store alone does not say what it is about; a study beside its own comparisons; a page over its study.
expect_exit 3 report -q "$store"
expect_stderr_contains "darkfigure: $store: this is a results store; what it is about stands in its study file: give that, and the store with --store: --store $store STUDY.yaml"
expect_exit 3 report -q "$study" "$WORK/compare.json"
expect_stderr_contains "a second file of 'study compare'; a page has one"
expect_exit 2 report -q -o "$study" "$study"
expect_exit 2 report -q -o "$data" "$study"
expect_contains "$study" 'study: pages'
expect_contains "$data" 'form,A,B,C,count'
