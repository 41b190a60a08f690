#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Show what darkfigure does on published tables: a sentence, the command as one would type it, and its output.
#
#   usage: build-aux/demo.sh DARKFIGURE        (in the project's top folder)
set -eu
darkfigure=$1
status=0

# One failing command does not hide the others, but the demo fails.
show() { # sentence argument...
  printf '\n# %s\n' "$1"
  shift
  printf '$ %s %s\n\n' "$darkfigure" "$*"
  "$darkfigure" "$@" || { status=1; printf 'demo: this command failed\n' >&2; }
}

kosovo=data/published/kosovo-killings-1999.csv
uk=data/published/uk-trafficking-2013-five-lists.csv

show 'Killings in Kosovo, 20 March to 22 June 1999, on four lists: how do the lists overlap, and what can be estimated?' \
  describe "$kosovo"
show 'How many were killed in all, on a list or not? The range allows for lists that depend on each other a little.' \
  fit "$kosovo"
show 'Potential victims of human trafficking in the United Kingdom, 2013: five lists, 2744 people known.' \
  describe "$uk"
show 'And how many were there, known or not?' \
  fit "$uk"
finland=data/finland/synthetic-2017-lists.csv
show 'A SYNTHETIC Finnish year 2017: invented people, drawn to fit what the assistance system has published. No overlap of Finnish lists has been
# published; no number here says how many victims there are in Finland (data/finland/README.md). First the lists.' \
  describe --drop-list synthetic_assistance_system "$finland"
show 'How many are there, by form of exploitation? The assistance system is fed by the other lists and left out. The truth of this drawing is 652
# labour, 398 sexual, 187 forced marriage, 175 forced begging, 190 forced criminality.' \
  fit --by form --expect form=forced-begging,forced-criminality,forced-marriage,labour,sexual --absorbing synthetic_assistance_system \
  "$finland"
page=build/finland-report.html
show 'The same as a page to hand on: the answer as JSON (without the line on published practice), and a page from it.' \
  fit --quiet --by form --absorbing synthetic_assistance_system --replicates 0 --format json -o build/finland.json "$finland"
show "Invented too; open $page in a browser." \
  report --about data/finland/about.yaml --labels data/finland/labels.yaml -o "$page" build/finland.json
exit $status
