# SPDX-License-Identifier: GPL-3.0-or-later
"""Keyword arguments as a request of the library, which alone knows the keys, their kinds and what they mean."""

from __future__ import annotations

import ctypes
import numbers
import os
from collections.abc import Iterable, Mapping
from typing import Any

from ._handle import Owned, make
from .errors import UsageError, call

Settings = Mapping[str, Any]


def request_of(settings: Settings) -> Owned:
    """A request with every setting that is not None."""
    request = make("dark_request_new", "dark_request_free")
    for key, value in settings.items():
        if value is not None:
            put(request, key, value)
    return request


def put(request: Owned, key: str, value: Any) -> None:
    """Set one key, by the type of its value."""
    name = key.encode()
    if isinstance(value, Mapping):
        for member, inner in value.items():
            put_member(request, name, text_of(key, member), inner)
    elif is_one(value):
        put_one(request, name, value)
    elif isinstance(value, Iterable):
        put_list(request, key, list(value))
    else:
        raise refused(key, value)


def is_one(value: Any) -> bool:
    """Whether a value is no list. Numbers of numpy are numbers; its truth values are not, and have no better mark than their name."""
    return isinstance(value, (str, os.PathLike, numbers.Real)) or is_flag(value)


def is_flag(value: Any) -> bool:
    return isinstance(value, bool) or type(value).__name__ in ("bool_", "bool")


def put_one(request: Owned, name: bytes, value: Any) -> None:
    if is_flag(value):
        call("dark_request_set_flag", request, name, int(value))
    elif isinstance(value, numbers.Integral) and 0 <= int(value) < 2**64:
        call("dark_request_set_whole", request, name, int(value))
    elif isinstance(value, numbers.Real):
        call("dark_request_set_real", request, name, float(value))
    else:
        call("dark_request_set_text", request, name, os.fspath(value).encode())


def put_list(request: Owned, key: str, values: list[Any]) -> None:
    """Numbers when all are, texts else."""
    if values and all(isinstance(value, numbers.Real) and not is_flag(value) for value in values):
        reals = (ctypes.c_double * len(values))(*map(float, values))
        call("dark_request_set_reals", request, key.encode(), reals, len(values))
    else:
        call("dark_request_set_texts", request, key.encode(), *texts_of(key, values))


def put_member(request: Owned, name: bytes, member: bytes, value: Any) -> None:
    """Set one member of a key that is a map."""
    if isinstance(value, numbers.Real) and not is_flag(value):
        call("dark_request_put_real", request, name, member, float(value))
    elif is_one(value):
        call("dark_request_put_text", request, name, member, text_of(name.decode(), value))
    else:
        call("dark_request_put_texts", request, name, member, *texts_of(name.decode(), list(value)))


def texts_of(key: str, values: list[Any]) -> tuple[Any, int]:
    """An array of C strings, and their number."""
    return (ctypes.c_char_p * len(values))(*(text_of(key, value) for value in values)), len(values)


def text_of(key: str, value: Any) -> bytes:
    """A name or value as text: labels of pandas may be numbers."""
    if is_flag(value):
        return str(bool(value)).lower().encode()
    if isinstance(value, (str, numbers.Integral)):
        return str(value).encode()
    raise refused(key, value)


def refused(key: str, value: Any) -> UsageError:
    return UsageError(f"{key}: a {type(value).__name__} is no text, number, truth value, or list or dict of these")
