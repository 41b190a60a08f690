#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Run the command-line tests: every file tests/cli/NAME.sh is one test, a bash script with the helpers of lib.sh at hand.
#
#   usage: tests/cli/run.sh [NAME...]
#
# DARKFIGURE names the binary under test (default build/darkfigure), TESTS_IN another folder of tests (default tests/cli). A test runs in the
# project's top folder and may write into $WORK, an empty folder of its own; it passes when it exits with 0, and is skipped when it exits
# with 77 (skip in lib.sh). The output is TAP: `ok NAME` or `not ok NAME`, the latter after what the test printed. Files named lib.sh and
# run.sh are not tests.
set -uo pipefail

cd "$(dirname "$0")/../.." || exit 1
DARKFIGURE=$(realpath "${DARKFIGURE:-build/darkfigure}")
export DARKFIGURE
unset OMP_NUM_THREADS
folder=${TESTS_IN:-tests/cli}

names=("$@")
if [ $# = 0 ]; then
  for file in "$folder"/*.sh; do
    name=$(basename "$file" .sh)
    case $name in lib | run | '*') ;; *) names+=("$name") ;; esac
  done
fi

all_work=$(mktemp -d)
trap 'rm -rf "$all_work"' EXIT

passed=0
failed=0
skipped=0
printf '1..%d\n' "${#names[@]}"
for name in "${names[@]}"; do
  export WORK=$all_work/$name
  mkdir "$WORK"
  status=0
  bash -u -c '. tests/cli/lib.sh; . "$1"' "$name" "$folder/$name.sh" >"$WORK.log" 2>&1 </dev/null || status=$?
  grep '^# SKIP ' "$WORK.log"
  case $status in
    0)
      printf 'ok %s\n' "$name"
      passed=$((passed + 1)) ;;
    77)
      grep '^# because: ' "$WORK.log"
      printf 'ok # SKIP %s\n' "$name"
      skipped=$((skipped + 1)) ;;
    *)
      sed 's/^/# /' "$WORK.log"
      printf 'not ok %s\n' "$name"
      failed=$((failed + 1)) ;;
  esac
done
printf '# %d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" = 0 ]
