# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Whatever is wrong with a command or a file about people: no name, date or key of anybody comes back, on either stream.

people=$(make_file people.csv <<'END'
who,born,person_id,police,ngo,form
Quuxley Zorbian,1987-03-14,ZQ7719043,1,0,labour
Vexmore Plimsy,1991-11-29,ZQ7719187,0,1,labour
Trandle Woxford,1979-06-02,ZQ7720551,1,1,domestic
Vexmore Uldric,1990-10-11,ZQ7731187,1,1,labour
END
)
# The same without a header, with a mistake, and with what is not in other places.
tail -n +2 "$people" >"$WORK/headless.csv"
tail -n +2 "$people" | cut -d , -f 1-3 >"$WORK/words.csv"
tail -n +2 "$people" | cut -d , -f 4,5,1 --output-delimiter=, >"$WORK/names_and_lists.csv"
sed '3s/0,1/0,Vexmore/' "$people" >"$WORK/wrong_list.csv"
sed '4s/$/,ZQ7720551/' "$people" >"$WORK/wide.csv"
sed '2s/Quuxley Zorbian/Quuxley "Zorbian"/' "$people" >"$WORK/quotes.csv"
sed '1s/who/Quuxley Zorbian/; 1s/born/Quuxley Zorbian/; 1s/form/1987-03-14/' "$people" >"$WORK/twice.csv"
{
  cat "$people"
  printf 'Caf\351 Zorbian,1987-03-14,ZQ7719043,1,0,labour\n'
} >"$WORK/latin1.csv"
sed 's/^/- /' "$people" >"$WORK/list.yaml"
sed 's/,/: /' "$WORK/words.csv" >"$WORK/map.yaml"
{
  cat "$WORK/map.yaml"
  sed -n 1p "$WORK/map.yaml"
} >"$WORK/map_twice.yaml"

study=$(make_file study.yaml <<END
study: people
replicates: 0
data: [{name: people, file: $people, by: [who]}]
methods: [{method: chapman}]
END
)

readonly personal='Quuxley|Zorbian|Vexmore|Plimsy|Trandle|Woxford|Uldric|1987-03|1991-11|1979-06|1990-10|ZQ77|7719043|7719187|7720551'
n_tried=0
n_refused=0
keeps_quiet() { # argument...
  darkfigure "$@"
  n_tried=$((n_tried + 1))
  if [ "$STATUS" != 0 ]; then n_refused=$((n_refused + 1)); fi
  # Results by names are asked for where --by names that column; messages never are.
  if [ "$STATUS" -le 1 ] && [[ " $* " == *' --by '* ]]; then : >"$STDOUT"; fi
  if grep -qE "$personal" "$STDERR" "$STDOUT"; then fail_with_outputs "shows personal data: darkfigure $*"; fi
}

for command in fit describe models methods sensitivity; do
  keeps_quiet "$command" "$people"
  for file in headless words names_and_lists wrong_list wide quotes twice latin1; do
    # A list is called as the header says; what stands there instead is a 1 or a 0.
    keeps_quiet "$command" "$WORK/$file.csv"
    keeps_quiet "$command" --count who "$WORK/$file.csv"
    keeps_quiet "$command" --lists police,ngos "$WORK/$file.csv"
    keeps_quiet "$command" --lists police,who "$WORK/$file.csv"
    keeps_quiet "$command" --ignore wo "$WORK/$file.csv"
  done
  for column in who born person_id form; do
    keeps_quiet "$command" --count "$column" "$people"
    keeps_quiet "$command" --lists "$column,police" "$people"
    keeps_quiet "$command" --count-of-captures "$column" "$people"
    keeps_quiet "$command" --drop-list "$column" "$people"
    keeps_quiet "$command" --merge-lists "police=$column+ngo" "$people"
  done
done

# Near to a value of somebody: nobody else's is proposed. What is typed comes back, so it is nothing of the file.
for where in person_id=ZQ8819043 'who=Quixley Zorbin' born=1997-03-15 who=vexmor; do
  keeps_quiet describe --where "$where" "$people"
  keeps_quiet fit --where "$where" "$people"
done

# A key that is no key, files that contradict each other.
sed -n '1,3p' "$people" >"$WORK/a.csv"
sed -n '1p;3p' "$people" | sed 's/Plimsy/Plimsay/' >"$WORK/b.csv"
cat "$WORK/a.csv" <(sed -n 2p "$people") >"$WORK/repeats.csv"
for column in who born person_id; do
  keeps_quiet fit --link person_id --by "$column" "$WORK/a.csv" "$WORK/b.csv"
  keeps_quiet fit --link "$column" --by who "$WORK/repeats.csv" "$WORK/b.csv"
  keeps_quiet fit --link "$column" --where who=vexmor "$WORK/a.csv" "$WORK/b.csv"
  keeps_quiet fit --link "$column" "$WORK/headless.csv" "$WORK/words.csv"
  keeps_quiet fit --link "${column}s" "$WORK/a.csv" "$WORK/words.csv"
done
keeps_quiet fit --link person_id "$WORK/headless.csv" "$people"
keeps_quiet fit --link person_id --by froM "$people" "$WORK/b.csv"

# Files that are something else than what they are given for.
for file in "$people" "$WORK"/{headless,words,wide,quotes,latin1}.csv "$WORK"/{list,map,map_twice}.yaml; do
  keeps_quiet study check "$file"
  keeps_quiet study run --store "$WORK/s.db" "$file"
  keeps_quiet simulate --spec "$file"
  keeps_quiet simulate --spec "$file" --by person_id
  keeps_quiet simulate --spec "$file" --latent who
  keeps_quiet fit --resamples "$file" "$people"
  keeps_quiet study check <(sed "s|file: [^,]*|file: $file|" "$study")
done
for step in 'where: {who: vexmor}' 'regroup: {who: {x: [vexmor]}}' 'detection: {lists: [police], who: vexmor, share: 0.5}' \
  'drop_lists: [who]' 'split_lists: {lists: [police], by: born}'; do
  keeps_quiet study check <(
    cat "$study"
    printf 'scenarios: [{name: s, %s}]\n' "$step"
  )
done

[ "$n_tried" -gt 300 ] || fail "only $n_tried commands were tried"
[ "$n_refused" -gt 200 ] || fail "only $n_refused of $n_tried commands were refused"

# What helps instead: the place, the column, and what stands there.
expect_exit 3 fit "$WORK/words.csv"
expect_stderr_contains "words.csv:2: no list found: no column holds only 0 and 1, or words like yes and no (this record has a text of several words, a date, a mixture of letters and digits)"
expect_exit 3 fit "$WORK/wrong_list.csv"
expect_stderr_contains "wrong_list.csv:3:5: a word is not 0 or 1 (list ngo)"
expect_exit 3 fit --count person_id "$people"
expect_stderr_contains "people.csv:2:3: a mixture of letters and digits is not a whole number of people (column person_id)"
expect_exit 1 fit --format csv --by form --where form=labor "$people"
expect_stderr_contains "where form=labor matched no row; did you mean 'labour'?"
