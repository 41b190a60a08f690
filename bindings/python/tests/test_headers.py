# SPDX-License-Identifier: GPL-3.0-or-later
"""What is declared for ctypes is what the public headers declare; what the library lists needs no edit here."""

from __future__ import annotations

import ctypes
import re
from pathlib import Path
from typing import Any

import pytest
import darkfigure
from darkfigure import _prototypes, errors
from published import TOP

HEADERS = sorted((TOP / "include" / "darkfigure").glob("*.h"))
NUMBERS = {
    "int": ctypes.c_int, "double": ctypes.c_double, "size_t": ctypes.c_size_t, "uint64_t": ctypes.c_uint64, "int32_t": ctypes.c_int32,
    "dark_status": ctypes.c_int, "dark_format": ctypes.c_int, "dark_column_type": ctypes.c_int, "dark_key_kind": ctypes.c_int,
    "dark_people_form": ctypes.c_int, "dark_population_size": ctypes.c_int,
}


def declarations() -> dict[str, tuple[str, list[str]]]:
    """Of each function its result and parameters, as text."""
    text = "\n".join(re.sub(r"/\*.*?\*/", " ", header.read_text(), flags=re.DOTALL) for header in HEADERS)
    text = re.sub(r"^\s*#(?:.*\\\n)*.*$", "", text, flags=re.MULTILINE)
    result = r"((?:const\s+)?\w+\s*[*\s]\s*(?:const\s*\*\s*)?)"
    found = re.findall(rf"{result}\b(dark_\w+)\s*\(((?:[^()]|\([^()]*\))*)\);", text)
    return {name: (result.strip(), parameters(inside)) for result, name, inside in found}


def parameters(inside: str) -> list[str]:
    """Split at the commas that are in no inner parentheses."""
    parts = re.split(r",(?![^()]*\))", " ".join(inside.split()))
    return [] if parts in (["void"], [""]) else [part.strip() for part in parts]


def kind_of(declared: str) -> Any:
    """A number's type of ctypes; "pointer" for every pointer."""
    if "*" in declared or "(" in declared:
        return "pointer"
    words = [word for word in declared.split() if word != "const"]
    return None if words[0] == "void" else NUMBERS[words[0]]


def kind_of_ours(kind: Any) -> Any:
    return kind if kind is None or kind in NUMBERS.values() else "pointer"


@pytest.mark.parametrize("name", sorted(_prototypes.FUNCTIONS))
def test_declared_as_in_the_headers(name: str) -> None:
    result, arguments = _prototypes.FUNCTIONS[name]
    declared_result, declared = declarations()[name]
    assert kind_of(declared_result) == kind_of_ours(result)
    assert [kind_of(each) for each in declared] == [kind_of_ours(each) for each in arguments]


def test_every_question_of_the_headers_can_be_asked() -> None:
    questions = {name for name in declarations() if re.fullmatch(r"dark_answer_[a-z]+", name)}
    known = {name.removesuffix("_watched") for name in _prototypes.FUNCTIONS if name.startswith("dark_answer_")}
    assert questions <= known


def test_exceptions_are_those_of_the_headers() -> None:
    statuses = darkfigure.catalogue("statuses")
    assert {number for number in statuses["status"] if number} == set(errors.KINDS)
    for number, sentence in zip(statuses["status"], statuses["sentence"]):
        assert number == 0 or errors.KINDS[int(number or 0)]("").meaning == sentence


def test_no_method_or_reason_is_named_in_the_package() -> None:
    """Names stand in the library alone, but in the examples of docstrings."""
    folder = Path(darkfigure.__file__).parent
    source = re.sub(r'"""(.*?)"""', "", "".join(file.read_text() for file in folder.glob("*.py")), flags=re.DOTALL)
    for frame, column in (("methods", "method"), ("reasons", "reason")):
        for name in darkfigure.catalogue(frame)[column]:
            # A word for populations too.
            assert name == "fixed" or f'"{name}"' not in source


def test_every_method_of_the_library_can_be_asked_for(kosovo: dict[str, Any]) -> None:
    lists = ["EXH", "ABA", "OSCE", "HRW"]
    for name in darkfigure.catalogue("methods")["method"]:
        try:
            darkfigure.fit(kosovo, lists=lists, count="count", method=name, replicates=0, fit_draws=0, **for_method(str(name)))
        except darkfigure.UsageError as error:
            assert "unknown" not in str(error)


def for_method(name: str) -> dict[str, Any]:
    """One that ranks all models of many lists would take long."""
    return {"max_order": 2} if name in ("mixture", "average") else {}


def test_versions_agree() -> None:
    made = re.search(r"^VERSION := (.*)$", (TOP / "Makefile").read_text(), re.MULTILINE)
    assert made and darkfigure.__version__ == made[1]
