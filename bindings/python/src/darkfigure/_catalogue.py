# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be asked for, as the library lists it at run time: a method that is added there needs no change here."""

from __future__ import annotations

import functools

from ._frame import Frame
from ._handle import make
from .answer import Answer


@functools.cache
def everything() -> Answer:
    """The catalogue as an answer."""
    return Answer(make("dark_catalogue_new", "dark_answer_free"), "methods")


def catalogue(name: str = "methods") -> Frame:
    """A frame of what there is: methods, options (of methods, for `set`), keys (of settings), reasons, states, statuses, intervals,
    formats."""
    return everything().frame(name)
