# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Figures of `plot` and pages of `report` in a browser: nothing is asked for, nothing is complained of, no text overlaps another or leaves the page at several widths
# and sizes of text, and page 1 of the print holds the first screen.

browser=$(command -v chromium) || skip 'chromium is not installed'
command -v pdftotext >/dev/null || skip 'pdftotext (poppler-utils) is not installed'

# Quiet but for what pages say: a user's folder of its own, and no sandbox where root would need one.
chrome() { # argument...
  HOME=$WORK "$browser" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --user-data-dir="$WORK/browser" \
    --virtual-time-budget=60000 "$@"
}

# Forty categories, with names that are long, not Latin, run from right to left, or look like markup.
awk 'BEGIN {
  name[1] = "\"<script>alert(\"\"x\"\")</script> & '\''q'\''\""
  name[2] = "Очень длинное название категории - которое переносится на несколько строк и продолжается дальше"
  name[3] = "الاستغلال في العمل والخدمة المنزلية"
  name[4] = "a-category-without-any-blank-that-goes-on-and-on-and-on-for-a-hundred-and-twenty-characters-so-that-it-has-to-be-broken"
  print "police,ngo,border,health,form,count"
  for (k = 1; k <= 40; k++)
    for (h = 1; h < 16; h++) {
      n_lists = h % 2 + int(h / 2) % 2 + int(h / 4) % 2 + int(h / 8)
      n = int((n_lists == 1 ? 50 : n_lists == 2 ? 10 : n_lists == 3 ? 3 : 1) * (1 + (k * h * 7919) % 97 / 97) * (k % 7 == 0 ? 0.05 : 1 + k / 6))
      if (n > 0) printf "%d,%d,%d,%d,%s,%d\n", h % 2, int(h / 2) % 2, int(h / 4) % 2, int(h / 8), k in name ? name[k] : "category " k, n
    }
}' >"$WORK/forty.csv"
printf 'A,B,form,count\n1,0,x,12\n0,1,x,7\n1,0,y,3\n0,1,y,1\n' >"$WORK/none.csv"

finland=data/finland
printf 'form,people\n' >"$WORK/residents.csv"
for form in labour sexual forced-marriage forced-begging forced-criminality; do printf '%s,5500000\n' $form >>"$WORK/residents.csv"; done
expect_exit 0 fit -q --format json -o "$WORK/uk.json" --method bic --replicates 1000 "$DATA/uk-trafficking-2013-five-lists.csv"
expect_exit 0 fit -q --format json -o "$WORK/finland.json" --by form --absorbing synthetic_assistance_system --replicates 0 \
  --residents "$WORK/residents.csv" $finland/synthetic-2017-lists.csv
expect_exit 0 fit -q --format json -o "$WORK/forty.json" --by form --method bic --replicates 1000 "$WORK/forty.csv"
expect_exit 1 fit -q --format json -o "$WORK/none.json" --by form "$WORK/none.csv"

# Sixty years, of which some have no number; and two years of categories with long names.
awk 'BEGIN {
  print "A,B,C,year,count"
  for (year = 1960; year < 2020; year++)
    for (h = 1; h < 8; h++) {
      n_lists = h % 2 + int(h / 2) % 2 + int(h / 4)
      if (year % 7 == 0 && n_lists > 1) continue
      printf "%d,%d,%d,%d,%d\n", h % 2, int(h / 2) % 2, int(h / 4), year, (n_lists == 1 ? 300 : n_lists == 2 ? 70 : 30) + (h * year) % 37
    }
}' >"$WORK/years.csv"
{
  sed '1s/$/,year/; 1!s/$/,2018/' "$WORK/forty.csv"
  sed '1d; s/$/,2019/' "$WORK/forty.csv"
} >"$WORK/forms.csv"
expect_exit 0 fit -q --format json -o "$WORK/years.json" --by year --method bic --replicates 1000 "$WORK/years.csv"
expect_exit 0 fit -q --format json -o "$WORK/forms.json" --by year,form --method independence --replicates 200 "$WORK/forms.csv"

# What moves estimates: of the longest names, in each language.
for name in uk forty; do
  by=() file=$DATA/uk-trafficking-2013-five-lists.csv
  [ $name = uk ] || { by=(--by form) file=$WORK/forty.csv; }
  expect_exit 0 sensitivity -q --format json -o "$WORK/$name-moved.json" "${by[@]}" --method bic --replicates 1000 --thinnings 0 "$file"
done

# Scenarios of the same year: long sentences in narrow columns.
mkdir "$WORK/examples"
ln -s "$PWD/$finland" "$WORK/finland"
sed 's/^replicates: .*/replicates: 50/' data/examples/finland-2017-synthetic.yaml >"$WORK/examples/study.yaml"
darkfigure study run -q "$WORK/examples/study.yaml" --store "$WORK/study.db"
darkfigure study compare -q --format json -o "$WORK/compare.json" "$WORK/examples/study.yaml" --store "$WORK/study.db"

write() { # name language argument...
  darkfigure report -q --lang "$2" -o "$WORK/$1-$2.html" "$WORK/$1.json" "${@:3}"
  [ "$STATUS" -le 1 ] || fail_with_outputs "no page of $1"
}

examine() { # page
  local file=$WORK/$1.html
  chrome --enable-logging=stderr --dump-dom "file://$file" >"$WORK/dom" 2>"$WORK/log" || fail "$(tail -n 5 "$WORK/log")"
  if grep -F CONSOLE "$WORK/log"; then fail "the browser complains of $1"; fi
  chrome --allow-file-access-from-files --dump-dom "file://$PWD/tests/pages/measure.html#$file" >"$WORK/dom" 2>"$WORK/log"
  grep -oE 'FOUND [^$<][^<]*' "$WORK/dom" >"$WORK/found"
  [ "$(cat "$WORK/found")" = "FOUND done" ] || { head -n 20 "$WORK/found"; fail "$1 is not as it should be"; }
  chrome --no-pdf-header-footer --print-to-pdf="$WORK/page.pdf" "file://$file" >/dev/null 2>&1
  pdftotext -f 1 -l 1 "$WORK/page.pdf" "$WORK/first"
  grep -qE 'NO DISCLOSURE CONTROL|TIETOSUOJAA EI OLE|Small numbers are protected|Pienet luvut on suojattu' "$WORK/first" || { show "page 1 of $1" "$WORK/first"; fail "page 1 is not the first screen"; }
  if grep -qxE 'Estimates|Arviot' "$WORK/first"; then fail "page 1 of $1 goes on behind the first screen"; fi
}

# Figures that stand alone, all at once.
examine_figures() { # name...
  local files=''
  for name in "$@"; do files="$files|$WORK/$name.svg"; done
  chrome --allow-file-access-from-files --dump-dom "file://$PWD/tests/pages/measure.html#${files#|}" >"$WORK/dom" 2>"$WORK/log"
  grep -oE 'FOUND [^$<][^<]*' "$WORK/dom" >"$WORK/found"
  [ "$(cat "$WORK/found")" = "FOUND done" ] || { head -n 20 "$WORK/found"; fail "a figure is not as it should be"; }
}

draw() { # name argument...
  darkfigure plot forest -q -o "$WORK/$1.svg" "${@:2}"
  [ "$STATUS" -le 1 ] || fail_with_outputs "no figure of $1"
}

for language in en fi; do
  draw uk-$language --lang $language --disclosure none "$WORK/uk.json"
  draw finland-$language --lang $language --about $finland/about.yaml --labels $finland/labels.yaml "$WORK/finland.json"
  for name in years forms; do
    darkfigure plot series -q --lang $language -o "$WORK/$name-series-$language.svg" "$WORK/$name.json"
    [ "$STATUS" = 0 ] || fail_with_outputs "no figure of the years of $name"
  done
  for name in forty none; do draw $name-$language --lang $language "$WORK/$name.json"; done
done
for name in finland forty; do
  darkfigure plot flow -q --lang fi --labels $finland/labels.yaml -o "$WORK/$name-flow.svg" "$WORK/$name.json"
  [ "$STATUS" = 0 ] || fail_with_outputs "no flow of $name"
done
for name in uk finland; do
  darkfigure plot overlaps -q --disclosure none --labels $finland/labels.yaml -o "$WORK/$name-overlaps.svg" "$WORK/$name.json"
  [ "$STATUS" = 0 ] || fail_with_outputs "no overlaps of $name"
done
for language in en fi; do
  for name in uk forty; do
    darkfigure plot tornado -q --lang $language -o "$WORK/$name-moves-$language.svg" "$WORK/$name.json" "$WORK/$name-moved.json"
    [ "$STATUS" = 0 ] || fail_with_outputs "no figure of what moves $name"
  done
done
examine_figures {uk,finland,forty,none}-{en,fi} {uk,finland}-overlaps {finland,forty}-flow {uk,forty}-moves-{en,fi} {years,forms}-series-{en,fi}

for language in en fi; do
  write uk $language --disclosure none "$WORK/uk-moved.json"
  write forty $language "$WORK/forty-moved.json"
  write none $language
  write years $language --disclosure none
  write forms $language
  write finland $language --about $finland/about.yaml --labels $finland/labels.yaml "$WORK/compare.json"
  for name in uk finland forty none years forms; do examine "$name-$language"; done
done
