# SPDX-License-Identifier: GPL-3.0-or-later
"""What a table can be made of: missing values, categories, columns of every kind."""

from __future__ import annotations

from array import array
from typing import Any

import pytest
import darkfigure
from published import agree, columns, command, options, path, rows_of, shape

numpy = pytest.importorskip("numpy")
pandas = pytest.importorskip("pandas")

# Ten people on a alone, twenty on b alone, five on both: Petersen says 10 * 20 / 5 = 40 on none.
CELLS = {"a": [1, 0, 1], "b": [0, 1, 1], "n": [10, 20, 5]}


def hidden(data: Any, **settings: Any) -> Any:
    wanted: dict[str, Any] = {"lists": ["a", "b"], "count": "n", "method": "petersen", "interval": "log-normal", **settings}
    return darkfigure.fit(data, **wanted).table["hidden"][-1]


def test_petersen_by_hand() -> None:
    assert hidden(CELLS) == 40


@pytest.mark.parametrize("kind", ["int8", "uint8", "int16", "int32", "int64", "uint64", "float32", "float64", "bool", "object"])
def test_every_type_of_numpy_is_read(kind: str) -> None:
    counts = numpy.array(CELLS["n"], dtype="int64" if kind == "bool" else kind)
    assert hidden({"a": numpy.array(CELLS["a"], dtype=kind), "b": numpy.array(CELLS["b"], dtype=kind), "n": counts}) == 40


def test_views_with_steps_and_read_only_arrays_are_read() -> None:
    wide = numpy.arange(12).reshape(3, 4) * 0 + numpy.array([CELLS["a"]]).T
    fixed = numpy.array(CELLS["b"])
    fixed.flags.writeable = False
    assert hidden({"a": wide[:, 1], "b": fixed, "n": numpy.array(CELLS["n"])[::-1][::-1]}) == 40


def test_sequences_need_no_numpy() -> None:
    assert hidden({"a": array("b", CELLS["a"]), "b": tuple(CELLS["b"]), "n": memoryview(array("d", CELLS["n"]))}) == 40
    assert hidden({"a": [True, False, True], "b": ["0", "1", "1"], "n": CELLS["n"]}) == 40


def test_boolean_and_nullable_integers_of_pandas_are_read() -> None:
    frame = pandas.DataFrame(CELLS)
    assert hidden(frame.astype({"a": "boolean", "b": "Int64", "n": "Float64"})) == 40
    assert hidden(frame.convert_dtypes()) == 40


@pytest.mark.parametrize("missing", [[1, None, 1], [1.0, float("nan"), 1.0], ["1", None, "1"]])
def test_missing_membership_is_refused(missing: list[Any]) -> None:
    with pytest.raises(darkfigure.DataError, match="data:2:1: NA is a missing membership") as caught:
        hidden({**CELLS, "a": missing})
    assert (caught.value.file, caught.value.line, caught.value.column) == ("data", 2, 1)


def test_one_and_missing_are_no_list() -> None:
    """In a file 1 and blank are a way to write lists; a value that is missing says nothing, unless somebody says that it means no."""
    ones: dict[str, Any] = {**CELLS, "a": [1, None, 1], "b": [None, 1, 1]}
    with pytest.raises(darkfigure.DataError, match="NA is a missing membership"):
        hidden(ones)
    assert hidden(ones, yes="1", no="NA") == 40


def test_missing_membership_of_pandas_is_refused() -> None:
    frame = pandas.DataFrame(CELLS)
    frame["a"] = pandas.array([True, None, True], dtype="boolean")
    with pytest.raises(darkfigure.DataError, match="data:2:1"):
        hidden(frame)


def by_sex(sex: Any) -> Any:
    return darkfigure.fit({**{key: values * 2 for key, values in CELLS.items()}, "sex": sex}, lists=["a", "b"], count="n", by=["sex"],
                          method="petersen", interval="log-normal").table


def test_unused_categories_are_rows_that_say_unknown() -> None:
    sex = pandas.Categorical(["f", "f", "f", "m", "m", "m"], categories=["m", "x", "f"])
    table = by_sex(sex)
    states = dict(zip(table["sex"], table["state"]))
    assert states == {"f": "ok", "m": "ok", "x": "no_estimate", "(all)": "partial"}


def test_a_missing_category_is_a_value_that_says_so() -> None:
    for sex in (pandas.Categorical(["f", "f", "f", None, None, None]), ["f", "f", "f", None, None, None]):
        assert "(missing)" in by_sex(sex)["sex"]


def test_categories_of_numbers_are_read_by_their_digits() -> None:
    assert set(by_sex(pandas.Categorical([1, 1, 1, 2, 2, 2]))["sex"]) == {"1", "2", "(all)"}


def test_a_column_that_nobody_names_may_be_of_any_kind() -> None:
    frame = pandas.DataFrame(CELLS)
    frame["day"] = pandas.to_datetime(["2020-01-01"] * 3)
    assert hidden(frame) == 40
    with pytest.raises(darkfigure.UsageError, match="column 'day' is of type datetime64"):
        darkfigure.fit(frame, lists=["a", "b"], count="n", by=["day"])


def test_rows_of_people_count_as_people() -> None:
    people = pandas.DataFrame({"a": [1] * 15 + [0] * 20, "b": [0] * 10 + [1] * 25})
    assert darkfigure.fit(people, lists=["a", "b"], method="petersen", interval="log-normal").table["hidden"] == [40]


def test_a_large_frame_is_read() -> None:
    n = 200_000
    drawn = numpy.random.default_rng(1).random((n, 3)) < 0.3
    seen = drawn[drawn.any(axis=1)]
    table = darkfigure.table({"a": seen[:, 0], "b": seen[:, 1], "c": seen[:, 2]}, lists=["a", "b", "c"])
    assert table.n_people == len(seen)


def test_a_table_serves_several_questions(kosovo: dict[str, Any]) -> None:
    table = darkfigure.table(kosovo, **shape("kosovo-killings-1999"))
    assert table.lists == ["ABA", "EXH", "HRW", "OSCE"] and table.n_people == 4400
    assert darkfigure.describe(table).table.n_rows > 0
    assert darkfigure.models(table, top=3).table.n_rows == 3
    with pytest.raises(darkfigure.UsageError, match="by: the table is made"):
        darkfigure.fit(table, by=["sex"])


def test_every_answer_prints_and_has_html(kosovo: dict[str, Any]) -> None:
    table = darkfigure.table(kosovo, **shape("kosovo-killings-1999"))
    few: dict[str, Any] = {"method": "bic", "replicates": 0}
    fit = darkfigure.fit(table, **few)
    answers = [fit, darkfigure.describe(table), darkfigure.models(table), darkfigure.check(table, model="[12,3,4]"),
               darkfigure.methods(table, replicates=0), darkfigure.methods(), darkfigure.sensitivity(table, **few),
               darkfigure.compare(fit, fit)]
    for answer in answers:
        assert len(str(answer)) > 80 and len(repr(answer)) > 20
        assert answer._repr_html_().startswith(("<pre>", "<table>"))


def test_other_questions_are_the_command_s(kosovo: dict[str, Any]) -> None:
    file = path("kosovo-killings-1999")
    models = darkfigure.models(kosovo, **shape("kosovo-killings-1999"))
    assert models.text("csv") == command("models", "-q", "--format", "csv", file)
    assert darkfigure.check(kosovo, model="[12,3,4]", **shape("kosovo-killings-1999")).text("csv") == \
        command("check", "-q", "--format", "csv", "--model", "[12,3,4]", file)
    described = darkfigure.describe(kosovo, **shape("kosovo-killings-1999"))
    assert rows_of(described.text("csv")) == rows_of(command("describe", "-q", "--format", "csv", file))


def test_sensitivity_is_the_command_s() -> None:
    few: dict[str, Any] = {"replicates": 20, "thinnings": 2, "method": "bic"}
    asked = darkfigure.sensitivity(columns("korea-palembang"), **shape("korea-palembang"), **few)
    told = command("sensitivity", "-q", "--format", "csv", *options(few), path("korea-palembang"))
    assert rows_of(asked.text("csv")) == rows_of(told)


def test_methods_are_tried_as_by_the_command() -> None:
    tried = darkfigure.methods(columns("korea-palembang"), **shape("korea-palembang"), replicates=20)
    told = command("methods", "-q", "--format", "csv", "--replicates", "20", path("korea-palembang"))
    rows = {row["method"]: row for row in rows_of(told)}
    assert tried.table.n_rows > 30
    for row in tried.table.rows():
        assert all(agree(rows[str(row["method"])][name], row[name]) for name in row)
    assert tried.methods["method"][:2] == ["petersen", "chapman"]
