# SPDX-License-Identifier: GPL-3.0-or-later
"""An object of the library, freed when nobody holds it any more."""

from __future__ import annotations

import ctypes
from typing import Any

from .errors import call, function


class Owned:
    """Holds a pointer of the library and what it borrows from; `free` names the function that frees it."""

    def __init__(self, free: str, *keep: Any) -> None:
        self.pointer = ctypes.c_void_p()
        self.keep = keep
        self._free = function(free)

    @property
    def _as_parameter_(self) -> ctypes.c_void_p:
        """What ctypes hands to the library; the object itself is an argument, and so lives as long as the call."""
        return self.pointer

    def __del__(self) -> None:
        free = getattr(self, "_free", None)
        if free is not None and self.pointer:
            free(self.pointer)
            self.pointer = ctypes.c_void_p()


class Borrowed:
    """A pointer into something that is kept alive."""

    def __init__(self, pointer: ctypes.c_void_p, keep: object) -> None:
        self._as_parameter_ = pointer
        self.keep = keep


def make(name: str, free: str, *arguments: Any, keep: tuple[Any, ...] = ()) -> Owned:
    """Call a constructor of the library: `arguments` are those between what it makes and the error."""
    owned = Owned(free, *keep)
    call(name, ctypes.byref(owned.pointer), *arguments)
    return owned
