# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Where a store is: modes, links, places that cannot be written; and whether it is sound.

cp "$DATA/korea-palembang.csv" "$WORK/korea.csv"
study=$(make_file s.yaml <<'YAML'
study: place
replicates: 3000
data: [{name: korea, file: korea.csv}]
methods: [{method: bic}, {method: chao}]
YAML
)
slow=$(make_file slow.yaml <<'YAML'
study: slow
replicates: 400000
data: [{name: korea, file: korea.csv}]
methods: [{method: bic}, {method: stepwise}]
YAML
)
says() { # status message argument...
  local status=$1 message=$2
  shift 2
  expect_exit "$status" "$@"
  expect_stdout_empty
  expect_stderr_contains "darkfigure: $message"
}
mode_is() { expect_equal "$(stat -c %a "$1")" "$2"; }

# ---- Modes: the umask makes them, for the store and for what is beside it, and afterwards they stay.

for pair in 022:644 002:664 077:600 027:640; do
  rm -rf "$WORK/modes"
  mkdir "$WORK/modes"
  (umask ${pair%:*} && exec "$DARKFIGURE" study run -q --store "$WORK/modes/s.db" "$slow" >"$STDOUT" 2>"$STDERR") &
  pid=$!
  for ((i = 0; i < 500; i++)); do [ -e "$WORK/modes/s.db-wal" ] && [ -e "$WORK/modes/s.db-shm" ] && break; sleep 0.01; done
  mode_is "$WORK/modes/s.db-wal" ${pair#*:}
  mode_is "$WORK/modes/s.db-shm" ${pair#*:}
  mode_is "$WORK/modes/s.db" ${pair#*:}
  kill -KILL $pid
  wait $pid 2>/dev/null || true
done
# A file that its owner has made ready keeps what it has.
: >"$WORK/ready.db"
chmod 600 "$WORK/ready.db"
expect_exit 0 study run -q --store "$WORK/ready.db" "$study"
mode_is "$WORK/ready.db" 600
for i in 1 2; do expect_exit 0 study run -q --shard $i/2 "$study"; done
expect_exit 0 study merge "$WORK/ready.db" "$WORK"/s.?-of-2.db
mode_is "$WORK/ready.db" 600
chmod 600 "$WORK/s.2-of-2.db"
expect_exit 0 study merge "$WORK/new.db" "$WORK"/s.?-of-2.db
mode_is "$WORK/new.db" 600

# ---- Links are followed, also to what is not there yet; its logs are where it is.

mkdir "$WORK/far"
ln -s far/second.db "$WORK/first.db"
ln -s ../real.db "$WORK/far/second.db"
links_stay() { [ -L "$WORK/first.db" ] && [ -L "$WORK/far/second.db" ] || fail 'a link was replaced'; }
expect_exit 0 study run -q --store "$WORK/first.db" "$study"
links_stay
expect_exit 0 study export -q --format csv --store "$WORK/real.db" "$study"
cp "$STDOUT" "$WORK/straight.csv"
inode=$(stat -c %i "$WORK/real.db")
expect_exit 0 study merge "$WORK/first.db" "$WORK"/s.?-of-2.db
links_stay
expect_equal "$(stat -c %i "$WORK/real.db")" "$inode"
rm "$WORK/real.db"
expect_exit 0 study merge "$WORK/first.db" "$WORK"/s.?-of-2.db
links_stay
expect_exit 0 study export -q --format csv --store "$WORK/first.db" "$study"
expect_same_bytes "$STDOUT" "$WORK/straight.csv"
rm "$WORK/real.db"
says 4 "$WORK/none.db: there is no such store" study merge "$WORK/first.db" "$WORK/none.db"
links_stay
expect_no_file "$WORK/real.db"
# A killed run through one name is gone on with through another.
"$DARKFIGURE" study run -q --store "$WORK/first.db" "$slow" 2>"$STDERR" &
pid=$!
for ((i = 0; i < 500; i++)); do [ -s "$WORK/real.db-wal" ] && break; sleep 0.01; done
kill -KILL $pid
wait $pid 2>/dev/null || true
expect_file "$WORK/real.db-wal"
expect_no_file "$WORK/first.db-wal"
expect_exit 1 study status -q --verify --store "$WORK/real.db"
ln "$WORK/ready.db" "$WORK/other.db"
says 3 "$WORK/other.db: has other names (hard links), under which its log would not be found; make it a copy; name another file" \
  study run -q --store "$WORK/other.db" "$study"
rm "$WORK/other.db"

# ---- The log of a file that is gone reaches no other one.

for command in run merge; do
  rm -f "$WORK/gone.db"*
  "$DARKFIGURE" study run -q --store "$WORK/gone.db" "$slow" 2>"$STDERR" &
  pid=$!
  for ((i = 0; i < 500; i++)); do [ -s "$WORK/gone.db-wal" ] && break; sleep 0.01; done
  kill -KILL $pid
  wait $pid 2>/dev/null || true
  rm "$WORK/gone.db"
  expect_file "$WORK/gone.db-wal"
  if [ $command = run ]; then expect_exit 0 study run -q --store "$WORK/gone.db" "$study"
  else expect_exit 0 study merge "$WORK/gone.db" "$WORK"/s.?-of-2.db; fi
  expect_no_file "$WORK/gone.db-wal"
  expect_exit 0 study status -q --verify --store "$WORK/gone.db"
  expect_exit 0 study export -q --format csv --store "$WORK/gone.db" "$study"
  expect_same_bytes "$STDOUT" "$WORK/straight.csv"
done

# ---- Places that cannot be written

says 4 "/proc/x.db: cannot be written: Its folder takes no new files; --store FILE puts the store elsewhere" \
  study run -q --store /proc/x.db "$study"
says 4 "$study/x.db: cannot be written: Not a directory; --store FILE puts the store elsewhere" study run -q --store "$study/x.db" "$study"
says 4 "$WORK/no/x.db: cannot be written: No such file or directory; --store" study run -q --store "$WORK/no/x.db" "$study"
says 4 "/proc/x.db: cannot be written: Its folder takes no new files; name another OUT" study merge /proc/x.db "$WORK"/s.?-of-2.db
# A folder of which nothing may be changed: a mount where that is allowed, else its mode, where that holds for this user.
mkdir "$WORK/locked"
cp "$study" "$WORK/korea.csv" "$WORK/locked/"
cp "$WORK/ready.db" "$WORK/locked/old.db"
cat >"$WORK/in_locked" <<'SCRIPT'
mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" || exit 99
shift
exec "$@"
SCRIPT
status=0
if unshare -m sh "$WORK/in_locked" "$WORK/locked" true 2>/dev/null; then
  unshare -m sh "$WORK/in_locked" "$WORK/locked" "$DARKFIGURE" study run -q "$WORK/locked/s.yaml" >"$STDOUT" 2>"$STDERR" || status=$?
  expect_equal $status 4
  expect_stderr_contains "darkfigure: $WORK/locked/s.db: cannot be written: Read-only file system; --store FILE puts the store elsewhere"
  unshare -m sh "$WORK/in_locked" "$WORK/locked" "$DARKFIGURE" study export -q --format csv --store "$WORK/locked/old.db" "$study" >"$STDOUT"
  expect_same_bytes "$STDOUT" "$WORK/straight.csv"
fi
chmod 555 "$WORK/locked"
if ! [ -w "$WORK/locked" ]; then
  says 4 "$WORK/locked/s.db: cannot be written: Permission denied; --store FILE puts the store elsewhere" study run -q "$WORK/locked/s.yaml"
fi
chmod 755 "$WORK/locked"

# ---- Is it sound?

expect_exit 0 study status --verify "$study" --store "$WORK/ready.db"
expect_stdout_contains '  Verified         every row, replicate and page of the store is as it was'
expect_exit 0 study status -q --verify --format json --store "$WORK/ready.db"
expect_stdout_contains '"verified": true'
expect_exit 0 study status -q --format json --store "$WORK/ready.db"
expect_stdout_contains '"verified": false'
# One byte of the replicates of task 1, found by whoever reads or verifies them.
cp "$WORK/ready.db" "$WORK/flipped.db"
expect_exit 0 study query --format csv "$WORK/ready.db" "SELECT substr(hex(replicates), 1, 60) FROM blocks WHERE task = 1 AND block = 3"
bytes=$(sed -n 2p "$STDOUT")
offset=$(LC_ALL=C grep -obUaP "$(sed 's/../\\x&/g' <<<"$bytes")" "$WORK/flipped.db" | head -n 1 | cut -d : -f 1)
printf 'X' | dd of="$WORK/flipped.db" bs=1 seek=$((offset + 25)) conv=notrunc 2>/dev/null
expect_different_bytes "$WORK/flipped.db" "$WORK/ready.db"
damaged="$WORK/flipped.db: damaged: task 1: stored replicates are damaged or of something else; restore it from a copy, or remove it"
says 3 "$damaged" study status --verify -q --store "$WORK/flipped.db"
says 3 "$damaged" study export -q --level 0.5 --store "$WORK/flipped.db" "$study"
says 3 "$damaged" study merge "$WORK/ready.db" "$WORK/flipped.db"
says 3 "$damaged" study merge "$WORK/flipped.db" "$WORK/ready.db"
# Rows, by whoever opens it: SQLite's own program where it is there.
if command -v sqlite3 >/dev/null; then
  cp "$WORK/ready.db" "$WORK/edited.db"
  sqlite3 "$WORK/edited.db" 'UPDATE results SET total = total / 16 WHERE task = 2'
  damaged="$WORK/edited.db: damaged: task 2: a row of its results is not what was written; restore it from a copy"
  says 3 "$damaged" study status -q --store "$WORK/edited.db"
  says 3 "$damaged" study export -q --store "$WORK/edited.db" "$study"
  says 3 "$damaged" study query "$WORK/edited.db" 'SELECT total FROM results'
  says 3 "$damaged" study run -q --store "$WORK/edited.db" "$study"
  says 3 "$damaged" study merge "$WORK/whole.db" "$WORK/edited.db"
  expect_no_file "$WORK/whole.db"
fi
