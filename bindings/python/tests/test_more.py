# SPDX-License-Identifier: GPL-3.0-or-later
"""Populations and studies."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import darkfigure
from published import command, path

POPULATION = "people,a,b,c,sex\n1000,0.3,0.4,0.2,f\n500,0.1,0.2,0.3,m\n"
STUDY = """
study: two
replicates: 600
data:
  - name: kosovo
    file: {file}
methods:
  - name: best
    method: bic
"""


@pytest.fixture
def population(tmp_path: Path) -> Path:
    file = tmp_path / "population.csv"
    file.write_text(POPULATION)
    return file


def test_people_are_drawn_as_by_the_command(population: Path) -> None:
    sample = darkfigure.simulate(population, seed=3)
    header, *rows = command("simulate", "-q", "--seed", "3", "--as", "counts", "--spec", str(population)).splitlines()
    people = sample.people()
    assert list(people) == header.split(",")
    assert [",".join(map(str, row)) for row in zip(*people.values())] == rows


def test_a_sample_can_be_estimated(population: Path) -> None:
    sample = darkfigure.simulate(population, seed=3)
    direct = darkfigure.fit(sample.table, method="bic", replicates=50)
    again = darkfigure.fit(sample.people("rows"), lists=["a", "b", "c"], by=["sex"], method="bic", replicates=50)
    assert direct.table["total"] == again.table["total"]
    assert sample.truth["total"][-1] == 1500


def test_a_study_runs_into_a_store_and_continues(tmp_path: Path) -> None:
    file, store = tmp_path / "study.yaml", tmp_path / "study.db"
    file.write_text(STUDY.format(file=path("kosovo-killings-1999")))
    run = darkfigure.study(file, store=store)
    assert (run.n_tasks, run.n_done, run.n_failed) == (1, 1, 0)
    assert darkfigure.study(file, store=store) == run
    with sqlite3.connect(store) as held:
        assert held.execute("select count(*) from sqlite_master").fetchone()[0] > 0


def test_a_study_that_is_wrong_names_its_place(tmp_path: Path) -> None:
    file = tmp_path / "study.yaml"
    file.write_text("study: x\nnothing: 1\n")
    with pytest.raises(darkfigure.UsageError) as caught:
        darkfigure.study(file, store=tmp_path / "x.db")
    assert caught.value.file == str(file) and caught.value.line == 2
