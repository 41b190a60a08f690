# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The study that the tests of engines run in shards, and how one of its shards is lost. For tests/engines/NAME.sh, after tests/cli/lib.sh.

TOP=$PWD

# A line of the page that matches, or the part of it in parentheses. The page is what is tested.
page_line() { # extended-regular-expression
  local line
  line=$(sed -nE "s|^$1\$|\\1|p" "$TOP/docs/manual.md" | head -n 1)
  [ -n "$line" ] || fail "docs/manual.md has no line like $1"
  printf '%s\n' "$line"
}

# A block of code of the page, from its first line to the next empty one.
page_block() { # first-line
  awk -v first="$1" '$0 == first { inside = 1 } inside && $0 == "" { exit } inside { sub(/^ +/, ""); print }' "$TOP/docs/manual.md"
}

# In a folder with the study, and darkfigure on the path. Each of the 16 tasks takes about half a second, so that a shard can be lost.
go_to_work() {
  cp "$DATA/uk-trafficking-2013-five-lists.csv" "$DATA/kosovo-killings-1999.csv" "$WORK"
  cd "$WORK"
  mkdir bin home
  ln -s "$DARKFIGURE" bin/darkfigure
  export PATH=$WORK/bin:$PATH HOME=$WORK/home
  {
    printf 'study: engines\nreplicates: 4000\ndata:\n'
    printf '  - {name: uk, file: uk-trafficking-2013-five-lists.csv}\n  - {name: kosovo, file: kosovo-killings-1999.csv}\n'
    printf 'methods:\n'
    for seed in 1 2 3 4 5 6 7 8; do printf '  - {name: s%d, method: bic, max_order: 2, seed: %d}\n' $seed $seed; done
  } >study.yaml
}

# Wait until a shard has results, then end it as a machine does that runs out of memory.
lose_shard() { # shard
  local tries pid
  for ((tries = 0; tries < 1200; tries++)); do
    pid=$(process_of_shard "$1")
    if [ -n "$pid" ] && [ -s "study.${1%/*}-of-${1#*/}.db" ]; then
      kill -KILL "$pid" && return 0
    fi
    sleep 0.05
  done
  fail "shard $1 was never seen at work"
}

# Other processes of this machine may run shards too: ours work here.
process_of_shard() { # shard
  local pid
  for pid in $(pgrep -f -- "^([^ ]*/)?darkfigure study run .*--shard $1( |\$)" || true); do
    if [ "/proc/$pid/cwd" -ef . ]; then printf '%s\n' "$pid"; return 0; fi
  done
}

# study.db against the same study run in one go.
expect_straight_bytes() {
  local format
  expect_exit 0 study run -q --store straight.db study.yaml
  for format in csv json; do
    expect_exit 0 study export -q --format $format --store straight.db study.yaml
    cp "$STDOUT" "straight.$format"
    expect_exit 0 study export -q --format $format study.yaml
    expect_same_bytes "$STDOUT" "straight.$format"
  done
  [ "$(wc -l <straight.csv)" -ge 17 ] || fail 'the study has too few rows'
}
