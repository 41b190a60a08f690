# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists drawn from a population of known size, to see how near an estimate comes."""

from __future__ import annotations

import contextlib
import csv
import ctypes
import io
import os
import tempfile
from collections.abc import Callable, Iterable
from typing import Any

from . import _prototypes
from ._handle import Borrowed, Owned, make
from .errors import FileError, UsageError, call, function
from .table import Table

SIZES = {"fixed": 0, "poisson": 1}
FORMS = {"rows": 0, "counts": 1}
NOT_STOPPED = _prototypes.GO_ON(lambda _context: 1)

_libc = ctypes.CDLL(None)
_libc.fopen.restype = ctypes.c_void_p
_libc.fopen.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
_libc.fclose.argtypes = [ctypes.c_void_p]


class Sample:
    """The people whom lists caught in one drawing, and the truth behind it."""

    def __init__(self, population: Owned, pointer: Any) -> None:
        self._population = population
        self._pointer = pointer

    def __del__(self) -> None:
        function("dark_sample_free")(self._pointer)

    @property
    def table(self) -> Table:
        """The people on lists, for `fit` and other questions."""
        return Table(Borrowed(ctypes.c_void_p(self._pointer.contents.table), self))

    def people(self, form: str = "counts") -> dict[str, list[Any]]:
        """Columns of lists and categories: a row for each person ("rows"), or for each combination, with a column count ("counts")."""
        if form not in FORMS:
            raise UsageError(f"form: '{form}' is none, expected {', '.join(FORMS)}")
        return columns(lambda stream: call("dark_report_people", stream, self.table, FORMS[form], NOT_STOPPED, None))

    @property
    def truth(self) -> dict[str, list[Any]]:
        """Of each stratum and the total: people drawn who are on lists, on none, and both; what was to be expected."""
        return columns(lambda stream: call("dark_report_truth", stream, self._population, self._pointer))


def simulate(population: str | os.PathLike[str], *, seed: int = 1, number: int = 0, size: str = "fixed",
             lists: Iterable[str] = (), by: Iterable[str] = (), ignore: Iterable[str] = ()) -> Sample:
    """Draw the people of a population that a CSV file describes (the manual has its columns).

    number: tells drawings of one seed apart. size: "fixed", or "poisson" for a random number of people of that mean.
    lists, by, ignore: columns, where the file does not show what they are.
    """
    if size not in SIZES:
        raise UsageError(f"size: '{size}' is none, expected {', '.join(SIZES)}")
    options = options_of(SIZES[size], [list(lists), list(by), list(ignore)])
    read = make("dark_population_read_csv", "dark_population_free", os.fspath(population).encode(), ctypes.byref(options))
    sample = ctypes.POINTER(_prototypes.Sample)()
    call("dark_population_draw", ctypes.byref(sample), read, SIZES[size], seed, number)
    return Sample(read, sample)


def options_of(size: int, names: list[list[str]]) -> _prototypes.PopulationOptions:
    """The struct of the library; it keeps the arrays that it points to."""
    lists, by, ignore = ((ctypes.c_char_p * len(each))(*(name.encode() for name in each)) for each in names)
    return _prototypes.PopulationOptions(
        version=1, lists=lists, n_lists=len(lists), by=by, n_by=len(by), ignore=ignore, n_ignore=len(ignore), size=size
    )


def columns(write: Callable[[ctypes.c_void_p], None]) -> dict[str, list[Any]]:
    """What the library writes to a stream, as columns; numbers are numbers."""
    with tempfile.NamedTemporaryFile() as file:
        stream = _libc.fopen(file.name.encode(), b"w")
        if not stream:
            raise FileError(f"{file.name}: cannot be opened")
        try:
            write(stream)
        finally:
            _libc.fclose(stream)
        return columns_of(io.StringIO(file.read().decode(), newline=""))


def columns_of(text: io.StringIO) -> dict[str, list[Any]]:
    header, *rows = csv.reader(text)
    return {name: [*map(value, cells)] for name, *cells in zip(header, *rows)}


def value(field: str) -> int | float | str | None:
    """A field of CSV: a number where it is one; None where it is empty."""
    if field == "":
        return None
    for kind in (int, float):
        with contextlib.suppress(ValueError):
            number: int | float = kind(field)
            return number
    return field
