# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# A study in shards under GNU parallel, by the commands of docs/manual.md: a shard is lost, the same command goes on, and what is merged
# has the bytes of a straight run.
. tests/engines/study.sh

command -v parallel >/dev/null || skip 'GNU parallel is not installed'
parallel --version 2>/dev/null | head -n 1 | grep -q '^GNU parallel' || skip 'the parallel of this system is not that of GNU'

command=$(page_line '.*`(parallel darkfigure .*)`.*')
merge=$(page_line '    (darkfigure study merge study.db study\.\*-of-8\.db)$')
go_to_work

eval "$command" >lost.log 2>&1 &
engine=$!
lose_shard 3/8
if wait "$engine"; then fail 'a shard was killed, and parallel says that all is well'; fi
expect_equal "$("$DARKFIGURE" study slurm -q --tasks 8 --missing study.yaml)" 3

eval "$command" >again.log 2>&1 || fail "$(cat again.log)"
expect_equal "$("$DARKFIGURE" study slurm -q --tasks 8 --missing study.yaml)" ''
eval "$merge"
expect_straight_bytes
