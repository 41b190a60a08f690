# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames: as lists, buffers, pandas, HTML and Arrow."""

from __future__ import annotations

import ctypes
import gc
import math
from typing import Any

import pytest
import darkfigure
from darkfigure import _capsule
from published import shape

numpy = pytest.importorskip("numpy")
pandas = pytest.importorskip("pandas")

GET, RELEASE = _capsule.GET, _capsule.RELEASE


@pytest.fixture
def fit(kosovo: dict[str, Any]) -> darkfigure.Fit:
    return darkfigure.fit(kosovo, **shape("kosovo-killings-1999"), method="bic", replicates=50)


def test_frames_have_what_the_fit_says(fit: darkfigure.Fit) -> None:
    assert fit.table["model"] == ["[123,14,34]"]
    assert fit.replicates.n_rows == 50 and fit.models.n_rows > 0
    assert fit.details["chao_lower_bound"] == [12480.3125]
    assert set(fit.frames) <= set(dir(fit))


def test_buffers_are_not_copied_and_outlive_the_fit(fit: darkfigure.Fit) -> None:
    expected = fit.replicates["total"]
    held = numpy.asarray(fit.replicates.array("total"))
    assert held.dtype == "float64" and not held.flags.owndata and not held.flags.writeable
    fit._made.clear()
    del fit
    gc.collect()
    assert held.tolist() == expected


def test_pandas_has_the_same_bits_and_types(fit: darkfigure.Fit) -> None:
    frame = fit.to_pandas()
    assert list(frame.columns) == fit.table.columns
    assert frame["total"].tolist() == fit.table["total"] and frame["total"].dtype == "float64"
    assert frame["replicates"].dtype == "int64" and frame["state"].dtype == "object"
    cells = fit.cells.to_pandas()
    assert math.isnan(cells["observed"][0]) and len(cells) == 16


def test_a_frame_prints_its_rows(fit: darkfigure.Fit) -> None:
    lines = str(fit.models).splitlines()
    assert lines[0].split() == ["model", "replicates", "extreme"] and "[123,14,34]" in lines[1]
    assert all(line == line.rstrip() for line in lines)
    # Columns stand below each other: numbers to the right, texts to the left.
    keys = str(darkfigure.catalogue("keys")).splitlines()
    assert keys[0].index("help") == keys[1].index("Columns of the lists") and len(keys) == darkfigure.catalogue("keys").n_rows + 1
    assert darkfigure._html.lines(["a", "n"], [["x", i] for i in range(99)]).splitlines()[9::51] == ["x   8", "x  59"]
    assert darkfigure._html.lines(["a"], [[i] for i in range(99)]).endswith("\n60 of 99 rows")
    assert str(fit.frame("contrasts")).split() == fit.frame("contrasts").columns


def test_html_is_made_for_notebooks(fit: darkfigure.Fit) -> None:
    assert fit._repr_html_().startswith("<pre>") and "estimated total" in fit._repr_html_()
    assert "<th>total</th>" in fit.table._repr_html_() and "<td>[123,14,34]</td>" in fit.table._repr_html_()
    assert "60 of" not in fit.replicates._repr_html_()
    assert "<script>" not in darkfigure._html.cell("<script>") or "&lt;script&gt;" in darkfigure._html.table(["a"], [["<script>"]])


def test_the_arrow_stream_has_the_same_bits(fit: darkfigure.Fit) -> None:
    capsule = fit.replicates.__arrow_c_stream__()
    stream = _capsule.Stream.from_address(_capsule.address(capsule))
    schema, array, end = _capsule.Schema(), _capsule.Array(), _capsule.Array()
    assert GET(stream.get_schema)(ctypes.addressof(stream), ctypes.addressof(schema)) == 0
    assert GET(stream.get_next)(ctypes.addressof(stream), ctypes.addressof(array)) == 0
    assert GET(stream.get_next)(ctypes.addressof(stream), ctypes.addressof(end)) == 0
    assert schema.format == b"+s" and schema.n_children == array.n_children == 3
    assert end.release is None
    total = _capsule.Array.from_address(ctypes.cast(array.children, ctypes.POINTER(ctypes.c_void_p))[1] or 0)
    values = ctypes.cast(ctypes.cast(total.buffers, ctypes.POINTER(ctypes.c_void_p))[1], ctypes.POINTER(ctypes.c_double))
    assert values[: array.length] == fit.replicates["total"]
    RELEASE(schema.release)(ctypes.addressof(schema))
    RELEASE(array.release)(ctypes.addressof(array))
    assert array.release is None


def test_capsules_are_released_with_and_without_a_reader(fit: darkfigure.Fit) -> None:
    before = len(_capsule._sources)
    taken, untaken = fit.table.__arrow_c_stream__(), fit.table.__arrow_c_stream__()
    stream = _capsule.Stream.from_address(_capsule.address(taken))
    RELEASE(stream.release)(ctypes.addressof(stream))
    assert stream.release is None
    del taken, untaken, stream
    gc.collect()
    assert len(_capsule._sources) == before and not _capsule._capsules


class OnlyArrow:
    """Something that has an Arrow stream and nothing else."""

    def __init__(self, frame: darkfigure.Frame) -> None:
        self.frame = frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.frame.__arrow_c_stream__(requested_schema)


def test_data_come_through_an_arrow_stream(fit: darkfigure.Fit) -> None:
    names = ["EXH", "ABA", "OSCE", "HRW"]
    settings: dict[str, Any] = {"lists": names, "count": "observed", "method": "bic", "replicates": 50}
    again = darkfigure.fit(OnlyArrow(fit.cells), **settings)
    assert again.table["total"] == fit.table["total"] and again.replicates["total"] == fit.replicates["total"]
