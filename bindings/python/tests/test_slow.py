# SPDX-License-Identifier: GPL-3.0-or-later
"""What takes minutes: make check-python-slow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import darkfigure
from published import NAMES, assert_same, columns, command, options, path, shape

KOSOVO = "kosovo-killings-1999"
N_FITS = 10_000


def resident() -> int:
    """Kilobytes of this process that are in memory."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise AssertionError("no VmRSS")


def fit_once(data: Any, seed: int) -> None:
    fit = darkfigure.fit(data, **shape(KOSOVO), method="bic", replicates=20, fit_draws=0, seed=seed, threads=1)
    for name in fit.frames:
        fit.frame(name).to_dict()
    fit.__arrow_c_stream__()
    with pytest.raises(darkfigure.UsageError):
        darkfigure.fit(data, **shape(KOSOVO), methods="x")


def test_ten_thousand_fits_leave_nothing_behind() -> None:
    data = columns(KOSOVO)
    for seed in range(1000):
        fit_once(data, seed)
    before = resident()
    for seed in range(N_FITS):
        fit_once(data, seed)
    print(f"{before} kB after 1,000 fits, {resident()} kB after {N_FITS} more")
    assert resident() - before < 2048


@pytest.mark.parametrize("name", NAMES)
def test_every_method_is_the_command_s(name: str) -> None:
    """All that apply, in one call of each."""
    wanted: dict[str, Any] = {**shape(name), "replicates": 20, "fit_draws": 0}
    tried = darkfigure.methods(columns(name), **wanted)
    for method in tried.methods.rows():
        if method["applies"]:
            one: dict[str, Any] = {**wanted, "method": str(method["method"])}
            ours = darkfigure.fit(columns(name), **one).table
            assert_same(command("fit", "-q", "--format", "csv", *options(one), path(name)), ours)
