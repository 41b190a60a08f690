# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Published estimates from the command line. The values are those of Chan, Silverman & Vincent (2021) and Silverman, Chan & Vincent
# (2024), with more digits from a refit that was converged fully.

# estimates TOTAL MODEL ARGUMENT...
estimates() {
  local total=$1 model=$2
  shift 2
  expect_exit 0 fit -q --replicates 0 --format csv "$@"
  expect_stdout_contains ",\"$model\","
  expect_close "$(sed -n '2s/"[^"]*"/model/p' "$STDOUT" | cut -d , -f 7)" "$total" 1e-9
}

estimates 157.166666666667 '[12,23]' --method bic "$DATA/korea-palembang.csv"
estimates 268.777777777778 '[12,3]' --method stepwise "$DATA/korea-palembang.csv"
estimates 141.992647349988 '[1,2,3]' --method independence "$DATA/korea-palembang.csv"
estimates 141.992647349988 '[1,2,3]' --method stepwise --set p=0 "$DATA/korea-palembang.csv"
estimates 10356.5189572518 '[123,14,34]' --method bic "$DATA/kosovo-killings-1999.csv"
estimates 14341.6638004268 '[12,13,14,23,34]' --method bic --max-order 2 "$DATA/kosovo-killings-1999.csv"
estimates 14341.6638004268 '[12,13,14,23,34]' --method stepwise "$DATA/kosovo-killings-1999.csv"
estimates 11312.9902894353 '[12,13,24,25,35,45]' --method stepwise "$DATA/uk-trafficking-2013-five-lists.csv"
estimates 25311.2906125325 '[123,25,34]' --method bic --max-order 4 "$DATA/uk-trafficking-2013-five-lists.csv"
estimates 11417.9910915046 '[12,13,24,25,35,36,45]' --method stepwise "$DATA/uk-trafficking-2013-six-lists.csv"
estimates 2483.38392023012 '[15,2,3,4]' --method stepwise "$DATA/western-us-trafficking.csv"
estimates 1183.69227675945 '[45,1,2,3,6,7,8]' --method stepwise "$DATA/new-orleans-trafficking-185-eight-lists.csv"
estimates 1183.69227675945 '[45,1,2,3,6,7,8]' "$DATA/new-orleans-trafficking-185-eight-lists.csv"
estimates 1110.48808158135 '[45,1,2,3,6,7,8]' "$DATA/new-orleans-trafficking-186-eight-lists.csv"

# Printed without decimals.
expect_exit 0 fit -q --replicates 0 --format csv --method downhill --max-order 2 "$DATA/uk-trafficking-2013-five-lists.csv"
expect_stdout_matches ',12262\.[0-9]+,'

# auto names what it chose.
expect_exit 0 fit -q --replicates 0 --format json "$DATA/kosovo-killings-1999.csv"
expect_stdout_contains '"method_asked": "auto"'
expect_stdout_matches '"method": "mixture"'
