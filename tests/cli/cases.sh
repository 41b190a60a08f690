# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Files as people have them (tests/cases/README.md): each gives its number, or an error whose advice, followed literally, gives it.

cases=tests/cases
fast=(fit --format csv --replicates 0)

# The first option with its value that the last error proposes under that name.
advice() { # option
  local line
  line=$(tail -n 1 "$STDERR")
  [[ $line =~ (--$1\ [^\ ]+) ]] || fail_with_outputs "no --$1 is proposed"
  printf '%s\n' "${BASH_REMATCH[1]}"
}

# Run what the last error proposes; words are those of a shell.
follow() { # option argument...
  local proposed words
  proposed=$(advice "$1")
  shift
  eval "words=($proposed)"
  expect_exit 0 "$@" "${words[@]}"
}

# The model, in quotes for its commas, people observed, and the total within what rounding there is in the publication.
expect_answer() { # model observed total tolerance
  sed 's/"\[[^"]*"//' "$STDOUT" >"$WORK/answer.csv"
  [ "$1" = '' ] || expect_stdout_contains ",\"$1\","
  expect_equal "$(csv_value observed 1 "$WORK/answer.csv")" "$2"
  expect_close "$(csv_value total 1 "$WORK/answer.csv")" "$3" 0 "$4"
}

# Counts under a capital N.
expect_exit 0 "${fast[@]}" "$cases/case-01-count-column-called-N.csv"
expect_stderr_contains 'note: people are counted by column N'
expect_answer '[13,23]' 306 688 1
sed '1s/N$/antal/' "$cases/case-01-count-column-called-N.csv" >"$WORK/antal.csv"
cp "$STDOUT" "$WORK/expected.csv"
expect_exit 3 "${fast[@]}" "$WORK/antal.csv"
follow count "${fast[@]}" "$WORK/antal.csv"
expect_same_bytes "$STDOUT" "$WORK/expected.csv"

# An id and an index that count from 1.
expect_exit 0 describe --format csv "$cases/case-03-id-counts-from-1.csv"
expect_stderr_contains 'note: lists found by their values: list1, list2, list3'
expect_stderr_contains 'note: column id was left aside'
expect_stderr_contains 'columns not used: age, gender, month, month_index'
expect_stdout_contains 'observed,,10'
expect_exit 3 describe --count id "$cases/case-03-id-counts-from-1.csv"
follow ignore describe --format csv "$cases/case-03-id-counts-from-1.csv"
expect_stdout_contains 'observed,,10'

# Names of rows.
expect_exit 0 "${fast[@]}" "$cases/case-04-r-row-names.csv"
expect_stderr_contains 'note: the first column has no name'
expect_answer '[12,3,4]' 856 1656 1

# Yes and No; the same with NA in place of a No, and in codes, by the words that are proposed.
expect_exit 0 "${fast[@]}" "$cases/case-10-yes-no.csv"
expect_stderr_contains 'note: memberships are written as yes and no'
expect_answer '[12,3,4]' 856 1656 1
cp "$STDOUT" "$WORK/expected.csv"
follow_words() { # the file on standard input
  local words
  cat >"$WORK/words.csv"
  expect_exit 3 "${fast[@]}" "$WORK/words.csv"
  [[ $(tail -n 1 "$STDERR") =~ (--yes\ .*)\ reads\ memberships ]] || fail_with_outputs 'no words are proposed'
  eval "words=(${BASH_REMATCH[1]})"
  expect_exit 0 "${fast[@]}" "${words[@]}" "$WORK/words.csv"
  expect_same_bytes "$STDOUT" "$WORK/expected.csv"
}
sed '3s/"No"/NA/' "$cases/case-10-yes-no.csv" | follow_words
sed '3s/"No"//' "$cases/case-10-yes-no.csv" | follow_words
sed 's/"Yes"/1/g; s/"No"/2/g' "$cases/case-10-yes-no.csv" | follow_words
sed 's/"Yes"/1/g; s/"No"/0/g; 4s/0/9/' "$cases/case-10-yes-no.csv" | follow_words

# A property of 0 and 1 beside six lists.
expect_exit 3 "${fast[@]}" --method m0 "$cases/case-11-binary-covariate.csv"
follow ignore "${fast[@]}" --method m0 "$cases/case-11-binary-covariate.csv"
expect_answer '' 38 38.47 0.005

# Under a name that tells nothing it is a list, which the text says beside the estimate.
sed '1s/"sex"/"origin"/' "$cases/case-11-binary-covariate.csv" >"$WORK/origin.csv"
expect_exit 0 fit --method m0 --replicates 20 "$WORK/origin.csv"
expect_stdout_contains 'CHECK: nobody is on'
expect_exit 0 fit --method m0 --replicates 20 --ignore origin "$WORK/origin.csv"
expect_stdout_lacks 'CHECK: nobody is on any of the lists origin'
