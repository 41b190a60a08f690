# SPDX-License-Identifier: GPL-3.0-or-later
"""How many people are on none of the lists? Multiple systems estimation (capture-recapture).

    import darkfigure
    fit = darkfigure.fit(frame, lists=["police", "shelter", "clinic"], count="n")
    print(fit)

`fit` estimates; `describe`, `models`, `check`, `methods` and `sensitivity` ask other questions of the same data; `simulate` draws lists
from populations of known size; `study` runs many estimations from one file; `compare` sets two fits against each other; `report` makes a
page to hand on of a fit; `catalogue` lists methods, settings and reasons.
"""

from __future__ import annotations

from ._catalogue import catalogue
from ._compare import compare
from ._frame import Frame
from ._library import lib as _lib
from ._questions import check, describe, fit, methods, models, sensitivity
from ._report import report
from ._simulate import Sample, simulate
from ._study import StudyRun, study
from .answer import Answer, Fit
from .errors import (
    DataError,
    Error,
    FileError,
    Interrupted,
    LimitError,
    NumericError,
    OutOfMemory,
    UsageError,
)
from .table import Table, table

__version__: str = _lib.dark_version().decode()

__all__ = [
    "Answer",
    "DataError",
    "Error",
    "FileError",
    "Fit",
    "Frame",
    "Interrupted",
    "LimitError",
    "NumericError",
    "OutOfMemory",
    "Sample",
    "StudyRun",
    "Table",
    "UsageError",
    "catalogue",
    "check",
    "compare",
    "describe",
    "fit",
    "methods",
    "models",
    "report",
    "sensitivity",
    "simulate",
    "study",
    "table",
]
