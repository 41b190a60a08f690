# SPDX-License-Identifier: GPL-3.0-or-later
"""Published tables as Python has them, and what the command says of them."""

from __future__ import annotations

import csv
import io
import math
import os
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

TOP = Path(__file__).parents[3]
DATA = TOP / "data" / "published"
COMMAND = os.environ.get("DARKFIGURE", str(TOP / "build" / "darkfigure"))

# A file of facts, not of lists.
NAMES = sorted(path.stem for path in DATA.glob("*.csv") if path.stem != "finland-assistance-system")

# What tells of a table what its values do not show.
SHAPES: dict[str, dict[str, Any]] = {
    "meadow-voles-1981": {"lists": ["c31", "c32", "c33", "c34", "c35"], "drop_unlisted": True},
    "red-backed-voles-1999-2000": {"lists": ["c11", "c12", "c13"], "drop_unlisted": True},
    "netherlands-immigrants": {"count_of_captures": "capture", "covariates": ["gender", "age", "reason", "nation"], "count": "n"},
    "new-york-spina-bifida-1969-1974": {"by": ["eth"]},
    "scotland-people-who-inject-drugs-2006": {"by": ["Region", "Gender", "Age"]},
}


def path(name: str) -> str:
    return str(DATA / f"{name}.csv")


@cache
def read(name: str) -> tuple[list[str], list[list[str]]]:
    """Header and rows."""
    with open(path(name), newline="") as file:
        header, *rows = csv.reader(file)
    return header, rows


def columns(name: str) -> dict[str, list[Any]]:
    """Columns; whole numbers as int."""
    header, rows = read(name)
    return {label: [value(field) for field in fields] for label, *fields in zip(header, *rows)}


def value(field: str) -> Any:
    return int(field) if field.isdigit() else field


def shape(name: str) -> dict[str, Any]:
    """Arguments of fit: what are lists, counts, categories."""
    header, _ = read(name)
    shape = dict(SHAPES.get(name, {}))
    if "count" in header:
        shape.setdefault("count", "count")
    if "lists" not in shape and "count_of_captures" not in shape:
        others = {shape.get("count"), *shape.get("by", [])}
        shape["lists"] = [label for label in header if label not in others]
    return shape


def options(settings: dict[str, Any]) -> list[str]:
    """Settings as options of the command line."""
    found: list[str] = []
    for key, setting in settings.items():
        found.append("--level" if key == "levels" else f"--{key.replace('_', '-')}")
        if setting is not True:
            found.append(",".join(map(str, setting)) if isinstance(setting, list) else str(setting))
    return found


@cache
def command(*arguments: str) -> str:
    """Standard output of the command; status 1 means that there is no estimate."""
    done = subprocess.run([COMMAND, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def complaint(*arguments: str) -> str:
    """What the command says when it fails."""
    return subprocess.run([COMMAND, *arguments], capture_output=True, text=True, check=False).stderr


def rows_of(text: str) -> list[dict[str, str]]:
    """CSV as dicts."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def agree(field: str, ours: Any) -> bool:
    """A field of the command's CSV and a value of a frame: the same bits, or the same text. An upper limit that the data do not set is
    empty there and infinite here."""
    if isinstance(ours, str):
        return field == str(ours)
    if ours is None or ours == math.inf:
        return field == ""
    return bool(float(field) == ours)


def assert_same(text: str, frame: Any) -> None:
    """Every field of the CSV is that of the frame."""
    rows = rows_of(text)
    assert frame.n_rows == len(rows)
    for i, row in enumerate(rows):
        assert set(row) <= set(frame.columns)
        for name, field in row.items():
            assert agree(field, frame[name][i]), (i, name, field, frame[name][i])
