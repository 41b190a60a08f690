# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Models, what cannot be tested, and checks, straight from a study: asked anew of its baseline's table, with the bytes that the JSON of their commands
# has, and without a store.

cp "$DATA/kosovo-killings-1999.csv" "$WORK/kosovo.csv"
kosovo=$WORK/kosovo.csv
make_study() { # name method scenario
  make_file "$1.yaml" <<END
study: figures
replicates: 50
data:
  - {name: killings, file: $kosovo}
methods:
  - {name: asked, method: $2}
scenarios:
  - {name: first, $3}
  - {name: other, drop_lists: [OSCE]}
comparisons:
  - {baseline: {scenario: first}, against: [other]}
END
}
figure() { # kind study
  expect_exit 0 plot "$1" -q --disclosure none -o "$WORK/study.svg" "$2"
  expect_stderr_empty
}
same() { # kind study JSON
  figure "$1" "$2"
  expect_exit 0 plot "$1" -q --disclosure none -o "$WORK/json.svg" "$3"
  expect_same_bytes "$WORK/study.svg" "$WORK/json.svg"
}

# The baseline's method; of the table that its scenario leaves; with what it supposes.
study=$(make_study plain bic 'drop_lists: [HRW]')
fewer=(--drop-list HRW --method bic --format json)
expect_exit 0 models -q --top 1000 "${fewer[@]}" -o "$WORK/models.json" "$kosovo"
same models "$study" "$WORK/models.json"
expect_exit 0 sensitivity -q "${fewer[@]}" -o "$WORK/moved.json" "$kosovo"
for kind in untestable consistency trajectories; do same $kind "$study" "$WORK/moved.json"; done
expect_no_file "${study%.yaml}.db"
supposed=$(make_study supposed bic 'xi: {value: 2}')
expect_exit 0 sensitivity -q --xi 2 --method bic --format json -o "$WORK/moved.json" "$kosovo"
same untestable "$supposed" "$WORK/moved.json"
expect_exit 0 models -q --xi 2 --top 1000 --method bic --format json -o "$WORK/models.json" "$kosovo"
same models "$supposed" "$WORK/models.json"

# In another language; on the command line of others; small numbers are protected as ever.
expect_exit 0 plot models -q --lang fi --disclosure none "$study"
expect_stdout_contains 'Paras malleista'
expect_exit 2 plot untestable -q "$study"
expect_stderr_contains 'only with --disclosure none'
expect_exit 2 plot models -q --disclosure none -o "$kosovo" "$study"

# Figures that show what is compared are none: only the baseline is asked for, and a page asks for all.
expect_exit 0 study run -q --shard 1/2 --store "$WORK/part.db" "$study"
expect_exit 0 plot forest --store "$WORK/part.db" -o "$WORK/study.svg" "$study"
expect_stderr_lacks 'comparisons have no results yet'
expect_exit 0 report --store "$WORK/part.db" -o "$WORK/page.html" "$study"
expect_stderr_contains 'comparisons have no results yet'

# What has no models to rank, with what to type; what has no estimate.
expect_exit 2 plot models -q --disclosure none "$(make_study formula chao 'xi: {value: 1}')"
expect_stderr_contains "formula.yaml: of its baseline, method chao ranks no models; those of a method that does are written by 'darkfigure models --method bic"
people=$(make_file people.csv <<<$'A,B,C,form,count\n1,0,0,x,30\n0,1,0,x,60\n1,1,0,x,20\n1,0,0,y,3\n0,0,1,y,2')
by=$(make_file by.yaml <<END
study: categories
data: [{name: people, file: $people, by: [form]}]
methods: [{name: asked, method: bic}]
END
)
figure models "$by"
expect_exit 0 models -q --top 1000 --where form=x --format json -o "$WORK/x.json" "$people"
expect_exit 1 models -q --top 1000 --where form=y --format json -o "$WORK/y.json" "$people"
expect_exit 0 plot models -q --disclosure none -o "$WORK/json.svg" "$WORK/x.json" "$WORK/y.json"
expect_same_bytes "$WORK/study.svg" "$WORK/json.svg"
expect_exit 0 plot models -q --disclosure none "$WORK/y.json" "$WORK/x.json"
figure untestable "$by"
expect_contains "$WORK/study.svg" '<map of="x · '
expect_contains "$WORK/study.svg" 'y: UNKNOWN, not zero.'
none=$(make_file none.csv <<<$'A,B,count\n1,0,12\n0,1,7')
nothing=$(make_file nothing.yaml <<END
study: nothing
data: [{name: people, file: $none}]
methods: [{name: asked, method: bic}]
END
)
for kind in models untestable consistency trajectories; do
  expect_exit 1 plot $kind -q --disclosure none "$nothing"
  expect_stdout_contains 'UNKNOWN, not zero'
done
