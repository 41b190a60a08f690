# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens while the library works: Ctrl-C, progress, threads, processes."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import darkfigure
from published import columns, shape

# A bootstrap of a quarter of an hour: whoever does not stop it waits.
LONG: dict[str, Any] = {"method": "bic", "replicates": 10_000_000, "fit_draws": 0}
NAME = "kosovo-killings-1999"


def total(seed: int) -> Any:
    """A fit on several threads."""
    return darkfigure.fit(columns("kosovo-killings-1999"), **shape("kosovo-killings-1999"), method="bic", replicates=200, seed=seed,
                          threads=2).table["se"]


def stopped_after(send: Any, expected: type[BaseException], name: str = NAME, **settings: Any) -> float:
    """Seconds between the signal and the exception."""
    sent: list[float] = []

    def later() -> None:
        time.sleep(0.5)
        sent.append(time.monotonic())
        send()

    thread = threading.Thread(target=later)
    thread.start()
    with pytest.raises(expected):
        darkfigure.fit(columns(name), **shape(name), **(settings or LONG))
    thread.join()
    return time.monotonic() - sent[0]


def interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_stops_a_bootstrap() -> None:
    handler = signal.getsignal(signal.SIGINT)
    # 0.2 s where the processors are free; they may not be, and what is tested is that minutes become a moment.
    assert stopped_after(interrupt, KeyboardInterrupt) < 60
    assert signal.getsignal(signal.SIGINT) is handler


def test_ctrl_c_stops_a_search_for_models() -> None:
    # All models of up to three of eight lists are weighed before anything is resampled: ten seconds and more.
    heard: set[str] = set()

    def progress(stage: str, _share: float) -> None:
        heard.add(stage)

    stopped_after(interrupt, KeyboardInterrupt, "new-orleans-trafficking-186-eight-lists", method="averaged", max_order=3,
                  progress=progress)
    assert heard == {"planning"}


def interrupted(ask: Callable[..., object], data: object, **settings: Any) -> set[str]:
    """What is heard until Ctrl-C, which comes with the first that is."""
    heard: set[str] = set()

    def progress(stage: str, _share: float) -> None:
        heard.add(stage)
        interrupt()

    with pytest.raises(KeyboardInterrupt):
        ask(data, progress=progress, **settings)
    return heard


def feed(pipe: Path) -> None:
    """Rows without an end, as long as somebody reads them."""
    with contextlib.suppress(BrokenPipeError), pipe.open("w") as file:
        file.write("A,B,C\n")
        while True:
            file.write("1,0,1\n0,1,1\n1,1,0\n" * 1000)


@pytest.mark.parametrize("ask", [darkfigure.table, darkfigure.fit])
def test_ctrl_c_stops_reading_a_file(tmp_path: Path, ask: Callable[..., object]) -> None:
    pipe = tmp_path / "people.csv"
    os.mkfifo(pipe)
    thread = threading.Thread(target=feed, args=[pipe])
    thread.start()
    assert interrupted(ask, pipe) == {"planning"}
    thread.join()


@pytest.mark.parametrize("ask", [darkfigure.table, darkfigure.fit])
def test_ctrl_c_stops_reading_columns(ask: Callable[..., object]) -> None:
    # Of so many rows the reading takes some half a second.
    numpy = pytest.importorskip("numpy")
    ones = numpy.ones(8_000_000, dtype="int64")
    assert interrupted(ask, {"A": ones, "B": ones}, lists=["A", "B"]) == {"planning"}


def test_a_handler_of_the_user_is_called() -> None:
    class Stop(Exception):
        pass

    def handler(_number: int, _frame: object) -> None:
        raise Stop

    before = signal.signal(signal.SIGINT, handler)
    try:
        stopped_after(interrupt, Stop)
        assert signal.getsignal(signal.SIGINT) is handler
    finally:
        signal.signal(signal.SIGINT, before)


def test_progress_hears_and_stops() -> None:
    heard: list[tuple[str, float]] = []

    def progress(stage: str, share: float) -> bool:
        heard.append((stage, share))
        return len(heard) == 3

    with pytest.raises(darkfigure.Interrupted):
        darkfigure.fit(columns(NAME), **shape(NAME), **LONG, progress=progress)
    assert len(heard) == 3 and all(isinstance(stage, str) for stage, _ in heard)


def test_what_progress_raises_is_raised() -> None:
    def progress(stage: str, share: float) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        darkfigure.fit(columns(NAME), **shape(NAME), **LONG, progress=progress)


def test_other_threads_run_meanwhile() -> None:
    counted = [0]
    stop = threading.Event()

    def count() -> None:
        while not stop.wait(0.01):
            counted[0] += 1

    thread = threading.Thread(target=count)
    thread.start()
    begin = counted[0]
    with pytest.raises(darkfigure.Interrupted):
        until = time.monotonic() + 1
        darkfigure.fit(columns(NAME), **shape(NAME), **LONG, progress=lambda _stage, _share: time.monotonic() > until)
    stop.set()
    thread.join()
    assert counted[0] - begin > 5


def test_fits_in_several_threads_are_the_same() -> None:
    expected = [total(seed) for seed in range(1, 5)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(total, range(1, 5))) == expected


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_processes_work_after_threads_were_used(start: str) -> None:
    expected = [total(1), total(2)]
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(start)) as pool:
        assert list(pool.map(total, [1, 2], timeout=120)) == expected
