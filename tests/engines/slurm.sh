# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# A study as a job array under Slurm, by the commands of docs/manual.md, on a cluster of one node that lives for this test only: a shard is
# lost, the missing one is submitted again, and what is merged has the bytes of a straight run.
. tests/engines/study.sh

for program in slurmctld slurmd sbatch; do
  command -v "$program" >/dev/null || skip "Slurm is not installed (no $program; package slurm-wlm)"
done
command -v munged >/dev/null || skip 'munge is not installed (no munged)'
command -v ip >/dev/null || skip 'there is no ip to give the cluster an address (package iproute2)'

# Processes, network, names and mounts of its own: no daemon outlives the first process in there, and nothing outside is changed.
apart=(unshare --mount --pid --net --uts --ipc --fork --kill-child --mount-proc)
[ "$(id -u)" = 0 ] || apart+=(--map-root-user)
"${apart[@]}" true 2>"$WORK/why" || skip "no name spaces of one's own here: $(head -n 1 "$WORK/why")"

page_block '    darkfigure study slurm --tasks 8 -o study.sbatch study.yaml' >"$WORK/commands"
expect_equal "$(wc -l <"$WORK/commands")" 4
go_to_work

status=0
"${apart[@]}" bash -u "$TOP/tests/engines/cluster.sh" "$TOP" >cluster.log 2>&1 || status=$?
[ "$status" != 77 ] || skip "$(tail -n 1 cluster.log)"
[ "$status" = 0 ] || { tail -n 40 slurmctld.log slurmd.log munged.log; fail "$(cat cluster.log)"; }
expect_straight_bytes
