# SPDX-License-Identifier: GPL-3.0-or-later
"""Studies: many estimations in one file, run into a results store that can be continued, or kept in memory."""

from __future__ import annotations

import ctypes
import json
import os
from collections import Counter
from collections.abc import Mapping
from typing import Any, Union

from . import _prototypes
from ._frame import Frame
from ._handle import Owned, make
from ._watch import Progress, watching
from .answer import Answer
from .errors import function

# A study file, its text, or what stands in it.
Plan = Union[str, "os.PathLike[str]", Mapping[str, Any]]


class StudyRun(Answer):
    """What a study answers: `table` has a row for each task, category and level, with the columns of `study export --format csv`."""

    def __init__(self, owned: Owned, name: str, store: str | None) -> None:
        super().__init__(owned, "estimates")
        self.name = name
        self.store = store
        """Where the results are; None: in memory."""
        self._states = Counter(str(state) for state in self.tasks["state"])

    @property
    def tasks(self) -> Frame:
        """How far each task is."""
        return self.frame("tasks")

    @property
    def differences(self) -> Frame:
        """The comparisons of the study, with the columns of `study compare --format csv`."""
        return self.frame("differences")

    @property
    def n_tasks(self) -> int:
        """How many tasks there are, those of other shards not counted."""
        return self._states.total() if hasattr(self._states, "total") else sum(self._states.values())

    @property
    def n_done(self) -> int:
        """How many of them are done."""
        return self._states["done"]

    @property
    def n_failed(self) -> int:
        """How many of them cannot be done; `tasks` says why."""
        return self._states["failed"]


def study(plan: Plan, *, store: str | os.PathLike[str] | None = None, threads: int = 0, shard: int = 1, shards: int = 1,
          progress: Progress | None = None) -> StudyRun:
    """Run a study.

    plan: the path of a study file; or what stands in one, as a dict or as a text of several lines: relative paths of data then begin in the
        current folder.
    store: a results store, an SQLite file whose tables the manual has. What it has is not done again: what an interruption leaves is gone
        on with by the same call. None: the results are in memory alone.
    threads: 0 for all cores. shard, shards: run one share of the tasks, as on a cluster.
    """
    read = read_plan(plan)
    path = None if store is None else os.fspath(store)
    options = _prototypes.RunOptions(
        version=1, store=None if path is None else path.encode(), n_threads=threads, shard=shard, n_shards=shards
    )
    with watching(progress) as watch:
        tasks = make("dark_tasks_new_watched", "dark_tasks_free", read, ctypes.byref(watch), keep=(read,))
        owned = make("dark_answer_study", "dark_answer_free", tasks, ctypes.byref(options), ctypes.byref(watch), keep=(tasks,))
    return StudyRun(owned, function("dark_study_name")(read).decode(), path)


def read_plan(plan: Plan) -> Owned:
    """The study, checked."""
    if isinstance(plan, Mapping):
        plan = json.dumps(plan, default=os.fspath, indent=1)
    if isinstance(plan, str) and "\n" in plan:
        text = plan.encode()
        return make("dark_study_parse", "dark_study_free", text, len(text))
    return make("dark_study_read", "dark_study_free", os.fspath(plan).encode())
