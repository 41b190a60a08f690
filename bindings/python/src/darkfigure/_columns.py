# SPDX-License-Identifier: GPL-3.0-or-later
"""Columns of data frames and sequences, as the arrays that the library reads.

A column becomes one of four kinds: truth values (bytes), whole numbers, real numbers, texts, or codes into levels. numpy and pandas are
used where the data are theirs, and are not needed for others.
"""

from __future__ import annotations

import ctypes
import numbers
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .errors import UsageError

# In an array of 64-bit integers and of codes: absent.
ABSENT = -(2**63)
NO_CODE = -1


@dataclass
class Column:
    """What one call of dark_data_add_... takes: its name, the values as a buffer, levels of codes."""

    add: str
    buffer: Any
    length: int
    levels: list[str] | None = None
    keep: list[Any] = field(default_factory=list)


class Unreadable(Exception):
    """Values of a kind that no column has; the caller says of which."""


def column_of(name: str, values: Any) -> Column:
    """The column, from a pandas series, a numpy array, or any sequence."""
    try:
        return read(values)
    except Unreadable as reason:
        raise UsageError(
            f"column '{name}' is of {reason}, expected truth values, numbers, texts or categories; convert it, or leave it out"
        ) from None


def read(values: Any) -> Column:
    if hasattr(values, "dtype") and hasattr(values, "isna"):
        return of_pandas(values)
    if hasattr(values, "__array_interface__") or (hasattr(values, "__array__") and hasattr(values, "dtype")):
        return of_numpy(values)
    if isinstance(values, (str, bytes)) or not isinstance(values, (Sequence, array, memoryview)):
        raise Unreadable(f"type {type(values).__name__}")
    return of_sequence(values)


# ---- pandas


def of_pandas(series: Any) -> Column:
    """A series, or a categorical or index of pandas."""
    categories = getattr(series.dtype, "categories", None)
    if categories is not None and hasattr(series.dtype, "ordered"):
        accessor = getattr(series, "cat", series)
        return of_codes(accessor.codes, [str(level) for level in categories])
    kind = getattr(series.dtype, "kind", "O")
    if kind in "biuf" and hasattr(series.dtype, "na_value"):
        return of_masked(series, kind)
    return of_numpy(series.to_numpy())


def of_masked(series: Any, kind: str) -> Column:
    """`boolean`, `Int64`, `Float64`: an array and where values are absent."""
    import numpy

    absent = series.isna().to_numpy()
    if kind == "f":
        return reals(series.to_numpy(dtype="float64", na_value=float("nan")))
    values = series.to_numpy(dtype="int64", na_value=0).copy()
    values[absent] = ABSENT
    return wholes(values)


def of_codes(codes: Any, levels: list[str]) -> Column:
    import numpy

    held = numpy.ascontiguousarray(codes, dtype="int32")
    return Column("dark_data_add_codes", held.ctypes.data, len(held), levels, [held])


# ---- numpy


def of_numpy(values: Any) -> Column:
    import numpy

    held: Any = values if isinstance(values, numpy.ma.MaskedArray) else numpy.asarray(values)
    if held.ndim != 1:
        raise Unreadable(f"{held.ndim} dimensions")
    if isinstance(held, numpy.ma.MaskedArray) or held.dtype.kind not in "biuf":
        return of_sequence(texts_or_objects(held))
    if held.dtype.kind == "f":
        return reals(held)
    if held.dtype.kind == "b":
        return truths(held)
    if held.dtype.kind == "u" and held.size and int(held.max()) >= 2**63:
        raise Unreadable("whole numbers of 2^63 and more")
    return wholes(held)


def texts_or_objects(held: Any) -> list[Any]:
    """Objects and texts one by one; masked numbers with None where they are masked. Dates and the like are none of these."""
    if held.dtype.kind not in "OUbiuf":
        raise Unreadable(f"type {held.dtype}")
    values: list[Any] = held.tolist()
    return values


def truths(held: Any) -> Column:
    import numpy

    bytes_ = numpy.ascontiguousarray(held).view("int8")
    return Column("dark_data_add_bytes", bytes_.ctypes.data, len(bytes_), keep=[bytes_])


def wholes(held: Any) -> Column:
    import numpy

    numbers_ = numpy.ascontiguousarray(held, dtype="int64")
    return Column("dark_data_add_wholes", numbers_.ctypes.data, len(numbers_), keep=[numbers_])


def reals(held: Any) -> Column:
    import numpy

    numbers_ = numpy.ascontiguousarray(held, dtype="float64")
    return Column("dark_data_add_reals", numbers_.ctypes.data, len(numbers_), keep=[numbers_])


# ---- anything else


def of_sequence(values: Sequence[Any]) -> Column:
    """By the values that are there: all whole (or truth values), all numbers, or all texts; None, NaN and pandas.NA are absent."""
    cells = [None if is_absent(value) else value for value in values]
    there = [value for value in cells if value is not None]
    if all(is_whole(value) for value in there):
        return of_wholes(cells)
    if all(isinstance(value, numbers.Real) for value in there):
        return of_reals(cells)
    if all(isinstance(value, str) for value in there):
        return of_texts(cells)
    raise Unreadable(f"type {next(type(value).__name__ for value in there if not isinstance(value, (str, numbers.Real)))}"
                     if any(not isinstance(value, (str, numbers.Real)) for value in there) else "texts and numbers")


def is_absent(value: Any) -> bool:
    """None, NaN, pandas.NA and NaT: what is not equal to itself, or does not know whether it is."""
    if value is None:
        return True
    if isinstance(value, (str, int)):
        return False
    try:
        return not bool(value == value)
    except (TypeError, ValueError):
        return type(value).__name__ == "NAType"


def is_whole(value: Any) -> bool:
    return isinstance(value, numbers.Integral) or type(value).__name__ in ("bool_", "bool")


def of_wholes(cells: list[Any]) -> Column:
    try:
        held = array("q", [ABSENT if value is None else int(value) for value in cells])
    except OverflowError:
        raise Unreadable("whole numbers of 2^63 and more") from None
    return Column("dark_data_add_wholes", held.buffer_info()[0], len(held), keep=[held])


def of_reals(cells: list[Any]) -> Column:
    held = array("d", [float("nan") if value is None else float(value) for value in cells])
    return Column("dark_data_add_reals", held.buffer_info()[0], len(held), keep=[held])


def of_texts(cells: list[Any]) -> Column:
    """C ends a text at its first NUL, so that none may have one."""
    if any(value is not None and "\0" in value for value in cells):
        raise Unreadable("texts with a NUL character")
    encoded = [None if value is None else value.encode("utf-8", "surrogatepass") for value in cells]
    held = (ctypes.c_char_p * len(cells))(*encoded)
    return Column("dark_data_add_texts", held, len(cells), keep=[held, encoded])
