# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Suppressed counts from the command line: how they are read, estimates, replicates, what is said of them, and what is refused.

gzip -dc tests/reference/covariates/tables/suppressed_UKdat_5.csv.gz >"$WORK/uk.csv"
uk=(--count suppressed_1_4 --ignore count_true,rounded3 --suppressed 1-4)
model=(--joint 'LA*NG*PFNCA + NG*GP + PFNCA*GO')

# tests/reference/covariates/suppressed.csv, UKdat_5, bic3: 1-4, and with the total of 11.
expect_exit 0 fit -q --format csv --replicates 0 "${uk[@]}" "${model[@]}" "$WORK/uk.csv"
expect_close "$(csv_value total)" 25781.518273260397 1e-8
expect_equal "$(csv_value observed)" 2739
expect_close "$(csv_value hidden)" "$(awk 'BEGIN { printf "%.10f", 25781.518273260397 - 2739 }')" 1e-8
expect_equal "$(csv_value reasons)" counts_suppressed
known=("${uk[@]}" --suppressed-total 11)
expect_exit 0 fit -q --format csv --replicates 0 "${known[@]}" "${model[@]}" "$WORK/uk.csv"
expect_close "$(csv_value total)" 25923.094639314597 1e-8
expect_equal "$(csv_value observed)" 2744
expect_close "$(csv_value se)" "$(awk 'BEGIN { printf "%.10g", sqrt(3816.0083468438525^2 + 23179.094639314597) }')" 1e-6
expect_equal "$(csv_value reasons)" ''

# "<5" and "1-4" need no option, and mean the same; a model by numbers is the same model.
for range in '<5' '1-4' '1–4'; do
  sed "s/,s\$/,$range/" "$WORK/uk.csv" >"$WORK/range.csv"
  expect_exit 0 fit -q --format csv --replicates 0 --count suppressed_1_4 --ignore count_true,rounded3 "${model[@]}" "$WORK/range.csv"
  expect_close "$(csv_value total)" 25781.518273260397 1e-8
done
expect_exit 0 fit -q --format csv --replicates 0 "${uk[@]}" --model '[123,25,34]' "$WORK/uk.csv"
expect_close "$(csv_value total)" 25781.518273260397 1e-8

# Said of them: in the text, in JSON, by describe.
expect_exit 0 fit --replicates 0 "${uk[@]}" "${model[@]}" "$WORK/uk.csv"
tr -s '\n ' ' ' <"$STDOUT" >"$WORK/flat"
expect_contains "$WORK/flat" '6 counts are suppressed and hold at least 6 and at most 24 people; where people are counted, it is with the least'
expect_contains "$WORK/flat" '6 counts are suppressed, together 6 to 24 people; the model expects 11.9'
expect_contains "$WORK/flat" 'some counts are suppressed: a number that agrees with what is known of them counts as observed'
expect_exit 0 fit -q --format json --replicates 0 "${known[@]}" "${model[@]}" "$WORK/uk.csv"
tr -d '\n ' <"$STDOUT" >"$WORK/flat"
expect_contains "$WORK/flat" '"suppressed":{"counts":6,"least":11,"most":11,"total_known":true,"everywhere":true}'
expect_contains "$WORK/flat" '"suppressed":[{"on":"LA+GO","least":1,"most":4,"expected":1.7194348576'
sum=$(grep -o '"expected":[0-9.]*' "$WORK/flat" | awk -F : '{ sum += $2 } END { printf "%.9f", sum }')
expect_close "$sum" 11 1e-8
expect_exit 0 describe -q --format csv "${uk[@]}" "$WORK/uk.csv"
expect_stdout_matches '^suppressed_counts,,6$'
expect_stdout_matches '^suppressed_least,,6$'
expect_stdout_matches '^suppressed_most,,24$'
expect_exit 0 describe "${uk[@]}" "$WORK/uk.csv"
expect_stdout_contains '6 counts are suppressed'
expect_exit 0 convert -q "${uk[@]}" "$WORK/uk.csv"
expect_stdout_matches '^1,1,1,0,0,1-4$'

# Replicates are suppressed and fitted again, the same on any number of threads.
for options in "${uk[*]}" "${known[*]}"; do
  read -r -a given <<<"$options"
  expect_exit 0 fit -q --format csv --replicates 40 --threads 1 "${given[@]}" "${model[@]}" "$WORK/uk.csv"
  cp "$STDOUT" "$WORK/one"
  expect_equal "$(csv_value interval)" percentile
  expect_equal "$(csv_value failed)" 0
  expect_exit 0 fit -q --format csv --replicates 40 --threads 3 "${given[@]}" "${model[@]}" "$WORK/uk.csv"
  expect_same_bytes "$WORK/one" "$STDOUT"
done

# Searched, ranked; by category, of which margins add up.
expect_exit 0 fit -q --format csv --replicates 0 "${uk[@]}" --joint auto "$WORK/uk.csv"
expect_equal "$(csv_value interval)" mata-aic
expect_exit 0 models -q --format csv "${known[@]}" --joint auto "$WORK/uk.csv"
awk -F , '{ print (NR == 1 ? "sex," $0 : "f," $0) } NR > 1 { print "m," $0 }' "$WORK/uk.csv" >"$WORK/sexes.csv"
expect_exit 0 fit -q --format csv --replicates 0 "${uk[@]}" --by sex "${model[@]}" "$WORK/sexes.csv"
expect_close "$(csv_value total 3)" "$(awk -F , 'NR == 2 || NR == 3 { sum += $8 } END { printf "%.9f", sum }' "$STDOUT")" 1e-9
expect_equal "$(csv_value observed 3)" 5478

# Nothing is suppressed where the total leaves no choice.
expect_exit 0 fit -q --format csv --replicates 0 --count count_true --ignore suppressed_1_4,rounded3 "${model[@]}" "$WORK/uk.csv"
expect_close "$(csv_value total)" 25311.290612532484 1e-8

# Refused: by methods that need every count, by studies, and what contradicts itself.
expect_exit 2 fit -q "${uk[@]}" "$WORK/uk.csv"
expect_stderr_contains "6 counts are suppressed, and method mixture needs every count; --joint auto searches a model that does without"
expect_exit 2 sensitivity -q "${uk[@]}" "${model[@]}" "$WORK/uk.csv"
expect_stderr_contains 'counts of the table are suppressed'
expect_exit 2 fit -q "${uk[@]}" "${model[@]}" --interval bca --replicates 20 "$WORK/uk.csv"
expect_stderr_contains '--interval percentile does without'
expect_exit 3 fit -q --count suppressed_1_4 --ignore count_true,rounded3 "${model[@]}" "$WORK/uk.csv"
expect_stderr_contains "uk.csv:8:8: this count is suppressed (column suppressed_1_4), and nothing says between which numbers it is; --suppressed 1-4 says"
for total in 5 25; do
  expect_exit 2 fit -q "${uk[@]}" --suppressed-total "$total" "${model[@]}" "$WORK/uk.csv"
  expect_stderr_contains "--suppressed-total is $total, and the 6 suppressed counts hold at least 6 and at most 24 people"
done
expect_exit 2 fit -q --count count_true --ignore suppressed_1_4,rounded3 --suppressed-total 11 "${model[@]}" "$WORK/uk.csv"
expect_stderr_contains '--suppressed-total: no count of'
expect_exit 2 fit -q "${uk[@]}" --suppressed-total few "${model[@]}" "$WORK/uk.csv"
expect_stderr_contains "option '--suppressed-total': 'few' is not a whole number from 0 to 1048576"
expect_exit 2 fit -q --count suppressed_1_4 --suppressed 4-1 "${model[@]}" "$WORK/uk.csv"
expect_stderr_contains "--suppressed: there is no number in '4-1'"
expect_exit 2 fit -q "${uk[@]}" --by sex --absent GP:sex=m "${model[@]}" "$WORK/sexes.csv"
expect_exit 2 fit -q "${uk[@]}" --by sex --pool "${model[@]}" "$WORK/sexes.csv"
expect_stderr_contains '--pool is not for tables with suppressed counts'
sed 's/^m,0,0,0,0,1,/,0,0,0,0,1,/' "$WORK/sexes.csv" >"$WORK/missing.csv"
expect_exit 2 fit -q "${uk[@]}" --by sex "${model[@]}" "$WORK/missing.csv"
expect_stderr_contains '--missing category makes a category of those of whom it is missing'
