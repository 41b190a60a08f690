# SPDX-License-Identifier: GPL-3.0-or-later
"""A library that has one method more, which is independence by another name: the package knows it, without an edit here."""

import darkfigure
from published import columns, shape

NAME = "kosovo-killings-1999"


def row_of(method: str) -> dict[str, object]:
    row = darkfigure.fit(columns(NAME), **shape(NAME), method=method, replicates=20).table.rows()[0]
    return {key: value for key, value in row.items() if key != "method"}


assert "newcomer" in darkfigure.catalogue("methods")["method"]
assert row_of("newcomer") == row_of("independence")
tried = darkfigure.methods(columns(NAME), **shape(NAME), replicates=0)
assert "newcomer" in tried.table["method"]
try:
    darkfigure.fit(columns(NAME), **shape(NAME), method="newcomr")
except darkfigure.UsageError as error:
    assert "newcomer" in str(error)
