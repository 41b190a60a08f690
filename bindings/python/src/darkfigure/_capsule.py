# SPDX-License-Identifier: GPL-3.0-or-later
"""The Arrow C stream interface for Python: capsules named "arrow_array_stream".

A stream of ours has one batch. Its four functions are made once and never freed, so that none is freed while it runs; what a stream gives
stands in a dict, under a number that the stream carries as its private data.
"""

from __future__ import annotations

import ctypes
import errno
import itertools
from collections.abc import Callable
from ctypes import CFUNCTYPE, PYFUNCTYPE, Structure, c_char_p, c_int, c_void_p, py_object
from typing import Any

from .errors import DataError

NAME = b"arrow_array_stream"

# Writes a schema, or an array, to an address; the other one is None.
Export = Callable[["int | None", "int | None"], None]

GET = CFUNCTYPE(c_int, c_void_p, c_void_p)
LAST_ERROR = CFUNCTYPE(c_void_p, c_void_p)
RELEASE = CFUNCTYPE(None, c_void_p)


class Stream(Structure):
    """struct ArrowArrayStream"""

    _fields_ = [
        ("get_schema", c_void_p),
        ("get_next", c_void_p),
        ("get_last_error", c_void_p),
        ("release", c_void_p),
        ("private_data", c_void_p),
    ]


class Array(Structure):
    """struct ArrowArray"""

    _fields_ = [
        *((name, ctypes.c_int64) for name in ("length", "null_count", "offset", "n_buffers", "n_children")),
        *((name, c_void_p) for name in ("buffers", "children", "dictionary", "release", "private_data")),
    ]


class Schema(Structure):
    """struct ArrowSchema"""

    _fields_ = [
        *((name, c_char_p) for name in ("format", "name", "metadata")),
        ("flags", ctypes.c_int64),
        ("n_children", ctypes.c_int64),
        *((name, c_void_p) for name in ("children", "dictionary", "release", "private_data")),
    ]


class Source:
    """What one stream gives."""

    def __init__(self, export: Export) -> None:
        self.export = export
        self.is_read = False
        self.error: ctypes.Array[Any] | None = None

    def write(self, schema: int | None, array: int | None) -> int:
        """0, or an errno; the words are kept for get_last_error."""
        try:
            self.export(schema, array)
        except BaseException as error:  # noqa: BLE001 - nothing may rise through C
            self.error = ctypes.create_string_buffer(str(error).encode())
            return errno.EIO
        return 0


_sources: dict[int, Source] = {}
_numbers = itertools.count(1)
_capsules: dict[int, Stream] = {}


def _source(stream: int) -> Source:
    return _sources[Stream.from_address(stream).private_data]


def _get_schema(stream: int, out: int) -> int:
    return _source(stream).write(out, None)


def _get_next(stream: int, out: int) -> int:
    source = _source(stream)
    if source.is_read:
        ctypes.memset(out, 0, ctypes.sizeof(Array))
        return 0
    source.is_read = True
    return source.write(None, out)


def _last_error(stream: int) -> int | None:
    error = _source(stream).error
    return None if error is None else ctypes.addressof(error)


def _release(stream: int) -> None:
    held = Stream.from_address(stream)
    _sources.pop(held.private_data, None)
    held.release = None


_FUNCTIONS = (GET(_get_schema), GET(_get_next), LAST_ERROR(_last_error), RELEASE(_release))
_pythonapi = ctypes.pythonapi
_pythonapi.PyCapsule_New.restype = py_object
_pythonapi.PyCapsule_New.argtypes = [c_void_p, c_char_p, c_void_p]
_pythonapi.PyCapsule_GetPointer.restype = c_void_p
_pythonapi.PyCapsule_GetPointer.argtypes = [py_object, c_char_p]
# The destructor is given a capsule that nobody holds: it must not become an object again.
_pointer_of = PYFUNCTYPE(c_void_p, c_void_p, c_char_p)(("PyCapsule_GetPointer", _pythonapi))


def _destroy(capsule: int) -> None:
    address = _pointer_of(capsule, NAME)
    stream = _capsules.pop(address)
    if stream.release:
        RELEASE(stream.release)(address)


_DESTROY = PYFUNCTYPE(None, c_void_p)(_destroy)


def stream(export: Export) -> object:
    """A capsule with a stream that gives what `export` writes."""
    number = next(_numbers)
    _sources[number] = Source(export)
    held = Stream(*(ctypes.cast(function, c_void_p).value for function in _FUNCTIONS), number)
    address = ctypes.addressof(held)
    _capsules[address] = held
    return _pythonapi.PyCapsule_New(address, NAME, ctypes.cast(_DESTROY, c_void_p))


def address(capsule: object) -> int:
    """Where the stream of a capsule stands, which the capsule keeps."""
    found: int = _pythonapi.PyCapsule_GetPointer(capsule, NAME)
    return found


def batches(address: int) -> tuple[Schema, list[Array]]:
    """Schema and all batches of a stream; whoever takes them releases them."""
    stream = Stream.from_address(address)
    schema, found = Schema(), [Array()]
    read(stream, stream.get_schema, schema)
    read(stream, stream.get_next, found[-1])
    while found[-1].release:
        found.append(Array())
        read(stream, stream.get_next, found[-1])
    return schema, found[:-1]


def read(stream: Stream, get: int, out: Structure) -> None:
    """Call a function of a stream."""
    if GET(get)(ctypes.addressof(stream), ctypes.addressof(out)) != 0:
        words = LAST_ERROR(stream.get_last_error)(ctypes.addressof(stream))
        raise DataError(f"data: the Arrow stream failed: {ctypes.string_at(words).decode() if words else 'no reason given'}")
