# SPDX-License-Identifier: GPL-3.0-or-later
"""An Arrow stream of several batches, as polars, DuckDB and pyarrow give them, made by hand."""

from __future__ import annotations

import ctypes
from typing import Any

from darkfigure import _capsule


def address(held: Any) -> int:
    return ctypes.addressof(held)


class Batches:
    """Columns of one batch after the other: (format, name, dictionary, buffers of each batch). Nothing of it is freed before the end."""

    def __init__(self, fields: list[tuple[bytes, bytes, list[str] | None]], batches: list[list[list[Any]]], lengths: list[int]) -> None:
        self.keep: list[Any] = []
        self.released = 0
        self.release_schema = _capsule.RELEASE(self._released(_capsule.Schema))
        self.release_array = _capsule.RELEASE(self._released(_capsule.Array))
        self.schema = self._schema(b"+s", b"", [self._field(*field) for field in fields])
        self.batches = [self._batch(batch, fields, length) for batch, length in zip(batches, lengths)]

    def _released(self, kind: Any) -> Any:
        def release(where: int) -> None:
            kind.from_address(where).release = None
            self.released += 1

        return release

    def _kept(self, held: Any) -> Any:
        self.keep.append(held)
        return held

    def _pointers(self, addresses: list[int | None]) -> int:
        return address(self._kept((ctypes.c_void_p * len(addresses))(*addresses)))

    def _field(self, form: bytes, name: bytes, levels: list[str] | None) -> Any:
        field = self._schema(form, name, [])
        if levels is not None:
            field.dictionary = address(self._schema(b"u", b"", []))
        return field

    def _schema(self, form: bytes, name: bytes, children: list[Any]) -> Any:
        pointers = self._pointers([*map(address, children)])
        return self._kept(_capsule.Schema(format=form, name=name, n_children=len(children), children=pointers,
                                          release=ctypes.cast(self.release_schema, ctypes.c_void_p).value))

    def _array(self, length: int, buffers: list[Any], children: list[Any]) -> Any:
        held = [None if each is None else address(self._kept(each)) for each in buffers]
        return self._kept(_capsule.Array(length=length, null_count=-1, n_buffers=len(held), n_children=len(children),
                                         buffers=self._pointers(held), children=self._pointers([*map(address, children)]),
                                         release=ctypes.cast(self.release_array, ctypes.c_void_p).value))

    def _batch(self, columns: list[list[Any]], fields: list[tuple[bytes, bytes, list[str] | None]], length: int) -> Any:
        children = [self._array(length, buffers, []) for buffers in columns]
        for child, (_form, _name, levels) in zip(children, fields):
            if levels is not None:
                child.dictionary = address(self._array(len(levels), [None, *text_buffers(levels)], []))
        return self._array(length, [None], children)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """A capsule like ours, which gives every batch."""
        left = iter(self.batches)

        def export(schema: int | None, array: int | None) -> None:
            if schema is not None:
                ctypes.memmove(schema, address(self.schema), ctypes.sizeof(_capsule.Schema))
            elif array is not None:
                batch = next(left, None)
                source = _capsule.Array() if batch is None else batch
                ctypes.memmove(array, address(source), ctypes.sizeof(_capsule.Array))

        capsule = _capsule.stream(export)
        stream = _capsule.Stream.from_address(_capsule.address(capsule))

        # One of ours ends after one batch; this one ends when nothing is left.
        def get_next(_stream: int, out: int) -> int:
            export(None, out)
            return 0

        following = self._kept(_capsule.GET(get_next))
        stream.get_next = ctypes.cast(following, ctypes.c_void_p).value
        return capsule


def text_buffers(values: list[str]) -> list[Any]:
    """Offsets and bytes."""
    encoded = [value.encode() for value in values]
    ends = [sum(map(len, encoded[:i])) for i in range(len(encoded) + 1)]
    return [(ctypes.c_int32 * len(ends))(*ends), ctypes.create_string_buffer(b"".join(encoded))]


def truth_buffer(values: list[int]) -> Any:
    """A bit map."""
    return (ctypes.c_uint8 * 1)(sum(bit << i for i, bit in enumerate(values)))
