#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Hold the arrows of the design: which folder may include which, read off the #include lines of src/, models/ and include/; and that one
# function decides how many threads there are.
#
#   usage: tests/arrows.sh        checks this project, after having shown on small trees that it can fail
set -euo pipefail

# One line per room: the rooms it may include besides itself. <darkfigure/...> and system headers are open to all.
readonly arrows='
base:
numeric:    base
lattice:    numeric base
table:      lattice numeric base
estimator:  table lattice numeric base
loglinear:  estimator table lattice numeric base
onelist:    estimator table lattice numeric base
closed:     estimator table lattice numeric base
models:     onelist loglinear closed estimator table lattice numeric base
resample:   estimator table lattice numeric base
result:     resample estimator table lattice numeric base
sensitivity: result resample estimator table lattice numeric base
report:     sensitivity result resample estimator table lattice numeric base
study:      report sensitivity result resample estimator table lattice numeric base
cli:        study report sensitivity result resample estimator table lattice numeric base
'

# Print "file:line: why" for each forbidden include below the folder; exit status 1 if there is one.
check_tree() { # folder
  (
    cd "$1"
    find src models include -type f \( -name '*.[ch]' -o -name '*.def' \) -exec grep -HnE '^[[:space:]]*#[[:space:]]*include' {} +
  ) | LC_ALL=C sort -t : -k 1,1 -k 2,2n |
    awk -v arrows="$arrows" '
      BEGIN {
        n = split(arrows, lines, "\n")
        for (i = 1; i <= n; i++) {
          n_words = split(lines[i], words, /[: ]+/)
          if (n_words > 0) known[words[1]] = 1
          for (w = 1; w <= n_words; w++) may[words[1], words[w]] = 1
        }
      }

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

        split(target, parts, "/")
        room = target ~ /\// ? parts[1] : ""
        if (!quoted && !(room in known)) next                       # a system header
        if (target ~ /(^|\/)\.\.?\//) { complain("\"" target "\": name headers from src/, not relative to the file"); next }
        if (room == "") { complain("\"" target "\": name the room as well, as in \"table/table.h\""); next }
        if (!(room in known)) { complain("\"" target "\": there is no room " room); next }

        split(file, from, "/")
        if (from[1] == "include") { complain("a public header includes \"" target "\", which is private"); next }
        own = from[1] == "models" ? "models" : from[2]
        if (!(own in known)) { complain("src/" own " is no room of the design"); next }

        if (target == "models/estimators.def") {
          if (file != "src/estimator/registry.c") complain("only src/estimator/registry.c includes \"models/estimators.def\"")
        } else if (own == "models" && room == "models") {
          if (family(file) != family(target)) complain("model " family(file) " includes \"" target "\" of another model")
        } else if (!((own, room) in may)) {
          complain(own " must not include \"" target "\": no arrow " own " -> " room)
        }
      }
      END { exit violations > 0 }'
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
src/resample/a.c "loglinear/b.h"
src/resample/a.c "result/b.h"
src/result/a.c "models/b.h"
src/result/a.c "sensitivity/b.h"
src/sensitivity/a.c "report/b.h"
src/report/a.c "study/b.h"
src/report/a.c "loglinear/b.h"
src/study/a.c "cli/b.h"
src/cli/a.c "loglinear/b.h"
src/cli/cmd/a.c "models/b.h"
src/newroom/a.c "base/b.h"
src/table/a.c "newroom/b.h"
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
src/resample/a.c "numeric/b.h"
src/report/a.c "result/b.h"
src/report/a.c "sensitivity/b.h"
src/study/a.c "report/b.h"
src/cli/a.c "study/b.h"
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

cd "$(dirname "$0")/.."
failures=0
say() { # outcome name
  [ "$1" = ok ] || failures=1
  printf '%s - %s\n' "$1" "$2"
}

echo 1..4
if self_test; then say ok forbidden_includes_are_found; else say 'not ok' forbidden_includes_are_found; fi
if check_tree .; then say ok includes_follow_the_arrows; else say 'not ok' includes_follow_the_arrows; fi
if threads_self_test; then say ok other_ways_to_threads_are_found; else say 'not ok' other_ways_to_threads_are_found; fi
if check_threads .; then say ok one_function_decides_how_many_threads; else say 'not ok' one_function_decides_how_many_threads; fi
exit $failures
