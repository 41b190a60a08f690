# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Every command that the pages print runs as it stands: indented lines, and lines of blocks of code, that begin with darkfigure or
# build/darkfigure. They run in a folder with a copy of data/, so that stores lie there, and with the files that pages only imagine.

pages=(README.md docs/*.md data/README.md data/finland/README.md)

# ---- The folder

cp -r data "$WORK/data"
mkdir "$WORK/build"
ln -s "$DARKFIGURE" "$WORK/build/darkfigure"
# Fewer replicates change how long it takes, not whether it can be run. The scenario of six lists takes long all the same.
sed -i 's/^replicates: .*/replicates: 50/' "$WORK"/data/examples/*.yaml
sed -i -e '/- name: with-assistance-system/,/^$/d' -e '/- with-assistance-system/d' "$WORK/data/examples/finland-2017-synthetic.yaml"

# One row per person, each on some list: every combination of three lists occurs with every value.
awk 'BEGIN {
  print "police,ngo,border,form,sex"
  split("labour sexual forced-marriage", form, " ")
  for (p = 0; p < 420; p++) {
    on = 1 + p % 7
    printf "%d,%d,%d,%s,%s\n", on % 2, int(on / 2) % 2, int(on / 4), form[1 + int(p / 7) % 3], int(p / 21) % 2 ? "f" : "m"
  }
}' >"$WORK/people.csv"
awk -F , -v OFS=, '{ print $0, NR == 1 ? "year" : 2015 + int(NR / 42) % 3 }' "$WORK/people.csv" >"$WORK/people-of-years.csv"
cut -d , -f 1-3 "$WORK/people.csv" >"$WORK/lists.csv"
awk 'BEGIN { print "contacts,sex,age"; for (p = 0; p < 300; p++) print 1 + (p % 3 == 0) + (p % 11 == 0) "," (p % 2 ? "f" : "m") "," 20 + p % 30 }' >"$WORK/clients.csv"

# A file of one list; the pseudonyms are those from first to last.
list_file() { # name first last
  awk -v first="$2" -v last="$3" 'BEGIN {
    print "pseudonym,person_id,form"
    for (p = first; p <= last; p++) printf "k%d,k%d,%s\n", p, p, p % 3 ? "labour" : "sexual"
  }' >"$WORK/$1.csv"
}
list_file police 1 80
list_file border 60 150
list_file immigration 60 150
list_file ngo 40 100
list_file support-2017 40 100
awk 'BEGIN {
  print "id,pseudonym,agency,sample,week"
  split("first second third fourth fifth sixth", sample, " ")
  split("police ngo border", agency, " ")
  for (p = 1; p <= 300; p++)
    for (t = 1; t <= 6; t++)
      if ((p * 7919 + t * 104729 + p * t * 31) % 101 < 30) printf "p%d,k%d,%s,%s,%d\n", p, p, agency[1 + (p + t * t) % 3], sample[t], t
}' >"$WORK/sightings.csv"
cp "$WORK/sightings.csv" "$WORK/contacts.csv"
cp tests/books/book.xlsx "$WORK/book.xlsx"

printf 'form,people,police,ngo,border\nlabour,400,0.2,0.3,0.25\n' >"$WORK/population.csv"
printf 'population: people who are imagined\n' >"$WORK/about.yaml"
cat >"$WORK/study.yaml" <<'STUDY'
study: imagined
replicates: 100
data:
  - {name: lists, file: people.csv, by: [form]}
scenarios:
  - name: as-observed
  - {name: without-police, drop_lists: [police]}
comparisons:
  - {baseline: as-observed, against: [without-police]}
STUDY
(cd "$WORK" && build/darkfigure study run -q study.yaml)

# ---- The commands, each once and in the order of the pages

for page in "${pages[@]}"; do
  awk -v page="$page" '
    /^```/ { fenced = !fenced; next }
    fenced || /^    / {
      sub(/^ +/, ""); sub(/^\$ /, ""); sub(/ +# .*/, ""); sub(/--replicates 1000/, "--replicates 50")
      if ($0 ~ /^(build\/)?darkfigure [a-z]/ && !seen[$0]++) print page "\t" $0
    }' "$page"
done >"$WORK/commands"
[ "$(wc -l <"$WORK/commands")" -ge 30 ] || fail "only $(wc -l <"$WORK/commands") commands were found"

cd "$WORK"
failures=0
while IFS=$'\t' read -r page command; do
  status=0
  # As one types it: quotes and patterns are the shell's.
  PATH=$WORK/build:$PATH bash -c "$command" >"$STDOUT" 2>"$STDERR" </dev/null || status=$?
  if [ "$status" != 0 ]; then
    show "standard error of: $command ($page, exit status $status)" "$STDERR"
    failures=1
  fi
done <commands
[ "$failures" = 0 ] || fail 'printed commands failed'
