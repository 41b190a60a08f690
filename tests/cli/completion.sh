# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034 # bash's completion reads COMP_WORDS and COMP_CWORD
# Completion in bash offers what the program knows, and asks nothing of it that would leave a trace.

source build-aux/completion.bash
expect_equal "$(complete -p darkfigure)" 'complete -o default -F _darkfigure darkfigure'

# What is offered for the last of the words after `darkfigure`, on one line.
offered() { # word...
  COMP_WORDS=("$DARKFIGURE" "$@")
  COMP_CWORD=$#
  _darkfigure "$DARKFIGURE" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}" || true
  printf '%s\n' "${COMPREPLY[*]}"
}
expect_offered() { # expected word...
  local expected=$1
  shift
  expect_equal "$(offered "$@")" "$expected"
}

# Commands: those of the overview, and `help` takes one of them.
darkfigure --help
commands=$(sed -n '/^Commands:$/,/^$/s/^  \([a-z]*\) .*/\1/p' "$STDOUT" | xargs)
[ "$(wc -w <<<"$commands")" -ge 5 ] || fail "no commands were found: $commands"
expect_offered "$commands help --help --version" ''
expect_offered "$commands" help ''
expect_offered "$(tr ' ' '\n' <<<"$commands" | grep '^m' | xargs)" m
expect_offered 'describe' desc
expect_offered '' no-such-command --

# Kinds of figures come before the file.
expect_offered 'forest overlaps tornado series flow methods models replicates untestable consistency trajectories differences' plot ''
expect_offered 'overlaps' plot o
expect_offered '' plot forest ''

# A command that has commands offers them, also to `help`; "study check" then is one like the others.
expect_offered 'check run status export compare query merge slurm help --help --version' study ''
expect_offered 'check compare' study c
expect_offered 'check run status export compare query merge slurm' study help ''
expect_offered 'check run status export compare query merge slurm' help study ''
expect_offered '' help fit ''
expect_offered '' study no-such-command --
expect_offered 'table csv json md xlsx' study check --format ''
expect_offered '' study check ''
expect_offered 'auto always never' study run --progress ''
with_options=("study check" "study run" "study status" "study export" "study compare" "study query" "study merge" "study slurm")
for command in $commands; do
  if [ "$command" != study ]; then with_options+=("$command"); fi
done

# Options: all of a command's, in the order of its help.
for name in "${with_options[@]}"; do
  read -ra command <<<"$name"
  expect_exit 0 "${command[@]}" --help
  options=$(grep -oE '^ +(-[a-zA-Z], )?--[a-z-]+' "$STDOUT" | grep -oE -e '--[a-z-]+' | xargs)
  expect_offered "$options" "${command[@]}" --
done
expect_offered '--resample --resamples' fit --resa
expect_offered '--top' models --to
expect_offered '' describe --seed
expect_offered '--format' fit lists.csv --quiet --form

# Values, in the word after the option and behind "=", which bash makes a word of its own.
expect_offered 'table csv json md xlsx' fit --format ''
expect_offered 'table csv json md xlsx' fit --format =
expect_offered 'csv' fit --format = c
expect_offered 'percentile bca log-normal exact profile mata-aic mata-bic credible mixture' methods --interval ''
expect_offered 'observed imputed parametric' fit --resample ''
expect_offered 'auto always never' fit --progress ''
expect_offered ', \; tab blank' describe --delimiter ''

expect_exit 0 methods --format csv
expect_offered "$(sed 's/.*,//' "$STDOUT" | grep -oE '[a-z]+=' | sort -u | xargs)" fit --set ''
expect_offered 'budget=' fit --set bud
expect_offered "auto $(sed '1d; s/,.*//' "$STDOUT" | xargs)" fit --method ''
expect_offered 'bic' models --method b

# Every value that is offered is taken, and every option that refuses '?' for a list of words has one offered.
n_choices=0
for name in "${with_options[@]}"; do
  read -ra command <<<"$name"
  for option in $(offered "${command[@]}" --); do
    darkfigure "${command[@]}" "$option" '?' --help
    grep -qE "^darkfigure: option '$option': '\?' is not [^ ]+(, [^ ]+)* or [^ ]+$" "$STDERR" || continue
    n_choices=$((n_choices + 1))
    values=$(offered "${command[@]}" "$option" '')
    [ -n "$values" ] || fail "$name $option has no values"
    for value in ${values//\\/}; do expect_exit 0 "${command[@]}" "$option" "$value" --help; done
  done
done
[ "$n_choices" -ge 10 ] || fail "only $n_choices options with values were found"

# Everything else is left to bash, which completes files.
for option in --output --seed --level --resamples --by --lists --model; do expect_offered '' fit "$option" ''; done
expect_offered '' fit ''
expect_offered '' fit data/
expect_offered '' fit --quiet ''
expect_no_file '?'
