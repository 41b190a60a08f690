# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The estimators, and all that apply to a table side by side.

methods=(petersen chapman independence fixed bic stepwise downhill saturated averaged joint hierarchical mixture
  chao chao-bc zelterman coverage coverage-high coverage-low
  m0 mt mh-chao mh-poisson mh-darroch mh-gamma mh-normal mth-chao mth-poisson mth-darroch mth-gamma mth-normal mb mbh
  m0-bc mt-bc mh-chao-bc mh-poisson-bc mh-darroch-bc mh-gamma-bc mth-chao-bc mth-poisson-bc mth-darroch-bc mb-bc mbh-bc
  chao-regression zelterman-regression ztpoisson ztgeom ztnegbin oiztpoisson oiztgeom)
# On three lists without an order of time: all but fixed, which needs a model, those for two lists, those that need an order, and those for one list.
applicable=()
for method in "${methods[@]}"; do
  case $method in fixed | mb* | petersen | chapman | zt* | oi* | *-regression) ;; *) applicable+=("$method") ;; esac
done
expect_exit 0 methods
for method in auto "${methods[@]}"; do expect_stdout_matches "^$method( |\$)"; done
expect_stdout_contains assumes
expect_stdout_contains source
expect_stdout_contains 'p=0.02'
expect_stderr_empty
expect_exit 0 methods --format csv
expect_equal "$(tail -n +2 "$STDOUT" | cut -d , -f 1 | tr '\n' ' ')" "${methods[*]} "
expect_stdout_matches '^petersen,2,2,'
expect_exit 0 methods --format json
expect_stdout_contains '"method": "stepwise"'
expect_exit 0 methods --format json -o "$WORK/methods.json"
expect_same_bytes "$WORK/methods.json" <("$DARKFIGURE" methods --format json)

# Three lists: not the methods for two; fixed needs a model and is left out.
korea=$DATA/korea-palembang.csv
expect_exit 0 methods --replicates 20 "$korea"
expect_stdout_contains 'auto would choose mixture'
for method in "${applicable[@]}"; do expect_stdout_matches "^  $method  "; done
expect_stdout_contains 'Not applicable'
expect_stdout_matches '^  petersen .* 2 lists'
expect_stdout_matches '^  mb +method mb is for lists made one after'
expect_stdout_contains '--ordered'
expect_stdout_lacks fixed

expect_exit 0 methods --replicates 20 --format csv "$korea"
expect_stderr_contains 'note: petersen does not apply: '
expect_equal "$(tail -n +2 "$STDOUT" | cut -d , -f 1 | tr '\n' ' ')" "$(printf '%s\n' "${methods[@]}" | grep -vxE 'fixed|zt.*|oi.*|.*-regression' | tr '\n' ' ')"
expect_equal "$(grep -c '^method,model,' "$STDOUT")" 1
expect_stdout_matches '^petersen,,b\+c\+d,123,0,.*,no_estimate,'
# What `fit` says of the same method.
for method in independence bic stepwise downhill chao coverage-low mth-gamma mth-normal mt-bc; do
  grep "^$method," "$STDOUT" >"$WORK/here"
  "$DARKFIGURE" fit -q --format csv --replicates 20 --method $method "$korea" | tail -n +2 >"$WORK/there"
  expect_same_bytes "$WORK/here" "$WORK/there"
done

expect_exit 0 methods --replicates 20 --format json "$korea"
expect_stdout_line 1 '['
expect_equal "$(grep -c '"method_asked": ' "$STDOUT")" $((${#methods[@]} - 8)) # without fixed and the seven for one list
expect_equal "$(grep -c '"not_applicable": ' "$STDOUT")" 6

# Two lists, and categories.
two=$(make_file two.csv <<<$'A,B,form,count\n1,0,x,30\n0,1,x,60\n1,1,x,20\n1,0,y,4\n0,1,y,6')
expect_exit 0 methods -q --format csv --replicates 10 --by form "$two"
expect_stdout_matches '^form,method,model,'
expect_stdout_matches '^x,petersen,'
expect_stdout_matches '^y,chapman,.*no_estimate'
expect_stdout_matches '^\(all\),chapman,'
expect_exit 0 methods -q --replicates 10 --by form --level 0.5,0.9 "$two"
expect_stdout_contains 'auto would choose chapman'

# Nothing for anybody: the findings are written, and the status says so.
expect_exit 1 methods -q --format csv --where form=y "$two"
expect_stdout_contains no_overlap
expect_exit 1 methods -q --where form=y "$two"

# What is too much for one method is no obstacle to the others.
expect_exit 0 methods -q --replicates 10 --format csv "$DATA/new-orleans-trafficking-185-eight-lists.csv"
expect_stdout_matches '^stepwise,.*,1183\.69'
