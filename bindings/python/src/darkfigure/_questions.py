# SPDX-License-Identifier: GPL-3.0-or-later
"""The questions that can be asked of a table. Each takes what `table` takes, or a table, and the settings of the library by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from . import _keys
from ._catalogue import everything
from ._request import Settings
from ._watch import Progress
from .answer import Answer, Fit, ask
from .table import Data, Table, table

Names = Iterable[str]


def read(question: str, data: Data, lists: Names | None, count: str | None, by: Names | None, settings: Settings,
         progress: Progress | None) -> Table:
    """The table, or the one that is there. A setting that is for the question is passed over by the reader."""
    _keys.check(question, settings, isinstance(data, Table))
    if isinstance(data, Table):
        return table(data, lists=lists, count=count, by=by)
    return table(data, lists=lists, count=count, by=by, progress=progress, **settings)


def fit(data: Data, *, lists: Names | None = None, count: str | None = None, by: Names | None = None, seed: int = 1,
        progress: Progress | None = None, **settings: Any) -> Fit:
    """Estimate how many people there are.

    data, lists, count, by: as in `table`; also a table.
    seed: of the random numbers; the same seed gives the same numbers, on any number of threads.
    progress: called with what is being done and the share of it that is done; returning True stops with `Interrupted`.
    settings: keys of the library, such as method="bic", replicates=1000, levels=[0.8, 0.95]; `catalogue("keys")` lists them.

    That nothing can be estimated is no error: `has_estimate` says so, and the rows say why.
    """
    people = read("fit", data, lists, count, by, settings, progress)
    answer: Fit = ask("fit", Fit, "estimates", people, {"seed": seed, **settings}, progress)
    return answer


def models(data: Data, *, lists: Names | None = None, count: str | None = None, by: Names | None = None,
           progress: Progress | None = None, **settings: Any) -> Answer:
    """The best models and what each says. `top` is how many."""
    people = read("models", data, lists, count, by, settings, progress)
    answer: Answer = ask("models", Answer, "models", people, settings, progress)
    return answer


def check(data: Data, *, lists: Names | None = None, count: str | None = None, by: Names | None = None,
          progress: Progress | None = None, **settings: Any) -> Answer:
    """Whether the estimate of a model exists: `model="[12,3]"`."""
    people = read("check", data, lists, count, by, settings, progress)
    answer: Answer = ask("check", Answer, "check", people, settings, progress)
    return answer


def describe(data: Data, *, lists: Names | None = None, count: str | None = None, by: Names | None = None,
             progress: Progress | None = None, **settings: Any) -> Answer:
    """What a table holds, and what can be estimated from it, before any model."""
    people = read("describe", data, lists, count, by, settings, progress)
    answer: Answer = ask("describe", Answer, "description", people, settings, progress)
    return answer


def methods(data: Data | None = None, *, lists: Names | None = None, count: str | None = None, by: Names | None = None, seed: int = 1,
            progress: Progress | None = None, **settings: Any) -> Answer:
    """All methods that apply to a table, tried side by side. Without data: the methods that there are."""
    if data is None:
        return everything()
    people = read("methods", data, lists, count, by, settings, progress)
    answer: Answer = ask("methods", Answer, "estimates", people, {"seed": seed, **settings}, progress)
    return answer


def sensitivity(data: Data, *, lists: Names | None = None, count: str | None = None, by: Names | None = None, seed: int = 1,
                progress: Progress | None = None, **settings: Any) -> Answer:
    """What an estimate hangs on: each list left out, other assumptions, fewer people."""
    people = read("sensitivity", data, lists, count, by, settings, progress)
    answer: Answer = ask("sensitivity", Answer, "sensitivity", people, {"seed": seed, **settings}, progress)
    return answer
