# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Every malformed file is refused by every command, with its place and its value, and nothing is written.

# The file is on standard input; TEXT is what the message says, after the file's name.
refuses() { # status text argument...
  local status=$1 text=$2 command
  shift 2
  cat >"$WORK/bad.csv"
  for command in fit describe models methods check; do
    local arguments=("$command" -o "$WORK/out" "$@" "$WORK/bad.csv")
    if [ "$command" = check ]; then arguments+=(--model '[1,2]'); fi
    expect_exit "$status" "${arguments[@]}"
    expect_stdout_empty
    expect_no_file "$WORK/out"
    expect_stderr_contains "darkfigure: $WORK/bad.csv:$text"
    if tail -n 1 "$STDERR" | grep -q '\.$'; then fail_with_outputs 'the message ends in a full stop'; fi
  done
}

# Counts.
refuses 3 "3:3: a negative number" <<<$'A,B,count\n1,0,5\n0,1,-3\n1,1,2'
refuses 3 "3:3: a number with a sign or fraction" <<<$'A,B,count\n1,0,5\n0,1,2.5\n1,1,2'
refuses 3 "3:3: a letter" <<<$'A,B,count\n1,0,5\n0,1,x\n1,1,2'
refuses 3 "3:3: NA" <<<$'A,B,count\n1,0,5\n0,1,NA\n1,1,2'
refuses 3 '3:3: ' <<<$'A,B,count\n1,0,5\n0,1,\n1,1,2'
refuses 3 "3:3: a mixture of letters and digits" <<<$'A,B,count\n1,0,5\n0,1,1e3\n1,1,2'
refuses 3 "3:3: a ten-digit number" <<<$'A,B,count\n1,0,5\n0,1,4294967296\n1,1,2'
refuses 3 "3:3: a number of 23 digits" <<<$'A,B,count\n1,0,5\n0,1,99999999999999999999999\n1,1,2'
refuses 3 '' <<<$'A,B,count\n1,0,4000000000\n0,1,4000000000\n1,1,2'
refuses 3 "2:4: a word" --count people <<<$'A,B,C,people\n1,0,1,inf'

# Indicators: what a list column holds after its first record.
refuses 3 "3:1: a one-digit number" <<<$'A,B,count\n1,0,5\n2,1,3\n1,1,2'
refuses 3 "3:2: a word" <<<$'A,B,count\n1,0,5\n0,yes,3\n1,1,2'
refuses 3 "3:2: a two-digit number" <<<$'A,B,count\n1,0,5\n0,01,3\n1,1,2'
refuses 3 '3:2: ' <<<$'A,B,count\n1,0,5\n0,,3\n1,1,2'
refuses 3 "3:2: NA" <<<$'A,B,count\n1,0,5\n0,NA,3\n1,1,2'
refuses 3 "2:1: a word" --lists A,B <<<$'A,B,count\nnever,yes,5\nyes,yes,3'
refuses 3 "2:1: a one-digit number" --lists A,B <<<$'A,B,count\n2,1,5\n0,1,3'

# People who are on no list.
refuses 3 "4:3: a one-digit number" <<<$'A,B,count\n1,0,5\n0,1,3\n0,0,7'
refuses 3 '3' <<<$'A,B\n1,0\n0,0\n1,1'

# Rows and columns.
refuses 3 '3: ' <<<$'A,B,count\n1,0,5\n0,1\n1,1,2'
refuses 3 '3: ' <<<$'A,B,count\n1,0,5\n0,1,3,9\n1,1,2'
refuses 3 '1:2: ' <<<$'A,A,count\n1,0,5'
refuses 3 '1:2: ' <<<$'A,,count\n1,0,5'
refuses 3 '1: ' <<<$'0,1,5\n1,0,5'
refuses 3 '2: ' <<<$'form,count\nlabour,5\nsexual,6'
refuses 3 ' ' <<<'A,B,count'
refuses 3 ' ' </dev/null
refuses 3 ' ' <<<$'\n\n\n'

# Bytes.
printf 'A,B,count\n1,0,5\n0,1,\0003\n' | refuses 3 '3:3: '
printf 'A,B,form\n1,0,caf\351\n0,1,x\n' | refuses 3 '2:3: '
printf 'A,B,form\n1,0,x\n0,1,\355\240\200\n' | refuses 3 '3:3: '
printf '\377\376A\000,\000B\000\n\000' | refuses 3 ' no records, only a header' # UTF-16 is read
printf 'A,B,form\n1,0,"open\n0,1,x\n' | refuses 3 '2:3: '
printf 'A,B,form\n1,0,"x"y\n0,1,x\n' | refuses 3 '2:3: '
printf 'A,B,form\n1,0,x"y\n0,1,x\n' | refuses 3 '2:3: '
{
  printf 'A,B,form\n1,0,'
  head -c 1100000 /dev/zero | tr '\0' x
  printf '\n0,1,y\n'
} | refuses 3 '2:3: '

# More lists than a table can have.
{
  printf 'L%s,' {1..65}
  printf 'count\n'
  printf '1,%.0s' {1..65}
  printf '5\n'
} | refuses 3 ' 65 lists, more than 64; --drop-list '

# Files that cannot be read.
for command in fit describe models methods; do
  expect_exit 4 "$command" "$WORK/no-such-file.csv"
  expect_stderr_contains "darkfigure: $WORK/no-such-file.csv: "
  expect_exit 4 "$command" "$WORK"
  expect_stderr_contains "darkfigure: $WORK: "
done

# Options that the file cannot follow.
cat >"$WORK/bad.csv" <<<$'A,B,form,state,count\n1,0,x,FI,5\n0,1,y,SE,3\n1,1,x,FI,2'
wrong() { # argument...
  expect_exit 2 fit -o "$WORK/out" "$@" "$WORK/bad.csv"
  expect_stdout_empty
  expect_no_file "$WORK/out"
}
wrong --lists A,A
wrong --lists A,B --ignore A
wrong --by form --ignore form
wrong --count form --by form
wrong --by state
expect_stderr_contains "has the name of a column of the results"
wrong --where form
wrong --where =x
wrong --by form --expect form
wrong --by form --expect other=x
wrong --drop-list A --drop-list B
wrong --drop-list form
wrong --merge-lists C=A
wrong --merge-lists A+B
wrong --merge-lists form=A+B
wrong --merge-lists C=A+B --drop-list A
wrong --set p=2 --method stepwise
wrong --set p --method stepwise
wrong --set p=0.01 --method chapman
wrong --method bic --set criterion=cic
