# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages to hand on."""

from __future__ import annotations

import ctypes
import os
from typing import Any

from . import _keys
from ._request import request_of
from ._watch import watching
from .answer import Fit, written
from .errors import UsageError


def report(fit: Fit, path: str | os.PathLike[str] | None = None, **settings: Any) -> str:
    """The page to hand on, as the command `report` makes it of the same answer: one HTML file that needs nothing else.

    path: where to write it as well.
    settings: lang="fi", disclosure="k=10" or "none", about={"population": ...}, labels={"A": "Police"}; `catalogue("keys")` lists those of
        use "page". Unless disclosure is "none", small numbers of people are not shown, nor what would give them away.
    """
    if not isinstance(fit, Fit):
        raise UsageError("report: a page is made of what fit answers")
    _keys.check("page", settings, True)
    wanted = request_of({**fit.asked, **settings})
    with watching(None) as watch:
        page = written("dark_answer_page_watched", ctypes.byref(ctypes.c_size_t()), fit, wanted, ctypes.byref(watch))
    if path is not None:
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(page)
    return page
