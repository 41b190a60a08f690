# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Missing values of categories in one model over all of them: people are where they may be, and margins add up.

for table in em_kosovo_missing em_scot_missing msei_impute; do
  gzip -dc "tests/reference/covariates/tables/$table.csv.gz" >"$WORK/$table.csv"
done

# Values of R's EM and our Newton finish: tests/reference/covariates/em.csv, kosovo_sex20 k4, scot_gender s2, impute e1.
kosovo=(--by sex --joint '(EXH*ABA + EXH*OSCE + ABA*HRW + OSCE*HRW)*sex + ABA*OSCE' "$WORK/em_kosovo_missing.csv")
expect_exit 0 fit -q --format csv --replicates 0 "${kosovo[@]}"
expect_stdout_matches '^\(missing\),.*,no_estimate,category_missing$'
expect_close "$(csv_value total 2)" 3053.4540727955018 1e-9
expect_close "$(csv_value total 4)" 11319.681890401114 1e-9
# The people whose sex is missing are seen: of the total, not of one sex.
expect_close "$(csv_value hidden 4)" 6919.6818904011134 1e-9
expect_equal "$(csv_value observed 4)" 4400
expect_equal "$(csv_value excluded 4)" 0
expect_equal "$(csv_value state 4)" ok
expect_close "$(csv_value total 3)" "$(awk 'BEGIN { printf "%.12f", 11319.681890401114 - 3053.4540727955018 }')" 1e-9
expect_exit 0 fit -q --format csv --replicates 0 --by Region,Gender,Age \
  --joint '(S1 + S2 + S3 + S4)*Gender + S1*Region + S2*Age + Region*Gender*Age' "$WORK/em_scot_missing.csv"
expect_close "$(awk -F , '$1 == "GGC" && $2 == "Female" && $3 == "Old" { print $10 }' "$STDOUT")" 375.73826041438673 1e-9
expect_close "$(awk -F , '$1 == "(all)" && $2 == "(all)" && $3 == "(all)" { print $10 }' "$STDOUT")" 22212.03947757612 1e-9
expect_exit 0 fit -q --format csv --replicates 0 --drop-unlisted --by a,b,c --joint 'A + B + C + a + b + c' "$WORK/msei_impute.csv"
expect_close "$(awk -F , '$1 == "(all)" && $2 == "(all)" && $3 == "(all)" { print $10 }' "$STDOUT")" 7767.2104896368046 1e-9

# Every replicate is fitted anew, the same on any number of threads; there is no standard error by formula.
expect_exit 0 fit -q --format csv --replicates 0 "${kosovo[@]}"
expect_equal "$(csv_value reasons 4)" no_standard_error
expect_exit 0 fit -q --format csv --replicates 30 --threads 1 "${kosovo[@]}"
cp "$STDOUT" "$WORK/one"
expect_equal "$(csv_value interval 4)" percentile
expect_exit 0 fit -q --format csv --replicates 30 --threads 3 "${kosovo[@]}"
expect_same_bytes "$WORK/one" "$STDOUT"
expect_exit 0 fit -q --replicates 0 "${kosovo[@]}"
tr -s '\n ' ' ' <"$STDOUT" >"$WORK/flat"
expect_contains "$WORK/flat" 'people of whom a category is not known are counted in'
expect_stdout_lacks 'IN PART'

# As a category of their own they are a row, and the others lose them. A search does not know them.
expect_exit 0 fit -q --format csv --replicates 0 --set missing=category "${kosovo[@]}"
expect_stdout_lacks category_missing
expect_exit 2 fit --by sex --joint auto "$WORK/em_kosovo_missing.csv"
expect_stderr_contains 'a category has missing values, which a search does not know; give a formula'
expect_exit 0 fit -q --format csv --by sex --joint auto --set missing=category "$WORK/em_kosovo_missing.csv"
expect_stdout_contains mata-aic
