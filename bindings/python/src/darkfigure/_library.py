# SPDX-License-Identifier: GPL-3.0-or-later
"""Find the shared library and declare its functions.

The library is the one that the wheel carries, beside this file; without one, that of the system. The environment variable
DARKFIGURE_LIBRARY names another. `prototypes.py` holds what is declared, and a test compares it with the public headers.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import Any

from . import _prototypes

NAME = "libdarkfigure.so.0"


def find() -> str:
    """The path of the library, or its name when the system is to search for it."""
    named = os.environ.get("DARKFIGURE_LIBRARY")
    if named:
        return named
    carried = Path(__file__).parent / "lib" / NAME
    return str(carried) if carried.exists() else NAME


def load(path: str) -> ctypes.CDLL:
    """Load the library and declare what is called of it. CDLL releases the interpreter's lock during every call."""
    try:
        library = ctypes.CDLL(path)
    except OSError as error:
        raise ImportError(
            f"the library of darkfigure cannot be loaded ({error}); install libdarkfigure0, or name the file in "
            "the environment variable DARKFIGURE_LIBRARY"
        ) from error
    for name, (result, arguments) in _prototypes.FUNCTIONS.items():
        declare(library, name, result, arguments)
    return library


def declare(library: ctypes.CDLL, name: str, result: Any, arguments: list[Any]) -> None:
    """Declare one function; that it is not there is an error of the call, not of the import: the library may be older."""
    try:
        function = getattr(library, name)
    except AttributeError:
        return
    function.restype = result
    function.argtypes = arguments


lib = load(find())
