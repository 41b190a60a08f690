#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The library never prints, exits or aborts: its shared form takes nothing from the C library that does, nor the streams of the process, but for standard
# input, which the path "-" means.
#
#   usage: tests/symbols.sh LIBRARY
set -euo pipefail

readonly library=$1
readonly forbidden='__assert_fail|__assert|abort|exit|_exit|_Exit|quick_exit|raise|signal|sigaction|printf|__printf_chk|vprintf|__vprintf_chk|puts|putchar|putchar_unlocked|perror|psignal|err|errx|warn|warnx|stdout|stderr|_IO_stdout_|_IO_stderr_'

taken() { nm -D --undefined-only "$1" | awk '{ sub(/@.*/, "", $NF); print $NF }'; }

# Two names that it surely takes: nm has told something.
has_told() { [ "$(taken "$library" | grep -cxE 'malloc|fputs|memcpy')" -ge 2 ]; }

echo 1..2
if has_told; then echo 'ok - names_are_told'; else echo 'not ok - names_are_told'; fi
if found=$(taken "$library" | grep -xE "$forbidden"); then
  printf '# the library takes %s\n' $found
  echo 'not ok - nothing_prints_exits_or_aborts'
  exit 1
fi
echo 'ok - nothing_prints_exits_or_aborts'
has_told
