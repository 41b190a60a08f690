#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The package for Python.
#
#   usage: tests/python.sh units|types|newcomer|wheel     PYTHON, DARKFIGURE, DARKFIGURE_LIBRARY, NEWCOMER, WHEELS as build-aux/python.mk sets them
#
# The output is TAP.
set -uo pipefail
cd "$(dirname "$0")/../bindings/python" || exit 1

export PYTHONDONTWRITEBYTECODE=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

report() { # name status
  if [ "$2" = 0 ]; then echo "ok - $1"; else echo "not ok - $1"; fi
}

run_units() {
  DARKFIGURE_TAP=1 "$PYTHON" -m pytest --basetemp "$work/pytest"
}

# mypy keeps what it has read in a folder, which is of no use to anybody else.
check_types() {
  echo 1..1
  "$PYTHON" -m mypy --cache-dir "$work/mypy" >"$work/types" 2>&1
  report types_are_strict $? && sed 's/^/# /' "$work/types"
}

# The same modules, of a library that has a method more.
try_newcomer() {
  echo 1..1
  DARKFIGURE_LIBRARY=$NEWCOMER PYTHONPATH=src:tests "$PYTHON" tests/newcomer.py
  report method_of_the_library_needs_no_edit $?
}

# An environment of its own sees no package of the system; the library must not look for others' libraries there either.
try_wheel() {
  echo 1..3
  "$PYTHON" -m venv "$work/venv" &&
    "$work/venv/bin/pip" --quiet --disable-pip-version-check --no-cache-dir install --no-index "$WHEELS"/darkfigure-*.whl
  report wheel_is_installed_without_a_registry $?
  env -u DARKFIGURE_LIBRARY -u PYTHONPATH "$work/venv/bin/python" example.py >"$work/example.out" && diff example.out "$work/example.out"
  report example_prints_what_it_should $?
  env -u DARKFIGURE_LIBRARY -u PYTHONPATH "$work/venv/bin/python" tests/carried.py "$work/venv"
  report every_library_is_carried $?
}

case ${1-} in
  units) run_units ;;
  types) check_types ;;
  newcomer) try_newcomer ;;
  wheel) try_wheel ;;
  *) echo 'usage: tests/python.sh units|types|newcomer|wheel' >&2; exit 2 ;;
esac
