# SPDX-License-Identifier: GPL-3.0-or-later
"""With DARKFIGURE_TAP set, results are printed as TAP, which build-aux/run-tests.sh sums up."""

from __future__ import annotations

import os
import sys
from typing import Any

import pytest

# What takes minutes is tried when somebody asks for it.
collect_ignore = [] if os.environ.get("DARKFIGURE_SLOW") else ["test_slow.py"]


class Tap:
    """A line for each test; what pytest has to say of a failure stands in front of it."""

    def pytest_collection_finish(self, session: Any) -> None:
        say(f"1..{len(session.items)}")

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed:
            say(f"{comment(report.longreprtext)}\nnot ok - {report.nodeid}")

    def pytest_runtest_logreport(self, report: Any) -> None:
        name = report.nodeid.split("::", 1)[-1]
        if report.failed:
            say(f"{comment(report.longreprtext)}\nnot ok - {name} ({report.when})")
        elif report.skipped:
            say(f"ok - {name} # SKIP {name}: {report.longrepr[2]}")
        elif report.when == "call":
            say(f"ok - {name}\n# {report.duration:.1f} s")


def say(text: str) -> None:
    """Past what pytest catches."""
    print(text, file=sys.__stdout__, flush=True)


def comment(text: str) -> str:
    return "\n".join(f"# {line}" for line in text.splitlines())


@pytest.hookimpl(trylast=True)  # type: ignore[misc]
def pytest_configure(config: Any) -> None:
    if not os.environ.get("DARKFIGURE_TAP"):
        return
    terminal = config.pluginmanager.getplugin("terminalreporter")
    config.pluginmanager.unregister(terminal)
    config.pluginmanager.register(Tap(), "tap")


@pytest.fixture
def kosovo() -> dict[str, Any]:
    """People killed in Kosovo, 1999, on four lists."""
    from published import columns

    return columns("kosovo-killings-1999")
