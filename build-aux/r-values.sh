#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Write what the tests of the package of R compare with: of each line of cases.csv the rows that the command has.
#
#   usage: build-aux/r-values.sh TREE COMMAND       TREE: of the package, which receives tests/testthat/values
set -eu
tree=$1 command=$2

values=$tree/tests/testthat/values
mkdir -p "$values"
tail -n +2 "$tree/tests/testthat/cases.csv" | while IFS=, read -r name table lists count by method replicates levels; do
  "$command" fit --quiet --format csv --seed 1 --lists "$(echo "$lists" | tr ';' ',')" ${count:+--count "$count"} ${by:+--by "$by"} --method "$method" \
    ${replicates:+--replicates "$replicates"} ${levels:+--level "$(echo "$levels" | tr ';' ',')"} --output "$values/$name.csv" \
    "data/published/$table.csv" </dev/null || [ $? = 1 ]
done
