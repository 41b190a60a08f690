# SPDX-License-Identifier: GPL-3.0-or-later
"""Hear how far a call is, and stop it: by Ctrl-C, or by what the caller's `progress` returns.

Ctrl-C while the library works is noticed when it calls back, ten times a second or more. Until then the handler of the signal does no
more than note that it came: an exception that rises while ctypes enters a callback would be lost.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

from . import _prototypes
from .errors import Interrupted

# What is being done, and the share of it that is done (NaN where it is not known). A true value stops the call.
Progress = Callable[[str, float], object]


class Watcher:
    """What was heard during one call."""

    def __init__(self, progress: Progress | None) -> None:
        self.progress = progress
        self.signal: tuple[int, FrameType | None] | None = None
        self.failure: BaseException | None = None

    def note(self, number: int, frame: FrameType | None) -> None:
        """The handler of Ctrl-C during the call."""
        self.signal = (number, frame)

    def hear(self, stage: str, share: float) -> int:
        """Whether to stop: 1 or 0."""
        if self.signal is None and self.failure is None and self.progress is not None:
            self.ask(stage, share)
        return int(self.signal is not None or self.failure is not None)

    def ask(self, stage: str, share: float) -> None:
        """Ask the caller; what goes wrong there is raised when the library has returned."""
        try:
            if self.progress is not None and self.progress(stage, share):
                self.failure = Interrupted("stopped by the caller's progress")
        except BaseException as error:  # noqa: BLE001 - it is raised again by `settle`
            self.failure = error

    def settle(self, handler: Any) -> None:
        """After the call: do what Ctrl-C does, raise what was kept."""
        if self.signal is not None and callable(handler):
            handler(*self.signal)
        if self.failure is not None:
            raise self.failure


@contextlib.contextmanager
def watching(progress: Progress | None) -> Iterator[_prototypes.Watch]:
    """The struct that the library is given while a call runs. What it says of being stopped gives way to the reason for it."""
    watcher = Watcher(progress)
    handler = signal.getsignal(signal.SIGINT)
    catches = threading.current_thread() is threading.main_thread() and callable(handler)
    if catches:
        signal.signal(signal.SIGINT, watcher.note)
    try:
        yield watch_of(watcher)
    except Interrupted:
        restore(catches, handler)
        watcher.settle(handler)
        raise
    finally:
        restore(catches, handler)
    watcher.settle(handler)


def restore(catches: bool, handler: Any) -> None:
    """Give Ctrl-C back to whom it belongs."""
    if catches:
        signal.signal(signal.SIGINT, handler)


def watch_of(watcher: Watcher) -> _prototypes.Watch:
    """The struct that the library is given; it must live as long as the call."""

    def hear(_context: int | None, stage: bytes | None, share: float) -> int:
        return watcher.hear((stage or b"").decode(), share)

    return _prototypes.Watch(version=1, progress=_prototypes.PROGRESS(hear), context=None)

