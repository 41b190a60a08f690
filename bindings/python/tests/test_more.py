# SPDX-License-Identifier: GPL-3.0-or-later
"""Populations and studies."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import darkfigure
from published import assert_same, command, path

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
    again = darkfigure.study(file, store=store)
    assert again.table.rows() == run.table.rows() and again.n_done == 1
    with sqlite3.connect(store) as held:
        assert held.execute("select count(*) from sqlite_master").fetchone()[0] > 0


def plan(**more: Any) -> dict[str, Any]:
    """A study of two scenarios."""
    return {
        "study": "two", "replicates": 600, "data": [{"name": "kosovo", "file": path("kosovo-killings-1999")}],
        "methods": [{"name": "best", "method": "bic"}], "scenarios": [{"name": "all"}, {"name": "less", "drop_lists": ["EXH"]}],
        "comparisons": [{"baseline": "all", "against": ["less"]}], **more,
    }


def test_a_study_of_a_dict_has_the_rows_of_the_command(tmp_path: Path) -> None:
    file, store = tmp_path / "study.json", str(tmp_path / "study.db")
    file.write_text(json.dumps(plan(), indent=1))
    command("study", "run", "-q", "--store", store, str(file))
    run = darkfigure.study(plan())
    assert run.store is None and run.has_estimate
    assert run.text("csv") == command("study", "export", "-q", "--store", store, "--format", "csv", str(file))
    assert_same(run.text("csv"), run.table)
    assert_same(command("study", "compare", "-q", "--store", store, "--format", "csv", str(file)), run.differences)
    # From text, and from the file with the command's store, it is the same.
    for again in (darkfigure.study(file.read_text()), darkfigure.study(file, store=store)):
        assert again.table.rows() == run.table.rows() and again.differences.rows() == run.differences.rows()


def test_ctrl_c_stops_a_study_and_what_was_committed_stays(tmp_path: Path) -> None:
    # Of two tasks the first is done in a moment, and the second takes a quarter of an hour.
    store = tmp_path / "study.db"
    methods = [{"name": "best", "method": "bic", "replicates": 500}, {"name": "long", "method": "bic", "replicates": 10_000_000}]
    long = {key: value for key, value in plan(methods=methods).items() if key not in ("scenarios", "comparisons")}

    def interrupt(_stage: str, share: float) -> None:
        if share > 0:
            os.kill(os.getpid(), signal.SIGINT)

    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            darkfigure.study(long, store=store, threads=1, progress=interrupt)
        with sqlite3.connect(store) as held:
            assert held.execute("select count(*) from tasks where state = 'failed'").fetchone()[0] == 0
            assert held.execute("select count(*) from blocks").fetchone()[0] > 0


def test_ctrl_c_stops_forming_the_tasks_of_a_study(tmp_path: Path) -> None:
    # Each of 200 scenarios reads 100,000 rows again, which together takes seconds.
    file = tmp_path / "people.csv"
    file.write_text("A,B,C,s\n" + "".join(f"{i % 2},{1 - i % 2},{i // 4 % 2},{'fm'[i // 2 % 2]}\n" for i in range(100_000)))
    scenarios = [{"name": f"s{i}", "where": {"s": "f"}} for i in range(200)]
    wanted = {"study": "x", "data": [{"name": "d", "file": file}], "methods": [{"method": "bic"}], "scenarios": scenarios}
    heard: set[str] = set()

    def interrupt(stage: str, _share: float) -> None:
        heard.add(stage)
        os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        darkfigure.study(wanted, progress=interrupt)
    assert heard == {"planning"}


def test_a_study_that_is_wrong_names_its_place(tmp_path: Path) -> None:
    file = tmp_path / "study.yaml"
    file.write_text("study: x\nnothing: 1\n")
    with pytest.raises(darkfigure.UsageError) as caught:
        darkfigure.study(file, store=tmp_path / "x.db")
    assert caught.value.file == str(file) and caught.value.line == 2
