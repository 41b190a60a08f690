# SPDX-License-Identifier: GPL-3.0-or-later
"""Every number of every published table is that of the command, to the last bit, however the table came."""

from __future__ import annotations

import shlex
from typing import Any

import pytest
import darkfigure
from published import NAMES, assert_same, columns, command, options, path, rows_of, shape

pandas = pytest.importorskip("pandas")

# Few replicates: what is asked here is whether they are the same, not whether they are enough.
DRAWN = {"replicates": 40, "fit_draws": 0}


def compare(name: str, settings: dict[str, Any]) -> None:
    wanted = {**shape(name), **settings}
    fit = darkfigure.fit(columns(name), **wanted)
    assert_same(command("fit", "-q", "--format", "csv", *options(wanted), path(name)), fit.table)


@pytest.mark.parametrize("name", NAMES)
def test_auto_is_the_command_s(name: str) -> None:
    compare(name, DRAWN)


@pytest.mark.parametrize("name", NAMES)
def test_a_table_is_the_same_however_it_came(name: str) -> None:
    told = rows_of(command("describe", "-q", "--format", "csv", *options(shape(name)), path(name)))
    for data in (columns(name), pandas.read_csv(path(name)), pandas.read_csv(path(name), dtype="str"), path(name)):
        assert rows_of(darkfigure.describe(data, **shape(name)).text("csv")) == told


@pytest.mark.parametrize("method", ["bic", "averaged", "chao", "independence"])
@pytest.mark.parametrize("name", ["kosovo-killings-1999", "western-us-trafficking", "new-york-spina-bifida-1969-1974"])
def test_methods_are_the_command_s(name: str, method: str) -> None:
    compare(name, {**DRAWN, "method": method, "seed": 7})


def test_levels_and_seed_are_the_command_s() -> None:
    compare("uk-trafficking-2013-five-lists", {"method": "stepwise", "levels": [0.5, 0.9], "seed": 2**63 + 5, "replicates": 60})


def test_many_replicates_are_the_command_s() -> None:
    compare("kosovo-killings-1999", {"method": "bic"})


def test_csv_and_report_are_the_command_s_bytes(kosovo: dict[str, Any]) -> None:
    fit = darkfigure.fit(kosovo, **shape("kosovo-killings-1999"), method="bic", replicates=100)
    told = ["fit", "-q", *options({**shape("kosovo-killings-1999"), "method": "bic", "replicates": 100})]
    assert fit.text("csv") == command(*told, "--format", "csv", path("kosovo-killings-1999"))
    assert "estimated total" in str(fit)


def test_a_fit_as_a_command_says_the_same(kosovo: dict[str, Any]) -> None:
    fit = darkfigure.fit(kosovo, **shape("kosovo-killings-1999"), method="bic", replicates=100, levels=[0.8])
    _, *words = shlex.split(fit.as_command(path("kosovo-killings-1999")))
    assert fit.text("csv") == command(*words, "-q", "--format", "csv")
