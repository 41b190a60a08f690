#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The same jobs in R, where R and the package MultipleSystemsEstimation are installed: rows as of `make bench`, and how many times longer R
# took than DARKFIGURE for the whole command. Says so and ends without failure when they are not.
#
#   usage: benchmarks/r.sh DARKFIGURE [REPLICATES]       (in the project's top folder; default 100 replicates)
set -euo pipefail

darkfigure=$1
replicates=${2:-100}

if ! command -v Rscript >/dev/null; then
  echo 'bench-r: R is not installed here, so there is nothing to compare with'
  exit 0
fi
if ! Rscript -e 'quit(status = !requireNamespace("MultipleSystemsEstimation", quietly = TRUE))' >/dev/null 2>&1; then
  echo 'bench-r: the R package MultipleSystemsEstimation is not installed here, so there is nothing to compare with'
  exit 0
fi

seconds() { # command...
  local start end
  start=$(date +%s.%N)
  "$@" >/dev/null
  end=$(date +%s.%N)
  awk "BEGIN { print $end - $start }"
}

compare() { # case method file R-method
  local ours theirs
  ours=$(seconds "$darkfigure" fit -q --method "$2" --replicates "$replicates" --interval bca "$3")
  theirs=$(seconds Rscript benchmarks/bench.R "$4" "$3" "$replicates")
  printf '%s,%s,%s,%s,%.0f\n' "$1" "$replicates" "$ours" "$theirs" "$(awk "BEGIN { print $theirs / $ours }")"
}

echo 'case,replicates,darkfigure_seconds,r_seconds,ratio'
compare kosovo-bic bic data/published/kosovo-killings-1999.csv bic
compare uk5-bic bic data/published/uk-trafficking-2013-five-lists.csv bic
compare uk6-stepwise stepwise data/published/uk-trafficking-2013-six-lists.csv stepwise
