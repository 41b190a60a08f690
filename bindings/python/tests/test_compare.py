# SPDX-License-Identifier: GPL-3.0-or-later
"""Two fits set against each other are what a study says of two methods."""

from __future__ import annotations

from typing import Any

import pytest
import darkfigure
from darkfigure import Fit
from published import columns, path, shape

KOSOVO, SPINA = "kosovo-killings-1999", "new-york-spina-bifida-1969-1974"


def fitted(name: str = KOSOVO, **settings: Any) -> Fit:
    wanted: dict[str, Any] = {"replicates": 100, "fit_draws": 0, **settings}
    return darkfigure.fit(columns(name), **shape(name), **wanted)


@pytest.mark.parametrize("more", [{}, {"interval": "bca"}, {"levels": [0.5, 0.9]}, {"seed": 7}])
@pytest.mark.parametrize("name", [KOSOVO, "uk-trafficking-2013-five-lists", "western-us-trafficking"])
def test_pairs_are_those_of_a_study(name: str, more: dict[str, Any]) -> None:
    methods: list[dict[str, Any]] = [
        {"name": "a", "method": "bic", "replicates": 100, **more}, {"name": "b", "method": "bic", "max_order": 2, "replicates": 100, **more}
    ]
    plan = {
        "study": "two", "data": [{"name": "it", "file": path(name), "lists": shape(name)["lists"]}], "methods": methods,
        "comparisons": [{"baseline": {"method": "a"}, "against": [{"method": "b"}]}],
    }
    told = darkfigure.study(plan).differences
    found = darkfigure.compare(fitted(name, method="bic", **more), fitted(name, method="bic", max_order=2, **more)).table
    assert found.n_rows == told.n_rows > 0 and all(found["paired"])
    for column in found.columns:
        assert found[column] == told[column], column


def test_a_fit_does_not_differ_from_itself() -> None:
    fit = fitted(SPINA, method="bic")
    found = darkfigure.compare(fit, fit).table
    rows = [row for row in found.rows() if row["difference"] is not None]
    assert len(rows) > 2
    for row in rows:
        assert (row["difference"], row["difference_lower"], row["difference_upper"], row["ratio"], row["paired"]) == (0, 0, 0, 1, 1)
    assert found["eth"] == fit.table["eth"]
    assert "difference" in str(darkfigure.compare(fit, fit))


def test_other_seeds_are_no_pairs() -> None:
    found = darkfigure.compare(fitted(method="bic"), fitted(method="bic", seed=2)).table
    assert list(found["paired"]) == [0]
    assert found["difference_lower"][0] < 0 < found["difference_upper"][0]  # type: ignore[operator]


def test_levels_may_be_asked_for() -> None:
    a, b = fitted(method="bic"), fitted(method="chao", interval="percentile")
    assert list(darkfigure.compare(a, b, levels=[0.5, 0.8]).table["level"]) == [0.5, 0.8]


def test_without_replicates_there_are_the_estimates() -> None:
    a, b = fitted(method="bic", replicates=0), fitted(method="bic", max_order=1, replicates=0)
    row = darkfigure.compare(a, b).table.rows()[0]
    assert row["difference"] == b.table["total"][0] - a.table["total"][0]  # type: ignore[operator]
    assert row["difference_lower"] is None and "no_replicates" in str(row["reasons"]) and row["state"] == "unstable"


def test_what_cannot_be_compared_is_refused() -> None:
    fit = fitted(method="bic")
    for other, settings in ((fitted(SPINA, method="bic"), {}), (fit, {"levels": 2}), (fit, {"seed": 1}), (fit.table, {})):
        with pytest.raises(darkfigure.UsageError):
            darkfigure.compare(fit, other, **settings)  # type: ignore[arg-type]
