# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables for notebooks, and for print."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

MOST_ROWS = 60


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table of HTML; of a long one the first rows, and how many there are."""
    head = "".join(f"<th>{html.escape(name)}</th>" for name in columns)
    body = "".join(line(row) for row in rows[:MOST_ROWS])
    rest = f"<p>{MOST_ROWS} of {len(rows)} rows</p>" if len(rows) > MOST_ROWS else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


def line(values: Iterable[object]) -> str:
    cells = "".join(f"<td>{html.escape(cell(value))}</td>" for value in values)
    return f"<tr>{cells}</tr>"


def cell(value: object) -> str:
    """Empty for what is absent; people are counted in whole numbers where these are large."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if 100 <= abs(value) < 1e15 else f"{value:.4g}"
    return str(value)


def preformatted(text: str) -> str:
    """A report for reading."""
    return f"<pre>{html.escape(text)}</pre>"


def lines(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table of text; of a long one the first rows, and how many there are."""
    cells = [[name, *(cell(row[i]) for row in rows[:MOST_ROWS])] for i, name in enumerate(columns)]
    right = [all(row[i] is None or isinstance(row[i], (int, float)) for row in rows) for i in range(len(columns))]
    padded = [pad(column, right[i]) for i, column in enumerate(cells)]
    rest = [f"{MOST_ROWS} of {len(rows)} rows"] if len(rows) > MOST_ROWS else []
    return "\n".join(["  ".join(line).rstrip() for line in zip(*padded)] + rest)


def pad(column: Sequence[str], is_right: bool) -> list[str]:
    """Texts of one width."""
    width = max(map(len, column))
    return [text.rjust(width) if is_right else text.ljust(width) for text in column]
