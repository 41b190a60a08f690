#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A Slurm cluster of one node in name spaces of its own, and on it the commands of the file `commands`: the script, the array, of which a shard
# is lost, the missing ones again, the merge. Whatever runs ends with this script. Called by slurm.sh, in the folder of the study.
#
#   usage: tests/engines/cluster.sh TOP        exit status 77: no cluster here, for the reason in the last line
set -eu

. "$1/tests/engines/study.sh"
fail() { printf '%s\n' "$*"; exit 1; }
skip() { printf '%s\n' "$*"; exit 77; }

node=darknode
address=10.9.8.7

# Not 127.0.0.1 alone: getaddrinfo finds no family of addresses then.
make_network() {
  hostname "$node"
  ip link set lo up
  ip address add "$address/24" dev lo
  printf '127.0.0.1 localhost\n%s %s\n' "$address" "$node" >hosts
  mount --bind hosts /etc/hosts
}

# munge wants folders that nobody else can write, whoever owns the folder of this test.
make_folders() {
  mount -t tmpfs -o mode=755 tmpfs /run
  mkdir /run/munge /run/slurm state spool
  chmod 755 /run/munge
  head -c 1024 /dev/urandom >/run/munge/key
  chmod 400 /run/munge/key
}

# A node without cgroups that can be written is one still: processes are found as children of the job's first one.
write_configuration() {
  cat >slurm.conf <<CONF
ClusterName=check
SlurmctldHost=$node($address)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=/run/munge/socket
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=1,sched_interval=2,sched_min_interval=100000
ReturnToService=2
SlurmctldPidFile=/run/slurm/slurmctld.pid
SlurmdPidFile=/run/slurm/slurmd.pid
StateSaveLocation=$PWD/state
SlurmdSpoolDir=$PWD/spool
SlurmctldLogFile=$PWD/slurmctld.log
SlurmdLogFile=$PWD/slurmd.log
NodeName=$node NodeAddr=$address CPUs=2 State=UNKNOWN
PartitionName=check Nodes=$node Default=YES MaxTime=60 State=UP
CONF
  printf 'CgroupPlugin=cgroup/v1\n' >cgroup.conf
  export SLURM_CONF=$PWD/slurm.conf
}

# Wait until a command succeeds.
await() { # tries of half a second each, command...
  local tries=$1
  shift
  while ! "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep 0.5
  done
}

start_daemons() {
  munged --foreground --force --key-file=/run/munge/key --socket=/run/munge/socket --pid-file=/run/munge/pid --seed-file=/run/munge/seed \
    --num-threads=2 >munged.log 2>&1 &
  await 60 test -S /run/munge/socket || skip "munged does not start: $(tail -n 1 munged.log)"
  slurmctld -D -i -f "$SLURM_CONF" >slurmctld.out 2>&1 &
  slurmd -D -N "$node" -f "$SLURM_CONF" >slurmd.out 2>&1 &
  await 120 eval '[ "$(sinfo --noheader --format %T)" = idle ]' ||
    skip "the node does not come up: $(tail -qn 1 slurmctld.out slurmctld.log slurmd.out slurmd.log 2>/dev/null | paste -s -d ' ')"
}

make_network 2>network.log || skip "no network of one's own here: $(tail -n 1 network.log)"
make_folders 2>folders.log || skip "no folders of one's own here: $(tail -n 1 folders.log)"
write_configuration
touch munged.log slurmctld.log slurmd.log
start_daemons

mapfile -t commands <commands
# The commands as they are printed, but that sbatch waits for the end of the array.
export SBATCH_WAIT=1
eval "${commands[0]}"

eval "${commands[1]}" >first.log 2>&1 &
array=$!
lose_shard 3/8
if wait "$array"; then fail 'a shard was killed, and sbatch says that all is well'; fi
missing=$(darkfigure study slurm -q --tasks 8 --missing study.yaml)
[ "$missing" = 3 ] || fail "missing is '$missing', not 3: $(cat first.log slurm-*.out)"

eval "${commands[2]}" >again.log 2>&1 || fail "the array that was submitted again failed: $(cat again.log slurm-*.out)"
[ -z "$(darkfigure study slurm -q --tasks 8 --missing study.yaml)" ] || fail 'shards are missing still'
eval "${commands[3]}"
