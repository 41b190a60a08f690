# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Help goes to standard output and ends with 0; a command line that names no command is wrong usage.

expect_exit 0 --help
expect_stdout_contains 'Usage: darkfigure COMMAND'
for command in describe convert fit models check methods sensitivity simulate report plot study; do expect_stdout_matches "^  $command +[a-z]"; done
expect_stderr_empty
cp "$STDOUT" "$WORK/overview"
expect_exit 0 help
expect_same_bytes "$STDOUT" "$WORK/overview"
expect_exit 0 -h
expect_same_bytes "$STDOUT" "$WORK/overview"

expect_exit 2
expect_stdout_empty
expect_stderr_contains 'Usage: darkfigure COMMAND'

expect_exit 0 --version
expect_stdout_matches '^darkfigure [0-9]+\.[0-9]+'
expect_stdout_matches 'GSL [0-9]+\.'
expect_stdout_matches 'GLPK [0-9]+\.'
expect_stdout_matches 'libcsv [0-9]+\.[0-9]+\.[0-9]+, jansson [0-9]+\.[0-9.]+, libsodium [0-9]+\..*, libyaml [0-9]+\.'
expect_stdout_matches '^Compiled by [a-zA-Z ]+[0-9]+\..* with OpenMP [0-9]{6}; instruction set (portable|avx2|avx512)$'
cp "$STDOUT" "$WORK/version"
expect_exit 0 fit --version
expect_same_bytes "$STDOUT" "$WORK/version"

# Every way to ask for the help of a command gives the same text, also without FILE and before other errors are looked for.
for command in describe fit models check methods sensitivity simulate; do
  expect_exit 0 help "$command"
  expect_stdout_contains "Usage: darkfigure $command"
  expect_stdout_contains 'Exit status:'
  [ "$command" = simulate ] || expect_stdout_contains '--format=FORMAT'
  expect_stdout_contains '--lists=A,B,C'
  expect_stderr_empty
  cp "$STDOUT" "$WORK/$command"
  expect_exit 0 "$command" --help
  expect_same_bytes "$STDOUT" "$WORK/$command"
  expect_exit 0 "$command" -h
  expect_same_bytes "$STDOUT" "$WORK/$command"
  expect_exit 0 "$command" --usage
  expect_stdout_contains "Usage: darkfigure $command"
done

# Commands offer the options that make sense for them.
for option in link conflict by expect where ignore drop-list merge-lists drop-unlisted delimiter count method model max-order set replicates resample \
  seed threads level interval resamples format output quiet progress; do
  expect_matches "$WORK/fit" "--$option"
done
for command in describe fit models check methods sensitivity; do expect_contains "$WORK/$command" '--link=KEY [NAME=]FILE...'; done
expect_contains "$WORK/models" --top=K
expect_contains "$WORK/check" --model=MODEL
expect_contains "$WORK/models" --by=COL
expect_lacks "$WORK/check" --by
expect_lacks "$WORK/describe" --seed
expect_lacks "$WORK/check" --method
for option in spec truth population as seed repeat lists by ignore delimiter output quiet; do
  expect_matches "$WORK/simulate" "--$option"
done
expect_lacks "$WORK/simulate" --format
# What they cannot use is not offered: orders of lists and numbers of captures to those who rank or write models of lists.
expect_exit 0 convert --help
cp "$STDOUT" "$WORK/convert"
for command in convert models check; do
  for option in ordered count-of-captures covariates occasions; do expect_lacks "$WORK/$command" "--$option"; done
done
expect_lacks "$WORK/describe" --ordered
for option in ordered count-of-captures covariates occasions; do
  for command in fit methods sensitivity; do expect_contains "$WORK/$command" "--$option"; done
done

# What a command does comes before how it is called; --usage has all options in one.
for command in describe fit simulate; do
  expect_matches <(sed -n 1p "$WORK/$command") '^[A-Z][a-z]+ .*[a-z,]$'
  expect_contains "$WORK/$command" "Usage: darkfigure $command [OPTION...] "
  expect_exit 0 "$command" --usage
  expect_stdout_contains '[--quiet]'
done

# No line is wider than a terminal, and none ends in a space.
if grep -nE '^.{81}| $' "$WORK/fit" "$WORK/overview" "$WORK/models" "$WORK/sensitivity" "$WORK/simulate"; then fail 'a line of help is too wide or ends in a space'; fi

expect_exit 2 help nothing-of-the-kind
expect_exit 2 help fit models
