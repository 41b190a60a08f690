# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Published practice beside an answer that allows for dependence which nobody selects: its line, its rows, when the two are said to be apart.

uk=$DATA/uk-trafficking-2013-five-lists.csv
kosovo=$DATA/kosovo-killings-1999.csv
apart='NOT SETTLED BY THE DATA: the answer depends on whether'

# The first value of a key in a document, from the line on that holds the second word.
value_from() { # file word key
  sed -n "/\"$2\":/,\$p" "$1" | sed -n "s/^ *\"$3\": \(.*[^,]\),\{0,1\}$/\1/p" | head -n 1
}

# The practice in the file as kept, and the plain answer in the last output, are the same numbers.
expect_same_answer() { # key...
  local key
  for key in "$@"; do
    [ -n "$(value_from "$STDOUT" results "$key")" ] || fail "no $key"
    expect_equal "$(value_from "$WORK/mixture.json" published_practice "$key")" "$(value_from "$STDOUT" results "$key")"
  done
}

# Its numbers are those of the method that it names, with the same seed and replicates.
expect_exit 0 fit -q --method mixture --replicates 200 --format json "$uk"
cp "$STDOUT" "$WORK/mixture.json"
expect_exit 0 fit -q --method bic --replicates 200 --format json "$uk"
expect_same_answer total lower upper model
expect_equal "$(value_from "$WORK/mixture.json" published_practice method)" '"bic"'
expect_equal "$(value_from "$WORK/mixture.json" published_practice replicates)" 200
expect_equal "$(value_from "$WORK/mixture.json" published_practice disagrees)" true
expect_equal "$(value_from "$WORK/mixture.json" results replicates)" 0

# The first sentence, where one estimate lies outside of the other's interval, and only there; 1,000 replicates when nobody says.
expect_exit 0 fit -q --method mixture "$uk"
expect_stdout_contains "$apart"
expect_stdout_contains 'Re-selection by BIC, percentile, 1,000 replicates, as in published studies:'
expect_stdout_contains '25,300 (10,000–39,900).'
apart_at=$(grep -n "$apart" "$STDOUT" | cut -d : -f 1)
[ "$apart_at" -lt "$(grep -n 'estimated total' "$STDOUT" | cut -d : -f 1)" ] || fail 'it is not the first sentence'
expect_exit 0 fit -q --method mixture "$kosovo"
expect_stdout_lacks 'NOT SETTLED'
expect_stdout_contains 'Re-selection by BIC'

# By category a line for each.
expect_exit 0 fit -q --method mixture --replicates 50 --by form data/finland/synthetic-2017-lists.csv
expect_stdout_contains '    form=labour              '
expect_stdout_contains '    all categories           at least '

# Of six lists and more the pairs alone, as those studies searched them, unless an order is asked for.
six=$DATA/uk-trafficking-2013-six-lists.csv
expect_exit 0 fit -q --method mixture --replicates 20 --format json "$six"
cp "$STDOUT" "$WORK/mixture.json"
expect_equal "$(value_from "$WORK/mixture.json" published_practice max_order)" 2
expect_exit 0 fit -q --method bic --max-order 2 --replicates 20 --format json "$six"
expect_same_answer total lower upper model
expect_exit 0 fit -q --method mixture --replicates 20 "$six"
expect_stdout_contains "Re-selection by BIC among models of pairs, percentile, 20 replicates"
expect_exit 0 fit -q --method mixture --replicates 5 --max-order 3 "$six"
expect_stdout_contains "Re-selection by BIC, percentile, 5 replicates"
expect_exit 0 fit -q --method mixture --replicates 20 --format json "$uk"
expect_equal "$(value_from "$STDOUT" published_practice max_order)" 3

# None without replicates, and none beside a method that is the practice itself.
expect_exit 0 fit -q --method mixture --replicates 0 "$uk"
expect_stdout_lacks 'Re-selection'
expect_exit 0 fit -q --method mixture --replicates 0 --format json "$uk"
expect_stdout_lacks published_practice
expect_exit 0 fit -q --method bic --replicates 20 "$uk"
expect_stdout_lacks 'Re-selection'

# What is supposed holds for both.
expect_exit 0 fit -q --method mixture --replicates 20 --odds-ratio EXH:ABA=2 --format json "$kosovo"
cp "$STDOUT" "$WORK/mixture.json"
expect_exit 0 fit -q --method bic --replicates 20 --odds-ratio EXH:ABA=2 --format json "$kosovo"
expect_same_answer total lower upper

# Threads change nothing.
expect_exit 0 fit -q --method mixture --replicates 300 --threads 1 "$kosovo"
cp "$STDOUT" "$WORK/one"
expect_exit 0 fit -q --method mixture --replicates 300 --threads 3 "$kosovo"
cmp "$STDOUT" "$WORK/one" || fail 'threads change the answer'
