# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What the pages and figures of these suites are made from, once for all of them: into $WORK, with the helpers of tests/cli/lib.sh at hand.

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
  expect_exit 0 sensitivity -q --format json -o "$WORK/$name-moved.json" "${by[@]}" --method bic --replicates 1000 --thinnings 20 "$file"
done

# Scenarios of the same year: long sentences in narrow columns.
mkdir "$WORK/examples"
ln -s "$PWD/$finland" "$WORK/finland"
sed 's/^replicates: .*/replicates: 50/' data/examples/finland-2017-synthetic.yaml >"$WORK/examples/study.yaml"
darkfigure study run -q "$WORK/examples/study.yaml" --store "$WORK/study.db"
darkfigure study compare -q --format json -o "$WORK/compare.json" "$WORK/examples/study.yaml" --store "$WORK/study.db"

# Forty categories in six scenarios, with the names that are long or run from right to left.
{
  printf '%s\n' 'study: forty' 'replicates: 50' 'data: [{name: people, file: forty.csv, by: [form]}]' 'methods: [{name: best, method: bic}]' 'scenarios:' \
    '  - {name: as-it-is}' '  - {name: without-police, drop_lists: [police]}' '  - {name: without-ngo, drop_lists: [ngo]}' \
    '  - {name: merged, merge_lists: {both: [border, health]}}' '  - {name: support, odds_ratio: {lists: [police, ngo], value: 2}}' \
    '  - {name: beyond, xi: {value: 2}}' '  - {name: more-found, detection: {list: police, factor: 2}}' 'comparisons:'
  sed '1d; s/^[^,]*,[^,]*,[^,]*,[^,]*,\(.*\),[0-9]*$/\1/' "$WORK/forty.csv" | sort -u | sed "s/^\"\(.*\)\"\$/\1/; s/\"\"/\"/g; s/'/''/g" |
    while IFS= read -r form; do
      printf "  - baseline: {scenario: as-it-is, category: {form: '%s'}}\n    against: [without-police, without-ngo, merged, support, beyond, more-found]\n" "$form"
    done
} >"$WORK/forty.yaml"
darkfigure study run -q "$WORK/forty.yaml" --store "$WORK/forty.db"
darkfigure study compare -q --format json -o "$WORK/forty-compare.json" "$WORK/forty.yaml" --store "$WORK/forty.db"

# What only those may see who may see the lists: how estimates are distributed, what each model and each method says.
expect_exit 0 fit -q --level 0.95,quantiles --format json -o "$WORK/forty-quantiles.json" --by form --method bic --replicates 200 "$WORK/forty.csv"
expect_exit 0 fit -q --level 0.95,quantiles --format json -o "$WORK/uk-quantiles.json" --method bic --replicates 1000 "$DATA/uk-trafficking-2013-five-lists.csv"
expect_exit 0 models -q --top 500 --format json -o "$WORK/uk-models.json" "$DATA/uk-trafficking-2013-five-lists.csv"
expect_exit 0 methods -q --format json -o "$WORK/uk-methods.json" --replicates 100 "$DATA/uk-trafficking-2013-five-lists.csv"
