# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Small numbers on a page to hand on: not there, and not to be found from what is.

finland=data/finland/synthetic-2017-lists.csv
fit=$WORK/fit.json
page=$WORK/report.html
private=$WORK/report.repro.json
expect_exit 0 fit -q --by form --absorbing synthetic_assistance_system --method bic --replicates 500 --format json -o "$fit" "$finland"

# Two people are forced to beg: protected unless somebody says otherwise.
expect_exit 0 report -o "$page" "$fit"
expect_stdout_empty
expect_stderr_contains "note: $private has small numbers and all digits: it stays with those who may see the lists"
expect_contains "$page" 'Small numbers are protected: of people on the lists, numbers below 5 are not shown'
expect_contains "$page" '<bdi>forced-begging</bdi></th><td>not shown</td><td>not shown</td><td>not shown</td><td>not shown</td>'
expect_contains "$page" 'forced-begging: the number recorded is not shown.'
expect_contains "$page" 'for each of the 5 agencies that know their own list'
expect_contains "$page" 'Known to any of 6 lists: 413 people.'
for away in "$finland" 'darkfigure fit' 'SHA' 'NO DISCLOSURE' '>9 ' '(9 recorded' ' 19' '394' 'absorbing synth'; do expect_lacks "$page" "$away"; done

# What is private has all of it, and is its owner's alone; a file that is there keeps who may read it.
expect_equal "$(stat -c %a "$private")" 600
expect_contains "$private" '"private": "PRIVATE'
expect_contains "$private" "$finland"
expect_contains "$private" '"without_estimate"'
[ "$(grep -c '"display": "suppressed"' "$private")" -ge 2 ] || fail 'too little is suppressed'

# Estimates are no finer than to two digits and to k.
expect_exit 0 report -q --disclosure k=20 -o "$page" "$fit"
expect_stderr_empty
sed -n 's|.*<bdi>[^<]*</bdi></th><td>[^<]*</td><td>\([0-9,]*\)</td>.*|\1|p' "$(page_cells "$page")" | tr -d , >"$WORK/estimates"
[ "$(wc -l <"$WORK/estimates")" -ge 3 ] || fail 'there are too few estimates'
awk '$1 % 20 != 0 && $1 % 100 != 0 { exit 1 }' "$WORK/estimates" || fail 'an estimate is finer than to 20'

# What a reader of the finished page can try: which numbers the categories without one can have, so that all that is printed adds up. `shown`
# prints for each category its number, or "?"; unknown numbers and those aside are tried one after the other.
expect_exit 0 report -q -o "$page" "$fit"
shown() { sed -n 's|.*<bdi>\([a-z-]*\)</bdi>.*</th><td>\([^<]*\)</td><td.*|\1 \2|p' "$(page_cells "$page")" | sed 's/not shown/?/' | awk '!seen[$1]++'; }
known=$(sed -n 's|.*Known to any of [0-9]* lists: \([0-9,]*\) .*|\1|p' "$page" | tr -d ,)
shown | awk -v known="$known" '
  $2 == "?" { n_open++; next } { sum += $2 }
  END { if (n_open == 0) exit 1
        for (small = 1; small <= 4; small++) if (known - sum - small < n_open - 1) exit 1 }' ||
  fail 'the number of people forced to beg can be worked out'
# Without protection the same reader finds it.
expect_exit 0 report -q --disclosure none -o "$page" "$fit"
expect_equal "$(shown | awk '$1 == "forced-begging" { print $2 }')" 2

chmod 640 "$private"
expect_exit 0 report -q -o "$page" "$fit"
expect_equal "$(stat -c %a "$private") $(stat -c %a "$page")" "640 $(umask -S >/dev/null; printf '%o' $((0666 & ~$(umask))))"

# The same bytes again; on standard output nothing is private, and that is said.
expect_exit 0 report -q --lang fi -o "$page" "$fit"
expect_exit 0 report --lang fi "$fit"
expect_stderr_contains 'what repeats the page is not on it, and goes into a file beside it: give -o report.html'
expect_same_bytes "$STDOUT" "$page"
expect_contains "$page" 'ei näytetä'
expect_exit 0 report -q -o "$WORK/page" "$fit"
[ -f "$WORK/page.repro.json" ] || fail 'there is no private file beside a page of another name'

# Zeros say something too.
zeros=$(make_file zeros.csv <<'END'
form,A,B,count
a,1,0,40
a,0,1,35
a,1,1,12
b,1,0,0
b,0,1,0
b,1,1,0
c,1,0,31
c,0,1,22
c,1,1,9
d,1,0,3
d,0,1,1
END
)
expect_exit 0 fit -q --by form --format json -o "$WORK/zeros.json" "$zeros"
expect_exit 0 report -q -o "$page" "$WORK/zeros.json"
expect_lacks "$(page_cells "$page")" '<bdi>d</bdi></th><td>4</td>'
expect_exit 0 report -q --suppress-zeros -o "$page" "$WORK/zeros.json"
expect_lacks "$page" 'pairs of lists share nobody'

# One table of few people shows nothing of them.
few=$(make_file few.csv <<<$'A,B,count\n1,0,2\n0,1,1\n1,1,1')
expect_exit 0 fit -q --format json -o "$WORK/few.json" "$few"
expect_exit 0 report -q -o "$page" "$WORK/few.json"
expect_contains "$page" 'The total is not shown: it would give small numbers away.'
expect_contains "$page" 'how many people are known to any of them is not shown'

# Rounded, where nothing of little worth could be left out.
two=$(make_file two.csv <<'END'
form,A,B,count
a,1,0,80
a,0,1,61
a,1,1,30
c,1,0,31
c,0,1,22
c,1,1,19
d,1,0,1
d,0,1,1
d,1,1,1
END
)
expect_exit 0 fit -q --by form --format json -o "$WORK/two.json" "$two"
expect_exit 0 report -q -o "$page" "$WORK/two.json"
expect_contains "$page" 'Known to any of 2 lists: about 250 people.'
expect_contains "$(page_cells "$page")" '<bdi>a</bdi></th><td>171</td>'

# Wrong words; nothing takes the place of what it is made from.
refused() { # sentence argument...
  cp "$page" "$WORK/before.html"
  expect_exit 2 report -o "$page" "${@:2}" "$fit"
  expect_stderr_contains "$1"
  expect_same_bytes "$page" "$WORK/before.html"
}
refused "'5' is neither none nor the least number of people to be shown, from k=2 to k=100" --disclosure 5
refused "'k=1' is neither none" --disclosure k=1
refused "'k=101' is neither none" --disclosure k=101
refused "'k=' is neither none" --disclosure k=
cp "$fit" "$WORK/own.repro.json"
expect_exit 2 report -o "$WORK/own.html" "$WORK/own.repro.json"
expect_stderr_contains 'own.repro.json: the output would overwrite the input'
expect_no_file "$WORK/own.html"
