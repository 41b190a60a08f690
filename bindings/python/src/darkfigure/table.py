# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables: people by lists and categories, from data frames, dicts of arrays, Arrow streams or files."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable, Mapping
from typing import Any, Union

from . import _arrow, _capsule
from ._columns import Column, column_of
from ._handle import Borrowed, Owned, make
from ._request import request_of
from ._watch import Progress, watching
from .errors import UsageError, call, function

# What a table can be made of: a table, a pandas frame, a mapping of names to sequences, what has __arrow_c_stream__, the path of a file.
Data = Union["Table", Mapping[str, Any], str, "os.PathLike[str]", Any]

# Settings that say what the lists are.
SHAPES = ("lists", "history", "count_of_captures")


class Table:
    """People by lists and categories. `table(...)` makes one."""

    def __init__(self, owned: Owned | Borrowed, settings: Mapping[str, Any] | None = None) -> None:
        self._owned = owned
        self.settings = dict(settings or {})
        """How it was read."""

    @property
    def _as_parameter_(self) -> ctypes.c_void_p:
        """What ctypes hands to the library."""
        return self._owned._as_parameter_

    @property
    def lists(self) -> list[str]:
        """Names of the lists, sorted."""
        return self._names("dark_table_n_lists", "dark_table_list_name")

    @property
    def categories(self) -> list[str]:
        """Names of the categories."""
        return self._names("dark_table_n_categories", "dark_table_category_name")

    @property
    def notes(self) -> list[str]:
        """What the reader did that a careful person wants to know."""
        return self._names("dark_table_n_notes", "dark_table_note")

    @property
    def n_people(self) -> float:
        """How many people are on any list."""
        people: float = function("dark_table_n_people")(self._owned)
        return people

    def _names(self, number: str, name: str) -> list[str]:
        return [function(name)(self._owned, i).decode() for i in range(function(number)(self._owned))]

    def __repr__(self) -> str:
        return f"<darkfigure.Table: {self.n_people:,.0f} people on {', '.join(self.lists)}>"


def table(data: Data, *, lists: Iterable[str] | None = None, count: str | None = None, by: Iterable[str] | None = None,
          progress: Progress | None = None, **settings: Any) -> Table:
    """Make a table.

    data: a pandas frame, a dict of arrays or lists, anything with `__arrow_c_stream__`, or the path of a CSV file or workbook.
    lists: columns that say who is on a list (0 and 1, truth values, yes and no); required unless `data` is a file.
    count: column of how many people a row is; None: each row is a person (a file: a column named count or the like).
    by: columns of categories; each combination of their values is estimated by itself.
    progress: called while many rows are read; returning True stops with `Interrupted`.
    settings: other keys of data: where, expect, drop_lists, ...; `catalogue("keys")` lists them.
    """
    wanted = {"lists": names(lists), "count": count, "by": names(by), **settings}
    if isinstance(data, Table):
        return same(data, wanted)
    if isinstance(data, (str, os.PathLike)):
        return Table(made("dark_table_from_file_watched", os.fspath(data).encode(), wanted, progress), wanted)
    if all(wanted.get(key) is None for key in SHAPES):
        raise UsageError("lists: say which columns are lists, as in lists=['police', 'shelter']")
    return Table(made("dark_table_from_data_watched", columns_of(data, wanted), wanted, progress), wanted)


def made(name: str, source: Any, wanted: Mapping[str, Any], progress: Progress | None) -> Owned:
    """A table of columns or of a file; Ctrl-C stops what makes it."""
    request = request_of(wanted)
    with watching(progress) as watch:
        return make(name, "dark_table_free", source, request, ctypes.byref(watch))


def names(given: Iterable[str] | None) -> list[str] | None:
    """One name may stand without a list around it."""
    return [given] if isinstance(given, str) else None if given is None else list(given)


def same(data: Table, wanted: Mapping[str, Any]) -> Table:
    """A table as it is: what would read it otherwise comes too late."""
    late = [key for key, value in wanted.items() if value is not None]
    if late:
        raise UsageError(f"{late[0]}: the table is made; say it when you make it, as in table(data, {late[0]}=...)")
    return data


def columns_of(data: Any, wanted: Mapping[str, Any]) -> Owned:
    """The columns of a frame, a mapping or a stream."""
    if hasattr(data, "columns") and hasattr(data, "dtypes") and hasattr(data, "index"):
        return of_columns({str(name): data[name] for name in unique(list(data.columns))}, wanted)
    if hasattr(data, "__arrow_c_stream__"):
        return of_stream(data)
    if isinstance(data, Mapping):
        return of_columns({str(name): values for name, values in data.items()}, wanted)
    raise UsageError(
        f"data: a {type(data).__name__} is no table; expected a pandas frame, a dict of arrays, what has __arrow_c_stream__, or a path"
    )


def unique(given: list[Any]) -> list[Any]:
    """Names of columns, of which none may come twice."""
    seen: set[str] = set()
    for name in map(str, given):
        if name in seen:
            raise UsageError(f"data: two columns are called '{name}'; give one of them another name")
        seen.add(name)
    return given


def of_stream(data: Any) -> Owned:
    """What has an Arrow stream. Of one batch the library takes the columns over; several are put together."""
    capsule = data.__arrow_c_stream__()
    schema, batches = _capsule.batches(_capsule.address(capsule))
    if len(batches) == 1 and _arrow.is_plain(schema):
        return make("dark_data_from_arrow", "dark_data_free", ctypes.byref(schema), ctypes.byref(batches[0]))
    try:
        return held_columns(dict(_arrow.columns_of(schema, batches)))
    finally:
        _arrow.release(schema)
        for batch in batches:
            _arrow.release(batch)


def of_columns(data: Mapping[str, Any], wanted: Mapping[str, Any]) -> Owned:
    """Columns by name. Those that nobody speaks of may be of any kind: they are not looked at."""
    columns: dict[str, Column] = {}
    for name, values in data.items():
        try:
            columns[name] = column_of(name, values)
        except UsageError:
            if is_named(name, wanted):
                raise
    return held_columns(columns)


def held_columns(columns: Mapping[str, Column]) -> Owned:
    """Columns as the library borrows them."""
    held = make("dark_data_new", "dark_data_free", length_of(columns))
    for name, column in columns.items():
        add(held, name, column)
    held.keep = tuple(columns.values())
    return held


def is_named(name: str, wanted: Mapping[str, Any]) -> bool:
    """Whether a setting speaks of the column."""
    return any(name == value or (not isinstance(value, str) and isinstance(value, Iterable) and name in value)
               for value in wanted.values())


def length_of(columns: Mapping[str, Column]) -> int:
    """The length that all columns have."""
    lengths = {name: column.length for name, column in columns.items()}
    first = next(iter(lengths), None)
    for name, length in lengths.items():
        if first is not None and length != lengths[first]:
            raise UsageError(f"data: column '{name}' has {length} values, column '{first}' {lengths[first]}; all must be equally long")
    return lengths[first] if first is not None else 0


def add(held: Owned, name: str, column: Column) -> None:
    """Add one column; the library borrows its buffer and its levels."""
    label = ctypes.create_string_buffer(name.encode())
    column.keep.append(label)
    if column.levels is None:
        call(column.add, held, ctypes.cast(label, ctypes.c_char_p), column.buffer, None)
        return
    levels = (ctypes.c_char_p * len(column.levels))(*(level.encode() for level in column.levels))
    column.keep.append(levels)
    call(column.add, held, ctypes.cast(label, ctypes.c_char_p), column.buffer, 0, levels, len(levels), None)
