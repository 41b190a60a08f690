# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What is misspelt is refused with the nearest name, before anything is read.

complains() { # message argument...
  local message=$1
  shift
  expect_exit 2 "$@"
  expect_stdout_empty
  expect_stderr_contains "darkfigure: $message"
}
korea=$DATA/korea-palembang.csv

complains "unknown command 'fitt'; did you mean 'fit'?" fitt "$korea"
complains "unknown command 'frobnicate'" frobnicate
complains "unknown command ''" ''
complains "unknown option '--verson'; did you mean '--version'?" --verson

complains "unknown option '--replicats'; did you mean '--replicates'?" fit --replicats 10 "$korea"
complains "unknown option '--replicats'; did you mean '--replicates'?" fit --replicats=10 "$korea"
complains "unknown option '--treads'; did you mean '--threads'?" fit "$korea" --treads 2
complains "unknown option '--xyzzy'; see 'darkfigure fit --help'" fit --xyzzy "$korea"
complains "unknown option '-x'" fit -x "$korea"
complains "unknown option '-x'" fit -qx "$korea"
complains "unknown option '-é'" fit -qé "$korea"
complains "unknown option '--by'" check --by b --model '[1,2]' "$korea"
complains "unknown option '--tpo'; did you mean '--top'?" models --tpo 3 "$korea"
complains "unknown option '--model'" models --model '[12]' "$korea"
complains "unknown option '--threads'" describe --threads 2 "$korea"

# Abbreviations are fine as long as they mean one option.
expect_exit 0 fit --rep=10 --quiet "$korea"
complains "option '--l' could be '--link' or '--long'" fit --l b "$korea"
complains "unknown option '--'" fit --=3 "$korea"

complains "unknown method 'stepwize'; did you mean 'stepwise'?" fit --method stepwize "$korea"
complains "unknown method 'zzzzzzzzz'; see 'darkfigure methods'" fit --method zzzzzzzzz "$korea"
complains "option '--format': 'cvs' is not table, csv, json, md or xlsx; did you mean 'csv'?" fit --format cvs "$korea"
complains "option '--interval': 'bac' is not percentile, bca, log-normal, exact, profile, mata-aic, mata-bic, credible or mixture; did you mean 'bca'?" fit --interval bac "$korea"
complains "option '--resample': 'parametrik' is not observed, imputed or parametric; did you mean 'parametric'?" \
  fit --resample parametrik "$korea"
complains "option '--progress': 'sometimes' is not auto, always or never" fit --progress sometimes "$korea"

forms=$(make_file forms.csv <<'END'
police,shelter,form,count
1,0,labour,10
0,1,labour,9
1,1,sexual,5
END
)
complains "$forms: there is no column 'from' (--by); did you mean 'form'?" fit --by from "$forms"
complains "$forms: there is no column 'shelters' (--lists); did you mean 'shelter'?" fit --lists police,shelters "$forms"
complains "$forms: there is no column 'form '" fit --where 'form =labour' "$forms"
expect_exit 2 fit --drop-list polise "$forms"
expect_stderr_contains police
expect_exit 2 fit --merge-lists both=police+shelte "$forms"
expect_stderr_contains shelter
expect_exit 2 fit --set pp=0.1 --method stepwise "$korea"
expect_stderr_contains "did you mean 'p'?"
