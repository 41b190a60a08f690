# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers: what the library says to a question, as frames, as JSON, or as the report for reading."""

from __future__ import annotations

import ctypes
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import _html
from ._frame import Frame
from ._handle import Owned, make
from ._request import Settings, request_of
from ._watch import Progress, watching
from .errors import UsageError, call, function
from .table import Table

if TYPE_CHECKING:
    import pandas

# dark_format
FORMATS = {"table": 0, "csv": 1, "json": 2, "markdown": 3}


@dataclass(frozen=True)
class Asked:
    """A question and its settings, also those of the table."""

    question: str
    settings: Mapping[str, Any]


class Answer:
    """What was asked, answered. Each of `frames` is an attribute as well: `answer.notes` is `answer.frame("notes")`."""

    def __init__(self, owned: Owned, main: str, asked: Asked | None = None) -> None:
        self._owned = owned
        self._main = main
        self._asked = asked
        self._made: dict[str, Frame] = {}

    @property
    def _as_parameter_(self) -> ctypes.c_void_p:
        """What ctypes hands to the library."""
        return self._owned._as_parameter_

    @property
    def frames(self) -> list[str]:
        """Names of the frames, in order."""
        found: list[str] = []
        while (name := function("dark_answer_frame_name")(self._owned, len(found))) is not None:
            found.append(name.decode())
        return found

    def frame(self, name: str) -> Frame:
        """The frame of that name; what there is nothing to say of has columns and no row."""
        if name not in self._made:
            self._made[name] = Frame(make("dark_answer_frame", "dark_frame_free", self._owned, name.encode()))
        return self._made[name]

    def __getattr__(self, name: str) -> Frame:
        if name.startswith("_") or name not in self.frames:
            raise AttributeError(f"'{type(self).__name__}' has no attribute '{name}'")
        return self.frame(name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.frames]

    @property
    def table(self) -> Frame:
        """The frame that answers the question: the rows of `estimates` of a fit, with the columns of `fit --format csv`."""
        return self.frame(self._main)

    @property
    def has_estimate(self) -> bool:
        """Whether there is an estimate at all."""
        return bool(function("dark_answer_has_estimate")(self._owned))

    def text(self, form: str = "table") -> str:
        """The whole as the command writes it: "table" (the report for reading), "csv", "json" or "markdown"."""
        if form not in FORMATS:
            raise UsageError(f"form: '{form}' is none, expected {', '.join(FORMATS)}")
        return written("dark_answer_write", ctypes.byref(ctypes.c_size_t()), self._owned, FORMATS[form])

    @property
    def asked(self) -> Mapping[str, Any]:
        """The settings it was asked with, those of the table among them."""
        return {} if self._asked is None else self._asked.settings

    @property
    def json(self) -> Any:
        """The JSON of the command, read."""
        return json.loads(self.text("json"))

    def as_command(self, path: str | os.PathLike[str]) -> str:
        """The same question as a command line for a shell, of the data in a file."""
        if self._asked is None:
            raise UsageError("as_command: this answer is about no table")
        request = request_of(self._asked.settings)
        return written("dark_request_command", request, self._asked.question.encode(), os.fspath(path).encode())

    def to_pandas(self) -> pandas.DataFrame:
        """`table` as a pandas frame."""
        return self.table.to_pandas()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """`table` as an Arrow stream."""
        return self.table.__arrow_c_stream__(requested_schema)

    def __str__(self) -> str:
        """The report for reading; rows of what has none."""
        try:
            return self.text()
        except UsageError:
            return str(self.table)

    def __repr__(self) -> str:
        return f"<darkfigure.{type(self).__name__}: {', '.join(self.frames)}>"

    def _repr_html_(self) -> str:
        try:
            return _html.preformatted(self.text())
        except UsageError:
            return self.table._repr_html_()


class Fit(Answer):
    """How many people there are. `table` has a row for each stratum, margin and the total."""

    @property
    def models(self) -> Frame:
        """The models that the estimates rest on, with their weights."""
        return self.frame("models")

    @property
    def replicates(self) -> Frame:
        """The estimates of the tables drawn, those of one table in one row."""
        return self.frame("replicates")

    @property
    def estimates(self) -> Frame:
        """The same as `table`."""
        return self.frame("estimates")


def ask(question: str, kind: type[Answer], main: str, people: Table, settings: Settings, progress: Progress | None) -> Any:
    """Ask the library; `question` is the end of dark_answer_..."""
    request = request_of(settings)
    with watching(progress) as watch:
        owned = make(
            f"dark_answer_{question}", "dark_answer_free", people, request, ctypes.byref(watch), keep=(people,)
        )
    return kind(owned, main, Asked(question, {**people.settings, **settings}))


def written(name: str, *arguments: Any) -> str:
    """A text of the library, which is freed; `arguments` are those between it and the error."""
    start = ctypes.c_void_p()
    call(name, ctypes.byref(start), *arguments)
    try:
        return ctypes.string_at(start.value or 0).decode()
    finally:
        function("dark_text_free")(start)
