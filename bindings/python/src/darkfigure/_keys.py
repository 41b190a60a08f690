# SPDX-License-Identifier: GPL-3.0-or-later
"""Which settings a question uses. The library passes over a key that is for another question; whoever typed it should hear of it."""

from __future__ import annotations

import functools

from ._catalogue import catalogue
from ._request import Settings
from .errors import UsageError

# Of the words in column `uses` of the keys, those of a question that are not its own name alone.
ALSO = {"methods": {"fit"}, "sensitivity": {"fit", "sensitivity"}}
OF_TABLES = {"data", "files"}


@functools.cache
def uses() -> dict[str, set[str]]:
    """Of each key what it is for, as the library lists it."""
    keys = catalogue("keys")
    return {str(key): set(str(words).split(",")) for key, words in zip(keys["key"], keys["uses"])}


def check(question: str, settings: Settings, is_made: bool) -> None:
    """Refuse keys that the question does not use, nor the reader of a table that is yet to be made. Unknown keys are for the library."""
    wanted = ALSO.get(question, {question}) | (set() if is_made else OF_TABLES)
    for key, value in settings.items():
        known = uses().get(key)
        if value is not None and known is not None and not known & wanted:
            raise UsageError(f"{key}: {reason(key, question, known)}")


def reason(key: str, question: str, known: set[str]) -> str:
    """Why it is of no use here, and what to do."""
    if known & OF_TABLES:
        return f"the table is made; say it when you make it, as in table(data, {key}=...)"
    return f"{question} does not use it; it is for {', '.join(sorted(known))}"
