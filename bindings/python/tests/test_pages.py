# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages and the example show works as it stands there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import darkfigure
from published import TOP

PACKAGE = Path(__file__).parents[1]


def test_the_first_answer_of_the_page_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    program = re.findall(r"^```python\n(.*?)^```", (TOP / "docs" / "python.md").read_text(), re.DOTALL | re.MULTILINE)[0]
    exec(program, {})
    assert "estimated total" in capsys.readouterr().out
    assert len(program.strip().splitlines()) <= 5


def test_the_first_answer_of_the_readme_is_printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    program = re.findall(r"^    import csv, darkfigure\n(?:    .*\n)+", (TOP / "README.md").read_text(), re.MULTILINE)[0]
    monkeypatch.chdir(TOP)
    exec(textwrap.dedent(program), {})
    assert "estimated total" in capsys.readouterr().out
    assert len(program.strip().splitlines()) <= 5


def test_the_example_prints_what_stands_beside_it() -> None:
    done = subprocess.run([sys.executable, "example.py"], cwd=PACKAGE, capture_output=True, text=True, check=False,
                          env={**os.environ, "PYTHONPATH": str(PACKAGE / "src")})
    assert done.stdout == (PACKAGE / "example.out").read_text(), done.stderr


def test_frames_that_the_page_names_are_there() -> None:
    fit = darkfigure.fit({"a": [1, 0, 1], "b": [0, 1, 1], "n": [10, 20, 5]}, lists=["a", "b"], count="n")
    page = (TOP / "docs" / "python.md").read_text()
    for name in re.findall(r"`fit\.(\w+)`", page):
        assert hasattr(fit, name) or hasattr(type(fit), name)
    for name in re.findall(r"`(?:darkfigure\.)?catalogue\(\"(\w+)\"\)`", page):
        assert darkfigure.catalogue(name).n_rows > 0
    for form in re.findall(r"`fit\.text\(\"(\w+)\"\)`", page):
        assert fit.text(form)


def test_files_and_functions_are_short() -> None:
    for file in PACKAGE.rglob("*.py"):
        lines = file.read_text().splitlines()
        assert len(lines) <= 300 and max(map(len, lines), default=0) <= 140, file
