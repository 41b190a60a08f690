# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input is an exception with the command's words, and the host goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import darkfigure
from published import complaint, shape

SHAPE = shape("kosovo-killings-1999")


def test_an_unknown_setting_names_the_nearest(kosovo: dict[str, Any]) -> None:
    with pytest.raises(darkfigure.UsageError, match="unknown key 'replicate'; did you mean 'replicates'"):
        darkfigure.fit(kosovo, **SHAPE, replicate=10)


def test_a_setting_of_another_question_is_refused(kosovo: dict[str, Any]) -> None:
    with pytest.raises(darkfigure.UsageError, match="thinnings: fit does not use it; it is for sensitivity"):
        darkfigure.fit(kosovo, **SHAPE, thinnings=3)
    with pytest.raises(darkfigure.UsageError, match="replicates: describe does not use it"):
        darkfigure.describe(kosovo, **SHAPE, replicates=3)
    with pytest.raises(darkfigure.UsageError, match="where: the table is made"):
        darkfigure.fit(darkfigure.table(kosovo, **SHAPE), where={"EXH": ["1"]})


def test_an_unknown_column_names_the_nearest(kosovo: dict[str, Any]) -> None:
    with pytest.raises(darkfigure.UsageError, match="EXHH.*EXH"):
        darkfigure.fit(kosovo, lists=["EXHH", "ABA"], count="count")


@pytest.mark.parametrize("settings", [
    {"method": "bicc"}, {"levels": [2.0]}, {"replicates": -1}, {"seed": -1}, {"replicates": 1.5}, {"model": "[12"}, {"interval": "wald"},
    {"set": {"nothing": 1}}, {"threads": 0}, {"threads": 10**6}, {"method": object()}, {"levels": [[0.9]]}, {"seed": 2**70},
])
def test_wrong_values_are_refused(kosovo: dict[str, Any], settings: dict[str, Any]) -> None:
    with pytest.raises(darkfigure.Error) as caught:
        darkfigure.fit(kosovo, **SHAPE, **settings)
    assert next(iter(settings)) in str(caught.value)
    assert "--" not in str(caught.value)


@pytest.mark.parametrize("data", [
    {}, {"a": [], "b": []}, {"a": [1, 0]}, {"a": [1, 2, 3], "b": [0, 1, 1]}, {"a": [1, 0], "b": [1]}, {"a": [[1], [0]], "b": [0, 1]},
    {"a": ["x", "y"], "b": [0, 1]}, {"a": [1, "x"], "b": [0, 1]}, {"a": [1, 2**64], "b": [0, 1]}, {"a": ["1", "\0"], "b": [0, 1]},
    {"a": "10", "b": "01"}, {"a": [0, 0], "b": [0, 0]}, {"a": ["\ud800", "1"], "b": [0, 1]}, 7, None, [1, 2], {"": [1], "a": [1], "b": [0]},
])
def test_wrong_data_are_refused(data: Any) -> None:
    with pytest.raises(darkfigure.Error):
        darkfigure.fit(data, lists=["a", "b"])


@pytest.mark.parametrize("count", [[-1, 2, 3], [1.5, 2, 3], [2**60, 2, 3], [float("inf"), 1, 1], ["many", "1", "2"]])
def test_wrong_counts_are_refused(count: list[Any]) -> None:
    with pytest.raises(darkfigure.DataError, match="data:1:3: "):
        darkfigure.fit({"a": [1, 0, 1], "b": [0, 1, 1], "n": count}, lists=["a", "b"], count="n")


def test_lists_are_asked_for(kosovo: dict[str, Any]) -> None:
    with pytest.raises(darkfigure.UsageError, match="lists: say which columns are lists"):
        darkfigure.fit(kosovo)


def test_a_file_fails_with_the_command_s_words_and_its_place(tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("a,b,count\n1,0,5\n0,1,x\n1,1,2\n")
    with pytest.raises(darkfigure.DataError) as caught:
        darkfigure.fit(str(file), count="count")
    assert str(caught.value) in complaint("fit", "--count", "count", str(file))
    assert (caught.value.file, caught.value.line, caught.value.column) == (str(file), 3, 3)
    assert caught.value.meaning == "the input data are malformed"


def test_a_file_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        darkfigure.fit(tmp_path / "nowhere.csv")


def test_no_estimate_is_no_error() -> None:
    fit = darkfigure.fit({"a": [1, 0], "b": [0, 1], "c": [0, 0], "n": [3, 4]}, lists=["a", "b", "c"], count="n", method="bic")
    assert not fit.has_estimate
    assert fit.table["total"] == [None] and fit.table["state"] == ["no_estimate"]
    assert "cannot be estimated" in str(fit)


def test_a_frame_or_column_that_is_not_there_is_refused(kosovo: dict[str, Any]) -> None:
    fit = darkfigure.fit(kosovo, **SHAPE, method="independence", interval="log-normal")
    with pytest.raises(darkfigure.UsageError, match="note"):
        fit.frame("note")
    with pytest.raises(AttributeError):
        fit.nothing
    with pytest.raises(KeyError):
        fit.table["nothing"]
    with pytest.raises(TypeError, match="texts"):
        fit.table.array("method")
    with pytest.raises(darkfigure.UsageError, match="form"):
        fit.text("pdf")
