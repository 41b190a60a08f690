# SPDX-License-Identifier: GPL-3.0-or-later
"""Two fits set against each other."""

from __future__ import annotations

from typing import Any

from . import _keys
from ._handle import make
from ._request import request_of
from .answer import Answer, Fit
from .errors import UsageError


def compare(baseline: Fit, other: Fit, **settings: Any) -> Answer:
    """How many people more or fewer `other` has than `baseline`, and how many times as many, with intervals for the difference and the
    ratio themselves. `table` has the columns of `study compare --format csv`.

    Two fits of one table with the same seed and number of replicates are pairs: they saw the same resampled people, and what both have in
    common falls out (`paired` is 1).
    settings: levels=[0.8, 0.95]; those of `other` otherwise.
    """
    if not isinstance(baseline, Fit) or not isinstance(other, Fit):
        raise UsageError("compare: what is compared are two fits")
    _keys.check("compare", {key: value for key, value in settings.items() if key != "levels"}, True)
    return Answer(make("dark_answer_compare", "dark_answer_free", baseline, other, request_of(settings)), "differences")
