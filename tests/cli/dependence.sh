# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# --odds-ratio, --force and --xi: what they do, and that every output says so.

kosovo=$DATA/kosovo-killings-1999.csv
two=$(make_file two.csv <<'END'
A,B,count
1,1,120
1,0,380
0,1,280
END
)

# A value of the first record, whose model has commas.
value_of() { # column
  sed 's/"\[[^"]*"/m/' "$STDOUT" >"$WORK/plain"
  csv_value "$1" 1 "$WORK/plain"
}

# Two lists: hidden = odds ratio times 380 times 280 over 120; auto takes a method that can.
expect_exit 0 fit -q --format csv --replicates 0 --odds-ratio A:B=2 "$two"
expect_close "$(value_of hidden)" 1773.3333333333333 1e-12
expect_equal "$(value_of method)" independence
expect_equal "$(value_of assumed)" 'odds-ratio A:B=2'
expect_equal "$(value_of reasons)" ''
expect_exit 0 fit -q --replicates 0 --odds-ratio A:B=2 "$two"
expect_stdout_contains 'ASSUMED          Assumes that the odds of being on B are 2 times as high for'
expect_stdout_contains 'two lists cannot test it'
expect_stdout_contains 'And if what the head of this report says is ASSUMED is true.'

# xi: Kosovo as published; always called illustrative.
for known in 0.5:29484 2:10671 1:16942; do
  expect_exit 0 fit -q --format csv --replicates 0 --method saturated --xi "${known%:*}" "$kosovo"
  expect_close "$(value_of total)" "${known#*:}" 0 0.5
done
expect_stdout_lacks assumed
expect_exit 0 fit -q --replicates 0 --xi 0.5 "$kosovo"
expect_stdout_contains 'Assumes xi = 0.5: all hidden numbers are 2 times what the'
expect_stdout_contains 'from 1/2 to 2 are illustrative, not a plausible range'
expect_exit 0 fit -q --replicates 0 --xi 5 "$kosovo"
expect_stdout_contains 'is illustrative, not plausible in itself'

# What changes nothing is no condition of the result: xi of 1, and with an odds ratio of 1 only what two lists assume anyhow.
expect_exit 0 fit -q --replicates 0 --xi 1 "$kosovo"
expect_stdout_lacks ASSUMED
expect_exit 0 fit -q --replicates 0 --odds-ratio A:B=1 --xi 1 "$two"
expect_stdout_contains 'ASSUMED          Assumes that being on A says nothing about being on B'
expect_stdout_lacks 'And if what the head of this report says'

# Searches: the pair in no model, the forced interaction in every one.
expect_exit 0 models -q --format csv --odds-ratio EXH:OSCE=2 --force ABA:HRW --top 100 "$kosovo"
expect_stdout_line 1 rank,model,parameters,minus_infinity,deviance,log_lik,aic,bic,total,code,assumed
expect_stdout_contains '"[12,14,23,24,34]"'
cut -d '"' -f 2 "$STDOUT" >"$WORK/models"
expect_equal "$(grep -Ec '[[,](13|123|134)' "$WORK/models" || true)" 0
expect_equal "$(grep -Ec '[[,](24|124|234)' "$WORK/models")" "$(($(wc -l <"$STDOUT") - 1))"
expect_equal "$(grep -c 'odds-ratio EXH:OSCE=2;force ABA\*HRW$' "$STDOUT")" "$(($(wc -l <"$STDOUT") - 1))"
expect_exit 0 models -q --odds-ratio EXH:OSCE=2 --force ABA:HRW "$kosovo"
expect_stdout_contains 'among people alike'
expect_stdout_contains 'The interaction ABA*HRW is in every model because the user'
expect_exit 0 fit -q --format json --replicates 0 --odds-ratio OSCE:EXH=2 --force '[24]' --xi 0.8 "$kosovo"
expect_stdout_contains '"odds-ratio": "OSCE:EXH=2"'
expect_stdout_contains '"force": "[24]"'
expect_stdout_contains '"xi": "0.8"'
expect_stdout_contains '"forced": ['
expect_stdout_contains 'Assumes that the odds of being on OSCE are 2 times as high for people on EXH'

# Several of each, and the same bytes on any number of threads.
expect_exit 0 fit -q --format csv --replicates 200 --threads 1 --odds-ratio EXH:OSCE=2 --odds-ratio '[12]=0.5' --force ABA:HRW,ABA:OSCE "$kosovo"
cp "$STDOUT" "$WORK/one"
expect_exit 0 fit -q --format csv --replicates 200 --threads 2 --force '[24,23]' --odds-ratio '[12]=0.5' --odds-ratio EXH:OSCE=2 "$kosovo"
sed 's/,odds-ratio.*//' "$WORK/one" >"$WORK/one.short"
sed 's/,odds-ratio.*//' "$STDOUT" >"$WORK/two.short"
expect_same_bytes "$WORK/one.short" "$WORK/two.short"

# Names with colons need no quotes, names with commas do.
colons=$(make_file colons.csv <<'END'
a:b,c,"d, e",count
1,1,0,10
1,0,0,30
0,1,1,12
0,0,1,40
1,0,1,9
0,1,0,50
1,1,1,4
END
)
expect_exit 0 models -q --format csv --odds-ratio a:b:c=2 --force '"a:b:d, e"' "$colons"
expect_stdout_contains '"odds-ratio a:b:c=2;force ""a:b""*""d, e"""'

# Refusals.
refuse() { # message argument...
  local message=$1
  shift
  expect_exit 2 fit -q --replicates 0 "$@"
  expect_stdout_empty
  expect_stderr_contains "$message"
}
for value in 0 -1 x '' inf nan 1e999 '2 '; do
  refuse "option '--odds-ratio': 'A:B=$value' is not two lists and a number above 0" --odds-ratio "A:B=$value" "$two"
  refuse "option '--xi': '$value' is not a number above 0" --xi "$value" "$two"
done
refuse "is not two lists and a number above 0" --odds-ratio A:B "$two"
refuse "is not two lists and a number above 0" --odds-ratio =2 "$two"
refuse '1e+07 is not a number from 1e-06 to 1e+06' --odds-ratio A:B=1e7 "$two"
refuse "there is no list 'OSC'; did you mean 'OSCE'?" --odds-ratio EXH:OSC=2 "$kosovo"
refuse "there is no list 'HRV'; did you mean 'HRW'?" --force ABA:HRV "$kosovo"
refuse 'names a list twice' --odds-ratio EXH:EXH=2 "$kosovo"
refuse 'the odds ratio of EXH*ABA is given twice' --odds-ratio EXH:ABA=2 --odds-ratio ABA:EXH=3 "$kosovo"
refuse 'forced interaction EXH*ABA: the odds ratio of EXH*ABA is given' --odds-ratio EXH:ABA=2 --force ABA:EXH "$kosovo"
refuse 'no interactions of more than 2 lists' --max-order 2 --force EXH:ABA:HRW "$kosovo"
refuse 'the model has the interaction EXH*ABA' --model '[12,3,4]' --odds-ratio EXH:ABA=2 "$kosovo"
refuse 'the model has not the interaction EXH*OSCE' --model '[12,3,4]' --force EXH:OSCE "$kosovo"
refuse 'these do: independence, fixed, bic, stepwise, downhill, saturated, averaged' --method chao --xi 2 "$kosovo"
refuse 'method chapman takes no odds ratio' --method chapman --odds-ratio A:B=2 "$two"
