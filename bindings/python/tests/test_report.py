# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages to hand on are those of the command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import darkfigure
from published import columns, command, options, path, shape

NAME = "uk-trafficking-2013-five-lists"
DRAWN: dict[str, Any] = {"replicates": 40, "fit_draws": 0}
ABOUT = {"question": "How many?", "place": "United Kingdom", "status": "final"}
LABELS = {"LA": "Local authorities"}


def by_command(folder: Path, name: str, settings: dict[str, Any], *words: str) -> str:
    """The page that the command makes."""
    fit = folder / "fit.json"
    fit.write_text(command("fit", "-q", "--format", "json", *options({**shape(name), **settings}), path(name)))
    return command("report", "-q", *words, str(fit))


@pytest.mark.parametrize("name", [NAME, "kosovo-killings-1999", "new-york-spina-bifida-1969-1974", "western-us-trafficking"])
@pytest.mark.parametrize("settings", [DRAWN, {**DRAWN, "method": "bic", "seed": 3, "levels": [0.8, 0.95]}])
def test_a_page_is_the_command_s(tmp_path: Path, name: str, settings: dict[str, Any]) -> None:
    fit = darkfigure.fit(columns(name), **shape(name), **settings)
    assert darkfigure.report(fit) == by_command(tmp_path, name, settings)


def test_lists_left_out_are_said(tmp_path: Path) -> None:
    settings: dict[str, Any] = {**DRAWN, "drop_lists": ["GP"]}
    wanted = options({**shape(NAME), **DRAWN, "drop_list": ["GP"]})
    file = tmp_path / "fit.json"
    file.write_text(command("fit", "-q", "--format", "json", *wanted, path(NAME)))
    page = darkfigure.report(darkfigure.fit(columns(NAME), **shape(NAME), **settings))
    assert page == command("report", "-q", str(file))
    # A table that was made before is the same.
    people = darkfigure.table(columns(NAME), **shape(NAME), drop_lists=["GP"])
    assert page == darkfigure.report(darkfigure.fit(people, **DRAWN))


def test_what_is_asked_of_a_page_is_the_command_s(tmp_path: Path) -> None:
    fit = darkfigure.fit(columns(NAME), **shape(NAME), **DRAWN)
    about, labels = tmp_path / "about.yaml", tmp_path / "labels.yaml"
    about.write_text("".join(f"{key}: '{value}'\n" for key, value in ABOUT.items()))
    labels.write_text("".join(f"{key}: '{value}'\n" for key, value in LABELS.items()))
    told = by_command(tmp_path, NAME, DRAWN, "--lang", "fi", "--about", str(about), "--labels", str(labels), "--disclosure", "k=10",
                      "--suppress-zeros", "--date", "2026-11-30")
    file = tmp_path / "page.html"
    page = darkfigure.report(fit, file, lang="fi", about=ABOUT, labels=LABELS, disclosure="k=10", suppress_zeros=True,
                             page_date="2026-11-30")
    assert page == told == file.read_text()


def test_a_page_for_those_who_may_see_the_lists_says_how_to_repeat_it() -> None:
    fit = darkfigure.fit(columns(NAME), **shape(NAME), **DRAWN, method="bic")
    page = darkfigure.report(fit, disclosure="none")
    assert "--method bic" in page and "--replicates 40" in page and "--lists LA,NG,PFNCA,GO,GP" in page


@pytest.mark.parametrize("wrong", [
    {"disclosure": "k=1"}, {"lang": "de"}, {"about": {"population": "x", "places": "y"}}, {"page_date": "today"}, {"replicates": 3},
    {"nothing": 1}, {"suppress_zeros": 2}, {"labels": "x"},
])
def test_what_makes_no_sense_is_refused_by_its_key(wrong: dict[str, Any]) -> None:
    fit = darkfigure.fit(columns("kosovo-killings-1999"), **shape("kosovo-killings-1999"), replicates=0, fit_draws=0)
    with pytest.raises(darkfigure.UsageError) as caught:
        darkfigure.report(fit, **wrong)
    assert next(iter(wrong)) in str(caught.value) or "place" in str(caught.value)


def test_a_page_is_of_a_fit() -> None:
    told = darkfigure.describe(columns("kosovo-killings-1999"), **shape("kosovo-killings-1999"))
    with pytest.raises(darkfigure.UsageError):
        darkfigure.report(told)  # type: ignore[arg-type]
