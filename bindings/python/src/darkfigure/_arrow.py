# SPDX-License-Identifier: GPL-3.0-or-later
"""Columns of an Arrow stream of several batches, put together. One batch by itself is read by the library."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from ctypes import c_double, c_float, c_int8, c_int16, c_int32, c_int64, c_uint8, c_uint16, c_uint32, c_uint64, c_void_p
from typing import Any

from ._capsule import RELEASE, Array, Schema
from ._columns import NO_CODE, Column, Unreadable, of_sequence

NUMBERS: dict[bytes, Any] = {
    b"c": c_int8, b"C": c_uint8, b"s": c_int16, b"S": c_uint16, b"i": c_int32, b"I": c_uint32, b"l": c_int64, b"L": c_uint64,
    b"f": c_float, b"g": c_double,
}
OFFSETS: dict[bytes, Any] = {b"u": c_int32, b"U": c_int64}


def is_plain(schema: Schema) -> bool:
    """Whether the library reads every column by itself: it passes over others, of which some are read here."""
    fields = (Schema.from_address(field) for field in pointers(schema.children, schema.n_children))
    return all(field.format in (b"b", *NUMBERS, *OFFSETS) for field in fields)


def columns_of(schema: Schema, batches: Sequence[Array]) -> Iterator[tuple[str, Column]]:
    """Each column with its name; those of a kind that cannot be read are left out."""
    for place in range(schema.n_children):
        field = Schema.from_address(pointers(schema.children, place + 1)[place])
        parts = [Array.from_address(pointers(batch.children, place + 1)[place]) for batch in batches]
        try:
            yield (field.name or b"").decode(), column_of(field, [*zip(parts, batches)])
        except Unreadable:
            continue


def column_of(field: Schema, parts: list[tuple[Array, Array]]) -> Column:
    """One column of all batches; a batch may begin within its arrays."""
    if field.dictionary:
        return of_dictionary(field, parts)
    values: list[Any] = []
    for part, batch in parts:
        values += values_of(field.format or b"", part, batch.offset, batch.length)
    return of_sequence(values)


def of_dictionary(field: Schema, parts: list[tuple[Array, Array]]) -> Column:
    """Codes into the levels of all batches, in the order in which these name them."""
    levels: dict[str, int] = {}
    codes: list[int] = []
    entries = Schema.from_address(field.dictionary)
    for part, batch in parts:
        dictionary = Array.from_address(part.dictionary or 0)
        names = values_of(entries.format or b"", dictionary, 0, dictionary.length)
        if not all(isinstance(name, str) for name in names):
            raise Unreadable("a dictionary of other values than texts")
        own = [levels.setdefault(name, len(levels)) for name in names]
        here = values_of(field.format or b"", part, batch.offset, batch.length)
        codes += [NO_CODE if code is None else own[code] for code in here]
    held = (c_int32 * len(codes))(*codes)
    return Column("dark_data_add_codes", ctypes.addressof(held), len(codes), list(levels), [held])


def values_of(form: bytes, array: Array, skip: int, length: int) -> list[Any]:
    """`length` values after `skip`, absent ones as None."""
    start = array.offset + skip
    values = raw_values(form, array, start, length)
    valid = pointers(array.buffers, 1)[0] if array.n_buffers else 0
    if not valid or array.null_count == 0:
        return values
    return [value if is_there else None for value, is_there in zip(values, bits(valid, start, length))]


def raw_values(form: bytes, array: Array, start: int, length: int) -> list[Any]:
    """Without a look at which of them are there."""
    if form == b"n":
        return [None] * length
    buffers = pointers(array.buffers, array.n_buffers)
    if length == 0:
        return []
    if form == b"b":
        return bits(buffers[1], start, length)
    if form in NUMBERS:
        kind = NUMBERS[form]
        return list((kind * length).from_address(buffers[1] + start * ctypes.sizeof(kind)))
    if form in OFFSETS:
        return texts(buffers, OFFSETS[form], start, length)
    raise Unreadable(f"Arrow format '{form.decode()}'")


def texts(buffers: list[int], kind: Any, start: int, length: int) -> list[str]:
    """Texts between offsets."""
    ends = list((kind * (length + 1)).from_address(buffers[1] + start * ctypes.sizeof(kind)))
    return [ctypes.string_at(buffers[2] + begin, end - begin).decode() if end > begin else "" for begin, end in zip(ends, ends[1:])]


def bits(address: int, start: int, length: int) -> list[bool]:
    """Truth values of a bit map."""
    held = ctypes.string_at(address, (start + length + 7) // 8)
    return [bool(held[i // 8] >> i % 8 & 1) for i in range(start, start + length)]


def pointers(address: int | None, n: int) -> list[int]:
    """Addresses that stand in an array; 0 for none."""
    return [pointer or 0 for pointer in (c_void_p * n).from_address(address or 0)] if n else []


def release(struct: Schema | Array) -> None:
    """Give back what a stream gave."""
    if struct.release:
        RELEASE(struct.release)(ctypes.addressof(struct))
