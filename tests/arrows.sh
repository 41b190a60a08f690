#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Hold the arrows of the design: which room may use which, read off the #include lines of src/, models/ and include/ and off the calls between
# the objects; no circle of calls between files; and that one function decides how many threads there are.
#
#   usage: tests/arrows.sh [OBJECTS]    checks this project, after having shown on small trees that it can fail; objects: build/obj
set -euo pipefail

# One line per room: the rooms that it may use besides itself. <darkfigure/...> and system headers are open to all. A room inside a room has a
# line of its own, for its neighbours there; files that stand beside inner rooms may use all of them, and are used by none of them.
readonly arrows='
base:
numeric:    base
lattice:    numeric base
table:      lattice numeric base
estimator:  table lattice numeric base
loglinear:  estimator table lattice numeric base
onelist:    estimator table lattice numeric base
closed:     estimator table lattice numeric base
hierarchical: estimator lattice numeric base
joint:      estimator table lattice numeric base
models:     joint hierarchical onelist loglinear closed estimator table lattice numeric base
resample:   estimator table lattice numeric base
result:     resample estimator table lattice numeric base
sensitivity: result resample estimator table lattice numeric base
disclosure: result numeric base
fitting:    sensitivity result resample estimator table lattice numeric base
writing:    base
study:      writing sensitivity result resample estimator table lattice numeric base
report:     disclosure study writing sensitivity result resample estimator table lattice numeric base
bridge:     report disclosure study writing fitting sensitivity result resample estimator table lattice numeric base
cli:        bridge fitting disclosure writing study report sensitivity result resample estimator table lattice numeric base

table/csv:
table/workbook: table/csv
table/form: table/workbook table/csv
table/key:
table/columns: table/csv
table/tally: table/columns table/csv
table/link: table/tally table/columns table/key table/form table/workbook table/csv
loglinear/fit:
loglinear/lanes: loglinear/fit
loglinear/search: loglinear/lanes loglinear/fit
loglinear/rank: loglinear/search loglinear/lanes loglinear/fit
joint/formula:
joint/design: joint/formula
joint/fit:  joint/design joint/formula
joint/latent: joint/fit joint/design joint/formula
joint/pool: joint/fit joint/design joint/formula
joint/search: joint/latent joint/fit joint/design joint/formula
resample/draw:
resample/replicates: resample/draw
resample/interval: resample/replicates
resample/capture:
resample/population: resample/draw
resample/spec: resample/population resample/capture
study/document:
study/file: study/document
study/shape: study/file study/document
study/scene: study/shape study/file study/document
study/tasks: study/scene study/shape study/file study/document
study/store: study/tasks study/scene study/shape study/file study/document
study/run:  study/store study/tasks study/scene study/shape study/file study/document
study/compare: study/run study/store study/tasks study/scene study/shape study/file study/document
report/words:
report/study: report/words
report/text: report/study report/words
report/json: report/study report/words
report/csv: report/study report/words
report/sheets: report/study report/words
report/markdown: report/sheets report/study report/words
report/workbook: report/sheets report/study report/words
report/markup:
report/phrases:
report/source: report/words
report/figure: report/markup
report/protection: report/source report/words
report/shown: report/protection report/figure report/source report/phrases report/words
report/page: report/shown report/protection report/figure report/source report/phrases report/markup report/words
report/handout: report/markdown report/workbook report/shown report/sheets report/protection report/source report/phrases report/study report/words report/figure report/markup
report/plot: report/shown report/protection report/figure report/source report/phrases report/markup report/words
bridge/call:
bridge/frame:
bridge/request:
bridge/data: bridge/call bridge/request
bridge/answer: bridge/call bridge/frame bridge/request
bridge/page: bridge/answer bridge/call bridge/frame bridge/request
bridge/study: bridge/answer bridge/call bridge/frame bridge/request
cli/console:
cli/figure: cli/console
cli/options: cli/console
cli/study:  cli/options cli/console
cli/commands: cli/study cli/figure cli/options cli/console
'

# Functions of both checks, in awk: `room_of` and `is_permitted`.
readonly rooms_of_awk='
  function learn(arrows,    n, i, w, n_words, lines, words) {
    n = split(arrows, lines, "\n")
    for (i = 1; i <= n; i++) {
      n_words = split(lines[i], words, /[: ]+/)
      if (n_words > 0) known[words[1]] = 1
      for (w = 1; w <= n_words; w++) may[words[1], words[w]] = 1
    }
  }

  # "study/store" of study/store/store.h, "table" of table/table.h; "" for a path without a folder
  function room_of(path,    parts, n) {
    n = split(path, parts, "/")
    if (n > 2 && (parts[1] "/" parts[2]) in known) return parts[1] "/" parts[2]
    return n > 1 ? parts[1] : ""
  }

  function outer(room) { sub(/\/.*/, "", room); return room }

  function is_permitted(own, other) {
    if (own == other || outer(own) != outer(other)) return own == other || (outer(own), outer(other)) in may
    return own == outer(own) || (own, other) in may
  }
'

# Print "file:line: why" for each forbidden include below the folder; exit status 1 if there is one.
check_tree() { # folder
  (
    cd "$1"
    find src models include -type f \( -name '*.[ch]' -o -name '*.def' \) -exec grep -HnE '^[[:space:]]*#[[:space:]]*include' {} +
  ) | LC_ALL=C sort -t : -k 1,1 -k 2,2n |
    awk -v arrows="$arrows" "$rooms_of_awk"'
      BEGIN { learn(arrows) }

      function complain(why) { printf "%s:%s: %s\n", file, line, why; violations++ }

      # models/foo.c and models/foo/*.h belong to the family foo.
      function family(path) { sub(/^models\//, "", path); sub(/[\/.].*$/, "", path); return path }

      {
        match($0, /^[^:]*:[0-9]+:/)
        split(substr($0, 1, RLENGTH), place, ":")
        file = place[1]; line = place[2]
        text = substr($0, RLENGTH + 1)
        if (!match(text, /["<][^">]+[">]/)) { complain("an include that this check cannot read"); next }
        quoted = substr(text, RSTART, 1) == "\""
        target = substr(text, RSTART + 1, RLENGTH - 2)
        if (target ~ /^darkfigure(\.h|\/)/) next

        room = room_of(target)
        if (!quoted && !(room in known)) next                       # a system header
        if (target ~ /(^|\/)\.\.?\//) { complain("\"" target "\": name headers from src/, not relative to the file"); next }
        if (room == "") { complain("\"" target "\": name the room as well, as in \"table/table.h\""); next }
        if (!(room in known)) { complain("\"" target "\": there is no room " room); next }

        if (file ~ /^include\//) { complain("a public header includes \"" target "\", which is private"); next }
        own = file
        sub(/^src\//, "", own)
        own = room_of(own)
        if (!(own in known)) { complain("src/" own " is no room of the design"); next }

        if (target == "models/estimators.def") {
          if (file != "src/estimator/registry.c") complain("only src/estimator/registry.c includes \"models/estimators.def\"")
        } else if (own == "models" && room == "models") {
          if (family(file) != family(target)) complain("model " family(file) " includes \"" target "\" of another model")
        } else if (!is_permitted(own, room)) {
          complain(own " must not include \"" target "\": no arrow " own " -> " room)
        }
      }
      END { exit violations > 0 }'
}

# What `nm -A` says of objects on standard input, below src/ and models/: print calls between rooms that have no arrow, and circles of calls
# between files; exit status 1 if there is any. The registry of estimators is the one hub: it names all models and is named by what they use.
check_calls() {
  awk -v arrows="$arrows" "$rooms_of_awk"'
    BEGIN { learn(arrows) }

    # "build/obj/src/table/table.o: 0000 T dark_table_free"
    {
      file = $0
      sub(/\.o:.*/, "", file)
      if (!match(file, /(^|\/)(src|models)\//)) next
      file = substr(file, RSTART)
      sub(/^\//, "", file)
      symbol = $NF; kind = $(NF - 1)
      if (kind == "U") taken[file, symbol] = 1
      else if (kind ~ /^[TDBRVC]$/) home[symbol] = file
    }

    function folder(file) { sub(/^src\//, "", file); return room_of(file) }

    END {
      for (key in taken) {
        split(key, pair, SUBSEP)
        a = pair[1]; symbol = pair[2]
        if (!(symbol in home) || home[symbol] == a) continue
        b = home[symbol]
        if (a == "src/estimator/registry" && b ~ /^models\//) continue
        if (symbol ~ /^dark__/ && !is_permitted(folder(a), folder(b))) { # what is public is open to all
          printf "%s takes %s from %s: no arrow %s -> %s\n", a, symbol, b, folder(a), folder(b)
          bad++
        }
        if ((a, b) in names) continue
        names[a, b] = symbol
        n_out[a]++; n_in[b]++
      }
      # A call from where nothing calls, or to what calls nothing, is in no circle; without it, others are in none.
      do {
        changed = 0
        for (key in names) {
          split(key, pair, SUBSEP)
          if (n_in[pair[1]] > 0 && n_out[pair[2]] > 0) continue
          n_out[pair[1]]--; n_in[pair[2]]--
          delete names[key]
          changed = 1
        }
      } while (changed)
      for (key in names) {
        split(key, pair, SUBSEP)
        printf "circle: %s takes %s from %s\n", pair[1], names[key], pair[2]
        bad++
      }
      exit bad > 0
    }' | LC_ALL=C sort
}

# ---- The check itself is checked: forbidden includes are found, one at a time, and permitted ones are not.

readonly forbidden='
src/base/a.c "numeric/b.h"
src/numeric/a.c "lattice/b.h"
src/lattice/a.c "table/b.h"
src/table/a.c "estimator/b.h"
src/table/a.c <estimator/b.h>
src/estimator/a.c "loglinear/b.h"
src/estimator/a.c "resample/b.h"
src/estimator/plan.c "models/estimators.def"
src/loglinear/a.c "models/b.h"
src/loglinear/a.c "resample/b.h"
src/joint/a.c "loglinear/b.h"
src/joint/formula/a.c "joint/fit/b.h"
src/resample/a.c "loglinear/b.h"
src/resample/a.c "result/b.h"
src/result/a.c "models/b.h"
src/result/a.c "sensitivity/b.h"
src/sensitivity/a.c "report/b.h"
src/writing/a.c "table/b.h"
src/study/a.c "report/b.h"
src/report/a.c "loglinear/b.h"
src/study/a.c "cli/b.h"
src/cli/a.c "loglinear/b.h"
src/cli/cmd/a.c "models/b.h"
src/newroom/a.c "base/b.h"
src/table/a.c "newroom/b.h"
src/table/csv/a.c "table/tally/b.h"
src/table/link/a.c "table/b.h"
src/resample/draw/a.c "resample/replicates/b.h"
src/resample/replicates/a.c "resample/interval/b.h"
src/resample/capture/a.c "resample/draw/b.h"
src/resample/interval/a.c "resample/cost.h"
src/study/file/a.c "study/scene/b.h"
src/study/store/a.c "study/run/b.h"
src/study/tasks/a.c "report/text/b.h"
src/report/words/a.c "report/text/b.h"
src/report/json/a.c "report/text/b.h"
src/report/phrases/a.c "report/source/b.h"
src/report/figure/a.c "report/page/b.h"
src/report/page/a.c "report/plot/b.h"
src/report/plot/a.c "report/page/b.h"
src/report/shown/a.c "report/page/b.h"
src/report/shown/a.c "report/markup/b.h"
src/report/source/a.c "report/page/b.h"
src/cli/console/a.c "cli/options/b.h"
src/cli/options/a.c "cli/study/b.h"
src/cli/study/a.c "cli/commands/b.h"
src/table/a.c "../base/b.h"
src/table/a.c "b.h"
models/chao.c "models/bic/b.h"
models/chao/a.c "models/bic.h"
models/chao.c "resample/b.h"
models/chao.c "models/estimators.def"
include/darkfigure/a.h "table/b.h"
'
readonly permitted='
src/base/a.c "base/b.h"
src/numeric/a.c <gsl/gsl_math.h>
src/table/a.c <darkfigure/report.h>
src/table/a.c "darkfigure/table.h"
src/estimator/registry.c "models/estimators.def"
src/loglinear/a.c "estimator/b.h"
src/joint/fit/a.c "joint/formula/b.h"
src/resample/a.c "numeric/b.h"
src/report/a.c "result/b.h"
src/report/a.c "sensitivity/b.h"
src/report/a.c "study/b.h"
src/study/a.c "writing/b.h"
src/cli/a.c "study/b.h"
src/table/a.c "table/link/b.h"
src/table/link/a.c "table/csv/b.h"
src/resample/a.c "table/csv/b.h"
src/resample/interval/a.c "resample/replicates/b.h"
src/resample/spec/a.c "resample/capture/b.h"
src/study/store/a.c "study/document/b.h"
src/report/text/a.c "study/compare/b.h"
src/cli/study/a.c "report/study/b.h"
src/cli/a.c "cli/study/b.h"
src/cli/a.c <sys/stat.h>
models/chao.c "loglinear/b.h"
models/chao.c "models/chao/b.h"
models/chao/a.c "models/chao/b.h"
include/darkfigure/a.h <darkfigure/status.h>
include/darkfigure/a.h <stdint.h>
'

# ---- Threads: after a fork, one that asked OpenMP itself would hang (src/base/threads.c).

# Print "file:line: text" of whatever decides by itself.
check_threads() { # folder
  (
    cd "$1"
    find src models include -type f -name '*.[ch]' ! -path src/base/threads.c -exec grep -HnE \
      'omp_(get_(max_threads|num_procs)|set_num_threads)|#[[:space:]]*pragma omp .*(parallel|teams|task)' {} + || true
  ) | { ! grep -vE 'pragma omp parallel .*num_threads\(dark__n_threads\('; }
}

threads_self_test() {
  local tree line wrong=0
  tree=$(mktemp -d)
  # shellcheck disable=SC2064 # the folder is known now
  trap "rm -rf '$tree'" EXIT
  mkdir -p "$tree"/{src/base,models,include}
  while read -r line; do
    printf '%s\n' "$line" >"$tree/src/a.c"
    ! check_threads "$tree" >/dev/null || { echo "# not found: $line" && wrong=1; }
  done <<'END'
#pragma omp parallel
#pragma omp parallel num_threads(4)
  #  pragma omp parallel for schedule(dynamic, 1) num_threads(omp_get_max_threads())
#pragma omp task
int n = omp_get_max_threads();
omp_set_num_threads(2);
END
  printf '#pragma omp parallel for num_threads(dark__n_threads(asked)) if (n > 1)\n#pragma omp for\nomp_get_thread_num();\n' >"$tree/src/a.c"
  printf 'return omp_get_max_threads();\n' >"$tree/src/base/threads.c"
  check_threads "$tree" || { echo '# wrongly found' && wrong=1; }
  return $wrong
}

self_test() {
  local tree file include report wrong=0
  tree=$(mktemp -d)
  # shellcheck disable=SC2064 # the folder is known now
  trap "rm -rf '$tree'" EXIT
  try() { # file include: leaves what the check says in $report
    rm -rf "${tree:?}"/*
    mkdir -p "$tree/$(dirname "$1")" "$tree"/{src,models,include}
    printf '#include <stdio.h>\n  #  include %s\n' "$2" >"$tree/$1"
    report=$(check_tree "$tree")
  }
  while read -r file include; do
    [ -n "$file" ] || continue
    if try "$file" "$include" || [[ $report != "$file:2: "* ]]; then
      echo "# not found: $include in $file"
      wrong=1
    fi
  done <<<"$forbidden"
  while read -r file include; do
    [ -n "$file" ] || continue
    if ! try "$file" "$include"; then
      echo "# wrongly found: $report"
      wrong=1
    fi
  done <<<"$permitted"
  return $wrong
}

# Calls as `nm -A` would show them: a file, then what it has (T) and takes (U).
calls_test() {
  local wrong=0
  try_calls() { report=$(printf '%s\n' "$@" | check_calls); }
  local -r a='obj/src/table/a.o: 00 T fa' b='obj/src/table/b.o: 00 T fb' c='obj/src/table/c.o: 00 T fc'
  try_calls "$a" "obj/src/table/a.o: U fb" "$b" "obj/src/table/b.o: U fc" "$c" || { echo "# wrongly found: $report"; wrong=1; }
  if try_calls "$a" "obj/src/table/a.o: U fb" "$b" "obj/src/table/b.o: U fc" "$c" "obj/src/table/c.o: U fa"; then
    echo '# not found: a circle of three'
    wrong=1
  fi
  if try_calls "$a" "obj/src/table/a.o: U dark__up" "obj/src/result/r.o: 00 T dark__up" || [[ $report != *'no arrow table -> result'* ]]; then
    echo '# not found: a call upwards'
    wrong=1
  fi
  if try_calls 'obj/src/table/csv/a.o: U dark__up' 'obj/src/table/link/b.o: 00 D dark__up' || [[ $report != *'no arrow table/csv -> table/link'* ]]; then
    echo '# not found: a call upwards inside a room'
    wrong=1
  fi
  return $wrong
}

objects=${1:-build/obj}
cd "$(dirname "$0")/.."
failures=0
say() { # outcome name
  [ "$1" = ok ] || failures=1
  printf '%s - %s\n' "$1" "$2"
}

echo 1..6
if self_test; then say ok forbidden_includes_are_found; else say 'not ok' forbidden_includes_are_found; fi
if check_tree .; then say ok includes_follow_the_arrows; else say 'not ok' includes_follow_the_arrows; fi
if calls_test; then say ok forbidden_calls_are_found; else say 'not ok' forbidden_calls_are_found; fi
if find src models -name '*.c' | sed "s|^\(.*\)\.c\$|$objects/\1.o|" | xargs nm -A | check_calls; then
  say ok calls_follow_the_arrows_in_no_circle
else
  say 'not ok' calls_follow_the_arrows_in_no_circle
fi
if threads_self_test; then say ok other_ways_to_threads_are_found; else say 'not ok' other_ways_to_threads_are_found; fi
if check_threads .; then say ok one_function_decides_how_many_threads; else say 'not ok' one_function_decides_how_many_threads; fi
exit $failures
