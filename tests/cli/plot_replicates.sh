# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# How estimates are distributed: fifty dots a row, from the limits at many levels.

korea=$DATA/korea-palembang.csv
uk=$DATA/uk-trafficking-2013-five-lists.csv
fit=$WORK/fit.json
svg=$WORK/dots.svg

# 'quantiles' stands for 25 levels behind those that are given, or behind the usual one.
expect_exit 0 fit -q --replicates 500 --method bic --level quantiles --format csv "$korea"
expect_equal "$(awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } { printf "%g ", $at["level"] }' <(sed 's|"[^"]*"|-|g' "$STDOUT"))" \
  '0.95 0.98 0.94 0.9 0.86 0.82 0.78 0.74 0.7 0.66 0.62 0.58 0.54 0.5 0.46 0.42 0.38 0.34 0.3 0.26 0.22 0.18 0.14 0.1 0.06 0.02 '
awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } NR > 2 { low[NR] = sprintf("%.0f", $at["lower"]); up[NR] = sprintf("%.0f", $at["upper"]) }
  END { for (r = 3; r <= NR; r++) printf "%s ", low[r]; for (r = NR; r >= 3; r--) printf "%s%s", up[r], (r > 3 ? " " : "\n") }' <(sed 's|"[^"]*"|-|g' "$STDOUT") >"$WORK/expected"
expect_exit 0 fit -q --replicates 500 --method bic --level 0.9,quantiles,0.8 --format json -o "$fit" "$korea"
expect_contains "$fit" '"level": "0.9,0.98,0.94,0.86,'

# They are the dots, over the first interval.
expect_exit 0 plot replicates --disclosure none -o "$svg" "$fit"
expect_stderr_empty
sed -n 's|^<distribution name="All" interval="percentile" quantiles="\(.*\)"/>|\1|p' "$svg" >"$WORK/drawn"
expect_same_bytes "$WORK/drawn" "$WORK/expected"
expect_contains "$svg" 'NO DISCLOSURE CONTROL'
expect_lacks "$svg" 'nan'
expect_exit 0 plot replicates --disclosure none "$fit"
expect_same_bytes "$STDOUT" "$svg"
expect_exit 0 plot replicates --lang fi --disclosure none "$fit"
expect_stdout_contains 'yksi 50 yhtä suuresta osasta'

# Averaged, without replicates; of categories of which some have none.
expect_exit 0 fit -q --replicates 0 --level quantiles --format json -o "$fit" "$uk"
expect_exit 0 plot replicates --disclosure none "$fit"
expect_stdout_contains 'interval="mixture" quantiles="'
expect_exit 0 fit -q --by form --replicates 0 --method chao --level quantiles --format json -o "$fit" data/finland/synthetic-2017-lists.csv
expect_exit 0 plot replicates --disclosure none "$fit"
expect_stdout_contains 'name="forced-begging" recorded="2" shown="UNKNOWN, not zero"'

# Where nothing can be estimated there are no dots.
none=$(make_file none.csv <<<$'A,B,form,count\n1,0,x,12\n0,1,x,7\n1,0,y,3\n0,1,y,1')
expect_exit 1 fit -q --by form --level quantiles --format json -o "$WORK/none.json" "$none"
expect_exit 1 plot replicates --disclosure none "$WORK/none.json"
expect_stdout_contains 'UNKNOWN, not zero'

# What is refused: small numbers, other levels, too many of them.
expect_exit 2 plot replicates -o "$WORK/no.svg" "$fit"
expect_stderr_contains 'plot replicates draws many limits of each estimate, from which small numbers could be found, and only with --disclosure none'
expect_exit 0 fit -q --replicates 0 --format json -o "$fit" "$uk"
expect_exit 3 plot replicates --disclosure none -o "$WORK/no.svg" "$fit"
expect_stderr_contains "$fit: it has no intervals at the levels that a distribution is drawn from; write it with 'fit --level 0.95,quantiles --format json'"
expect_no_file "$WORK/no.svg"
expect_exit 2 fit --level 0.11,0.12,0.13,0.15,0.16,0.17,0.19,0.21,quantiles "$uk"
expect_stderr_contains "option '--level': more than 32 levels"
expect_exit 2 fit --level 0.95,quantile "$uk"
