# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Helpers for command-line tests. An expectation that fails prints what it saw and ends the test.
#
#   expect_exit 0 fit --format csv "$DATA/uk-trafficking-2013-five-lists.csv"
#   expect_stderr_empty
#   expect_close "$(csv_value total)" 25311 1e-3

# Published tables, and the outputs of the last darkfigure run.
export DATA=data/published
export STDOUT=$WORK/stdout STDERR=$WORK/stderr

# Fail, naming the line of the test that did not hold.
fail() { # message...
  local i
  for ((i = 1; i < ${#BASH_SOURCE[@]}; i++)); do
    [ "${BASH_SOURCE[i]##*/}" = lib.sh ] || break
  done
  printf '%s:%s: %s\n' "${BASH_SOURCE[i]}" "${BASH_LINENO[i - 1]}" "$*"
  exit 1
}

# Leave the test, or a part of it, with the reason: both are counted and shown (build-aux/run-tests.sh).
skip() { # reason...
  printf '# because: %s\n' "$*"
  exit 77
}

skip_part() { printf '# SKIP %s: %s\n' "$0" "$*"; } # reason...

# Any other command that fails ends the test too.
set -eE
trap 'fail "failed: $BASH_COMMAND"' ERR

# Show a file under a heading, so that a failure can be read without repeating it.
show() { # heading file
  printf -- '-- %s\n' "$1"
  head -c 4000 "$2"
}

fail_with_outputs() { # message...
  show 'standard output' "$STDOUT"
  show 'standard error' "$STDERR"
  fail "$@"
}

# Run darkfigure, keeping outputs and status; a finding of a sanitizer always fails. Standard input is passed on.
darkfigure() { # argument...
  STATUS=0
  "$DARKFIGURE" "$@" >"$STDOUT" 2>"$STDERR" || STATUS=$?
  if grep -qE 'Sanitizer|runtime error:' "$STDERR"; then fail_with_outputs "a sanitizer complains: darkfigure $*"; fi
}

# Whether a process has a handler for a signal.
hears() { # process signal
  local mask
  mask=$(sed -n 's/^SigCgt:[[:space:]]*//p' "/proc/$1/status" 2>/dev/null)
  [ -n "$mask" ] && (((16#$mask >> ($(kill -l "$2") - 1)) & 1))
}

# Run darkfigure, and send it a signal so many seconds after it has begun to hear it: how long a loaded machine needs to start a program is nobody's
# promise. STATUS as of darkfigure; 137 when it does not end within a minute.
darkfigure_stopped() { # signal seconds argument...
  local signal=$1 pause=$2 process i
  shift 2
  STATUS=0
  "$DARKFIGURE" "$@" >"$STDOUT" 2>"$STDERR" <&0 &
  process=$!
  for ((i = 0; i < 1200; i++)); do
    if hears $process "$signal" || ! kill -0 $process 2>/dev/null; then break; fi
    sleep 0.05
  done
  sleep "$pause"
  kill -s "$signal" $process 2>/dev/null || true
  for ((i = 0; i < 1200; i++)); do
    kill -0 $process 2>/dev/null || break
    sleep 0.05
  done
  kill -KILL $process 2>/dev/null || true
  wait $process || STATUS=$?
  if grep -qE 'Sanitizer|runtime error:' "$STDERR"; then fail_with_outputs "a sanitizer complains: darkfigure $*"; fi
}

expect_exit() { # status argument...
  local expected=$1
  shift
  darkfigure "$@"
  [ "$STATUS" = "$expected" ] || fail_with_outputs "exit status $STATUS, not $expected: darkfigure $*"
}

expect_contains() { # file text
  grep -qF -e "$2" "$1" || { show "$1" "$1"; fail "does not contain: $2"; }
}

# The path of a copy of a page that has none of the numbers that its rows are sorted by.
page_cells() { # page
  sed 's/ data-sort="[^"]*"//g' "$1" >"$1.cells"
  printf '%s' "$1.cells"
}

expect_lacks() { # file text
  if grep -qF -e "$2" "$1"; then
    show "$1" "$1"
    fail "should not contain: $2"
  fi
}

expect_matches() { # file extended-regular-expression
  grep -qE -e "$2" "$1" || { show "$1" "$1"; fail "does not match: $2"; }
}

expect_empty() { # file
  [ ! -s "$1" ] || { show "$1" "$1"; fail "is not empty: $1"; }
}

expect_stdout_contains() { expect_contains "$STDOUT" "$1"; }
expect_stdout_lacks() { expect_lacks "$STDOUT" "$1"; }
expect_stdout_matches() { expect_matches "$STDOUT" "$1"; }
expect_stdout_empty() { expect_empty "$STDOUT"; }
expect_stderr_contains() { expect_contains "$STDERR" "$1"; }
expect_stderr_lacks() { expect_lacks "$STDERR" "$1"; }
expect_stderr_matches() { expect_matches "$STDERR" "$1"; }
expect_stderr_empty() { expect_empty "$STDERR"; }

expect_stdout_line() { # number text
  local line
  line=$(sed -n "$1p" "$STDOUT")
  [ "$line" = "$2" ] || fail "line $1 is '$line', not '$2'"
}

expect_same_bytes() { # file file
  cmp "$1" "$2" || fail "$1 and $2 differ"
}

expect_different_bytes() { # file file
  if cmp -s "$1" "$2"; then fail "$1 and $2 are the same"; fi
}

expect_equal() { # actual expected
  [ "$1" = "$2" ] || fail "is '$1', not '$2'"
}

expect_close() { # actual expected relative-tolerance [absolute-tolerance]
  awk -v a="$1" -v e="$2" -v r="$3" -v t="${4:-0}" 'BEGIN {
    if (a !~ /^[-+]?[0-9.]/) exit 1
    d = a - e; if (d < 0) d = -d
    s = e < 0 ? -e : e
    exit !(d <= t + r * s) }' || fail "$1 is not close to $2 (relative tolerance $3, absolute ${4:-0})"
}

expect_file() { # path
  [ -e "$1" ] || fail "there is no file $1"
}

expect_no_file() { # path
  [ ! -e "$1" ] || fail "there is a file $1"
}

# The value in a named column of a CSV file, by default of the first record on standard output. Knows no quoted separators.
csv_value() { # column [record [file]]
  awk -F , -v column="$1" -v record="${2:-1}" '
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == column) wanted = i }
    NR == record + 1 && wanted { print $wanted; found = 1; exit }
    END { if (!found) print "(no column " column " in record " record ")" }' "${3:-$STDOUT}"
}

# A CSV file from standard input, in the test's own folder; prints its path.
make_file() { # name
  cat >"$WORK/$1"
  printf '%s\n' "$WORK/$1"
}

# Three lists by form: two forms that can be estimated, and three people who beg.
lists_by_form() {
  cat <<'END'
form,A,B,C,count
labour,1,0,0,80
labour,0,1,0,61
labour,0,0,1,50
labour,1,1,0,30
labour,1,0,1,21
labour,0,1,1,18
labour,1,1,1,9
sexual,1,0,0,40
sexual,0,1,0,31
sexual,0,0,1,20
sexual,1,1,0,12
sexual,1,0,1,9
sexual,0,1,1,8
begging,1,0,0,1
begging,0,1,0,1
begging,1,1,0,1
END
}

# A study of them whose comparisons are of every kind.
study_of_inspections() { # data file
  cat <<END
study: inspections
replicates: 100
data:
  - {name: year, file: $1, by: [form]}
methods:
  - {name: best, method: bic}
scenarios:
  - {name: as-observed, says: "The lists as they are, with <b>all</b>."}
  - {name: without-c, drop_lists: [C]}
  - {name: labour-only, where: {form: labour}}
  - {name: inspections, says: What if inspections found more?, detection: {list: A, category: {form: labour}, factor: 2}}
comparisons:
  - baseline: {scenario: as-observed, category: {form: labour}}
    against: [without-c, inspections, {category: {form: sexual}}, {category: {form: begging}}]
  - baseline: as-observed
    against: [labour-only]
END
}
