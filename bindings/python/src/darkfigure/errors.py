# SPDX-License-Identifier: GPL-3.0-or-later
"""How a call fails: exceptions that carry the command's words, and the place where it knows one."""

from __future__ import annotations

import ctypes
import re
from typing import Any

from . import _prototypes
from ._library import lib


class Error(Exception):
    """What the library said. `status` is its number, `file`, `line` and `column` the place, None where there is none."""

    status = 0

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.file, self.line, self.column = place(message)

    @property
    def meaning(self) -> str:
        """What the status means, in the library's words."""
        text: bytes = lib.dark_status_text(self.status)
        return text.decode()


class UsageError(Error, ValueError):
    """An argument, option or model makes no sense."""

    status = 1


class DataError(Error, ValueError):
    """The data are malformed."""

    status = 2


class FileError(Error, OSError):
    """A file cannot be opened, read or written."""

    status = 3


class OutOfMemory(Error, MemoryError):
    """Memory is exhausted."""

    status = 4


class LimitError(Error, ValueError):
    """The task exceeds a documented limit."""

    status = 5


class NumericError(Error, ArithmeticError):
    """A numerical library failed unexpectedly."""

    status = 6


class Interrupted(Error):
    """The caller asked to stop: a `progress` returned True."""

    status = 7


KINDS: dict[int, type[Error]] = {
    kind.status: kind for kind in (UsageError, DataError, FileError, OutOfMemory, LimitError, NumericError, Interrupted)
}


def place(message: str) -> tuple[str | None, int | None, int | None]:
    """File, line and column that stand in front of a message: 'lists.csv:3:2: ...'."""
    found = re.match(r"(.+?):(\d+):(?:(\d+):)? ", message)
    if not found:
        return None, None, None
    return found[1], int(found[2]), int(found[3]) if found[3] else None


def call(name: str, *arguments: Any) -> None:
    """Call a function of the library that can fail; its last parameter is the error."""
    error = _prototypes.Error()
    status = function(name)(*arguments, ctypes.byref(error))
    if status != 0:
        raise KINDS.get(status, Error)(error.message.decode("utf-8", "replace"))


def function(name: str) -> Any:
    """A function of the library."""
    try:
        return getattr(lib, name)
    except AttributeError:
        raise NotImplementedError(f"this library of darkfigure has no {name}: it is older than the package") from None
