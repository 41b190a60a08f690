# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Values are read strictly and named with their option; options that contradict each other are wrong usage.

korea=$DATA/korea-palembang.csv
refuses() { # option value
  expect_exit 2 fit "--$1" "$2" "$korea"
  expect_stdout_empty
  expect_stderr_matches "^darkfigure: option '--$1': "
  expect_stderr_contains "'$2'"
}

for value in -1 1e3 1.5 abc '' ' 5' '5 ' 0x10 100000001 99999999999999999999; do refuses replicates "$value"; done
for value in -1 18446744073709551616 1.0 x; do refuses seed "$value"; done
for value in 0 -2 1025 two; do refuses threads "$value"; done
for value in 0 1 1.5 -0.5 nan inf 95% 0.95x; do refuses level "$value"; done
for value in 0 17 -1 two; do refuses max-order "$value"; done
for value in '' ':' ',,' tabs; do refuses delimiter "$value"; done
for value in '' CSV xml; do refuses format "$value"; done
expect_exit 2 fit --level 0.9,,0.95 "$korea"
expect_exit 2 fit --level 0.9,0.90 "$korea"
expect_stderr_contains 'given twice'
expect_exit 2 models --top 0 "$korea"
expect_stderr_contains "option '--top'"

# The largest of each is fine.
expect_exit 0 fit -q --replicates 20 --seed 18446744073709551615 --threads 1024 --level 0.999999,1e-6 "$korea"

expect_exit 2 fit "$korea" --count
expect_stderr_contains "option '--count' needs a value"
expect_exit 2 fit "$korea" -o
expect_stderr_contains "option '-o' needs a value"
expect_exit 2 fit --quiet=yes "$korea"
expect_stderr_contains "option '--quiet' takes no value"

expect_exit 2 fit
expect_stderr_contains 'fit needs a FILE'
expect_exit 2 fit ''
expect_exit 2 fit "$korea" "$DATA/kosovo-killings-1999.csv"
expect_stderr_contains 'fit takes one FILE'
expect_exit 2 check "$korea"
expect_stderr_contains 'check needs a model'
expect_exit 2 check --model '' "$korea"
expect_stderr_contains "'--model': the value is empty"
expect_exit 2 fit --count '' "$korea"
expect_stderr_contains "'--count': the value is empty"
expect_exit 0 fit -q --replicates 10 -- "$korea"

excludes() { # text argument...
  local text=$1
  shift
  expect_exit 2 "$@"
  expect_stdout_empty
  expect_stderr_contains "$text"
}
excludes "needs replicates" fit --replicates 0 --interval bca "$korea"
excludes "needs replicates" fit --replicates 0 --resample imputed "$korea"
excludes "'--resamples' and '--by' exclude each other" fit --resamples "$korea" --by b "$korea"
excludes "'--resamples' and '--resample' exclude each other" fit --resamples "$korea" --resample observed "$korea"
excludes "'--resamples' and '--replicates 0' exclude each other" fit --resamples "$korea" --replicates 0 "$korea"
excludes "standard input can be read only once" fit --resamples - -
excludes "'--model' and '--method bic' exclude each other" fit --method bic --model '[12,3]' "$korea"
excludes "'--model' and '--max-order' exclude each other" fit --max-order 2 --model '[12,3]' "$korea"
excludes "method fixed needs a model" fit --method fixed "$korea"
excludes "'--expect' names values of a category, so it needs '--by'" fit --expect b=1 "$korea"
excludes "option '--replicates' needs a FILE" methods --replicates 10
excludes "option '--by' needs a FILE" methods --by b
excludes "option '--level' needs a FILE" methods --level 0.8

# A model alone means method fixed; auto does not contradict it.
expect_exit 0 fit -q --format csv --replicates 0 --model '[12,3]' "$korea"
expect_stdout_matches '^fixed,"\[12,3\]",'
cp "$STDOUT" "$WORK/fixed.csv"
expect_exit 0 fit -q --format csv --replicates 0 --model '[12,3]' --method auto "$korea"
expect_same_bytes "$STDOUT" "$WORK/fixed.csv"
expect_exit 0 fit -q --format csv --replicates 0 --model '[b*c,d]' --method fixed "$korea"
expect_same_bytes "$STDOUT" "$WORK/fixed.csv"
for model in '[12]' '12,3' '[12,34]' '[]' '[1x,2,3]' '[b*z,c,d]' '[12,3' ''; do
  expect_exit 2 fit --model "$model" "$korea"
  expect_stdout_empty
  expect_exit 2 check --model "$model" "$korea"
done

# Control characters of a value do not reach the terminal.
expect_exit 2 fit --method $'a\033[2Jb' "$korea"
expect_stderr_lacks $'\033'
