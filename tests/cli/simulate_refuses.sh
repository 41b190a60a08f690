# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Every specification that is none is refused with its place, its value and the reason in words, and nothing is written.

# The file is on standard input; TEXT is what the message says, after the file's name.
refuses() { # status text argument...
  local status=$1 text=$2
  shift 2
  cat >"$WORK/bad.csv"
  expect_exit "$status" simulate -o "$WORK/out" --truth "$WORK/truth" "$@" --spec "$WORK/bad.csv"
  expect_stdout_empty
  expect_no_file "$WORK/out"
  expect_no_file "$WORK/truth"
  expect_stderr_contains "darkfigure: $WORK/bad.csv:$text"
  expect_equal "$(wc -l <"$STDERR")" 1
  if grep -q '\.$' "$STDERR"; then fail_with_outputs 'the message ends in a full stop'; fi
}

# What no population can have.
refuses 3 '2:4: the odds ratio 0 of A and B means that nobody is on both, but their margins 0.7 and 0.5 add up to more than 1 (column A:B)' \
  <<<$'people,A,B,A:B\n100,0.7,0.5,0'
refuses 3 '2:7: the odds ratios 0 among A, B, C keep their people apart, so that their margins need at least 1.2 times the people there are' \
  <<<$'people,A,B,C,A:B,A:C,B:C\n100,0.4,0.4,0.4,0,0,0'
refuses 3 '2:4: an odds ratio of A and B means nothing when everybody is on A (margin 1) (column A:B)' <<<$'people,A,B,A:B\n100,1,0.5,2'
refuses 3 '2:4: an odds ratio of A and B means nothing when nobody is on B (margin 0) (column A:B)' <<<$'people,A,B,A:B\n100,1e-3,0,0.5'
refuses 3 '3:4: referrals alone put 0.45 of the people on B, more than its margin 0.4 (column A>B)' \
  <<<$'people,A,B,A>B,f\n100,0.5,0.4,0.1,x\n100,0.5,0.4,0.9,y'
refuses 3 '2:3: the margin 0.6 of B cannot be reached: ' <<<$'people,A,B,A>B,A:B\n100,0.5,0.6,0.1,0'

# Numbers.
refuses 3 "2:2: a negative number is no probability from 0 to 1" <<<$'people,A,B\n100,-0.1,0.5'
refuses 3 "3:2: a letter is not a number from 0 to 1 (column A)" <<<$'people,A,B\n100,0.1,0.5\n100,x,0.5'
refuses 3 "3:3: a number with a comma is not a number" <<<$'people,A,B\n100,0.1,0.5\n100,0.1,"0,5"'
refuses 3 "3:3: a mixture of letters and digits is not a number" <<<$'people,A,B\n100,0.1,0.5\n100,0.1,0x1p-1'
refuses 3 "2:1: a number with a sign or fraction is not a whole number of people (as --population fixed needs) (column people)" <<<$'people,A\n10.5,0.1'
refuses 3 "2:1: a word is not a number of people" --population poisson <<<$'people,A\nmany,0.1'
refuses 3 "2:4: a word is not a finite number from 0, as an odds ratio is (column A:B)" <<<$'people,A,B,A:B\n100,0.7,0.5,inf'
refuses 3 "2:4: a one-digit number is not a number from 0 to 1 (column *>B)" <<<$'people,A,B,*>B\n100,0.7,0.5,2'

# Columns and rows.
refuses 3 "1: no column 'people' that says how many people each stratum has; is it 'peopel'?" <<<$'peopel,A\n100,0.1'
refuses 3 "1:4: 'polcie:ngo': there is no list 'polcie'; did you mean 'police'?" <<<$'people,police,ngo,polcie:ngo\n100,0.7,0.5,2'
refuses 3 "1:5: 'B:A' is about a pair that has a column already" <<<$'people,A,B,A:B,B:A\n100,0.7,0.5,2,2'
refuses 3 "1:5: 'B>A' makes a second absorbing list; there can be one" <<<$'people,A,B,A>B,B>A\n100,0.1,0.5,0.2,0.2'
refuses 3 "1:2: 'hidden' is the name of a column of the results; rename it" <<<$'people,hidden,A\n100,x,0.1'
refuses 3 "1:2: 'size_A' is the name of a column of the truth; rename it" <<<$'people,size_A,A\n100,x,0.1'
refuses 3 '3: the same stratum as in line 2' <<<$'people,form,A\n100,x,0.1\n50,x,0.2'
refuses 3 '4: the same stratum and class as in line 2' <<<$'people,class,A\n100,x,0.1\n50,y,0.2\n10,x,0.1'
refuses 3 '3: expected 2 fields as in the header, found 3; put quotes around fields that hold the separator, or take out what stands behind the last column' <<<$'people,A\n100,0.1\n100,0.1,0.2'
refuses 3 ' no strata, only a header' <<<'people,A'
refuses 3 '1:3: column name' <<<$'people,A,A\n100,0.1,0.1'
refuses 2 " there is no column 'forn' (--by); did you mean 'form'?" --by forn <<<$'people,form,A\n100,x,0.1'
{
  printf 'people'
  printf ',L%s' {1..17}
  printf '\n5'
  printf ',0.1%.0s' {1..17}
  printf '\n'
} | refuses 3 ' 17 lists, more than 16'

# Options.
spec=$(make_file spec.csv <<<$'people,A\n100,0.1')
wrong() { # message argument...
  local message=$1
  shift
  expect_exit 2 simulate --spec "$spec" "$@"
  expect_stdout_empty
  expect_stderr_contains "darkfigure: $message"
}
wrong "option '--population': 'poison' is not fixed or poisson; did you mean 'poisson'?" --population poison
wrong "option '--as': 'row' is not rows or counts; did you mean 'rows'?" --as row
wrong "option '--seed': '-1' is not a whole number" --seed -1
wrong "option '--repeat': '1.5' is not a whole number" --repeat 1.5
wrong "simulate takes no FILE but --spec FILE, and 'lists.csv' is one" lists.csv
wrong "unknown option '--format'" --format csv
wrong "unknown option '--sped'" --sped 1
