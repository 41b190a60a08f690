# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# A command that is killed while it holds keys leaves no core behind. It waits for a list that never comes: the keys of the others are there.

# A signal is to end the program as it would without the address sanitizer, which takes some itself.
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}handle_segv=0:handle_abort=0:handle_sigbus=0"

cd "$WORK" || exit 1
printf 'id,form\n' >a.csv
for i in {1..500}; do printf 'CORE-%05d,x\n' "$i"; done >>a.csv
mkfifo b.csv
ulimit -c unlimited

# Whether a program that dies would leave a core here: else the test would pass for nothing, and only the limits can be looked at.
leaves_core=0
bash -c 'kill -ABRT $$' 2>"$STDERR" || true
if compgen -G 'core*' >/dev/null; then leaves_core=1; fi
rm -f core*
[ "$leaves_core" = 1 ] || echo '# cores go elsewhere on this machine; the limits are looked at all the same'

# Wait until the files before the pipe are read: the process sleeps in the opening of the pipe.
waits_for_pipe() { # process
  local i
  for ((i = 0; i < 200; i++)); do
    if grep -qs 'wait_for_partner\|fifo_open' "/proc/$1/wchan" || grep -q '^State:.S' "/proc/$1/status"; then return 0; fi
    sleep 0.05
  done
  fail 'the command does not wait'
}

kill_while_linking() { # signal argument...
  local signal=$1 process status=0
  shift
  "$DARKFIGURE" "$@" >"$STDOUT" 2>"$STDERR" &
  process=$!
  waits_for_pipe "$process"
  sleep 0.2
  [[ $(grep 'Max core file size' "/proc/$process/limits") == *' 0 '* ]] || fail "cores are allowed: $(grep 'Max core' "/proc/$process/limits")"
  kill "-$signal" "$process"
  { wait "$process"; } 2>>"$STDERR" || status=$?
  [ "$status" -gt 128 ] || fail_with_outputs "not killed, but exit status $status"
  if compgen -G 'core*' >/dev/null; then
    grep -al CORE-00017 core* || true
    fail "$signal left a core: $*"
  fi
}

cat >s.yaml <<'END'
study: cores
data: [{name: linked, link: {key: id, files: {A: a.csv, B: b.csv}}}]
methods: [{method: chapman}]
END
for signal in ABRT SEGV; do
  kill_while_linking "$signal" fit --link id a.csv b.csv
  kill_while_linking "$signal" describe --link id a.csv b.csv
  kill_while_linking "$signal" study check s.yaml
  kill_while_linking "$signal" study run s.yaml
done

# Afterwards they are as before: the estimation may be looked into.
printf 'id\nCORE-00001\nCORE-00900\n' >c.csv
"$DARKFIGURE" fit --link id --method bic --replicates 100000000 --threads 1 a.csv c.csv >"$STDOUT" 2>"$STDERR" &
process=$!
is_allowed=0
for ((i = 0; i < 100 && !is_allowed; i++)); do
  if grep -q 'Max core file size *unlimited' "/proc/$process/limits" && grep -q '^State:.R' "/proc/$process/status"; then is_allowed=1; fi
  sleep 0.05
done
kill -KILL "$process"
{ wait "$process"; } 2>>"$STDERR" || true
[ "$is_allowed" = 1 ] || fail 'cores stay forbidden when no key is held'
