# SPDX-License-Identifier: GPL-3.0-or-later
"""Studies: many estimations in one file, run into a results store that can be continued."""

from __future__ import annotations

import ctypes
import os
from dataclasses import dataclass

from . import _prototypes
from ._handle import Owned, make
from ._watch import Progress, Watcher, watching
from .errors import call, function


@dataclass(frozen=True)
class StudyRun:
    """How far a study is: of `n_tasks`, how many are done and how many could not be; the others are missing."""

    name: str
    store: str
    n_tasks: int
    n_done: int
    n_failed: int
    notes: tuple[str, ...]


def study(path: str | os.PathLike[str], *, store: str | os.PathLike[str], threads: int = 0, shard: int = 1, shards: int = 1,
          progress: Progress | None = None) -> StudyRun:
    """Run a study file into a results store, an SQLite file whose tables the manual has. What the store has is not done again, and what
    an interruption leaves is continued by the same call.

    threads: 0 for all cores. shard, shards: run one share of the tasks, as on a cluster.
    """
    read = make("dark_study_read", "dark_study_free", os.fspath(path).encode())
    tasks = make("dark_tasks_new", "dark_tasks_free", read, keep=(read,))
    state = _prototypes.RunState()
    with watching(progress) as watcher:
        options = options_of(os.fspath(store), threads, shard, shards, watcher)
        call("dark_study_run", ctypes.byref(state), tasks, ctypes.byref(options))
    name = function("dark_study_name")(read).decode()
    return StudyRun(name, os.fspath(store), state.n_tasks, state.n_done, state.n_failed, notes(tasks))


def options_of(store: str, threads: int, shard: int, shards: int, watcher: Watcher) -> _prototypes.RunOptions:
    def hear(_context: int | None, share: float, _n_tables: int) -> int:
        return watcher.hear("study", share)

    return _prototypes.RunOptions(
        version=1, store=store.encode(), n_threads=threads, shard=shard, n_shards=shards, progress=_prototypes.RUN_PROGRESS(hear)
    )


def notes(tasks: Owned) -> tuple[str, ...]:
    """What a careful reader wants to know."""
    number: int = function("dark_tasks_n_notes")(tasks)
    return tuple(function("dark_tasks_note")(tasks, i).decode() for i in range(number))
