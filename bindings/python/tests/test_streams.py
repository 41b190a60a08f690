# SPDX-License-Identifier: GPL-3.0-or-later
"""Data that come as Arrow streams of several batches."""

from __future__ import annotations

import ctypes
from typing import Any

import pytest
import darkfigure
from streams import Batches, truth_buffer

FIELDS = [(b"b", b"a", None), (b"c", b"b", None), (b"g", b"n", None), (b"i", b"sex", ["x", "f"]), (b"tdD", b"day", None)]


def column(kind: Any, values: list[Any]) -> Any:
    return (kind * len(values))(*values)


def batch(a: list[int], b: list[int], n: list[float], valid: Any = None) -> list[list[Any]]:
    """Columns of one batch; everybody is f, and days are of no kind that is read."""
    ones = [1] * len(a)
    lists = [[None, truth_buffer(a)], [valid, column(ctypes.c_int8, b)]]
    return [*lists, [None, column(ctypes.c_double, n)], [None, column(ctypes.c_int32, ones)], [None, column(ctypes.c_int32, ones)]]


def petersen(stream: Batches, **settings: Any) -> Any:
    return darkfigure.fit(stream, lists=["a", "b"], count="n", method="petersen", interval="log-normal", **settings)


def test_batches_are_put_together_and_released() -> None:
    stream = Batches(FIELDS, [batch([1, 0], [0, 1], [10, 20]), batch([1], [1], [5])], [2, 1])
    assert petersen(stream).table["hidden"] == [40]
    assert stream.released >= 3


def test_one_batch_may_have_columns_of_any_kind() -> None:
    stream = Batches(FIELDS, [batch([1, 0, 1], [0, 1, 1], [10, 20, 5])], [3])
    assert petersen(stream).table["hidden"] == [40]


def test_levels_of_dictionaries_that_nobody_has_are_rows() -> None:
    stream = Batches(FIELDS, [batch([1, 0], [0, 1], [10, 20]), batch([1], [1], [5])], [2, 1])
    table = petersen(stream, by=["sex"]).table
    assert dict(zip(table["sex"], table["state"])) == {"f": "ok", "x": "no_estimate", "(all)": "partial"}


def test_missing_membership_in_a_batch_is_refused() -> None:
    absent = (ctypes.c_uint8 * 1)(0)
    stream = Batches(FIELDS, [batch([1, 0], [0, 1], [10, 20]), batch([1], [1], [5], absent)], [2, 1])
    with pytest.raises(darkfigure.DataError, match="data:3:2: "):
        petersen(stream)
