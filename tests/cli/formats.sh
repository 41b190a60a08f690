# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Formats, and what goes where: results to standard output, everything else to standard error.

korea=$DATA/korea-palembang.csv
header='method,model,lists,observed,excluded,hidden,total,se,level,lower,upper,interval,replicates,failed,state,reasons'

expect_exit 0 fit --method bic --replicates 100 --format csv "$korea"
expect_stdout_line 1 "$header"
expect_equal "$(wc -l <"$STDOUT")" 2
expect_stderr_matches '^darkfigure: note: .*b, c, d'
if grep -v '^darkfigure: ' "$STDERR"; then fail 'a line on standard error does not begin with darkfigure:'; fi
cp "$STDOUT" "$WORK/with-notes.csv"

expect_exit 0 fit --method bic --replicates 100 --format csv --quiet "$korea"
expect_stderr_empty
expect_same_bytes "$STDOUT" "$WORK/with-notes.csv"
expect_exit 0 fit --method bic --replicates 100 --format csv -q --progress never "$korea"
expect_stderr_empty

expect_exit 0 fit --method bic --replicates 100 -q "$korea"
expect_stdout_contains 157
expect_stdout_lacks nan
cp "$STDOUT" "$WORK/table"
expect_exit 0 fit --method bic --replicates 100 -q --format table "$korea"
expect_same_bytes "$STDOUT" "$WORK/table"

expect_exit 0 fit --method bic --replicates 100 -q --format json "$korea"
for text in '"command": "fit"' '"options": {' '"method": "bic"' '"replicates": "100"' '"seed": "1"' '"sha256": "' '"run": {' \
  '"gsl_version": "'; do
  expect_stdout_contains "$text"
done
expect_stdout_lacks NaN
sha=$(sha256sum "$korea")
expect_equal "$(grep -cF "${sha%% *}" "$STDOUT")" 2 # of the input, and of the only one of its files
expect_equal "$(grep -cF "\"path\": \"$korea\"" "$STDOUT")" 2
expect_stdout_lacks '"link": {'

for format in table csv json; do
  expect_exit 0 describe -q --format $format "$korea"
  expect_exit 0 models -q --format $format "$korea"
  expect_exit 0 check -q --format $format --model '[12,3]' "$korea"
  expect_stdout_lacks nan
  expect_stderr_empty
done
expect_exit 0 describe -q --format csv "$korea"
expect_stdout_line 1 quantity,lists,value
expect_exit 0 models -q --format csv "$korea"
expect_stdout_line 1 rank,model,parameters,minus_infinity,deviance,log_lik,aic,bic,total,code
expect_exit 0 check -q --format csv --model '[12,23]' "$korea"
expect_stdout_line 1 model,code,parameters,minus_infinity,reason
expect_exit 0 methods --format csv
expect_stdout_line 1 method,min_lists,max_lists,assumption,advice,source,options
for format in csv json; do
  expect_exit 0 methods -q --format "$format" --replicates 20 "$korea"
  expect_stderr_empty
done

# Progress is for terminals unless asked for.
expect_exit 0 fit --method bic --replicates 2000 --progress auto -q "$DATA/uk-trafficking-2013-five-lists.csv"
expect_stderr_empty
expect_exit 0 fit --method bic --replicates 4000 --progress always -q --format csv "$DATA/uk-trafficking-2013-five-lists.csv"
expect_stderr_matches '^darkfigure: bic: +[0-9]+%  [0-9.]+ tables/s  .* left$'
