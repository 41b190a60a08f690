# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames: named columns of numbers and texts, held by the library and read without copying where that can be."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Union

from . import _capsule, _html
from ._handle import Owned
from .errors import call, function

if TYPE_CHECKING:
    import pandas

Value = Union[float, int, str, None]

REAL, WHOLE, TEXT = range(3)
ABSENT = -(2**63)


class Frame(Mapping[str, "list[Value]"]):
    """Columns by name. What is absent is None; an upper limit that the data do not set is infinite.

    `frame["total"]` is a list, `frame.array("total")` a view of the numbers as the library holds them (NaN is absent there).
    polars, pandas, pyarrow and DuckDB take a frame by its `__arrow_c_stream__`.
    """

    def __init__(self, owned: Owned) -> None:
        self._owned = owned
        n_columns: int = function("dark_frame_n_columns")(owned)
        names = (function("dark_frame_column_name")(owned, i).decode() for i in range(n_columns))
        self._places: dict[str, int] = {name: i for i, name in enumerate(names)}
        self.n_rows: int = function("dark_frame_n_rows")(owned)

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
        return list(self._places)

    def __getitem__(self, name: str) -> list[Value]:
        place = self._places[name]
        values = self._values(place)
        return [present(value, self._type(place)) for value in values]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def _type(self, place: int) -> int:
        kind: int = function("dark_frame_column_type")(self._owned, place)
        return kind

    def _values(self, place: int) -> Any:
        """The column as an array of ctypes, which keeps the frame alive."""
        name = ("dark_frame_reals", "dark_frame_wholes", "dark_frame_texts")[self._type(place)]
        item = (ctypes.c_double, ctypes.c_int64, ctypes.c_char_p)[self._type(place)]
        if self.n_rows == 0:
            return (item * 0)()
        start = ctypes.cast(function(name)(self._owned, place), ctypes.c_void_p).value
        values: Any = (item * self.n_rows).from_address(start or 0)
        values.frame = self._owned
        return values

    def array(self, name: str) -> memoryview:
        """A column of numbers as a buffer of doubles or of 64-bit integers, which numpy.asarray takes without copying. An absent real
        number is NaN, an absent whole one the least there is."""
        place = self._places[name]
        kind = self._type(place)
        if kind == TEXT:
            raise TypeError(f"column {name} is of texts, which are no array of numbers")
        return memoryview(self._values(place)).cast("B").cast("d" if kind == REAL else "q").toreadonly()

    def to_dict(self) -> dict[str, list[Value]]:
        """All columns, copied."""
        return {name: self[name] for name in self}

    def rows(self) -> list[dict[str, Value]]:
        """All rows, each a dict."""
        columns = self.to_dict()
        return [dict(zip(columns, values)) for values in zip(*columns.values())]

    def to_pandas(self) -> pandas.DataFrame:
        """As a pandas frame: real numbers as float64, whole ones as int64 (Int64 where some are absent), texts as objects."""
        import pandas

        return pandas.DataFrame({name: self._series(name, pandas) for name in self}, columns=self.columns)

    def _series(self, name: str, pandas: Any) -> Any:
        kind = self._type(self._places[name])
        if kind == REAL:
            return pandas.Series(memoryview(self.array(name)), dtype="float64", copy=True)
        values = self[name]
        if kind == WHOLE:
            return pandas.Series(values, dtype="Int64" if None in values else "int64")
        return pandas.Series(values, dtype="object")

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The frame as a stream of one batch, by the Arrow C data interface. Another schema is not made."""
        return _capsule.stream(self._export)

    def _export(self, schema: int | None, array: int | None) -> None:
        call("dark_frame_export", self._owned, schema, array)

    def __repr__(self) -> str:
        return f"<darkfigure.Frame: {self.n_rows} rows of {', '.join(self)}>"

    def __str__(self) -> str:
        """The rows in columns, as far as they fill a screen."""
        return _html.lines(self.columns, self._cells())

    def _repr_html_(self) -> str:
        return _html.table(self.columns, self._cells())

    def _cells(self) -> list[list[Value]]:
        return [list(row.values()) for row in self.rows()]


def present(value: Any, kind: int) -> Value:
    """A value of the library as one of Python."""
    if kind == TEXT:
        return None if value is None else str(value.decode())
    if kind == WHOLE:
        return None if value == ABSENT else int(value)
    return None if math.isnan(value) else float(value)
